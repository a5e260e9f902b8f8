"""What the heads of a table say about the sums and shares in its cells."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from extractors.linking.places import find_places
from extractors.linking.rules import Labels, labels_of
from extractors.linking.scene import Scene, make_link
from schemas.document import Block, BlockKind
from schemas.facts.amount import Amount, Measure
from schemas.facts.base import Fact
from schemas.facts.date import Date, Precision
from schemas.facts.link import Link, Relation
from schemas.facts.programme import ProgrammeMention

_LONGEST_LABEL = 90
_MOSTLY_NUMBER = re.compile(r"^[\W\d_]*$")


@dataclass
class Table:
    """The cells of one table by row and column, and the caption before it."""

    scene: Scene
    caption: Block | None = None
    cells: dict[tuple[int, int], Block] = field(default_factory=dict)

    @cached_property
    def labels(self) -> Labels:
        """The labels of the table's language."""
        return labels_of(self.scene.language_of(next(iter(self.cells.values()))))

    @cached_property
    def columns(self) -> int:
        """One more than the last column's number."""
        return max(column for _, column in self.cells) + 1

    @cached_property
    def rows(self) -> list[int]:
        """The numbers of the rows."""
        return sorted({row for row, _ in self.cells})

    def text(self, row: int, column: int) -> str:
        """The words of a cell; empty where there is none."""
        block = self.cells.get((row, column))
        return self.scene.document.reading[block.start : block.end].strip() if block else ""

    def facts(self, row: int, column: int) -> list[Fact]:
        """The facts of a cell."""
        block = self.cells.get((row, column))
        return self.scene.facts_in(block.start, block.end) if block else []

    @cached_property
    def head(self) -> int | None:
        """The row of heads: the first with two texts, where it holds no amount."""
        for row in self.rows[:3]:
            texts = [column for column in range(self.columns) if self.text(row, column)]
            if len(texts) > 1:
                amounts = any(isinstance(fact, Amount) for c in texts for fact in self.facts(row, c))
                return None if amounts else row
        return None

    def heading(self, column: int) -> str:
        """The head of a column, in lower case, without a unit in brackets."""
        if self.head is None:
            return ""
        return _plain(self.text(self.head, column))

    def is_label(self, row: int, column: int) -> bool:
        """Whether a cell holds words, rather than a figure or a date."""
        words = self.text(row, column)
        if not words or len(words) > _LONGEST_LABEL or _MOSTLY_NUMBER.match(words):
            return False
        block = self.cells[row, column]
        covered = sum(fact.end - fact.start for fact in self.facts(row, column) if isinstance(fact, Amount | Date))
        return covered * 2 < block.end - block.start

    def label_column(self, row: int) -> int | None:
        """The column that says what a row is about: one headed as activity or giver, else the first with words."""
        wanted = (*self.labels.activity, *self.labels.giver)
        named = [column for column in range(self.columns) if self.is_label(row, column)]
        headed = [column for column in named if self.heading(column) in wanted]
        others = [column for column in named if self.heading(column) not in self.labels.aside]
        return next(iter(headed or others), None)

    def is_total(self, row: int) -> bool:
        """Whether a row is labelled as the total of others."""
        label = self.label_column(row)
        return label is not None and _plain(self.text(row, label)) in self.labels.total


def tables_of(scene: Scene) -> Iterator[Table]:
    """The tables of a document."""
    found: dict[int, Table] = defaultdict(lambda: Table(scene))
    caption: Block | None = None
    for block in scene.document.blocks:
        if block.cell is None:
            caption = block if block.kind in (BlockKind.CAPTION, BlockKind.HEADING) else None
            continue
        table = found[block.cell.table]
        if not table.cells:
            table.caption = caption
        table.cells[block.cell.row, block.cell.column] = block
    yield from (table for table in found.values() if table.columns > 1)


def find_in_table(table: Table) -> Iterator[Link]:
    """Purpose, giver, programme, period and place of the sums in a table, and what its percentages measure."""
    if table.head is None:
        return
    for row in table.rows:
        if row <= table.head:
            continue
        for column in range(table.columns):
            for fact in table.facts(row, column):
                if isinstance(fact, Amount) and not table.is_label(row, column):
                    yield from _of_cell(table, row, column, fact)


