"""Puts expressions together: ranges over words and dashes, lists that share a year, open ends, parts of a month."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from extractors.calendar.grammar import scanner
from extractors.calendar.parts import Expression
from extractors.calendar.points import Grain, Point

_REACH = 48
"""Characters before an expression in which the words of a range or an open end are looked for."""
_LOOSE = frozenset({"weekday", "day"})
_PARTED = frozenset({Grain.MONTH, Grain.YEAR, Grain.DECADE, Grain.CENTURY})


class End(StrEnum):
    """How an open end stands to what is named: from it, until it, until the day before it, from the day after it."""

    SINCE = "since"
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Joined:
    """An expression with its words; `part`: only a part of it is meant; `introduced`: a word of time leads it."""

    expression: Expression
    end: End | None = None
    part: bool = False
    introduced: bool = False


@dataclass(frozen=True)
class _Words:
    """The joints of a language, compiled."""

    opened: re.Pattern[str]
    between: re.Pattern[str]
    to: re.Pattern[str]
    between_and: re.Pattern[str]
    close: re.Pattern[str]
    listed: re.Pattern[str]
    slashed: re.Pattern[str]
    as_of: re.Pattern[str]
    since_far: re.Pattern[str]
    part: re.Pattern[str]
    part_after: re.Pattern[str]
    ends_before: tuple[tuple[End, re.Pattern[str]], ...]
    ends_after: tuple[tuple[End, re.Pattern[str]], ...]


@cache
def _words(language: str) -> _Words:
    words = scanner(language)
    joints, boundary = words.grammar.joints, "(?<![a-z0-9'])" if words.grammar.bounded else ""

    def lead(pattern: str) -> re.Pattern[str]:
        return words.compile(f"{boundary}(?:{pattern}) ?$")

    return _Words(
        opened=lead(joints.open_range),
        between=lead(f"(?:{joints.between})(?: (?:the|le|la|les|early|late|debut|fin|mi))?"),
        to=words.compile(joints.to),
        between_and=words.compile(joints.between_and),
        close=words.compile(joints.close_range),
        listed=words.compile(joints.listed),
        slashed=words.compile(joints.slashed),
        as_of=lead(joints.as_of),
        since_far=words.compile(joints.since_far),
        part=words.compile(f"{boundary}(?:{joints.part})$"),
        part_after=words.compile(joints.part_after),
        ends_before=tuple(
            (end, lead(f"(?:{pattern}){joints.fillers}"))
            for end, pattern in (
                (End.SINCE, joints.since),
                (End.UNTIL, joints.until),
                (End.BEFORE, joints.before),
                (End.AFTER, joints.after),
            )
        ),
        ends_after=tuple(
            (end, words.compile(pattern))
            for end, pattern in (
                (End.SINCE, joints.since_after),
                (End.UNTIL, joints.until_after),
                (End.BEFORE, joints.before_after),
                (End.AFTER, joints.after_after),
            )
        ),
    )


def join(found: list[Expression], folded: str, language: str) -> list[Joined]:
    """The expressions of a passage put together, by position."""
    words = _words(language)
    found = _share_years(found, folded, words)
    joined: list[Joined] = []
    position, index = 0, 0
    while index < len(found):
        first = _add_part(Joined(found[index]), folded, position, words)
        pair = _pair(first, found[index + 1], folded, position, words) if index + 1 < len(found) else None
        result = pair or first
        index += 2 if pair else 1
        result = _open(result, folded, position, words)
        joined.append(result)
        position = result.expression.end
    return joined


def _before(folded: str, start: int, position: int) -> str:
    """The text of one line before `start`, back to the end of the expression before it at most."""
    text = folded[max(position, start - _REACH) : start]
    return text[max(text.rfind("\n"), text.rfind("\t")) + 1 :]


def _add_part(item: Joined, folded: str, position: int, words: _Words) -> Joined:
    """`late February 2021`, `fin mars`, `3月上旬`: the word joins the span."""
    expression = item.expression
    if not expression.is_single() or expression.points()[0].grain not in _PARTED:
        return item
    lead = words.part.search(_before(folded, expression.start, position))
    tail = words.part_after.match(folded, expression.end)
    if lead:
        expression = replace(expression, start=expression.start - len(lead[0]))
    if tail:
        expression = replace(expression, end=tail.end())
    return replace(item, expression=expression, part=bool(lead or tail))


# -- ranges and lists --------------------------------------------------------------------------------------------------


def _pair(item: Joined, last: Expression, folded: str, position: int, words: _Words) -> Joined | None:
    """The range from one expression to the next, where the words between them make one."""
    first = item.expression
    gap = folded[first.end : last.start]
    if len(gap) > _REACH or not last.is_single() or first.evidence == "range_end":
        return None
    if not first.is_single():
        return _longer(item, last, gap, words)
    if first.evidence in {"part", "near"} and not item.part:
        return None
    evidence = {first.evidence, last.evidence}
    if evidence <= _LOOSE or "pointed" in evidence:
        return None
    return _single_pair(item, last, gap, _before(folded, first.start, position), folded, words)


def _single_pair(item: Joined, last: Expression, gap: str, before: str, folded: str, words: _Words) -> Joined | None:
    """The range from one point to another."""
    first = item.expression
    tail = words.part_after.match(folded, last.end)
    end = tail.end() if tail else last.end
    between = words.between.search(before)
    months = {first.points()[0].grain, last.points()[0].grain} == {Grain.MONTH}
    to = words.to.fullmatch(gap) or (months and words.slashed.fullmatch(gap))
    if to or (words.between_and.fullmatch(gap) and (between or words.close.match(folded, end))):
        ends = _fill(first.points()[0], last.points()[0])
    elif words.listed.fullmatch(gap) and "," not in gap:
        ends = _following_days(first.points()[0], last.points()[0])
    else:
        return None
    if ends is None:
        return None
    kept = first.evidence if first.evidence == last.evidence and first.evidence in {"year", "short", "bare"} else None
    merged = replace(first, end=end, first=ends[0], last=ends[1], rule=_range_rule(first, last), evidence=kept)
    return Joined(merged, part=item.part)


def _longer(item: Joined, last: Expression, gap: str, words: _Words) -> Joined | None:
    """`29, 30 novembre et 1er décembre`: a range of days that the next one goes on."""
    first = item.expression
    if first.last is None or last.first is None or not words.listed.fullmatch(gap) or "," in gap:
        return None
    ends = _following_days(first.last, last.first)
    if ends is None:
        return None
    start = first.first.at(year=ends[0].year) if first.first is not None else None
    return Joined(
        replace(first, end=last.end, first=start, last=ends[1], rule=_range_rule(first, last)), part=item.part
    )


def _range_rule(first: Expression, last: Expression) -> str:
    return f"{first.rule}_range" if first.rule == last.rule else f"{first.rule}_to_{last.rule}"


def _fill(first: Point, last: Point) -> tuple[Point, Point] | None:
    """Give each end the year (or the count) that only the other one has; None if they run backwards."""
    if last.month is None and last.grain is Grain.DAY and first.month is not None and not last.shifts and last.day:
        last = last.at(month=first.month, year=first.year)
    if first.month is None and first.grain is Grain.DAY and last.month is not None and not first.shifts and first.day:
        first = first.at(month=last.month)
    if first.year is None and not first.shifts and last.year is not None:
        first = _earlier(first, last)
    elif last.year is None and not last.shifts and first.year is not None:
        last = _later(first, last)
    elif not last.shifts and last.year is None and first.shifts and first.shifts[0].unit == "year":
        last = replace(last, shifts=first.shifts)
    elif not first.shifts and first.year is None and last.shifts and last.shifts[0].unit == "year":
        first = replace(first, shifts=last.shifts)
    if first.is_placed() and last.is_placed() and (first == last or first.first() > last.last()):
        return None
    return first, last


def _key(point: Point) -> tuple[int, int]:
    return point.month or 1, point.day or (1 if point.grain is Grain.DAY else 0)


def _earlier(first: Point, last: Point) -> Point:
    """`from December to February 2016` began in 2015."""
    year = last.year or 0
    return first.at(year=year - 1 if first.month and last.month and _key(first)[0] > _key(last)[0] else year)


def _later(first: Point, last: Point) -> Point:
    year = first.year or 0
    return last.at(year=year + 1 if first.month and last.month and _key(first) > _key(last) else year)


def _following_days(first: Point, last: Point) -> tuple[Point, Point] | None:
    """`31 août et 1er septembre`: two days that follow one another are a range."""
    if first.grain is not Grain.DAY or last.grain is not Grain.DAY or first.shifts or last.shifts:
        return None
    if None in {first.month, first.day, last.month, last.day}:
        return None
    ends = _fill(first, last)
    if ends is None:
        return None
    year = ends[0].year or ends[1].year or 2001  # any year without a 29 February tells which days follow
    try:
        days = (ends[1].at(year=ends[1].year or year).first() - ends[0].at(year=ends[0].year or year).first()).days
    except ValueError:
        return None
    return ends if days == 1 else None


def _share_years(found: list[Expression], folded: str, words: _Words) -> list[Expression]:
    """In `in March, April and June 2016` the last one's year is everyone's."""
    shared = _share_decades(found, folded, words)
    in_list = False
    for index in range(len(found) - 2, -1, -1):
        here, after = shared[index], shared[index + 1]
        point = after.points()[0]
        gap = folded[here.end : after.start]
        listed = len(gap) <= _REACH and words.listed.fullmatch(gap) and (in_list or gap.strip() != ",")
        in_list = False
        if not listed or point.year is None or point.shifts or _ends_range(shared, index, folded, words):
            continue
        if all(own.year is None and not own.shifts and own.month for own in here.points()):
            in_list = True
            shared[index] = replace(
                here,
                first=here.first and _earlier(here.first, point),
                last=here.last and _earlier(here.last, point),
                evidence=None,
            )
    return shared


def _ends_range(found: list[Expression], index: int, folded: str, words: _Words) -> bool:
    """Whether an expression is the end of a range, which gives it its year."""
    if index == 0:
        return False
    gap = folded[found[index - 1].end : found[index].start]
    return len(gap) <= _REACH and words.to.fullmatch(gap) is not None


def _share_decades(found: list[Expression], folded: str, words: _Words) -> list[Expression]:
    """In `les années 1950 et 1960` both are decades."""
    shared = list(found)
    for index in range(1, len(shared)):
        before, here = shared[index - 1], shared[index]
        point, year = before.points()[0], here.points()[0]
        gap = folded[before.end : here.start]
        if point.grain is not Grain.DECADE or here.evidence != "year" or (year.year or 1) % 10 or len(gap) > _REACH:
            continue
        if words.listed.fullmatch(gap) or words.to.fullmatch(gap):
            decade = year.at(grain=Grain.DECADE)
            shared[index] = replace(here, first=decade, last=decade, evidence=None)
    return shared


# -- open ends ---------------------------------------------------------------------------------------------------------


def _open(item: Joined, folded: str, position: int, words: _Words) -> Joined:
    """A range takes the words that open and close it, a single point those of an open end."""
    expression = item.expression
    before = _before(folded, expression.start, position)
    opened = words.opened.search(before)
    if not expression.is_single():
        close = words.close.match(folded, expression.end)
        start = expression.start - len(opened[0]) if opened else expression.start
        expression = replace(expression, start=start, end=close.end() if close else expression.end)
        return replace(item, expression=expression, introduced=opened is not None)
    for end, pattern in words.ends_before:
        lead = pattern.search(before)
        if lead:
            return _with_end(item, end, expression.start - len(lead[0]), _tail_end(end, expression.end, folded, words))
    if words.as_of.search(before):
        return item
    for end, pattern in words.ends_after:
        tail = pattern.match(folded, expression.end)
        if tail:
            lead = opened if end is End.SINCE else None
            return _with_end(item, end, expression.start - len(lead[0]) if lead else expression.start, tail.end())
    if words.since_far.match(folded, expression.end) and expression.points()[0].year is not None:
        return _with_end(
            item, End.SINCE, expression.start - len(opened[0]) if opened else expression.start, expression.end
        )
    return item


def _tail_end(end: End, position: int, folded: str, words: _Words) -> int:
    """Where an open end stops that a word leads: after the word that says it again (`since 2010 onwards`)."""
    if end is not End.SINCE:
        return position
    tail = words.ends_after[0][1].match(folded, position)
    return tail.end() if tail else position


def _with_end(item: Joined, end: End, start: int, stop: int) -> Joined:
    if item.part and end is End.BEFORE:
        end = End.UNTIL  # `before the end of 2025` names the end itself
    return replace(item, expression=replace(item.expression, start=start, end=stop), end=end, introduced=True)
