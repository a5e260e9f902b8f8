"""Finds the tables of which a text keeps every cell on a line of its own: heads, then each label with its figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.reflow import Line
from extractors.text.cells import ENDS, PHONE, YEAR, Spans, TextTable, are_pages, is_figure

_LONGEST_LABEL = 80
_LONGEST_HEAD = 60
_LONGEST_FIGURE = 32
_MOST_LABELS = 3
_MOST_FIGURES = 9
_FEWEST_ROWS = 2
# Labels with one figure each are a table only under heads, and only if there are some of them.
_FEWEST_PAIRS = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """The lines `[label, figures)` of a row's words and `[figures, end)` of its figures."""

    label: int
    figures: int
    end: int


def stacked(lines: Sequence[Line], first: int) -> TextTable | None:
    """The table whose first row of figures has its last label at `first`."""
    if first + 1 >= len(lines) or not _is_cell(lines[first + 1]) or not _is_label(lines[first]):
        return None
    if _was_tried(lines, first):
        return None
    numbered = first > 1 and lines[first - 1].text.rstrip(".") == "1"
    rows = list(_rows(lines, first, numbered=numbered))
    years = _are_years(lines, rows[0])
    size = rows[-1].end - rows[-1].figures
    labels = min((row.figures - row.label for row in rows[1:]), default=0)
    if len(rows) < (_FEWEST_ROWS if size > 1 else _FEWEST_PAIRS) + years or not _has_numbers(lines, rows[years:]):
        return None
    if _goes_on(lines[rows[1].label + 1]) if labels > 1 else False:
        labels = 1
    # The words before the first figures are heads but for the last ones.
    opening = _Row(rows[0].figures - labels, rows[0].figures, rows[0].end)
    if numbered:
        start, heads = _heads(lines, first - 1, size + labels + 1)
        heads = [head[1:] for head in heads]
    else:
        start, heads = (first, []) if years else _heads(lines, opening.label, size + labels)
    pages = size == 1 and are_pages([lines[row.figures].text for row in rows])
    if pages or (not years and size == 1 and (not heads or heads[0][0][0][0] == heads[0][0][0][1])):
        return None
    if start > opening.label or opening.label < 0:
        return None
    body = [cells for row in (opening, *rows[1:]) for cells in _cells(lines, row, labels)]
    return TextTable(start, rows[-1].end, (*heads, *body), len(heads) + years)


def _was_tried(lines: Sequence[Line], first: int) -> bool:
    """Whether a row with as many figures stands before this one, so that the table was sought there."""
    before = first
    while before > max(0, first - _MOST_LABELS) and not _is_cell(lines[before - 1]):
        before -= 1
    ahead = behind = 0
    while behind <= _MOST_FIGURES and before > behind and _is_cell(lines[before - 1 - behind]):
        behind += 1
    while ahead <= _MOST_FIGURES and first + 1 + ahead < len(lines) and _is_cell(lines[first + 1 + ahead]):
        ahead += 1
    return ahead == behind


def _rows(lines: Sequence[Line], first: int, *, numbered: bool) -> Iterator[_Row]:
    """The row at `first` and those after it with as many figures; the running numbers before rows are left out."""
    size, at, number = 0, first, 1
    while True:
        figures = at
        while figures < len(lines) and figures - at <= _MOST_LABELS and _is_label(lines[figures]):
            figures += 1
        end = figures
        while end < len(lines) and end - figures <= _MOST_FIGURES and _is_cell(lines[end]):
            end += 1
        number += 1
        runs_on = numbered and end - figures > 1 and lines[end - 1].text.rstrip(".") == str(number)
        following, end = end, end - runs_on
        if not 0 < figures - at <= _MOST_LABELS or not 0 < end - figures <= _MOST_FIGURES:
            return
        if size and end - figures != size:
            return
        size = end - figures
        yield _Row(at, figures, end)
        at = following


def _is_cell(line: Line) -> bool:
    return len(line.text) <= _LONGEST_FIGURE and is_figure(line.text) and not PHONE.match(line.text)


def _is_label(line: Line) -> bool:
    text = line.text
    return len(text) <= _LONGEST_LABEL and not text.endswith(ENDS) and text[0] not in "•-–—▪*" and not _is_cell(line)


def _goes_on(line: Line) -> bool:
    """Whether a line goes on with the cell of the line before: a bracket, or a small letter."""
    return line.text[0] in "(（" or line.text[0].islower()


def _are_years(lines: Sequence[Line], row: _Row) -> bool:
    return all(YEAR.fullmatch(line.text) for line in lines[row.figures : row.end])


def _has_numbers(lines: Sequence[Line], rows: Sequence[_Row]) -> bool:
    """Whether figures other than years and running numbers stand in the rows."""
    figures = [lines[at].text for row in rows for at in range(row.figures, row.end)]
    digits = [figure for figure in figures if any(sign.isdigit() for sign in figure)]
    return 2 * len(digits) > len(figures) and not all(YEAR.fullmatch(figure) for figure in digits)


def _heads(lines: Sequence[Line], below: int, size: int) -> tuple[int, list[tuple[Spans, ...]]]:
    """Where the heads over `size` columns begin, and their row; the corner may be missing."""
    groups: list[list[Line]] = []
    pending: list[Line] = []
    at = below
    while at > 0 and len(groups) < size:
        line = lines[at - 1]
        if len(line.text) > _LONGEST_HEAD or line.text.endswith(ENDS):
            break
        if _is_cell(line) and not YEAR.fullmatch(line.text):
            break
        at -= 1
        pending.insert(0, line)
        if not _goes_on(line):
            groups.insert(0, pending)
            pending = []
    if len(groups) < size - 1 or not groups:
        return below, []
    cells = [tuple((line.start, line.end) for line in group) for group in groups]
    start = groups[0][0].start
    if len(cells) < size:
        cells.insert(0, ((start, start),))
    return next(index for index in range(below) if lines[index].start == start), [tuple(cells)]


def _cells(lines: Sequence[Line], row: _Row, labels: int) -> Iterator[tuple[Spans, ...]]:
    """The row's cells; words that are too many are a title over the row, or the rest of its label."""
    words: list[list[Line]] = []
    for line in lines[row.label : row.figures]:
        if words and len(lines[row.label : row.figures]) > labels and _goes_on(line):
            words[-1].append(line)
        else:
            words.append([line])
    for title in words[: max(0, len(words) - labels)]:
        yield (tuple((line.start, line.end) for line in title),)
    figures = ([line] for line in lines[row.figures : row.end])
    yield tuple(tuple((line.start, line.end) for line in cell) for cell in (*words[-labels:], *figures))
