"""The words of the link rules: `rules/links.*.yaml`. French and English share one grammar, Chinese has its own."""

import re
from collections.abc import Iterable
from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.rules import load_rules

Words = tuple[str, ...]


class _Rules(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Labels(_Rules):
    """Words that label a line of a sheet, a column or a row; compared in lower case."""

    programme: Words
    giver: Words
    budget: Words
    period: Words
    place: Words
    activity: Words
    total: Words
    share: Words
    aside: Words
    receiver: Words
    others: Words
    giving: Words


class Giving(_Rules):
    """Verbs and nouns of giving. `verbs` and `participles` are whole words in every form that is looked for."""

    verbs: frozenset[str]
    participles: frozenset[str]
    by: Words
    sources: Words
    nouns: Words
    rest: Words
    pledges: Words
    companions: Words
    donors: Words
    with_: Words
    light: Words

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=lambda name: name.rstrip("_"))


class Receiving(_Rules):
    """Verbs whose subject gets the money, participles after it, and what then leads to who gets it."""

    verbs: frozenset[str]
    participles: frozenset[str]
    to: Words
    reserved: Words


class Purpose(_Rules):
    """What leads from a sum to what it is for."""

    lead: Words
    verbs: frozenset[str]
    lead_after_verbs: Words
    passive: Words
    kinds: Words
    infinitive: Words
    deeds: Words
    later: Words
    cost_of: Words
    costs: Words
    amounts_to: Words
    not_for: Words


class Shares(_Rules):
    """Around a percentage: verbs whose subject it measures, nouns of change and of rate, what it is a part of."""

    verbs: Words
    copulas: Words
    changes: Words
    change_nouns: Words
    nouns: Words
    rates: Words
    among: Words
    are: Words
    people: Words
    them: Words
    groups: Words
    clauses: Words
    continues: Words


class Phrases(_Rules):
    """Where phrases end and what they may begin with."""

    determiners: frozenset[str]
    connectors: frozenset[str]
    stops: frozenset[str]
    soft: frozenset[str]
    auxiliaries: frozenset[str]
    pronouns: frozenset[str]
    leads: frozenset[str]
    relatives: frozenset[str]
    frames: frozenset[str]
    bodies: frozenset[str]
    deed_ends: frozenset[str]
    plurals: frozenset[str]
    modifiers: frozenset[str]
    nouns_too: frozenset[str]
    where: Words
    of: Words


class LatinRules(_Rules):
    """`rules/links.en.yaml` and `rules/links.fr.yaml`."""

    places: dict[str, Words]
    locatives: frozenset[str]
    of_places: frozenset[str]
    of_bodies: frozenset[str]
    origins: Words
    subject_leads: frozenset[str]
    contrasts: Words
    possessive: Words
    pairs: Words
    labels: Labels
    giving: Giving
    receiving: Receiving
    purpose: Purpose
    phrases: Phrases
    shares: Shares
    period_leads: Words
    told: Words
    again: Words
    programme_leads: Words
    phases: Words


class ChineseRules(_Rules):
    """`rules/links.zh.yaml`."""

    places: dict[str, Words]
    labels: Labels
    giving: Words
    giving_nouns: Words
    funded_by: Words
    receiving: Words
    towards: Words
    handed: Words
    transfer_adverbs: Words
    short_giving: Words
    causing: Words
    sums: Words
    together: Words
    purpose: Words
    purpose_with_period: Words
    services: Words
    told: Words
    again: Words
    taking: Words
    good_deeds: Words
    not_kinds: Words
    gifts: Words
    spending: Words
    values: Words
    not_purposes: Words
    budgets: Words
    adverbs: Words
    leads: Words
    not_givers: Words
    giver_ends: Words
    predicates: Words
    shares: Words
    levels: Words
    rates: Words
    having: Words
    reports: Words
    deeds: Words
    of_them: Words
    totals: Words
    countable_ends: Words
    everywhere: frozenset[str]
    quantifiers: Words
    share_adverbs: Words
    share_cuts: Words
    ratios: Words
    pronouns: Words
    locatives: Words
    origins: Words
    subject_leads: Words
    contrasts: Words
    body_ends: Words
    pairs: Words
    programme_leads: Words
    phases: Words


@cache
def latin_rules(language: str) -> LatinRules:
    """The words of French (fr) or English (any other)."""
    return load_rules(f"links.{'fr' if language == 'fr' else 'en'}", LatinRules)


@cache
def chinese_rules() -> ChineseRules:
    """The words of Chinese, simplified and traditional."""
    return load_rules("links.zh", ChineseRules)


def labels_of(language: str) -> Labels:
    """The labels of a language (primary subtag)."""
    return chinese_rules().labels if language == "zh" else latin_rules(language).labels


def any_word(words: Iterable[str]) -> str:
    """A group of words and phrases that end where letters end; blanks and apostrophes vary."""
    parts = [
        re.escape(word).replace(r"\ ", r"[ \n]").replace("'", "['’]") + ("" if word[-1] in "'’" else r"(?![\w-])")
        for word in sorted(words, key=lambda word: (-len(word), word))
    ]
    return f"(?:{'|'.join(parts) or '(?!)'})"


def any_of(words: Iterable[str]) -> str:
    """A group of words that may end anywhere, for Chinese."""
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))) or '(?!)'})"
