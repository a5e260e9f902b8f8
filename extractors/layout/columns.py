"""Reading order: gutters part the words of a page into columns, what spans a gutter parts the columns into bands."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.layout.bands import as_table, level_bands, short_tail
from extractors.layout.furniture import is_caption
from extractors.layout.grid import is_figure, usual_size
from extractors.layout.shapes import Aside, Flow, Piece, Rect, Table, Word, around
from extractors.layout.words import fragments_of, is_marker, line_of, rows_of

# A gutter is at least this wide, in font sizes, by the number of lines beside it.
GUTTER = ((2, 1.6), (3, 1.1), (5, 0.8), (8, 0.65))
NARROWEST = 0.6
# White space beside fewer lines than this may be that between the words of justified lines.
RIVER = 7
# Lines, at most, of what spans a gutter that happen to have a blank just there.
SLIPS = 2
# A column's lines begin within so many font sizes of its gutter.
INDENTED = 3.0
# Columns nest: a page, its columns, a box in one, contacts in it.
DEEPEST = 12
_EDGE = 0.5


@dataclass(frozen=True, slots=True)
class Item:
    """Words of one line without a wide gap, or a table or aside, which is one thing here."""

    rect: Rect
    words: tuple[Word, ...] = ()
    piece: Piece | None = None


@dataclass(frozen=True, slots=True)
class Gutter:
    """White space between two columns, from `top` to `bottom`."""

    x0: float
    x1: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Field:
    """Where gutters are looked for: what stands there by height, lines that no gutter crosses, the font size."""

    rects: list[Rect]
    barriers: Sequence[Rect]
    em: float
    middles: list[float]
    figures: frozenset[Rect] = frozenset()

    def between(self, top: float, bottom: float) -> list[Rect]:
        """What has its middle between two heights."""
        return self.rects[bisect_left(self.middles, top) : bisect_right(self.middles, bottom)]


def arrange(
    words: Sequence[Word], tables: Sequence[Table] = (), panels: Sequence[Rect] = (), barriers: Sequence[Rect] = ()
) -> tuple[Piece, ...]:
    """Words, tables and what stands in panels in reading order; `barriers` are lines that no column crosses."""
    rest, items = list(words), [Item(table.rect, piece=table) for table in tables]
    for panel in _outermost(panels):
        held = [word for word in rest if panel.holds(word.rect)]
        inside = [item for item in items if panel.holds(item.rect) and item.piece is not None]
        if not _is_aside(panel, held, inside, rest, items):
            continue
        inner = [other for other in panels if other != panel and panel.holds(other)]
        inner_tables = [item.piece for item in inside if isinstance(item.piece, Table)]
        pieces = arrange(held, inner_tables, inner, [b for b in barriers if panel.holds(b)])
        gone = set(map(id, held))
        rest = [word for word in rest if id(word) not in gone]
        items = [item for item in items if item not in inside]
        items.append(Item(panel, piece=Aside(panel, pieces)))
    items += [Item(around(w.rect for w in part), tuple(part)) for part in fragments_of(_with_markers(rest))]
    return tuple(_joined(_ordered(items, barriers, 0)))


def _outermost(panels: Sequence[Rect]) -> list[Rect]:
    return [p for p in panels if not any(o != p and o.holds(p) and not (p.holds(o) and p > o) for o in panels)]


def _is_aside(panel: Rect, held: list[Word], inside: list[Item], words: list[Word], items: list[Item]) -> bool:
    """Whether a panel holds something, not all, and cuts through no word."""
    if (not held and not inside) or (len(held) == len(words) and len(inside) == len(items)):
        return False
    cut = sum(
        word.rect.x0 < panel.x1 - 2 and word.rect.x1 > panel.x0 + 2
        and word.rect.top < panel.bottom - 2 and word.rect.bottom > panel.top + 2
        and not panel.holds(word.rect)
        for word in words
    )  # fmt: skip
    return cut <= 0.02 * len(held)


def _with_markers(words: Iterable[Word]) -> list[Word]:
    """Words of which a bullet or a number before an item reaches as far as the item's first word.

    Else the white space after a row of bullets would look like a gutter.
    """
    result: list[Word] = []
    rows = rows_of(words)
    starts = Counter(round(word.rect.x0) for row in rows for word in row if is_marker(word.text))
    for row in rows:
        for index, word in enumerate(row):
            after = row[index + 1] if index + 1 < len(row) else None
            before = row[index - 1] if index else None
            # In the middle of a row a dash may be a dash: a marker of the next column has others above or below.
            first = before is None or (
                word.rect.x0 - before.rect.x1 > 1.3 * word.size and starts[round(word.rect.x0)] > 1
            )
            if first and after and is_marker(word.text) and after.rect.x0 - word.rect.x1 < 3.2 * after.size:
                reach = Rect(word.rect.x0, word.rect.top, max(word.rect.x1, after.rect.x0 - 0.1), word.rect.bottom)
                word = Word(word.text, reach, word.bold, word.blank, ())  # noqa: PLW2901
                row[index + 1] = Word(after.text, after.rect, after.bold, after.blank or " ", after.edges)
            result.append(word)
    return result


def _ordered(items: list[Item], barriers: Sequence[Rect], depth: int) -> list[Piece]:
    """Items in reading order: above a gutter, left of it, right of it, below it."""
    gutter = find_gutter(items, barriers) if depth < DEEPEST else None
    if gutter is None:
        return _in_rows(items)
    band, above, below = _parts(items, gutter)
    left = [item for item in band if item.rect.x1 <= (gutter.x0 + gutter.x1) / 2]
    right = [item for item in band if item.rect.x1 > (gutter.x0 + gutter.x1) / 2]
    if not left or not right or (len(band) == len(items) and not above and not below and not (left and right)):
        return _in_rows(items)
    left, late = _heading_of_next(left, right, below)
    below = late + below
    pieces = _ordered(above, barriers, depth + 1) if above else []
    pieces += _band(left, right, barriers, depth)
    return pieces + (_ordered(below, barriers, depth + 1) if below else [])


def _band(left: list[Item], right: list[Item], barriers: Sequence[Rect], depth: int) -> list[Piece]:
    """The columns beside a gutter, one after the other, unless they are a table or cards in rows."""
    band = left + right
    if all(item.words for item in band):
        words = [word for item in band for word in item.words]
        table = as_table(words)
        if table:
            return [table]
    heads = [item.rect for item in left if _is_bold(item) or _size(item) > 1.08 * usual_size(_words(band))]
    bands = level_bands([item.rect for item in left], [item.rect for item in right], heads)
    pieces: list[Piece] = []
    for top, bottom in bands:
        first, second = ([item for item in side if top <= item.rect.middle < bottom] for side in (left, right))
        tail = short_tail([item.rect for item in first], [item.rect for item in second])
        late = [item for item in first if item.rect in tail]
        for part in ([item for item in first if item.rect not in tail], second, late):
            pieces += _ordered(part, barriers, depth + 1) if part else []
    return pieces


def _words(items: Iterable[Item]) -> list[Word]:
    return [word for item in items for word in item.words] or [Word("", Rect(0, 0, 0, 10))]


def _parts(items: list[Item], gutter: Gutter) -> tuple[list[Item], list[Item], list[Item]]:
    """Items beside the gutter, above it and below it."""
    band = [item for item in items if gutter.top <= item.rect.middle <= gutter.bottom]
    above = [item for item in items if item.rect.middle < gutter.top]
    below = [item for item in items if item.rect.middle > gutter.bottom]
    return band, above, below


def _heading_of_next(left: list[Item], right: list[Item], below: list[Item]) -> tuple[list[Item], list[Item]]:
    """The left column without the heading at its foot that belongs to what spans the page below, and that heading."""
    foot = max(item.rect.bottom for item in right)
    low = sorted((item for item in left if item.rect.top > foot + 1), key=lambda item: item.rect.middle)
    if not below or not low:
        return left, []
    body = [item for item in left + right if not _is_bold(item)]
    size = usual_size([word for item in body for word in item.words] or [word for item in low for word in item.words])
    heads: list[Item] = []
    while low and len(heads) < 4 and (_is_bold(low[-1]) or _size(low[-1]) > 1.08 * size):
        heads.insert(0, low.pop())
    if not heads and low:
        heads = _caption_of(low, below)
    rest = [item for item in left if item not in heads]
    if not heads or not rest or heads[0].rect.top - max(item.rect.bottom for item in rest) < 0.2 * size:
        return left, []
    return rest, heads


def _caption_of(low: list[Item], below: list[Item]) -> list[Item]:
    """The line at the foot of a column that says what the table or figure below is, if there is one below."""
    first = min(below, key=lambda item: item.rect.top)
    row = [item for item in low if item.rect.same_line(low[-1].rect)]
    words = [word for item in row for word in item.words]
    if not words or first.rect.top - low[-1].rect.bottom > 2 * usual_size(words):
        return []
    return row if is_caption(line_of(words).text) else []


def _is_bold(item: Item) -> bool:
    return bool(item.words) and all(word.bold for word in item.words)


def _size(item: Item) -> float:
    return usual_size(item.words) if item.words else 0.0


def _in_rows(items: list[Item]) -> list[Piece]:
    """One column: lines from the top down, tables and asides where they stand."""
    words = [word for item in items for word in item.words]
    rows = [(around(word.rect for word in row), row) for row in rows_of(words)]
    entries: list[tuple[Rect, Piece]] = [(rect, Flow((line_of(row),))) for rect, row in rows]
    entries += [(item.rect, item.piece) for item in items if item.piece is not None]
    entries.sort(key=lambda entry: (entry[0].top if isinstance(entry[1], Flow) else entry[0].top + 1, entry[0].x0))
    pieces: list[Piece] = []
    for _, piece in entries:
        last = pieces[-1] if pieces else None
        if isinstance(piece, Flow) and isinstance(last, Flow):
            pieces[-1] = Flow(last.lines + piece.lines)
        else:
            pieces.append(piece)
    return pieces


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Flows as one where the first lines of a column were parted from those below."""
    result: list[Piece] = []
    for piece in pieces:
        last = result[-1] if result else None
        if isinstance(piece, Flow) and isinstance(last, Flow) and _goes_on_below(last, piece):
            result[-1] = Flow(last.lines + piece.lines)
        else:
            result.append(piece)
    return result


