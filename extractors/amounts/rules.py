"""The words around amounts in each language, from `rules/amounts.*.yaml` and `rules/units.*.yaml`."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from pydantic import BaseModel, ConfigDict, RootModel

from extractors.rules import load_rules
from schemas.facts.amount import Bound

_SINGULAR_ENDS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("s", ""))


class _Rules(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BoundWords(_Rules):
    """Phrases that make a number a limit or a round figure."""

    approx: tuple[str, ...]
    at_least: tuple[str, ...]
    at_most: tuple[str, ...]

    def by_phrase(self) -> dict[str, Bound]:
        """Every phrase with its bound; `bounds_before` and `bounds_after` keep the result."""
        groups = ((Bound.APPROX, self.approx), (Bound.AT_LEAST, self.at_least), (Bound.AT_MOST, self.at_most))
        return {phrase: bound for bound, phrases in groups for phrase in phrases}


class Bounds(_Rules):
    """Bound words before and behind the number."""

    before: BoundWords
    after: BoundWords


class RangeWords(_Rules):
    """What joins the ends of a range; `changes` are verbs after which "from … to …" are two values."""

    words: tuple[str, ...]
    openers: tuple[str, ...]
    between: frozenset[str]
    and_: tuple[str, ...]
    changes: frozenset[str]

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=lambda name: name.rstrip("_"))


class PartWords(_Rules):
    """Words around a bare number that is part of what the sentence counted before (of whom 280, et 12 en 2020)."""

    strong: frozenset[str]
    weak: frozenset[str]
    followers: frozenset[str]


class PerWords(_Rules):
    """What one payment is for: words that lead to a noun, adverbs behind the sum, adjectives and adverbs before it.

    `each` leads to a noun far before the sum, so does one of `rates` (cost per pupil is), and `verbs` end that noun;
    `of_each` leads to the counted noun behind the sum, `more` may stand before either; `shared` behind the sum says
    that each of those counted gets it; `compares` joins two sums that are per the same, so does one of `parallels`
    before the second and one of `followers` behind it (£1,850 a year for small firms and £2,600 for others); `pay` are
    nouns of pay and price.
    """

    words: tuple[str, ...]
    weak_words: frozenset[str]
    after: dict[str, str]
    before: dict[str, str]
    links: frozenset[str]
    nouns: dict[str, str]
    repeats: frozenset[str]
    each: frozenset[str]
    rates: frozenset[str]
    verbs: frozenset[str]
    of_each: tuple[str, ...]
    more: tuple[str, ...]
    shared: tuple[str, ...]
    compares: frozenset[str]
    pay: frozenset[str]
    parallels: tuple[str, ...]
    followers: frozenset[str]


class AmountRules(_Rules):
    """One language's file; `vague_units` (English) in a table's title do not say what its figures count.

    `value_columns` say when or how sure a value is, not what it is (target, baseline): the row's label tells that.
    After `comparing` and an article stands a known figure, not a limit: above the $2.6 billion achieved; a `partitive`
    word before "of" bounds nothing (some of the 6 strands).
    """

    percent: tuple[str, ...]
    points: tuple[str, ...]
    bounds: Bounds
    not_bound_after: frozenset[str]
    comparing: frozenset[str] = frozenset()
    partitive: frozenset[str] = frozenset()
    fillers: frozenset[str]
    totals: frozenset[str]
    total_articles: frozenset[str]
    apart: tuple[str, ...]
    distant: tuple[str, ...]
    ranges: RangeWords
    lists: tuple[str, ...]
    alternatives: frozenset[str]
    ratios: tuple[str, ...]
    parts: PartWords
    per: PerWords
    not_counted: frozenset[str]
    labels: frozenset[str]
    before_dates: frozenset[str]
    adjectives_before: frozenset[str]
    hard_stops: frozenset[str]
    counted_heads: frozenset[str]
    percent_heads: frozenset[str]
    vague_units: frozenset[str] = frozenset()
    money_words: frozenset[str]
    scale_heading: dict[str, int]
    plain_columns: frozenset[str]
    value_columns: frozenset[str]
    total_heads: frozenset[str]


class Units(RootModel[dict[str, tuple[str, ...]]]):
    """Nouns by the English unit."""


class ChineseUnits(_Rules):
    """Chinese nouns by the English unit, counting words, and nouns that may close a compound.

    `people` are the units of persons, `verbs` nouns that are as often verbs.
    """

    measures: dict[str, str]
    heads: frozenset[str]
    people: frozenset[str]
    verbs: frozenset[str]
    nouns: dict[str, tuple[str, ...]]


@cache
def primary(language: str) -> str:
    """The subtag by which rules are kept: fr, en or zh."""
    subtag = language.split("-", maxsplit=1)[0]
    return subtag if subtag in ("fr", "zh") else "en"


@cache
def rules_of(language: str) -> AmountRules:
    """The words of a language."""
    return load_rules(f"amounts.{primary(language)}", AmountRules)


@cache
def bounds_before(language: str) -> dict[str, Bound]:
    """The phrases of bound that stand before a number in a language (primary subtag)."""
    return rules_of(language).bounds.before.by_phrase()


@cache
def bounds_after(language: str) -> dict[str, Bound]:
    """The phrases of bound that stand behind a number in a language (primary subtag)."""
    return rules_of(language).bounds.after.by_phrase()


@dataclass(frozen=True)
class Patterns:
    """Patterns compiled from one language's words; each is matched at a position and linear."""

    percent: re.Pattern[str]
    points: re.Pattern[str]
    bound_after: re.Pattern[str]
    range_join: re.Pattern[str]
    between_join: re.Pattern[str]
    list_join: re.Pattern[str]
    ratio_join: re.Pattern[str]
    per_after: re.Pattern[str]
    per_word: re.Pattern[str]
    per_of_each: re.Pattern[str]
    per_more: re.Pattern[str]
    per_each: re.Pattern[str]


