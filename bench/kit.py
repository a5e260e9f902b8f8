"""What the sections share: tables, time, the documents that are measured."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extractors import registry
from extractors.identify import identify
from extractors.text.base import RawFile
from flows.documents import read_document, read_file
from flows.scoring.gold import GOLD_DIR
from schemas.document import Document
from schemas.limits import Limits

ROOT = Path(__file__).parents[1]
RAW = ROOT / "raw"
REPORTS = RAW / "reports"
LONG_REPORTS = tuple(REPORTS / f"{name}.pdf" for name in ("fr-rapport-annuel", "en-annual-report", "zh-annual-report"))

# Libraries that need minutes for a long document get its beginning, and Socle the same for the comparison.
EXCERPT = 5_000


@dataclass(frozen=True, slots=True)
class Table:
    """What a section shows; `note` stands below the rows."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    note: str = ""


processor_time = time.process_time
"""The clock for what one process does: others at work on the machine disturb it little."""


def best_of(
    action: Callable[[], object], times: int = 3, enough: float = 4.0, clock: Callable[[], float] = processor_time
) -> float:
    """Seconds of the quickest of several runs; no further run begins once they have taken `enough` seconds in all."""
    best = spent = float("inf")
    for run in range(times):
        started = clock()
        action()
        seconds = clock() - started
        best, spent = min(best, seconds), (seconds if run == 0 else spent + seconds)
        if spent > enough:
            break
    return best


def speed(characters: int, seconds: float) -> int:
    """Characters a second."""
    return round(characters / max(seconds, 1e-9))


def shared(*parts: str) -> Path | None:
    """A path below the shared gold, where `SOCLE_GOLD_DIR` names it and it is there."""
    folder = os.environ.get(GOLD_DIR)
    path = Path(folder, *parts) if folder else None
    return path if path and path.exists() else None


def brochure() -> Path | None:
    """The longest document of the shared corpus, a brochure of some 49,000 characters."""
    corpus = shared("corpus")
    return max(corpus.glob("*.txt"), key=lambda path: path.stat().st_size, default=None) if corpus else None


@cache
def document_at(path: Path) -> Document:
    """A file, read and identified."""
    return read_document(read_file(path, Limits()))


def document_of(text: str, language: str | None = None) -> Document:
    """A text as a document, its language given or found out."""
    return identify(registry.read(RawFile(text.encode(), "text.txt")), language=language)


def long_documents() -> list[tuple[str, Document]]:
    """The long documents that speed is measured on, with their names."""
    paths = [*LONG_REPORTS, brochure()]
    return [(path.name, document_at(path)) for path in paths if path]


def shown(path: Path) -> str:
    """A path as a table shows it: the file's name, shortened."""
    return path.name if len(path.name) <= 32 else f"{path.name[:29]}…"
