"""Names of countries and regions in a text, with their ISO 3166-1 codes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pydantic import RootModel

from extractors.amounts.han import simplified
from extractors.linking.rules import chinese_rules, latin_rules
from extractors.rules import load_rules

REGIONS = "regions"


class Names(RootModel[dict[str, dict[str, tuple[str, ...]]]]):
    """`rules/places.yaml`: names by language and code."""


@dataclass(frozen=True, slots=True)
class Place:
    """A name found in a text; `code` is None for a region that is no country."""

    start: int
    end: int
    code: str | None


@cache
def _index(language: str) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]], dict[str, str | None]]:
    """A pattern for where a name can begin, the names by their beginning (longest first), and their codes."""
    rules = chinese_rules() if language == "zh" else latin_rules(language)
    codes: dict[str, str | None] = {}
    for group in (load_rules("places", Names).root[language], rules.places):
        for code, names in group.items():
            plain = [*names, *map(simplified, names)] if language == "zh" else names
            codes |= dict.fromkeys(plain, None if code == REGIONS else code)
    by_start: dict[str, list[str]] = {}
    for name in sorted(codes, key=len, reverse=True):
        by_start.setdefault(name[:2], []).append(name)
    beginnings = "|".join(map(re.escape, sorted(by_start)))
    edge = "" if language == "zh" else r"(?<![\w-])"
    return re.compile(f"{edge}(?:{beginnings})"), {k: tuple(v) for k, v in by_start.items()}, codes


def find_places(text: str, language: str) -> Iterator[Place]:
    """Names in the order of the text, the longest at each position; `language` is fr, en or zh."""
    pattern, by_start, codes = _index(language)
    folded = text.replace("’", "'")
    position = 0
    while match := pattern.search(folded, position):
        start = match.start()
        position = start + 1
        for name in by_start[match.group()]:
            end = start + len(name)
            if folded.startswith(name, start) and (language == "zh" or not _goes_on(folded, end)):
                yield Place(start, end, codes[name])
                position = end
                break


def _goes_on(text: str, end: int) -> bool:
    """Whether a word goes on at `end`, or a name that begins with this one (Guinea-Bissau)."""
    rest = text[end : end + 2]
    return rest[:1].isalnum() or (rest[:1] == "-" and rest[1:].isalpha())
