"""The calendar grammar of a language: words with their values, and patterns made of them, read from YAML.

In a pattern `@name` stands for a fragment or a table of words and `#name` captures it; a space stands for one to three
spaces, a space with a question mark for none to three. Patterns see the folded text (`folding.fold`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from extractors.calendar.folding import fold
from extractors.calendar.numerals import parse_number
from extractors.rules import load_rules

LANGUAGES = ("en", "fr", "zh")


class PatternRule(BaseModel):
    """One way of writing a point, a list or a range of points of the calendar."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    pattern: str
    first: Literal["any", "digit", "word"] = Field(default="any", description="what it begins with: fewer need trying")
    confidence: float = Field(default=0.95, gt=0, le=1)
    evidence: str | None = Field(default=None, description="what must be seen around it: year, month, day, weekday …")
    shift: int = Field(default=0, description="1: counts into the future, -1: into the past")


class Joints(BaseModel):
    """Words around points: what makes ranges, lists and open ends, and the parts of a month."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    wrapped: list[tuple[str, str]] = Field(
        default=[], description="what stands before and after the end of a line that parts one expression"
    )
    open_range: str
    between: str
    to: str
    between_and: str
    close_range: str = "(?!)"
    listed: str
    slashed: str = Field(default="(?!)", description="between two months that are meant together")
    as_of: str = Field(default="(?!)", description="what leads a day that is meant itself, whatever follows it")
    fillers: str
    since: str
    until: str
    before: str
    after: str
    since_far: str = Field(default="(?!)", description="says at the end of its clause that a date began it")
    since_after: str
    until_after: str
    before_after: str = "(?!)"
    after_after: str = "(?!)"
    part: str
    part_after: str = "(?!)"


class YearEvidence(BaseModel):
    """What tells a year from another number of four digits."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    strong: str
    weak: str
    against_before: str
    partitive: str = Field(default="(?!)", description="leads the whole that is counted: `a sample of 1950 workers`")
    definite: str = Field(default="(?!)", description="leads a year before a plural: `the 2015 elections`")
    approximate: str
    against_after: str
    counted: str


class Grammar(BaseModel):
    """The rules of one language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bounded: bool = Field(description="words are parted by spaces, so that they begin and end at a boundary")
    values: dict[str, dict[str, int]]
    fragments: dict[str, str]
    triggers: list[str]
    patterns: list[PatternRule]
    joints: Joints
    years: YearEvidence
    month_evidence: str
    ambiguous: frozenset[str] = Field(description="months and weekdays that are other words too, alone no date")
    short_evidence: str
    numbered: str
    decade_evidence: str
    recurring: str
    yearly: str = Field(default="(?!)", description="leads a day that comes back every year, and is no date")
    yearly_after: str = Field(default="(?!)", description="follows such a day")
    no_day_before: str = Field(default="(?!)", description="leads a number that is no day of the month")
    no_day_after: str = Field(default="(?!)", description="follows such a number")
    number_sign: str = Field(default="(?!)", description="the sign of a day that numbers other things too")
    numbered_day_before: str = Field(default="(?!)", description="leads a day with that sign, whatever follows it")
    numbered_day_after: str = Field(default="(?!)", description="follows a day with that sign, and no numbered thing")
    named: str = Field(default="(?!)", description="leads a day that is the name of a street or a school")
    titled: str = Field(default="(?!)", description="titles of people, some of whom are called after a month")
    address_after: str = Field(default="(?!)", description="what follows a house number or postcode")
    roles: dict[str, str]

    def expand(self, pattern: str, suffix: str = "") -> str:
        """The regular expression that a pattern stands for; captured names get `suffix`."""

        def put(match: re.Match[str]) -> str:
            sign, name = match[1], match[2]
            fragment = self.fragments.get(name)
            inner = self._alternatives(name) if fragment is None else self.expand(fragment, suffix)
            return f"(?P<{name}{suffix}>{inner})" if sign == "#" else f"(?:{inner})"

        spaced = _SPACE.sub(_spaces, pattern)
        return re.sub(r"(?<!\\)([@#])([a-z_0-9]+)", put, spaced)

    def _alternatives(self, name: str) -> str:
        words = sorted(map(fold, self.values[name]), key=lambda word: (-len(word), word))
        joined = "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in words)
        return f"(?:{joined})(?![a-z])" if self.bounded else f"(?:{joined})"


_SPACE = re.compile(r"\[(?:\\.|[^\]\\])*\]| \??")
"""A space of a pattern, with its question mark; or a class of characters, which keeps its own."""


def _spaces(match: re.Match[str]) -> str:
    return {" ": " {1,3}", " ?": " {0,3}"}.get(match[0], match[0])


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found: its rule, its span in the text, what its groups captured and where they begin."""

    rule: PatternRule
    start: int
    end: int
    groups: dict[str, str]
    starts: dict[str, int]


