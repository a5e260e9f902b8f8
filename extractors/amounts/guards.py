"""Tells counts from labels, years, headings and other numbers that count nothing."""

import re
from functools import cache

from extractors.amounts.items import Item, is_year
from extractors.amounts.nouns import NounPhrase
from extractors.amounts.rules import chinese_units, primary, rules_of, units_of
from extractors.numbers import Numeral, Writing

_WINDOW = 40
_LONGEST_CODE = 8
_WORD_BEFORE = re.compile(r"([^\W\d_]+|[#§]|n[°º])[.:]?\s{0,2}(?:n[°ºo]\.?\s?|\()?$", re.IGNORECASE)
_NUMBER_SIGN = re.compile(r"(?:n[°ºᵒ]|№|#|§|\bnos?\.?)\s{0,2}$", re.IGNORECASE)
# A few capitals before a number make a code of it (vol LX 2818, ISO 45001) unless the words around are capitals too.
_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,5}[ \u00a0-]?$")
# The dots that lead from a heading to its page in a table of contents.
_LEADER = re.compile(r"…{2}|\.{5}|(?: \.){4}|_{5}")
_LEADER_WITHIN = 120
_UNTIL_NOW = re.compile(r"(?:à ce jour|to this day|jusqu['’]à ce jour)\s{1,2}$", re.IGNORECASE)
_LINE_START = re.compile(r"(?:^|\n)[\s•▪·*–-]{0,6}$")
# 三八, 五一 and 五四 name days; a count of two digits in characters has 十 in it.
_DAY_NAME = re.compile("[一二三四五六七八九〇零]{2}")
# Numerals inside words: 红十字会, 万一.
_FIXED = re.compile(".?(?:十字|万一)")
_OPENS_LIST = re.compile(r"\d{1,2}、")
_LISTED = re.compile(r"(?:^|[\n。；：.;:)）])\s{0,2}$")
_SMALLEST_SPELLED = 10
_MOST_HEADINGS = 50


@cache
def _labels(language: str) -> tuple[str, ...]:
    return tuple(rules_of(language).labels)


def is_labelled(text: str, start: int, language: str) -> bool:
    """Whether the word before the number makes it a label: article 5, page 12, 第3, Convention No. 183."""
    window = text[max(0, start - _WINDOW) : start]
    if _NUMBER_SIGN.search(window):
        return True
    rules = rules_of(language)
    if primary(language) == "zh":
        if _OPENS_LIST.match(text, start) and _LISTED.search(window):
            return True
        tail = window.rstrip(" 　")
        return tail.endswith(_labels(language)) and not any(tail[-size:] in units_of("zh") for size in (2, 3))
    match = _WORD_BEFORE.search(window)
    return match is not None and match[1].lower() in rules.labels and not _UNTIL_NOW.search(window)


def may_be_counted(text: str, item: Item, noun: NounPhrase, language: str, *, in_cell: bool) -> bool:
    """Whether a number before a noun counts it."""
    numeral = item.numeral
    if not _is_whole(text, numeral, noun) or _is_code(text, item, noun, language):
        return False
    if primary(language) == "zh":
        named = is_year(numeral) and text[numeral.end : numeral.end + 1] not in chinese_units().measures
        if text.startswith("0", numeral.start) or _FIXED.match(text, max(0, numeral.start - 1)):
            return False
        return not named and not _DAY_NAME.fullmatch(text, numeral.start, numeral.end)
    if is_year(numeral) and not _counts_despite_year(text, item, noun, language):
        return False
    return in_cell or not _numbers_heading(text, item, noun)


def _is_whole(text: str, numeral: Numeral, noun: NounPhrase) -> bool:
    """Whether the number may be one of a count: no plain decimal, no small number in words, no doubtful magnitude."""
    if numeral.base != int(numeral.base) and not numeral.scaled and not numeral.grouped and not numeral.loose:
        return False
    if numeral.writing is not Writing.DIGITS and numeral.value < _SMALLEST_SPELLED:
        return False
    return not numeral.short or (noun.sure and not text[numeral.digits_end : numeral.digits_end + 1].isspace())


def _is_code(text: str, item: Item, noun: NounPhrase, language: str) -> bool:
    """Whether capitals before a plain number make one code with it, and the word behind counts nothing."""
    numeral = item.numeral
    if numeral.grouped or numeral.scaled or numeral.writing is not Writing.DIGITS:
        return False
    if not _CODE.search(text[max(0, item.start - _LONGEST_CODE) : item.start]):
        return False
    if primary(language) == "zh":
        return text[numeral.end : numeral.end + 1] not in chinese_units().measures
    return text[numeral.end : noun.end].strip()[:1].islower() and not _is_capitals(text, item.start)


def _is_capitals(text: str, position: int) -> bool:
    """Whether the words before are written in capitals."""
    words = re.findall(r"[^\W\d_]{2,}", text[max(0, position - _WINDOW) : position])
    return len(words) > 1 and all(word.isupper() for word in words)


def _counts_despite_year(text: str, item: Item, noun: NounPhrase, language: str) -> bool:
    """2012 participants, but not "en 2012 participants" or "the 2012 elections"."""
    match = _WORD_BEFORE.search(text[max(0, item.start - _WINDOW) : item.start])
    return noun.sure and match is not None and match[1].lower() not in rules_of(language).before_dates


def _numbers_heading(text: str, item: Item, noun: NounPhrase) -> bool:
    """Whether a small number opens a line as the number of a heading ("2 Pays participants et …")."""
    numeral = item.numeral
    if numeral.value < _MOST_HEADINGS and text[numeral.end : noun.end].isupper():
        return bool(_LEADER.search(text, noun.end, noun.end + _LEADER_WITHIN))
    if (
        numeral.grouped
        or numeral.scaled
        or numeral.value >= _MOST_HEADINGS
        or not _LINE_START.search(text[max(0, item.start - 10) : item.start])
    ):
        return False
    following = text[numeral.end : noun.end].strip()
    return following[:1].isupper() and not following.isupper()
