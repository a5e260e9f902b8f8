"""Web pages: trafilatura finds the article, our own walk reads it whole, with its tables, lists and contact blocks."""

import codecs
import logging
import re
from collections.abc import Sequence
from typing import Any, ClassVar

from lxml import etree

from extractors.text.base import RawFile
from extractors.text.encoding import Decoded, decode
from extractors.text.page import PageWalker, find_container, text_of
from extractors.text.page_metadata import page_metadata
from extractors.text.parts import Part, check_length, compose
from schemas.document import Document
from schemas.errors import EmptyFileError, NoTextError, TooLargeError, UnrecognisedError

_TAG, _FRAGMENT = 50, 30
_HEAD = 2048
_BEGINNING = re.compile(
    r"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body|title|meta)\b", re.IGNORECASE | re.DOTALL
)
_PIECE = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:p|div|h[1-6]|table|ul|ol|article|section|main|center)\b[^<>]*>", re.I | re.S
)
_NAME = re.compile(r"\.x?html?$", re.IGNORECASE)
_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
# An XML declaration, which the parser takes for text, and a document type that defines entities of its own.
_PROLOGUE = re.compile(r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype[^\[>]*\[[^\]]*\]\s*>)?", re.IGNORECASE)
# What the labels mean in practice (WHATWG): the narrow encoding is written, the wide one is meant.
_MEANT = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs", "x-sjis": "shift_jis",
    "utf-16": "utf-8", "utf-16le": "utf-8", "unicode": "utf-8",
}  # fmt: skip
# Past these, trafilatura takes more time and memory than a worker has; measured on tables of 300,000 rows.
_MOST_ELEMENTS = 60_000
_MOST_CHARACTERS = 3_000_000


class HtmlReader:
    """Reads web pages. The text is the article as walked; menus, banners, share links and the like are gone."""

    name: ClassVar[str] = "html"
    media_types: ClassVar[tuple[str, ...]] = ("text/html",)

    def claim(self, raw: RawFile) -> int:
        """A tag at the beginning that only pages have; less for pieces of a page."""
        head = _head_text(raw.data)
        if _BEGINNING.match(head):
            return _TAG
        return _FRAGMENT if _PIECE.match(head) or (_NAME.search(raw.name) and "</" in head) else 0

    def read(self, raw: RawFile) -> Document:
        """The document; raises `TooLargeError`, `UnrecognisedError`, `EmptyFileError` or `NoTextError`."""
        if len(raw.data) > raw.limits.html:
            raise TooLargeError(f"{raw.name}: {len(raw.data)} bytes of HTML, more than the limit of {raw.limits.html}",
                                advice="save the article alone, or raise the limit")  # fmt: skip
        if not raw.data.strip():
            raise EmptyFileError(f"{raw.name}: the file is empty", advice="ask for the file again")
        decoded = decode_page(raw.data)
        if decoded is None:
            raise UnrecognisedError(f"{raw.name}: no text in any encoding we know", advice="check what the file is")
        root = parse_page(decoded.text, raw.name)
        if root is None:
            raise NoTextError(f"{raw.name}: a page without text", advice="save the page from a browser")
        parts = article_parts(root, len(decoded.text))
        if not parts:
            raise NoTextError(f"{raw.name}: a page without text", advice="save the page from a browser")
        text, reading, offsets, blocks = compose(parts)
        check_length(raw, len(text))
        return Document(
            raw.id, "text/html", self.name, text, reading, offsets, blocks, metadata=page_metadata(root),
            warnings=("encoding_uncertain",) if decoded.uncertain else (), encoding=decoded.encoding,
        )  # fmt: skip


def decode_page(data: bytes) -> Decoded | None:
    """Text of a page: by its byte order mark, else as it says itself if that fits, else as any text."""
    label = _CHARSET.search(data[:4096])
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if label and not marked:
        name = label[1].decode("ascii").lower()
        name = _MEANT.get(name, name)
        try:
            return Decoded(data.decode(name), codecs.lookup(name).name)
        except (LookupError, ValueError):
            pass
    return decode(data) or _repaired(data)


def _repaired(data: bytes) -> Decoded | None:
    """UTF-8 with a few bytes damaged: pages are put together from pieces in several encodings."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    return Decoded(text, "utf-8", uncertain=True) if damaged < len(text) * 0.01 else None


def parse_page(text: str, name: str) -> Any:
    """The root element of a page, or None where there is none; nothing is fetched and no entity is defined.

    Raises `TooLargeError` where elements stand in each other so deep that the parser would drop what is inside.
    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(_PROLOGUE.sub("", text.replace("\x00", ""), count=1).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise TooLargeError(
            f"{name}: elements nested deeper than the parser's limit of 2048", advice="save the article alone"
        )
    return root


def article_parts(root: Any, length: int) -> list[Part]:
    """The article, by way of trafilatura; else the page without clutter; else all that it shows."""
    body = root.find(".//body")
    body = root if body is None else body
    wanted = _paragraphs_by_trafilatura(root, length)
    parts = PageWalker().walk(find_container(body, wanted)) if wanted else PageWalker().walk(body)
    return parts or PageWalker(prune=False).walk(body)


def _paragraphs_by_trafilatura(root: Any, length: int) -> Sequence[str]:
    """What trafilatura takes for the main text; nothing where it fails or the page is too large for it."""
    if length > _MOST_CHARACTERS or sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        return ()
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it discards is no news: we read the page anyway
    for recall in (False, True):
        try:
            found = trafilatura.bare_extraction(
                root, favor_recall=recall, include_comments=False, include_tables=True, with_metadata=False
            )
        except Exception:  # noqa: BLE001 - it fails in many ways on odd pages, and we can do without it
            found = None
        body = getattr(found, "body", None)
        if body is not None:
            paragraphs = [text_of(element) for element in body.iter("p", "item", "cell", "quote", "head")]
            if any(paragraph.strip() for paragraph in paragraphs):
                return paragraphs
    return ()


def _head_text(data: bytes) -> str:
    head = data[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    return head.replace(b"\x00", b"").decode("latin-1").removeprefix("ï»¿")