def _goes_on_below(last: Flow, piece: Flow) -> bool:
    before, after = last.rect, piece.rect
    within = after.x0 - 3 <= before.x0 and before.x1 <= after.x1 + 3
    return within and piece.lines[0].rect.top >= last.lines[-1].rect.middle - 1


def find_gutter(items: Sequence[Item], barriers: Sequence[Rect] = ()) -> Gutter | None:
    """The tallest white space that parts items into two columns, or None."""
    words = [word for item in items for word in item.words]
    if (len(items) < 4 and all(item.words for item in items)) or len(items) < 2:
        return None
    em = usual_size(words) if words else 10.0
    rects = sorted((item.rect for item in items), key=lambda rect: rect.middle)
    figures = frozenset(item.rect for item in items if item.words and is_figure(line_of(item.words).text))
    field = Field(rects, barriers, em, [rect.middle for rect in rects], figures)
    best: tuple[float, float, Gutter] | None = None
    for x0, x1 in _candidates(rects, em * NARROWEST):
        for gutter, height in _runs(field, x0, x1):
            rank = (round(height), gutter.x1 - gutter.x0, gutter)
            if best is None or rank[:2] > best[:2]:
                best = rank
    return _without_slips(best[2], field) if best else None


def _candidates(rects: Sequence[Rect], width: float) -> list[tuple[float, float]]:
    """Strips left of where items begin, and right of where they end."""
    starts = {round(rect.x0) for rect in rects}
    ends = {round(rect.x1) for rect in rects}
    leftmost, rightmost = min(starts), max(ends)
    strips = {(x - width - _EDGE, x - _EDGE) for x in starts if x > leftmost + width}
    return sorted(strips | {(x + _EDGE, x + width + _EDGE) for x in ends if x < rightmost - width})