@cache
def patterns_of(language: str) -> Patterns:
    """The patterns of a language (primary subtag)."""
    rules = rules_of(language)
    chinese = primary(language) == "zh"
    gap = r"\s{0,2}"
    openers = any_of(rules.ranges.openers, chinese=chinese)
    return Patterns(
        percent=re.compile(gap + r"[-‑]?" + any_of(rules.percent, chinese=chinese), re.I),
        points=re.compile(gap + any_of(rules.points, chinese=chinese), re.I),
        bound_after=re.compile(r"\s{0,2},?\s?" + any_of(rules.bounds.after.by_phrase(), chinese=chinese), re.I),
        range_join=re.compile(gap + any_of(rules.ranges.words, chinese=chinese) + gap, re.I),
        between_join=re.compile(gap + any_of(rules.ranges.and_, chinese=chinese) + gap, re.I),
        list_join=re.compile(rf"{gap}{any_of(rules.lists, chinese=chinese)}{gap}(?:{openers}{gap})?", re.I),
        ratio_join=re.compile(gap + any_of(rules.ratios, chinese=chinese) + gap, re.I),
        per_after=re.compile(r"[\s(]{0,2}" + any_of(rules.per.after, chinese=chinese), re.I),
        per_word=re.compile(r"[\s(（-]{0,2}" + any_of(rules.per.words, chinese=chinese) + gap, re.I),
        per_of_each=re.compile(gap + any_of(rules.per.of_each, chinese=chinese) + gap, re.I),
        per_more=re.compile(gap + any_of(rules.per.more, chinese=chinese), re.I),
        per_each=re.compile(gap + any_of(rules.per.shared, chinese=chinese), re.I),
    )


def any_of(phrases: "list[str] | tuple[str, ...] | dict[str, Bound] | dict[str, str]", *, chinese: bool) -> str:
    """A group of the phrases, the longest first; words end where letters end, blanks and apostrophes vary."""
    parts = [_phrase(phrase, chinese=chinese) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase))]
    return f"({'|'.join(parts) or '(?!)'})"


def _phrase(phrase: str, *, chinese: bool) -> str:
    source = re.escape(phrase).replace(r"\ ", r"\s{1,2}").replace("'", "['’]")
    if chinese:
        source = r"\s{0,3}".join(re.escape(sign) for sign in phrase)
    return source + (r"(?![^\W\d_])" if phrase[-1].isalpha() and phrase[-1] < "\u2e80" else "")


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """The word in lower case without accents and with a straight apostrophe, as nouns are looked up."""
    folded = unicodedata.normalize("NFD", word.lower().replace("’", "'"))
    return "".join(sign for sign in folded if not unicodedata.combining(sign))


@cache
def units_of(language: str) -> dict[str, str]:
    """English unit of each noun of a language: singular and without accents in French, as listed in English."""
    chinese = primary(language) == "zh"
    nouns = chinese_units().nouns if chinese else load_rules(f"units.{primary(language)}", Units).root
    return {plain(noun).replace(" d'", " "): unit for unit, found in nouns.items() for noun in found}


@cache
def accented_nouns() -> frozenset[str]:
    """The first words of French nouns as they are listed, accents kept."""
    return frozenset(noun.split()[0] for nouns in load_rules("units.fr", Units).root.values() for noun in nouns)


@cache
def chinese_units() -> ChineseUnits:
    """Chinese nouns, counting words and compound heads."""
    return load_rules("units.zh", ChineseUnits)


@lru_cache(maxsize=20_000)
def french_singular(word: str) -> str:
    """A French noun as `units_of` lists it."""
    word = plain(word)
    if word in units_of("fr"):
        return word
    if "-" in word:
        return "-".join(part[:-1] if part.endswith(("s", "x")) else part for part in word.split("-"))
    if word.endswith("aux") and f"{word[:-3]}al" in units_of("fr"):
        return f"{word[:-3]}al"
    return word[:-1] if word.endswith(("s", "x")) else word


def english_singular(word: str) -> str:
    """An English noun in the singular, as a unit is written."""
    word = word.lower().replace("’", "'")
    known = units_of("en").get(word)
    if known:
        return known
    for end, single in _SINGULAR_ENDS:
        if word.endswith(end) and len(word) > len(end) + 1:
            return word[: -len(end)] + single
    return word
