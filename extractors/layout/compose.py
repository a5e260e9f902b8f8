"""From pages and blocks to the text, the reading, and where each word is printed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.layout.paragraphs import Draft
from extractors.layout.shapes import Aside, Flow, Layer, Line, Piece, Rect, Table, blank_between
from extractors.layout.shapes import Word as Printed
from extractors.layout.sheets import Sheet
from extractors.layout.words import is_wide
from extractors.reading import BLOCK_BREAK, ReadingBuilder
from extractors.reflow import Join
from schemas.document import Block, Box, OffsetMap, Page, Word

PAGE_BREAK = "\f"


@dataclass(slots=True)
class TextWriter:
    """Writes printed lines one after the other and remembers where each stands."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    words: list[Word] = field(default_factory=list)
    starts: dict[int, int] = field(default_factory=dict)
    boxes: dict[int, Box] = field(default_factory=dict)

    def write(self, piece: str) -> None:
        """Add text that is printed nowhere: breaks."""
        self.pieces.append(piece)
        self.length += len(piece)

    def line(self, line: Line, page: int, layer: Layer) -> None:
        """Add a printed line, without a break after it."""
        self.starts[id(line)] = self.length
        self.boxes[id(line)] = Box(page, *map(_rounded, layer.on_page(line.rect)))
        start = self.length
        for index, word in enumerate(line.words):
            if index:
                start += len(blank_between(line.words[index - 1], word))
            self.words += _placed(word, start, page, layer)
            start += len(word.text)
        self.write(line.text)


def _rounded(value: float) -> float:
    return round(float(value), 2)


def _placed(word: Printed, start: int, page: int, layer: Layer) -> list[Word]:
    """The word's box on its page; one for each character where it may hold several words, as in Chinese."""
    rect = word.rect
    if word.edges and any(is_wide(character) for character in word.text):
        return [
            Word(
                start + i, start + i + 1, Box(page, *map(_rounded, layer.on_page(Rect(x0, rect.top, x1, rect.bottom))))
            )
            for i, (x0, x1) in enumerate(zip(word.edges, word.edges[1:], strict=False))
        ]
    return [Word(start, start + len(word.text), Box(page, *map(_rounded, layer.on_page(rect))))]


def write_text(sheets: Sequence[Sheet]) -> tuple[TextWriter, tuple[Page, ...]]:
    """The text of all pages, furniture included, one printed line a line, and the pages' places in it."""
    writer = TextWriter()
    pages: list[Page] = []
    for sheet in sheets:
        if pages:
            writer.write(PAGE_BREAK)
        start = writer.length
        _write_sheet(writer, sheet)
        layer = sheet.layer
        pages.append(Page(sheet.number, start, writer.length, _rounded(layer.page_width), _rounded(layer.page_height)))
    return writer, tuple(pages)


def _write_sheet(writer: TextWriter, sheet: Sheet) -> None:
    def lines(found: Sequence[Line], layer: Layer) -> None:
        for line in found:
            writer.line(line, sheet.number, layer)
            writer.write("\n")

    def pieces(found: Sequence[Piece]) -> None:
        for piece in found:
            if isinstance(piece, Flow):
                lines(piece.lines, sheet.layer)
            elif isinstance(piece, Aside):
                pieces(piece.pieces)
            else:
                _write_table(writer, piece, sheet)

    lines(sheet.top, sheet.layer)
    pieces(sheet.pieces)
    for layer, turned in sheet.turned:
        lines(turned, layer)
    lines(sheet.bottom, sheet.layer)


def _write_table(writer: TextWriter, table: Table, sheet: Sheet) -> None:
    """Rows on lines of their own, cells parted by tabs, the lines of a cell one below the other."""
    row = 0
    for index, cell in enumerate(table.cells):
        if index:
            writer.write("\n" if cell.row != row else "\t")
        row = cell.row
        for number, line in enumerate(cell.lines):
            if number:
                writer.write("\n")
            writer.line(line, sheet.number, sheet.layer)
    writer.write("\n")


def write_reading(writer: TextWriter, drafts: Sequence[Draft]) -> tuple[str, str, OffsetMap, tuple[Block, ...]]:
    """Text, reading, offset map and blocks."""
    text = "".join(writer.pieces)
    builder = ReadingBuilder(text)
    before: Draft | None = None
    for draft in drafts:
        builder.begin(_break_between(before, draft))
        for index, line in enumerate(draft.lines):
            start = writer.starts[id(line)]
            end = start + len(line.text)
            join = draft.joins[index] if index < len(draft.joins) else Join.BLOCK
            builder.copy(start, end - (1 if join is Join.UNHYPHEN else 0))
            if join in {Join.SPACE, Join.BREAK}:
                builder.replace(end, end + 1, join.value)
        boxes = tuple(writer.boxes[id(line)] for line in draft.lines)
        page = draft.pages[0] if draft.pages else None
        builder.end_block(draft.kind, page=page, boxes=_one_each(boxes), cell=draft.cell)
        before = draft
    reading, offsets, blocks = builder.build()
    return text, reading, offsets, blocks


def _break_between(before: Draft | None, draft: Draft) -> str:
    if before is None or before.cell is None or draft.cell is None or before.cell.table != draft.cell.table:
        return BLOCK_BREAK
    return "\t" if before.cell.row == draft.cell.row else "\n"


def _one_each(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """One box for the lines that follow one another below in one column; more where a block goes on elsewhere."""
    found: list[Box] = []
    for box in boxes:
        last = found[-1] if found else None
        below = last and last.page == box.page and box.top >= last.top and box.x0 < last.x1 and last.x0 < box.x1
        if last and below:
            found[-1] = Box(
                box.page, min(last.x0, box.x0), last.top, max(last.x1, box.x1), max(last.bottom, box.bottom)
            )
        else:
            found.append(box)
    return tuple(found)