def _of_cell(table: Table, row: int, column: int, fact: Amount) -> Iterator[Link]:
    label = table.label_column(row)
    total = table.is_total(row)
    if fact.measure is Measure.MONEY:
        yield from _period(table, row, column, fact)
        if label is not None and not total and _plain(table.text(row, label)) not in table.labels.budget:
            yield from _label_links(table, row, label, fact)
    elif fact.measure is Measure.PERCENT and label is not None and not total:
        block = table.cells[row, label]
        if not _is_share(table, table.heading(column)) and not _is_giver(table, label):
            yield make_link(Relation.DESCRIBES, fact, _words(table, block), "describes.row", 0.75)


def _label_links(table: Table, row: int, label: int, fact: Amount) -> Iterator[Link]:
    """What the label of a row is to the sums in it."""
    block = table.cells[row, label]
    mention = next((f for f in table.facts(row, label) if isinstance(f, ProgrammeMention)), None)
    if mention is not None:
        yield make_link(Relation.PROGRAMME, fact, (mention.start, mention.end), "programme.row", 0.85)
        return
    words = table.text(row, label)
    if _is_giver(table, label):
        if words.lower() not in _OTHERS:
            yield make_link(Relation.GIVER, fact, _words(table, block), "giver.row", 0.85)
        return
    places = list(find_places(words, table.scene.language_of(block)))
    if places and places[0].end - places[0].start > len(words) // 2:
        span = (block.start + places[0].start, block.start + places[0].end)
        yield make_link(Relation.PLACE, fact, span, "place.row", 0.8, places[0].code)
        return
    yield make_link(Relation.PURPOSE, fact, _words(table, block), "purpose.row", 0.8)


_OTHERS = frozenset(["other", "others", "autres", "autre", "其他", "其它", "其餘", "其余"])


def _period(table: Table, row: int, column: int, fact: Amount) -> Iterator[Link]:
    """The date in the head of the column, in the row's column of periods, or a year in the caption."""
    head = table.head if table.head is not None else 0
    dates = [date for date in table.facts(head, column) if isinstance(date, Date)]
    if dates:
        yield make_link(Relation.PERIOD, fact, (dates[0].start, dates[0].end), "period.column", 0.85)
        return
    in_row = [(other, d) for other in range(table.columns) for d in table.facts(row, other) if isinstance(d, Date)]
    for other, date in in_row:
        if table.heading(other) in table.labels.period and (date.end_date is None or _extended(date)):
            yield make_link(Relation.PERIOD, fact, (date.start, date.end), "period.row", 0.8)
            return
    dated_columns = any(isinstance(f, Date) for c in range(table.columns) for f in table.facts(head, c))
    if table.caption and not dated_columns and not any(table.heading(o) in table.labels.period for o, _ in in_row):
        years = [f for f in table.scene.facts_in(table.caption.start, table.caption.end) if isinstance(f, Date)]
        if len(years) == 1 and years[0].precision is Precision.YEAR and not _extended(years[0]):
            yield make_link(Relation.PERIOD, fact, (years[0].start, years[0].end), "period.caption", 0.7)


def _extended(date: Date) -> bool:
    return "/" in (date.edtf or "")


def _is_giver(table: Table, column: int) -> bool:
    return table.heading(column) in table.labels.giver


def _is_share(table: Table, heading: str) -> bool:
    return heading in table.labels.share or any(
        len(word) > 1 and heading.startswith(word) for word in table.labels.share
    )


def _plain(text: str) -> str:
    return re.sub(r"\s*[(（].*[)）]\s*$", "", text.strip()).strip(" :：").lower().replace("’", "'")


def _words(table: Table, block: Block) -> tuple[int, int]:
    """The words of a label, without "of whom" before them and a unit in brackets."""
    text = table.scene.document.reading[block.start : block.end]
    lead = re.match(r"\s*(?:of whom|of which|including|dont|其中：?)\s?", text, re.I)
    start = lead.end() if lead else len(text) - len(text.lstrip())
    end = len(re.sub(r"\s*[(（][^()（）]*[)）]\s*$", "", text.rstrip())) or len(text)
    return block.start + start, block.start + max(end, start + 1)
