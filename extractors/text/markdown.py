"""Markdown: the text stays the file as it is; the reading leaves out the marks and keeps words, links and cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from extractors.reading import BLOCK_BREAK, ReadingBuilder
from extractors.text.base import RawFile
from extractors.text.encoding import looks_like_text
from extractors.text.markdown_inline import copy_inline
from extractors.text.plain import read_text
from schemas.document import BlockKind, Cell, Document

_CLAIM = 20
_NAME = re.compile(r"\.(?:md|markdown|mdown|mkd)$", re.IGNORECASE)
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
_TABLE_RULE = re.compile(r"[ \t|:-]+$")
_COMMENT = re.compile(r"\s*<!--.*-->\s*$")
_FRONT = re.compile(r"---[ \t]*\r?\n(?P<fields>(?:.*\r?\n){0,60}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")
_FIELD = re.compile(r"^(title|date|lang|language)[ \t]*:(.+)$", re.IGNORECASE | re.MULTILINE)
_CJK = re.compile("[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]")
_SHORT_LINE = 50
"""Lines shorter than this (characters) that do not end their paragraph were broken on purpose: addresses, mastheads."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text, `text[start:end]`, without its line break and the marks of a quotation."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Offset after its last character."""
        return self.start + len(self.text)


class MarkdownReader:
    """Reads Markdown, which only its file name tells from plain text."""

    name: ClassVar[str] = "markdown"
    media_types: ClassVar[tuple[str, ...]] = ("text/markdown",)

    def claim(self, raw: RawFile) -> int:
        """Text by the name of Markdown."""
        return _CLAIM if _NAME.search(raw.name) and looks_like_text(raw.data) else 0

    def read(self, raw: RawFile) -> Document:
        """The document; raises `EmptyFileError`, `UnrecognisedError` or `TooLargeError`."""
        text, encoding, warnings = read_text(raw)
        front = _FRONT.match(text)
        writer = _Writer(text)
        writer.write(_lines(text, front.end() if front else 0))
        reading, offsets, blocks = writer.builder.build()
        return Document(
            raw.id, "text/markdown", self.name, text, reading, offsets, blocks,
            metadata=_front_fields(front["fields"] if front else ""), warnings=warnings, encoding=encoding,
        )  # fmt: skip


def _front_fields(fields: str) -> dict[str, str]:
    names = {"lang": "language"}
    found = {names.get(key.lower(), key.lower()): value.strip().strip("\"'") for key, value in _FIELD.findall(fields)}
    return {key: value for key, value in found.items() if value}


def _lines(text: str, start: int) -> list[Line]:
    lines = []
    for match in re.finditer(r"[^\r\n\f]*(?:\r\n|[\r\n\f]|$)", text[start:]):
        line = match.group().rstrip("\r\n\f")
        quote = 0
        while mark := _QUOTE.match(line, quote):
            quote = mark.end()
        lines.append(Line(line[quote:], start + match.start() + quote))
    return lines


class _Writer:
    """Writes the blocks of a Markdown text into its reading."""

    def __init__(self, text: str) -> None:
        self.builder = ReadingBuilder(text)
        self._tables = 0

    def write(self, lines: Sequence[Line]) -> None:
        """Go through the lines, block by block."""
        index = 0
        while index < len(lines):
            line = lines[index]
            fence = _FENCE.match(line.text)
            if fence:
                index = self._code(lines, index, fence["fence"])
            elif self._is_table(lines, index):
                index = self._table(lines, index)
            elif heading := _HEADING.match(line.text):
                words = line.text[heading.end() :].rstrip().rstrip("#").rstrip()
                start = line.start + heading.end()
                self._block([(start, start + len(words))], BlockKind.HEADING)
                index += 1
            elif not line.text.strip() or _RULE.match(line.text) or _COMMENT.match(line.text):
                index += 1
            else:
                index = self._paragraph(lines, index)

    def _paragraph(self, lines: Sequence[Line], index: int) -> int:
        """A paragraph or a list item, which goes on until something else begins; gives the index after it."""
        first = lines[index]
        item = _ITEM.match(first.text)
        kind = BlockKind.LIST_ITEM if item else BlockKind.PARAGRAPH
        spans = [(first.start + (item.end() if item else 0), first.end)]
        index += 1
        while index < len(lines) and not _begins_block(lines, index):
            if _UNDERLINE.match(lines[index].text):
                kind = BlockKind.HEADING if not item else kind
                index += 1
                break
            text = lines[index].text
            spans.append((lines[index].start + len(text) - len(text.lstrip()), lines[index].end))
            index += 1
        self._block(spans, kind)
        return index

    def _block(self, spans: Sequence[tuple[int, int]], kind: BlockKind) -> None:
        builder = self.builder
        builder.begin()
        for number, (start, end) in enumerate(spans):
            line = builder.text[start:end]
            copy_inline(builder, start, start + len(line.rstrip().removesuffix("\\")))
            if number + 1 < len(spans):
                following = builder.text[spans[number + 1][0] : spans[number + 1][0] + 1]
                builder.replace(end, end + 1, _join(line, following, whole=kind is BlockKind.LIST_ITEM))
        builder.end_block(kind)

    def _code(self, lines: Sequence[Line], index: int, fence: str) -> int:
        """The lines between two fences, as they are; gives the index after them."""
        self.builder.begin()
        number = index + 1
        while number < len(lines) and not lines[number].text.strip().startswith(fence):
            if number > index + 1:
                self.builder.replace(lines[number - 1].end, lines[number].start, "\n")
            self.builder.copy(lines[number].start, lines[number].end)
            number += 1
        self.builder.end_block()
        return number + 1

    @staticmethod
    def _is_table(lines: Sequence[Line], index: int) -> bool:
        if index + 1 >= len(lines) or "|" not in lines[index].text:
            return False
        rule = lines[index + 1].text
        return "-" in rule and "|" in rule and bool(_TABLE_RULE.match(rule))

    def _table(self, lines: Sequence[Line], index: int) -> int:
        """The cells of a table, its first row the header; gives the index after it."""
        row = 0
        while index < len(lines) and "|" in lines[index].text:
            for column, (start, end) in enumerate(_cells(lines[index])):
                self.builder.begin("\t" if column else "\n" if row else BLOCK_BREAK)
                copy_inline(self.builder, start, end)
                self.builder.end_block(BlockKind.CELL, cell=Cell(self._tables, row, column, row == 0))
            index += 2 if row == 0 else 1
            row += 1
        self._tables += 1
        return index


def _begins_block(lines: Sequence[Line], index: int) -> bool:
    text = lines[index].text
    if not text.strip() or _HEADING.match(text) or _FENCE.match(text) or _ITEM.match(text):
        return True
    return bool(_RULE.match(text)) and not _UNDERLINE.match(text)


def _join(line: str, following: str, *, whole: bool) -> str:
    """What stands for the line break after a line: a break where one is meant, else a space or nothing.

    In a paragraph, not in an item that is a `whole`, a short line was broken on purpose.
    """
    short = len(line.rstrip()) < _SHORT_LINE * (0.5 if _CJK.search(line) else 1)
    if line.endswith(("  ", "\\")) or (short and not whole):
        return "\n"
    return "" if _CJK.match(line.rstrip()[-1:]) and _CJK.match(following) else " "


def _cells(line: Line) -> list[tuple[int, int]]:
    """The spans of the cells of a table row, blanks around them left out."""
    return list(_cell_spans(line))


def _cell_spans(line: Line) -> Iterator[tuple[int, int]]:
    bars = [match.start() for match in re.finditer(r"(?<!\\)\|", line.text)]
    edges = [-1, *bars, len(line.text)]
    if line.text.lstrip().startswith("|"):
        edges = edges[1:]
    if line.text.rstrip().endswith("|"):
        edges = edges[:-1]
    for left, right in pairwise(edges):
        cell = line.text[left + 1 : right]
        start = left + 1 + len(cell) - len(cell.lstrip())
        yield line.start + start, line.start + start + len(cell.strip())
