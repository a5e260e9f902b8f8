"""Rows and columns of a table, from lines where there are some and from the white space between words where not."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extractors.layout.graphics import TOUCH, Edges
from extractors.layout.shapes import Line, Rect, Table, TableCell, Word
from extractors.layout.words import fragments_of, is_wide, lines_of, rows_of

# White space between columns, in font sizes: more than a blank between the groups of a number.
COLUMN_GAP = 0.5
# With rules only above and below, under the header and above a total there are no more stretches than this.
FEW_BANDS = 3
# A jump between the gaps of lines inside a row and between rows, in font sizes.
ROW_JUMP = 0.12
# Lines of running text have more words than this, or twice as many Chinese characters.
PROSE_WORDS = 4.5
_FIGURE = re.compile(
    r"[^\w]*(?:[A-Z]{3}\s?)?[^\w]*\d[\d\s.,'’%‰/–-]*(?:%|[^\W\d]{0,3})[^\w]*|[-–—*]|n/?a\.?", re.IGNORECASE
)
_NOT_HEADER = re.compile(r"@|\+\d|\d(?<!19\d\d)(?<!20\d\d)(?!\d)")

Row = list[list[Word]]


def table_in(words: Sequence[Word], rect: Rect, edges: Edges | None = None) -> Table | None:
    """The table in a rectangle, or None where its words do not stand in rows and columns."""
    if not words:
        return None
    size = usual_size(words)
    lattice = _lattice(words, rect, edges) if edges else []
    bounds = lattice or column_bounds(words, rect)
    if len(bounds) < 3:
        return None
    levels = _levels(rect, edges)
    bands = _in_bands(words, levels)
    full = bool(lattice) and len(levels) > 3
    rows: list[tuple[float, Row]] = []
    for top, band in bands:
        rows += [
            (top, _cells(part, bounds, edges))
            for part in _split_band(band, bounds, full=full, many=len(bands) > FEW_BANDS)
        ]
    if full and edges:
        rows = _with_row_spans(rows, bounds, edges)
    rows = [row for row in rows if any(row[1])]
    if len(rows) < 2 and not full:
        return None
    if not full and ((len(levels) < 5 and _is_prose(words, bounds)) or not _tabular([row for _, row in rows], size)):
        return None
    return build(rect, [row for _, row in rows], bounds, _header_count(rows, rect, edges))


def _split_band(words: list[Word], bounds: Sequence[float], *, full: bool, many: bool) -> list[list[Word]]:
    """The rows between two lines: one in a lattice or where there are many lines, unless numbers stand in stacks."""
    if full:
        return rows_of(words) if _is_stack(words, bounds) else [words]
    return [words] if many and not _has_stacked_figures(words, bounds) else split_rows(words, bounds)


def _is_stack(words: Sequence[Word], bounds: Sequence[float]) -> bool:
    """Whether most columns have the same number of lines, and numbers among them: rows without lines between them."""
    columns = [column for column in _columns(words, bounds) if column]
    counts = [len(column) for column in columns]
    usual = max(counts, key=counts.count)
    figures = sum(all(is_figure(line.text) for line in column) for column in columns if len(column) == usual)
    return usual > 1 and len(columns) > 2 and counts.count(usual) >= 0.7 * len(counts) and figures > 1


def _columns(words: Sequence[Word], bounds: Sequence[float]) -> list[list[Line]]:
    found: list[list[Word]] = [[] for _ in bounds[:-1]]
    for word in words:
        found[column_at(bounds, (word.rect.x0 + word.rect.x1) / 2)].append(word)
    return [lines_of(column) for column in found]


def _is_prose(words: Sequence[Word], bounds: Sequence[float]) -> bool:
    """Whether every column is running text of some length."""
    return all(len(column) > 5 and is_running(column) for column in _columns(words, bounds))


def _words_in(line: Line) -> float:
    wide = sum(is_wide(character) for character in line.text)
    return wide / 2 + len([word for word in line.text.split() if not is_wide(word[0])])


def is_running(lines: Sequence[Line]) -> bool:
    """Whether these lines are a paragraph: several words on each, and most of them full."""
    if len(lines) < 3:
        return False
    widest = max(line.rect.width for line in lines)
    full = sum(line.rect.width > 0.8 * widest for line in lines)
    return sum(map(_words_in, lines)) / len(lines) >= PROSE_WORDS and full >= 0.6 * len(lines)


def build(rect: Rect, rows: Sequence[Row], bounds: Sequence[float], headers: int) -> Table:
    """A table of rows of cells of words."""
    cells = [
        TableCell(number, column, tuple(lines_of(cell)), header=number < headers)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    ]
    return Table(rect, tuple(cells), tuple(bounds))


def usual_size(words: Sequence[Word]) -> float:
    """The median font size."""
    sizes = sorted(word.size for word in words)
    return sizes[len(sizes) // 2]


def column_bounds(words: Sequence[Word], rect: Rect, gap: float = COLUMN_GAP) -> list[float]:
    """Left edges of the columns and the right edge, from white space that runs through (nearly) all rows."""
    rows = rows_of(words)
    allowed = 0 if len(rows) < 4 else max(1, int(len(rows) * 0.15))
    size = usual_size(words)
    events: list[tuple[float, int]] = []
    for row in rows:
        for x0, x1 in _runs(row, size * gap):
            events += [(x0, 1), (x1, -1)]
    events.sort()
    bounds: list[float] = []
    depth, free_from = 0, None
    for x, step in events:
        before, depth = depth, depth + step
        if before > allowed >= depth:
            free_from = x
        elif before <= allowed < depth and free_from is not None:
            if x - free_from >= gap * size * 0.9:
                bounds.append((free_from + x) / 2)
            free_from = None
    return [rect.x0, *_supported(bounds, rows), rect.x1]


def _runs(row: Sequence[Word], gap: float) -> list[tuple[float, float]]:
    runs: list[tuple[float, float]] = []
    for word in row:
        if runs and word.rect.x0 - runs[-1][1] < gap:
            runs[-1] = (runs[-1][0], max(runs[-1][1], word.rect.x1))
        else:
            runs.append((word.rect.x0, word.rect.x1))
    return runs


def _supported(bounds: list[float], rows: Sequence[Sequence[Word]]) -> list[float]:
    """The bounds with words in at least two rows (or all of fewer) on either side, as far as the next bound."""
    needed = min(2, len(rows))
    kept: list[float] = []
    for index, bound in enumerate(bounds):
        after = bounds[index + 1] if index + 1 < len(bounds) else float("inf")
        left = kept[-1] if kept else float("-inf")
        right_rows = sum(any(bound <= word.rect.x0 and word.rect.x1 <= after for word in row) for row in rows)
        left_rows = sum(any(left <= word.rect.x0 and word.rect.x1 <= bound for word in row) for row in rows)
        if right_rows >= needed and left_rows >= needed:
            kept.append(bound)
    return kept


def _clusters(values: Iterable[tuple[float, float]], reach: float = TOUCH) -> list[tuple[float, float]]:
    """Positions with weights: those nearer than `reach` become one, with the weights added."""
    found: list[list[float]] = []
    for position, weight in sorted(values):
        if found and position - found[-1][0] <= reach:
            found[-1][1] += weight
        else:
            found.append([position, weight])
    return [(position, weight) for position, weight in found]


def _lattice(words: Sequence[Word], rect: Rect, edges: Edges) -> list[float]:
    """Column bounds from vertical lines that part the words; empty where there are none inside the table."""
    needed = 0.2 * rect.height
    inside = [
        position
        for position, length in _clusters((edge.x0, edge.height) for edge in edges.down)
        if length >= needed and rect.x0 + TOUCH < position < rect.x1 - TOUCH
    ]
    fit = [x for x in inside if sum(w.rect.x0 + 2 < x < w.rect.x1 - 2 for w in words) <= 0.1 * len(words)]
    return [rect.x0, *fit, rect.x1] if fit else []


def _levels(rect: Rect, edges: Edges | None) -> list[float]:
    """Heights of the lines that run across most of the table, with its top and its bottom."""
    inside = []
    if edges:
        inside = [
            position
            for position, length in _clusters((edge.top, edge.width) for edge in _distinct(edges.across))
            if length >= 0.6 * rect.width and rect.top + TOUCH < position < rect.bottom - TOUCH
        ]
    return [rect.top, *inside, rect.bottom]


def _distinct(across: Iterable[Rect]) -> list[Rect]:
    """Horizontal lines without those that repeat another, such as the sides of two grounds that meet."""
    kept: list[Rect] = []
    for edge in sorted(across, key=lambda rect: -rect.width):
        if not any(abs(o.top - edge.top) <= TOUCH and o.x0 - 1 <= edge.x0 and edge.x1 <= o.x1 + 1 for o in kept):
            kept.append(edge)
    return kept


def _in_bands(words: Sequence[Word], levels: Sequence[float]) -> list[tuple[float, list[Word]]]:
    bands: list[tuple[float, list[Word]]] = [(level, []) for level in levels[:-1]]
    for word in words:
        index = sum(word.rect.middle >= level for level in levels[1:-1])
        bands[index][1].append(word)
    return [band for band in bands if band[1]]


def column_at(bounds: Sequence[float], x: float) -> int:
    """The number of the column in which x lies."""
    return min(len(bounds) - 2, max(0, sum(x >= bound for bound in bounds[1:-1])))


def _cells(words: Sequence[Word], bounds: Sequence[float], edges: Edges | None) -> Row:
    """Words of one row by column; what spans columns stands in the first of them."""
    row: Row = [[] for _ in bounds[:-1]]
    for fragment in fragments_of(words, COLUMN_GAP * 0.9):
        for piece in _cut(fragment, bounds, edges):
            x0, x1 = piece[0].rect.x0, piece[-1].rect.x1
            first = column_at(bounds, x0 + 2)
            column = (
                first if x1 - 2 > bounds[first + 1] and x0 + 2 < bounds[first + 1] else column_at(bounds, (x0 + x1) / 2)
            )
            row[column] += piece
    return row


def _cut(fragment: list[Word], bounds: Sequence[float], edges: Edges | None) -> list[list[Word]]:
    """A run of words cut where a vertical line stands between two of them."""
    pieces = [[fragment[0]]]
    for before, after in pairwise(fragment):
        between = [x for x in bounds[1:-1] if before.rect.x1 - 2 <= x <= after.rect.x0 + 2]
        if edges and any(_stands(edges, x, after.rect.middle) for x in between):
            pieces.append([])
        pieces[-1].append(after)
    return pieces


def _stands(edges: Edges, x: float, y: float) -> bool:
    return any(abs(edge.x0 - x) <= TOUCH and edge.top <= y <= edge.bottom for edge in edges.down)


def _with_row_spans(
    rows: Sequence[tuple[float, Row]], bounds: Sequence[float], edges: Edges
) -> list[tuple[float, Row]]:
    """Words of a cell that goes on below, without a line between, move up into its first row."""
    result = [(top, [list(cell) for cell in row]) for top, row in rows]
    for column in range(len(bounds) - 1):
        middle = (bounds[column] + bounds[column + 1]) / 2
        for index in range(len(result) - 1, 0, -1):
            top, row = result[index]
            closed = any(abs(e.top - top) <= TOUCH and e.x0 <= middle <= e.x1 for e in edges.across)
            if not closed and row[column]:
                result[index - 1][1][column] += row[column]
                row[column] = []
    return result


def split_rows(words: Sequence[Word], bounds: Sequence[float]) -> list[list[Word]]:
    """Words without lines between them, parted into the rows of a table."""
    rows = rows_of(words)
    if len(rows) == 1:
        return rows
    size = usual_size(words)
    gaps = _gaps(rows)
    limit = _jump(gaps, size)
    if limit is None:
        return _rows_by_first_column(rows, bounds)
    groups: list[list[list[Word]]] = [[rows[0]]]
    for gap, row in zip(gaps, rows[1:], strict=True):
        if gap > limit:
            groups.append([])
        groups[-1].append(row)
    found: list[list[Word]] = []
    for group in groups:
        joined = [word for row in group for word in row]
        if len(group) > 1 and _has_stacked_figures(joined, bounds):
            found += _rows_by_first_column(group, bounds)
        else:
            found.append(joined)
    return found


def _gaps(rows: Sequence[Sequence[Word]]) -> list[float]:
    gaps = []
    bottom = max(word.rect.bottom for word in rows[0])
    for row in rows[1:]:
        gaps.append(min(word.rect.top for word in row) - bottom)
        bottom = max(bottom, *(word.rect.bottom for word in row))
    return gaps


def _jump(gaps: Sequence[float], size: float) -> float | None:
    """A value between the two sorts of gaps, or None where all are alike."""
    ordered = sorted(gaps)
    steps = [(after - before, (after + before) / 2) for before, after in pairwise(ordered)]
    if not steps:
        return None
    widest, middle = max(steps)
    return middle if widest >= ROW_JUMP * size else None


def _rows_by_first_column(rows: Sequence[list[Word]], bounds: Sequence[float]) -> list[list[Word]]:
    """Each line a row, save those that only go on: with an empty first column, or a single cell in lower case."""
    found: list[list[Word]] = []
    for row in rows:
        filled = {column_at(bounds, (word.rect.x0 + word.rect.x1) / 2) for word in row}
        wrapped = len(filled) == 1 and row[0].text[0].islower()
        if found and (0 not in filled or wrapped):
            found[-1] += row
        else:
            found.append(list(row))
    return found


def is_figure(text: str) -> bool:
    """Whether a cell holds a number, with or without a unit or a currency."""
    return bool(_FIGURE.fullmatch(text.strip()))


def _has_stacked_figures(words: Sequence[Word], bounds: Sequence[float]) -> bool:
    """Whether two numbers stand under one another in a column: then the lines are rows."""
    return any(len(lines) > 1 and all(is_figure(line.text) for line in lines) for lines in _columns(words, bounds)[1:])


def _tabular(rows: Sequence[Row], size: float) -> bool:
    """Whether rows without a lattice are a table, not columns of running text that happen to begin together."""
    several = [row for row in rows if sum(bool(cell) for cell in row) > 1]
    if len(several) < max(2, 0.5 * len(rows)):
        return False
    level = 0
    for row in several:
        tops = [min(word.rect.top for word in cell) for cell in row if cell]
        level += sorted(tops)[1] - min(tops) < 0.5 * size
    lines = [len(rows_of(cell)) for row in rows for cell in row if cell]
    return level >= 0.7 * len(several) and sum(lines) / len(lines) < 6


def _header_count(rows: Sequence[tuple[float, Row]], rect: Rect, edges: Edges | None) -> int:
    """How many rows at the top are headers."""
    first = [cell for cell in rows[0][1] if cell]
    if len(rows) < 2:
        return 0
    words = [word for cell in first for word in cell]
    below = [word for _, row in rows[1:] for cell in row[1:] for word in cell]
    if _share_bold(words) > 0.9 and _share_bold(below) < 0.5:
        count = 1
        while count < min(3, len(rows) - 1) and _share_bold([w for cell in rows[count][1] for w in cell]) > 0.9:
            count += 1
        return count
    if edges and edges.grounds and _own_ground(words, below, edges):
        return 1
    texts = [line.text for cell in first for line in lines_of(cell)]
    return 0 if len(first) < 2 or any(_NOT_HEADER.search(text) for text in texts) else 1


def _share_bold(words: Sequence[Word]) -> float:
    return sum(word.bold for word in words) / len(words) if words else 1.0


def _own_ground(words: Sequence[Word], below: Sequence[Word], edges: Edges) -> bool:
    """Whether the first row stands on a ground and most of the others do not."""
    on = [any(ground.holds(word.rect) for ground in edges.grounds) for word in words]
    others = [any(ground.holds(word.rect) for ground in edges.grounds) for word in below]
    return all(on) and sum(others) < 0.7 * len(others)
