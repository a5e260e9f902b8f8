"""The document: what every reader returns and every extractor sees."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on a page (from 1), in points from the page's top left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class BlockKind(StrEnum):
    """What a block is in the layout."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    CELL = "cell"
    CAPTION = "caption"


class DocumentKind(StrEnum):
    """What a document is for its readers."""

    BROCHURE = "brochure"
    PRESS_RELEASE = "press_release"
    OTHER = "other"


class Cell(NamedTuple):
    """A block's place in a table: numbers from 0; `table` counts the tables of the document."""

    table: int
    row: int
    column: int
    header: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the reading, `reading[start:end]`, without the breaks around it."""

    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    cell: Cell | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `start` and `end` are offsets into the text, sizes in points."""

    number: int
    start: int
    end: int
    width: float | None = None
    height: float | None = None


class Word(NamedTuple):
    """A word of the text, `text[start:end]`, and where it is printed."""

    start: int
    end: int
    box: Box


class Segment(NamedTuple):
    """`reading[reading_start:reading_end]` stands for `text[text_start:text_end]`; equal lengths: one to one."""

    reading_start: int
    reading_end: int
    text_start: int
    text_end: int


class OffsetMap:
    """From offsets in the reading to offsets in the text and back; both rise together."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self.segments = tuple(segments)
        self._reading_starts = [segment.reading_start for segment in self.segments]
        self._text_starts = [segment.text_start for segment in self.segments]

    @classmethod
    def identity(cls, length: int) -> "OffsetMap":
        """The map of a text that is read as it is."""
        return cls([Segment(0, length, 0, length)] if length else [])

    def to_text(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text that a span of the reading stands for."""
        first, last = self._at_reading(start), self._at_reading(max(start, end - 1))
        text_start, _ = _across(start, first[0], first[1], first[2], first[3])
        _, text_end = _across(max(start, end - 1), last[0], last[1], last[2], last[3])
        return text_start, max(text_start, text_end)

    def to_reading(self, start: int, end: int) -> tuple[int, int]:
        """The span of the reading that stands for a span of the text; what the reading leaves out is skipped."""
        first, last = self._at_text(start), self._at_text(max(start, end - 1))
        if start >= first.text_end:
            reading_start = first.reading_end
        else:
            reading_start, _ = _across(start, first[2], first[3], first[0], first[1])
        if end - 1 >= last.text_end:
            reading_end = last.reading_end
        else:
            _, reading_end = _across(max(start, end - 1), last[2], last[3], last[0], last[1])
        return reading_start, max(reading_start, reading_end)

    def _at_reading(self, offset: int) -> Segment:
        if not self.segments:
            return Segment(0, 0, 0, 0)
        return self.segments[max(0, bisect_right(self._reading_starts, offset) - 1)]

    def _at_text(self, offset: int) -> Segment:
        if not self.segments:
            return Segment(0, 0, 0, 0)
        return self.segments[max(0, bisect_right(self._text_starts, offset) - 1)]


def _across(offset: int, start: int, end: int, other_start: int, other_end: int) -> tuple[int, int]:
    """First and end offset, on the other side, of the one character at `offset` of a segment."""
    if end - start == other_end - other_start and start <= offset < end:
        return other_start + offset - start, other_start + offset - start + 1
    return other_start, other_end


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read.

    `text` is what spans are stored in; `reading` is the re-flowed text that extractors see: blocks parted by a blank
    line, hard line breaks kept as "\\n", the cells of a table row parted by tabs and its rows by "\\n". `offsets`
    leads from `reading` to `text`. `published` and the languages are filled in by `extractors.identify`.
    """

    id: str
    media_type: str
    reader: str
    text: str
    reading: str
    offsets: OffsetMap
    blocks: tuple[Block, ...] = ()
    pages: tuple[Page, ...] = ()
    words: tuple[Word, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    language: str | None = None
    languages: tuple[str, ...] = ()
    kind: DocumentKind = DocumentKind.OTHER
    title: str | None = None
    published: date | None = None
    encoding: str | None = None

    def page_of(self, start: int) -> int | None:
        """The page (from 1) on which the text offset stands; None where the document has no pages."""
        if not self.pages:
            return None
        index = bisect_right(self.pages, start, key=lambda page: page.start) - 1
        return self.pages[max(0, index)].number

    def line_of(self, start: int) -> int:
        """The line (from 1) of the text on which the text offset stands."""
        return self.text.count("\n", 0, start) + 1

    def boxes_of(self, start: int, end: int) -> tuple[Box, ...]:
        """One box for each printed line that the text span touches; empty where the document has no layout."""
        index = max(0, bisect_right(self.words, start, key=lambda word: word.start) - 1)
        boxes: list[Box] = []
        for word in self.words[index:]:
            if word.start >= end:
                break
            if word.end > start:
                _add_to_line(boxes, word.box)
        return tuple(boxes)


def _add_to_line(boxes: list[Box], box: Box) -> None:
    """Widen the last box by `box` if both stand on one line, else begin another."""
    if boxes:
        last = boxes[-1]
        middle = (box.top + box.bottom) / 2
        if last.page == box.page and last.top <= middle <= last.bottom and box.x0 >= last.x0:
            boxes[-1] = Box(
                last.page, last.x0, min(last.top, box.top), max(last.x1, box.x1), max(last.bottom, box.bottom)
            )
            return
    boxes.append(box)
