"""Where extractors and links spend their time (on request): `python -m bench profile`."""

import cProfile
import pstats
from collections.abc import Iterator
from pathlib import Path

from bench.kit import Table, long_documents, processor_time
from bench.speed import parts_of
from extractors.pipeline import extract

_TOP = 6


def run() -> Iterator[Table]:
    """The functions that take longest themselves, a table a long document."""
    for name, document in long_documents():
        extract(document)
        rows: list[tuple[object, ...]] = []
        for part, call in parts_of(document):
            profile = cProfile.Profile(processor_time)
            profile.runcall(call)
            rows += [(part, *row) for row in _top(profile)]
        columns = ["part", "function", "calls", "own, ms", "with all below, ms"]
        yield Table(f"profile: {name}", columns, rows)


def _top(profile: cProfile.Profile) -> Iterator[tuple[object, ...]]:
    entries = pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]
    for place, stats in sorted(entries, key=lambda entry: -entry[1][2])[:_TOP]:
        calls, own, below = stats[1:4]
        yield f"{Path(place[0]).stem}:{place[1]} {place[2]}", calls, round(1000 * own, 1), round(1000 * below, 1)
