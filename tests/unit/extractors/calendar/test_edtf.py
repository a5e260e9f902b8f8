"""EDTF written from points of the calendar, and read back."""

from datetime import date

import pytest

from extractors.calendar import edtf
from extractors.calendar.points import Grain, Point

DAY = Point(Grain.DAY, 2016, 9, 6)
YEAR = Point(Grain.YEAR, 2016)


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (DAY, DAY, "2016-09-06"),
        (DAY, DAY.at(day=8), "2016-09-06/2016-09-08"),
        (Point(Grain.MONTH, 2016, 2), Point(Grain.MONTH, 2016, 2), "2016-02"),
        (Point(Grain.QUARTER, 2016, part=3), Point(Grain.QUARTER, 2016, part=3), "2016-07/2016-09"),
        (Point(Grain.HALF, 2016, part=2), Point(Grain.HALF, 2016, part=2), "2016-07-01/2016-12-31"),
        (YEAR, YEAR.at(year=2018), "2016/2018"),
        (YEAR, Point(Grain.MONTH, 2018, 2), "2016-01/2018-02"),
        (YEAR, DAY.at(year=2018), "2016-01-01/2018-09-06"),
        (Point(Grain.DECADE, 1990), Point(Grain.DECADE, 1990), "199X"),
        (Point(Grain.DECADE, 1990), Point(Grain.YEAR, 2010), "199X/2010"),
        (Point(Grain.CENTURY, 2001), Point(Grain.CENTURY, 2001), "2001/2100"),
        (None, YEAR, "../2016"),
        (YEAR, None, "2016/.."),
        (None, Point(Grain.QUARTER, 2016, part=1), "../2016-03"),
    ],
)
def test_write(first: Point | None, last: Point | None, written: str) -> None:
    assert edtf.write(first, last) == written
    assert edtf.bounds(written) == (first and first.first(), last and last.last())


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("199X/..", date(1990, 1, 1), None),
        ("../2030", None, date(2030, 12, 31)),
    ],
)
def test_bounds(written: str, low: date | None, high: date | None) -> None:
    assert edtf.bounds(written) == (low, high)


@pytest.mark.parametrize(
    "written", ["", "2016-13", "2016-02-30", "16", "2018/2016", "..", "../..", "2016-9-6", "199X-01", "2016//2018"]
)
def test_what_is_not_edtf(written: str) -> None:
    assert not edtf.is_valid(written)
