"""What the heads of a table say about the numbers in its cells: currency, magnitude, noun, per, bound."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

from extractors.amounts.context import bound_before, noun_unit, per_after
from extractors.amounts.currencies import Tender, currency_words, tender_after
from extractors.amounts.rules import patterns_of, primary, rules_of, units_of
from extractors.numbers import Numeral, Writing
from schemas.document import Block, Document
from schemas.facts.amount import Bound

_LONGEST_HEADING = 160
_TOKEN = re.compile(r"[^\W\d_]+|[$€£¥￥₹]|US\$")
_STANDS_FOR_ONE = Numeral(0, 0, 0, Writing.DIGITS, Decimal(1), Decimal(1), grouped=True)


@dataclass(frozen=True)
class Heading:
    """What a heading says; a `plain` one heads years, pages, codes or other numbers that are no amounts."""

    tender: Tender | None = None
    percent: bool = False
    factor: Decimal = Decimal(1)
    unit: str | None = None
    counted: bool = False
    per: str | None = None
    bound: Bound | None = None
    plain: bool = False


@dataclass
class _Grid:
    """The texts of one table's cells by row and column, and the text before it."""

    cells: dict[tuple[int, int], tuple[str, bool]] = field(default_factory=dict)
    captions: tuple[str, ...] = ()


class Tables:
    """The tables of a document."""

    def __init__(self, document: Document) -> None:
        self._grids: dict[int, _Grid] = {}
        titles: list[str] = []
        for block in document.blocks:
            text = document.reading[block.start : block.end]
            if block.cell is None:
                # A title and the caption under it may stand before the table.
                titles = [*titles[-1:], text] if len(text) <= _LONGEST_HEADING else []
                continue
            grid = self._grids.setdefault(block.cell.table, _Grid(captions=tuple(reversed(titles))))
            titles = []
            grid.cells[(block.cell.row, block.cell.column)] = (text, block.cell.header)

    def headings_of(self, block: Block, language: str) -> list[Heading]:
        """What heads a cell, the nearest first: its column, its row, the table."""
        cell = block.cell
        if cell is None:
            return []
        grid = self._grids[cell.table]
        column = self._column_head(grid, cell.row, cell.column)
        row = grid.cells.get((cell.row, 0), ("", False))[0] if cell.column else ""
        corner = grid.cells.get((0, 0), ("", False))[0] if (cell.row, cell.column) != (0, 0) else ""
        beside = [read_heading(text, language) for text in (column, row)]
        titles = [read_caption(text, language) for text in (corner, *grid.captions) if text]
        # What a row's noun counts is known only where nothing says that the table is about money.
        if any(title.tender for title in titles) and not beside[1].counted:
            beside[1] = replace(beside[1], unit=None)
        return [*beside, *titles]

    def _column_head(self, grid: _Grid, row: int, column: int) -> str:
        heads = [
            text
            for (other, at), (text, header) in sorted(grid.cells.items())
            if at == column and other < row and (header or other == 0) and text and not _is_number(text)
        ]
        return " ".join(heads)[:_LONGEST_HEADING]


def _is_number(text: str) -> bool:
    return sum(sign.isdigit() for sign in text) * 2 > len(text)


@cache
def read_heading(text: str, language: str) -> Heading:
    """Everything that a heading of a column or a row says."""
    rules = rules_of(language)
    words = re.findall(r"[^\W\d_]+|[#°]+", text.lower())
    whole = text.strip().lower()
    if whole in rules.plain_columns or (len(words) == 1 and words[0] in rules.plain_columns):
        return Heading(plain=True)
    tender = _tender_in(text)
    percent = bool(patterns_of(primary(language)).percent.search(text))
    counted = _has_counted_head(text, language)
    unit = None if tender or percent else _unit_in(text, language)
    return Heading(
        tender, percent, _factor_in(text, language), unit, counted, _per_in(text, language), _bound_in(text, language)
    )


@cache
def read_caption(text: str, language: str) -> Heading:
    """Currency, magnitude and per cent of a table's title; its nouns say too little about single cells."""
    heading = read_heading(text, language)
    return Heading(heading.tender, heading.percent and not heading.tender, heading.factor)


def _tender_in(text: str) -> Tender | None:
    """The first currency that the text names."""
    if not re.search(r"[^\W\d_]|[$€£¥￥₹]", text):
        return None
    careful = currency_words().careful_codes
    starts: Iterable[int] = (match.start() for match in _TOKEN.finditer(text))
    if any(sign >= "\u2e80" for sign in text):
        starts = range(len(text))
    for start in starts:
        if start and text[start - 1].isalpha() and text[start - 1] < "\u2e80":
            continue
        at = Numeral(start, start, start, Writing.DIGITS, Decimal(1), Decimal(1), grouped=False)
        tender = tender_after(text, at)
        if (
            tender
            and tender.start == start
            and tender.word not in careful
            and len(tender.word) > (1 if tender.word.isalpha() and tender.word.isascii() else 0)
        ):
            return tender
    return None


def _factor_in(text: str, language: str) -> Decimal:
    scales = rules_of(language).scale_heading
    words = "|".join(sorted(map(re.escape, scales), key=len, reverse=True))
    if primary(language) == "zh":
        match = re.search(rf"({words})(?=元|美元|欧元|歐元|人民币|港元|人|户|戶|法郎|日元|英镑)", text)
    else:
        match = re.search(rf"(?i)(?:\b(?:in|en)\s|[(,:]\s?|[$€£]\s?|\b[A-Z]{{3}}\s)['’]?({words})\b", text)
    return Decimal(10) ** scales[match[1].lower()] if match else Decimal(1)


def _has_counted_head(text: str, language: str) -> bool:
    rules = rules_of(language)
    if primary(language) == "zh":
        return any(head in text for head in rules.counted_heads)
    return not rules.counted_heads.isdisjoint(re.findall(r"[^\W\d_]+", text.lower()))


def _unit_in(text: str, language: str) -> str | None:
    """The unit of the first noun that the lexicon knows."""
    if primary(language) == "zh":
        units = units_of("zh")
        found = [(text.rfind(noun) + len(noun), len(noun), unit) for noun, unit in units.items() if noun in text]
        if found:
            return max(found)[2]
        return "person" if "人数" in text or "人數" in text else None
    for match in re.finditer(r"[^\W\d_]+", text):
        unit = noun_unit(text[match.start() : match.start() + 60], language)
        if unit:
            return unit
    return None


def _per_in(text: str, language: str) -> str | None:
    for match in re.finditer(r"(?:^|(?<=\s)|(?<=[(/（]))(?=[^\s])|/", text):
        per = per_after(text, match.start(), language)
        if per:
            return per[0]
    return None


def _bound_in(text: str, language: str) -> Bound | None:
    bare = text.strip().strip("()（）")
    return bound_before(f"{bare} ", len(bare) + 1, language)
