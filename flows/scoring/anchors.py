"""Finds the places that gold names by page, quote and surroundings in a document's reading.

White space, hyphens at line ends and typographic variants do not count, so that gold survives a change of reader.
"""

import unicodedata
from dataclasses import dataclass

from flows.scoring.pairing import Span
from schemas.document import Document

# What a reader may put in, leave out or join: hyphens and soft hyphens, bullets, quotation marks and apostrophes.
_IGNORED = frozenset("-\u00ad\u2010\u2011•▪▫◦‣●■□'’‘\"“”")
# How many characters of surroundings a page (the gold's own) and a whole word (not `78` in `1978`) are worth.
_PAGE_WORTH = 15
_WHOLE_WORTH = 10


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place by its words, the words before and after it, and its page (from 1; None where there are no pages)."""

    quote: str
    before: str = ""
    after: str = ""
    page: int | None = None


class AnchorFinder:
    """Finds anchors in one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._squeezed, self._offsets = squeeze(document.reading)

    def find(self, anchor: Anchor) -> Span | None:
        """The span of the reading: of several with these words, the one whose surroundings are most alike.

        None where the words stand nowhere.
        """
        quote, _ = squeeze(anchor.quote)
        if not quote:
            return None
        places = list(self._occurrences(quote))
        if not places:
            return None
        before, after = squeeze(anchor.before)[0], squeeze(anchor.after)[0]
        best = max(places, key=lambda place: (self._worth(place, len(quote), before, after, anchor.page), -place))
        return self._span(best, len(quote))

    def _occurrences(self, quote: str) -> list[int]:
        places: list[int] = []
        place = self._squeezed.find(quote)
        while place >= 0:
            places.append(place)
            place = self._squeezed.find(quote, place + 1)
        return places

    def _worth(self, place: int, length: int, before: str, after: str, page: int | None) -> int:
        text, end = self._squeezed, place + length
        worth = common_prefix(before[::-1], text[max(0, place - len(before)) : place][::-1])
        worth += common_prefix(after, text[end : end + len(after)])
        span = self._span(place, length)
        if page is not None and self._page_of(span) == page:
            worth += _PAGE_WORTH
        return worth + (_WHOLE_WORTH if is_whole(self._document.reading, span) else 0)

    def _span(self, place: int, length: int) -> Span:
        return self._offsets[place], self._offsets[place + length - 1] + 1

    def _page_of(self, span: Span) -> int | None:
        start, _ = self._document.offsets.to_text(*span)
        return self._document.page_of(start)


def squeeze(text: str) -> tuple[str, list[int]]:
    """The text as anchors are compared, and the offset in `text` of each character of it."""
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        for part in unicodedata.normalize("NFKC", character).casefold():
            if part not in _IGNORED and part.isprintable() and not part.isspace():
                characters.append(part)
                offsets.append(offset)
    return "".join(characters), offsets


def common_prefix(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    length = min(len(one), len(other))
    return next((index for index in range(length) if one[index] != other[index]), length)


def is_whole(text: str, span: Span) -> bool:
    """Whether a span ends where words and numbers end; Chinese has no such ends, so digits alone decide there."""
    return not (_joined(text, span[0]) or _joined(text, span[1]))


def _joined(text: str, offset: int) -> bool:
    """Whether the characters on both sides of an offset belong to one word or number."""
    if not 0 < offset < len(text):
        return False
    left, right = text[offset - 1], text[offset]
    if left.isdecimal() or right.isdecimal():
        return left.isdecimal() and right.isdecimal()
    return left.isalpha() and right.isalpha() and left.isascii() and right.isascii()