class Scanner:
    """A grammar with its regular expressions compiled."""

    def __init__(self, language: str, grammar: Grammar) -> None:
        self.language = language
        self.grammar = grammar
        boundary = "(?<![a-z0-9])" if grammar.bounded else "(?<![0-9a-z])"
        self._trigger = self.compile(f"{boundary}(?={'|'.join(grammar.triggers)})")
        self._digits = _Patterns(grammar, "digit")
        self._words = _Patterns(grammar, "word")
        self._values = {
            name: {fold(word): value for word, value in table.items()} for name, table in grammar.values.items()
        }
        boundary = "(?<![a-z0-9])" if grammar.bounded else ""
        self._wrapped = [
            (self.compile(f"{boundary}(?:{lead})"), self.compile(tail)) for lead, tail in grammar.joints.wrapped
        ]
        self.numbers = self._values.get("number", {})

    def compile(self, pattern: str) -> re.Pattern[str]:
        """A pattern of the grammar's words as a regular expression."""
        return re.compile(self.grammar.expand(pattern))

    def value(self, table: str, text: str) -> int:
        """The value of a word of a table, else the number that the words name; `ValueError` when there is none."""
        words = self._values.get(table, {})
        plain = " ".join(text.replace("-", " ").split())
        for form in (text, plain):
            if form in words:
                return words[form]
        return parse_number(plain, self.numbers)

    def unwrap(self, folded: str) -> str:
        """The text with a space for each line end that parts a day from its month or a month from its year."""
        ends = [match.start() for match in re.finditer(r"(?<![\n\t.;:!?])\n(?=[^\n\t])", folded)]
        parted = [end for end in ends if self._is_parted(folded, end)]
        if not parted:
            return folded
        signs = list(folded)
        for end in parted:
            signs[end] = " "
        return "".join(signs)

    def _is_parted(self, folded: str, end: int) -> bool:
        before = folded[max(0, end - _LINE_END) : end]
        return any(tail.match(folded, end + 1) and lead.search(before) for lead, tail in self._wrapped)

    def triggers(self, folded: str) -> Iterator[int]:
        """Where a calendar expression may begin."""
        return (trigger.start() for trigger in self._trigger.finditer(folded))

    def matches_at(self, folded: str, start: int) -> Iterator[Match]:
        """The patterns that match at an offset, in the order of the rules."""
        if folded[start].isdigit():
            return self._digits.matches_at(folded, start) if _LIVELY.match(folded, start) else iter(())
        return self._words.matches_at(folded, start)


_LINE_END = 32
_LIVELY = re.compile(
    r"[0-9]{1,2}(?:[^a-z0-9]{0,3}(?:[0-9]{1,2}[^a-z0-9]{1,5}){0,12}[^0-9\s]|\s*$| [0-9]{1,2} [0-9]{2})"
    r"|[0-9]{4}|1[0-2][0-9] ?年"
)
"""Short numbers that more than numbers follow: a quick look before the patterns are tried."""


class _Patterns:
    """The patterns that begin with a digit, or those that begin with a word: all at once, then one by one."""

    def __init__(self, grammar: Grammar, first: str) -> None:
        rules = [rule for rule in grammar.patterns if rule.first in {"any", first}]
        self._rules = [(rule, re.compile(grammar.expand(rule.pattern))) for rule in rules]
        alternatives = (f"(?P<p{i}>{grammar.expand(rule.pattern, f'_{i}')})" for i, rule in enumerate(rules))
        self._any = re.compile("|".join(alternatives))

    def matches_at(self, folded: str, start: int) -> Iterator[Match]:
        """The patterns that match at an offset, in the order of the rules."""
        first = self._any.match(folded, start)
        if first is None:
            return
        number = int((first.lastgroup or "p0")[1:])  # the group that closed last is the whole alternative
        for rule, pattern in self._rules[number:]:
            match = pattern.match(folded, start)
            if match is not None and match.end() > start:
                groups = {name: text for name, text in match.groupdict().items() if text}
                yield Match(rule, start, match.end(), groups, {name: match.start(name) for name in groups})


@cache
def scanner(language: str) -> Scanner:
    """The scanner of a language (primary subtag); compiled once a process."""
    return Scanner(language, load_rules(f"dates.{language}", Grammar))
