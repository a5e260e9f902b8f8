"""What a date says about what stands around it: told by the governing word nearest to it, and by its kind."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from extractors.calendar.clauses import FARTHEST, Clause, clause_around, cues
from extractors.calendar.folding import fold
from extractors.calendar.joining import End, Joined
from extractors.calendar.placing import Placed
from extractors.calendar.points import Grain
from schemas.facts.date import Precision, Role

_LONGEST_EVENT = 15
"""Days: a longer range of days is a period, as a survey's, and no meeting's."""
_NAME_TO_DAY, _NAME_TO_YEAR = 30, 70
_AS_OF, _BORN, _GOVERNS = 6, 45, 40
_ACTS = (Role.SIGNED, Role.EVENT, Role.FOUNDED)
_GOVERNED = (Role.SIGNED, Role.DEADLINE, Role.EVENT, Role.FOUNDED, Role.PERIOD)
"""Roles that one word gives; of two words equally near the first in this order counts."""

_TITLE_END = re.compile(r"(?:, |\(|(?<![a-z])(?:of|du|de|dated|datee?|en date du)[ ])$")
_CITATION = re.compile(r"(?:\(|^ )[a-z][a-z. &'-]{1,40}, $")
"""`(Smith, 2018`, and after a semicolon `Oke et al., 2019a)`."""
_BARE_NAME = re.compile(
    r"[a-z' -]{0,60}(?<![a-z])(?!(?:in|on|at|by|of|from|since|for|and|en|le|de|du|des|au|et|a|pour|d) $)[a-z]+ $"
)
"""From the name of a report to a year that no preposition leads: the year belongs to the name."""
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright|版权)[^.|]{0,80}$")
_PLACE = re.compile(r"^[^.;:|0-9]{2,60}(?:, ?(?:le )?|[-)(] ?(?:le )?)$")
_LEADS_DATE = re.compile(r"[,|)·-] ?(?:le )?$|[\u4e00-\u9fff] $")
_SHORT_LINE = 70


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a date stands: the folded text, its language, the header of its table column."""

    folded: str
    language: str
    heading: str = ""
    is_heading: bool = False
    written: date | None = None
    """The day of publication, or the latest day told of so far."""
    in_cell: bool = False
    is_first: bool = False
    """Whether it is the first mention of the day of publication."""
    early: bool = False
    """Whether it stands in the first lines of the document, where the date line and the imprint are."""


def role_of(joined: Joined, placed: Placed, setting: Setting) -> Role:
    """The role of a date in its sentence; `event` where no word tells otherwise."""
    expression = joined.expression
    clause = clause_around(setting.folded, expression.start, expression.end, setting.language, fold(setting.heading))
    if setting.is_heading and placed.precision is not Precision.DAY:
        return Role.DEADLINE if clause.near(Role.DEADLINE) < FARTHEST else Role.PERIOD
    if joined.end is not None:
        return _role_of_end(joined.end, placed, clause, setting.written)
    if not expression.is_single() or expression.points()[0].grain in {Grain.DECADE, Grain.CENTURY}:
        return _role_of_range(placed, clause)
    return _role_of_point(joined, placed, clause, setting)


def _role_of_end(end: End, placed: Placed, clause: Clause, written: date | None) -> Role:
    """An open end that lies ahead is a deadline; one that is past when it is written only bounds what went on."""
    if end is End.SINCE:
        return Role.SINCE
    if end is End.AFTER:
        ahead = written is not None and placed.start_date is not None and placed.start_date > written
        return Role.PERIOD if ahead else Role.SINCE
    past = clause.near("achieved") < _NAME_TO_DAY or (end is End.BEFORE and clause.near("done") < FARTHEST)
    if written is not None and placed.end_date is not None and placed.precision is not Precision.DAY:
        past = past or placed.end_date < written
    goes_on = clause.words.startswith("through") or clause.near("lasting") < FARTHEST
    return Role.PERIOD if (past or goes_on) and clause.near(Role.DEADLINE) == FARTHEST else Role.DEADLINE


def _role_of_range(placed: Placed, clause: Clause) -> Role:
    """Some days in a row are an event, more or coarser ones a period, or the years of a report."""
    if placed.precision is not Precision.DAY or placed.start_date is None or placed.end_date is None:
        if placed.precision is Precision.YEAR and _is_year_of_text(clause):
            return Role.CITED
        born = placed.precision is Precision.DECADE and clause.near(Role.FOUNDED) < min(_BORN, clause.near(Role.PERIOD))
        return Role.FOUNDED if born else Role.PERIOD
    days = (placed.end_date - placed.start_date).days
    if days <= _LONGEST_EVENT or (days <= 2 * _LONGEST_EVENT and clause.near(Role.EVENT) < FARTHEST):
        return Role.EVENT
    return Role.PERIOD


