"""Joins the numbers of a text to ranges and lists, shares their units, and says what each measures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from itertools import pairwise

from extractors.amounts.currencies import Tender
from extractors.amounts.guards import is_labelled
from extractors.amounts.items import Item, is_year, value_of
from extractors.amounts.nouns import NotCounted, NounPhrase, noun_after
from extractors.amounts.rules import bounds_before, patterns_of, primary, rules_of
from schemas.facts.amount import Measure

_LONGEST_JOIN = 16
_OPENER_WINDOW = 70
# "2 or 3 per cent" is a range; "100 or 200 dollars" are two sums.
_LARGEST_ALTERNATIVE = 100
# In "€1.1, €0.9 and €0.4 million" all are millions; in "$500 and $2 million" they are not.
_ALIKE = 20
_THOUSAND = Decimal(1000)
# The ends of a range that leaves out thousands lie close together; "de 1 à 10 000" means one.
_CLOSE = 5


class Join(Enum):
    """How a number is joined to the next one."""

    NONE = "none"
    RANGE = "range"
    OR = "or"
    LIST = "list"
    COMMA = "comma"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a range of numbers and what it measures; `measure` is None for a number that stands alone.

    `tail` is where the sum ends from which the currency was taken (36 270 in "36 270 à 41 875 FCFA par mois").
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    first: Item
    last: Item
    measure: Measure | None
    tender: Tender | None = None
    noun: NounPhrase | None = None
    shared: bool = False
    tail: int = 0


@dataclass(slots=True)
class _Link:
    """An item of a chain while its unit is worked out."""

    item: Item
    join: Join = Join.NONE
    noun: NounPhrase | None = None
    dropped: bool = False
    shared: bool = field(default=False)
    tail: int = 0

    @property
    def open(self) -> bool:
        return self.item.bare and self.noun is None


def find_quantities(text: str, items: list[Item], language: str) -> Iterator[Quantity]:
    """Every quantity of the text, in order."""
    chain: list[_Link] = []
    for index, item in enumerate(items):
        following = items[index + 1] if index + 1 < len(items) else None
        join = _join(text, item, following, language) if following else Join.NONE
        chain.append(_Link(item, join))
        if join is Join.NONE:
            yield from _resolve(text, chain, language)
            chain = []


def _join(text: str, item: Item, following: Item, language: str) -> Join:
    if following.start - item.end > _LONGEST_JOIN or (is_year(item.numeral) and item.bare):
        return Join.NONE
    patterns, gap = patterns_of(primary(language)), text[item.end : following.start]
    if patterns.range_join.fullmatch(gap):
        return Join.LIST if _is_change(text, item.start, language) else Join.RANGE
    between = rules_of(language).ranges.between
    if patterns.between_join.fullmatch(gap) and _word_before(text, item.start, language) in between:
        return Join.RANGE
    if item.bare and following.bare and not item.numeral.scaled and patterns.ratio_join.fullmatch(gap):
        return Join.NONE if is_year(following.numeral) else Join.RATIO
    match = patterns.list_join.fullmatch(gap)
    return _list_join(match[1].lower(), language) if match else Join.NONE


def _list_join(word: str, language: str) -> Join:
    if word in rules_of(language).alternatives:
        return Join.OR
    return Join.COMMA if word == "," else Join.LIST


def _word_before(text: str, start: int, language: str) -> str:
    """The last word before the number, words of bound left out (entre environ 2 et 3)."""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text[max(0, start - 40) : start].lower())
    bounds = bounds_before(primary(language))
    while words and words[-1] in bounds:
        words.pop()
    return words[-1].replace("’", "'").split("'")[-1] if words else ""


def _is_change(text: str, start: int, language: str) -> bool:
    """Whether "from … to …" tells two values of something that changed, not a range."""
    rules = rules_of(language).ranges
    window = re.split(r"[.;。；\n]", text[max(0, start - _OPENER_WINDOW) : start])[-1].lower()
    if primary(language) == "zh":
        return any(window.endswith(opener) for opener in ("由", "从", "從"))
    words = re.findall(r"[^\W\d_]+", window)
    return bool(words) and words[-1] in {"de", "d", "from"} and not rules.changes.isdisjoint(words)


def _resolve(text: str, chain: list[_Link], language: str) -> Iterator[Quantity]:
    if _is_code(chain):
        return
    _share_backwards(text, chain, language)
    _share_forwards(chain)
    index = 0
    while index < len(chain):
        link = chain[index]
        following = chain[index + 1] if index + 1 < len(chain) else None
        if following and link.join is Join.RATIO:
            index += 2
            continue
        listed = index > 0 and chain[index - 1].shared
        pair = _as_range(link, following, language, listed=listed) if following else None
        if pair:
            index += 2
            yield pair
            continue
        index += 1
        if not link.dropped:
            yield _single(link, language)


def _is_code(chain: list[_Link]) -> bool:
    """Three numbers joined by dashes are a code, a telephone number or a date."""
    dashes = sum(link.join is Join.RANGE for link in chain)
    return dashes > 1 and all(link.item.bare for link in chain[:-1])


def _share_backwards(text: str, chain: list[_Link], language: str) -> None:
    """Give the unit behind the last number to the numbers before it (10, 20 et 30 pour cent; 5 à 8 pays)."""
    last = chain[-1]
    listed = False
    labelled = chain[0].item.bare and is_labelled(text, chain[0].item.start, language)
    for index in range(len(chain) - 1, -1, -1):
        link = chain[index]
        following = chain[index + 1] if index + 1 < len(chain) else None
        listed = _goes_on(link, listed)
        if link.item.bare:
            found = noun_after(text, link.item.numeral, language) if link is last else None
            before = chain[index - 1] if index else None
            ends_sum = before is not None and before.item.leads and before.item.tender and before.join is Join.RANGE
            if isinstance(found, NotCounted) and not ends_sum:
                _drop_from(chain, index)
                return
            found = None if isinstance(found, NotCounted) else found
            link.noun = found
            if link.open and following and listed and not labelled:
                _take_unit(link, following)
        if following and link.join in (Join.RANGE, Join.LIST, Join.OR, Join.COMMA):
            _take_scale(link, following, language)
    if labelled and not chain[0].shared:
        chain[0].dropped = chain[0].noun is not None or chain[0].open


def _goes_on(link: _Link, listed: bool) -> bool:
    """Whether a unit may pass back over this link: over commas only within a list that ends in "and" or "or"."""
    if link.join is Join.COMMA:
        return listed and link.item.bare
    return link.join is not Join.NONE


def _drop_from(chain: list[_Link], index: int) -> None:
    """Drop a duration and the bare numbers joined to it."""
    for link in reversed(chain[: index + 1]):
        if not link.item.bare:
            break
        link.dropped = True


def _take_unit(link: _Link, following: _Link) -> None:
    other = following.item
    if other.tender and not other.leads:
        link.item = replace(link.item, tender=other.tender)
        link.tail = following.tail or other.end
    elif other.percent and not other.leads and not link.item.numeral.scaled:
        link.item = replace(link.item, percent=True, times=other.times)
    elif following.noun and not other.percent:
        link.noun = following.noun
    link.shared = not link.open


def _take_scale(link: _Link, following: _Link, language: str) -> None:
    """Give the magnitude behind the second number to the first (2 et 3 millions), unless that overtakes it."""
    mine, other = link.item.numeral, following.item.numeral
    if link.join is Join.RANGE and _lacks_thousands(link, following):
        link.item = replace(link.item, numeral=mine.scaled_by(_THOUSAND))
        return
    if mine.scaled or mine.grouped or not other.scaled or mine.base >= 1000 or link.open:
        return
    both_lead = link.item.leads and following.item.leads
    alike = link.join is Join.RANGE or mine.base <= _ALIKE * other.base
    if not (link.shared or (both_lead and alike)):
        return
    scaled = replace(link.item, numeral=mine.scaled_by(other.factor))
    if link.join is not Join.RANGE or value_of(scaled, language) <= value_of(following.item, language):
        link.item = scaled


def _lacks_thousands(link: _Link, following: _Link) -> bool:
    """Whether the first number leaves out the thousands that the second has: 60 à 90 000 euros."""
    mine, other = link.item.numeral, following.item.numeral
    if not link.shared or mine.scaled or mine.grouped or other.scaled or not other.grouped:
        return False
    return (
        other.base % _THOUSAND == 0 and other.base <= mine.base * _THOUSAND * _CLOSE and mine.base < other.base / 1000
    )


def _share_forwards(chain: list[_Link]) -> None:
    """Give what stands before the first number to the next ones ($5–8 million, 百分之三十至四十)."""
    for before, link in pairwise(chain):
        if not link.open or not before.item.leads:
            continue
        if before.item.percent and before.join is Join.RANGE:
            link.item = replace(link.item, percent=True)
        if not before.item.tender:
            continue
        if before.join is Join.RANGE or link.item.numeral.grouped or link.item.numeral.scaled:
            link.item = replace(link.item, tender=before.item.tender, leads=True)
            link.shared = True
            if before.join is Join.RANGE and link.item.numeral.scaled:
                _take_scale(before, link, "en")


def _as_range(link: _Link, following: _Link, language: str, *, listed: bool) -> Quantity | None:
    if link.dropped or following.dropped or _measure(link) is not _measure(following):
        return None
    low, high = value_of(link.item, language), value_of(following.item, language)
    if link.join is Join.OR:
        small = not listed and link.shared and high <= _LARGEST_ALTERNATIVE and low == int(low)
        if not small or (not following.item.bare and not following.item.percent):
            return None
    elif link.join is not Join.RANGE:
        return None
    if link.item.bare and following.open:
        return None
    if low.is_nan() or high.is_nan() or low >= high:
        return None
    end = following.noun.end if following.noun else following.item.end
    tender = following.item.tender or link.item.tender
    if link.item.tender and following.item.tender and len(link.item.tender.codes) < len(following.item.tender.codes):
        tender = link.item.tender
    return Quantity(link.item.start, end, low, high, link.item, following.item, _measure(link), tender, following.noun)


def _measure(link: _Link) -> Measure | None:
    if link.item.tender:
        return Measure.MONEY
    if link.item.percent:
        return Measure.PERCENT
    return Measure.COUNT if link.noun else None


def _single(link: _Link, language: str) -> Quantity:
    value = value_of(link.item, language)
    end = link.noun.end if link.noun and not link.shared else link.item.end
    return Quantity(
        link.item.start,
        end,
        value,
        value,
        link.item,
        link.item,
        _measure(link),
        link.item.tender,
        link.noun,
        link.shared,
        link.tail,
    )
