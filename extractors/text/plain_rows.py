"""Finds the tables of which a text parts the cells by single blanks, as those inside grouped numbers (1 200 000)."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import islice, pairwise, product

from extractors.reflow import Line
from extractors.text.cells import ENDS, YEAR, Span, Spans, TextTable, are_pages

# A label and its figures; a per cent sign may stand off its number.
_ROW = re.compile(
    r"(?=\S{0,40}[^\W\d_])(?P<label>[^\d]{1,80}?)"
    r"(?P<figures>(?: (?:[-–−+]?\d[\d.,\u00a0\u202f]{0,14}(?: ?[%％])?|[-–—]|n/?[ads]\.?)){1,16})"
)
_FIGURE = re.compile(r"[-–−+]?\d[\d.,\u00a0\u202f]*(?: ?[%％])?|[-–—]|n/?[ads]\.?")
_FEWEST_ROWS = 3
_FEWEST_HEADED = 2
_MOST_HEAD_LINES = 8
_LONGEST_HEAD_LINE = 110
_HEAD_WORD = re.compile(r"[(（][^()（）]{0,40}[)）]|[^\s(（]+")
_OPENS_GROUP = re.compile(r"[-–−+]?[1-9]\d{0,2}")
_GROUP = re.compile(r"\d{3}(?:,\d{1,2})?(?: ?[%％])?")
_MOST_READINGS = 64
_MOST_COMBINED = 512
_MOST_ROWS = 400

Row = tuple[Span, list[Span]]
"""The label of a row and the pieces of its figures."""
Heads = tuple[int, list[tuple[Spans, ...]]]
"""Where the heads of a table begin, and their row if there is one."""
Figures = tuple[Span, ...]
"""One way to part the figures of a row."""


def plain_rows(text: str, lines: Sequence[Line], first: int) -> tuple[TextTable | None, int]:
    """The table whose first row stands at `first`, if it can be read in one way only, and where to look on."""
    opening = _row(lines[first])
    if opening is None:
        return None, first + 1
    years = _all_years(text, opening)
    found, sizes = _run(text, lines, first + years)
    after = first + years + len(found)
    if len(found) < _FEWEST_HEADED or (years and len(opening[1]) not in sizes):
        return None, max(after, first + 1)
    choices: list[tuple[Heads, int]] = [(_head(text, lines, first, size + 1), size) for size in sizes]
    if years:
        choices = [((first, [((opening[0],), *((year,) for year in opening[1]))]), len(opening[1]))]
    heads, size = min(choices, key=_doubt)
    if _doubt((heads, size)) and len(sizes) > 1:
        return None, after
    return _table(text, found, size, heads, first + years), after


def _doubt(headed: tuple[Heads, int]) -> int:
    """How doubtful a number of columns is: not at all if the heads are as many."""
    (_, rows), _ = headed
    return 0 if _is_full(rows) else 1 if rows else 2


def _is_full(heads: list[tuple[Spans, ...]]) -> bool:
    """Whether every column has its head, the corner too."""
    return bool(heads) and heads[0][0][0][0] != heads[0][0][0][1]


def _table(text: str, rows: Sequence[Row], size: int, heads: Heads, first: int) -> TextTable | None:
    """The rows as a table of `size` columns under their heads, if they can be one."""
    if not _is_full(heads[1]) and (len(rows) < _FEWEST_ROWS or size == 1):
        return None
    parted = _parted(text, rows, size)
    if not parted or (size == 1 and are_pages([text[slice(*row[0])] for row in parted])):
        return None
    body = [((label,), *((figure,) for figure in row)) for (label, _), row in zip(rows, parted, strict=False)]
    return TextTable(heads[0], first + len(parted), (*heads[1], *body), len(heads[1]))


def _run(text: str, lines: Sequence[Line], first: int) -> tuple[list[Row], set[int]]:
    """The rows from `first` on that can have equally many figures, and how many these can be."""
    found: list[Row] = []
    sizes: set[int] = set()
    for line in lines[first : first + _MOST_ROWS]:
        row = _row(line)
        own = {len(reading) for reading in _readings(text, row[1])} if row else set()
        if row is None or (found and sizes.isdisjoint(own)):
            break
        sizes = sizes & own if found else own
        found.append(row)
    return found, sizes


def _all_years(text: str, row: Row) -> bool:
    return len(row[1]) > 1 and all(YEAR.fullmatch(text[start:end]) for start, end in row[1])


def _row(line: Line) -> Row | None:
    """The label of a row and the pieces of its figures."""
    if not line.text[-1].isdigit() and line.text[-1] not in "%％-–—adsADS.":
        return None
    match = _ROW.fullmatch(line.text)
    if match is None:
        return None
    pieces = _FIGURE.finditer(line.text, match.start("figures"))
    label = (line.start, line.start + match.end("label"))
    return label, [(line.start + piece.start(), line.start + piece.end()) for piece in pieces]


def _readings(text: str, pieces: Sequence[Span]) -> list[Figures]:
    """The ways to join the pieces of a row to grouped numbers."""
    words = tuple(text[start:end] for start, end in pieces)
    return [tuple((pieces[low][0], pieces[high - 1][1]) for low, high in cuts) for cuts in _cuts(words)]


@lru_cache(maxsize=4096)
def _cuts(words: tuple[str, ...]) -> tuple[tuple[Span, ...], ...]:
    """The ways to cut words into numbers: one to three digits, then groups of three."""
    return tuple(islice(_cut(words, 0), _MOST_READINGS))


def _cut(words: tuple[str, ...], start: int) -> Iterator[tuple[Span, ...]]:
    if start == len(words):
        yield ()
        return
    if re.match(r"0\d", words[start]):
        return
    end = start + 1
    while True:
        for rest in _cut(words, end):
            yield ((start, end), *rest)
        grows = end < len(words) and _OPENS_GROUP.fullmatch(words[start]) and _GROUP.fullmatch(words[end])
        if not grows or (end - start > 1 and not re.fullmatch(r"\d{3}", words[end - 1])):
            return
        end += 1


def _parted(text: str, rows: Sequence[Row], size: int) -> list[Figures]:
    """The figures of each row in `size` columns, up to the first row that cannot have them; empty if left open."""
    choices: list[list[Figures]] = []
    for _, pieces in rows:
        fitting = [reading for reading in _readings(text, pieces) if len(reading) == size]
        if not fitting:
            break
        choices.append(fitting)
    if len(choices) < _FEWEST_HEADED:
        return []
    if all(len(fitting) == 1 for fitting in choices):
        return [fitting[0] for fitting in choices]
    choices = _by_row_sums(text, choices)
    open_rows = 1
    for fitting in choices:
        open_rows *= len(fitting)
    if open_rows == 1:
        return [fitting[0] for fitting in choices]
    if open_rows > _MOST_COMBINED:
        return []
    adding = [rows for rows in product(*choices) if _adds_up(text, rows)]
    return list(adding[0]) if len(adding) == 1 else []


def _by_row_sums(text: str, choices: list[list[Figures]]) -> list[list[Figures]]:
    """The readings whose last figure is the sum of the others, if every row has one."""
    summing = [[reading for reading in fitting if len(reading) > 2 and _sums(text, reading)] for fitting in choices]
    return summing if all(summing) else choices


def _sums(text: str, reading: Figures) -> bool:
    *parts, total = (_value(text[start:end]) for start, end in reading)
    return sum(parts) == total


def _adds_up(text: str, rows: tuple[Figures, ...]) -> bool:
    """Whether the last row is the sum of those above it, in every column that has no shares."""
    columns = [column for column in zip(*rows, strict=True) if "%" not in text[column[0][0] : column[0][1]]]
    values = [[_value(text[start:end]) for start, end in column] for column in columns]
    return all(sum(column[:-1]) == column[-1] for column in values)


@lru_cache(maxsize=4096)
def _value(word: str) -> Decimal:
    """The value of a figure as sums need it; a dash is nothing."""
    try:
        return Decimal(re.sub(r"[\s%％+]", "", word).replace(",", ".").replace("–", "-").replace("−", "-"))
    except InvalidOperation:
        return Decimal(0)


def _head(text: str, lines: Sequence[Line], first: int, size: int) -> Heads:
    """Where the head begins, and its row: a word for each column, the corner's maybe missing."""
    found: Heads = (first, [])
    for start in range(first - 1, max(-1, first - 1 - _MOST_HEAD_LINES), -1):
        line = lines[start]
        if len(line.text) > _LONGEST_HEAD_LINE or line.text.endswith(ENDS) or _row(line):
            break
        groups = _head_groups(lines[start:first])
        if len(groups) > size:
            break
        cells = tuple(_joined(text, group) for group in groups)
        if len(groups) == size:
            return start, [cells]
        if len(groups) == size - 1 and line.text[0] not in "(（":
            found = start, [(((line.start, line.start),), *cells)]
    return found


def _head_groups(lines: Sequence[Line]) -> list[list[Span]]:
    """The words of a head; what stands in brackets or begins with a small letter belongs to the word before."""
    groups: list[list[Span]] = []
    for line in lines:
        for word in _HEAD_WORD.finditer(line.text):
            span = (line.start + word.start(), line.start + word.end())
            if groups and (word.group()[0] in "(（" or word.group()[0].islower()):
                groups[-1].append(span)
            else:
                groups.append([span])
    return groups


def _joined(text: str, spans: list[Span]) -> Spans:
    """The spans of one cell, those that blanks alone part on one line made one."""
    joined = [spans[0]]
    for (_, end), (start, last) in pairwise(spans):
        if "\n" in text[end:start]:
            joined.append((start, last))
        else:
            joined[-1] = (joined[-1][0], last)
    return tuple(joined)
