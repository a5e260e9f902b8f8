"""Opens a PDF and gives what is printed on its pages: by pdfplumber, or by PDFium where that cannot read the file."""

import io
import itertools
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from extractors.layout.shapes import Layer, Rect, upright
from extractors.layout.words import Glyph, words_of
from extractors.text.base import RawFile
from schemas.errors import EncryptedFileError, ReadError, TooLargeError

# Lines are thinner than this, in points; anything thicker is a ground.
THIN = 3.0
# More lines and grounds on a page than this are a drawing, of no use for tables.
MOST_SHAPES = 20_000
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
LONGEST_XMP = 1_000_000
_XMP = {
    "Title": re.compile(r"<dc:title>\s*<rdf:Alt>\s*<rdf:li[^>]{0,80}>([^<]{1,500})<"),
    "Author": re.compile(r"<dc:creator>\s*<rdf:Seq>\s*<rdf:li[^>]{0,80}>([^<]{1,500})<"),
    "Lang": re.compile(r"<dc:language>\s*<rdf:Bag>\s*<rdf:li[^>]{0,80}>([^<]{1,40})<"),
    "CreationDate": re.compile(r"xmp:CreateDate(?:>|=\")([\d:T+Z.-]{4,40})"),
}
_CID = re.compile(r"\(cid:\d+\)")
_UNKNOWN = "\ufffd"


@dataclass(slots=True)
class Printed:
    """A page as it is printed: one layer for each direction of writing, that with the most words first."""

    layers: list[Layer]
    glyphs: int = 0
    unknown: int = 0


@dataclass(slots=True)
class Opened:
    """An open PDF: its metadata as found, its number of pages, and the pages one by one."""

    metadata: dict[str, str]
    count: int
    pages: Iterator[Printed]
    warnings: list[str] = field(default_factory=list)


@contextmanager
def open_pdf(raw: RawFile) -> Iterator[Opened]:
    """Open a PDF with pdfplumber and an empty password.

    Raises `EncryptedFileError` or `TooLargeError`, or whatever the library raises on a broken file.
    """
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        pdf = pdfplumber.open(io.BytesIO(raw.data), password="", raise_unicode_errors=False)
    except PdfminerException as error:
        if _is_locked(error):
            raise _encrypted(raw) from error
        raise
    try:
        check_count(raw, _declared(pdf))
        pages = _pages_of(raw, pdf)
        metadata = _xmp(pdf.doc.catalog) | _texts(pdf.metadata)
        yield Opened(metadata, len(pages), map(_read_page, pages))
    finally:
        pdf.stream.close()


def check_count(raw: RawFile, count: int) -> None:
    """Raise `TooLargeError` for more pages than the limit."""
    if count > raw.limits.pages:
        raise TooLargeError(f"{raw.name}: {count} pages, more than the limit of {raw.limits.pages}",
                            advice="split the file or raise the limit")  # fmt: skip


def _is_locked(error: BaseException) -> bool:
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException

    inner = error.args[0] if error.args else None
    return isinstance(inner, PDFPasswordIncorrect) or (
        isinstance(inner, PDFException) and type(inner).__name__ == "PDFEncryptionError"
    )


def _encrypted(raw: RawFile) -> EncryptedFileError:
    return EncryptedFileError(f"{raw.name}: needs a password", advice="ask for a copy without a password")


def _declared(pdf: Any) -> int:
    """How many pages the page tree says it has; 0 where it does not say."""
    from pdfminer.pdftypes import resolve1

    tree = resolve1(pdf.doc.catalog.get("Pages"))
    count = resolve1(tree.get("Count")) if isinstance(tree, dict) else 0
    return count if isinstance(count, int) else 0


def _pages_of(raw: RawFile, pdf: Any) -> list[Any]:
    """The pages that can be made out; one beyond the limit is enough to know."""
    from pdfminer.pdfpage import PDFPage
    from pdfplumber.page import Page

    pages: list[Any] = []
    try:
        for number, page in enumerate(PDFPage.create_pages(pdf.doc), 1):
            check_count(raw, number)
            pages.append(Page(pdf, page, page_number=number))
    except ReadError:
        raise
    except Exception:
        if not pages:
            raise
    return pages


def corrupt(raw: RawFile, error: BaseException) -> ReadError:
    """The error for a file that no library can read."""
    detail = str(error) or type(error).__name__
    return ReadError(f"{raw.name}: not a sane PDF ({detail[:120]})", advice="ask for the file again")


def _xmp(catalog: dict[str, Any]) -> dict[str, str]:
    """Language, title, author and date of creation as the catalogue and its XMP packet state them."""
    from pdfminer.pdftypes import PDFStream, resolve1
    from pdfminer.utils import decode_text

    found: dict[str, str] = {}
    packet = resolve1(catalog.get("Metadata"))
    if isinstance(packet, PDFStream):
        text = packet.get_data()[:LONGEST_XMP].decode("utf-8", "replace")
        for key, pattern in _XMP.items():
            match = pattern.search(text)
            if match:
                found[key] = unescape(match.group(1)).strip()
    language = resolve1(catalog.get("Lang"))
    if isinstance(language, bytes) and language:
        found["Lang"] = decode_text(language)
    return found


