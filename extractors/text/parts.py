"""Puts a document together from parts, for formats whose text is the reader's own output (HTML, DOCX)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.reading import BLOCK_BREAK, ReadingBuilder
from extractors.text.base import RawFile
from schemas.document import Block, BlockKind, Cell, OffsetMap
from schemas.errors import TooLargeError

_BLANKS = re.compile(r"[ \t\r\f\v]+")
# What makes a running header or footer more than furniture: a way to reach someone.
_POINT = re.compile(r"\S@\S+\.\S|(?:https?://|www\.)\S|(?:\+|\b0)\d[\d ()./-]{6,}\d")
_DIGIT = re.compile(r"\d")
_LONGEST_HEADING_CELL = 60


@dataclass(frozen=True, slots=True)
class Part:
    """One block's text, its hard line breaks as "\\n". A `running` line stands in the text and not in the reading."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    cell: Cell | None = None
    running: bool = False


def tidy(text: str) -> str:
    """The text with blanks folded and empty lines gone; no-break spaces stay."""
    lines = (_BLANKS.sub(" ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def has_point(text: str) -> bool:
    """Whether an e-mail address, a web address or a telephone number stands in the text."""
    return bool(_POINT.search(text))


def compose(parts: Iterable[Part]) -> tuple[str, str, OffsetMap, tuple[Block, ...]]:
    """Text, reading, offset map and blocks of the parts, in order; empty parts are dropped, empty cells kept."""
    placed: list[tuple[Part, int, int, str]] = []
    pieces: list[str] = []
    position = 0
    last: Part | None = None
    for part in parts:
        if not part.text.strip() and part.cell is None:
            continue
        gap = _break_between(last, part)
        pieces += [gap, part.text]
        position += len(gap)
        placed.append((part, position, position + len(part.text), gap or BLOCK_BREAK))
        position += len(part.text)
        last = part
    builder = ReadingBuilder("".join(pieces))
    for part, start, end, gap in placed:
        if part.running and not has_point(part.text):
            continue
        builder.begin(gap)
        builder.copy(start, end)
        builder.end_block(part.kind, cell=part.cell)
    return builder.text, *builder.build()


def _break_between(before: Part | None, after: Part) -> str:
    if before is None:
        return ""
    one, two = before.cell, after.cell
    if one is None or two is None or one.table != two.table:
        return BLOCK_BREAK
    return "\t" if one.row == two.row else "\n"


def table_parts(rows: Sequence[Sequence[tuple[int, str]]], table: int, headers: int) -> list[Part]:
    """The cells of a table: `rows` of (column, text), of which the first `headers` name the columns."""
    return [
        Part(" ".join(text.split("\n")), BlockKind.CELL, Cell(table, number, column, number < headers))
        for number, row in enumerate(rows)
        for column, text in row
    ]


def looks_like_header(rows: Sequence[Sequence[tuple[int, str]]]) -> bool:
    """Whether the first row names the columns, where nothing says so: words there, figures below."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    first = [text for _, text in rows[0]]
    below = [text for row in rows[1:] for _, text in row]
    named = [text for text in first if text]
    wordy = all(len(text) <= _LONGEST_HEADING_CELL and not has_point(text) for text in named)
    figures = sum(bool(_DIGIT.search(text)) for text in first)
    figures_below = sum(bool(_DIGIT.search(text)) for text in below) / max(1, len(below))
    return len(named) >= max(2, len(first) - 1) and wordy and figures / len(first) < figures_below


def check_length(raw: RawFile, length: int) -> None:
    """Raise `TooLargeError` where a text of `length` characters is past the limit."""
    if length > raw.limits.text_characters:
        raise TooLargeError(
            f"{raw.name}: {length} characters, more than the limit of {raw.limits.text_characters}",
            advice="split the file or raise the limit",
        )
