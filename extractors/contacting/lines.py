"""Cuts a reading into the lines that contacts are made of: lines of text, rows of tables, columns side by side."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.contacting.points import Point, PointKind
from extractors.contacting.vocabulary import vocabulary
from extractors.tokenizer import CJK
from schemas.document import Block, BlockKind, Document

_LINE = re.compile(r"[^\n]+")
_HAN_WRAPPED = re.compile(rf"(?<=[{CJK}])\n([{CJK}]{{1,3}})(?![^\n])")
# Blanks in a text without layout that are so wide part columns; two do in a line that has single blanks too.
_GUTTER = 3
_LONGEST_ROW = 160
_WIDE = re.compile(r"(?<=[^\s])(?:[^\S\n]{2,}|\t)(?=[^\s])")
_SINGLE = re.compile(r"(?<=[^\s])[^\S\n\t](?=[^\s])")


@dataclass(frozen=True, slots=True)
class Line:
    """`reading[start:end]` and the points in it. `gap`: 1 after a line of the same block, 2 after another block, 3
    where nothing before belongs to it."""

    start: int
    end: int
    gap: int
    points: tuple[Point, ...]
    heading: bool = False
    gutters: tuple[int, ...] = ()
    """Where the text has wide blanks or tabs, which part the fields of a row."""


def lines_of(document: Document, points: Sequence[Point]) -> Iterator[Line]:
    """Every line, in the order in which contacts are read: columns that stand side by side one after the other."""
    yield from _Cutter(document, points).lines()


class _Cutter:
    def __init__(self, document: Document, points: Sequence[Point]) -> None:
        self._document = document
        self._reading = document.reading
        self._points = points
        self._has_gutters = _WIDE.search(document.text) is not None
        self._starts = [point.start for point in points]
        self._cut_points = {
            point.start + match.start()
            for point in points
            for match in re.finditer("\n", self._reading[point.start : point.end])
        }

    def lines(self) -> Iterator[Line]:
        blocks = sorted(self._document.blocks, key=lambda block: (block.start, block.end))
        pieces = blocks or [Block(BlockKind.PARAGRAPH, 0, len(self._reading))]
        for table, group in groupby(pieces, key=lambda block: block.cell and block.cell.table):
            if table is None:
                for block in group:
                    yield from self._in_columns(self._in_block(block))
            else:
                yield from self._in_table([block for block in group if block.end > block.start])

    def _line(self, start: int, end: int, gap: int, *, heading: bool = False) -> Line:
        inside = self._points[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        parted = self._has_gutters and (inside or end - start <= _LONGEST_ROW)
        return Line(start, end, gap, tuple(inside), heading, self._gutters(start, end) if parted else ())

    def _gutters(self, start: int, end: int) -> tuple[int, ...]:
        """The blanks of the reading that are gutters in the text."""
        offsets, text = self._document.offsets, self._document.text
        first, last = offsets.to_text(start, end)
        wide = [match.span() for match in _WIDE.finditer(text, first, last)]
        if not wide:
            return ()
        sure = [span for span in wide if span[1] - span[0] >= _GUTTER or "\t" in text[slice(*span)]]
        if _SINGLE.search(text, first, last):
            sure = wide
        found = (offsets.to_reading(*span)[0] for span in sure)
        return tuple(offset for offset in found if start < offset < end and self._reading[offset].isspace())

    def _in_block(self, block: Block, gap: int = 2) -> list[Line]:
        """The lines of a block; a line break inside a point ends none."""
        lines: list[Line] = []
        start: int | None = None
        for match in _LINE.finditer(self._reading, block.start, block.end):
            start = match.start() if start is None else start
            if match.end() in self._cut_points or self._is_wrapped(match.end()) or not match.group().strip():
                continue
            blank = self._reading[max(0, start - 2) : start] == "\n\n"
            lines.append(
                self._line(start, match.end(), gap if not lines else 1 + blank, heading=block.kind == BlockKind.HEADING)
            )
            start = None
        return lines

    def _is_wrapped(self, end: int) -> bool:
        """Whether the last characters of a Chinese body's name stand alone on the next line."""
        rest = _HAN_WRAPPED.match(self._reading, end)
        return rest is not None and bool(vocabulary().organisation_zh.fullmatch(rest[1]))

    def _in_table(self, cells: Sequence[Block]) -> Iterator[Line]:
        """Contacts one a row, or, where a row has two e-mail addresses in two cells, one a column or cell."""
        rows = [list(row) for _, row in groupby(cells, key=lambda block: block.cell and block.cell.row)]
        if not any(sum(_has_email(self._line(cell.start, cell.end, 2)) for cell in row) > 1 for row in rows):
            for index, row in enumerate(rows):
                yield self._line(row[0].start, row[-1].end, 1 if index else 2)
            return
        for column in sorted({cell.cell.column for cell in cells if cell.cell}):
            gap = 2
            for block in cells:
                if block.cell and block.cell.column == column:
                    yield from self._in_block(block, gap)
                    gap = 1

    def _in_columns(self, lines: list[Line]) -> list[Line]:
        """The lines, except that those of columns drawn with blanks are taken apart and read one after the other."""
        if not any(sum(point.kind == PointKind.EMAIL for point in line.points) > 1 for line in lines):
            return lines
        parted = [self._at_gutters(line) for line in lines]
        result: list[Line] = []
        for count, group in groupby(parted, key=len):
            rows = list(group)
            columns = [[row[number] for row in rows] for number in range(count)]
            together = sum(any(map(_has_email, column)) for column in columns) > 1
            result += [part for column in columns for part in column] if together else [_joined(row) for row in rows]
        return result

    def _at_gutters(self, line: Line) -> list[Line]:
        """The line cut where the text has several blanks or a tab."""
        parts: list[Line] = []
        start = line.start
        for offset in self._gutters(line.start, line.end):
            parts.append(self._line(start, offset, line.gap))
            start = offset + 1
        return [*parts, self._line(start, line.end, line.gap)]


def _has_email(line: Line) -> bool:
    return any(point.kind == PointKind.EMAIL for point in line.points)


def _joined(parts: Sequence[Line]) -> Line:
    points = tuple(point for part in parts for point in part.points)
    gutters = tuple(part.start - 1 for part in parts[1:])
    return Line(parts[0].start, parts[-1].end, parts[0].gap, points, parts[0].heading, gutters)
