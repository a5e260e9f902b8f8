"""Where each extractor spends its time (on request): `python -m bench profile`."""

import cProfile
import pstats
from collections.abc import Iterator
from pathlib import Path

from bench.kit import Table, long_documents
from extractors import registry
from extractors.facts.base import FactExtractor
from extractors.pipeline import extract, load_pipeline
from schemas.document import Document
from schemas.facts.base import Fact

_TOP = 6


def run() -> Iterator[Table]:
    """The functions that take longest themselves, a table a long document."""
    for name, document in long_documents():
        extract(document)
        rows: list[tuple[object, ...]] = []
        for extractor in registry.extractors():
            rows += [(extractor.name, *row) for row in _top(extractor, document)]
        columns = ["extractor", "function", "calls", "own, ms", "with all below, ms"]
        yield Table(f"profile: {name}", columns, rows)


def _top(extractor: FactExtractor[Fact], document: Document) -> list[tuple[object, ...]]:
    nlp = load_pipeline()
    profile = cProfile.Profile()
    with nlp.memory_zone():
        doc = nlp.make_doc(document.reading)
        doc._.document = document
        doc._.outcomes = {}
        for other in registry.extractors():
            if other is extractor:
                profile.runcall(other, doc)
            else:
                other(doc)
    entries = pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]
    slowest = sorted(entries, key=lambda entry: -entry[1][2])[:_TOP]
    return [
        (f"{Path(place[0]).stem}:{place[1]} {place[2]}", stats[1], round(1000 * stats[2], 1), round(1000 * stats[3], 1))
        for place, stats in slowest
    ]
