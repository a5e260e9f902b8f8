"""Numbers in words: English and French by a table of words, Chinese by its digits."""

import re
from collections.abc import Mapping

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "0": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_WORD = re.compile(r"[a-z]+")


def parse_number(text: str, words: Mapping[str, int]) -> int:
    """The whole number that the words or digits name; `ValueError` when they name none."""
    digits = re.match(r"[0-9]+", text)
    if digits:
        return int(digits[0])
    if text and text[0] in _DIGITS.keys() | _TENS.keys() | {"廿"}:
        return _chinese(text)
    return _words(text, words)


def parse_year(text: str, words: Mapping[str, int]) -> int:
    """A year in words, `nineteen twenty eight` too; `ValueError` when the words are not one between 1100 and 2199."""
    try:
        year = parse_number(text, words)
    except ValueError:
        year = _century_and_rest(text, words)
    if not 1100 <= year <= 2199:
        raise ValueError(f"no year: {text}")
    return year


def _chinese(text: str) -> int:
    text = text.replace("廿", "二十")
    if not any(sign in _TENS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    total, digit = 0, 0
    for sign in text:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def _words(text: str, words: Mapping[str, int]) -> int:
    """Adds up, and multiplies before a hundred or thousand: `quatre vingt dix`, `two thousand and ten`."""
    if not _known(text, words):
        raise ValueError(f"no number: {text}")
    values = [words[word] for word in _WORD.findall(text) if words[word]]
    if not values:
        raise ValueError(f"no number: {text}")
    total, current = 0, 0
    for value in values:
        if value == 1000:
            total, current = total + (current or 1) * 1000, 0
        elif value == 100:
            current = (current or 1) * 100
        elif value == 20 and current % 100 == 4:
            current += 76
        elif _can_follow(current % 100, value):
            current += value
        else:
            raise ValueError(f"no number: {text}")
    return total + current


def _can_follow(before: int, value: int) -> bool:
    """Whether a number below a hundred goes on with this word: `vingt` + `quatre`, `soixante` + `dix`."""
    return before == 0 or (
        before % 10 == 0 and (value < 10 < before or (value < 20 and before in {10, 60, 80} and value != before))
    )


def _known(text: str, words: Mapping[str, int]) -> bool:
    return all(word in words for word in _WORD.findall(text))


def _century_and_rest(text: str, words: Mapping[str, int]) -> int:
    """`nineteen twenty eight`: the century's number, then the year's."""
    first, _, rest = text.replace("-", " ").strip().partition(" ")
    century, year = _words(first, words), _words(rest, words)
    if not (11 <= century <= 21 and 10 <= year <= 99):
        raise ValueError(f"no year: {text}")
    return century * 100 + year
