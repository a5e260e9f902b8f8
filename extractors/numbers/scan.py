"""Finds the numbers of a text, written with digits, in words or in Chinese, and gives their values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache

from extractors.numbers.chinese import numeral_characters, parse_chinese
from extractors.numbers.digits import DIGITS, DigitReading, read_digits
from extractors.numbers.vocabulary import SPACES, NumberFormatError, number_rules, words_of
from extractors.numbers.words import parse_words, read_words, trigger


class Writing(StrEnum):
    """How a number is written."""

    DIGITS = "digits"
    WORDS = "words"
    CHINESE = "chinese"


# The smaller places of a number in digits and characters: 73万6千, 3亿5000多万.
_TAIL = re.compile(r"(?:\d,\d{3}|\d{1,4})(?P<more>[多余餘]?)(?:[千百十]?[万萬]|[千百](?![万萬]))")
# Hundreds, or a second magnitude, behind thousands: 6千5百名, 1千7百万.
_HUNDREDS = re.compile(r"(?P<more>)\d百(?:\d{1,2}(?!\d))?(?:[万萬亿億])?")
# Forty numbers and more with one sign between them are codes or the cells of a table without words: none has a unit,
# but the last may. Reading each of them would make a page of figures fifty times slower than a page of text.
_RUN = re.compile(r"(?<![\d/:;|\t -])(?:\d{1,4}[/:;|\t -]){40,}(?=\d)")
_IGNORED = "\x00"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at `text[start:end]`; its value is `base` times `factor`, the product of its magnitude words.

    `decimal` is the other reading of `base` where a lone separator leaves two. `more` says that the number itself is a
    lower limit (300多), `loose` that it is a round figure (une centaine), `short` that a letter is its magnitude.
    """

    start: int
    end: int
    digits_end: int
    writing: Writing
    base: Decimal
    decimal: Decimal
    factor: Decimal = Decimal(1)
    grouped: bool = False
    decimal_first: bool = False
    more: bool = False
    loose: bool = False
    short: bool = False

    @property
    def value(self) -> Decimal:
        """The value with the separator read as grouping."""
        return self.base * self.factor

    @property
    def scaled(self) -> bool:
        """Whether a magnitude word belongs to the number."""
        return self.factor != 1

    def scaled_by(self, factor: Decimal) -> "Numeral":
        """The same number in millions, where the magnitude word stands once behind a range or a list."""
        return replace(self, factor=factor)


def parse_number(text: str, language: str) -> Decimal:
    """The value of a text that is one number; raises `NumberFormatError` if it is none or more than one.

    A lone separator before three digits is read by the custom of the language: 1,234 is 1.234 in French.
    """
    text = text.strip()
    found = next(find_numerals(text, language), None)
    if found is not None and (found.start, found.end) == (0, len(text)):
        decimal = found.decimal_first or (found.scaled and found.decimal != found.base and "," not in text)
        return (found.decimal if decimal else found.base) * found.factor
    return parse_chinese(text) if language.startswith("zh") else parse_words(text, language)


def find_numerals(text: str, language: str) -> Iterator[Numeral]:
    """Every number in the text, in order, without overlaps."""
    chinese = language.startswith("zh")
    position = 0
    text = _RUN.sub(lambda run: _IGNORED * len(run.group()), text)
    for match in _candidates(chinese, "fr" if language.startswith("fr") else "en").finditer(text):
        if match.start() < position:
            continue
        numeral = _chinese_at(match, text) if chinese else _latin_at(match, text, language)
        if numeral is not None:
            position = numeral.end
            yield numeral


@cache
def _candidates(chinese: bool, language: str) -> re.Pattern[str]:
    # A number touches no letter on its left, except a currency's (checked by its reader), and no part of a code.
    digits = rf"(?P<digits>{DIGITS})"
    if not chinese:
        return re.compile(rf"(?<!\d)(?<!\d[.,]){digits}|\b(?i:{trigger(language)})", re.X)
    rules = number_rules().zh
    signs = numeral_characters()
    more = f"[{rules.more}]"
    scale = f"[{''.join(rules.small)}]?(?:万亿|萬億|[{''.join(rules.large)}])"
    run = rf"[{signs}](?:[ ]?[{signs}]){{0,30}}(?:[ ]?[{rules.point}][ ]?[{signs}](?:[ ]?[{signs}]){{0,12}})?"
    return re.compile(
        rf"(?<!\d)(?:(?<!\d[.,]){digits}[ \u00a0]?(?P<scale>{more}?(?:{scale}|[{''.join(rules.small)}])?{more}?)"
        rf"|(?P<run>{run})(?P<more>{more}?(?:{scale})?))",
        re.X,
    )


