"""Tells the parts of postal addresses by their words: streets, boxes, buildings, floors, towns with their codes."""

import re

from extractors.contacting.places import is_place
from extractors.contacting.vocabulary import Vocabulary, fold, vocabulary
from extractors.tokenizer import CJK

_HAN = re.compile(f"[{CJK}]")
# 1211 Genève 22, CH-1211 Genève, 00144 Roma, DC 20210, 10200 Bangkok
_POSTCODE = re.compile(
    r"(?<![\w/-])(?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{4})?,?\s[A-ZÀ-Þ][\w'’-]+|,?\s[A-Z]{2}\s\d{5}(?!\d)|\b[A-Z]{1,2}-\d{4,6}\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s\d[A-Z]\d\b|\b\d{4}\s[A-Z]{2}\s[A-Z][a-z]"
    r"|[a-z]{3},?\s?[-–]?\s?\d{3}\s?\d{3}$|\b\d{5}-\d{5}\b|\b\d{5}-?\d{3},"
)
# A town before its code, its sector or the number of its post office: Lusaka 10101, Dhaka-1000, Abidjan 01.
_TOWN_WITH_CODE = re.compile(r"(?P<town>[A-ZÀ-Þ][^\W\d]*(?:[ '’-][^\W\d]+){0,3}?),?[ –-]{1,3}\d{1,6}(?:-\d{1,4})?")
# 29 Taha Hussein, 122-124 Motijheel, 11 A
_NUMBER_FIRST = re.compile(
    r"(?:[Nn]o\.?\s?|[Nn]°\s?|#)?\d{1,4}(?:\s?[-/]\s?\d{1,4})?(?:\s?(?:bis|ter|[a-zA-Z]|\([A-Z]\)))?"
    r"(?:$|,?\s(?:[a-z]{1,4}\s){0,2}[A-ZÀ-Þ])"
)
# Las Flores 275, Freiburgstrasse 130, Rue 12
_NUMBER_LAST = re.compile(
    r"[A-ZÀ-Þ][^\W\d]*(?:[ .'’-]{1,2}[^\W\d]+\.?){0,5}\s\d{1,4}(?:\s?[-/]\s?\d{1,4})?(?:\s?[a-zA-Z])?"
)
# A code without its town: 110 003, 100600
_CODE = re.compile(r"\d{3}\s?\d{3}|\d{5}")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_MOST_WORDS_OF_BUILDING = 6


def is_address(text: str) -> bool:
    """Whether a piece holds the words or numbers of a postal address."""
    words = vocabulary()
    if _POSTCODE.search(text) or _is_town_with_code(text):
        return True
    if _HAN.search(text):
        found = words.street_zh.findall(text)
        return len(found) > 1 or (bool(found) and bool(re.search(r"\d", text)))
    folded = fold(text)
    if _ends_in_street(text, words) or words.box.match(folded):
        return True
    return bool(words.street.search(folded)) and (bool(re.search(r"\d", text)) or _starts_street(text, words))


def may_be_address(text: str) -> bool:
    """Whether a piece can be part of an address beside others: a building, a name with a number."""
    if _HAN.search(text):
        return bool(vocabulary().street_zh.search(text))
    if _NUMBER_FIRST.match(text) or _CODE.fullmatch(text):
        return True
    return is_building(text) or bool(_NUMBER_LAST.fullmatch(text) and not _YEAR.search(text))


def is_building(text: str) -> bool:
    """Whether a piece is named by a word for a building or a street, last in English, first in French."""
    words = vocabulary()
    tokens = [token.strip("().,") for token in fold(text).split()]
    if not tokens or len(tokens) > _MOST_WORDS_OF_BUILDING:
        return False
    ends = tokens[-1] in words.buildings or bool(words.street.fullmatch(tokens[-1]))
    opens = tokens[0] in words.houses or " ".join(tokens[:2]) in words.houses
    return len(tokens) > 1 and (ends or opens or bool(words.leading_street.fullmatch(tokens[0])))


def _is_town_with_code(text: str) -> bool:
    match = _TOWN_WITH_CODE.fullmatch(text)
    return bool(match) and is_place(match["town"])  # type: ignore[index]


def _ends_in_street(text: str, words: Vocabulary) -> bool:
    """A street without a number counts where nothing but its name stands before the word ("Auckland Circular Road")."""
    tokens = text.split()
    return 2 <= len(tokens) <= 5 and fold(tokens[-1]) in words.thoroughfares and tokens[0][:1].isupper()


def _starts_street(text: str, words: Vocabulary) -> bool:
    """A street without a number counts where the street word opens the piece ("Rue de Lausanne")."""
    return bool(words.leading_street.match(fold(text))) and len(text.split()) > 1
