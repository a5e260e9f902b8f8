"""What a date says about what stands around it: told by the words near it and by its kind."""

import re
from functools import cache

from extractors.calendar.grammar import scanner
from extractors.calendar.joining import End, Joined
from extractors.calendar.placing import Placed
from extractors.calendar.points import Grain
from schemas.facts.date import Precision, Role

_REACH_BEFORE, _REACH_AFTER = 90, 45
_LONGEST_EVENT = 15
"""Days: a longer range of days is a period, as a survey's, and no meeting's."""
_SENTENCE_END = re.compile(r"[.!?;](?= |$)|[。！？；\n\t]")


@cache
def _cues(language: str) -> dict[str, re.Pattern[str]]:
    grammar = scanner(language).grammar
    return {role: re.compile(pattern) for role, pattern in grammar.roles.items()}


def role_of(joined: Joined, placed: Placed, folded: str, language: str) -> Role:
    """The role of a date in its sentence; `event` where no word tells otherwise."""
    expression = joined.expression
    before = _SENTENCE_END.split(folded[max(0, expression.start - _REACH_BEFORE) : expression.start])[-1]
    after = _SENTENCE_END.split(folded[expression.end : expression.end + _REACH_AFTER], maxsplit=1)[0]
    cues = _cues(language)
    if joined.end in {End.SINCE, End.AFTER}:
        return Role.SINCE
    if joined.end is not None:
        return Role.DEADLINE
    if not expression.is_single() or expression.points()[0].grain in {Grain.DECADE, Grain.CENTURY}:
        return _role_of_range(placed, before, after, cues)
    return _role_of_point(placed, before, after, cues)


def _role_of_range(placed: Placed, before: str, after: str, cues: dict[str, re.Pattern[str]]) -> Role:
    if placed.precision is Precision.DAY and placed.start_date and placed.end_date:
        days = (placed.end_date - placed.start_date).days
        if days <= _LONGEST_EVENT and not re.search(r"periode|period\b|期间", before + after):
            return Role.EVENT
    return Role.PERIOD


def _role_of_point(placed: Placed, before: str, after: str, cues: dict[str, re.Pattern[str]]) -> Role:
    if placed.precision is Precision.YEAR and _is_in_title(before, after, cues["cited"]):
        return Role.CITED
    near = {
        role: _distance(pattern, before, after) for role, pattern in cues.items() if role not in {"cited", "period"}
    }
    if placed.precision is Precision.DAY and not before.strip(" |,-(") and not after.strip(" |)."):
        return Role.PUBLISHED
    role, distance = min(near.items(), key=lambda item: item[1])
    return Role(role) if distance < _REACH_BEFORE else Role.EVENT


def _is_in_title(before: str, after: str, cited: re.Pattern[str]) -> bool:
    """`Recommandation (nº 202) …, 2012`, `《2012年…建议书》`: the year of something cited."""
    if before.endswith("《"):
        return True
    title = re.search(r"(?:, |\(|^)$", before)
    return bool(title and cited.search(before)) or bool(cited.match(after.lstrip(" ")))


def _distance(pattern: re.Pattern[str], before: str, after: str) -> int:
    """How far the nearest such word stands; words after count as one and a half times as far."""
    distance = _REACH_BEFORE
    for match in pattern.finditer(before):
        distance = min(distance, len(before) - match.end())
    match_after = pattern.search(after)
    if match_after:
        distance = min(distance, match_after.start() * 3 // 2)
    return distance