def _runs(field: Field, x0: float, x1: float) -> list[tuple[Gutter, float]]:
    """The free stretches of a strip with columns on either side, and how good a gutter each is.

    That is the height that both columns share, less where the lines on the right begin far from the gutter.
    """
    stops = [rect for rect in (*field.rects, *field.barriers) if rect.x0 < x1 - _EDGE and rect.x1 > x0 + _EDGE]
    stops.sort(key=lambda rect: rect.top)
    free: list[tuple[float, float]] = []
    reach = float("-inf")
    for stop in stops:
        if stop.top > reach:
            free.append((reach, stop.top))
        reach = max(reach, stop.bottom)
    free.append((reach, float("inf")))
    found = []
    for top, bottom in free:
        if bottom - top < 1.5 * field.em:
            continue
        gutter = _gutter_in(field, (x0, x1), (top, bottom))
        if gutter:
            found.append(gutter)
    return found


def _gutter_in(field: Field, strip: tuple[float, float], stretch: tuple[float, float]) -> tuple[Gutter, float] | None:
    top, bottom = stretch
    em = field.em
    inside = field.between(top, bottom)
    left = [rect for rect in inside if rect.x1 <= strip[0] + _EDGE * 2]
    right = [rect for rect in inside if rect.x0 >= strip[1] - _EDGE * 2]
    if not left or not right:
        return None
    first = max(min(rect.top for rect in left), min(rect.top for rect in right))
    last = min(max(rect.bottom for rect in left), max(rect.bottom for rect in right))
    if last - first < 1.5 * em:
        return None
    x0 = max((rect.x1 for rect in left if rect.bottom > first and rect.top < last), default=strip[0])
    x1 = min((rect.x0 for rect in right if rect.bottom > first and rect.top < last), default=strip[0])
    if x1 <= x0:
        return None
    lines = min(_lines([r for r in side if r.bottom > first and r.top < last], em) for side in (left, right))
    needed = min((share for count, share in GUTTER if lines >= count), default=None)
    if needed is None or x1 - x0 < needed * em:
        return None
    starts = _row_starts([rect for rect in right if rect.bottom > first and rect.top < last])
    aligned = max(sum(abs(rect.x0 - other.x0) < 0.6 for other in starts) for rect in starts) / len(starts)
    if lines < RIVER and aligned < 0.6 and sum(rect in field.figures for rect in starts) < 0.5 * len(starts):
        return None
    beside = sum(rect.x0 < x1 + INDENTED * em for rect in starts) / len(starts)
    start = min(rect.top for rect in (*left, *right))
    low = min(rect.top for rect in right)
    leading = [rect for rect in left if rect.bottom <= low]
    if leading:
        start = max(rect.bottom for rect in leading) + _EDGE
    return Gutter(x0, x1, min(start, first), max(rect.bottom for rect in inside)), (last - first) * beside


