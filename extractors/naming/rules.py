"""The models of the rule files that say how programmes are named in each language."""

from functools import cache, cached_property

from pydantic import BaseModel, ConfigDict

from extractors.rules import load_rules
from schemas.facts.programme import ProgrammeType


class NamingRules(BaseModel):
    """What the three languages have in common. Words are folded (see `folding.fold`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    types: dict[ProgrammeType, list[str]]
    out: frozenset[str]
    generic: frozenset[str]
    organisations: frozenset[str] = frozenset()
    labels: dict[ProgrammeType, list[str]] = {}
    titles: frozenset[str] = frozenset()
    sheets: dict[ProgrammeType, list[str]] = {}
    frames: tuple[str, ...] = ()
    sure_frames: tuple[str, ...] = ()
    framed_types: tuple[str, ...] = ()
    name_form: str = ""
    frame_words: str = ""
    sentence_case: bool = True
    closing: frozenset[str] = frozenset()
    below: tuple[str, ...] = ()
    defined: tuple[str, ...] = ()
    untitled: frozenset[str] = frozenset()
    lists: tuple[str, ...] = ()
    joints: tuple[str, ...] = ()
    enumerations: tuple[str, ...] = ()
    item_form: str = ""
    verbs_after: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        """One object a language, so that what is compiled from it can be kept."""
        return id(self)

    @cached_property
    def type_of(self) -> dict[str, ProgrammeType]:
        """The type that a type word names."""
        return {word: kind for kind, words in self.types.items() for word in words}

    @cached_property
    def label_type(self) -> dict[str, ProgrammeType]:
        """The type that a label announces."""
        return {label: kind for kind, labels in self.labels.items() for label in labels}


class FrenchRules(NamingRules):
    """Type word first, then adjectives and prepositional phrases."""

    needs: dict[ProgrammeType, frozenset[str]]
    prepositions: frozenset[str]
    phrases: frozenset[str]
    determiners: frozenset[str]
    premodifiers: frozenset[str]
    coordinators: frozenset[str]
    adjectives: frozenset[str]
    adjective_endings: tuple[str, ...]
    stop: frozenset[str]
    not_after: frozenset[str]
    naming: frozenset[str]
    introducing: tuple[str, ...]
    no_names: tuple[str, ...]
    slogans: tuple[str, ...]
    doing_endings: tuple[str, ...]
    proper_schemes: frozenset[str]
    spelled: frozenset[str]


class EnglishRules(NamingRules):
    """Capitals before the type word, a prepositional phrase after it."""

    weak_types: frozenset[str]
    connectors: frozenset[str]
    after: frozenset[str]
    articles: frozenset[str]
    starters: frozenset[str]
    peoples: frozenset[str]
    people_endings: tuple[str, ...]
    calendar: frozenset[str]
    jobs: frozenset[str]
    stages: frozenset[str]
    spelled: frozenset[str]
    naming: frozenset[str]
    renamed: frozenset[str]
    single_types: frozenset[str]
    regional_types: frozenset[str]
    laws_and_bodies: frozenset[str]
    introducing: tuple[str, ...]
    introduced_by: tuple[str, ...]
    common_endings: tuple[str, ...]
    possessives: frozenset[str]


class BareRules(BaseModel):
    """What speaks for and against a Chinese name without marks."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    types: frozenset[str]
    shortest: int
    sure: frozenset[str]
    owners: tuple[str, ...]
    launches: tuple[str, ...]
    after: tuple[str, ...]
    stages: tuple[str, ...]
    aims: tuple[str, ...]
    places: tuple[str, ...]
    bilateral: tuple[str, ...]
    vague: tuple[str, ...]
    common: frozenset[str]
    kept: tuple[str, ...]
    stops: tuple[str, ...]
    not_joined: tuple[str, ...]
    not_before: tuple[str, ...]
    verbs: frozenset[str]
    verb_before: tuple[str, ...]
    verbal: frozenset[str]
    inside: frozenset[str]
    funds: frozenset[str]
    foundings: tuple[str, ...]
    acts: frozenset[str]
    not_places: tuple[str, ...]


class ChineseRules(NamingRules):
    """Type word last; the name begins after a quotation mark, a sign, or a word that ends what stands before."""

    openings: tuple[str, ...]
    strong_types: frozenset[str]
    modifiers: tuple[str, ...]
    quoted_after: tuple[str, ...]
    not_quoted: tuple[str, ...]
    several: tuple[str, ...]
    bare: BareRules


@cache
def french_rules() -> FrenchRules:
    """`programme_patterns.fr.yaml`."""
    return load_rules("programme_patterns.fr", FrenchRules)


@cache
def english_rules() -> EnglishRules:
    """`programme_patterns.en.yaml`."""
    return load_rules("programme_patterns.en", EnglishRules)


@cache
def chinese_rules() -> ChineseRules:
    """`programme_patterns.zh.yaml`."""
    return load_rules("programme_patterns.zh", ChineseRules)


@cache
def organisations() -> frozenset[str]:
    """Words and acronyms of organisations in any language, folded."""
    return french_rules().organisations | english_rules().organisations | chinese_rules().organisations
