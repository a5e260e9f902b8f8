"""Names of bodies and countries that can give or get money, in Chinese, and the clauses that they stand in."""

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.linking.places import find_places
from extractors.linking.rules import chinese_rules
from extractors.linking.scene import MONEY, Sentence, Span, last_match

_CLAUSE_START = re.compile(r"[，。；：！？\n】（]")
_LISTED_SUM = re.compile(f"{MONEY}[、和及]")
# Between the bodies of a list, and between the words of one body's name.
_AND = re.compile("[、和与及]")


def may_give(name: str) -> bool:
    """Whether words can be the name of a giver: a body by its ending, or a country."""
    rules = chinese_rules()
    if name.endswith("政府会"):
        return False
    body = name.endswith(rules.giver_ends) or next(find_places(name, "zh"), None) is not None
    return (
        body
        and not name.endswith(rules.not_givers)
        and not name.startswith(rules.pronouns)
        and name not in rules.not_givers
    )


def is_whole(name: str) -> bool:
    """Whether words are a whole name: they end as bodies do, or are a country."""
    place = next(find_places(name, "zh"), None)
    country = place is not None and place.start == 0 and place.end == len(name)
    return may_give(name) and (country or name.endswith(chinese_rules().giver_ends))


def bodies_of(masked: str, span: Span) -> Iterator[Span]:
    """The bodies of a list: 巴西、印度和南非, 教育部与商业、创新与就业部; the span itself where it is no list."""
    start, end = span
    for sign in _AND.finditer(masked, *span):
        if is_whole(masked[start : sign.start()]) and may_give(masked[sign.end() : end]):
            yield start, sign.start()
            start = sign.end()
    yield start, end


def clause_of(sentence: Sentence, position: int) -> int:
    """Where the clause that holds `position` begins; a bracket that is closed before it begins none."""
    return _clause_start(sentence.masked, position)


@lru_cache(maxsize=64)
def _clause_start(masked: str, position: int) -> int:
    start = 0
    for match in _CLAUSE_START.finditer(masked, 0, position):
        if match.group() != "（" or "）" not in masked[match.end() : position]:
            start = match.end()
    listed = last_match(_LISTED_SUM, masked, start, position)
    return listed.end() if listed else start
