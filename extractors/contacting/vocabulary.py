"""The words around contacts: `extractors/rules/contacts.*.yaml`, all languages in one, folded and compiled.

Contact blocks mix languages (a Chinese name with an English title, "Tel." everywhere), so one vocabulary serves all.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractors.rules import load_rules
from extractors.tokenizer import CJK

LANGUAGES = ("en", "fr", "zh")


def _base_letters() -> dict[int, str]:
    """Accented letters to bare ones, each one character long, so that folding keeps offsets."""
    table = {ord("’"): "'", ord("ʼ"): "'", ord("\u00a0"): " "}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFKD", chr(code))[0].lower()
        if base.isascii() and base.isalpha():
            table[code] = base
    return table


_BASE = _base_letters()


def fold(text: str) -> str:
    """Lower case without accents; as long as `text`, character by character."""
    if text.isascii():
        return text.lower()
    lowered = text.translate(_BASE).lower()
    return lowered if len(lowered) == len(text) else "".join(sign.lower()[0] for sign in text.translate(_BASE))


class Labels(BaseModel):
    """Words before a point that say what it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    phone: list[str]
    fax: list[str]
    email: list[str]
    web: list[str]
    address: list[str]
    person: list[str]


class ContactRules(BaseModel):
    """`extractors/rules/contacts.<language>.yaml`; words without accents or capitals, places as written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    labels: Labels
    label_fillers: list[str]
    not_phone: list[str]
    counted: list[str]
    headings: list[str]
    columns: dict[Literal["person", "role", "organisation", "point", "other"], list[str]]
    lists: list[str]
    lead_ins: list[str]
    calls: list[str]
    titles: list[str]
    titles_after: list[str]
    roles: list[str]
    organisations: list[str]
    acronyms: list[str]
    joiners: list[str]
    connectors: list[str]
    attributed: list[str] = []
    units: list[str]
    asking: list[str]
    towards: list[str]
    locatives: list[str]
    streets: list[str]
    thoroughfares: list[str]
    leading_streets: list[str]
    boxes: list[str]
    buildings: list[str]
    houses: list[str]
    places: dict[str, str]
    regions: list[str]
    particles: list[str]
    not_names: list[str]
    sentence_words: list[str]
    openers: list[str]
    at: list[str]
    spelt_at: list[str]
    dot: list[str]
    extensions: list[str]
    surnames: str = ""
    compound_surnames: list[str] = []
    japanese_surnames: list[str] = []


@dataclass(frozen=True)
class Vocabulary:
    """The rules of all languages, ready to be matched against folded text."""

    label: re.Pattern[str]
    """A label that ends where its colon stands."""
    label_before: re.Pattern[str]
    """A label that ends right where a point begins; its group is the label's kind."""
    not_phone: re.Pattern[str]
    heading_words: frozenset[str]
    list_words: frozenset[str]
    """What may stand in the title of a list beside the body."""
    columns: dict[str, str]
    """What the words of header rows say that a column holds."""
    list_of: re.Pattern[str]
    """How the title of a list begins before the name of the body ("Staff of the")."""
    list_after: re.Pattern[str]
    """How it ends after the name ("通讯录")."""
    lead_in: re.Pattern[str]
    title: re.Pattern[str]
    title_after: re.Pattern[str]
    role: re.Pattern[str]
    organisation: re.Pattern[str]
    role_zh: re.Pattern[str]
    organisation_zh: re.Pattern[str]
    joiner: re.Pattern[str]
    joiner_first: re.Pattern[str]
    connector: re.Pattern[str]
    """Words that lead from a name to the point after it."""
    locatives: frozenset[str]
    """Joiners between a role and the body in which it is held, which are no part of the role."""
    web_words: frozenset[str]
    units: tuple[str, ...]
    """How the name of a part of a body begins."""
    attributed: frozenset[str]
    """Bodies that a role before them describes ("Liaison Office")."""
    call: re.Pattern[str]
    label_after: re.Pattern[str]
    counted: re.Pattern[str]
    account_after: re.Pattern[str]
    spelt_at: re.Pattern[str]
    spelt_dot: re.Pattern[str]
    street: re.Pattern[str]
    street_zh: re.Pattern[str]
    thoroughfares: frozenset[str]
    leading_street: re.Pattern[str]
    box: re.Pattern[str]
    """A post office box, or a part of a house with its number."""
    buildings: frozenset[str]
    houses: frozenset[str]
    acronyms: frozenset[str]
    region_words: frozenset[str]
    particles: frozenset[str]
    not_names: frozenset[str]
    not_names_zh: re.Pattern[str]
    sentence_word: re.Pattern[str]
    opener: re.Pattern[str]
    """How words begin that only say what a contact is for ("To arrange an interview")."""
    extension: re.Pattern[str]
    at_sign: re.Pattern[str]
    dot_sign: re.Pattern[str]
    surnames: frozenset[str]
    compound_surnames: frozenset[str]
    japanese_surnames: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, compiled once a process."""
    rules = [load_rules(f"contacts.{language}", ContactRules) for language in LANGUAGES]
    roles, organisations, streets = _of(rules, "roles"), _of(rules, "organisations"), _of(rules, "streets")
    return Vocabulary(
        label=_label(rules, r"\s?\.?\s?$"),
        label_before=_label(rules, _filler(rules) + r"{0,5}$"),
        label_after=re.compile(rf"\s?[(（]\s?(?:{_alternatives(_labels(rules, 'phone'))})\s?[)）]"),
        counted=re.compile(rf"\s?{_any(_of(rules, 'counted'))}"),
        account_after=re.compile(rf"[和与與及或]?(?:{_alternatives(_han(_labels(rules, 'web')))})"),
        spelt_at=re.compile(
            rf"\s(?:{_alternatives(_of(rules, 'spelt_at'))})\s(?P<domain>[a-z0-9-]{{1,40}}"
            rf"(?:\s(?:{_alternatives(_of(rules, 'dot'))})\s[a-z0-9-]{{1,40}}){{1,4}})(?![\w@])",
            re.IGNORECASE,
        ),
        call=re.compile(
            rf"(?:{_any(_of(rules, 'calls'))})\s?(?:with\s|up\s)?(?:(?:us|-?nous|我们|我們)\s?[:：]\s?)?"
            r"(?:the\s|le\s|la\s|les\s|l')?"
        ),
        spelt_dot=re.compile(rf"\s(?:{_alternatives(_of(rules, 'dot'))})\s", re.IGNORECASE),
        not_phone=re.compile(
            rf"(?:{_any(_of(rules, 'not_phone'))})(?:[\s:：.#]|no\b|n°){{0,4}}(?:\w{{1,10}}\s?[:：]?\s?)?$"
        ),
        heading_words=frozenset(fold(word) for word in _of(rules, "headings")),
        list_words=frozenset(fold(word) for word in [*_of(rules, "headings"), *_of(rules, "lists")]),
        columns={fold(word): kind for rule in rules for kind, words in rule.columns.items() for word in words},
        list_of=re.compile(
            rf"(?:[a-z']{{1,6}}\s)?(?:l'|d')?(?:{_alternatives(_of(rules, 'lists'))})(?:\s[a-z]{{3,14}}){{0,2}}"
            r"\s(?:de|du|des|d'|of|at|in|from|a|au)(?<=')?\s?(?:(?:la|le|les|the)\s|l')?"
        ),
        list_after=re.compile(rf"的?(?:{_alternatives(_han(_of(rules, 'lists')))}){{1,3}}$"),
        lead_in=re.compile(
            rf"(?:{_any(_of(rules, 'lead_ins'))}|{_asking(rules)})\s?[:：]?\s?"
            r"(?:(?:le|la|les|the|l'|mr|ms)(?<!')\s|l')?"
        ),
        title=re.compile(rf"(?:{_any(_of(rules, 'titles'))})(?=[\s.])\.?\s?"),
        title_after=re.compile(rf"\s?(?:{_any(_of(rules, 'titles_after'))})$"),
        role=re.compile(_any([*roles, *(f"{role}s" for role in roles if role.isascii() and role[-1] not in "sx")])),
        organisation=re.compile(_any(organisations)),
        role_zh=re.compile(rf"(?:{_alternatives(_han(roles))})(?:[（(][^）)]{{1,20}}[）)])?$"),
        organisation_zh=re.compile(rf"(?:{_alternatives(_han(organisations))})(?:[（(][^）)]{{1,20}}[）)])?"),
        joiner=re.compile(rf"(?<=\s)(?:{_any(_of(rules, 'joiners'))})(?<=')|\s(?:{_any(_of(rules, 'joiners'))})\s"),
        joiner_first=re.compile(
            rf"(?:{_alternatives(_of(rules, 'joiners'))})(?<=')|(?:{_alternatives(_of(rules, 'joiners'))})\s"
        ),
        connector=re.compile(
            rf"(?:[\s,(（：:]|(?<![a-z])(?:{_alternatives(_of(rules, 'connectors'))})(?![a-z])){{1,12}}$"
        ),
        locatives=frozenset(_of(rules, "locatives")),
        units=tuple(_of(rules, "units")),
        attributed=frozenset(_of(rules, "attributed")),
        web_words=frozenset(_labels(rules, "web")),
        street=re.compile(_any(streets)),
        street_zh=re.compile(
            rf"(?<=[{CJK}\d])(?:{_alternatives(_han(streets))})|^(?:邮编|邮政编码|邮政信箱|邮箱(?=\d)|郵政信箱)"
        ),
        thoroughfares=frozenset(_of(rules, "thoroughfares")),
        leading_street=re.compile(_any(_of(rules, "leading_streets"))),
        box=re.compile(
            rf"(?:\d{{1,3}} )?(?:{_alternatives(_of(rules, 'boxes'))})\.?\s?(?:no\.?\s?|n°\s?)?[a-z]{{0,3}}\s?\d"
        ),
        buildings=frozenset(_of(rules, "buildings")),
        houses=frozenset(_of(rules, "houses")),
        acronyms=frozenset(_of(rules, "acronyms")),
        region_words=frozenset(_of(rules, "regions")),
        particles=frozenset(_of(rules, "particles")),
        not_names=frozenset(_of(rules, "not_names")) | frozenset(organisations) | frozenset(roles),
        not_names_zh=re.compile(_alternatives([*_han(_of(rules, "not_names")), *_han(roles)])),
        opener=re.compile(rf"(?:{_alternatives(_of(rules, 'openers'))})\s"),
        sentence_word=re.compile(_any(_of(rules, "sentence_words"))),
        extension=re.compile(
            rf"\s?[,，]?\s?(?:{_alternatives(_of(rules, 'extensions'))})\.?\s?[:：]?\s?\d{{1,6}}(?!\w)"
        ),
        at_sign=_bracketed([*_of(rules, "at"), "@"]),
        dot_sign=_bracketed([*_of(rules, "dot"), "."]),
        surnames=frozenset(rules[-1].surnames),
        japanese_surnames=frozenset(rules[-1].japanese_surnames),
        compound_surnames=frozenset(rules[-1].compound_surnames),
    )


@cache
def named_places() -> dict[str, str]:
    """Places that the rules name, folded, with their ISO 3166 code."""
    rules = [load_rules(f"contacts.{language}", ContactRules) for language in LANGUAGES]
    return {fold(name): code for rule in rules for name, code in rule.places.items()}


def _of(rules: Iterable[ContactRules], name: str) -> list[str]:
    return [word for rule in rules for word in getattr(rule, name)]


def _labels(rules: Iterable[ContactRules], kind: str) -> list[str]:
    return [word for rule in rules for word in getattr(rule.labels, kind)]


def _han(words: Iterable[str]) -> list[str]:
    return [word for word in words if re.match(f"[{CJK}]", word)]


def _alternatives(words: Iterable[str]) -> str:
    """The words as alternatives, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _spaced(words: Iterable[str]) -> str:
    """Chinese words as alternatives; short ones may be drawn out with blanks ("传    真")."""
    blank = r"[ \u3000]{0,8}"
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(blank.join(word) if 1 < len(word) <= 3 else re.escape(word) for word in longest_first)


