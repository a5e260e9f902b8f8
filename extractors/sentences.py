"""The sentence around a span, in any of the three languages."""

import re

from schemas.document import Document

# A full stop ends a sentence before a space and a capital or the end; the CJK stops always do.
_END = re.compile(
    r"[。！？]+[”』」）]?|[.!?…]+[»”\"')]?(?=\s+[«“\"'(]?[A-ZÀ-ÖØ-Þ\u4e00-\u9fff0-9]|\s*$)|\n\n|\n(?=\s*[-•–])"
)


def sentence_at(document: Document, start: int, end: int, limit: int = 600) -> str:
    """The sentence of the reading that holds `start:end`, white space folded, at most `limit` either side."""
    reading = document.reading
    window_start = max(0, start - limit)
    window = reading[window_start : end + limit]
    left, right = window_start, min(len(reading), end + limit)
    for match in _END.finditer(window):
        position = window_start + match.end()
        if position <= start:
            left = position
        elif position >= end:
            right = window_start + match.end()
            break
    return " ".join(reading[left:right].split())