def _texts(metadata: dict[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in metadata.items() if value}


def _read_page(page: Any) -> Printed:
    """What is printed on one page; its memory is given back."""
    try:
        layout = page.layout
        glyphs: list[Any] = []
        shapes: list[Any] = []
        for item in _items(layout):
            if hasattr(item, "graphicstate"):
                glyphs.append(item)
            elif hasattr(item, "pts") and len(shapes) < MOST_SHAPES:
                shapes.append(item)
        return _printed(glyphs, shapes, float(layout.width), float(layout.height))
    finally:
        page.close()


def _items(container: Any) -> Iterator[Any]:
    """Characters and shapes of a layout, those inside figures included, in drawing order."""
    stack = [iter(container._objs)]
    while stack:
        for item in stack[-1]:
            if hasattr(item, "_objs"):
                stack.append(iter(item._objs))
                break
            yield item
        else:
            stack.pop()


def _printed(glyphs: Sequence[Any], shapes: Sequence[Any], width: float, height: float) -> Printed:
    by_turn: dict[int, list[Glyph]] = {}
    unknown = count = 0
    bold_fonts: dict[Any, bool] = {}
    for item in glyphs:
        text = item.get_text()
        rect = Rect(item.x0, height - item.y1, item.x1, height - item.y0)
        if not _on_page(rect, width, height):
            continue
        if not text.isspace():
            count += 1
            if _CID.fullmatch(text) or text == _UNKNOWN or not text:
                unknown += 1
                continue
        turn = _turn(item.matrix)
        font = item.fontname
        if font not in bold_fonts:
            bold_fonts[font] = bool(_BOLD.search(font if isinstance(font, str) else repr(font)))
        by_turn.setdefault(turn, []).append(Glyph(text, upright(rect, turn, width, height), bold_fonts[font]))
    rules, panels = _rules_and_panels(shapes, height)
    layers = make_layers(by_turn, rules, panels, width, height)
    return Printed(layers, count, unknown)


def make_layers(
    by_turn: dict[int, list[Glyph]], rules: Iterable[Rect], panels: Iterable[Rect], width: float, height: float
) -> list[Layer]:
    """One layer a direction of writing, that with the most characters first; lines and grounds belong to that one."""
    order = sorted(by_turn, key=lambda turn: (-len(by_turn[turn]), turn)) or [0]
    layers = [Layer(width, height, words_of(by_turn.get(turn, [])), turn=turn) for turn in order]
    layers[0].rules = [upright(rule, order[0], width, height) for rule in rules]
    layers[0].panels = [upright(panel, order[0], width, height) for panel in panels]
    return layers


def _on_page(rect: Rect, width: float, height: float) -> bool:
    return 0 <= rect.x0 + rect.width / 2 <= width and 0 <= rect.middle <= height and rect.height > 0.5


def _turn(matrix: Sequence[float]) -> int:
    """By how many degrees, clockwise and to the next right angle, the writing is turned."""
    a, b = matrix[0], matrix[1]
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 180
    return 270 if b > 0 else 90


def _rules_and_panels(shapes: Iterable[Any], height: float) -> tuple[list[Rect], list[Rect]]:
    rules: list[Rect] = []
    panels: list[Rect] = []
    for shape in shapes:
        if not (shape.stroke or shape.fill) or (not shape.stroke and _is_white(shape.non_stroking_color)):
            continue
        rect = Rect(shape.x0, height - shape.y1, shape.x1, height - shape.y0)
        if min(rect.width, rect.height) < THIN:
            if max(rect.width, rect.height) > THIN:
                rules.append(rect)
        elif _is_boxy(shape, rect):
            panels.append(rect)
    return rules, panels


def _is_white(colour: Any) -> bool:
    values = colour if isinstance(colour, (tuple, list)) else (colour,)
    if not all(isinstance(value, (int, float)) for value in values):
        return False
    return all(value == 0 for value in values) if len(values) == 4 else all(value > 0.995 for value in values)


def _is_boxy(shape: Any, rect: Rect) -> bool:
    """Whether straight sides make up most of the outline."""
    points = shape.pts
    straight = sum(
        abs(x1 - x0) + abs(y1 - y0)
        for (x0, y0), (x1, y1) in itertools.pairwise(points)
        if abs(x1 - x0) < 1 or abs(y1 - y0) < 1
    )
    return bool(straight >= 1.1 * (rect.width + rect.height))


@contextmanager
def open_with_pdfium(raw: RawFile, cause: BaseException) -> Iterator[Opened]:
    """The same by PDFium, without lines and grounds; raises a `ReadError` where that cannot read the file either."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(raw.data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise _encrypted(raw) from error
        raise corrupt(raw, cause) from error
    try:
        check_count(raw, len(pdf))
        metadata = dict(pdf.get_metadata_dict(skip_empty=True).items())
        pages = (_pdfium_page(pdf, index) for index in range(len(pdf)))
        yield Opened(metadata, len(pdf), pages, ["read_by_pdfium"])
    finally:
        pdf.close()


def _pdfium_page(pdf: Any, index: int) -> Printed:
    page = pdf[index]
    text_page = page.get_textpage()
    width, height = page.get_size()
    glyphs: list[Glyph] = []
    for number in range(text_page.count_chars()):
        text = text_page.get_text_range(number, 1)
        x0, bottom, x1, top = text_page.get_charbox(number, loose=True)
        rect = Rect(x0, height - top, x1, height - bottom)
        if text and text not in "\r\n" and _on_page(rect, width, height):
            glyphs.append(Glyph(text, rect))
    text_page.close()
    page.close()
    unknown = sum(glyph.text == _UNKNOWN for glyph in glyphs)
    return Printed(make_layers({0: glyphs}, [], [], width, height), len(glyphs), unknown)
