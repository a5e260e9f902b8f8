"""Finds the tables that plain text draws with tabs, pipes, wide blanks, or plain columns of figures."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.reading import BLOCK_BREAK, ReadingBuilder
from extractors.reflow import Line
from schemas.document import BlockKind, Cell

Span = tuple[int, int]
Spans = tuple[Span, ...]
"""Where a cell stands in the text: one span a line."""

_PIPE = re.compile(r"[ \t]*[|｜][ \t]*")
_WIDE = re.compile(r"[ \u00a0\u3000]*\t[ \t\u00a0\u3000]*|[ \u00a0\u3000]{2,}")
_RULE = re.compile(r"[\s|:+=–—-]{3,}")
_FIGURE = re.compile(
    r"[^\w\s]{0,3}(?:[A-Z]{2,3})?[$€£¥]?\s?[-–−]?\d[\d.,'’ \u00a0\u202f/–-]{0,24}"
    r"(?:[^\W\d]{0,12}|\s[^\W\d]{1,12}|\s?[%％‰])[*†)]?|[-–—…/]|n\.?[ad]\.?|\.{2,3}",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:FY\s?)?(?:1[89]|20)\d\d(?:\s?[-–/]\s?\d{2,4})?(?:\s?年度?)?[*a-z]?")
_PHONE = re.compile(r"\+|\(?0\d|\d{7}")
# A label and at least two numbers, parted by single blanks.
_PLAIN_ROW = re.compile(r"(?=\S{0,40}[^\W\d_])(?P<label>\D{1,60}?)(?P<figures>(?: \d[\d.,]{0,14}%?){2,10})")
_FEWEST_PLAIN_ROWS = 3
_MOST_HEAD_LINES = 6
_LONGEST_HEAD_LINE = 60
_LONGEST_CELL = 120
_HEAD_WORD = re.compile(r"[(（][^()（）]{0,40}[)）]|[^\s(（]+")
_ENDS = (".", "。", "!", "?", "！", "？", ":", "：", ";", "；")


@dataclass(frozen=True, slots=True)
class TextTable:
    """The lines `[first, last)` as rows of cells; `heads` rows stand over the figures."""

    first: int
    last: int
    rows: tuple[tuple[Spans, ...], ...]
    heads: int


def tables_in(text: str, lines: Sequence[Line]) -> Iterator[TextTable]:
    """The tables among the lines, in order."""
    parts = [_parts(line) for line in lines]
    index = 0
    while index < len(lines):
        table = _drawn(text, lines, parts, index) if len(parts[index]) > 1 else _plain(text, lines, parts, index)
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
    figures = [word for word in words if _FIGURE.fullmatch(word) and not _PHONE.match(word)]
    if sum(any(sign.isdigit() for sign in word) for word in figures) == 0:
        return False
    return 2 * len(figures) >= len(words) and not all(_YEAR.fullmatch(word) for word in words)


def _is_short(parts: Sequence[list[Span]], rows: list[int]) -> bool:
    return all(end - start <= _LONGEST_CELL for index in rows for start, end in parts[index])


def _plain(text: str, lines: Sequence[Line], parts: Sequence[list[Span]], first: int) -> TextTable | None:
    """The table of rows with a label and figures between single blanks, under lines that head its columns."""
    match = _PLAIN_ROW.fullmatch(lines[first].text)
    if match is None:
        return None
    size, last = 1 + match["figures"].count(" "), first
    rows: list[tuple[Spans, ...]] = []
    while last < len(lines):
        match = _PLAIN_ROW.fullmatch(lines[last].text)
        if match is None or match["figures"].count(" ") != size - 1 or len(parts[last]) > 1:
            break
        rows.append(_plain_cells(lines[last], match))
        last += 1
    if len(rows) < _FEWEST_PLAIN_ROWS:
        return None
    head = _plain_head(text, lines, first, size)
    return TextTable(head[0], last, (*head[1], *rows), len(head[1]))


def _plain_cells(line: Line, match: re.Match[str]) -> tuple[Spans, ...]:
    cells: list[Spans] = [((line.start, line.start + match.end("label")),)]
    for figure in re.finditer(r"\S+", match["figures"]):
        start = line.start + match.start("figures") + figure.start()
        cells.append(((start, start + len(figure.group())),))
    return tuple(cells)


def _plain_head(text: str, lines: Sequence[Line], first: int, size: int) -> tuple[int, list[tuple[Spans, ...]]]:
    """Where the head begins, and its row: a word for each column, the corner's maybe missing."""
    found: tuple[int, list[tuple[Spans, ...]]] = (first, [])
    for start in range(first - 1, max(-1, first - 1 - _MOST_HEAD_LINES), -1):
        line = lines[start]
        if len(line.text) > _LONGEST_HEAD_LINE or line.text.endswith(_ENDS):
            break
        groups = _head_groups(lines[start:first])
        if len(groups) > size:
            break
        cells = tuple(_joined(text, group) for group in groups)
        if len(groups) == size:
            return start, [cells]
        if len(groups) == size - 1 and line.text[0] not in "(（":
            found = start, [(((line.start, line.start),), *cells)]
    return found


def _head_groups(lines: Sequence[Line]) -> list[list[Span]]:
    """The words of a head; what stands in brackets or begins with a small letter belongs to the word before."""
    groups: list[list[Span]] = []
    for line in lines:
        for word in _HEAD_WORD.finditer(line.text):
            span = (line.start + word.start(), line.start + word.end())
            if groups and (word.group()[0] in "(（" or word.group()[0].islower()):
                groups[-1].append(span)
            else:
                groups.append([span])
    return groups


def _joined(text: str, spans: list[Span]) -> Spans:
    """The spans of one cell, those that blanks alone part on one line made one."""
    joined = [spans[0]]
    for (_, end), (start, last) in pairwise(spans):
        if "\n" in text[end:start]:
            joined.append((start, last))
        else:
            joined[-1] = (joined[-1][0], last)
    return tuple(joined)
