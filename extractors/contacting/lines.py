"""Cuts a reading into the lines that contacts are made of: lines of text, rows of tables, columns side by side."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.contacting.points import Point, PointKind
from schemas.document import Block, BlockKind, Cell, Document

_LINE = re.compile(r"[^\n]+")
# Blanks in a text without layout that are wider than this part columns.
_GUTTER = 3


@dataclass(frozen=True, slots=True)
class Line:
    """`reading[start:end]` and the points in it. `gap`: 1 after a line of the same block, 2 after another block, 3
    where nothing before belongs to it."""

    start: int
    end: int
    gap: int
    points: tuple[Point, ...]
    heading: bool = False


def lines_of(document: Document, points: Sequence[Point]) -> Iterator[Line]:
    """Every line, in the order in which contacts are read: columns that stand side by side one after the other."""
    starts = [point.start for point in points]

    def line(start: int, end: int, gap: int, *, heading: bool = False) -> Line:
        inside = points[bisect_left(starts, start) : bisect_left(starts, end)]
        return Line(start, end, gap, tuple(inside), heading)

    for table, blocks in groupby(_pieces(document), key=lambda block: block.cell.table if block.cell else None):
        if table is None:
            for block in blocks:
                yield from _in_columns(
                    document, [line(*span, heading=heading) for *span, heading in _lines_in(document, block)]
                )
        else:
            cells = [block for block in blocks if block.end > block.start]
            yield from _of_table(document.reading, [(cell, line(cell.start, cell.end, 2)) for cell in cells], line)


def _pieces(document: Document) -> list[Block]:
    """The blocks; what stands outside any (a text without blocks) is one too."""
    blocks = sorted(document.blocks, key=lambda block: (block.start, block.end))
    return blocks or [Block(BlockKind.PARAGRAPH, 0, len(document.reading))]


def _lines_in(document: Document, block: Block) -> Iterator[tuple[int, int, int, bool]]:
    gap = 2
    for match in _LINE.finditer(document.reading, block.start, block.end):
        if match.group().strip():
            gap = max(gap, 2 if document.reading[max(0, match.start() - 2) : match.start()] == "\n\n" else 1)
            yield match.start(), match.end(), gap, block.kind == BlockKind.HEADING
        gap = 1


def _of_table(reading: str, cells: Sequence[tuple[Block, Line]], line) -> Iterator[Line]:  # type: ignore[no-untyped-def]
    """Contacts one a row, or, where a row has two e-mail addresses in two cells, one a column or cell."""
    rows = [list(row) for _, row in groupby(cells, key=lambda item: _cell(item[0]).row)]
    side_by_side = any(sum(_has_email(item[1]) for item in row) > 1 for row in rows)
    if not side_by_side:
        for row in rows:
            yield line(row[0][1].start, row[-1][1].end, 1 if row is not rows[0] else 2)
        return
    for column in sorted({_cell(cell).column for cell, _ in cells}):
        for cell, _ in cells:
            if _cell(cell).column == column:
                for number, match in enumerate(_LINE.finditer(reading, cell.start, cell.end)):
                    yield line(match.start(), match.end(), 1 if number or cell is not cells[0][0] else 2)


def _cell(block: Block) -> Cell:
    assert block.cell is not None
    return block.cell


def _has_email(line: Line) -> bool:
    return any(point.kind == PointKind.EMAIL for point in line.points)


def _in_columns(document: Document, lines: list[Line]) -> list[Line]:
    """The lines, except that those of columns drawn with blanks are taken apart and read one column after the other."""
    if not any(sum(point.kind == PointKind.EMAIL for point in line.points) > 1 for line in lines):
        return lines
    parted = [_at_gutters(document, line) for line in lines]
    result: list[Line] = []
    for count, group in groupby(parted, key=len):
        rows = list(group)
        columns = [[row[number] for row in rows] for number in range(count)]
        together = count > 1 and sum(any(map(_has_email, column)) for column in columns) > 1
        result += [part for column in columns for part in column] if together else [_joined(row) for row in rows]
    return result


def _at_gutters(document: Document, line: Line) -> list[Line]:
    """The line cut where the text has several blanks or a tab."""
    parts: list[Line] = []
    start = line.start
    for match in re.finditer(" ", document.reading[line.start : line.end]):
        offset = line.start + match.start()
        text_start, text_end = document.offsets.to_text(offset, offset + 1)
        blank = document.text[text_start:text_end]
        if len(blank) >= _GUTTER or "\t" in blank:
            parts.append(_part(line, start, offset))
            start = offset + 1
    return [*parts, _part(line, start, line.end)]


def _part(line: Line, start: int, end: int) -> Line:
    points = tuple(point for point in line.points if start <= point.start < end)
    return Line(start, end, line.gap, points, line.heading)


def _joined(parts: Sequence[Line]) -> Line:
    points = tuple(point for part in parts for point in part.points)
    return Line(parts[0].start, parts[-1].end, parts[0].gap, points, parts[0].heading)
