"""Plain text, whatever its encoding, re-flowed where it came out of a PDF."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from extractors.reading import ReadingBuilder
from extractors.reflow import Join, Line, joins_between, lines_of
from extractors.text.base import RawFile
from extractors.text.encoding import decode, looks_like_text
from extractors.text.rows import tables_in, write_table
from schemas.document import BlockKind, Document, Page
from schemas.errors import EmptyFileError, TooLargeError, UnrecognisedError

_BULLET = re.compile(r"[•‣▪■●◦○►▶➢➤✓✔❖◆◇□·※\ue000-\uf8ff]|[-–—*]\s")
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:page\s*|第\s*)?\d{1,4}(?:\s*(?:/|of|sur)\s*\d{1,4})?(?:\s*页)?[-–—|\s]*", re.IGNORECASE
)
_LAST_RESORT = 10
_EDGE = 2
"""Lines at the top and at the bottom of a page that can be running headers and footers."""


class PlainReader:
    """Reads decodable text. The text stays as it is; the reading has its lines joined and page furniture left out."""

    name: ClassVar[str] = "plain"
    media_types: ClassVar[tuple[str, ...]] = ("text/plain",)

    def claim(self, raw: RawFile) -> int:
        """A last resort: anything that decodes."""
        return _LAST_RESORT if looks_like_text(raw.data) else 0

    def read(self, raw: RawFile) -> Document:
        """The document; raises `EmptyFileError`, `UnrecognisedError` or `TooLargeError`."""
        text, encoding, warnings = read_text(raw)
        builder = ReadingBuilder(text)
        pages = pages_of(text)
        lines = without_furniture(lines_of(text), pages)
        _write(builder, text, lines)
        reading, offsets, blocks = builder.build()
        return Document(
            raw.id, "text/plain", self.name, text, reading, offsets, blocks, pages,
            warnings=warnings, encoding=encoding,
        )  # fmt: skip


def _write(builder: ReadingBuilder, text: str, lines: Sequence[Line]) -> None:
    """Write the lines, the tables among them as cells."""
    joins, position = joins_between(lines), 0
    for number, table in enumerate(tables_in(text, lines)):
        write_lines(builder, lines[position : table.first], joins[position : max(position, table.first - 1)])
        write_table(builder, text, table, number)
        position = table.last
    write_lines(builder, lines[position:], joins[position:])


def read_text(raw: RawFile) -> tuple[str, str, tuple[str, ...]]:
    """Text, encoding and warnings of a text file; raises a `ReadError` for what is empty, too long or no text."""
    if not raw.data.strip():
        raise EmptyFileError(f"{raw.name}: the file is empty", advice="ask for the file again")
    decoded = decode(raw.data)
    if decoded is None:
        raise UnrecognisedError(f"{raw.name}: no text in any encoding we know", advice="check what the file is")
    if len(decoded.text) > raw.limits.text_characters:
        limit = raw.limits.text_characters
        raise TooLargeError(f"{raw.name}: {len(decoded.text)} characters, more than the limit of {limit}",
                            advice="split the file or raise the limit")  # fmt: skip
    if not decoded.text.strip("\ufeff\x00 \t\r\n\f\v\u200b\u00a0"):
        raise EmptyFileError(f"{raw.name}: nothing but white space", advice="ask for the file again")
    return decoded.text, decoded.encoding, ("encoding_uncertain",) if decoded.uncertain else ()


def write_lines(builder: ReadingBuilder, lines: Sequence[Line], joins: Sequence[Join]) -> None:
    """Write lines into the reading as blocks, parted and joined as `joins` says."""
    if not lines:
        return
    builder.begin()
    first = lines[0]
    for index, line in enumerate(lines):
        join = joins[index] if index < len(joins) else Join.BLOCK
        builder.copy(line.start, line.end - (1 if join is Join.UNHYPHEN else 0))
        if join is Join.BLOCK:
            builder.end_block(BlockKind.LIST_ITEM if _BULLET.match(first.text) else BlockKind.PARAGRAPH)
            if index + 1 < len(lines):
                first = lines[index + 1]
                builder.begin()
        elif join in {Join.SPACE, Join.BREAK}:
            builder.replace(line.end, line.end + 1, join.value)


def pages_of(text: str) -> tuple[Page, ...]:
    """Pages parted by form feeds; none where the text has no form feed."""
    if "\f" not in text.strip("\f\n "):
        return ()
    starts = [0, *(match.end() for match in re.finditer("\f", text) if text[match.end() :].strip())]
    ends = [*starts[1:], len(text)]
    return tuple(Page(number, start, end) for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1))


def without_furniture(lines: Sequence[Line], pages: Sequence[Page]) -> list[Line]:
    """The lines without those that recur at the top, or at the bottom, of the pages, and without page numbers there.

    A title that recurs at the bottom of the pages stays where it stands at the top.
    """
    if len(pages) < 2:
        return list(lines)
    tops: list[Line] = []
    bottoms: list[Line] = []
    for page in pages:
        on_page = [line for line in lines if page.start <= line.start < page.end]
        tops += on_page[:_EDGE]
        bottoms += on_page[_EDGE:][-_EDGE:]
    enough = max(3, len(pages) // 2)
    gone = {line.start for line in (*tops, *bottoms) if _PAGE_NUMBER.fullmatch(line.text)}
    for edge in (tops, bottoms):
        counts = Counter(_shape(line) for line in edge)
        gone |= {line.start for line in edge if counts[_shape(line)] >= enough}
    return [line for line in lines if line.start not in gone]


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)
