"""A table as the link rules see it: cells by row and column, heads, labels of rows, and what labels mean."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from extractors.linking.places import Place, find_places
from extractors.linking.rules import Labels, any_of, any_word, labels_of
from extractors.linking.scene import DATE, Scene, Span
from schemas.document import Block, BlockKind
from schemas.facts.amount import Amount
from schemas.facts.base import Fact
from schemas.facts.date import Date

_LONGEST_LABEL = 90
# The head of a column of values is short.
_LONGEST_HEAD = 8
_MOSTLY_NUMBER = re.compile(r"^[\W\d_]*$")
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_NUMBER = re.compile(r"\s*(?:(?:Table|Tableau|Figure|Graphique|Annexe?|表|图)\s?[\d.A-Z]{1,5}\s?[.:：–—-]?\s*)", re.I)
_TOPIC_END = re.compile(rf"[,;(（，；{DATE}]")
_LEAD = re.compile(r"\s*(?:of whom|of which|including|dont|其中：?)\s?", re.I)


def plain(text: str) -> str:
    """A label in lower case, without a unit in brackets and a colon behind it."""
    return _BRACKETS.sub("", text.strip()).strip(" :：").lower().replace("’", "'")


def means(label: str, words: Iterable[str]) -> bool:
    """Whether a label, as `plain` gives it, is or holds one of the words ("main donors", "donor country")."""
    return bool(label) and bool(_any(tuple(words)).search(label))


@lru_cache(maxsize=64)
def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    latin = [word for word in words if word[0] < "\u2e80" and word[-1].isalpha()]
    other = [word for word in words if word not in latin]
    return re.compile(rf"(?<![\w-]){any_word(latin)}|{any_of(other)}")


@lru_cache(maxsize=8)
def _only(words: tuple[str, ...]) -> re.Pattern[str]:
    """A label of these words, articles and the sign of a footnote."""
    latin = any_word(word for word in words if word[-1].isalpha() and word[0] < "\u2e80")
    fill = r"(?:of|the|in|du|de|des|d'|la|le|en|au|as|a|%|％|占|的|[\s*'().]|[a-c\d]$)"
    return re.compile(rf"(?=.*\S)(?:{latin}|{any_of(word for word in words)}|{fill}){{1,8}}")


@dataclass
class Table:
    """The cells of one table by row and column, and the caption before it."""

    scene: Scene
    caption: Block | None = None
    cells: dict[tuple[int, int], Block] = field(default_factory=dict)

    @cached_property
    def language(self) -> str:
        """The language of the first cell."""
        return self.scene.language_of(next(iter(self.cells.values())))

    @cached_property
    def labels(self) -> Labels:
        """The labels of the table's language."""
        return labels_of(self.language)

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
        return self.scene.reading[block.start : block.end].strip() if block else ""

    def facts(self, row: int, column: int) -> list[Fact]:
        """The facts of a cell."""
        block = self.cells.get((row, column))
        return self.scene.facts_in(block.start, block.end) if block else []

    @cached_property
    def head(self) -> int:
        """The row of heads: the first with two texts, where it holds no amount; -1 where there is none."""
        for row in self.rows[:3]:
            texts = [column for column in range(self.columns) if self.text(row, column)]
            if len(texts) > 1:
                amounts = any(isinstance(fact, Amount) for c in texts for fact in self.facts(row, c))
                return -1 if amounts or self._is_field(row) else row
        return -1

    def _is_field(self, row: int) -> bool:
        """Whether a row of two cells is a label with its value ("Donor | Norway"), and no head."""
        if self.columns != 2:
            return False
        label, value = plain(self.text(row, 0)), plain(self.text(row, 1))
        fields = (*self.labels.giver, *self.labels.period, *self.labels.programme, *self.labels.place)
        heads = (*self.labels.budget, *self.labels.share, *self.labels.giving, *self.labels.period)
        return label in fields and len(value) > _LONGEST_HEAD and not means(value, heads)

    @cached_property
    def headings(self) -> list[str]:
        """The heads of the columns as `plain` gives them."""
        return [plain(self.text(self.head, column)) for column in range(self.columns)]

    @cached_property
    def dated(self) -> dict[int, Date]:
        """The dates in the heads of columns."""
        found: dict[int, Date] = {}
        for column in range(self.columns):
            for fact in self.facts(self.head, column):
                if isinstance(fact, Date):
                    found[column] = fact
        return found

    @cached_property
    def first_words(self) -> int | None:
        """The first column with a label below the heads."""
        below = [row for row in self.rows if row > self.head][:3]
        return next((c for c in range(self.columns) if any(self.is_label(row, c) for row in below)), None)

    @cached_property
    def caption_text(self) -> str:
        """The words of the caption, in lower case."""
        return plain(self.scene.reading[self.caption.start : self.caption.end]) if self.caption else ""

    def is_label(self, row: int, column: int) -> bool:
        """Whether a cell holds words, rather than a figure or a date."""
        words = self.text(row, column)
        if not words or len(words) > _LONGEST_LABEL or _MOSTLY_NUMBER.match(words):
            return False
        block = self.cells[row, column]
        covered = sum(fact.end - fact.start for fact in self.facts(row, column) if isinstance(fact, Amount | Date))
        return covered * 2 < block.end - block.start

    def label_column(self, row: int) -> int | None:
        """The column that says what a row is about: one headed as activity, else the first with words."""
        named = [column for column in range(self.columns) if self.is_label(row, column)]
        headed = [column for column in named if means(self.headings[column], self.labels.activity)]
        aside = (*self.labels.aside, *self.labels.receiver)
        others = [column for column in named if not means(self.headings[column], aside)]
        return next(iter(headed or others), None)

    def is_total(self, row: int) -> bool:
        """Whether a row is labelled as the total of others."""
        label = self.label_column(row)
        return label is not None and means(plain(self.text(row, label)), self.labels.total)

    def is_giver(self, column: int) -> bool:
        """Whether the labels in a column name givers: its head says so, or the caption where the head is silent."""
        heading, labels = self.headings[column], self.labels
        if means(heading, labels.giver):
            return True
        other = means(heading, (*labels.activity, *labels.period, *labels.receiver))
        return column == self.first_words and not other and means(self.caption_text, (*labels.giver, *labels.giving))

    def is_share(self, column: int) -> bool:
        """Whether the head of a column says no more than that its figures are shares ("Share of total", 占比%)."""
        return bool(_only(self.labels.share + self.labels.total).fullmatch(self.headings[column]))

    def is_receiver(self, column: int) -> bool:
        """Whether the labels in a column name receivers."""
        return means(self.headings[column], self.labels.receiver)

    def is_party(self, column: int) -> bool:
        """Whether the labels in a column name givers or receivers."""
        return self.is_giver(column) or self.is_receiver(column)

    def place(self, row: int, column: int) -> tuple[Place, Span] | None:
        """The country or region that a cell names and says little else than."""
        block = self.cells.get((row, column))
        words = self.text(row, column)
        place = next(find_places(words, self.language), None) if words else None
        if block is None or place is None or 2 * (place.end - place.start) < len(_BRACKETS.sub("", words)):
            return None
        offset = self.scene.reading.find(words, block.start, block.end)
        return place, (offset + place.start, offset + place.end)

    def dates(self, row: int, column: int) -> list[Fact]:
        """The dates in a cell."""
        return [fact for fact in self.facts(row, column) if isinstance(fact, Date)]

    @cached_property
    def topic(self) -> Span:
        """The words of the caption without its number, and up to the first comma, bracket or date."""
        if self.caption is None:
            return 0, 0
        text = self.scene.masked[self.caption.start : self.caption.end]
        number = _NUMBER.match(text)
        start = number.end() if number else 0
        stop = _TOPIC_END.search(text, start + 1)
        end = stop.start() if stop else len(text)
        return self.caption.start + start, self.caption.start + len(text[:end].rstrip(" :："))

    def words(self, row: int, column: int) -> Span:
        """The words of a label in the reading, without "of whom" before them and a unit in brackets."""
        block = self.cells[row, column]
        text = self.scene.reading[block.start : block.end]
        lead = _LEAD.match(text)
        start = lead.end() if lead else len(text) - len(text.lstrip())
        end = len(_BRACKETS.sub("", text.rstrip())) or len(text)
        return block.start + start, block.start + max(end, start + 1)


def tables_of(scene: Scene) -> Iterator[Table]:
    """The tables of a document that have two columns at least."""
    found: dict[int, Table] = defaultdict(lambda: Table(scene))
    caption: Block | None = None
    for block in scene.document.blocks:
        if block.cell is None:
            caption = _caption(scene, block)
            continue
        table = found[block.cell.table]
        if not table.cells:
            table.caption = caption
        table.cells[block.cell.row, block.cell.column] = block
    yield from (table for table in found.values() if table.columns > 1)


def _caption(scene: Scene, block: Block) -> Block | None:
    """A caption or heading, or the last line of a paragraph where it is short and no sentence."""
    if block.kind in (BlockKind.CAPTION, BlockKind.HEADING):
        return block
    start = scene.reading.rfind("\n", block.start, block.end) + 1 or block.start
    line = scene.reading[start : block.end].rstrip()
    if not line or len(line) > _LONGEST_LABEL or line.endswith((".", "。", ";", "；", "!", "?")):
        return None
    return Block(BlockKind.CAPTION, start, block.end, language=block.language)
