"""Reads built PDFs: finds the page on which a stretch of a source's text stands."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from pathlib import Path

# Hyphens that a producer puts at the end of a line, and what PDFium gives for them.
DROPPED = {"\u00ad", "\u2010", "-", "\ufffe", "\x02"}
WINDOWS = (40, 20, 10, 5, 0)


def squeeze(text: str) -> str:
    """The text without white space, hyphens and control characters, compatibility forms resolved."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(char for char in folded if char not in DROPPED and not char.isspace() and char.isprintable())


def page_texts(path: Path) -> list[str]:
    """The squeezed text of each page of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return [squeeze(page.get_textpage().get_text_bounded()) for page in document]
    finally:
        document.close()


def steady(data: bytes) -> bytes:
    """A PDF with a fixed date and identifier in place of those of the moment; no byte moves."""
    data = re.sub(rb"\(D:\d{14}", b"(D:20240115090000", data)
    return re.sub(rb"(<|/DocChecksum /)[0-9A-F]{32}\b", lambda match: match[1] + b"0" * 32, data)


class PageFinder:
    """Page numbers, from 1, of spans of a source's text; None where the file is not a PDF."""

    def __init__(self, text: str, path: Path) -> None:
        self.text = text
        self.path = path

    @cached_property
    def pages(self) -> list[str]:
        return page_texts(self.path) if self.path.suffix == ".pdf" else []

    def page(self, start: int, end: int) -> int | None:
        """The page where the span begins: the one that holds it with most of its context, else with most of itself."""
        if not self.pages:
            return None
        candidates = list(range(len(self.pages)))
        for width in WINDOWS:
            window = squeeze(self.text[max(0, start - width) : end + width])
            holding = [index for index in candidates if window in self.pages[index]]
            if holding:
                return self.nearest(holding, start) + 1
        return self.by_beginning(start, end)

    def nearest(self, holding: list[int], start: int) -> int:
        """Of several pages, the one nearest to where the text should be by its share of the whole."""
        expected = start / max(1, len(self.text)) * len(self.pages)
        return min(holding, key=lambda index: abs(index + 0.5 - expected))

    def by_beginning(self, start: int, end: int) -> int | None:
        """The page that holds the longest beginning of the span, for spans that run over a page or column break."""
        words = squeeze(self.text[start:end])
        for length in range(len(words) - 1, 1, -1):
            holding = [index for index, page in enumerate(self.pages) if words[:length] in page]
            if holding:
                return self.nearest(holding, start) + 1
        return None
