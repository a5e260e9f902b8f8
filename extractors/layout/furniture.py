"""Running headers and footers and page numbers: what stands on page after page at the same height near an edge."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pydantic import BaseModel, ConfigDict

from extractors.layout.shapes import Layer, Line, Rect, Word, around
from extractors.layout.words import fragments_of, line_of, rows_of
from extractors.rules import load_rules

# Headers and footers stand within this share of the height from an edge, on so many rows at most.
ZONE = 0.14
ROWS = 4
# The same line stands at the same height within so many points, on at least this share of the pages.
LEVEL = 4.0
SHARE = 0.3
# Headers and footers are set smaller than this share of the usual size.
SMALL = 0.92
# Parts of a header are parted by more than this, in font sizes.
APART = 1.5


class LayoutWords(BaseModel):
    """`extractors/rules/layout.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    captions: dict[str, list[str]]
    page_words: dict[str, list[str]]
    compounds: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a row near an edge."""

    page: int
    top: bool
    rect: Rect
    words: tuple[Word, ...]
    text: str
    outermost: bool

    @property
    def shape(self) -> str:
        return re.sub(r"\d+", "0", self.text)

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(int(number) for number in re.findall(r"\d{1,9}", self.text))


@dataclass(frozen=True, slots=True)
class Parted:
    """The words of a page without its furniture, and the lines of that at its top and at its bottom.

    `head` and `foot` are lines near the edges that stand apart from the columns and yet are no furniture for sure.
    """

    body: tuple[Word, ...]
    top: tuple[Line, ...] = ()
    bottom: tuple[Line, ...] = ()
    head: tuple[Line, ...] = ()
    foot: tuple[Line, ...] = ()


def part_furniture(layers: Sequence[Layer]) -> list[Parted]:
    """Part the words of the pages of a document (in order) from their furniture."""
    parts = [part for number, layer in enumerate(layers, 1) for part in _edge_parts(number, layer)]
    gone = {id(part) for group in _groups(parts) if _recurs(group, len(layers)) for part in group}
    gone |= {id(part) for part in parts if part.outermost and _is_page_number(part, len(layers))}
    by_page: dict[int, list[_Part]] = {}
    for part in parts:
        if id(part) in gone:
            by_page.setdefault(part.page, []).append(part)
    return [_parted(layer, by_page.get(number, [])) for number, layer in enumerate(layers, 1)]


def _edge_parts(page: int, layer: Layer) -> list[_Part]:
    depth = ZONE * layer.height
    found: list[_Part] = []
    for top in (True, False):
        words = [
            word for word in layer.words if (word.rect.bottom < depth if top else word.rect.top > layer.height - depth)
        ]
        rows = rows_of(words)
        rows = rows[:ROWS] if top else rows[::-1][:ROWS]
        for index, row in enumerate(rows):
            for words_of_part in fragments_of(row, APART):
                rect = around(word.rect for word in words_of_part)
                text = line_of(words_of_part).text
                found.append(_Part(page, top, rect, tuple(words_of_part), text, index == 0))
    return found


def _groups(parts: Iterable[_Part]) -> list[list[_Part]]:
    """Parts of one shape at one height."""
    by_shape: dict[tuple[bool, str], list[_Part]] = {}
    for part in parts:
        by_shape.setdefault((part.top, part.shape), []).append(part)
    groups: list[list[_Part]] = []
    for same in by_shape.values():
        same.sort(key=lambda part: part.rect.top)
        groups.append([same[0]])
        for before, after in pairwise(same):
            if after.rect.top - before.rect.top > LEVEL:
                groups.append([])
            groups[-1].append(after)
    return groups


def _recurs(group: Sequence[_Part], pages: int) -> bool:
    """Whether a group stands on enough pages, with the same words, or with numbers that count the pages."""
    on = {part.page for part in group}
    if len(on) < 2 or (len(on) < SHARE * pages and len(on) < 5):
        return False
    counting = False
    for column in zip(*(part.numbers for part in group), strict=False):
        if len(set(column)) == 1:
            continue
        if len({number - part.page for number, part in zip(column, group, strict=True)}) > 1:
            return False
        counting = True
    return counting or any(character.isalpha() for character in group[0].text)


@cache
def layout_words() -> LayoutWords:
    """The words of `layout.yaml`."""
    return load_rules("layout", LayoutWords)


def is_caption(text: str) -> bool:
    """Whether a text begins as the caption of a table or figure does: with the word and a number."""
    return bool(_caption().match(text))


@cache
def _caption() -> re.Pattern[str]:
    words = {word for language, group in layout_words().captions.items() for word in group if language != "zh"}
    signs = sorted(layout_words().captions["zh"], key=len, reverse=True)
    number = r"(?:n[°o]\.?\s*)?(?:\d|(?-i:[IVX]+|[A-Z])\b)"
    return re.compile(
        rf"(?:{'|'.join(sorted(words))})\s*{number}|(?:{'|'.join(signs)})\s?[\d一二三四五六七八九十]",
        re.IGNORECASE,
    )


@cache
def _page_number() -> re.Pattern[str]:
    words = sorted({word for group in layout_words().page_words.values() for word in group}, key=len, reverse=True)
    word = "(?:" + "|".join(map(re.escape, words)) + ")"
    mark = r"[-–—|•·\s]*"
    total = rf"(?:(?:{word}|[/|])\s*){{0,3}}(\d{{1,4}})?\s*"
    return re.compile(rf"{mark}{word}?\s*(\d{{1,4}})\s*{total}{word}?{mark}", re.IGNORECASE)


def _is_page_number(part: _Part, pages: int) -> bool:
    """Whether an outermost line is nothing but the number of its page."""
    match = _page_number().fullmatch(part.text)
    if not match:
        return False
    number, total = int(match.group(1)), match.group(2)
    return number == part.page and (total is None or int(total) == pages)


def _parted(layer: Layer, furniture: Sequence[_Part]) -> Parted:
    gone = {id(word) for part in furniture for word in part.words}
    body = [word for word in layer.words if id(word) not in gone]
    head, foot = _apart(body, layer, top=True), _apart(body, layer, top=False)
    edge = {id(word) for word in (*head, *foot)}
    return Parted(
        tuple(word for word in body if id(word) not in edge),
        _lines(part for part in furniture if part.top),
        _lines(part for part in furniture if not part.top),
        tuple(line_of(row) for row in rows_of(head)),
        tuple(line_of(row) for row in rows_of(foot)),
    )


def _apart(words: Sequence[Word], layer: Layer, *, top: bool) -> list[Word]:
    """Small words near an edge with white space between them and the rest of the page."""
    if not words:
        return []
    size = sorted(word.size for word in words)[len(words) // 2]
    depth = ZONE * layer.height
    near = [word for word in words if (word.rect.bottom < depth if top else word.rect.top > layer.height - depth)]
    rows = rows_of(near) if top else rows_of(near)[::-1]
    found: list[Word] = []
    for row in rows[:2]:
        if any(word.size > SMALL * size for word in row):
            break
        found += row
        taken = {id(word) for word in found}
        others = [word.rect for word in words if id(word) not in taken]
        edge = max(word.rect.bottom for word in row) if top else min(word.rect.top for word in row)
        gap = min((rect.top - edge if top else edge - rect.bottom for rect in others), default=0.0)
        if gap > 1.5 * size:
            return found
    return []


def _lines(parts: Iterable[_Part]) -> tuple[Line, ...]:
    rows = rows_of([word for part in parts for word in part.words])
    return tuple(line_of(row) for row in rows)