def _row_starts(rects: Sequence[Rect]) -> list[Rect]:
    """The first rectangle of each row: where a column begins these stand below one another, in a river they do not."""
    starts: list[Rect] = []
    for rect in sorted(rects, key=lambda r: (r.middle, r.x0)):
        if starts and rect.same_line(starts[-1]):
            starts[-1] = min(starts[-1], rect)
        else:
            starts.append(rect)
    return starts


def _lines(rects: Sequence[Rect], em: float) -> int:
    """How many lines of text these items hold."""
    count, reach = 0, float("-inf")
    for rect in sorted(rects, key=lambda item: item.middle):
        if rect.middle > reach:
            count += max(1, int(rect.height / (1.2 * em)))
            reach = max(reach, rect.middle + 0.4 * min(rect.height, em)) if rect.height < 2 * em else rect.bottom
    return count


def _without_slips(gutter: Gutter, field: Field) -> Gutter:
    """The gutter without the lines at its top and at its foot that span it and only have a wide blank just there."""
    for _ in range(2 * SLIPS):
        inside = field.between(gutter.top, gutter.bottom)
        left = _row_ends([rect for rect in inside if rect.x1 <= gutter.x0 + _EDGE * 2])
        right = _row_starts([rect for rect in inside if rect.x0 >= gutter.x1 - _EDGE * 2])
        if min(len(left), len(right)) < 3:
            return gutter
        starts = [round(rect.x0) for rect in right]
        begin = max(starts, key=lambda x: (starts.count(x), -x))
        for first, last in ((left[0], right[0]), (left[-1], right[-1])):
            others = [rect.x1 for rect in left if rect is not first]
            slips = last.x0 < begin - 3 or (abs(last.x0 - begin) > 3 and first.x1 > max(others) + 3)
            if not slips or not first.same_line(last) or max(first.height, last.height) > 2 * field.em:
                continue
            rest = ([r for r in left if r is not first], [r for r in right if r is not last])
            wider = _narrowed(gutter, first, last, rest)
            other = last.x0 > begin + INDENTED * field.em and first.x1 > max(others) + 3
            if other or wider.x1 - wider.x0 > 1.7 * (last.x0 - first.x1):
                gutter = wider
                break
        else:
            return gutter
    return gutter


def _narrowed(gutter: Gutter, first: Rect, last: Rect, rest: tuple[list[Rect], list[Rect]]) -> Gutter:
    """The gutter between the columns that are left, when the row of `first` and `last` is taken off its end."""
    x0, x1 = max(rect.x1 for rect in rest[0]), min(rect.x0 for rect in rest[1])
    rows = [*rest[0], *rest[1]]
    if first.middle < min(rect.middle for rect in rows):
        return Gutter(x0, x1, max(first.bottom, last.bottom), gutter.bottom)
    return Gutter(x0, x1, gutter.top, min(first.top, last.top))


def _row_ends(rects: Sequence[Rect]) -> list[Rect]:
    """The last rectangle of each row."""
    mirrored = [Rect(-rect.x1, rect.top, -rect.x0, rect.bottom) for rect in rects]
    return [Rect(-rect.x1, rect.top, -rect.x0, rect.bottom) for rect in _row_starts(mirrored)]
