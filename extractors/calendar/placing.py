"""Places expressions in time: missing parts from the dates before, counted ones from the day of publication."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractors.calendar import edtf
from extractors.calendar.joining import End, Joined
from extractors.calendar.points import PRECISION, TEXT_YEAR, Grain, Point, Shift, add_months, point_of
from schemas.facts.date import Precision


class NotPlacedError(ValueError):
    """An expression that the document does not let us place; `reason` is a stable code."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(detail or reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Placed:
    """First and last day (None is open), the same in EDTF, the precision, and whether the publication was needed."""

    start_date: date | None
    end_date: date | None
    edtf: str
    precision: Precision
    relative: bool


@dataclass(slots=True)
class Context:
    """What the dates before an expression say of it; `published` is the day of publication, where it is known."""

    published: date | None = None
    timely: bool = False
    """Whether the document speaks of the time of its publication, as a release does and a long report does not."""
    nearest: Point | None = None
    nearest_relative: bool = False
    block: int = -1
    sentence_year: int | None = None
    last_year: int | None = None

    def remember(self, point: Point, block: int, *, relative: bool) -> None:
        """Keep a placed point for those that follow; `relative`: it was worked out from the publication."""
        if point.grain is Grain.YEAR:
            self.sentence_year = point.year
        elif point.grain <= Grain.HALF:
            self.nearest, self.block, self.sentence_year = point, block, None
            self.nearest_relative = relative
        self.last_year = point.year

    def year_for(self, block: int) -> tuple[int | None, bool]:
        """The year that a point without one is in, and whether only the publication tells it.

        A date of the same paragraph comes first. A release or a newsletter goes back to its own year after it, a long
        report stays with the date before unless that is far from its publication.
        """
        if self.sentence_year is not None:
            return self.sentence_year, False
        if self.nearest is not None and self.nearest.year is not None:
            far = self.published is not None and abs(self.nearest.year - self.published.year) > 1
            same = self.published is not None and self.nearest.year == self.published.year
            if same or self.block == block or self.published is None or not (far or self.timely):
                return self.nearest.year, self.nearest_relative
        if self.published is not None:
            return self.published.year, True
        return self.last_year, False

    def require(self) -> date:
        """The day of publication; `NotPlacedError` where it is not known."""
        if self.published is None:
            raise NotPlacedError("no_reference_date", "it counts from the day of publication, which is not known")
        return self.published


def place(joined: Joined, context: Context, block: int) -> Placed:
    """Put an expression in the calendar; `NotPlacedError` when the document does not say when it is."""
    first, last = joined.expression.first, joined.expression.last
    if first is None or last is None:
        raise NotPlacedError("no_point")
    try:
        begin, from_publication = _fill(first, context, block)
        end, last_from_publication = (begin, False) if last == first else _fill(last, context, block, begin)
        if last != first and begin.first() > end.last():
            begin, end = _in_order(first, begin, last, end)
        placed = _placed(begin, end, joined.end, from_publication or last_from_publication)
    except NotPlacedError:
        raise
    except (ValueError, OverflowError) as error:
        raise NotPlacedError("no_such_date", str(error)) from error
    if (first == last and joined.end is None) or end.grain is not Grain.YEAR:
        context.remember(end, block, relative=placed.relative)
    return placed


def _placed(first: Point, last: Point, end: End | None, relative: bool) -> Placed:
    precision = PRECISION[min(first.grain, last.grain)]
    if end is None:
        return Placed(first.first(), last.last(), edtf.write(first, last), precision, relative)
    if end is End.SINCE:
        return Placed(first.first(), None, edtf.write(first, None), precision, relative)
    if end is End.UNTIL:
        return Placed(None, last.last(), edtf.write(None, last), precision, relative)
    if end is End.BEFORE:
        day = first.first() - timedelta(days=1)
        return Placed(None, day, edtf.write(None, _around(day, first.grain)), precision, relative)
    day = last.last() + timedelta(days=1)
    return Placed(day, None, edtf.write(_around(day, last.grain), None), precision, relative)


def _around(day: date, grain: Grain) -> Point:
    """The month or year that ends or begins with `day`; for finer and coarser grains what EDTF can write."""
    if grain is Grain.MONTH or grain is Grain.QUARTER:
        return Point(Grain.MONTH, day.year, day.month)
    if grain >= Grain.YEAR:
        return Point(Grain.YEAR, day.year)
    return point_of(day)


def _in_order(first: Point, begin: Point, last: Point, end: Point) -> tuple[Point, Point]:
    """`from October to January`: an end whose year was not written falls in the next year."""
    if last.year is None and end.year is not None:
        end = end.at(year=end.year + 1)
    elif first.year is None and begin.year is not None:
        begin = begin.at(year=begin.year - 1)
    if begin.first() > end.last():
        raise ValueError("it ends before it begins")
    return begin, end


# -- missing parts -----------------------------------------------------------------------------------------------------


