"""What the heads of a table say about the numbers in its cells: currency, magnitude, noun, per, bound."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from extractors.amounts.context import bound_before, noun_unit
from extractors.amounts.currencies import Tender, currency_words, tender_after
from extractors.amounts.han import simplified
from extractors.amounts.per import TIMES, adjective_per, per_after
from extractors.amounts.rules import patterns_of, primary, rules_of, units_of
from extractors.numbers import Numeral, Writing
from schemas.document import Block, BlockKind, Cell, Document
from schemas.facts.amount import Bound

_LONGEST_HEADING = 160
_MOST_TITLES = 2
_UNIT_LINE = re.compile(r"(?i)(?:计量单位|计价单位|单位|\bunits?|\bunité)\s{0,2}[:：]\s{0,2}([^)）;；|]{1,40})")
_TABLE_NUMBER = re.compile(
    r"(?i)\s*(?:tables?|tableau|encadré|box|figure|表)\s{0,2}[\dIVX]{0,4}(?:[.-]\d{1,2})?\s{0,2}[.:：–—-]?\s*"
)
_LARGE = re.compile(r"\d{1,3}(?:[ ,.'’\u00a0\u202f]\d{3}){1,4}")
_PEOPLE = frozenset({"person", "man", "woman", "girl", "boy", "child", "young person", "adult", "youth"})
_WHOLE = re.compile(r"\d{1,3}(?:[ ,.'’\u00a0\u202f]?\d{3}){0,4}")
_HAS_DIGIT = re.compile(r"\d").search
_FEWEST_SUMMED = 3
_UNIT_HEAD = re.compile(r"(?i)计量单位|計量單位|单位|單位|units?|unités?|unit of measure|unité de mesure")
_TOKEN = re.compile(r"[^\W\d_]+|[$€£¥￥₹]|US\$")
_STANDS_FOR_ONE = Numeral(0, 0, 0, Writing.DIGITS, Decimal(1), Decimal(1), grouped=True)


@dataclass(frozen=True)
class Heading:
    """What a heading says; a `plain` one heads years, pages, codes or other numbers that are no amounts.

    What an `explicit` title says (Unit: persons, in thousands) holds before the nouns over columns and rows.
    """

    tender: Tender | None = None
    percent: bool = False
    factor: Decimal = Decimal(1)
    unit: str | None = None
    counted: bool = False
    per: str | None = None
    bound: Bound | None = None
    plain: bool = False
    explicit: bool = False
    money: bool = False


@dataclass
class _Grid:
    """One table: the texts of its cells by row and column, and the titles before it, the nearest first."""

    titles: tuple[str, ...] = ()
    rows: dict[int, dict[int, tuple[str, bool]]] = field(default_factory=dict)

    @cached_property
    def head_row(self) -> int:
        """The first row with two texts: a row with one alone is the table's title."""
        full = (row for row, cells in sorted(self.rows.items()) if sum(bool(text) for text, _ in cells.values()) > 1)
        return next(full, 0)

    @cached_property
    def captions(self) -> tuple[str, ...]:
        """The corner cell, rows that are titles, and the titles before the table."""
        inside = [text for row in range(self.head_row + 1) for text, _ in list(self.rows.get(row, {}).values())[:1]]
        return tuple(text for text in (*reversed(inside), *self.titles) if text and len(text) <= _LONGEST_HEADING)

    @cached_property
    def column_heads(self) -> dict[int, str]:
        """The text over each column: the head row, and rows under it that are marked as heads."""
        heads: dict[int, list[str]] = {}
        for row, cells in sorted(self.rows.items()):
            if row > self.head_row and not any(header for _, header in cells.values()):
                break
            for column, (text, header) in cells.items():
                if row >= self.head_row and (header or row == self.head_row) and text and not _is_number(text):
                    heads.setdefault(column, []).append(text)
        return {column: " ".join(texts)[:_LONGEST_HEADING] for column, texts in heads.items()}

    @cached_property
    def summed(self) -> frozenset[int]:
        """The columns of which a last cell is the sum of those above: what is added up counts something."""
        figures: dict[int, list[Decimal]] = {}
        for row, cells in sorted(self.rows.items()):
            if row > self.head_row:
                for column, (text, _) in cells.items():
                    if column and _WHOLE.fullmatch(text):
                        figures.setdefault(column, []).append(Decimal(re.sub(r"\D", "", text)))
        return frozenset(
            column
            for column, values in figures.items()
            if len(values) >= _FEWEST_SUMMED and sum(values[:-1]) == values[-1]
        )

    @cached_property
    def added(self) -> frozenset[int]:
        """The columns of a table whose last column is in every row the sum of the others."""
        rows = [
            cells for row, cells in sorted(self.rows.items()) if row > self.head_row and len(cells) > _FEWEST_SUMMED
        ]
        sums = [_row_adds_up([text for column, (text, _) in sorted(cells.items()) if column]) for cells in rows]
        return frozenset(rows[0]) - {0} if len(sums) > 1 and all(sums) else frozenset()

    def has_large(self, column: int) -> bool:
        """Whether a cell of the column holds a whole number of four digits and more, unlike scores and ranks."""
        return any(_LARGE.fullmatch(cells.get(column, ("",))[0]) for cells in self.rows.values())

    @cached_property
    def unit_column(self) -> int:
        """The column that names each row's unit; -1 where there is none."""
        return next((at for at, text in self.column_heads.items() if _UNIT_HEAD.fullmatch(text.strip())), -1)


