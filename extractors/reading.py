"""Builds the reading, the re-flowed text that rules see, together with its offset map and blocks."""

import re
import unicodedata
from dataclasses import dataclass, field

from schemas.document import Block, BlockKind, Box, Cell, OffsetMap, Segment

BLOCK_BREAK = "\n\n"
BULLET = "•"

# What a reading shows otherwise than the text: runs of blanks and blanks of other widths, marks without width, control
# characters, ligatures, Kangxi radicals and compatibility ideographs (met for 月 and 日 in printed PDFs), full-width
# letters and digits, and the private-use signs that symbol fonts print as bullets.
_SPECIAL = re.compile(
    r"(?P<blank> [^\S\n]+|[^\S\n ][^\S\n]*)"
    "|(?P<nothing>[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]+)"
    "|(?P<compatible>[\ufb00-\ufb06\u2f00-\u2fdf\uf900-\ufaff\uff05\uff0b\uff0d\uff0e\uff10-\uff19\uff20-\uff3a"
    "\uff41-\uff5a\uff04\uffe5\uffe1])"
    "|(?P<bullet>[\ue000-\uf8ff])"
)


@dataclass
class ReadingBuilder:
    """Takes the text of a document piece by piece, in rising order, and gives reading, offset map and blocks.

    Everything between `begin` and `end_block` is one block. Pieces come from the text (`copy`), stand for something in
    it (`replace`: a line break that becomes a space, a ligature) or for nothing (`insert`).
    """

    text: str
    _pieces: list[str] = field(default_factory=list)
    _segments: list[Segment] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _length: int = 0
    _position: int = 0
    _in_block: bool = False
    _block_start: int | None = None
    _break: str = ""

    def copy(self, start: int, end: int) -> None:
        """Take `text[start:end]`, with blanks folded and signs cleaned as `_SPECIAL` says."""
        position = start
        for match in _SPECIAL.finditer(self.text, start, end):
            if match.start() > position:
                self._add(self.text[position : match.start()], position, match.start())
            self.replace(match.start(), match.end(), _cleaned(match))
            position = match.end()
        if end > position:
            self._add(self.text[position:end], position, end)

    def replace(self, start: int, end: int, piece: str) -> None:
        """Let `piece` stand for `text[start:end]`; an empty piece leaves it out."""
        if piece:
            self._add(piece, start, end)

    def insert(self, piece: str) -> None:
        """Add `piece`, which stands for nothing in the text."""
        if piece:
            self._add(piece, self._position, self._position)

    def begin(self, block_break: str = BLOCK_BREAK) -> None:
        """Begin a block, parted from the one before it by `block_break` (a tab or a line break inside a table)."""
        self._break = block_break if self._length else ""
        self._block_start = None
        self._in_block = True

    def end_block(
        self,
        kind: BlockKind = BlockKind.PARAGRAPH,
        *,
        page: int | None = None,
        boxes: tuple[Box, ...] = (),
        cell: Cell | None = None,
    ) -> None:
        """End the block that was begun; an empty cell is kept, other empty blocks are not."""
        if not self._in_block:
            msg = "end_block without begin"
            raise ValueError(msg)
        self._in_block = False
        if self._block_start is None and cell is not None:
            self._open_block()
        if self._block_start is not None:
            self._blocks.append(Block(kind, self._block_start, self._length, page=page, boxes=boxes, cell=cell))

    def build(self) -> tuple[str, OffsetMap, tuple[Block, ...]]:
        """The reading, its map to the text, and the blocks."""
        return "".join(self._pieces), OffsetMap(self._segments), tuple(self._blocks)

    def _open_block(self) -> None:
        """Put the break before the block, once it is known that the block is kept."""
        piece, self._break = self._break, ""
        self._block_start = self._length + len(piece)
        if piece:
            self._append(piece, self._position, self._position)

    def _add(self, piece: str, start: int, end: int) -> None:
        if self._in_block and self._block_start is None:
            self._open_block()
        self._append(piece, start, end)

    def _append(self, piece: str, start: int, end: int) -> None:
        if start < self._position:
            msg = f"the reading runs backwards: {start} after {self._position}"
            raise ValueError(msg)
        self._pieces.append(piece)
        length = self._length + len(piece)
        last = self._segments[-1] if self._segments else None
        if last and _continues(last, self._length, start) and len(piece) == end - start:
            self._segments[-1] = Segment(last.reading_start, length, last.text_start, end)
        else:
            self._segments.append(Segment(self._length, length, start, end))
        self._length = length
        self._position = end


def _cleaned(match: re.Match[str]) -> str:
    if match.lastgroup == "blank":
        return " "
    if match.lastgroup == "compatible":
        return unicodedata.normalize("NFKC", match.group())
    return BULLET if match.lastgroup == "bullet" else ""


def _continues(last: Segment, reading_start: int, text_start: int) -> bool:
    """Whether a piece at these offsets can be joined to the last segment, character by character."""
    one_to_one = last.reading_end - last.reading_start == last.text_end - last.text_start
    return one_to_one and last.reading_end == reading_start and last.text_end == text_start
