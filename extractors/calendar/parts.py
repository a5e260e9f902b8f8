"""Expressions, and the points of the calendar that the captured parts of a match stand for."""

import re
from dataclasses import dataclass, replace

from extractors.calendar.grammar import Match, Scanner
from extractors.calendar.numerals import parse_year
from extractors.calendar.points import TEXT_YEAR, Grain, Point, Shift

UNITS = ("day", "week", "month", "quarter", "year", "decade", "fortnight", "half")
_LAST_TWO_DIGIT_YEAR = 49
"""`49` is 2049 and `50` is 1950: reports look back further than they look ahead."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A calendar expression, `text[start:end]`: from one point to another, the same one for a single date."""

    start: int
    end: int
    first: Point | None
    last: Point | None
    rule: str
    confidence: float = 0.95
    evidence: str | None = None

    def is_single(self) -> bool:
        """Whether it is one point, to which ends and ranges can still be added."""
        return self.first is not None and self.first == self.last

    def points(self) -> list[Point]:
        """The one or two points that it names."""
        ends = [self.first] if self.first == self.last else [self.first, self.last]
        return [point for point in ends if point is not None]


@dataclass(frozen=True, slots=True)
class Style:
    """How a document writes what can be read two ways; `month_first`: 3/7/2017 is the seventh of March."""

    month_first: bool = False


_MINGUO = 1911


def one(match: Match, point: Point) -> Expression:
    """The expression of a single point; `ValueError` when no calendar has it."""
    return between(match, point, point)


def between(match: Match, first: Point, last: Point) -> Expression:
    """The expression from one point to another; `ValueError` when no calendar has one of them."""
    rule = match.rule
    for point in (first, last):
        _check(point)
    return Expression(match.start, match.end, first, last, rule.name, rule.confidence, rule.evidence)


def _check(point: Point) -> None:
    """Refuse a day that no month has, also where the year is still missing."""
    if point.month is not None and not point.shifts and point.nth is None and point.day is not None:
        point.at(year=point.year or 2000).first()
    elif point.is_placed():
        point.first()


def finest(match: Match, words: Scanner) -> Point:
    """The point without its year, from the finest part that was captured."""
    groups = match.groups
    value = words.value
    month = month_in(groups, words)
    weekday = value("weekday", groups["weekday"]) if "weekday" in groups else None
    for name in ("day", "daynum", "plain_day"):
        if name in groups:
            return Point(Grain.DAY, month=month, day=value("dayword", groups[name]), weekday=weekday)
    if month is not None:
        return Point(Grain.MONTH, month=month)
    for names, grain in ((("qnum", "ordinal"), Grain.QUARTER), (("hnum", "halfword"), Grain.HALF)):
        for name in names:
            if name in groups:
                return Point(grain, part=value(name, groups[name]))
    if weekday is not None:
        return Point(Grain.DAY, weekday=weekday, shifts=(Shift("weekday", match.rule.shift),))
    return Point(Grain.YEAR)


def month_in(groups: dict[str, str], words: Scanner) -> int | None:
    """The month that was captured, in words or figures."""
    for name in ("month", "foreign_month", "monthnum"):
        if name in groups:
            return words.value(name, groups[name])
    return None


def with_year(point: Point, match: Match, words: Scanner) -> Point:
    """The point in the year that was captured, or so many years from the publication."""
    year, shifts = _year(match.groups, words)
    return replace(point, year=year, shifts=shifts or point.shifts)


def _year(groups: dict[str, str], words: Scanner) -> tuple[int | None, tuple[Shift, ...]]:
    """The year that was captured, or how many years from the publication it is."""
    if "year" in groups:
        return words.value("year", groups["year"]), ()
    for name in ("year2", "yy", "old_yy"):
        if name in groups:
            return two_digit_year(groups[name]), ()
    for name in ("minguo", "minguo_bare"):
        if name in groups:
            return minguo_year(groups[name], words), ()
    if "yearword" in groups:
        return parse_year(groups["yearword"], words.numbers), ()
    for name, unit in _YEAR_SHIFTS.items():
        if name in groups:
            return None, (Shift(unit, words.value(name, groups[name])),)
    return None, ()


_YEAR_SHIFTS = {"yearshift": "year", "ofyear": "year", "yearend": "year", "textyear": TEXT_YEAR}


def minguo_year(text: str, words: Scanner) -> int:
    """The year of the calendar of the Republic of China, whose first is 1912."""
    number = 1 if text == "元" else words.value("year", text)
    if not 1 <= number <= 199:
        raise ValueError("no such year of the Republic")
    return _MINGUO + number


def two_digit_year(text: str) -> int:
    """`98` is 1998, `16` is 2016."""
    number = int(re.sub(r"\D", "", text))
    if number > 99:
        return number
    return number + (2000 if number <= _LAST_TWO_DIGIT_YEAR else 1900)
