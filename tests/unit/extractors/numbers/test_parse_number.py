"""One number in each of its written forms."""

from decimal import Decimal

import pytest

from extractors.numbers import NumberFormatError, find_numerals, parse_number


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1 200 000", "fr", "1200000"),
        ("1\u202f200\u202f000", "fr", "1200000"),
        ("12\u00a0500,75", "fr", "12500.75"),
        ("300’000", "fr", "300000"),
        ("1'234'567", "en", "1234567"),
        ("1.234,56", "fr", "1234.56"),
        ("1,234.56", "en", "1234.56"),
        ("1.000.000", "fr", "1000000"),
        ("1,234", "fr", "1.234"),
        ("1,234", "en", "1234"),
        ("12,50,000", "en", "1250000"),
        ("１２５０万", "zh", "12500000"),
        ("6,7 millions", "fr", "6700000"),
        ("1.5 million", "en", "1500000"),
        ("1 400 milliards", "fr", "1400000000000"),
        ("20 mille", "fr", "20000"),
        ("1.3bn", "en", "1300000000"),
        ("250K", "en", "250000"),
        ("86,000 crore", "en", "860000000000"),
        ("1.11万亿", "zh", "1110000000000"),
        ("3 629亿", "zh", "362900000000"),
        ("73万6千", "zh", "736000"),
        ("1千7百万", "zh", "17000000"),
        ("soixante-quinze", "fr", "75"),
        ("soixante et onze", "fr", "71"),
        ("quatre-vingt-dix-huit", "fr", "98"),
        ("septante-deux", "fr", "72"),
        ("cent vingt et un", "fr", "121"),
        ("deux mille trois cents", "fr", "2300"),
        ("deux millions et demi", "fr", "2500000"),
        ("une vingtaine de milliers", "fr", "20000"),
        ("un demi-million", "fr", "500000"),
        ("one hundred and twenty", "en", "120"),
        ("twenty-five", "en", "25"),
        ("one million two hundred thousand", "en", "1200000"),
        ("half a million", "en", "500000"),
        ("two and a half million", "en", "2500000"),
        ("a dozen", "en", "12"),
        ("三百五十", "zh", "350"),
        ("三百五", "zh", "350"),
        ("一万零五十", "zh", "10050"),
        ("二〇一六", "zh", "2016"),
        ("一百二十点五", "zh", "120.5"),
        ("十二点五万", "zh", "125000"),
        ("四十九兆九千五百九十二億", "zh-Hant", "49959200000000"),
        ("拾萬零五十六點叁叁", "zh-Hant", "100056.33"),
        ("35万余", "zh", "350000"),
    ],
)
def test_written_forms(text: str, language: str, value: str) -> None:
    assert parse_number(text, language) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("dix et quinze", "fr"),
        ("deux trois", "fr"),
        ("ten twenty", "en"),
        ("pays", "fr"),
        ("一二百三万四点", "zh"),
        ("", "en"),
    ],
)
def test_what_is_not_one_number_is_refused(text: str, language: str) -> None:
    with pytest.raises(NumberFormatError):
        parse_number(text, language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("10, 20 et 30", "fr", ["10", "20", "30"]),
        ("dix et quinze pays", "fr", ["10", "15"]),
        ("2016 300 personnes", "fr", ["2016", "300"]),
        ("from 5,000 to 12,000", "en", ["5000", "12000"]),
        ("300多个项目和十余国", "zh", ["300", "10"]),
    ],
)
def test_numbers_in_running_text(text: str, language: str, expected: list[str]) -> None:
    assert [str(numeral.value) for numeral in find_numerals(text, language)] == expected


def test_a_lone_separator_keeps_both_readings() -> None:
    (numeral,) = find_numerals("2.280", "en")
    assert (numeral.base, numeral.decimal) == (Decimal(2280), Decimal("2.280"))
