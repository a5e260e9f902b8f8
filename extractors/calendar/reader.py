"""Finds calendar expressions in a text, one after the other: no ranges over words yet, and no context."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractors.calendar.expressions import read_match
from extractors.calendar.folding import fold
from extractors.calendar.grammar import LANGUAGES, Match, Scanner, scanner
from extractors.calendar.parts import Expression, Style
from extractors.calendar.points import Grain, Point

_DAYS = {"days", "plain_day", "n1"}
"""Groups of a whole day: where they name none, it is said."""


@dataclass(frozen=True, slots=True)
class Impossible:
    """What is written like a day and is none (`31 février 2016`)."""

    start: int
    end: int
    rule: str
    detail: str


def read_expressions(text: str, folded: str, words: Scanner, style: Style) -> Iterator[Expression | Impossible]:
    """Every expression that the grammar finds, by position; spans are offsets into `text`."""
    position = 0
    for start in words.triggers(folded):
        if start < position or _goes_on_a_number(folded, start, position):
            continue
        found = _read_at(text, folded, start, words, style)
        if found:
            yield from found
            position = found[-1].end


def _read_at(text: str, folded: str, start: int, words: Scanner, style: Style) -> list[Expression] | list[Impossible]:
    for match in words.matches_at(folded, start):
        if not _has_its_capitals(text, match, words):
            continue
        try:
            return list(read_match(match, words, style))
        except ValueError as error:
            if _DAYS & match.groups.keys() and {"year", "month"} & match.groups.keys():
                return [Impossible(match.start, match.end, match.rule.name, str(error))]
    return []


def _has_its_capitals(text: str, match: Match, words: Scanner) -> bool:
    """`May` and `March` without a year must have the capital that English gives them."""
    if "year" in match.groups or words.language != "en":
        return True
    return all(
        text[match.starts[name]].isupper()
        for name in ("month", "weekday")
        if match.groups.get(name) in words.grammar.ambiguous
    )


def _goes_on_a_number(folded: str, start: int, end_before: int) -> bool:
    """Whether digits at `start` go on a number (`6,107.31`, `138-2010`, `$12`) and not an expression just read."""
    if start == 0 or not folded[start].isdigit():
        return False
    sign, before = folded[start - 1], folded[max(0, start - 2)]
    if _NUMBER_SIGN.search(folded, max(0, start - 9), start):
        return True
    if sign in "$€£¥#+" or (sign == " " and before in "$€£¥#"):
        return True
    return sign in ".,/-:" and start >= 2 and before.isdigit() and end_before != start - 1


_NUMBER_SIGN = re.compile(r"(?<![a-z])(?:n[°º]|nos?[.°º]|numero|number|issue|vol\.|volume) ?$")


def parse_full_dates(text: str, language: str) -> list[tuple[int, int, date]]:
    """Every day with its month and year that stands in a short text: `(start, end, day)`, by position.

    `language` is a BCP 47 tag; other languages than French, English and Chinese are read as English. Ranges give their
    first day. Nothing is taken from context, and no weekday, time or open end changes the day.
    """
    primary = language.partition("-")[0]
    words = scanner(primary if primary in LANGUAGES else "en")
    folded = fold(text)
    return [
        (found.start, found.end, found.first.first())
        for found in read_expressions(text, folded, words, Style())
        if isinstance(found, Expression) and found.first is not None and _is_full_day(found.first)
    ]


def _is_full_day(point: Point) -> bool:
    return point.grain is Grain.DAY and point.is_placed()
