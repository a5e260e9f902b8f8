"""Dates and ranges of dates, in French, English and Chinese."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from extractors.calendar.evidence import Surroundings, is_supported
from extractors.calendar.folding import fold
from extractors.calendar.grammar import LANGUAGES, scanner
from extractors.calendar.joining import Joined, join
from extractors.calendar.parts import Expression, Style
from extractors.calendar.placing import Context, NotPlacedError, Placed, place
from extractors.calendar.points import Grain
from extractors.calendar.reader import Impossible, read_expressions
from extractors.calendar.roles import Setting, role_of
from extractors.facts.base import FactExtractor, Passage, document_of, passages_of
from schemas.document import Cell, Document, DocumentKind
from schemas.facts.base import Unresolved
from schemas.facts.date import Date, Role

if TYPE_CHECKING:  # the models are asked for without loading spaCy
    from spacy.tokens import Doc

_DATELINE = 800
"""Characters at the beginning of a document in which the day of publication is the dateline itself."""
_LONG = 15_000
"""Characters from which a document is a report that tells of years past rather than news of its own day."""
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/.-])")


class DateExtractor(FactExtractor[Date]):
    """Find calendar expressions and give each its first and last day, EDTF, precision and role."""

    name: ClassVar[str] = "dates"
    version: ClassVar[int] = 2
    languages: ClassVar[frozenset[str]] = frozenset(LANGUAGES)
    model: ClassVar[type[Date]] = Date

    def find(self, doc: Doc) -> Iterator[Date | Unresolved]:
        """Yield the dates of a document in text order, and what looks like one and cannot be placed."""
        document = document_of(doc)
        reading = _Reading(document)
        for passage in passages_of(doc, self.languages):
            yield from reading.dates_of(passage)


class _Reading:
    """One document on its way through: the context goes from passage to passage."""

    def __init__(self, document: Document) -> None:
        self.document = document
        timely = document.kind is DocumentKind.PRESS_RELEASE or len(document.reading) < _LONG
        self.context = Context(document.published, timely)
        self._blocks = document.blocks
        self.dated = False
        self.latest: date | None = None
        self.style = Style(month_first=_writes_month_first(document))
        self.block = 0

    def dates_of(self, passage: Passage) -> Iterator[Date | Unresolved]:
        language = passage.language.partition("-")[0]
        folded = scanner(language).unwrap(fold(passage.text))
        found: list[Expression] = []
        for item in read_expressions(passage.text, folded, scanner(language), self.style):
            if isinstance(item, Impossible):
                yield _unresolved(passage, item.start, item.end, item.rule, "no_such_date", item.detail)
            else:
                found.append(item)
        position, year_before = 0, False
        for joined in join(found, folded, language):
            expression = joined.expression
            follows = year_before and _LIST.fullmatch(folded, position, expression.start) is not None
            around = self._surroundings(joined, passage, folded, follows)
            if is_supported(around):
                yield self._fact(around, passage, position)
                position, year_before = expression.end, expression.points()[0].grain is Grain.YEAR

    def _fact(self, around: Surroundings, passage: Passage, position: int) -> Date | Unresolved:
        expression = around.joined.expression
        if _SENTENCE_END.search(around.folded, position, expression.start):
            self.context.sentence_year = None
        try:
            placed = place(around.joined, self.context, self._block_at(passage.start + expression.start))
        except NotPlacedError as error:
            return _unresolved(passage, expression.start, expression.end, expression.rule, error.reason, error.detail)
        if around.joined.end is None and expression.is_single() and placed.end_date is not None:
            self.latest = max(self.latest or placed.end_date, placed.end_date)
        return Date(
            start=passage.start + expression.start,
            end=passage.start + expression.end,
            rule=expression.rule,
            confidence=expression.confidence,
            start_date=placed.start_date,
            end_date=placed.end_date,
            edtf=placed.edtf,
            precision=placed.precision,
            role=self._role(around, placed, passage),
            relative=placed.relative,
        )

    def _role(self, around: Surroundings, placed: Placed, passage: Passage) -> Role:
        start = passage.start + around.joined.expression.start
        published = self.document.published
        counted = any(point.shifts for point in around.joined.expression.points())
        same = published is not None and placed.start_date == placed.end_date == published and not counted
        first, self.dated = same and not self.dated, self.dated or same
        setting = Setting(
            around.folded,
            around.language,
            self._heading_at(start),
            is_heading=around.in_header,
            in_cell=around.cell_is_date is not None,
            written=published or self.latest,
            is_first=first,
            early=start < _DATELINE,
        )
        return role_of(around.joined, placed, setting)

    def _heading_at(self, offset: int) -> str:
        """The header of the table column that an offset stands in."""
        block = self._blocks[self._block_at(offset)] if self._blocks else None
        if block is None or block.cell is None or block.cell.header or block.cell.row == 0:
            return ""
        return self._headers.get((block.cell.table, block.cell.column), "")

    @cached_property
    def _headers(self) -> dict[tuple[int, int], str]:
        reading = self.document.reading
        return {
            (block.cell.table, block.cell.column): reading[block.start : block.end]
            for block in self._blocks
            if block.cell is not None and (block.cell.header or block.cell.row == 0)
        }

    def _surroundings(self, joined: Joined, passage: Passage, folded: str, follows: bool) -> Surroundings:
        start = passage.start + joined.expression.start
        block = self._blocks[self._block_at(start)] if self._blocks else None
        cell = block.cell if block is not None else None
        return Surroundings(
            joined,
            passage.text,
            folded,
            passage.language.partition("-")[0],
            has_reference=self.document.published is not None,
            cell_is_date=self._cell_is_date(cell) if cell is not None else None,
            in_header=cell is not None and (cell.header or cell.row == 0),
            timely=self.context.timely and self.document.published is not None,
            follows_year=follows,
        )

    def _block_at(self, offset: int) -> int:
        """The index of the block that an offset stands in; offsets come in rising order."""
        while self.block + 1 < len(self._blocks) and self._blocks[self.block + 1].start <= offset:
            self.block += 1
        return self.block

    def _cell_is_date(self, cell: Cell) -> bool:
        """Whether four digits that fill a cell are a year: in the header or first column, or among years."""
        return cell.header or 0 in {cell.row, cell.column} or self._columns[cell.table, cell.column]

    @cached_property
    def _columns(self) -> dict[tuple[int, int], bool]:
        """For each table and column whether every filled cell below the header is a year or a range of years."""
        columns: dict[tuple[int, int], bool] = defaultdict(lambda: True)
        for block in self._blocks:
            cell = block.cell
            if cell is None or cell.header or cell.row == 0:
                continue
            text = self.document.reading[block.start : block.end].strip()
            columns[cell.table, cell.column] &= not text or _YEARS.fullmatch(fold(text)) is not None
        return columns


_LIST = re.compile(r" ?(?:[,;/&、]|and|et|or|ou|y|和|及|与) ?(?:(?:and|et|or|ou|in|en|de) ?)?")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}年?(?: ?[-/~] ?(?:(?:19|20)?[0-9]{2})年?)?")
_SENTENCE_END = re.compile(r"[.!?](?=\s)|[。！？\n\t]")


def _writes_month_first(document: Document) -> bool:
    """Whether a document's dates in figures have the month first; where they leave it open, the day comes first."""
    votes = 0
    for match in _NUMERIC.finditer(document.reading):
        first, second = int(match[1]), int(match[3])
        votes += (second > 12 >= first) - (first > 12 >= second)
    return votes > 0


def _unresolved(passage: Passage, start: int, end: int, rule: str, reason: str, detail: str) -> Unresolved:
    return Unresolved(
        start=passage.start + start, end=passage.start + end, rule=rule, kind=Date.kind, reason=reason, detail=detail
    )