def _fill(point: Point, context: Context, block: int, before: Point | None = None) -> tuple[Point, bool]:
    """The point with its missing parts, and whether the publication supplied them."""
    if point.shifts and point.shifts[0].unit == TEXT_YEAR:
        return _in_text_year(point, context), False
    if point.shifts:
        return _counted(point, context.require()), True
    if point.year is not None:
        return point, False
    if point.grain is Grain.DAY and point.month is None:
        return _with_month(point, context)
    if before is not None and before.year is not None:
        return _fitting(point, before.year), False
    year, from_publication = context.year_for(block)
    if year is None:
        raise NotPlacedError("no_year", "neither a date before it nor the publication tells the year")
    return _fitting(point, year), from_publication


def _in_text_year(point: Point, context: Context) -> Point:
    """The point so many years after the year told of last."""
    if context.last_year is None:
        raise NotPlacedError("no_year", "no year is told of before it")
    return replace(point, year=context.last_year + point.shifts[0].by, shifts=())


def _fitting(point: Point, year: int) -> Point:
    """The point in `year`, or in the nearest year in which it falls on its weekday, or exists at all."""
    for candidate in (year, year - 1, year + 1, year - 2, year + 2, year - 3, year + 3, year - 4, year + 4):
        try:
            day = point.at(year=candidate).first()
        except ValueError:
            continue
        if point.nth is not None or point.weekday is None or day.weekday() == point.weekday:
            return point.at(year=candidate)
        if abs(candidate - year) == 1 and candidate > year:
            break
    return point.at(year=year)


def _with_month(point: Point, context: Context) -> tuple[Point, bool]:
    """A day by itself: in the month of the nearest date, else of the publication, or near it where its weekday fits."""
    near = context.nearest if context.nearest is not None and context.nearest.month else None
    reference = near.first() if near is not None else context.require()
    if point.day is None:
        raise NotPlacedError("no_month")
    for months in (
        0,
        -1,
        1,
        -2,
        2,
        -3,
        3,
        -4,
        4,
        -5,
        5,
        -6,
        6,
        -7,
        7,
        -8,
        8,
        -9,
        9,
        -10,
        10,
        -11,
        11,
        -12,
        12,
        -13,
        13,
    ):
        month = add_months(reference.replace(day=1), months)
        candidate = point.at(year=month.year, month=month.month)
        try:
            day = candidate.first()
        except ValueError:
            continue
        if point.weekday is None or day.weekday() == point.weekday:
            return candidate, near is None or context.nearest_relative
    raise NotPlacedError("no_such_date", "no month has that day on that weekday")


# -- counted from the publication --------------------------------------------------------------------------------------


def _counted(point: Point, today: date) -> Point:
    """The point that lies so far from the day of publication."""
    plain = replace(point, shifts=())
    exact = [shift for shift in point.shifts if not shift.whole]
    if exact:
        return point_of(_exact(today, exact))
    return _WHOLE[point.shifts[0].unit](plain, point.shifts[0].by, today)


def _exact(today: date, shifts: list[Shift]) -> date:
    day = today
    for shift in shifts:
        if shift.unit in _MONTHS:
            day = add_months(day, shift.by * _MONTHS[shift.unit])
        else:
            day += timedelta(days=shift.by * _DAYS[shift.unit])
    return day


_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}


def _day(point: Point, by: int, today: date) -> Point:
    return point_of(today + timedelta(days=by))


def _week(point: Point, by: int, today: date) -> Point:
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=by)
    if point.weekday is None:
        return replace(point_of(monday), grain=Grain.WEEK)
    return point_of(monday + timedelta(days=point.weekday))


def _weekday(point: Point, by: int, today: date) -> Point:
    """The latest such weekday up to today, or the n-th one before or after it."""
    back = (today.weekday() - (point.weekday or 0)) % 7
    if by == 0:
        return point_of(today - timedelta(days=back))
    if by < 0:
        return point_of(today - timedelta(days=(back or 7) + 7 * (-by - 1)))
    return point_of(today + timedelta(days=7 - back + 7 * (by - 1)))


def _month(point: Point, by: int, today: date) -> Point:
    month = add_months(today.replace(day=1), by)
    return point.at(year=month.year, month=month.month)


def _named_month(point: Point, by: int, today: date) -> Point:
    """`this May`, `last May`, `next May`: of this year, the latest that is over, the first to come."""
    named, now = (point.month or 1, point.day or 0), (today.month, today.day if point.day else 0)
    year = today.year
    if by < 0 and named >= now:
        year -= 1
    elif by > 0 and named <= now:
        year += 1
    return point.at(year=year)


def _quarter(point: Point, by: int, today: date) -> Point:
    return _part(point, today.year * 4 + (today.month - 1) // 3 + by, 4)


def _half(point: Point, by: int, today: date) -> Point:
    return _part(point, today.year * 2 + (today.month - 1) // 6 + by, 2)


def _part(point: Point, count: int, parts: int) -> Point:
    year, part = divmod(count, parts)
    return point.at(year=year, part=part + 1)


def _year(point: Point, by: int, today: date) -> Point:
    return point.at(year=today.year + by)


def _decade(point: Point, by: int, today: date) -> Point:
    return point.at(year=today.year // 10 * 10 + by * 10)


_WHOLE = {
    "day": _day,
    "week": _week,
    "weekday": _weekday,
    "month": _month,
    "year_of": _named_month,
    "quarter": _quarter,
    "half": _half,
    "year": _year,
    "decade": _decade,
}
