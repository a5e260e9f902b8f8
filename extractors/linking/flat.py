"""Tables that came as lines of text: rows of a label and figures, below a line of heads and a caption."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.linking.grid import Table
from extractors.linking.scene import AMOUNTS, Scene, Span
from schemas.document import Block, BlockKind, Cell

# Between the cells of a row as the file has it.
_CELLS = re.compile(r"\t+|[ \u00a0\u3000]{2,}|\s?\|\s?")
# What a row of figures may hold beside facts: signs for "none", numbers that are no facts.
_FIGURES = re.compile(rf"(?:[{AMOUNTS}]+|[–—\-*]|n/?a|\d[\d.,]*)")
_LONGEST_LABEL, _MOST_COLUMNS = 70, 12
_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the reading and its cells; `figures` are how many of its last cells hold nothing else."""

    start: int
    end: int
    block: Block
    cells: tuple[Span, ...]
    figures: int


def flat_tables(scene: Scene) -> Iterator[Table]:
    """Runs of two rows or more that have a label and as many figures."""
    run: list[_Line] = []
    before: list[_Line] = []
    number = -1
    for line in (*_lines(scene), None):
        if line is not None and _is_row(line) and (not run or len(line.cells) == len(run[-1].cells)):
            run.append(line)
            continue
        if len(run) > 1:
            yield _table(scene, run, before, number)
            number -= 1
        if run:
            before = [run[-1]]
        run = []
        if line is not None:
            if _is_row(line):
                run = [line]
            else:
                before = [*before[-1:], line]


def _is_row(line: _Line) -> bool:
    return 0 < line.figures == len(line.cells) - 1 and line.cells[0][1] - line.cells[0][0] <= _LONGEST_LABEL


def _table(scene: Scene, rows: list[_Line], before: list[_Line], number: int) -> Table:
    table = Table(scene)
    columns = len(rows[0].cells)
    head = _head(scene, before, columns)
    caption = before[-2:-1] if head else before[-1:]
    if caption and not caption[0].figures:
        table.caption = Block(BlockKind.CAPTION, caption[0].start, caption[0].end)
    for row, cells in enumerate(([head] if head else []) + [list(line.cells) for line in rows]):
        offset = columns - len(cells)
        for column, (start, end) in enumerate(cells, offset):
            cell = Cell(number, row, column, header=False)
            table.cells[row, column] = Block(BlockKind.CELL, start, end, cell=cell, language=rows[0].block.language)
    return table


def _head(scene: Scene, before: list[_Line], columns: int) -> list[Span]:
    """The heads above the figures: as many cells, or words, as there are columns, with or without one for labels."""
    if not before or before[-1].figures:
        return []
    line = before[-1]
    cells = list(line.cells)
    if len(cells) == 1:
        text = scene.reading[line.start : line.end]
        cells = [(line.start + match.start(), line.start + match.end()) for match in re.finditer(r"\S+", text)]
    return cells if columns > 1 and len(cells) in (columns, columns - 1) and len(cells) > 1 else []


def _lines(scene: Scene) -> Iterator[_Line]:
    for block in scene.document.blocks:
        if block.kind not in _TEXT:
            continue
        position = block.start
        for words in scene.document.reading[block.start : block.end].split("\n"):
            end = position + len(words)
            if words.strip():
                yield _line(scene, block, position, end)
            position = end + 1


def _line(scene: Scene, block: Block, start: int, end: int) -> _Line:
    cells = (
        _cells(scene, start, end) if re.search(rf"[{AMOUNTS}]", scene.masked[start:end]) else _parts(scene, start, end)
    )
    figures = 0
    while figures < len(cells) and _FIGURES.fullmatch(scene.masked[slice(*cells[-1 - figures])].strip()):
        figures += 1
    return _Line(start, end, block, tuple(cells), figures)


def _parts(scene: Scene, start: int, end: int) -> list[Span]:
    """The cells that tabs or wide blanks of the file set off."""
    first, last = scene.document.offsets.to_text(start, end)
    raw = scene.document.text[first:last]
    position, cells = start, []
    for words in _CELLS.split(raw):
        folded = " ".join(words.split())
        found = scene.document.reading.find(folded, position, end) if folded else -1
        if found >= 0:
            cells.append((found, found + len(folded)))
            position = found + len(folded)
    return cells[:_MOST_COLUMNS] or [(start, end)]


def _cells(scene: Scene, start: int, end: int) -> list[Span]:
    """As `_parts`; where the file sets nothing off, a label and the figures that end the line."""
    cells = _parts(scene, start, end)
    if len(cells) > 1:
        return cells
    line = scene.masked[start:end]
    words = list(re.finditer(r"\S+", line))
    first = len(words)
    while first > 1 and _FIGURES.fullmatch(words[first - 1].group()):
        first -= 1
    label = line[: words[first - 1].end()] if first < len(words) else ""
    if not label or label.endswith((":", "：", ",")) or re.search(rf"[{AMOUNTS}]", label):
        return [(start, end)]
    return [(start, start + len(label)), *((start + word.start(), start + word.end()) for word in words[first:])]
