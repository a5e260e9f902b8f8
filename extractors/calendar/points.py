"""Points of the calendar, whole or with parts missing, and the first and last day that they cover."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum

from schemas.facts.date import Precision


class Grain(IntEnum):
    """How much of the calendar a point covers, from fine to coarse."""

    DAY = 0
    WEEK = 1
    MONTH = 2
    QUARTER = 3
    HALF = 4
    YEAR = 5
    DECADE = 6
    CENTURY = 7


PRECISION = {
    Grain.DAY: Precision.DAY,
    Grain.WEEK: Precision.DAY,
    Grain.MONTH: Precision.MONTH,
    Grain.QUARTER: Precision.QUARTER,
    Grain.HALF: Precision.MONTH,
    Grain.YEAR: Precision.YEAR,
    Grain.DECADE: Precision.DECADE,
    Grain.CENTURY: Precision.CENTURY,
}


TEXT_YEAR = "text_year"
"""The unit of a shift that counts from the year told of last (`翌年3月`), and not from the publication."""


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units before (negative) or after the day of publication; `whole`: the unit itself, else to the day."""

    unit: str
    by: int
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, quarter … of the calendar; what the words leave open is None. `part` numbers a quarter or half.

    A decade has its first year (1990), a century too (2001). `shifts` count from the day of publication. `nth` asks
    for the n-th `weekday` of the month (-1: the last one), -1 without a weekday for the month's last day.
    """

    grain: Grain
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: int | None = None
    weekday: int | None = None
    nth: int | None = None
    shifts: tuple[Shift, ...] = ()

    def is_placed(self) -> bool:
        """Whether nothing is missing and nothing counts from the day of publication."""
        return self.year is not None and not self.shifts and (self.grain > Grain.MONTH or self.month is not None)

    def at(self, **changes: int | None) -> "Point":
        """The same point with some parts filled in."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def first(self) -> date:
        """The first day covered; `ValueError` when there is no such day, or a part is missing."""
        year, month, _ = self._parts()
        if self.grain in {Grain.DAY, Grain.WEEK}:
            return self._day()
        return date(year, month, 1)

    def last(self) -> date:
        """The last day covered; `ValueError` when there is no such day, or a part is missing."""
        year, month, months = self._parts()
        if self.grain is Grain.DAY:
            return self._day()
        if self.grain is Grain.WEEK:
            return self._day() + timedelta(days=6)
        total = year * 12 + month - 1 + months - 1
        year, month = divmod(total, 12)
        return date(year, month + 1, monthrange(year, month + 1)[1])

    def _parts(self) -> tuple[int, int, int]:
        """Year and month in which the point begins, and the number of months that it covers."""
        if self.year is None or self.shifts:
            raise ValueError("the year is missing")
        if self.grain <= Grain.MONTH:
            if self.month is None:
                raise ValueError("the month is missing")
            return self.year, self.month, 1
        months = _MONTHS[self.grain]
        return self.year, ((self.part or 1) - 1) * months + 1 if self.grain < Grain.YEAR else 1, months

    def _day(self) -> date:
        year, month, _ = self._parts()
        if self.nth is not None:
            return self._nth_day(year, month, self.nth)
        if self.day is None:
            raise ValueError("the day is missing")
        return date(year, month, self.day)

    def _nth_day(self, year: int, month: int, nth: int) -> date:
        length = monthrange(year, month)[1]
        days = [date(year, month, day) for day in range(1, length + 1)]
        if self.weekday is not None:
            days = [day for day in days if day.weekday() == self.weekday]
        if not -len(days) <= nth <= len(days):
            raise ValueError(f"no such day: number {nth} of {year:04}-{month:02}")
        return days[nth if nth < 0 else nth - 1]


_MONTHS = {Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12, Grain.DECADE: 120, Grain.CENTURY: 1200}


def point_of(day: date) -> Point:
    """A day of the calendar as a point."""
    return Point(Grain.DAY, day.year, day.month, day.day)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month; `ValueError` past the year 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
