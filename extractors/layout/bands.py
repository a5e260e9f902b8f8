"""What stands side by side: a table without lines, cards in rows, or columns of running text."""

import itertools
import re
from collections.abc import Sequence

from extractors.layout.grid import (
    build,
    column_at,
    column_bounds,
    is_figure,
    is_running,
    split_rows,
)
from extractors.layout.shapes import Line, Rect, Table, Word, around
from extractors.layout.words import fragments_of, lines_of

# Columns of a table without lines stand at least this far apart, in font sizes.
APART = 0.75
# A cut across columns of running text needs white space this tall, in font sizes.
CLEAR = 2.2
# Between rows of cards less is enough, and between cards and running text.
BETWEEN_CARDS = 0.5
BESIDE_CARDS = 0.9
# Two columns begin at one height if their tops differ by less than this, in font sizes.
LEVEL = 0.6
_POINT = re.compile(r"@|www\.|https?:|\+?\(?\d[\d ().-]{7,}\d")

Cells = list[list[Word]]


def as_table(words: Sequence[Word]) -> Table | None:
    """The table that these words make up without any line drawn, or None where they are columns of text."""
    rect = around(word.rect for word in words)
    bounds = column_bounds(words, rect, APART)
    if len(bounds) < 3:
        return None
    columns = [_column(words, bounds, number) for number in range(len(bounds) - 1)]
    if not _level_lines(columns) or any(is_running(column) for column in columns[1:]):
        return None
    rows = [_row(part, bounds) for part in split_rows(words, bounds)]
    if len(rows) < 2 or not _looks_tabular(rows, columns):
        return None
    return build(rect, rows, bounds, _headers(rows))


def _column(words: Sequence[Word], bounds: Sequence[float], number: int) -> list[Line]:
    return lines_of([word for word in words if _column_of(word, bounds) == number])


def _column_of(word: Word, bounds: Sequence[float]) -> int:
    return column_at(bounds, (word.rect.x0 + word.rect.x1) / 2)


def _row(words: Sequence[Word], bounds: Sequence[float]) -> Cells:
    row: Cells = [[] for _ in bounds[:-1]]
    for fragment in fragments_of(words):
        row[_column_of(fragment[0], bounds)] += fragment
    return row


def _level_lines(columns: Sequence[Sequence[Line]]) -> bool:
    """Whether the lines of the shorter columns stand on the heights of those of the others."""
    if not all(columns):
        return False
    for column in columns:
        others = [line.rect.middle for other in columns if other is not column for line in other]
        level = sum(min(abs(line.rect.middle - middle) for middle in others) < 0.3 * line.size for line in column)
        if level < 0.6 * min(len(column), len(others)):
            return False
    return True


def _looks_tabular(rows: Sequence[Cells], columns: Sequence[Sequence[Line]]) -> bool:
    """Figures below one another, labels with their values, or many short cells without addresses among them."""
    filled = [row for row in rows if sum(bool(cell) for cell in row) > 1]
    if len(filled) < max(2, 0.6 * len(rows)):
        return False
    if any(_figures(column) >= 0.6 for column in columns[1:]):
        return True
    if len(columns) == 2:
        return _is_labelled(columns[0])
    points = sum(bool(_POINT.search(line.text)) for column in columns for line in column)
    cells = sum(bool(cell) for row in rows for cell in row)
    return len(filled) >= 3 and points < 0.1 * cells and cells >= 0.7 * len(rows) * len(columns)


def _figures(lines: Sequence[Line]) -> float:
    """The share of cells with a figure, the header left out."""
    body = lines[1:] if len(lines) > 2 else lines
    return sum(is_figure(line.text) for line in body) / len(body)


def _is_labelled(lines: Sequence[Line]) -> bool:
    ends = sum(line.text.rstrip().endswith((":", "：")) for line in lines)
    return ends >= 0.6 * len(lines)


def _headers(rows: Sequence[Cells]) -> int:
    """One header row where its words are bold or without figures above figures."""
    first = [word for cell in rows[0] for word in cell]
    below = [word for row in rows[1:] for word in row[-1]]
    bold = all(word.bold for word in first) and not all(word.bold for word in below)
    plain = not any(character.isdigit() for word in first for character in word.text)
    figures = sum(any(character.isdigit() for character in word.text) for word in below)
    return 1 if bold or (plain and figures >= 0.5 * max(1, len(below))) else 0


