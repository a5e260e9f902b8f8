"""What the finders of tables in plain text share: a table, and which cells are figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

Span = tuple[int, int]
Spans = tuple[Span, ...]
"""Where a cell stands in the text: one span a line."""

FIGURE = re.compile(
    r"[^\w\s]{0,3}(?:[A-Z]{2,3})?[$€£¥]?\s?[-–−]?\d[\d.,'’ \u00a0\u202f/–-]{0,24}"
    r"(?:[^\W\d]{0,12}|\s[^\W\d]{1,12}|\s?[%％‰])[*†)]?|[-–—…/]|——|n\.?/?[ads]\.?|s\.?o\.?|\.{2,3}",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:FY\s?)?(?:1[89]|20)\d\d(?:\s?[-–/]\s?\d{2,4})?(?:\s?年度?)?[*a-z]?")
PHONE = re.compile(r"\+|\(?0\d|\d{7}")
_LONGEST_PAGE = 3
ENDS = (".", "。", "!", "?", "！", "？", ":", "：", ";", "；")


@dataclass(frozen=True, slots=True)
class TextTable:
    """The lines `[first, last)` as rows of cells; `heads` rows stand over the figures."""

    first: int
    last: int
    rows: tuple[tuple[Spans, ...], ...]
    heads: int


@lru_cache(maxsize=4096)
def is_figure(word: str) -> bool:
    """Whether a cell is a number with its sign or unit, or a mark for none."""
    return FIGURE.fullmatch(word) is not None


def are_pages(figures: Sequence[str]) -> bool:
    """Whether a column of figures can be the pages of a table of contents: whole, below a thousand, rising."""
    if not all(figure.isdecimal() and len(figure) <= _LONGEST_PAGE for figure in figures):
        return False
    return all(int(before) <= int(after) for before, after in pairwise(figures))
