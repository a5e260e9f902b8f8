"""What a date says about what stands around it: told by the words near it and by its kind."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from extractors.calendar.folding import fold
from extractors.calendar.grammar import scanner
from extractors.calendar.joining import End, Joined
from extractors.calendar.placing import Placed
from extractors.calendar.points import Grain
from schemas.facts.date import Precision, Role

_REACH_BEFORE, _REACH_AFTER = 90, 45
_LONGEST_EVENT = 15
"""Days: a longer range of days is a period, as a survey's, and no meeting's."""
_AFTER_WEIGHT, _AFTER_START = 3, 5
"""A word after the date mostly belongs to what comes next."""
_NAME_TO_DAY = 30
_FOUNDED_AFTER = 8
"""Characters: `2015年设立` founds something, `in 2022, 612 jobs were created` does not."""
_BY_WORDS = (Role.SIGNED, Role.FOUNDED, Role.PUBLISHED, Role.DEADLINE, Role.EVENT)
_TITLE_END = re.compile(r"(?:, |\(|(?<![a-z])(?:of|du|de|dated)[ ])$")
_CITATION = re.compile(r"\([a-z][a-z. &-]{1,40}, $")
_SENTENCE_END = re.compile(r"(?<!\bno)(?<!\bart)[.!?;](?= |$)|[。！？；\n\t]")


@cache
def _cues(language: str) -> dict[str, re.Pattern[str]]:
    grammar = scanner(language).grammar
    return {role: re.compile(pattern) for role, pattern in grammar.roles.items()}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a date stands: the folded text, its language, the header of its table column, the day of publication."""

    folded: str
    language: str
    heading: str = ""
    is_heading: bool = False
    published: date | None = None


def role_of(joined: Joined, placed: Placed, setting: Setting) -> Role:
    """The role of a date in its sentence; `event` where no word tells otherwise."""
    expression, folded = joined.expression, setting.folded
    before = _SENTENCE_END.split(folded[max(0, expression.start - _REACH_BEFORE) : expression.start])[-1]
    after = _SENTENCE_END.split(folded[expression.end : expression.end + _REACH_AFTER], maxsplit=1)[0]
    words = folded[expression.start : expression.end]
    cues = _cues(setting.language)
    if setting.heading:
        before = f"{fold(setting.heading)} {before}"
    if setting.is_heading and placed.precision is Precision.YEAR:
        return Role.PERIOD
    if joined.end is not None:
        return _role_of_end(joined.end, placed, words, setting.published)
    if not expression.is_single() or expression.points()[0].grain in {Grain.DECADE, Grain.CENTURY}:
        return _role_of_range(placed, before, after, cues)
    return _role_of_point(placed, before, after, cues)


def _role_of_end(end: End, placed: Placed, words: str, published: date | None) -> Role:
    """An open end that lies ahead is a deadline, one that is past when it is written only bounds what happened."""
    if end is End.SINCE:
        return Role.SINCE
    if end is End.AFTER:
        ahead = published is not None and placed.start_date is not None and placed.start_date > published
        return Role.PERIOD if ahead else Role.SINCE
    if published is not None and placed.end_date is not None and placed.end_date < published:
        return Role.EVENT
    return Role.PERIOD if words.startswith("through") else Role.DEADLINE


def _role_of_range(placed: Placed, before: str, after: str, cues: dict[str, re.Pattern[str]]) -> Role:
    """Some days in a row are an event, more or coarser ones a period."""
    if placed.precision is not Precision.DAY or placed.start_date is None or placed.end_date is None:
        return Role.PERIOD
    days = (placed.end_date - placed.start_date).days
    if days <= _LONGEST_EVENT or (days <= 2 * _LONGEST_EVENT and cues["event"].search(before + after)):
        return Role.EVENT
    return Role.PERIOD


def _role_of_point(placed: Placed, before: str, after: str, cues: dict[str, re.Pattern[str]]) -> Role:
    titled = placed.precision is Precision.YEAR and "title_after" in cues and cues["title_after"].match(after)
    if titled or _is_cited(placed, before, after, cues["cited"]):
        return Role.CITED
    if (
        placed.precision is Precision.DAY
        and not placed.relative
        and not before.strip(" |,-(")
        and not after.strip(" |).")
    ):
        return Role.PUBLISHED
    near = {role: _distance(cues[role], before, after, role) for role in _BY_WORDS}
    if placed.precision is not Precision.DAY and "measured" in cues:
        near[Role.PERIOD] = _distance(cues["measured"], before, after, Role.PERIOD)
    role = min(near, key=lambda name: near[name])
    return role if near[role] < _REACH_BEFORE else Role.EVENT


def _is_cited(placed: Placed, before: str, after: str, cited: re.Pattern[str]) -> bool:
    """`Recommandation (nº 202) …, 2012`, `la loi du 30 juin 2020`, `《2012年…建议书》`, `the 2021 edition`."""
    if before.endswith("《") or cited.match(after.lstrip(" ")):
        return True
    if placed.precision not in {Precision.YEAR, Precision.DAY}:
        return False
    if placed.precision is Precision.YEAR and _CITATION.search(before) and re.match(r"[a-e]?[),:]", after):
        return True
    names = list(cited.finditer(before))
    if names and placed.precision is Precision.YEAR and names[-1].end() == len(before.rstrip()):
        return True
    if not names or not _TITLE_END.search(before):
        return False
    return placed.precision is Precision.YEAR or len(before) - names[-1].end() < _NAME_TO_DAY


def _distance(pattern: re.Pattern[str], before: str, after: str, role: Role) -> int:
    """How far the nearest such word stands; words after count as further away."""
    distance = _REACH_BEFORE
    for match in pattern.finditer(before):
        distance = min(distance, len(before) - match.end())
    match_after = pattern.search(after)
    if match_after and (role is not Role.FOUNDED or match_after.start() <= _FOUNDED_AFTER):
        distance = min(distance, match_after.start() * _AFTER_WEIGHT + _AFTER_START)
    return distance
