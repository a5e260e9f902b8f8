"""PDF: pages, blocks with their boxes, columns in reading order, tables row by row, furniture left out."""

import logging
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta, timezone
from typing import ClassVar

from extractors.layout.compose import write_reading, write_text
from extractors.layout.paragraphs import Draft, drafts_of
from extractors.layout.shapes import Layer
from extractors.layout.sheets import read_sheets
from extractors.text.base import RawFile
from extractors.text.pdf_guard import check_streams
from extractors.text.pdf_pages import Opened, corrupt, open_pdf, open_with_pdfium
from schemas.document import Block, BlockKind, Document
from schemas.errors import NoTextError, ReadError, TooLargeError

_LOG = logging.getLogger(__name__)
Layers = list[list[Layer]]
_MAGIC = b"%PDF-"
_HEAD = 1024
# A larger share of characters that the fonts cannot name makes a text useless.
MOST_UNKNOWN = 0.05
_DATE = re.compile(r"(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?T?(\d\d)?:?(\d\d)?:?(\d\d)?(?:([+\-Z])(?:(\d\d)[':]?(\d\d)?)?)?")
# Letters larger than the usual by this factor may be a title; a longer one is no title.
LARGER = 1.1
LONGEST_TITLE = 300
_WIDE_BREAK = re.compile("(?<=[\u2e80-\u9fff\uff00-\uffef—])\n|\n(?=[\u2e80-\u9fff\uff00-\uffef—])")
_KEYS = {"Title": "title", "Author": "author", "Producer": "producer", "Creator": "creator", "Subject": "subject"}


class PdfReader:
    """Reads the text layer of a PDF. Columns are found by geometry; the drawing order in the file says nothing."""

    name: ClassVar[str] = "pdf"
    media_types: ClassVar[tuple[str, ...]] = ("application/pdf",)

    def claim(self, raw: RawFile) -> int:
        """Sure where the signature stands near the beginning."""
        return 100 if _MAGIC in raw.data[:_HEAD] else 0

    def read(self, raw: RawFile) -> Document:
        """The document.

        Raises `EncryptedFileError`, `NoTextError` (a scan, or fonts that cannot be read), `TooLargeError`, or a
        `ReadError` for a file that is corrupt.
        """
        check_streams(raw)
        try:
            pages, warnings, metadata = _read_with(open_pdf(raw), raw)
        except (ReadError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001  # a broken file makes pdfminer raise anything at all
            _LOG.info("pdfplumber cannot read %s (%r): trying PDFium", raw.name, error)
            pages, warnings, metadata = _read_with_pdfium(raw, error)
        try:
            return self._document(raw, pages, warnings, metadata)
        except (ReadError, MemoryError):
            raise
        except Exception as error:
            raise corrupt(raw, error) from error

    def _document(
        self, raw: RawFile, pages: Sequence[Sequence[Layer]], warnings: Sequence[str], metadata: dict[str, str]
    ) -> Document:
        sheets = list(read_sheets(pages))
        drafts = drafts_of(sheets)
        writer, places = write_text(sheets)
        text, reading, offsets, blocks = write_reading(writer, drafts)
        if len(text) > raw.limits.text_characters:
            raise TooLargeError(f"{raw.name}: {len(text)} characters, more than the limit", advice="split the file")
        title = _layout_title(drafts, blocks, reading)
        if title:
            metadata["layout_title"] = title
        return Document(
            raw.id, "application/pdf", self.name, text, reading, offsets, blocks, places, tuple(writer.words), metadata,
            tuple(warnings),
        )  # fmt: skip


def _read_with(opening: AbstractContextManager[Opened], raw: RawFile) -> tuple[Layers, list[str], dict[str, str]]:
    with opening as opened:
        pages, warnings = _read_pages(raw, opened)
        return pages, warnings, _metadata(opened.metadata)


def _read_with_pdfium(raw: RawFile, cause: Exception) -> tuple[Layers, list[str], dict[str, str]]:
    try:
        return _read_with(open_with_pdfium(raw, cause), raw)
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        raise corrupt(raw, error) from error


def _read_pages(raw: RawFile, opened: Opened) -> tuple[Layers, list[str]]:
    """The pages' layers, and warnings; raises `NoTextError` where there is no text to read."""
    pages: list[list[Layer]] = []
    glyphs = unknown = 0
    for page in opened.pages:
        pages.append(page.layers)
        glyphs += page.glyphs
        unknown += page.unknown
        if glyphs > raw.limits.text_characters:
            raise TooLargeError(f"{raw.name}: more than {raw.limits.text_characters} characters",
                                advice="split the file or raise the limit")  # fmt: skip
    if not glyphs:
        raise NoTextError(f"{raw.name}: no text layer, probably a scan: needs OCR", advice="run OCR on it")
    if unknown > MOST_UNKNOWN * glyphs:
        raise NoTextError(f"{raw.name}: the fonts do not say what {unknown} of {glyphs} characters are",
                          advice="ask for a PDF with readable fonts, or run OCR on it")  # fmt: skip
    warnings = list(opened.warnings)
    if unknown:
        warnings.append("unknown_characters")
    return pages, warnings


def _metadata(found: dict[str, str]) -> dict[str, str]:
    """Title, author, language, producer and day of creation, where the file states them."""
    result = {name: found[key].replace("\x00", "").strip() for key, name in _KEYS.items() if key in found}
    created = created_at(found.get("CreationDate", ""))
    if created:
        result["created"] = created
    if found.get("Lang"):
        result["language"] = found["Lang"]
    return {key: value for key, value in result.items() if value}


def created_at(value: str) -> str | None:
    """A PDF date (`D:20160831120000+02'00'`) as ISO 8601; None where it is none."""
    match = _DATE.match(value.strip())
    if not match:
        return None
    year, month, day, hour, minute, second = (int(part) if part else None for part in match.groups()[:6])
    zone = None
    if match.group(7):
        offset = timedelta(hours=int(match.group(8) or 0), minutes=int(match.group(9) or 0))
        zone = timezone(-offset if match.group(7) == "-" else offset)
    try:
        moment = datetime(year or 1, month or 1, day or 1, hour or 0, minute or 0, second or 0, tzinfo=zone)
    except ValueError:
        return None
    return moment.isoformat() if hour is not None else moment.date().isoformat()


def _layout_title(drafts: Sequence[Draft], blocks: Sequence[Block], reading: str) -> str | None:
    """The block in the largest letters on the first page, where these are larger than the usual ones."""
    first = [
        (draft, block)
        for draft, block in zip(drafts, blocks, strict=False)
        if block.page == 1 and block.kind is not BlockKind.CELL
    ]
    sizes = sorted(line.size for draft, _ in first for line in draft.lines)
    if not sizes:
        return None
    best, block = max(first, key=lambda pair: max(line.size for line in pair[0].lines))
    if max(line.size for line in best.lines) < LARGER * sizes[len(sizes) // 2]:
        return None
    title = _WIDE_BREAK.sub("", reading[block.start : block.end]).replace("\n", " ")
    return title if 2 < len(title) <= LONGEST_TITLE else None