def level_bands(
    left: Sequence[Rect], right: Sequence[Rect], headings: Sequence[Rect] = ()
) -> list[tuple[float, float]]:
    """Heights between which two columns are to be read: one stretch, or several where both begin anew together.

    They do below tall white space, where cards stand in rows, and below a heading in `headings` (all in the left
    column) that has nothing beside it.
    """
    em = _em(left, right)
    widths = (_widest(left, em), _widest(right, em))
    starts = sorted((top, gap) for top, gap in _level_starts(left, right, em) if gap > BETWEEN_CARDS * em)
    stretches = _stretches([top for top, _ in starts])
    cards = [
        all(are_cards(part, em, width) for part, width in zip(parts, widths, strict=True)) and _tall(parts, em)
        for parts in ([_between(side, *stretch) for side in (left, right)] for stretch in stretches)
    ]
    cuts = [
        top - 0.5 * gap
        for index, (top, gap) in enumerate(starts)
        if gap > CLEAR * em
        or (gap > BESIDE_CARDS * em and (cards[index] or cards[index + 1]))
        or (cards[index] and cards[index + 1])
    ]
    edges = [float("-inf")]
    above_headings = set(_heading_cuts(left, right, headings, em))
    for cut in sorted({*cuts, *above_headings}):
        sides = [_between(side, edges[-1], cut) for side in (left, right)]
        if cut in above_headings or _tall(sides, em):
            edges.append(cut)
    return _stretches(edges[1:])


def _stretches(cuts: Sequence[float]) -> list[tuple[float, float]]:
    edges = [float("-inf"), *cuts, float("inf")]
    return list(itertools.pairwise(edges))


def _between(rects: Sequence[Rect], top: float, bottom: float) -> list[Rect]:
    return [rect for rect in rects if top <= rect.middle < bottom]


def _em(left: Sequence[Rect], right: Sequence[Rect]) -> float:
    return sorted(rect.height for rect in (*left, *right))[(len(left) + len(right)) // 2]


def _level_starts(left: Sequence[Rect], right: Sequence[Rect], em: float) -> list[tuple[float, float]]:
    """Where both columns go on at one height after white space: (top, height of the space that they share)."""
    found = []
    for bottom, top in _spaces(left):
        for other_bottom, other_top in _spaces(right):
            gap = min(top, other_top) - max(bottom, other_bottom)
            level = LEVEL if gap > 1.5 * em else 0.6 * LEVEL
            if abs(top - other_top) < level * em and gap > 0:
                found.append((min(top, other_top), gap))
    return found


def _tall(sides: Sequence[Sequence[Rect]], em: float) -> bool:
    """Whether each side has more than a single line, or a box."""
    return all(sum(max(1, round(rect.height / (1.3 * em))) for rect in side) >= 2 for side in sides)


def _heading_cuts(left: Sequence[Rect], right: Sequence[Rect], headings: Sequence[Rect], em: float) -> list[float]:
    """Above each heading that stands alone and below which both columns begin at one height."""
    cuts = []
    for heading in headings:
        beside = [rect for rect in right if rect.bottom > heading.top - 0.3 * em and rect.top < heading.bottom]
        above = [rect for rect in right if rect.bottom <= heading.top]
        tops = [[rect.top for rect in side if rect.top >= heading.bottom - 2] for side in (left, right)]
        level = all(tops) and abs(min(tops[0]) - min(tops[1])) < 0.35 * em
        near = bool(tops[0]) and min(tops[0]) - heading.bottom < 2.5 * em
        if not beside and above and level and near:
            cuts.append(heading.top - 1)
    return cuts


def short_tail(left: Sequence[Rect], right: Sequence[Rect]) -> list[Rect]:
    """The short lines at the foot of the left column, below white space, that have nothing beside them.

    Cards end there; what follows stands below both columns.
    """
    if not left or not right:
        return []
    em = _em(left, right)
    foot = max(rect.bottom for rect in right)
    if not are_cards(right, em, _widest(right, em)):
        return []
    width = _widest(left, em)
    for bottom, top in _spaces(left):
        tail = [rect for rect in left if rect.top >= top - 1]
        before = [rect for rect in left if rect.bottom <= bottom + 1]
        if top > foot - 1 and top - bottom > em and before and are_cards(tail, em, 1.3 * width):
            return tail
    return []


def are_cards(rects: Sequence[Rect], em: float, width: float) -> bool:
    """Whether a column whose widest line has this width holds short lines or boxes, not running text."""
    lines = _whole_lines(rects, em)
    return sum(line.width > 0.8 * width for line in lines) <= 0.4 * len(lines)


def _widest(rects: Sequence[Rect], em: float) -> float:
    return max((line.width for line in _whole_lines(rects, em)), default=0.0)


def _whole_lines(rects: Sequence[Rect], em: float) -> list[Rect]:
    """Lines of text, the parts of justified ones put together; tables and boxes left out."""
    lines: list[Rect] = []
    for rect in sorted((r for r in rects if r.height < 2 * em), key=lambda r: (round(r.middle), r.x0)):
        last = lines[-1] if lines else None
        if last and last.same_line(rect) and 0 <= rect.x0 - last.x1 < 1.5 * em:
            lines[-1] = around((last, rect))
        else:
            lines.append(rect)
    return lines


def _spaces(rects: Sequence[Rect]) -> list[tuple[float, float]]:
    """The white spaces between what stands below one another: (bottom of one, top of the next)."""
    spaces = []
    ordered = sorted(rects, key=lambda rect: rect.top)
    bottom = ordered[0].bottom
    for rect in ordered[1:]:
        if rect.top > bottom:
            spaces.append((bottom, rect.top))
        bottom = max(bottom, rect.bottom)
    return spaces
