"""Word documents: every visible word, by our own walk, since libraries miss insertions, controls and text boxes."""

import re
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from lxml import etree

from extractors.text.archive import SIGNATURE, Package, member_names
from extractors.text.base import RawFile
from extractors.text.docx_body import BodyWalker
from extractors.text.docx_package import Element, Parts, attribute, local_name, read_styles
from extractors.text.parts import Part, check_length, compose
from schemas.document import Document
from schemas.errors import NoTextError, ReadError

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SIGNATURE = 100
_YEARS = range(1990, 2100)


class DocxReader:
    """Reads Word documents. Headers, footers and notes stand in the text once, deletions not at all."""

    name: ClassVar[str] = "docx"
    media_types: ClassVar[tuple[str, ...]] = (MEDIA_TYPE,)

    def claim(self, raw: RawFile) -> int:
        """A zip archive, whole or damaged, with a `word/` folder."""
        if not raw.data.startswith(SIGNATURE):
            return 0
        names = member_names(raw.data, raw.limits.archive_entries)
        return _SIGNATURE if any(name.startswith("word/") for name in names) else 0

    def read(self, raw: RawFile) -> Document:
        """The document; raises `TooLargeError`, `EncryptedFileError`, `NoTextError` or `ReadError`."""
        package = Parts(Package(raw))
        try:
            parts, deleted = _read_parts(raw, package)
        except etree.LxmlError as error:
            raise ReadError(f"{raw.name}: damaged ({error})", advice="ask for the file again") from error
        if not any(part.text.strip() for part in parts):
            raise NoTextError(f"{raw.name}: a document without text", advice="check whether it holds only pictures")
        text, reading, offsets, blocks = compose(parts)
        check_length(raw, len(text))
        warnings = [f"deletions_left_out:{deleted}"] if deleted else []
        try:
            metadata = _properties(package)
        except (etree.LxmlError, ReadError):
            metadata = {}
            warnings.append("properties_damaged")
        return Document(
            raw.id, MEDIA_TYPE, self.name, text, reading, offsets, blocks, metadata=metadata, warnings=tuple(warnings)
        )


def _read_parts(raw: RawFile, package: Parts) -> tuple[list[Part], int]:
    """Headers, body, notes and footers, and the number of deletions left out."""
    main = package.main()
    related = package.related(main)
    walker = BodyWalker(read_styles(package, related))
    body: list[Part] = []
    length = 0
    for element in package.body(main):
        new = list(walker.parts(element))
        length += sum(len(part.text) for part in new)
        check_length(raw, length)
        body += new
    for kind in ("footnotes", "endnotes"):
        for name in related.by_type(kind):
            body += _notes(walker, package.tree(name))
    headers = _running(walker, package, related.by_type("header"))
    return [*headers, *body, *_running(walker, package, related.by_type("footer"))], walker.deleted


def _notes(walker: BodyWalker, root: Element) -> Iterator[Part]:
    for note in root:
        if local_name(note) in {"footnote", "endnote"} and attribute(note, "type") in {None, "normal"}:
            for child in note:
                yield from walker.parts(child)


def _running(walker: BodyWalker, package: Parts, names: list[str]) -> list[Part]:
    """The lines of headers or footers, each once."""
    lines: dict[str, Part] = {}
    for name in names:
        for child in package.tree(name):
            for part in walker.parts(child):
                lines.setdefault(part.text, Part(part.text, part.kind, running=True))
    return list(lines.values())


def _properties(package: Parts) -> dict[str, str]:
    """`title`, `created` (ISO 8601 day) and `language` of the core properties, as far as they are set."""
    found: dict[str, str] = {}
    for name in package.named_like("docProps/core.xml"):
        for element in package.tree(name):
            key = local_name(element)
            value = " ".join((element.text or "").split())
            if key in {"title", "created", "language"} and value:
                found.setdefault(key, value)
    if "created" in found:
        found["created"] = _day(found["created"])
    return {key: value for key, value in found.items() if value}


def _day(stamp: str) -> str:
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})", stamp)
    if not match or int(match[1]) not in _YEARS:
        return ""
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError:
        return ""
