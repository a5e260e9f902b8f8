"""Turns what a pattern captured into points of the calendar: one expression, or several where the words list days."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise

from extractors.calendar.grammar import Match, Scanner, scanner
from extractors.calendar.parts import (
    UNITS,
    Expression,
    Style,
    between,
    finest,
    minguo_year,
    month_in,
    one,
    with_year,
)
from extractors.calendar.points import Grain, Point, Shift

_UNIT_GRAINS = {
    "day": Grain.DAY,
    "week": Grain.WEEK,
    "month": Grain.MONTH,
    "quarter": Grain.QUARTER,
    "half": Grain.HALF,
    "year": Grain.YEAR,
    "decade": Grain.DECADE,
}


def read_match(match: Match, words: Scanner, style: Style) -> list[Expression]:
    """The expressions that a match stands for, by position; `ValueError` when no calendar has them."""
    for name, reader in _READERS:
        if name in match.groups:
            return reader(match, words, style)
    return [one(match, with_year(finest(match, words), match, words))]


# -- days ------------------------------------------------------------------------------------------------------------


def _read_days(match: Match, words: Scanner, style: Style) -> list[Expression]:
    """Days before or after their month: `6-8`, `5, 7 and 9`, `31 août et 1er`."""
    offset = match.starts["days"]
    month = month_in(match.groups, words)
    found: list[Expression] = []
    for span in _day_span(words).finditer(match.groups["days"]):
        days = [
            Point(
                Grain.DAY, month=month, day=words.value("dayword", day["day"]), weekday=_weekday(day["weekday"], words)
            )
            for day in _day(words).finditer(span[0])
        ]
        if "weekday" in match.groups and not found:
            days[0] = days[0].at(weekday=words.value("weekday", match.groups["weekday"]))
        days = [_with_shift(with_year(day, match, words), match, words) for day in days]
        last = _next_month(days[-1]) if len(days) > 1 and _falls(days) else days[-1]
        expression = between(match, days[0], last)
        found.append(replace(expression, start=offset + span.start(), end=offset + span.end()))
    return _stretch(_merge_run(found), match)


def _with_shift(day: Point, match: Match, words: Scanner) -> Point:
    """`the 15th of next month`: the month counts from the publication."""
    if "monthshift" not in match.groups:
        return day
    return replace(day, shifts=(Shift("month", words.value("monthshift", match.groups["monthshift"])),))


def _falls(days: list[Point]) -> bool:
    return (days[-1].day or 0) < (days[0].day or 0)


def _next_month(point: Point) -> Point:
    """`from April 27 to the 3rd`: the third of May."""
    if point.month is None or point.month == 12:
        raise ValueError("days run backwards")
    return point.at(month=point.month + 1)


def _merge_run(found: list[Expression]) -> list[Expression]:
    """Single days that all follow one another are one range."""
    days = [expression.first.day if expression.is_single() and expression.first else None for expression in found]
    if len(found) < 2 or None in days or any(after - day != 1 for day, after in pairwise(filter(None, days))):
        return found
    return [replace(found[0], end=found[-1].end, last=found[-1].last)]


def _stretch(found: list[Expression], match: Match) -> list[Expression]:
    """The expression next to the month takes the month and all else that matched."""
    found[0] = replace(found[0], start=match.start)
    found[-1] = replace(found[-1], end=match.end)
    return found


def _weekday(text: str | None, words: Scanner) -> int | None:
    return words.value("weekday", text) if text else None


@cache
def _day_span_of(language: str) -> re.Pattern[str]:
    return scanner(language).compile("@dayspan")


@cache
def _day_of(language: str) -> re.Pattern[str]:
    return scanner(language).compile(r"(?:#weekday\.?,? )?#day")


def _day_span(words: Scanner) -> re.Pattern[str]:
    return _day_span_of(words.language)


def _day(words: Scanner) -> re.Pattern[str]:
    return _day_of(words.language)


# -- numbers ---------------------------------------------------------------------------------------------------------


def _read_numeric(match: Match, words: Scanner, style: Style) -> list[Expression]:
    """Day and month in the document's order, or in the only one that a calendar has."""
    groups = match.groups
    second = next(groups[name] for name in ("n2", "n2b") if name in groups)
    day, month = int(groups["n1"]), int(second)
    if (style.month_first and day <= 12) or month > 12:
        day, month = month, day
    if month > 12:
        raise ValueError("no month")
    weekday = words.value("weekday", groups["weekday"]) if "weekday" in groups else None
    point = with_year(Point(Grain.DAY, month=month, day=day, weekday=weekday), match, words)
    return [one(match, point)]


