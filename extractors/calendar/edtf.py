"""Writes and checks EDTF (ISO 8601-2), as far as dates in reports need it."""

import re
from datetime import date

from extractors.calendar.points import Grain, Point

OPEN = ".."
_PIECE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?|(?P<decade>\d{3})X",
)


def write(first: Point | None, last: Point | None) -> str:
    """The interval between two points; None is an open end. Below the year both are as fine as the finer one."""
    if first is not None and first == last and (written := _single(first)):
        return written
    if first is None or last is None or min(first.grain, last.grain) >= Grain.YEAR:
        return f"{_begin(first)}/{_finish(last)}"
    grain = min(_written_grain(first), _written_grain(last))
    return f"{_cut(first.first(), grain)}/{_cut(last.last(), grain)}"


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """First and last day of what `write` gives; `ValueError` for anything else."""
    begin, slash, finish = edtf.partition("/")
    first, last = _days(begin), _days(finish if slash else begin)
    if not slash and OPEN in edtf:
        raise ValueError(f"an open end alone: {edtf}")
    low, high = first and first[0], last and last[1]
    if low is None and high is None:
        raise ValueError(f"open at both ends: {edtf}")
    if low is not None and high is not None and low > high:
        raise ValueError(f"ends before it begins: {edtf}")
    return low, high


def is_valid(edtf: str) -> bool:
    """Whether `bounds` reads it."""
    try:
        bounds(edtf)
    except ValueError:
        return False
    return True


def _days(piece: str) -> tuple[date, date] | None:
    if piece == OPEN:
        return None
    match = _PIECE.fullmatch(piece)
    if match is None:
        raise ValueError(f"not EDTF: {piece}")
    if match["decade"]:
        point = Point(Grain.DECADE, int(match["decade"]) * 10)
    elif match["day"]:
        point = Point(Grain.DAY, int(match["year"]), int(match["month"]), int(match["day"]))
    elif match["month"]:
        point = Point(Grain.MONTH, int(match["year"]), int(match["month"]))
    else:
        point = Point(Grain.YEAR, int(match["year"]))
    return point.first(), point.last()


def _single(point: Point) -> str | None:
    """A point that EDTF writes without an interval."""
    if point.grain is Grain.DECADE:
        return f"{point.first().year // 10:03}X"
    if point.grain in {Grain.DAY, Grain.MONTH, Grain.YEAR}:
        return _cut(point.first(), point.grain)
    return None


def _begin(point: Point | None) -> str:
    if point is None:
        return OPEN
    return _single(point) or _cut(point.first(), _written_grain(point))


def _finish(point: Point | None) -> str:
    if point is None:
        return OPEN
    return _single(point) or _cut(point.last(), _written_grain(point))


def _written_grain(point: Point) -> Grain:
    """Quarters are written in months, halves and weeks in days (no shorter form covers them), centuries in years."""
    if point.grain is Grain.QUARTER:
        return Grain.MONTH
    if point.grain in {Grain.WEEK, Grain.HALF}:
        return Grain.DAY
    return min(point.grain, Grain.YEAR)


def _cut(day: date, grain: Grain) -> str:
    if grain is Grain.DAY:
        return day.isoformat()
    return day.isoformat()[:7] if grain is Grain.MONTH else day.isoformat()[:4]
