"""Full dates of a short text, without a document."""

from datetime import date

import pytest

from extractors.calendar import parse_full_dates
from extractors.calendar.numerals import parse_number, parse_year


@pytest.mark.parametrize(
    ("language", "text", "words", "day"),
    [
        ("fr", "Genève, le 31 août 2016 - 15:50", "31 août 2016", date(2016, 8, 31)),
        ("fr", "Berne, le 28.11.2022", "28.11.2022", date(2022, 11, 28)),
        ("fr", "le 1er mai 2012", "1er mai 2012", date(2012, 5, 1)),
        ("fr", "mer. 10 juin 2020", "mer. 10 juin 2020", date(2020, 6, 10)),
        ("en", "GENEVA (ILO News), May 5, 2021", "May 5, 2021", date(2021, 5, 5)),
        ("en", "Monday, 12th September 2022, 10 a.m.", "Monday, 12th September 2022", date(2022, 9, 12)),
        ("en", "updated 2016-09-06T10:00", "2016-09-06", date(2016, 9, 6)),
        ("en", "the twenty second of June 1995", "twenty second of June 1995", date(1995, 6, 22)),
        ("en", "le 31 août 2016", "31 août 2016", date(2016, 8, 31)),
        ("zh-Hans", "日期：２０２２年４月１８日", "２０２２年４月１８日", date(2022, 4, 18)),
        ("zh-Hans", "二〇二三年六月十四日", "二〇二三年六月十四日", date(2023, 6, 14)),
        ("zh-Hant", "2015年3月3號", "2015年3月3號", date(2015, 3, 3)),
        ("zh-Hans", "发布时间：2023/5/11 10:30", "2023/5/11", date(2023, 5, 11)),
    ],
)
def test_full_dates(language: str, text: str, words: str, day: date) -> None:
    start = text.index(words)
    assert parse_full_dates(text, language) == [(start, start + len(words), day)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "le 31 août"),
        ("fr", "31 février 2016"),
        ("en", "in May 2021"),
        ("en", "tel. +41 22 799 2012"),
        ("zh", "2016年9月"),
        ("zh", ""),
    ],
)
def test_no_full_date(language: str, text: str) -> None:
    assert parse_full_dates(text, language) == []


_FRENCH = {
    "quatre": 4,
    "vingt": 20,
    "dix": 10,
    "neuf": 9,
    "sept": 7,
    "cent": 100,
    "mille": 1000,
    "deux": 2,
    "soixante": 60,
    "et": 0,
}
_ENGLISH = {"nineteen": 19, "twenty": 20, "eight": 8, "two": 2, "thousand": 1000, "and": 0, "ten": 10, "hundred": 100}


@pytest.mark.parametrize(
    ("text", "words", "number"),
    [
        ("quatre vingt dix neuf", _FRENCH, 99),
        ("soixante dix sept", _FRENCH, 77),
        ("mille neuf cent quatre vingt dix", _FRENCH, 1990),
        ("deux mille dix sept", _FRENCH, 2017),
        ("two thousand and ten", _ENGLISH, 2010),
        ("二〇一六", {}, 2016),
        ("二十九", {}, 29),
        ("十二", {}, 12),
        ("31st", {}, 31),
    ],
)
def test_numbers_in_words(text: str, words: dict[str, int], number: int) -> None:
    assert parse_number(text, words) == number


def test_a_year_in_two_halves() -> None:
    assert parse_year("nineteen twenty eight", _ENGLISH) == 1928
    with pytest.raises(ValueError, match="no year"):
        parse_year("two twenty", _ENGLISH)
