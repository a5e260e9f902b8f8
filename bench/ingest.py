"""`socle ingest raw` into a fresh warehouse, then again with nothing new."""

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.kit import RAW, Table, shared
from bench.start import socle


def run() -> Iterator[Table]:
    """Wall time of both runs, the flow's server included; each folder has a warehouse and a state of its own."""
    rows: list[tuple[object, ...]] = []
    for folder in filter(None, (RAW, shared("corpus"))):
        files = sum(path.is_file() for path in folder.rglob("*"))
        with tempfile.TemporaryDirectory(prefix="socle-bench-") as place:
            first, second = (_seconds(folder, Path(place)) for _ in range(2))
        rows.append((folder.name, files, *first, *second))
    runs = [f"{run}{what}" for run in ("fresh", "again") for what in (", s", ", processor s", ", exit code")]
    yield Table(
        "ingest: wall and processor time",
        ["folder", "files", *runs],
        rows,
        "Wanted: raw under 25 s on 2 cores; the corpus again under 8 s.",
    )


def _seconds(folder: Path, place: Path) -> tuple[float, float, int]:
    """Wall time, processor time of all its processes that were waited for, and the exit code."""
    command = socle("ingest", str(folder), "--warehouse", str(place / "ilo.duckdb"))
    environment = os.environ | {"SOCLE_STATE": str(place / "state")}
    spent, started = _processor_seconds(), time.perf_counter()
    done = subprocess.run(command, check=False, capture_output=True, env=environment)
    wall, processor = time.perf_counter() - started, _processor_seconds() - spent
    return round(wall, 1), round(processor, 1), done.returncode


def _processor_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
