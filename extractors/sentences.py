"""The sentence around a span, in any of the three languages."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from schemas.document import Document

# A full stop ends a sentence before a space and a capital or the end; the CJK stops always do.
_END = re.compile(
    r"[。！？]+[”』」）]?|[.!?…]{1,3}[»”\"')]?(?=\s{1,9}[«“\"'(]?[A-ZÀ-ÖØ-Þ\u4e00-\u9fff0-9]|\s{0,9}\Z)"
    r"|\n\n|\n(?=\s{0,9}[-•–])"
)


def sentence_at(document: Document, start: int, end: int, limit: int = 600) -> str:
    """The sentence of the reading that holds `start:end`, white space folded, at most `limit` either side."""
    reading = document.reading
    ends = _ends(reading)
    before, behind = bisect_right(ends, start), bisect_left(ends, end)
    left = max(ends[before - 1] if before else 0, start - limit)
    right = min(ends[behind] if behind < len(ends) else len(reading), end + limit)
    return " ".join(reading[left:right].split())


@lru_cache(maxsize=1)
def _ends(reading: str) -> list[int]:
    """Where sentences end; the facts of one document ask for it one after the other."""
    return [match.end() for match in _END.finditer(reading)]