class Tables:
    """The tables of a document."""

    def __init__(self, document: Document) -> None:
        self._grids: dict[int, _Grid] = {}
        titles: list[str] = []
        for block in document.blocks:
            text = document.reading[block.start : block.end]
            if block.cell is None:
                # A title and the caption under it may stand before the table.
                for line in text.split("\n")[-_MOST_TITLES:]:
                    titles = [*titles[-1:], line] if _is_title(block, line) else []
                continue
            grid = self._grids.setdefault(block.cell.table, _Grid(tuple(reversed(titles))))
            titles = []
            grid.rows.setdefault(block.cell.row, {})[block.cell.column] = (text, block.cell.header)

    def is_head(self, block: Block) -> bool:
        """Whether a cell stands in the head of its table."""
        return block.cell is not None and block.cell.row <= self._grids[block.cell.table].head_row

    def headings_of(self, block: Block, language: str) -> list[Heading]:
        """What heads a cell, the nearest first: its column, its row, the table; a head is not headed by itself."""
        cell = block.cell
        if cell is None:
            return []
        grid = self._grids[cell.table]
        column = grid.column_heads.get(cell.column, "") if cell.row > grid.head_row else ""
        row = grid.rows[cell.row].get(0, ("", False))[0] if cell.column else ""
        beside = [read_heading(text, language) for text in (column, row)]
        unit = grid.rows[cell.row].get(grid.unit_column, ("", False))[0]
        if unit and cell.column != grid.unit_column and not (beside[0].tender or beside[0].percent):
            beside[0] = read_heading(unit, language)
        return [
            *_settled(beside, grid, cell, language),
            *(read_caption(text, language) for text in grid.captions),
        ]


def _settled(beside: list[Heading], grid: _Grid, cell: Cell, language: str) -> list[Heading]:
    """The headings of a cell's column and row without the nouns that the title of the table overrules."""
    titles = [read_caption(text, language) for text in grid.captions]
    column, row = beside
    # What a row's noun counts is known only where nothing says that the table is about money.
    if any(title.tender for title in titles):
        row = row if row.counted else replace(row, unit=None)
        others = (read_heading(text, language) for text in grid.column_heads.values())
        if not column.counted and not any(other.money for other in others):
            column = replace(column, unit=None)
    if any(title.explicit for title in titles):
        row, column = (head if head.counted else replace(head, unit=None) for head in (row, column))
    counts = grid.has_large(cell.column) or cell.column in grid.summed | grid.added
    nouns = [_unit_of_title(text, language) for text in grid.titles[:1] if counts]
    title_unit = next((unit for unit in nouns if unit), None)
    silent = cell.column > 0 and not any(
        head.tender or head.percent or head.unit or head.counted for head in (column, row, *titles)
    )
    if not silent or column.plain or row.plain:
        return [column, row]
    beside_unit = _sibling_unit(grid, cell, language)
    counted = beside_unit is not None or cell.column in grid.summed | grid.added
    return [replace(column, unit=title_unit or beside_unit, counted=counted), row]


def _sibling_unit(grid: _Grid, cell: Cell, language: str) -> str | None:
    """What a column of totals counts: what every other column counts, people where those differ (men, women, total)."""
    column = grid.column_heads.get(cell.column, "").strip().lower()
    if column not in rules_of(language).total_heads:
        return None
    others = [read_heading(text, language) for at, text in grid.column_heads.items() if at not in (0, cell.column)]
    units = {other.unit for other in others}
    if not units or None in units or any(other.percent or other.tender for other in others):
        return None
    return units.pop() if len(units) == 1 else "person" if units <= _PEOPLE else None


