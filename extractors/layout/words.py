"""From placed characters to words and lines."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extractors.layout.shapes import Line, Rect, Word
from extractors.reflow import ReflowWords
from extractors.rules import load_rules

# A gap wider than this share of the font size parts two words (a narrow space is 0.2 em, kerning stays below 0.1).
WORD_GAP = 0.18
# A blank narrower than this takes no room.
NO_ROOM = 0.07
# The same character printed again within this share of its width is a fake bold or a shadow.
DOUBLE = 0.3
_BLANKS = {" ": " ", "\u00a0": "\u00a0", "\u202f": "\u202f", "\u2009": "\u2009", "\t": " ", "\u3000": "\u3000"}
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Glyph(NamedTuple):
    """A character where it is printed."""

    text: str
    rect: Rect
    bold: bool = False


def words_of(glyphs: Iterable[Glyph]) -> list[Word]:
    """The words, in drawing order; doubled characters are dropped, blanks are kept as what stands before a word."""
    words: list[Word] = []
    run = _Run()
    pending: Glyph | None = None
    for glyph in _without_doubles(glyphs):
        if glyph.text in _BLANKS:
            pending = glyph
            continue
        if run.last and not run.goes_on(glyph, blank=pending):
            words += run.end()
            near = run.goes_on(pending or glyph, wide=True) and run.goes_on(glyph, wide=True)
            run.blank = _BLANKS[pending.text] if pending and near else None
        run.add(glyph)
        pending = None
    return words + run.end()


@dataclass
class _Run:
    """Characters that belong to one word, while it grows."""

    glyphs: list[Glyph]
    last: Glyph | None = None
    blank: str | None = None

    def __init__(self) -> None:
        self.glyphs = []

    def add(self, glyph: Glyph) -> None:
        self.glyphs.append(glyph)
        self.last = glyph

    def goes_on(self, glyph: Glyph, *, wide: bool = False, blank: Glyph | None = None) -> bool:
        """Whether the glyph stands right after the last one; `wide`: or a few letters further along the line.

        A blank that takes no room is none: browsers print one for each soft hyphen.
        """
        assert self.last is not None
        before, after = self.last.rect, glyph.rect
        size = max(before.height, after.height)
        gap = after.x0 - before.x1
        if blank is not None and gap > NO_ROOM * size:
            return False
        if not -0.5 * size < gap < (size * 3 if wide else size * WORD_GAP):
            return False
        if min(before.height, after.height) < 0.8 * size:
            return wide and before.same_line(after)
        return abs(after.middle - before.middle) < 0.25 * size

    def end(self) -> list[Word]:
        """The word that ends here, if there is one."""
        if not self.glyphs:
            return []
        text = "".join(glyph.text for glyph in self.glyphs)
        rect = Rect(
            min(glyph.rect.x0 for glyph in self.glyphs),
            min(glyph.rect.top for glyph in self.glyphs),
            max(glyph.rect.x1 for glyph in self.glyphs),
            max(glyph.rect.bottom for glyph in self.glyphs),
        )
        edges: tuple[float, ...] = ()
        if any(is_wide(character) for character in text) and len(text) == len(self.glyphs):
            edges = (*(glyph.rect.x0 for glyph in self.glyphs), rect.x1)
        bold = sum(glyph.bold for glyph in self.glyphs) * 2 > len(self.glyphs)
        word = Word(text, rect, bold, self.blank, edges)
        self.glyphs, self.blank = [], None
        return [word]


def is_wide(character: str) -> bool:
    """Whether the character is Chinese, or punctuation or a sign of its width."""
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or "\uff00" <= character <= "\uffef"


def _without_doubles(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    seen: dict[tuple[str, int, int], list[Rect]] = {}
    for glyph in glyphs:
        rect = glyph.rect
        if glyph.text.isspace():
            yield glyph
            continue
        reach = max(0.4, min(1.2, DOUBLE * rect.width))
        column, row = round(rect.x0 / 2), round(rect.top / 2)
        near = (
            other
            for x in (column - 1, column, column + 1)
            for y in (row - 1, row, row + 1)
            for other in seen.get((glyph.text, x, y), ())
        )
        if any(abs(other.x0 - rect.x0) <= reach and abs(other.top - rect.top) <= reach for other in near):
            continue
        seen.setdefault((glyph.text, column, row), []).append(rect)
        yield glyph


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words that stand on one height, from the top down, each row from left to right."""
    rows: list[list[Word]] = []
    heads: list[Rect] = []
    for word in sorted(words, key=lambda item: (item.rect.middle, item.rect.x0)):
        for index in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            if heads[index].same_line(word.rect):
                rows[index].append(word)
                if word.size > heads[index].height * 1.2 and heads[index].same_line(word.rect):
                    heads[index] = word.rect
                break
        else:
            rows.append([word])
            heads.append(word.rect)
    for row in rows:
        row.sort(key=lambda item: (item.rect.x0, item.rect.x1))
    return rows


def fragments_of(words: Iterable[Word], gap: float = 0.55) -> list[list[Word]]:
    """Rows cut where the gap between two words is wider than `gap` times the font size."""
    found: list[list[Word]] = []
    for row in rows_of(words):
        found.append([row[0]])
        for before, after in itertools.pairwise(row):
            if after.rect.x0 - before.rect.x1 > gap * max(before.size, after.size):
                found.append([])
            found[-1].append(after)
    return found


def line_of(words: Sequence[Word]) -> Line:
    """The line of words that stand on one height, raised digits written as such."""
    ordered = sorted(words, key=lambda word: (word.rect.x0, word.rect.x1))
    return Line.of(_with_superscripts(ordered))


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines of one column, from the top down."""
    return [line_of(row) for row in rows_of(words)]


def _with_superscripts(words: list[Word]) -> list[Word]:
    """A small number that hangs on the top of the word before it is a footnote mark or a power, not more digits."""
    result = words[:1]
    for before, after in itertools.pairwise(words):
        word = after
        raised = after.size < before.size * 0.8 and after.rect.bottom < before.rect.bottom - before.size * 0.15
        if raised and after.text.isdecimal() and len(after.text) <= 2:
            text = after.text.translate(_SUPERSCRIPTS)
            word = Word(text, after.rect, after.bold, "" if after.blank is None else after.blank, after.edges)
        result.append(word)
    return result


def is_marker(text: str) -> bool:
    """Whether a word is a bullet or the number of a list item."""
    if len(text) == 1:
        return text in bullets() or "\ue000" <= text <= "\uf8ff"
    core = text.strip("().、")
    if core == text or len(text) > 5:
        return False
    return (core.isdecimal() and len(core) < 3) or (len(core) == 1 and core.isalpha())


@cache
def bullets() -> frozenset[str]:
    """The signs that stand before the items of a list."""
    return frozenset(load_rules("reflow", ReflowWords).bullets)
