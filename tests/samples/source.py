"""Reads an annotated source: its blocks as plain text, and its marks as spans of the text in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

TEXT_TAGS = {"h1", "h2", "h3", "p"}
MARK_TAGS = {"amount", "date", "programme", "ref", "contact"}
ANY_MARK = {"id", "optional", "note"}
ATTRIBUTES = {
    "document": {
        "id", "language", "kind", "format", "title", "published", "frozen", "producer", "columns", "family", "work",
        "encoding", "wrapped",
    },
    "amount": ANY_MARK | {"measure", "currency", "low", "high", "bound", "per", "unit"},
    "date": ANY_MARK | {"start", "end", "edtf", "precision", "role", "relative"},
    "programme": ANY_MARK | {"name", "type", "key", "acronym"},
    "ref": ANY_MARK,
    "contact": ANY_MARK
    | {"person", "role", "organisation", "address", "emails", "phones", "urls", "handles"},
    "link": ANY_MARK - {"id"} | {"relation", "from", "to", "value"},
    "td": {"colspan"},
    "th": {"colspan"},
}  # fmt: skip
XML_SPACE = " \t\r\n"
CJK = re.compile(r"[\u2e80-\u303f\u3400-\u9fff\uff00-\uffef]")
CJK_OR_QUOTE = re.compile(r"[\u2e80-\u303f\u3400-\u9fff\uff00-\uffef\u201c\u201d\u2018\u2019\u2014\u2026]")


class SourceError(Exception):
    """A source does not follow the format; the message names the file and the line."""


@dataclass
class Text:
    """A heading, paragraph, list item, caption or cell; `\\n` in its text is a line break."""

    tag: str
    text: str
    contact: bool = False


@dataclass
class Listing:
    """A bulleted or numbered list."""

    ordered: bool
    items: list[Text]


@dataclass
class Cell:
    """A table cell."""

    text: str
    head: bool
    colspan: int = 1


@dataclass
class Table:
    """A table with its caption, which may be empty."""

    caption: str
    rows: list[list[Cell]]

    @property
    def header_rows(self) -> int:
        """How many leading rows hold header cells only."""
        count = 0
        for row in self.rows:
            if not all(cell.head for cell in row):
                break
            count += 1
        return count


@dataclass
class Columns:
    """Sections that stand side by side."""

    sections: list[list[Node]]


@dataclass
class Box:
    """An aside in a frame."""

    nodes: list[Node]


Node = Text | Listing | Table | Columns | Box


@dataclass
class Mark:
    """An annotated span: offsets into `Source.text`, end exclusive."""

    kind: str
    attributes: dict[str, str]
    line: int
    start: int = -1
    end: int = -1


@dataclass
class Link:
    """A relation between two marks, by their ids."""

    attributes: dict[str, str]
    line: int


@dataclass
class Source:
    """One sample document."""

    path: Path
    attributes: dict[str, str]
    nodes: list[Node] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    text: str = ""

    def __getattr__(self, name: str) -> str:
        """Attributes of the document element, empty where it does not state them."""
        if name.startswith("_") or name not in ATTRIBUTES["document"]:
            raise AttributeError(name)
        return self.attributes.get(name, "")

    @property
    def extension(self) -> str:
        """The ending of the raw file's name."""
        return self.attributes["format"]

    @property
    def file_name(self) -> str:
        """The base name of the raw file."""
        return f"{self.attributes['id']}.{self.extension}"

    @property
    def column_count(self) -> int:
        """How many columns the pages have."""
        return int(self.attributes.get("columns") or 1)

    @property
    def chinese(self) -> bool:
        """Whether the main language is Chinese."""
        return self.attributes.get("language", "").startswith("zh")


