"""How well the reading of each sample PDF keeps the order of its source, whatever produced it; floors are asserted."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors.text.base import RawFile
from extractors.text.pdf import PdfReader
from schemas.document import BlockKind, Document

ROOT = Path(__file__).parents[2]
TRUTH = ROOT / "tests" / "samples" / "truth"
DOCUMENTS = ROOT / "tests" / "gold" / "documents.jsonl"
REACH = 12
ORDER_FLOOR = 0.98
CELL_FLOOR = 0.98
_LIGHT = re.compile(r"[\s\u00ad\u200b•●▪◦\ue000-\uf8ff]+")
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})

SAMPLES = sorted(path for path in (ROOT / "raw").rglob("*.pdf") if (TRUTH / f"{path.stem}.json").exists())


def folded(text: str) -> str:
    """Text without white space and bullets, in one form of each character."""
    return _LIGHT.sub("", unicodedata.normalize("NFKC", text)).translate(_HYPHENS)


@dataclass(frozen=True)
class Score:
    """Right ones among all."""

    right: int
    total: int

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 1.0


def total(scores: Iterable[Score]) -> Score:
    """The scores of several documents as one."""
    kept = list(scores)
    return Score(sum(score.right for score in kept), sum(score.total for score in kept))


def order_score(paragraphs: Iterable[str], reading: str) -> Score:
    """Pairs of paragraphs up to `REACH` apart that stand in the reading in their order.

    A paragraph that is not found whole makes its pairs wrong.
    """
    wanted = [folded(paragraph) for paragraph in paragraphs]
    places = _places([paragraph for paragraph in wanted if paragraph], folded(reading))
    pairs = [(i, j) for i in range(len(places)) for j in range(i + 1, min(len(places), i + REACH + 1))]
    right = sum(places[i] is not None and places[j] is not None and places[i] < places[j] for i, j in pairs)  # type: ignore[operator]
    return Score(right, len(pairs))


def _places(paragraphs: list[str], reading: str) -> list[int | None]:
    """Where each paragraph stands: after the one before if it is there, else wherever it is."""
    places: list[int | None] = []
    position = 0
    for paragraph in paragraphs:
        place = reading.find(paragraph, position)
        if place < 0:
            place = reading.find(paragraph)
        places.append(place if place >= 0 else None)
        if place >= 0:
            position = place + len(paragraph)
    return places


def cell_score(tables: Iterable[list[list[str]]], document: Document) -> Score:
    """Cells of the true tables that stand in one row of the reading, in their order, each in a cell of its own."""
    found: dict[tuple[int, int], list[str]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.CELL and block.cell is not None:
            words = folded(document.reading[block.start : block.end])
            if words:
                found.setdefault((block.cell.table, block.cell.row), []).append(words)
    rows = list(found.values())
    right = total = 0
    for table in tables:
        for row in table:
            cells = [folded(cell) for cell in row if folded(cell)]
            total += len(cells)
            right += max((_common(cells, other) for other in rows), default=0)
    return Score(right, total)


def _common(first: list[str], second: list[str]) -> int:
    """Length of the longest common subsequence."""
    lengths = [0] * (len(second) + 1)
    for one in first:
        before = 0
        for index, other in enumerate(second, 1):
            kept = lengths[index]
            lengths[index] = before + 1 if one == other else max(lengths[index], lengths[index - 1])
            before = kept
    return lengths[-1]


@cache
def document_of(path: Path) -> Document:
    """A sample as read."""
    return PdfReader().read(RawFile(path.read_bytes(), path.name))


def truth_of(path: Path) -> dict[str, Any]:
    """The paragraphs, tables and running lines of a sample's source."""
    truth: dict[str, Any] = json.loads((TRUTH / f"{path.stem}.json").read_text(encoding="utf-8"))
    return truth


@cache
def layouts() -> dict[str, tuple[Path, ...]]:
    """The samples by producer and number of columns."""
    records = [json.loads(line) for line in DOCUMENTS.read_text(encoding="utf-8").splitlines()] if SAMPLES else []
    kinds = {record["doc"]: f"{record['producer']}-{record['columns']}" for record in records}
    found: dict[str, list[Path]] = {}
    for path in SAMPLES:
        found.setdefault(kinds[path.name], []).append(path)
    return {kind: tuple(paths) for kind, paths in sorted(found.items())}


@pytest.mark.skipif(not SAMPLES, reason="no sample PDFs built")
@pytest.mark.parametrize("layout", layouts())
def test_paragraphs_stand_in_order(layout: str) -> None:
    scores = [order_score(truth_of(path)["blocks"], document_of(path).reading) for path in layouts()[layout]]
    assert total(scores).share >= ORDER_FLOOR


@pytest.mark.skipif(not SAMPLES, reason="no sample PDFs built")
@pytest.mark.parametrize("layout", layouts())
def test_cells_stand_in_rows(layout: str) -> None:
    scores = [
        cell_score([table["rows"] for table in truth_of(path)["tables"]], document_of(path))
        for path in layouts()[layout]
    ]
    assert total(scores).share >= CELL_FLOOR


@pytest.mark.parametrize("path", [path for path in SAMPLES if truth_of(path)["running"]], ids=lambda path: path.stem)
def test_running_lines_stay_out_of_the_reading(path: Path) -> None:
    document = document_of(path)
    if len(document.pages) > 1:
        text, reading = folded(document.text), folded(document.reading)
        for line in truth_of(path)["running"]:
            assert text.count(folded(line)) - reading.count(folded(line)) >= len(document.pages)


def test_order_is_scored_by_pairs() -> None:
    assert order_score(["one two", "three", "four"], "one\ntwo three four") == Score(3, 3)
    assert order_score(["one two", "three", "four"], "three one two four") == Score(2, 3)
    assert order_score(["one two", "three", "four"], "one x two three four") == Score(1, 3)
