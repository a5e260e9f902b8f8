"""Chinese numerals: 三百五十, 二〇一六, 1200万, 拾萬零五十六點叁叁, 四十九兆九千五百九十二億."""

import re
from decimal import Decimal
from functools import cache

from extractors.numbers.digits import read_digits
from extractors.numbers.vocabulary import NumberFormatError, number_rules


@cache
def numeral_characters() -> str:
    """Every character that a Chinese numeral is written with, the decimal point left out."""
    rules = number_rules().zh
    return "".join((*rules.digits, *rules.small, *rules.large))


@cache
def _arabic() -> re.Pattern[str]:
    return re.compile(r"\d[\d,，.．]*")


def parse_chinese(text: str) -> Decimal:
    """The value of a Chinese numeral, digits and characters mixed; raises `NumberFormatError` if it has none."""
    rules = number_rules().zh
    text = re.sub(rf"[\s{rules.more}]", "", text)
    head, point, tail = _split_point(text, rules.point)
    if point:
        decimals = [rules.digits.get(sign) for sign in tail]
        stripped = _without_magnitude(tail)
        if None in decimals and stripped != tail:
            return parse_chinese(head + point + stripped) * _magnitude(tail[len(stripped) :])
        if not tail or None in decimals:
            raise NumberFormatError(f"{text!r}: no digits after the point")
        return parse_chinese(head) + Decimal("0." + "".join(map(str, decimals)))
    if len(text) > 1 and all(sign in rules.digits for sign in text):
        return Decimal("".join(str(rules.digits[sign]) for sign in text))
    return _by_places(text)


def _split_point(text: str, points: str) -> tuple[str, str, str]:
    for sign in points:
        if sign in text:
            return text.partition(sign)
    return text, "", ""


def _without_magnitude(text: str) -> str:
    rules = number_rules().zh
    return text.rstrip("".join((*rules.small, *rules.large)))


def _magnitude(text: str) -> Decimal:
    rules = number_rules().zh
    return Decimal(10) ** sum(rules.large.get(sign, rules.small.get(sign, 0)) for sign in text)


def _by_places(text: str) -> Decimal:
    """Read place by place; a last digit right after 百, 千 or 万 counts the next place (一百五 is 150)."""
    rules = number_rules().zh
    total = section = Decimal(0)
    digit: Decimal | None = None
    place = 0
    zero = False
    position = 0
    while position < len(text):
        sign = text[position]
        arabic = _arabic().match(text, position)
        if arabic:
            if digit is not None:
                raise NumberFormatError(f"{text!r}: two digits side by side")
            digit = read_digits(arabic.group().rstrip(",.，．"), "zh").value
            position = arabic.end()
            continue
        position += 1
        if sign in rules.digits:
            if digit:
                raise NumberFormatError(f"{text!r}: two digits side by side")
            digit, zero = Decimal(rules.digits[sign]), zero or rules.digits[sign] == 0
        elif sign in rules.small:
            place = rules.small[sign]
            section += (Decimal(1) if digit is None else digit) * 10**place
            digit, zero = None, False
        elif sign in rules.large:
            place = rules.large[sign]
            section += digit or 0
            total = _raise_by(total, section, place)
            section, digit, zero = Decimal(0), None, False
        else:
            raise NumberFormatError(f"{text!r}: {sign!r} is no numeral")
    short_hand = digit is not None and place > 1 and not zero and text[-1] in rules.digits
    last = (digit or Decimal(0)) * (10 ** (place - 1) if short_hand else 1)
    return total + section + last


def _raise_by(total: Decimal, section: Decimal, place: int) -> Decimal:
    """万 and 亿 multiply all that stands before them and is smaller (四十九兆 + 九千五百九十二億; 一万亿)."""
    factor = Decimal(10) ** place
    if section == 0:
        return (total or Decimal(1)) * factor
    if total and total < factor:
        return (total + section) * factor
    return total + section * factor