class _Reader:
    """Walks the tree once, writing the text in reading order and noting where marks begin and end."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.chunks: list[str] = []
        self.length = 0
        self.block_start = 0
        self.space = ""
        self.waiting: list[Mark] = []
        self.contacts = 0

    def fail(self, element: etree._Element, message: str) -> SourceError:
        return SourceError(f"{self.source.path.name}:{element.sourceline}: {message}")

    # characters

    def emit(self, text: str) -> None:
        for mark in self.waiting:
            mark.start = self.length
        self.waiting.clear()
        self.chunks.append(text)
        self.length += len(text)

    def last(self) -> str:
        return self.chunks[-1][-1] if self.chunks and self.length > self.block_start else ""

    def add(self, text: str) -> None:
        """Add running text, white space folded; a line break between two Chinese characters is no space."""
        for part in re.split(r"([ \t\r\n]+)", text):
            if not part:
                continue
            if part[0] in XML_SPACE:
                self.space += part
                continue
            self.flush_space(part[0])
            self.emit(part)

    def flush_space(self, following: str) -> None:
        space, self.space = self.space, ""
        last = self.last()
        if not space or not last or last == "\n":
            return
        if (
            "\n" in space
            and CJK_OR_QUOTE.match(last)
            and CJK_OR_QUOTE.match(following)
            and CJK.search(last + following)
        ):
            return
        self.chunks.append(" ")
        self.length += 1

    def open_block(self, separator: str = "\n") -> None:
        self.space = ""
        if self.length:
            self.chunks.append(separator)
            self.length += 1
        self.block_start = self.length

    def block_text(self) -> str:
        self.space = ""
        return "".join(self.chunks)[self.block_start : self.length].strip(XML_SPACE)

    # marks

    def open_mark(self, element: etree._Element) -> Mark:
        mark = Mark(element.tag, dict(element.attrib), element.sourceline or 0)
        self.source.marks.append(mark)
        self.waiting.append(mark)
        return mark

    def close_mark(self, mark: Mark, element: etree._Element) -> None:
        if mark in self.waiting:
            raise self.fail(element, f"empty mark <{mark.kind}>")
        mark.end = self.length

    # elements

    def inline(self, element: etree._Element) -> None:
        self.add(element.text or "")
        for child in element:
            if child.tag is etree.Comment:
                pass
            elif child.tag == "br":
                self.space = ""
                self.emit("\n")
            elif child.tag in MARK_TAGS:
                mark = self.open_mark(child)
                self.inline(child)
                self.close_mark(mark, child)
            else:
                raise self.fail(child, f"<{child.tag}> inside running text")
            self.add(child.tail or "")

    def block(self, element: etree._Element, separator: str = "\n") -> Text:
        self.open_block(separator)
        self.inline(element)
        text = self.block_text()
        if not text and element.tag not in {"td", "th"}:
            raise self.fail(element, f"empty <{element.tag}>")
        return Text(element.tag, text, self.contacts > 0)

    def nodes(self, element: etree._Element) -> list[Node]:
        found: list[Node] = []
        for child in self.children(element):
            found.extend(self.node(child))
        return found

    def children(self, element: etree._Element) -> Iterator[etree._Element]:
        for text in [element.text, *(child.tail for child in element)]:
            if text and text.strip():
                raise self.fail(element, f"text outside a block: {text.strip()[:40]!r}")
        return (child for child in element if child.tag is not etree.Comment)

    def node(self, element: etree._Element) -> list[Node]:
        tag = element.tag
        if tag in TEXT_TAGS:
            return [self.block(element)]
        if tag in {"ul", "ol"}:
            return [Listing(tag == "ol", self.items(element))]
        if tag == "table":
            return [self.table(element)]
        if tag == "columns":
            return [Columns(self.sections(element))]
        if tag == "box":
            return [Box(self.nodes(element))]
        if tag in MARK_TAGS:
            return self.marked(element)
        raise self.fail(element, f"unknown block <{tag}>")

    def marked(self, element: etree._Element) -> list[Node]:
        """A mark around whole blocks, nearly always a contact."""
        mark = self.open_mark(element)
        self.contacts += mark.kind == "contact"
        found = self.nodes(element)
        self.contacts -= mark.kind == "contact"
        self.close_mark(mark, element)
        return found

    def items(self, element: etree._Element) -> list[Text]:
        found: list[Text] = []
        for child in self.children(element):
            if child.tag == "li":
                found.append(self.block(child))
            elif child.tag in MARK_TAGS:
                mark = self.open_mark(child)
                found.extend(self.items(child))
                self.close_mark(mark, child)
            else:
                raise self.fail(child, f"<{child.tag}> in a list")
        return found

    def sections(self, element: etree._Element) -> list[list[Node]]:
        found: list[list[Node]] = []
        for child in self.children(element):
            if child.tag == "section":
                found.append(self.nodes(child))
            elif child.tag in MARK_TAGS:
                mark = self.open_mark(child)
                found.extend(self.sections(child))
                self.close_mark(mark, child)
            else:
                raise self.fail(child, f"<{child.tag}> in <columns>")
        return found

    def table(self, element: etree._Element) -> Table:
        table = Table("", [])
        for child in self.children(element):
            if child.tag == "caption":
                table.caption = self.block(child).text
            elif child.tag == "tr":
                table.rows.append(self.row(child))
            else:
                raise self.fail(child, f"<{child.tag}> in a table")
        return table

    def row(self, element: etree._Element) -> list[Cell]:
        cells: list[Cell] = []
        for child in self.children(element):
            if child.tag not in {"td", "th"}:
                raise self.fail(child, f"<{child.tag}> in a row")
            text = self.block(child, "\t" if cells else "\n").text
            cells.append(Cell(text, child.tag == "th", int(child.get("colspan", "1"))))
        return cells


def check_attributes(root: etree._Element, name: str) -> None:
    """Raise SourceError for an attribute that the format does not know."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        unknown = set(element.attrib) - ATTRIBUTES.get(element.tag, set())
        if unknown:
            raise SourceError(f"{name}:{element.sourceline}: <{element.tag}> has unknown {', '.join(sorted(unknown))}")


def running(element: etree._Element) -> str:
    """The words of a header or footer on one line."""
    return " ".join("".join(element.itertext()).split())


def read_source(path: Path) -> Source:
    """Parse a source file; raise SourceError where it leaves the format."""
    try:
        root = etree.parse(str(path), etree.XMLParser(resolve_entities=False)).getroot()
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{path.name}: {error}") from error
    check_attributes(root, path.name)
    source = Source(path, dict(root.attrib))
    reader = _Reader(source)
    for child in reader.children(root):
        if child.tag == "header":
            source.headers.append(running(child))
        elif child.tag == "footer":
            source.footers.append(running(child))
        elif child.tag == "link":
            source.links.append(Link(dict(child.attrib), child.sourceline or 0))
        else:
            source.nodes.extend(reader.node(child))
    source.text = "".join(reader.chunks)
    return source


def read_sources(folder: Path) -> list[Source]:
    """All sources of a folder, by id."""
    return sorted((read_source(path) for path in folder.glob("*.xml")), key=lambda source: source.attributes["id"])


def walk(nodes: list[Node]) -> Iterator[Text | Listing | Table]:
    """The leaves of the tree in reading order."""
    for node in nodes:
        if isinstance(node, Columns):
            for section in node.sections:
                yield from walk(section)
        elif isinstance(node, Box):
            yield from walk(node.nodes)
        else:
            yield node