def _any(words: Iterable[str]) -> str:
    """Words that stand free: Latin ones between boundaries, Chinese ones anywhere."""
    words = list(words)
    han = set(_han(words))
    letters = [word for word in words if len(word) == 1 and word not in han]
    latin = [word for word in words if word not in han and len(word) > 1]
    parts = [rf"(?<![a-z0-9])(?:{_alternatives(latin)})(?:(?<=['])|(?![a-z0-9]))"] if latin else []
    if letters:  # "T +41 …", "E: …": at the beginning of a line or after a separator
        parts.append(rf"(?:(?<![^\n])|(?<=[|·,;] )|(?<=\d )(?=.:))(?:{_alternatives(letters)})(?=[\s.:：])")
    return "(?:" + "|".join([*parts, *([_spaced(han)] if han else [])]) + ")"


def _asking(rules: list[ContactRules]) -> str:
    """A verb that asks to write, and the preposition before the one to write to ("send … to the")."""
    verbs, prepositions = _alternatives(_of(rules, "asking")), _alternatives(_of(rules, "towards"))
    return rf"(?<![a-z])(?:{verbs})(?![a-z])[^.;:!?\n]{{0,50}}?\s(?:{prepositions})(?<=[' ])"


def _filler(rules: Iterable[ContactRules]) -> str:
    return rf"(?:\s?\([a-z]{{1,12}}\)|\s?(?:{_alternatives(_of(rules, 'label_fillers'))})(?![a-z])|[\s:：.)\]&/])"


def _label(rules: list[ContactRules], tail: str) -> re.Pattern[str]:
    """One or several labels ("Tél./Fax", "电话/传真") and what follows them; the groups tell their kinds."""
    kinds = {kind: _labels(rules, kind) for kind in Labels.model_fields}
    one = "|".join(f"(?P<{kind}>{_any(words)})" for kind, words in kinds.items())
    return re.compile(rf"(?:(?:{one})[\s./／&、和及,]{{0,3}}(?:(?:et|and|ou|or)\s)?){{1,3}}{tail}")


def _bracketed(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\s?[\[({{（【<]\s?(?:{_alternatives(words)})\s?[\])}}）】>]\s?", re.IGNORECASE)
