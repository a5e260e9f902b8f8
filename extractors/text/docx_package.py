"""The parts of a Word document: which stands where, how they hang together, and the styles that mean something."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree

from extractors.text.archive import Package
from schemas.document import BlockKind
from schemas.errors import ReadError

Element = Any

_BLOCKS = frozenset({"p", "tbl", "sdt", "customXml", "sectPr", "ins", "moveTo", "moveFrom", "del", "altChunk"})
_HEADING_NAMES = ("heading", "title", "subtitle")
_LIST_NAMES = ("list",)
_CAPTION_NAMES = ("caption",)


def local_name(element: Element) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute by its name without namespace."""
    if element is None:
        return None
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), None)


@dataclass(frozen=True, slots=True)
class Related:
    """The parts that one part refers to: (type, name of the part), in the order of their ids."""

    targets: list[tuple[str, str]]

    def by_type(self, kind: str) -> list[str]:
        """Names of the parts of a type (`header`, `footnotes`, `styles` …)."""
        return [name for found, name in self.targets if found == kind]


class Parts:
    """Reads parts of the package as XML, without entities, document types or anything fetched."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._names = {name.lower().lstrip("/"): name for name in package.names()}

    def main(self) -> str:
        """The name of the main part; `ReadError` where there is none."""
        for found, name in self._relations("_rels/.rels", ""):
            if found == "officeDocument" and name.lower() in self._names:
                return name
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise ReadError(f"{self._package.raw.name}: no main part", advice="ask for the file again")

    def related(self, name: str) -> Related:
        """What a part refers to, those that exist."""
        folder, base = posixpath.split(name)
        found = self._relations(posixpath.join(folder, "_rels", f"{base}.rels"), folder)
        return Related([(kind, target) for kind, target in found if target.lower() in self._names])

    def named_like(self, name: str) -> list[str]:
        """The part of this name, if there is one."""
        return [name] if name.lower() in self._names else []

    def tree(self, name: str) -> Element:
        """The root element of a part."""
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
        root = etree.fromstring(self._bytes(name), parser)
        self._check(root)
        return root

    def body(self, name: str) -> Iterator[Element]:
        """The blocks of the main part one by one, each forgotten after it was given."""
        events = etree.iterparse(
            BytesIO(self._bytes(name)), events=("end",), tag=[f"{{*}}{block}" for block in sorted(_BLOCKS)],
            resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        )  # fmt: skip
        for _, element in events:
            parent = element.getparent()
            if parent is None or local_name(parent) != "body":
                continue
            self._check(element)
            yield element
            element.clear(keep_tail=False)
            while element.getprevious() is not None:
                del parent[0]

    def _check(self, element: Element) -> None:
        if element.getroottree().docinfo.internalDTD is not None:
            raise ReadError(
                f"{self._package.raw.name}: declares a document type", advice="check where the file comes from"
            )

    def _bytes(self, name: str) -> bytes:
        return self._package.read(self._names[name.lower()])

    def _relations(self, name: str, folder: str) -> list[tuple[str, str]]:
        if name.lower() not in self._names:
            return []
        found: list[tuple[str, str]] = []
        for relation in self.tree(name):
            kind, target = relation.get("Type", ""), relation.get("Target", "")
            if relation.get("TargetMode") != "External" and target:
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found.append((kind.rpartition("/")[2], posixpath.normpath(path)))
        return found


def read_styles(parts: Parts, related: Related) -> dict[str, BlockKind]:
    """Which styles are headings, list items or captions, by their names, outline levels and the styles they rest on."""
    found: dict[str, BlockKind] = {}
    based: dict[str, str] = {}
    for name in related.by_type("styles"):
        for style in parts.tree(name):
            if local_name(style) != "style":
                continue
            style_id = attribute(style, "styleId") or ""
            children = {local_name(child): child for child in style}
            kind = _kind(attribute(children.get("name"), "val") or style_id, children.get("pPr"))
            if kind:
                found[style_id] = kind
            based[style_id] = attribute(children.get("basedOn"), "val") or ""
    for style_id in based:
        base, steps = style_id, 0
        while base and base not in found and steps < 20:
            base, steps = based.get(base, ""), steps + 1
        if base in found:
            found[style_id] = found[base]
    return found


def _kind(name: str, properties: Element | None) -> BlockKind | None:
    name = name.lower()
    if name.startswith(_HEADING_NAMES) or _has(properties, "outlineLvl"):
        return BlockKind.HEADING
    if name.startswith(_LIST_NAMES) or _has(properties, "numPr"):
        return BlockKind.LIST_ITEM
    return BlockKind.CAPTION if name.startswith(_CAPTION_NAMES) else None


def _has(properties: Element | None, name: str) -> bool:
    return properties is not None and any(local_name(child) == name for child in properties)