def _row_adds_up(texts: list[str]) -> bool:
    """Whether the last of a row's figures is the sum of the others; marks for none are nothing."""
    values = [Decimal(re.sub(r"\D", "", text) or 0) for text in texts if _WHOLE.fullmatch(text) or not _HAS_DIGIT(text)]
    return len(values) == len(texts) and values[-1] != 0 and sum(values[:-1]) == values[-1]


@lru_cache(maxsize=1024)
def _unit_of_title(text: str, language: str) -> str | None:
    """What a title's first words count (Accidents at work); a noun further on seldom does."""
    if primary(language) == "zh":
        return None
    unit = noun_unit(_TABLE_NUMBER.sub("", text, count=1), language)
    return None if unit in rules_of("en").vague_units else unit


def _is_title(block: Block, text: str) -> bool:
    """Whether a block before a table may be its title: a heading or caption, or a line that is no sentence."""
    if len(text) > _LONGEST_HEADING:
        return False
    return block.kind in (BlockKind.HEADING, BlockKind.CAPTION) or not text.rstrip().endswith(
        (".", "。", "！", "？", "!", "?")
    )


def _is_number(text: str) -> bool:
    return sum(sign.isdigit() for sign in text) * 2 > len(text)


@lru_cache(maxsize=4096)
def read_heading(text: str, language: str) -> Heading:
    """Everything that a heading of a column or a row says."""
    rules = rules_of(language)
    text = simplified(text) if primary(language) == "zh" else text
    words = re.findall(r"[^\W\d_]+|[#°]+", text.lower())
    whole = text.strip().lower()
    if whole in rules.value_columns or (words and rules.value_columns.issuperset(_content(words, language))):
        return Heading()
    if whole in rules.plain_columns or (len(words) == 1 and words[0] in rules.plain_columns):
        return Heading(plain=True)
    tender = _tender_in(text)
    percent = bool(patterns_of(primary(language)).percent.search(text)) or _has_word(
        text, rules.percent_heads, language
    )
    counted = _has_word(text, rules.counted_heads, language)
    unit = None if tender or percent else _unit_in(text, language)
    return Heading(
        tender, percent, _factor_in(text, language), unit, counted, _per_in(text, language), _bound_in(text, language),
        money=tender is not None or _has_word(text, rules.money_words, language),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def read_caption(text: str, language: str) -> Heading:
    """What a table's title says of its cells: currency, magnitude, per cent, per, and a unit where it states one."""
    stated = _UNIT_LINE.search(simplified(text) if primary(language) == "zh" else text)
    heading = read_heading(text, language)
    if stated:
        unit = read_heading(stated[1].strip(), language)
        heading = replace(unit, factor=max(unit.factor, heading.factor), per=unit.per or heading.per)
        return replace(heading, bound=None, explicit=bool(unit.unit))
    counts = not heading.tender and not heading.percent and (heading.counted or heading.factor != 1)
    return Heading(
        heading.tender, heading.percent and not heading.tender, heading.factor,
        heading.unit if counts else None, per=heading.per if heading.tender and heading.per in TIMES else None,
        explicit=counts and heading.unit is not None,
    )  # fmt: skip


def _content(words: list[str], language: str) -> list[str]:
    """The words of a heading without those of years (目标值 2023年)."""
    return [word.removesuffix("年") or "年" for word in words] if primary(language) == "zh" else words


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


def _has_word(text: str, words: frozenset[str], language: str) -> bool:
    if primary(language) == "zh":
        return any(word in text for word in words)
    return not words.isdisjoint(re.findall(r"[^\W\d_]+", text.lower()))


def _unit_in(text: str, language: str) -> str | None:
    """The unit of the first noun that the lexicon knows."""
    if primary(language) == "zh":
        # The noun before a counting word in brackets is narrower: 职工（人）.
        bare = re.sub(r"[(（][^()（）]{0,12}[)）]\s?$", "", text)
        if bare and bare != text and (unit := _unit_in(bare, language)):
            return unit
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
    weak = rules_of(language).per.weak_words
    for match in re.finditer(r"(?:^|(?<=\s)|(?<=[(/（]))(?=[^\s])|/", text):
        if text.startswith(tuple(weak), match.start()) and primary(language) == "zh":
            continue
        per = per_after(text, match.start(), language)
        if per:
            return per[0]
    return adjective_per(text, language)


def _bound_in(text: str, language: str) -> Bound | None:
    bare = text.strip().strip("()（）")
    return bound_before(f"{bare} ", len(bare) + 1, language)