def _chinese_at(match: re.Match[str], text: str) -> Numeral | None:
    rules = number_rules().zh
    if match["digits"] is not None:
        reading = _reading(match["digits"], "zh")
        if reading is None:
            return None
        scale = match["scale"] or ""
        english = None if scale else read_scale(text, match.end("digits"), "en")
        if english:
            return _from_reading(reading, match.start(), english[1], match.end("digits"), english[0], short=english[2])
        plain = re.sub(f"[{rules.more}]", "", scale)
        tail = _tail_of(text, plain, match.end())
        if tail:
            value = parse_chinese(text[match.start() : tail.end()].replace(" ", ""))
            more = plain != scale or tail["more"] != ""
            return Numeral(match.start(), tail.end(), tail.end(), Writing.DIGITS, value, value, grouped=True, more=more)
        factor = parse_chinese("一" + plain) if plain else Decimal(1)
        digits_end = match.end("digits")
        end = match.end() if scale else digits_end
        return _from_reading(reading, match.start(), end, digits_end, factor, more=plain != scale)
    run, more = match["run"], match["more"] or ""
    inside = re.sub(f"[{rules.more}]", "", more)
    try:
        value = parse_chinese(run.replace(" ", "")) * (parse_chinese("一" + inside) if inside else 1)
    except NumberFormatError:
        return None
    return Numeral(match.start(), match.end(), match.end(), Writing.CHINESE, value, value, more=inside != more)


def _tail_of(text: str, magnitude: str, position: int) -> re.Match[str] | None:
    """The smaller places of a number in digits and characters."""
    if magnitude == "千":
        return _HUNDREDS.match(text, position)
    return _TAIL.match(text, position) if magnitude and magnitude[-1] in number_rules().zh.large else None


def _latin_at(match: re.Match[str], text: str, language: str) -> Numeral | None:
    if match["digits"] is None:
        spelled = read_words(text, match.start(), language)
        if spelled is None:
            return None
        end = spelled.end
        return Numeral(
            match.start(),
            end,
            end,
            Writing.WORDS,
            spelled.value,
            spelled.value,
            loose=spelled.loose,
            grouped=spelled.scaled,
        )
    reading = _reading(match["digits"], language)
    if reading is None:
        return None
    factor, end, short = read_scale(text, match.end(), language) or (Decimal(1), match.end(), False)
    return _from_reading(reading, match.start(), end, match.end(), factor, short=short)


def _reading(digits: str, language: str) -> DigitReading | None:
    try:
        return read_digits(digits, language)
    except NumberFormatError:
        return None


def _from_reading(
    reading: DigitReading,
    start: int,
    end: int,
    digits_end: int,
    factor: Decimal,
    *,
    more: bool = False,
    short: bool = False,
) -> Numeral:
    return Numeral(
        start,
        end,
        digits_end,
        Writing.DIGITS,
        reading.value,
        reading.decimal,
        factor,
        reading.grouped,
        reading.decimal_first,
        more=more,
        short=short,
    )


@cache
def _scale(language: str) -> re.Pattern[str]:
    words = words_of(language)
    long = "|".join(sorted({*words.magnitude, *words.thousand}, key=len, reverse=True))
    short = "|".join(sorted(words.short, key=len, reverse=True))
    gap = rf"[{SPACES}\n]{{0,2}}"
    return re.compile(
        rf"{gap}-?(?P<long>(?i:{long}))\b\.?(?:{gap}(?:de[ ]|d['’]|of[ ])?(?P<second>(?i:{long}))\b)?"
        rf"|[ \u00a0\u202f]?(?P<short>{short})(?![^\W_])"
    )


def read_scale(text: str, position: int, language: str) -> tuple[Decimal, int, bool] | None:
    """The factor of the magnitude words at `position`, where they end, and whether a letter stands for them."""
    language = "fr" if language.startswith("fr") else "en"
    match = _scale(language).match(text, position)
    if match is None:
        return None
    words = words_of(language)
    if match["short"]:
        return Decimal(10) ** words.short[match["short"]], match.end(), True
    factor = Decimal(10) ** words.magnitude[match["long"].lower()]
    if match["second"] is None:
        return factor, match.end("long"), False
    return factor * Decimal(10) ** words.magnitude[match["second"].lower()], match.end("second"), False
