"""Countries and cities by name in French, English and Chinese, for the region of a phone number.

Names come from the CLDR (Babel): territories, and the cities after which time zones are named. What is missing there
(Geneva, Beijing) stands in the rules.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from babel import Locale
from babel.core import get_global

from extractors.contacting.vocabulary import fold, named_places
from extractors.tokenizer import CJK

_LOCALES = ("en", "fr", "zh_Hans", "zh_Hant")
_WORD = re.compile(r"[a-z0-9](?:[a-z0-9.'-]*[a-z0-9])?")
_HAN = re.compile(f"[{CJK}]+")
# The longest names, in words and in Chinese characters.
_WORDS = 5
_CHARACTERS = 8
_LONGEST_ABBREVIATION = 3

# Country codes that the world uses for something else, and the domains that only one country has.
_VANITY = frozenset(["io", "ai", "tv", "co", "me", "fm", "am", "ly", "cc", "ws", "to", "gg", "sh", "gl", "la"])
_OWN_DOMAINS = {"uk": "GB", "gov": "US", "mil": "US", "edu": "US"}
_TOP_LEVEL = re.compile(r"^(?:https?://)?(?:[^@/]*@)?[^/:?#]*\.([a-z]{2,3})(?=[/:?#]|$)", re.IGNORECASE)


@cache
def regions() -> dict[str, str]:
    """Folded names of countries and cities, with the ISO 3166 code of the country."""
    zones = get_global("zone_territories")
    found: dict[str, str] = {}
    for zone, code in zones.items():
        if "/" in zone and len(code) == 2:
            found[fold(zone.rsplit("/", 1)[1].replace("_", " "))] = code
    for name in _LOCALES:
        locale = Locale.parse(name)
        for zone, entry in locale.time_zones.items():
            if "city" in entry and len(zones.get(zone, "")) == 2:
                found[fold(entry["city"])] = zones[zone]
    for name in _LOCALES:
        for code, territory in Locale.parse(name).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "EZ", "ZZ", "XA", "XB"):
                found[fold(territory)] = code
    return {**found, **named_places()}


def regions_in(text: str) -> list[str]:
    """Codes of the countries and cities that a text names, the last named first."""
    return list(dict.fromkeys(reversed([code for _, code in _named(text)])))


def is_place(text: str) -> bool:
    """Whether a text is the name of a country or city and nothing else."""
    name = fold(text).strip(" .,()（）")
    return name in regions() or name.replace("-", " ") in regions()


def has_place(text: str) -> bool:
    """Whether a text names a country or a city."""
    return next(_named(text), None) is not None


def region_of_domain(address: str) -> str | None:
    """The country that the top-level domain of an e-mail or web address stands for."""
    match = _TOP_LEVEL.match(address)
    if match is None:
        return None
    ending = match.group(1).lower()
    if ending in _OWN_DOMAINS:
        return _OWN_DOMAINS[ending]
    return ending.upper() if len(ending) == 2 and ending not in _VANITY and ending != "eu" else None


def by_frequency(codes: Iterable[str | None]) -> list[str]:
    """Codes without gaps, the most frequent first."""
    return [code for code, _ in Counter(code for code in codes if code).most_common()]


def _named(text: str) -> Iterator[tuple[int, str]]:
    """Position and country of each name in a text, the longest name at each place."""
    folded, known = fold(text), regions()
    words = list(_WORD.finditer(folded))
    index = 0
    while index < len(words):
        for last in range(min(len(words), index + _WORDS) - 1, index - 1, -1):
            code = known.get(folded[words[index].start() : words[last].end()])
            if code and _is_written_as_name(text[words[index].start() : words[last].end()]):
                yield words[index].start(), code
                index = last
                break
        index += 1
    for run in _HAN.finditer(folded):
        yield from _named_in_han(run.group(), run.start(), known)


def _is_written_as_name(name: str) -> bool:
    """A name begins with a capital; an abbreviation has no small letter ("US", not "Us")."""
    return name.isupper() if len(name) <= _LONGEST_ABBREVIATION else name[0].isupper()


def _named_in_han(text: str, offset: int, known: dict[str, str]) -> Iterator[tuple[int, str]]:
    index = 0
    while index < len(text):
        size = next((n for n in range(_CHARACTERS, 1, -1) if text[index : index + n] in known), 1)
        if size > 1:
            yield offset + index, known[text[index : index + size]]
        index += size
