"""The things that layout works on: rectangles, words, lines, and what becomes of them."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Rect(NamedTuple):
    """A rectangle in points from the top left corner of an upright page."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half-way between top and bottom."""
        return (self.top + self.bottom) / 2

    def holds(self, other: "Rect", slack: float = 2.0) -> bool:
        """Whether the other rectangle lies within this one."""
        return (
            self.x0 - slack <= other.x0
            and other.x1 <= self.x1 + slack
            and self.top - slack <= other.top
            and other.bottom <= self.bottom + slack
        )

    def same_line(self, other: "Rect") -> bool:
        """Whether half the height of the lower of the two is shared."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared >= 0.5 * min(self.height, other.height)


def around(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle that holds all of these (at least one)."""
    x0, top, x1, bottom = zip(*rects, strict=True)
    return Rect(min(x0), min(top), max(x1), max(bottom))


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a blank between them. `blank` is what stands before it on its line, if that is known.

    `edges` are the left edges of the characters and the right edge of the last, kept where a fact may be part of the
    word, as in Chinese.
    """

    text: str
    rect: Rect
    bold: bool = False
    blank: str | None = None
    edges: tuple[float, ...] = ()

    @property
    def size(self) -> float:
        """The font size in points, nearly."""
        return self.rect.height


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line of one column, from left to right."""

    words: tuple[Word, ...]
    rect: Rect
    text: str
    size: float
    bold: bool

    @classmethod
    def of(cls, words: Sequence[Word]) -> "Line":
        """The line of these words (at least one), which stand in order."""
        pieces = [words[0].text]
        for before, after in itertools.pairwise(words):
            pieces += [blank_between(before, after), after.text]
        weights: dict[float, int] = {}
        bold = 0
        for word in words:
            size = round(word.size * 2) / 2
            weights[size] = weights.get(size, 0) + len(word.text)
            bold += len(word.text) if word.bold else 0
        size = max(weights, key=lambda key: (weights[key], key))
        total = sum(weights.values())
        return cls(tuple(words), around(word.rect for word in words), "".join(pieces), size, bold > total * 0.7)


def blank_between(before: Word, after: Word) -> str:
    """What stands between two neighbours on a line."""
    if after.blank is not None:
        return after.blank
    return " " if after.rect.x0 - before.rect.x1 > 0.15 * min(before.size, after.size) else ""


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines that follow one another in one column."""

    lines: tuple[Line, ...]

    @property
    def rect(self) -> Rect:
        """What the lines cover."""
        return around(line.rect for line in self.lines)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell; row and column count from 0. An empty cell has no lines."""

    row: int
    column: int
    lines: tuple[Line, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Cells row by row, each row from left to right; `bounds` are the left edges of the columns and the right edge."""

    rect: Rect
    cells: tuple[TableCell, ...]
    bounds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands in a frame or on a ground of its own, in reading order."""

    rect: Rect
    pieces: "tuple[Piece, ...]"


Piece = Flow | Table | Aside


@dataclass(slots=True)
class Layer:
    """All on a page that is written in one direction, turned upright.

    `turn` says by how many degrees, clockwise, the writing is turned on the page of `page_width` × `page_height`.
    """

    page_width: float
    page_height: float
    words: list[Word]
    rules: list[Rect] = field(default_factory=list)
    panels: list[Rect] = field(default_factory=list)
    turn: int = 0

    @property
    def width(self) -> float:
        """The width of the page when its writing is upright."""
        return self.page_height if self.turn in {90, 270} else self.page_width

    @property
    def height(self) -> float:
        """The height of the page when its writing is upright."""
        return self.page_width if self.turn in {90, 270} else self.page_height

    def on_page(self, rect: Rect) -> Rect:
        """A rectangle of the upright layer as it lies on the page."""
        x0, top, x1, bottom = rect
        match self.turn:
            case 90:
                return Rect(self.page_width - bottom, x0, self.page_width - top, x1)
            case 180:
                return Rect(
                    self.page_width - x1, self.page_height - bottom, self.page_width - x0, self.page_height - top
                )
            case 270:
                return Rect(top, self.page_height - x1, bottom, self.page_height - x0)
        return rect


def upright(rect: Rect, turn: int, width: float, height: float) -> Rect:
    """A rectangle of a page of `width` × `height` as it lies when writing turned clockwise by `turn` is upright."""
    x0, top, x1, bottom = rect
    match turn:
        case 90:
            return Rect(top, width - x1, bottom, width - x0)
        case 180:
            return Rect(width - x1, height - bottom, width - x0, height - top)
        case 270:
            return Rect(height - bottom, x0, height - top, x1)
    return rect
