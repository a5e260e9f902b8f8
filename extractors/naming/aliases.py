"""Short names: the catalogue's acronyms, and those that a document gives a programme itself."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from extractors.catalogue import Programme
from extractors.naming.brackets import is_country
from extractors.naming.candidates import is_acronym
from extractors.naming.folding import HAN, OPENING, fold
from extractors.naming.index import catalogue_acronyms
from extractors.naming.mentions import UNVERIFIED, Mention
from extractors.naming.rules import organisations
from schemas.facts.programme import ProgrammeType

# Signs around a short name that make it part of an address, a handle, a hashtag or another word.
_LATIN_BEFORE = r"(?:(?<![A-Za-z0-9À-ÿ@#/._’'-])|(?<=\b[dlDL]['’]))"
_LATIN_AFTER = r"(?![A-Za-z0-9À-ÿ@_]|[.][A-Za-z]|[-'’][A-Za-z]{2})"


# Two Chinese characters are too often a common word.
_SHORTEST_CHINESE = 3


@dataclass(frozen=True, slots=True)
class Alias:
    """What a short name stands for in a document."""

    type: ProgrammeType
    programme: Programme | None
    confidence: float
    rule: str


def defined_aliases(mentions: Iterable[Mention]) -> dict[str, Alias]:
    """The short names that these mentions give, in brackets or as the name without its type word."""
    found: dict[str, Alias] = {}
    for mention in mentions:
        for short in (mention.acronym, mention.alias):
            # A bracket says what an acronym means here; a name without its type word does not outdo the catalogue.
            guessed = short == mention.alias and mention.programme is None and short in catalogue_acronyms()
            if short and not guessed and not _is_taken(short):
                confidence = min(mention.confidence, 0.8)
                found.setdefault(short, Alias(mention.type, mention.programme, confidence, "text.alias"))
    return found


def known_acronyms(text: str, keys: set[str]) -> dict[str, Alias]:
    """The catalogue's acronyms that may stand in the text; ambiguous ones only beside a full name (`keys`)."""
    found: dict[str, Alias] = {}
    for acronym, programmes in catalogue_acronyms().items():
        sure = [p for p in programmes if p.key in keys or acronym not in p.ambiguous]
        if len(sure) == 1 and acronym in text:
            programme = sure[0]
            confidence = 0.9 if programme.verified else UNVERIFIED
            found[acronym] = Alias(programme.type, programme, confidence, "catalogue.acronym")
    return found


def ambiguous_acronyms(text: str) -> dict[str, Alias]:
    """Acronyms that count only where a type word stands beside them."""
    return {
        acronym: Alias(programmes[0].type, programmes[0], 0.8, "catalogue.acronym")
        for acronym, programmes in catalogue_acronyms().items()
        if len(programmes) == 1 and acronym in programmes[0].ambiguous and acronym in text
    }


def find_aliases(text: str, aliases: dict[str, Alias]) -> Iterator[tuple[int, int, str, Alias]]:
    """Every place where one of the short names stands, written exactly so."""
    if not aliases:
        return
    words = "|".join(re.escape(word) for word in sorted(aliases, key=len, reverse=True))
    for match in re.finditer(rf"{_LATIN_BEFORE}(?:{words})(?:(?<=[{HAN}”」])|{_LATIN_AFTER})", text):
        yield match.start(), match.end(), match.group(), aliases[match.group()]


@cache
def _is_taken(short: str) -> bool:
    """Whether a short name means an organisation or a country wherever it stands."""
    if short[0] in OPENING:
        return False
    if re.match(f"[{HAN}]", short):
        return len(short) < _SHORTEST_CHINESE
    if not any(sign.isupper() for sign in short):
        return True
    return fold(short) in organisations() or is_country(short) or (len(short.split()) == 1 and not is_acronym(short))
