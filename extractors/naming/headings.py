"""Headings that the text below them shows to be names: `Bright Futures` above `This project …`."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.naming.brackets import is_country
from extractors.naming.candidates import Candidate
from extractors.naming.folding import fold
from extractors.naming.rules import NamingRules
from schemas.facts.programme import ProgrammeType

_NAME = r"[A-ZÀ-Þ][^\n.:;!?()*\t]{4,150}"
_MOST_WORDS = 16
_LONGEST = 150
# How far below its heading a text may call an initiative by its kind, in characters.
_FURTHER = 400
_PLAIN = (ProgrammeType.PROJECT, ProgrammeType.PROGRAMME)
# Up to three short lines may stand between a heading and its first sentence: whose the project is, its theme.
_BETWEEN = r"(?:[^\n.]{2,60}\n\s{0,3}){0,2}?"
# `NEW STARTS` of `NEW STARTS FOR OLD TRADES`, which the text then calls `New Starts`.
_SHORT = re.compile(r"([^\W\d_]{2,}(?: [^\W\d_]{2,}){1,3}?) (?:FOR|OF|IN|TO|ON|AT|WITH|POUR|DE|DES|DU|EN|SUR)\b")


def find_headings(text: str, rules: NamingRules) -> Iterator[Candidate]:
    """Candidates that a line or an item begins with, before a sentence that says their kind."""
    for match in _pattern(rules).finditer(text) if rules.below else ():
        group = next(group for group in ("bold", "name", "said") if match.group(group))
        if _is_title(match.group(group), rules, bold=group == "bold"):
            kind = _kind(text, match, rules)
            yield Candidate(*match.span(group), kind, "heading", 0.5, alias=_short(match.group(group)))


def _kind(text: str, match: re.Match[str], rules: NamingRules) -> ProgrammeType:
    """What the sentence calls it; anything may be an initiative that the text goes on to call a project."""
    kind = rules.type_of[fold(match.group("kind"))]
    again = _loosely(rules).search(text, match.end(), match.end() + _FURTHER)
    return rules.type_of[fold(again.group(1))] if again and kind is ProgrammeType.INITIATIVE else kind


@cache
def _loosely(rules: NamingRules) -> re.Pattern[str]:
    plain = (word for word in rules.framed_types if rules.type_of[fold(word)] in _PLAIN)
    return re.compile(rf"\b(?:[Tt]he|[Ll]e) ({'|'.join(plain)})\b")


def _short(name: str) -> str | None:
    if not name.isupper():
        return name if " " in name else None
    match = _SHORT.match(name)
    return match.group(1).title() if match else None


def _is_title(name: str, rules: NamingRules, *, bold: bool) -> bool:
    words = fold(name).replace("*", " ").split()
    if not 1 < len(words) <= _MOST_WORDS or is_country(name) or words[0] in rules.untitled:
        return False
    common = rules.organisations | rules.closing | set(rules.framed_types)
    if common.intersection(words) and not bold:
        return False
    capitals = [word for word in re.findall(r"[^\W\d_][\w'’-]*", name) if len(word) > 4]
    return rules.sentence_case or all(word[0].isupper() for word in capitals) or (bold and name[0].isupper())


@cache
def _pattern(rules: NamingRules) -> re.Pattern[str]:
    types = "|".join(rules.framed_types)
    bold = rf"\*\*(?P<bold>[^*]{{6,{_LONGEST}}})\*\*"
    below, defined = "|".join(rules.below), "|".join(rules.defined)
    alone = rf"(?:{bold}\s{{1,4}}{_BETWEEN}|(?P<name>{_NAME})\n{{1,3}})(?:{below}|{defined})"
    return re.compile(
        rf"^(?:\d{{1,2}}[.)] )?(?:{alone}|(?P<said>{_NAME})\. (?:{defined})) ?"
        rf"(?P<kind>{types})\b",
        re.M,
    )