def _role_of_point(joined: Joined, placed: Placed, clause: Clause, setting: Setting) -> Role:
    if _is_cited(placed, clause):
        return Role.CITED
    if setting.is_first and setting.early and _is_dateline(clause):
        return Role.PUBLISHED
    if _is_announced(joined, clause) or (
        not setting.in_cell and _is_imprint(clause, day=placed.precision is Precision.DAY, early=setting.early)
    ):
        return Role.PUBLISHED
    if clause.is_alone and placed.precision is Precision.YEAR:
        return Role.PERIOD
    near = {Role.PUBLISHED: clause.near("issued"), Role.CITED: clause.near("adopted")}
    near |= {role: clause.near(role) for role in _GOVERNED}
    if placed.precision is Precision.DAY:
        near[Role.PERIOD] = FARTHEST
    elif not clause.is_labelled:
        near[Role.PERIOD] = min(near[Role.PERIOD], clause.near("measured"))
    if cues(clause.language, "as_of").search(clause.before):
        near[Role.PERIOD] = min(near[Role.PERIOD], _AS_OF)
    role = min(near, key=lambda name: near[name])
    return role if near[role] < FARTHEST else Role.EVENT


def _is_announced(joined: Joined, clause: Clause) -> bool:
    """`today`, and the weekday on which a release says its news."""
    point = joined.expression.points()[0]
    if any(shift.unit == "day" and shift.by == 0 for shift in point.shifts):
        return True
    weekday = point.weekday is not None and point.year is None
    return weekday and clause.near("announced") < _NAME_TO_DAY


def _is_dateline(clause: Clause) -> bool:
    """Whether the day of publication stands in the date line, and not in a sentence on what happened that day."""
    imprint = _is_imprint(clause, day=True, early=True)
    return imprint or all(clause.near(role) >= _GOVERNS for role in (Role.DEADLINE, *_ACTS))


# -- the document in hand ----------------------------------------------------------------------------------------------


@cache
def _labels(language: str) -> re.Pattern[str]:
    """What leads the day of publication at the beginning of its line, or anywhere with a colon."""
    words = cues(language, Role.PUBLISHED).pattern
    return re.compile(
        rf"(?:^|[|(·•] ?)(?:{words})[^|]{{0,25}}(?:[|] ?)?$|(?<![a-z\u4e00-\u9fff])(?<![a-z] )(?:{words}) ?: ?$"
    )


def _is_imprint(clause: Clause, *, day: bool, early: bool) -> bool:
    """The date line of a release, the line of a title page, a copyright sign or a label with a date."""
    before = clause.before.lstrip(" ")
    if _COPYRIGHT.search(before) or _labels(clause.language).search(before):
        return True
    if cues(clause.language, "dateline").match(clause.after):
        return True
    if clause.is_alone and not clause.in_list and not (clause.in_row and not day):
        return day or early
    return day and (_leads_release(before, clause.after, early) or _ends_title(before, clause, early))


def _leads_release(before: str, after: str, early: bool) -> bool:
    """`Geneva (ILO News), 12 May 2021 –`."""
    return early and _PLACE.search(before) is not None and re.match(r" ?\)? ?[-:(]", after) is not None


def _ends_title(before: str, clause: Clause, early: bool) -> bool:
    """`Lomé, le 3 mai 2021`, `Statement of the Minister, 28 August 1974`: at the end of a short line."""
    if clause.after.strip(" |).-"):
        return False
    place = _PLACE.search(before) is not None and len(before) < _NAME_TO_DAY
    title = early and len(before) < _SHORT_LINE and _LEADS_DATE.search(before) is not None
    return (place or title) and all(clause.near(role) == FARTHEST for role in (Role.DEADLINE, *_ACTS))


# -- other texts -------------------------------------------------------------------------------------------------------


def _is_cited(placed: Placed, clause: Clause) -> bool:
    """`Recommandation (nº 202) …, 2012`, `la loi du 30 juin 2020`, `《2012年…建议书》`, `the 2021 edition`."""
    before, after, cited = clause.before, clause.after, cues(clause.language, Role.CITED)
    if before.endswith("《") or cited.match(after.lstrip(" 的")):
        return True
    if placed.precision not in {Precision.YEAR, Precision.DAY}:
        return False
    if placed.precision is Precision.YEAR and _is_year_of_text(clause):
        return True
    names = list(cited.finditer(before))
    if not names or not _TITLE_END.search(before):
        return False
    return placed.precision is Precision.YEAR or len(before) - names[-1].end() < _NAME_TO_DAY


def _is_year_of_text(clause: Clause) -> bool:
    if cues(clause.language, "title_after").match(clause.after) or _is_of_a_name(clause):
        return True
    return bool(_CITATION.search(clause.before) and re.match(r"[a-e]?(?:[),:]|$)", clause.after))


def _is_of_a_name(clause: Clause) -> bool:
    """`Global Wage Report 2022`, `Enquête sur l'emploi 2015`; an annual report has the year that it tells of."""
    before = clause.before
    names = list(cues(clause.language, Role.CITED).finditer(before))
    if not names or cues(clause.language, "annual").search(before) or names[-1].end() < len(before) - _NAME_TO_YEAR:
        return False
    rest = before[names[-1].end() :]
    return not rest.strip() or _BARE_NAME.fullmatch(rest) is not None
