"""Walks the body of a Word document: runs, breaks, tables, text boxes; what reviewers struck out is counted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extractors.text.docx_package import attribute, local_name
from extractors.text.parts import Part, looks_like_header, table_parts, tidy
from schemas.document import BlockKind

Element = Any

_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad", "ptab": "\t"}
_STRUCK_OUT = frozenset({"del", "moveFrom"})
_SILENT = frozenset(
    {
        *("instrText", "delInstrText", "delText", "fldData", "binData", "sectPr", "separator", "continuationSeparator"),
        *("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "rt"),
        *("annotationRef", "footnoteRef", "endnoteRef", "commentReference"),
    }
)
_HIDDEN = ("vanish", "webHidden")
_OFF = frozenset({"0", "false", "off"})
_BULLET = "•"
_MOST_LINES = 2
"""More lines than this in one cell, and a table without a header only places things beside each other."""


@dataclass
class BodyWalker:
    """Turns block elements into parts; counts the deletions and removals that it left out."""

    styles: dict[str, BlockKind]
    deleted: int = 0
    _tables: int = 0
    _boxes: list[Element] = field(default_factory=list)

    def parts(self, element: Element) -> Iterator[Part]:
        """The parts of one block-level element."""
        name = local_name(element)
        if name == "p":
            yield from self._paragraph(element)
        elif name == "tbl":
            yield from self._table(element)
        elif name in _STRUCK_OUT:
            self.deleted += 1
        elif name == "AlternateContent":
            for child in _shown(element):
                yield from self.parts(child)
        elif name not in _SILENT:
            for child in element:
                yield from self.parts(child)

    def _paragraph(self, element: Element) -> Iterator[Part]:
        pieces: list[str] = []
        self._collect(element, pieces)
        boxes, self._boxes = self._boxes, []
        yield Part(tidy("".join(pieces)), self._kind(element))
        for box in boxes:
            for child in box:
                yield from self.parts(child)

    def _collect(self, element: Element, pieces: list[str]) -> None:
        """Add the visible characters inside an element; text boxes are put aside."""
        for child in element:
            name = local_name(child)
            if name == "t":
                pieces.append(child.text or "")
            elif name in _SIGNS:
                pieces.append(_SIGNS[name])
            elif name in _STRUCK_OUT:
                self.deleted += 1
            elif name == "txbxContent":
                self._boxes.append(child)
            elif name == "sym":
                pieces.append(_symbol(child))
            elif name == "AlternateContent":
                for shown in _shown(child):
                    self._collect(shown, pieces)
            elif name and name not in _SILENT and not (name == "r" and _is_hidden(child)):
                self._collect(child, pieces)

    def _kind(self, paragraph: Element) -> BlockKind:
        properties = {local_name(child): child for child in _child(paragraph, "pPr")}
        style = self.styles.get(attribute(properties.get("pStyle"), "val") or "")
        level = attribute(properties.get("outlineLvl"), "val")
        if level is not None and level != "9":
            return BlockKind.HEADING
        if style is None and "numPr" in properties:
            return BlockKind.LIST_ITEM
        return style or BlockKind.PARAGRAPH

    def _table(self, element: Element) -> Iterator[Part]:
        rows, marked = self._rows(element)
        cells = [[(column, list(self._cell(cell))) for column, cell in row] for row in rows]
        texts = [
            [(column, "\n".join(part.text for part in parts if part.text)) for column, parts in row] for row in cells
        ]
        headers = marked or int(looks_like_header(texts))
        deep = any(part.cell for row in cells for _, parts in row for part in parts)
        longest = max((text.count("\n") + 1 for row in texts for _, text in row), default=0)
        if deep or len(rows) < 2 or (not headers and longest > _MOST_LINES):
            yield from (part for row in cells for _, parts in row for part in parts)
        else:
            yield from table_parts(texts, self._tables, headers)
            self._tables += 1

    def _cell(self, cell: Element) -> Iterator[Part]:
        for child in cell:
            yield from self.parts(child)

    def _rows(self, table: Element) -> tuple[list[list[tuple[int, Element]]], int]:
        """Rows of (column, cell), without what a merged cell repeats, and how many of them are marked as header."""
        rows: list[list[tuple[int, Element]]] = []
        headers = 0
        for row in _inside(table, "tr"):
            properties = {local_name(child): child for child in _child(row, "trPr")}
            if "del" in properties:
                self.deleted += 1
                continue
            if "tblHeader" in properties and headers == len(rows):
                headers += attribute(properties["tblHeader"], "val") not in _OFF
            rows.append(list(_cells(row)))
        return rows, headers if headers < len(rows) else 0


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    column = 0
    for cell in _inside(row, "tc"):
        properties = {local_name(child): child for child in _child(cell, "tcPr")}
        merged = properties.get("vMerge")
        if merged is None or attribute(merged, "val") == "restart":
            yield column, cell
        span = attribute(properties.get("gridSpan"), "val") or "1"
        column += min(int(span), 1000) if span.isascii() and span.isdigit() and int(span) else 1


def _inside(element: Element, name: str) -> Iterator[Element]:
    """Children of this name, also those held in content controls."""
    for child in element:
        found = local_name(child)
        if found == name:
            yield child
        elif found in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _inside(child, name)


def _child(element: Element, name: str) -> Element:
    """The first child of this name, else nothing to go through."""
    return next((child for child in element if local_name(child) == name), ())


def _shown(alternatives: Element) -> Iterator[Element]:
    """The one of several alternatives that is shown: the first choice, else the fallback for older programs."""
    choices = [child for child in alternatives if local_name(child) == "Choice"]
    fallbacks = [child for child in alternatives if local_name(child) == "Fallback"]
    for candidate in (*choices, *fallbacks):
        if len(candidate):
            yield candidate
            return


def _is_hidden(run: Element) -> bool:
    return any(local_name(child) in _HIDDEN and attribute(child, "val") not in _OFF for child in _child(run, "rPr"))


def _symbol(element: Element) -> str:
    """The character of a symbol font: a bullet where it stands in the private-use area."""
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    return _BULLET if 0xE000 <= code <= 0xF8FF or code < 0x20 or code > 0xFFFF else chr(code)
