"""Finds tables from lines and grounds: full lattices, rules between rows, a few rules, or striped rows."""

from collections.abc import Sequence
from itertools import pairwise

from extractors.layout.furniture import is_caption
from extractors.layout.graphics import TOUCH, Edges
from extractors.layout.grid import COLUMN_GAP, table_in, usual_size
from extractors.layout.shapes import Rect, Table, Word, around
from extractors.layout.words import fragments_of, is_marker, line_of, rows_of

# Groups of lines of one table begin and end within this many points of one another.
SAME_SIDE = 5.0
# Of the rows of text between two rules of a table, this share has more than one cell.
CELLED = 0.4
# A row that continues a table beyond its last line or ground stands nearer than this, in font sizes.
NEXT_ROW = 1.3


def find_tables(words: Sequence[Word], groups: Sequence[Edges]) -> list[Table]:
    """Tables that lines or grounds give away, from the top down; none lies in another."""
    found: list[Table] = []
    waiting = [group for group in groups if group.rect.width > 40]
    while waiting:
        chain = _chain(waiting, words)
        table, used = None, 1
        for length in range(len(chain), 0, -1):
            table, used = _table_of(chain[:length], words), length
            if table:
                break
        gone = chain[: used if table else 1]
        waiting = [group for group in waiting if group not in gone]
        if table and not any(other.rect.holds(table.rect) for other in found):
            found = [other for other in found if not table.rect.holds(other.rect)]
            found.append(table)
            waiting = [group for group in waiting if not table.rect.holds(group.rect)]
    return found


def _chain(groups: Sequence[Edges], words: Sequence[Word]) -> list[Edges]:
    """The first group, and those below of the same width with rows of cells in between."""
    chain = [groups[0]]
    for group in groups[1:]:
        last = chain[-1].rect
        if abs(group.rect.x0 - last.x0) > SAME_SIDE or abs(group.rect.x1 - last.x1) > SAME_SIDE:
            continue
        if group.rect.top < last.bottom - 1:
            continue
        between = Rect(last.x0, last.bottom, last.x1, group.rect.top)
        if not _celled(between, words):
            break
        chain.append(group)
    return chain


def _inside(words: Sequence[Word], rect: Rect, slack: float = 2.0) -> list[Word]:
    return [
        word
        for word in words
        if rect.x0 - slack <= (word.rect.x0 + word.rect.x1) / 2 <= rect.x1 + slack
        and rect.top - slack <= word.rect.middle <= rect.bottom + slack
    ]


def _celled(between: Rect, words: Sequence[Word]) -> bool:
    """Whether the space between two groups of lines is narrow and empty, or holds rows of cells within its sides."""
    inside = [w for w in words if between.top - 1 <= w.rect.middle <= between.bottom + 1
              and w.rect.x1 > between.x0 and w.rect.x0 < between.x1]  # fmt: skip
    if not inside:
        return between.height < 30
    if any(word.rect.x0 < between.x0 - 3 or word.rect.x1 > between.x1 + 3 for word in inside):
        return False
    rows = rows_of(inside)
    celled = sum(_cell_count(row) > 1 for row in rows)
    return celled >= CELLED * len(rows) or _cell_count(rows[0], 2 * COLUMN_GAP) > 1


def _cell_count(row: Sequence[Word], gap: float = COLUMN_GAP) -> int:
    """How many cells a row seems to have; a bullet and what it introduces are one."""
    parts = fragments_of(row, gap)
    return sum(len(part) > 1 or not is_marker(part[0].text) for part in parts)


def _table_of(chain: Sequence[Edges], words: Sequence[Word]) -> Table | None:
    """The table that a chain of groups makes up, with the open rows above and below it."""
    edges = chain[0]
    for group in chain[1:]:
        edges = edges.joined(group)
    if any(_straddles(word.rect, edges.rect) for word in words):
        return None
    rect = edges.rect
    first, last = chain[0].rect, chain[-1]
    if first.height < 3 and not _inner(edges):
        rect = _upwards(rect, words)
    elif len(chain) > 1 and _is_open(chain[0], top=True):
        rect = _upwards(rect, words, rows=1, bounds=_inner(edges))
    if _is_open(last) or (len(chain) == 1 and _is_plain(edges)):
        rect = _downwards(rect, words, edges)
    if rect.height < 6 or (len(chain) == 1 and rect == edges.rect and _is_plain(edges)):
        return None
    return table_in(_inside(words, rect), rect, edges)


