"""Amounts written at random in each language read back to the same; any text whatever keeps to the rules."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractors.numbers import parse_number
from schemas.facts.amount import Amount, Measure
from tests.amounts_kit import amounts_in, document_of, found_in

LANGUAGES = st.sampled_from(["fr", "en", "zh"])
WHOLE = st.integers(1, 10**12)
GROUPS = st.sampled_from([" ", "\u00a0", "\u202f", "’", "'"])
CENTS = st.decimals(Decimal("0.01"), Decimal(10**9), places=2)
MAGNITUDES = {"fr": ("millions", 6), "en": ("billion", 9), "zh": ("亿", 8)}
CODES = st.sampled_from(["USD", "EUR", "CHF", "CNY", "MZN", "XOF", "KES"])

# Whole words and signs, which letters drawn at random hardly ever make.
PIECES = [
    "1 ",
    "12",
    "345",
    "1 200",
    "3,5",
    "2.5",
    "1.000.000",
    "$",
    "€",
    "%",
    "US$",
    "CHF ",
    "N",
    "R",
    "million ",
    "millions ",
    "milliard ",
    "de ",
    " à ",
    " et ",
    " to ",
    " and ",
    "entre ",
    "between ",
    "par ",
    " per ",
    "chaque ",
    "each ",
    "to each of ",
    "chacun",
    "每",
    "人",
    "万",
    "亿",
    "元",
    "百",
    "十",
    "三",
    "多",
    "约",
    "至",
    "成",
    "分之",
    "个",
    "名",
    "户",
    "年",
    "douzaine ",
    "une ",
    "vingt ",
    "demi ",
    "half ",
    "a ",
    "thousand ",
    "dinars",
    "dollars",
    "francs CFA",
    "lakh ",
    "personnes",
    "people",
    "工人",
    "第",
    "no. ",
    "ISO ",
    "+",
    "<",
    "±",
    "\n",
    "K",
    "bn",
]

FRENCH = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]
FRENCH_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}
ENGLISH = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
ENGLISH_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
CHINESE = "零一二三四五六七八九"


def french(number: int) -> str:
    """A number below a million in French words."""
    if number >= 1000:
        head = "mille" if number < 2000 else f"{french(number // 1000)} mille"
        return head + (f" {french(number % 1000)}" if number % 1000 else "")
    if number >= 100:
        head = "cent" if number < 200 else f"{FRENCH[number // 100]} cent"
        return head + (f" {french(number % 100)}" if number % 100 else "")
    if number < 17:
        return FRENCH[number]
    tens = number // 10 - (number // 10 in (7, 9))
    rest = number - tens * 10
    if tens == 1:
        return f"dix-{FRENCH[rest]}"
    if rest in (1, 11) and tens != 8:
        return f"{FRENCH_TENS[tens]} et {french(rest)}"
    return FRENCH_TENS[tens] + (f"-{french(rest)}" if rest else "")


def english(number: int) -> str:
    """A number below a million in English words."""
    if number >= 1000:
        return f"{english(number // 1000)} thousand" + (f" {english(number % 1000)}" if number % 1000 else "")
    if number >= 100:
        return f"{ENGLISH[number // 100]} hundred" + (f" and {english(number % 100)}" if number % 100 else "")
    if number < 20:
        return ENGLISH[number]
    return ENGLISH_TENS[number // 10] + (f"-{ENGLISH[number % 10]}" if number % 10 else "")


def chinese(number: int) -> str:
    """A number below ten thousand in Chinese numerals."""
    out, zero = "", False
    for power, place in ((3, "千"), (2, "百"), (1, "十"), (0, "")):
        digit = number // 10**power % 10
        if digit:
            out += ("零" if zero else "") + CHINESE[digit] + place
        zero = bool(out) and not digit
    return out or "零"


def grouped(number: int, separator: str) -> str:
    return f"{number:,}".replace(",", separator)


@given(WHOLE, GROUPS, LANGUAGES)
def test_groups_of_three(number: int, separator: str, language: str) -> None:
    assert parse_number(grouped(number, separator), language) == number


@given(CENTS, LANGUAGES)
def test_decimals(value: Decimal, language: str) -> None:
    written = f"{value:,}"
    if language == "fr":
        written = written.replace(",", "\u202f").replace(".", ",")
    assert parse_number(written, language) == value


@given(st.integers(1, 999_999))
def test_words(number: int) -> None:
    assert parse_number(french(number), "fr") == number
    assert parse_number(english(number), "en") == number


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_chinese_numerals(high: int, low: int) -> None:
    assert parse_number(chinese(high), "zh") == high
    zero = "零" if low < 1000 else ""
    assert parse_number(f"{chinese(high)}万{zero}{chinese(low)}", "zh") == high * 10_000 + low


@given(st.integers(1, 999), LANGUAGES, CODES)
def test_sums_of_money(number: int, language: str, code: str) -> None:
    word, power = MAGNITUDES[language]
    for text in (
        f"{code} {number} {word}",
        f"{number} {word} {code}",
        f"{number}{word}{'' if word == '亿' else ' '}{code}",
    ):
        (amount,) = amounts_in(text, language)
        assert (amount.measure, amount.currency_code) == (Measure.MONEY, code)
        assert amount.low == amount.high == number * 10**power
        assert (amount.start, amount.end) == (0, len(text))


@given(st.integers(1, 99), st.integers(1, 99), LANGUAGES)
def test_ranges_of_percent(low: int, more: int, language: str) -> None:
    join = {"fr": " à ", "en": " to ", "zh": "至"}[language]
    (amount,) = amounts_in(f"{low}{join}{low + more} %", language)
    assert (amount.measure, amount.low, amount.high) == (Measure.PERCENT, low, low + more)


@settings(deadline=None, max_examples=300)
@given(
    st.text(st.characters(codec="utf-8"), max_size=200)
    | st.text("0123456789 .,-–'’%$€元万亿约至百分之成半十一 parde\n", max_size=80)
    | st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    LANGUAGES,
)
@example("1" * 60 + "%", "en")
@example("$" + "9" * 40, "en")
@example("千分之零", "zh")
@example("三分之一至三分之二", "zh")
def test_any_text_keeps_to_the_rules(text: str, language: str) -> None:
    spans = set()
    for found in found_in(document_of(text, language=language)):
        assert 0 <= found.start < found.end <= len(text)
        assert (found.start, found.end) not in spans
        spans.add((found.start, found.end))
        if isinstance(found, Amount):
            assert found.low <= found.high
            assert (found.currency_code is None) == (found.measure is not Measure.MONEY)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", ["1,", " ", "@", "一", "1 ", "$1", "de "])
def test_a_megabyte_of_one_thing_does_not_hang(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    for language in ("fr", "en", "zh"):
        found_in(document_of(text, language=language))