def _read_numeric_days(match: Match, words: Scanner, style: Style) -> list[Expression]:
    """`4-8/07/2022`: days of one month in figures."""
    first, last = (int(match.groups[name]) for name in ("n1", "n1_to"))
    month = int(match.groups["n2"])
    if month > 12 or first >= last:
        raise ValueError("days run backwards")
    days = [with_year(Point(Grain.DAY, month=month, day=day), match, words) for day in (first, last)]
    return [between(match, days[0], days[1])]


def _read_year_short(match: Match, words: Scanner, style: Style) -> list[Expression]:
    """`2016-17` and `2011/12` are two years in a row, `2016-11` and `2016/3` a month."""
    text = match.groups["short"]
    year, short = with_year(Point(Grain.YEAR), match, words).year or 0, words.value("short", text)
    named = "yearsign" in match.groups and short > year % 100
    if len(text) == 2 and (named or short == (year + 1) % 100 or (short > 12 and short > year % 100)):
        first = Point(Grain.YEAR, year)
        return [between(match, first, first.at(year=year - year % 100 + short + (100 if short < year % 100 else 0)))]
    if not 1 <= short <= 12:
        raise ValueError("no month")
    return [one(match, Point(Grain.MONTH, year, short))]


def _read_year_range(match: Match, words: Scanner, style: Style) -> list[Expression]:
    first, last = words.value("year", match.groups["year"]), words.value("year", match.groups["yearto"])
    if not 0 < last - first <= 150:
        raise ValueError("years run backwards")
    return [between(match, Point(Grain.YEAR, first), Point(Grain.YEAR, last))]


def _read_minguo_range(match: Match, words: Scanner, style: Style) -> list[Expression]:
    first, last = (minguo_year(match.groups[name], words) for name in ("minguo", "minguo_to"))
    return [between(match, Point(Grain.YEAR, first), Point(Grain.YEAR, last))]


def _read_quarter_range(match: Match, words: Scanner, style: Style) -> list[Expression]:
    """`2019年第一至第三季度`, `Q1-Q3 2019`."""
    name = "qnum" if "qnum" in match.groups else "ordinal"
    begin, end = (words.value(name, match.groups[group]) for group in (name, f"{name}_to"))
    first = with_year(Point(Grain.QUARTER, part=begin), match, words)
    last = first.at(part=end)
    if begin >= end:
        raise ValueError("quarters run backwards")
    return [between(match, first, last)]


def _read_year_head(match: Match, words: Scanner, style: Style) -> list[Expression]:
    """`the first nine months of 2019`, `前三季度`."""
    count = words.value("fewword", match.groups["headcount"])
    quarters = UNITS[words.value("headunit", match.groups["headunit"])] == "quarter"
    if not 1 < count < (4 if quarters else 12):
        raise ValueError("no part of a year")
    first, last = (
        (Point(Grain.QUARTER, part=part) if quarters else Point(Grain.MONTH, month=part)) for part in (1, count)
    )
    return [between(match, with_year(first, match, words), with_year(last, match, words))]


def _read_season_range(match: Match, words: Scanner, style: Style) -> list[Expression]:
    """`2018/19-2022/23`: from the first to the last year that is named."""
    first, last = int(match.groups["year"]), int(match.groups["yearto"]) + 1
    if not first < last or last % 100 != int(match.groups["short_to"]) % 100:
        raise ValueError("years run backwards")
    return [between(match, Point(Grain.YEAR, first), Point(Grain.YEAR, last))]


def _read_iso_range(match: Match, words: Scanner, style: Style) -> list[Expression]:
    """`2021.11.08-11.12`: the second day is of the same year."""
    first = with_year(finest(match, words), match, words)
    last = first.at(month=int(match.groups["endmonth"]), day=int(match.groups["endday"]))
    if first.first() >= last.first():
        raise ValueError("days run backwards")
    return [between(match, first, last)]


# -- coarse ----------------------------------------------------------------------------------------------------------


