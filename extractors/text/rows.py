"""Finds the tables that plain text draws with tabs, pipes, wide blanks, or plain columns of figures."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extractors.reading import BLOCK_BREAK, ReadingBuilder
from extractors.reflow import Line
from extractors.text.cells import PHONE, YEAR, Span, Spans, TextTable, is_figure
from extractors.text.plain_rows import plain_rows
from extractors.text.stacked import stacked
from schemas.document import BlockKind, Cell

_PIPE = re.compile(r"[ \t]*[|｜][ \t]*")
_WIDE = re.compile(r"[ \u00a0\u3000]*\t[ \t\u00a0\u3000]*|[ \u00a0\u3000]{2,}")
_RULE = re.compile(r"[\s|:+=–—-]{3,}")
_LONGEST_CELL = 120


def tables_in(text: str, lines: Sequence[Line]) -> Iterator[TextTable]:
    """The tables among the lines, in order."""
    parts = [_parts(line) for line in lines]
    index = untried = 0
    while index < len(lines):
        if len(parts[index]) > 1:
            table = _drawn(text, lines, parts, index)
        else:
            table = None
            if index >= untried:
                table, untried = plain_rows(text, lines, index)
            table = table or stacked(lines, index)
        if table is None:
            index += 1
            continue
        yield table
        index = table.last


def write_table(builder: ReadingBuilder, text: str, table: TextTable, number: int) -> None:
    """Write a table into the reading, a block a cell: a tab between cells, a line break between rows."""
    for row, cells in enumerate(table.rows):
        for column, spans in enumerate(cells):
            builder.begin("\t" if column else "\n" if row else BLOCK_BREAK)
            for before, (start, end) in zip((None, *spans), spans, strict=False):
                if before is not None:
                    builder.replace(before[1], before[1] + 1, " " if text[before[1]].isspace() else "")
                builder.copy(start, end)
            builder.end_block(BlockKind.CELL, cell=Cell(number, row, column, row < table.heads))


def _parts(line: Line) -> list[Span]:
    """The cells of a line; one where nothing parts it."""
    text, start, end = line.text, 0, len(line.text)
    if "|" in text or "｜" in text:
        start += text[0] in "|｜"
        end -= text[-1] in "|｜" and end > start
        between = _PIPE
    elif "\t" in text or "  " in text or "\u3000\u3000" in text or "\u00a0\u00a0" in text:
        between = _WIDE
    else:
        return [(line.start, line.end)]
    cells: list[Span] = []
    position = start
    for match in between.finditer(text, start, end):
        cells.append((position, match.start()))
        position = match.end()
    cells.append((position, end))
    if len(cells) > 1 and not any(sign.isalnum() for sign in text[slice(*cells[0])]) and between is _WIDE:
        cells = cells[1:]
    return [_stripped(line, cell) for cell in cells]


def _stripped(line: Line, cell: Span) -> Span:
    piece = line.text[cell[0] : cell[1]]
    start = cell[0] + len(piece) - len(piece.lstrip())
    return line.start + start, line.start + max(start, cell[0] + len(piece.rstrip()))


def _drawn(text: str, lines: Sequence[Line], parts: Sequence[list[Span]], first: int) -> TextTable | None:
    """The table whose cells are parted visibly, if enough of them are figures."""
    last = first
    while last < len(lines) and len(parts[last]) > 1 and (last == first or lines[last].gap <= 1):
        last += 1
    rules = {index for index in range(first, last) if _RULE.fullmatch(lines[index].text)}
    bodies = [index for index in range(first, last) if index not in rules and _is_body(text, parts[index])]
    if not bodies:
        return None
    size = Counter(len(parts[index]) for index in bodies).most_common(1)[0][0]
    last = next((at for at in range(bodies[0], last) if at not in rules and len(parts[at]) > size), last)
    bodies = [index for index in bodies if index < last and len(parts[index]) == size]
    heads = (
        [at for at in range(first, bodies[0]) if at not in rules and size - 1 <= len(parts[at]) <= size]
        if bodies
        else []
    )
    heads = heads[-2:] if heads[-2:] and len({len(parts[at]) for at in heads[-2:]}) == 1 else heads[-1:]
    if len(bodies) + bool(heads) < 2 or not _is_short(parts, [*heads, *bodies]):
        return None
    start = heads[0] if heads else bodies[0]
    kept = [index for index in range(start, bodies[-1] + 1) if index not in rules]
    rows = tuple(_row(parts[index], size, corner=index in heads) for index in kept)
    return TextTable(start, bodies[-1] + 1, rows, sum(index < bodies[0] for index in kept))


def _row(cells: list[Span], size: int, *, corner: bool) -> tuple[Spans, ...]:
    """The cells of a row; a head that has one too few lacks its corner."""
    missing = size - len(cells)
    empty = (cells[0][0], cells[0][0])
    filled = [empty] * missing + cells if corner else cells + [(cells[-1][1], cells[-1][1])] * missing
    return tuple((cell,) for cell in filled)


def _is_body(text: str, cells: list[Span]) -> bool:
    """Whether at least half of the cells behind the first are figures, and not all of them years."""
    words = [text[start:end] for start, end in cells[1:]]
    figures = [word for word in words if is_figure(word) and not PHONE.match(word)]
    if sum(any(sign.isdigit() for sign in word) for word in figures) == 0:
        return False
    return 2 * len(figures) >= len(words) and not all(YEAR.fullmatch(word) for word in words)


def _is_short(parts: Sequence[list[Span]], rows: list[int]) -> bool:
    return all(end - start <= _LONGEST_CELL for index in rows for start, end in parts[index])