def _is_open(edges: Edges, *, top: bool = False) -> bool:
    """Whether a ground, not a line, is what is drawn at the end: a row without a ground may stand beyond it."""
    side = 1 if top else 3
    drawn = [edge for edge in edges.across if abs(edge[side] - edges.rect[side]) < TOUCH]
    return bool(edges.grounds) and all(
        any(abs(ground[side] - edge[side]) < 0.1 for ground in edges.grounds) for edge in drawn
    )


def _is_plain(edges: Edges) -> bool:
    """Whether nothing is drawn inside the outline: a frame or a ground, not a table."""
    rect = edges.rect
    return not any(rect.top + 4 < edge.top < rect.bottom - 4 for edge in edges.across) and not any(
        rect.x0 + 4 < edge.x0 < rect.x1 - 4 for edge in edges.down
    )


def _straddles(word: Rect, rect: Rect) -> bool:
    """Whether the word sticks out on one side of the rectangle."""
    if not rect.top + 1 <= word.middle <= rect.bottom - 1:
        return False
    return word.x0 < rect.x0 - 3 < word.x1 - 3 or word.x0 + 3 < rect.x1 + 3 < word.x1


def _downwards(rect: Rect, words: Sequence[Word], edges: Edges) -> Rect:
    """The rectangle with the rows of cells right below it, which keep to its columns."""
    bounds = _inner(edges)
    below = [w for w in words if w.rect.middle > rect.bottom and w.rect.x1 > rect.x0 and w.rect.x0 < rect.x1]
    taken: list[Word] = []
    bottom = rect.bottom
    for row in rows_of(below):
        fits = _fits(row, rect, bounds)
        gap = min(word.rect.top for word in row) - bottom
        near = NEXT_ROW * usual_size(taken or row)
        if not fits or gap > near or (_cell_count(row) < 2 and not (taken and gap < near / 3)):
            break
        taken += row
        bottom = max(word.rect.bottom for word in row)
    if not taken or _is_prose(taken):
        return rect
    return Rect(rect.x0, rect.top, rect.x1, bottom + 1)


def _upwards(rect: Rect, words: Sequence[Word], *, rows: int = 3, bounds: Sequence[float] = ()) -> Rect:
    """The rectangle with the header right above it, of so many rows at most."""
    above = [w for w in words if w.rect.middle < rect.top and w.rect.x1 > rect.x0 and w.rect.x0 < rect.x1]
    top = rect.top
    for row in reversed(rows_of(above)[-rows:]):
        gap = top - max(word.rect.bottom for word in row)
        cells = _cell_count(row, COLUMN_GAP * 1.6)
        if not _fits(row, rect, bounds) or gap > 0.8 * usual_size(row) or cells < 2 or is_caption(line_of(row).text):
            break
        top = min(word.rect.top for word in row) - 1
    return Rect(rect.x0, top, rect.x1, rect.bottom)


def _inner(edges: Edges) -> list[float]:
    """Where vertical lines stand inside the outline."""
    return [edge.x0 for edge in edges.down if edges.rect.x0 + TOUCH < edge.x0 < edges.rect.x1 - TOUCH]


def _fits(row: Sequence[Word], rect: Rect, bounds: Sequence[float]) -> bool:
    """Whether a row keeps within the sides of a table and to its columns."""
    return all(
        rect.x0 - 3 <= word.rect.x0
        and word.rect.x1 <= rect.x1 + 3
        and not any(word.rect.x0 + 2 < bound < word.rect.x1 - 2 for bound in bounds)
        for word in row
    )


def _is_prose(words: Sequence[Word]) -> bool:
    """Whether the gaps are those of a justified line: none lies under another."""
    rows = rows_of(words)
    gaps = [_holes(row) for row in rows]
    if len(rows) < 2:
        return False
    shared = sum(
        any(max(a, c) + 2 < min(b, d) for a, b in before for c, d in after) for before, after in pairwise(gaps)
    )
    return shared < 0.5 * (len(rows) - 1)


def _holes(row: Sequence[Word]) -> list[tuple[float, float]]:
    parts = [around(word.rect for word in fragment) for fragment in fragments_of(row, COLUMN_GAP)]
    return [(before.x1, after.x0) for before, after in pairwise(parts)]