def _read_decade(match: Match, words: Scanner, style: Style) -> list[Expression]:
    for name in ("decade", "decade2", "decadeword"):
        if name in match.groups:
            number = words.value(name, re.sub(r"^\D*(?=\d)", "", match.groups[name]))
            break
    if "centurynum" in match.groups:
        number += (words.value("centuryword", match.groups["centurynum"]) - 1) * 100
    elif number < 100:
        number += 1900 if number >= 30 else 2000
    return [one(match, Point(Grain.DECADE, number // 10 * 10))]


def _read_century(match: Match, words: Scanner, style: Style) -> list[Expression]:
    name = "centurynum" if "centurynum" in match.groups else "centuryword"
    number = words.value("centuryword", match.groups[name])
    return [one(match, Point(Grain.CENTURY, (number - 1) * 100 + 1))]


# -- counted from the publication, or within a month -------------------------------------------------------------------


def _read_nth(match: Match, words: Scanner, style: Style) -> list[Expression]:
    """`last Sunday of March 2014`, `premier vendredi de ce mois`, `last day in October`."""
    groups = match.groups
    nth = words.value("place", groups["place"]) if "place" in groups else -1
    point = Point(Grain.DAY, month=month_in(groups, words), nth=nth, weekday=_weekday(groups.get("weekday"), words))
    if point.month is not None:
        return [one(match, with_year(point, match, words))]
    shift = words.value("monthshift", groups["monthshift"]) if "monthshift" in groups else 0
    return [one(match, replace(point, shifts=(Shift("month", shift),)))]


def _read_month_shift(match: Match, words: Scanner, style: Style) -> list[Expression]:
    name = next(name for name in ("monthshift", "monthend", "ofmonth") if name in match.groups)
    shifts = (Shift("month", words.value(name, match.groups[name])),)
    point = finest(match, words)
    if point.grain is Grain.YEAR:
        point = Point(Grain.MONTH)
    return [one(match, replace(point, shifts=shifts))]


def _read_week(match: Match, words: Scanner, style: Style) -> list[Expression]:
    by = words.value("weekshift", match.groups["weekshift"])
    weekday = _weekday(match.groups.get("weekday"), words)
    grain = Grain.WEEK if weekday is None else Grain.DAY
    return [one(match, Point(grain, weekday=weekday, shifts=(Shift("week", by),)))]


def _read_step(match: Match, words: Scanner, style: Style) -> list[Expression]:
    """`next Friday`, `last May`, `this quarter`, `mois prochain`."""
    groups, by = match.groups, _step(match, words)
    if "whole_units" in groups:
        unit = UNITS[words.value("whole_units", groups["whole_units"])]
        ends = sorted((by, by * words.value("fewword", groups["count"])))
        points = [Point(_UNIT_GRAINS[unit], shifts=(Shift(unit, end),)) for end in ends]
        return [between(match, points[0], points[1])]
    if "unit" in groups:
        unit = UNITS[words.value("unit", groups["unit"])]
        return [one(match, Point(_UNIT_GRAINS[unit], shifts=(Shift(unit, by),)))]
    point = finest(match, words)
    unit = "week" if point.month is None else "year_of"
    return [one(match, replace(point, shifts=(Shift(unit, by),)))]


def _step(match: Match, words: Scanner) -> int:
    name = "step" if "step" in match.groups else "steps"
    return words.value(name, match.groups[name])


def _read_off_day(match: Match, words: Scanner, style: Style) -> list[Expression]:
    name = "offday" if "offday" in match.groups else "now"
    return [one(match, Point(Grain.DAY, shifts=(Shift("day", words.value(name, match.groups[name])),)))]


def _read_spans(match: Match, words: Scanner, style: Style) -> list[Expression]:
    """`two years and three months ago`: the same day so much earlier."""
    shifts = tuple(
        Shift(
            UNITS[words.value("units", span["units"])],
            match.rule.shift * words.value("fewword", span["count"]),
            whole=False,
        )
        for span in _span_of(words.language).finditer(match.groups["spans"])
    )
    return [one(match, Point(Grain.DAY, shifts=shifts))]


@cache
def _span_of(language: str) -> re.Pattern[str]:
    return scanner(language).compile("#count ?#units")


def _read_weekdays_hence(match: Match, words: Scanner, style: Style) -> list[Expression]:
    count = words.value("fewword", match.groups["count"])
    weekday = words.value("weekdays", match.groups["weekdays"])
    return [one(match, Point(Grain.DAY, weekday=weekday, shifts=(Shift("weekday", count * match.rule.shift),)))]


_Reader = Callable[[Match, Scanner, Style], list[Expression]]
_READERS: tuple[tuple[str, _Reader], ...] = (
    ("days", _read_days),
    ("n1_to", _read_numeric_days),
    ("n1", _read_numeric),
    ("endmonth", _read_iso_range),
    ("minguo_to", _read_minguo_range),
    ("qnum_to", _read_quarter_range),
    ("ordinal_to", _read_quarter_range),
    ("headcount", _read_year_head),
    ("short_to", _read_season_range),
    ("short", _read_year_short),
    ("yearto", _read_year_range),
    ("decade", _read_decade),
    ("decade2", _read_decade),
    ("decadeword", _read_decade),
    ("centurynum", _read_century),
    ("centuryword", _read_century),
    ("place", _read_nth),
    ("last_weekday", _read_nth),
    ("monthshift", _read_month_shift),
    ("monthend", _read_month_shift),
    ("ofmonth", _read_month_shift),
    ("weekshift", _read_week),
    ("step", _read_step),
    ("steps", _read_step),
    ("offday", _read_off_day),
    ("now", _read_off_day),
    ("spans", _read_spans),
    ("weekdays", _read_weekdays_hence),
)
"""What reads a match: the first entry whose group was captured."""
