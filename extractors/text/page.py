"""Walks a web page: which part is the article, what in it is clutter, and the blocks of what remains."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

from lxml import etree
from pydantic import BaseModel, ConfigDict

from extractors.rules import load_rules
from extractors.text.parts import Part, has_point, looks_like_header, table_parts, tidy
from schemas.document import BlockKind

Element = Any
"""An lxml element: the library has no types."""

_KINDS = {
    "p": BlockKind.PARAGRAPH,
    "h1": BlockKind.HEADING,
    "h2": BlockKind.HEADING,
    "h3": BlockKind.HEADING,
    "h4": BlockKind.HEADING,
    "h5": BlockKind.HEADING,
    "h6": BlockKind.HEADING,
    "li": BlockKind.LIST_ITEM,
    "caption": BlockKind.CAPTION,
    "figcaption": BlockKind.CAPTION,
}
_TABLE_BLOCKS = (
    "table",
    "ul",
    "ol",
    "dl",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "article",
    "section",
    "form",
    "blockquote",
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CLASS_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LARGEST_SPAN = 1000
_FEW_WORDS = 40
"""Characters of a link in a menu: titles of articles in running lists are longer."""
_LONGEST_MENU = 2_000
_FEWEST_LINKS = 3
_LINKED_SHARE = 0.8
_MENUS = frozenset({"ul", "ol", "div", "td", "p", "aside", "section", "center", "table", "form"})


class Clutter(BaseModel):
    """`extractors/rules/page_clutter.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    silent: frozenset[str]
    inline: frozenset[str]
    elements: frozenset[str]
    roles: frozenset[str]
    words: frozenset[str]
    unless_contact: frozenset[str]
    longest: int


@cache
def clutter() -> Clutter:
    """The rules on what to leave out."""
    return load_rules("page_clutter", Clutter)


def text_of(element: Element, at_most: int | None = None) -> str:
    """The text inside an element, blanks as they are, cut where it is longer than `at_most`."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext(etree.Element):
        pieces.append(piece)
        length += len(piece)
        if at_most is not None and length > at_most:
            break
    return "".join(pieces)


def is_silent(element: Element) -> bool:
    """Whether a browser shows nothing of the element, or only controls."""
    if element.tag in clutter().silent or element.get("hidden") is not None:
        return True
    return element.get("aria-hidden") == "true" or bool(_HIDDEN.search(element.get("style", "")))


def is_clutter(element: Element) -> bool:
    """Whether the element is a menu, a banner, a share bar or the like, by what it is called."""
    rules = clutter()
    tag, role = element.tag, element.get("role", "").lower()
    if tag in {"html", "body", "main", "article", "h1"}:
        return False
    if tag in rules.elements or role in rules.roles:
        return True
    words = {word.lower() for word in _CLASS_WORD.findall(f"{element.get('class', '')} {element.get('id', '')}")}
    if tag in {"footer", "header"} and not _is_inside_article(element):
        words.add("banner")
    if not (words & rules.words or words & rules.unless_contact):
        return False
    text = text_of(element, rules.longest)
    if len(text) > rules.longest or element.find(".//h1") is not None:
        return False
    return bool(words & rules.words) or not has_point(text)


def is_link_list(element: Element) -> bool:
    """Whether an element holds short links and hardly anything else: a menu that nothing calls one."""
    if len(list(islice(element.iter("a"), _FEWEST_LINKS))) < _FEWEST_LINKS:
        return False
    text = text_of(element, _LONGEST_MENU)
    if len(text) > _LONGEST_MENU or has_point(text) or re.search(r"\d", text):
        return False
    links = [length for link in element.iterfind(".//a") if (length := len(squeeze(text_of(link))))]
    linked = sum(links)
    return (
        len(links) >= _FEWEST_LINKS
        and linked >= len(squeeze(text)) * _LINKED_SHARE
        and linked < _FEW_WORDS * len(links)
    )


def _is_inside_article(element: Element) -> bool:
    return any(True for _ in element.iterancestors("article", "main"))


@dataclass
class PageWalker:
    """Collects the parts of an element. With `prune`, clutter is left out."""

    prune: bool = True
    parts: list[Part] = field(default_factory=list)
    _buffer: list[str] = field(default_factory=list)
    _kinds: list[BlockKind] = field(default_factory=lambda: [BlockKind.PARAGRAPH])
    _tables: int = 0
    _preformatted: int = 0

    def walk(self, root: Element) -> list[Part]:
        """The parts of the element, in order."""
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: Element = None
        for event, element in walker:
            if event == "start":
                if self._is_left_out(element, root):
                    skipped = element
                    walker.skip_subtree()
                elif element.tag == "table" and not is_layout(element):
                    self._table(element)
                    skipped = element
                    walker.skip_subtree()
                else:
                    self._start(element)
            else:
                if element is not skipped:
                    self._end(element)
                elif element.tag not in clutter().inline:
                    self._flush()
                skipped = None if element is skipped else skipped
                if element is not root:
                    self._take(element.tail)
        self._flush()
        return self.parts

    def _is_left_out(self, element: Element, root: Element) -> bool:
        if not isinstance(element.tag, str):
            return True
        if element is root:
            return False
        if is_silent(element):
            return True
        return self.prune and (is_clutter(element) or (element.tag in _MENUS and is_link_list(element)))

    def _start(self, element: Element) -> None:
        tag = element.tag
        if tag == "br":
            self._buffer.append("\n")
        elif tag in {"dd", "dt"}:
            self._flush() if tag == "dt" else self._buffer.append("\n")
        elif tag not in clutter().inline:
            self._flush()
            self._kinds.append(_KINDS.get(tag, self._kinds[-1]) if tag != "p" else self._kinds[-1])
            self._preformatted += tag in {"pre", "listing"}
        self._take(element.text)

    def _end(self, element: Element) -> None:
        tag = element.tag
        if tag not in clutter().inline and tag not in {"br", "dd", "dt"}:
            self._flush()
            self._kinds.pop()
            self._preformatted -= tag in {"pre", "listing"}

    def _take(self, text: str | None) -> None:
        if text:
            self._buffer.append(text if self._preformatted else re.sub(r"[ \t\r\n\f]+", " ", text))

    def _flush(self) -> None:
        text = tidy("".join(self._buffer))
        self._buffer.clear()
        if text:
            self.parts.append(Part(text, self._kinds[-1]))

    def _table(self, element: Element) -> None:
        self._flush()
        captions, rows, headers = read_table(element)
        self.parts += [Part(caption, BlockKind.CAPTION) for caption in captions]
        self.parts += table_parts(rows, self._tables, headers)
        self._tables += bool(rows)


def is_layout(table: Element) -> bool:
    """Whether a table only places things beside each other: its cells hold blocks, or it has a single row or cell."""
    if table.get("role") in {"presentation", "none"}:
        return True
    if table.find(".//th") is not None:
        return False
    rows = 0
    for element in table.iter("tr", "td", *_TABLE_BLOCKS):
        rows += element.tag == "tr"
        if element is not table and element.tag in _TABLE_BLOCKS:
            return True
        if element.tag == "td" and len(element.findall("p")) + len(element.findall(".//br")) > 2:
            return True
    return rows < 2


def read_table(table: Element) -> tuple[list[str], list[list[tuple[int, str]]], int]:
    """Captions, rows of (column, text), and how many of the rows name the columns."""
    captions = [tidy(cell_text(caption)) for caption in table.iterchildren("caption")]
    rows: list[list[tuple[int, str]]] = []
    headers = 0
    for row in table.iter("tr"):
        cells = list(_cells(row))
        if not cells:
            continue
        if headers == len(rows) and (all(cell.tag == "th" for _, cell in cells) or _in_head(row)):
            headers += 1
        rows.append([(column, tidy(cell_text(cell))) for column, cell in cells])
    if not headers and looks_like_header(rows):
        headers = 1
    return captions, rows, headers


def _in_head(row: Element) -> bool:
    parent = row.getparent()
    return parent is not None and parent.tag == "thead"


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    column = 0
    for cell in row.iterchildren("td", "th"):
        yield column, cell
        span = cell.get("colspan", "1").strip()
        column += min(int(span), _LARGEST_SPAN) if span.isascii() and span.isdigit() and int(span) else 1


def cell_text(cell: Element) -> str:
    """The text of a cell, its blocks and breaks as lines."""
    if len(cell) == 0:
        return cell.text or ""
    return "\n".join(part.text for part in PageWalker(prune=False).walk(cell))


def squeeze(text: str) -> str:
    """The text without blanks, to compare what two readers made of a page."""
    return "".join(text.split())


def find_container(body: Element, wanted: Iterable[str]) -> Element:
    """The smallest element that holds nearly all of the `wanted` paragraphs, widened to its article or main element.

    A heading of the first rank that stands just outside belongs to it.
    """
    paragraphs = [squeezed for paragraph in wanted if len(squeezed := squeeze(paragraph)) > 20]
    total = sum(map(len, paragraphs))
    node = body
    while total:
        for child in node.iterchildren(etree.Element):
            text = squeeze(text_of(child))
            if len(text) >= total * 0.9 and sum(len(p) for p in paragraphs if p in text) >= total * 0.9:
                node = child
                break
        else:
            break
    for tag in ("article", "main"):
        outer = [ancestor for ancestor in (node, *node.iterancestors(tag)) if ancestor.tag == tag]
        if outer:
            node = outer[0]
            break
    return _with_heading(body, node)


def _with_heading(body: Element, node: Element) -> Element:
    if node.find(".//h1") is not None:
        return node
    headings = body.findall(".//h1")
    if len(headings) != 1:
        return node
    above = set(headings[0].iterancestors())
    return next((ancestor for ancestor in (node, *node.iterancestors()) if ancestor in above), node)
