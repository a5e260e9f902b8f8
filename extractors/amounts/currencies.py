"""Reads the currency that stands before or behind a number: sign, code or noun."""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from extractors.numbers import SPACES, Numeral
from extractors.rules import load_rules

_GAP = re.compile(rf"[{SPACES}\n]{{0,2}}")
_OF = re.compile(r"(?:de |d['’]|of |in |en )?", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_]{1,30}(?:['’.&ʻ-]{1,2}[^\W\d_]{1,30}){0,4}")
_MOST_NAME_WORDS = 6
_LONGEST_SIGN = 6
_LONGEST_CHINESE_NAME = 9
# 块 counts pieces (一块告示) unless money goes on behind it.
_YUAN_IN_WORD = re.compile("[经化论结体制性素旦首老凶勋帅]")
_PIECE = re.compile(r"[\u4e00-\u9fff](?<![钱錢多半左以到至和的一二三四五六七八九两零])")
_SCALED_CODE = re.compile(r"([kKmM])([A-Z]{3})")
# French business prose writes the magnitude against the sign: 11 MMDH are eleven milliards de dirhams.
_SCALED_SIGN = re.compile(r"(MM|Mds?|Mrds?|M|K|k)[ \u00a0]?(DHS?|DT|DA|F[ \u00a0]?CFA|FC)(?![^\W_])")
_SIGN_FACTORS = {"K": 3, "M": 6, "MM": 9, "MD": 9, "MDS": 9, "MRD": 9, "MRDS": 9}


class Tender(NamedTuple):
    """A currency at `text[start:end]`: `codes` has several where the word is shared, `word` is what was read.

    `factor` is the magnitude written into the code (MUSD); `sign` tells signs and codes from nouns.
    """

    start: int
    end: int
    codes: tuple[str, ...]
    word: str
    factor: Decimal = Decimal(1)
    sign: bool = True


class CurrencyData(BaseModel):
    """`rules/currencies.yaml`, made from CLDR."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    codes: frozenset[str]
    names: dict[str, str]
    heads: dict[str, tuple[str, ...]]
    countries: dict[str, str]


@cache
def _codes() -> frozenset[str]:
    return currency_data().codes | currency_words().old_codes


class CurrencyWords(BaseModel):
    """`rules/currency_words.yaml`, written by hand."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    signs: dict[str, tuple[str, ...]]
    letters: dict[str, tuple[str, ...]]
    suffixes: dict[str, tuple[str, ...]]
    three_places: frozenset[str]
    old_codes: frozenset[str]
    careful_codes: frozenset[str]
    never_before: frozenset[str]
    lower_codes: frozenset[str]
    names: dict[str, str]
    chinese: dict[str, str]
    shared: dict[str, tuple[str, ...]]
    defaults: dict[str, str]
    scaled_only: frozenset[str]
    never_alone: frozenset[str]
    leading: frozenset[str]
    leading_chinese: frozenset[str]
    parts: dict[str, int]
    parts_alone: dict[str, str]
    places: dict[str, tuple[str, ...]]


def currency_words() -> CurrencyWords:
    """The words written by hand."""
    return load_rules("currency_words", CurrencyWords)


def currency_data() -> CurrencyData:
    """Codes, names and countries from CLDR."""
    return load_rules("currencies", CurrencyData)


@cache
def _nouns() -> dict[str, tuple[str, ...]]:
    """Every noun of a currency, lower case, with the codes it may stand for."""
    data, words = currency_data(), currency_words()
    nouns = {head: codes for head, codes in data.heads.items() if head not in words.never_alone}
    nouns |= {name: (code,) for name, code in data.names.items()}
    nouns |= {name: (code,) for name, code in (words.names | words.chinese).items()}
    return nouns | words.shared


def tender_before(text: str, numeral: Numeral, floor: int) -> Tender | None:
    """The currency that ends right before the number and begins no earlier than `floor`."""
    end = numeral.start
    while end > floor and end > numeral.start - 2 and text[end - 1] in f"{SPACES}\n":
        end -= 1
    if end <= floor:
        return None
    return (
        _sign_before(text, floor, end, numeral)
        or _code_before(text, floor, end, numeral)
        or _noun_before(text, floor, end)
    )


def tender_after(text: str, numeral: Numeral) -> Tender | None:
    """The currency that stands right behind the number, with what leads to it ("de", "d'")."""
    gap = _GAP.match(text, numeral.end)
    start = gap.end() if gap else numeral.end
    found = _sign_after(text, start, numeral) or _code_after(text, start)
    if found:
        return found
    of = _OF.match(text, start)
    start = of.end() if of else start
    noun = _noun_after(text, start, numeral)
    if noun or not (of and of.group()):
        return noun or _part_alone(text, start)
    return _sign_after(text, start, numeral)


def _part_alone(text: str, start: int) -> Tender | None:
    """Hundredths without their unit: fifty cents."""
    word = _NAME_WORD.match(text, start)
    code = currency_words().parts_alone.get(word.group().lower()) if word else None
    return Tender(start, word.end(), (code,), "cents", Decimal("0.01"), sign=False) if word and code else None


def part_after(text: str, position: int) -> tuple[int, int] | None:
    """Where a word for a hundredth or tenth of a currency ends, and how many make the unit."""
    gap = _GAP.match(text, position)
    start = gap.end() if gap else position
    parts = currency_words().parts
    word = _NAME_WORD.match(text, start)
    if word and word.group().lower() in parts:
        return word.end(), parts[word.group().lower()]
    for size in (2, 1):
        if text[start : start + size] in parts and not text[start].isascii():
            return start + size, parts[text[start : start + size]]
    return None


def _sign_before(text: str, floor: int, end: int, numeral: Numeral) -> Tender | None:
    signs = currency_words().signs
    for size in range(min(_LONGEST_SIGN, end - floor), 0, -1):
        start = end - size
        sign = text[start:end]
        if sign in signs and not _touches_letter(text, start - 1):
            return Tender(start, end, signs[sign], sign)
    letter = currency_words().letters.get(text[end - 1])
    if letter and end == numeral.start and not _touches_letter(text, end - 2) and (numeral.grouped or numeral.scaled):
        return Tender(end - 1, end, letter, text[end - 1])
    return None


def _touches_letter(text: str, position: int) -> bool:
    """Whether a Latin letter stands at the position, so that a sign beside it is part of a word."""
    return 0 <= position < len(text) and text[position].isalpha() and text[position] < "\u2e80"


def _code_before(text: str, floor: int, end: int, numeral: Numeral) -> Tender | None:
    words = currency_words()
    start = end - 3
    code = text[start:end]
    if start < floor or (code not in _codes() and code not in words.lower_codes):
        return None
    scaled = start > floor and text[start - 1] in "kKmM" and code.isupper() and code not in words.careful_codes
    if scaled and not _touches_letter(text, start - 2):
        return Tender(start - 1, end, (code,), code, _letter_factor(text[start - 1]))
    careful = code in words.careful_codes and not (numeral.grouped or numeral.scaled)
    if _touches_letter(text, start - 1) or code in words.never_before or careful:
        return None
    return Tender(start, end, (code.upper(),), code)


def _letter_factor(letter: str) -> Decimal:
    return Decimal(1000) if letter in "kK" else Decimal(1_000_000)


def _noun_before(text: str, floor: int, end: int) -> Tender | None:
    words = currency_words()
    if not text[end - 1].isalpha():
        return None
    if text[end - 1] >= "\u2e80":
        for size in (3, 2):
            if end - size >= floor and text[end - size : end] in words.leading_chinese:
                return Tender(end - size, end, _nouns()[text[end - size : end]], text[end - size : end], sign=False)
        return None
    for size in (size for size in (11, 10, 8, 7, 6, 5, 4, 2) if end - size >= floor):
        word = text[end - size : end].lower()
        if word in words.leading and not _touches_letter(text, end - size - 1) and word in _leading():
            return Tender(end - size, end, _leading()[word], word, sign=False)
    return None


@cache
def _leading() -> dict[str, tuple[str, ...]]:
    signs = {sign.lower(): codes for sign, codes in currency_words().signs.items()}
    return {word: _nouns().get(word) or signs[word] for word in currency_words().leading}


def _sign_after(text: str, start: int, numeral: Numeral) -> Tender | None:
    words = currency_words()
    for size in range(_LONGEST_SIGN, 0, -1):
        sign = text[start : start + size]
        codes = words.signs.get(sign) or words.suffixes.get(sign)
        if codes is None or len(sign) < size:
            continue
        end = start + size
        if sign[-1].isalpha() and (_touches_letter(text, end) or text[end : end + 1] in {"'", "’"}):
            continue
        if sign in words.suffixes and not (numeral.grouped or numeral.scaled or len(sign) > 1):
            continue
        return _named_dollar(text, start, end) if sign == "$" else Tender(start, end, codes, sign)
    return None


def _named_dollar(text: str, start: int, end: int) -> Tender:
    """A dollar sign, with the adjective behind it that says whose dollar it is (7,5 M$ canadiens)."""
    word = _NAME_WORD.match(text, end + 1) if text[end : end + 1].isspace() else None
    codes = _nouns().get(f"dollars {word.group().lower()}") if word else None
    return Tender(start, end, codes, f"dollars {word.group()}") if word and codes else Tender(start, end, ("USD",), "$")


def _code_after(text: str, start: int) -> Tender | None:
    words, codes = currency_words(), _codes()
    code = text[start : start + 3]
    if (code in codes or code in words.lower_codes) and not _touches_letter(text, start + 3):
        return Tender(start, start + 3, (code.upper(),), code)
    short = _SCALED_SIGN.match(text, start)
    if short:
        sign = re.sub(r"\s", "", short[2]).removesuffix("S")
        named = words.signs.get(sign) or words.suffixes.get(sign)
        factor = Decimal(10) ** _SIGN_FACTORS[short[1].upper()]
        return Tender(start, short.end(), named, sign, factor) if named else None
    scaled = _SCALED_CODE.match(text, start)
    if scaled and scaled[2] in codes and scaled[2] not in words.careful_codes and not _touches_letter(text, start + 4):
        return Tender(start, start + 4, (scaled[2],), scaled[2], _letter_factor(scaled[1]))
    return None


def _noun_after(text: str, start: int, numeral: Numeral) -> Tender | None:
    if text[start : start + 1] >= "\u2e80":
        return _chinese_noun_after(text, start)
    words = currency_words()
    run, ends = _name_words(text, start)
    for count in range(len(run), 0, -1):
        name = " ".join(run[:count])
        codes = _nouns().get(name)
        if codes is None or (name in words.scaled_only and not numeral.scaled and not numeral.grouped):
            continue
        end = ends[count - 1]
        return Tender(
            start, end + (text[end : end + 1] == "." and name.endswith(("-u", ".u"))), codes, name, sign=False
        )
    return None


def _name_words(text: str, start: int) -> tuple[list[str], list[int]]:
    """The next words, lower case, as long as only single blanks part them."""
    run: list[str] = []
    ends: list[int] = []
    position = start
    while len(run) < _MOST_NAME_WORDS:
        word = _NAME_WORD.match(text, position)
        if word is None:
            break
        run.append(word.group().lower().replace("’", "'"))
        ends.append(word.end())
        gap = _GAP.match(text, word.end())
        if gap is None or not gap.group():
            break
        position = gap.end()
    if run and "'" in run[0][:2]:
        run[0] = run[0][2:] if run[0][0] == "d" else run[0]
    return run, ends


def _is_no_money(text: str, start: int, name: str) -> bool:
    """Whether 块 counts pieces or 元 is part of a word (二元经济)."""
    if name == "元":
        return bool(_YUAN_IN_WORD.match(text, start + 1))
    return name == "块" and bool(_PIECE.match(text, start + 1))


def _chinese_noun_after(text: str, start: int) -> Tender | None:
    nouns = _nouns()
    for size in range(_LONGEST_CHINESE_NAME, 0, -1):
        name = text[start : start + size]
        if name in nouns and not _is_no_money(text, start, name):
            return Tender(start, start + len(name), nouns[name], name, sign=False)
    return None
