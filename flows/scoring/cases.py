"""Scores short cases: texts of a sentence or two with what is to be found in them, and nothing else of that kind."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from flows.scoring.choices import CaseClass
from flows.scoring.contacts import POINTS, holds, normal_point
from flows.scoring.gold import Record, digest, read_records
from flows.scoring.keys import Keys
from flows.scoring.pairing import MIN_OVERLAP, Item, Span, item_overlap, overlap, pair_up
from flows.scoring.tallies import Tally

Answer = Callable[[str], dict[str, Any]]


class Expected(Record):
    """What is to be found at one place of a case; `also` are other values that are right as well."""

    start: int
    end: int
    value: dict[str, Any]
    also: list[dict[str, Any]] = Field(default_factory=list)

    @property
    def span(self) -> Span:
        """Offsets into the case's text."""
        return self.start, self.end


class Case(Record):
    """One case. With a `scope` only one measure, or one sort of contact point, is annotated and looked at."""

    id: str
    lang: str
    kind: str
    sort: Literal["absolute", "relative"] = Field(alias="class")
    scope: str | None = None
    reference_date: str | None = None
    text: str
    expected: list[Expected]


@dataclass
class CaseScore:
    """What a group of cases scored; a case passes if all that is expected is found with its value, and nothing else."""

    cases: int = 0
    passed: int = 0
    detection: Tally = field(default_factory=Tally)
    value: Tally = field(default_factory=Tally)
    mistakes: list[dict[str, Any]] = field(default_factory=list)

    def add(self, other: "CaseScore") -> None:
        """Count another score in."""
        self.cases += other.cases
        self.passed += other.passed
        self.detection.add(other.detection)
        self.value.add(other.value)
        self.mistakes += other.mistakes

    def rates(self) -> dict[str, float]:
        """F1 of detection and value, by name."""
        tallies = {"detection": self.detection, "value": self.value}
        return {name: tally.f1 for name, tally in tallies.items() if tally.f1 is not None}


# What is looked for (money, emails …, or the kind where there is no scope), language, class.
Group = tuple[str, str, str]


def read_cases(paths: Iterable[Path]) -> tuple[list[Case], dict[str, str]]:
    """The cases of files, and the digests of the files by name; raises `SettingsError` for what is no case."""
    files = [file for path in paths for file in (sorted(path.glob("*.jsonl")) if path.is_dir() else [path])]
    cases = [case for file in files for case in read_records(file, Case)]
    return cases, {file.name: digest(file) for file in files}


def score_cases(
    cases: Sequence[Case], keys: Mapping[str, Keys], sort: CaseClass = CaseClass.ALL, answer: Answer | None = None
) -> dict[Group, CaseScore]:
    """The score by scope, language and class (absolute, relative, or all of them), in the order of the names."""
    answer = answer or _answer
    groups: dict[Group, CaseScore] = {}
    for case in cases:
        if sort in (CaseClass.ALL, case.sort):
            group = groups.setdefault((case.scope or case.kind, case.lang, case.sort), CaseScore())
            facts = [fact for fact in answer(_line_of(case))["facts"] if fact["kind"] == case.kind]
            group.add(score_case(case, facts, keys.get(case.kind, Keys(case.kind))))
    return dict(sorted(groups.items()))


def score_case(case: Case, facts: Sequence[dict[str, Any]], keys: Keys) -> CaseScore:
    """The score of one case; `facts` are those of its kind, as records."""
    items = [Item(case.kind, (fact["start"], fact["end"]), fact.get("text", ""), fact["value"]) for fact in facts]
    if case.scope in POINTS:
        detection, value = _score_points(case, items, case.scope)
    else:
        items = [item for item in items if not case.scope or item.value.get("measure") == case.scope]
        detection, value = _score_values(case, items, keys)
    passed = value.gold_hits == value.gold and value.found_hits == value.found
    score = CaseScore(1, int(passed), detection, value)
    if not passed:
        score.mistakes.append(
            {
                "id": case.id,
                "text": case.text,
                "reference_date": case.reference_date,
                "expected": [{"span": list(item.span), "value": item.value} for item in case.expected],
                "got": [{"span": list(item.span or ()), "value": item.value} for item in items],
            }
        )
    return score


def _score_values(case: Case, items: Sequence[Item], keys: Keys) -> tuple[Tally, Tally]:
    wanted = [Item(case.kind, item.span, "", item.value) for item in case.expected]
    pairs = pair_up(wanted, items, item_overlap)
    right = sum(_accepts(case.expected[g], items[f].value, keys) for g, f in pairs)
    return Tally.of(len(wanted), len(items), len(pairs)), Tally.of(len(wanted), len(items), right)


def _accepts(expected: Expected, got: dict[str, Any], keys: Keys) -> bool:
    """Whether a value is one that a case takes, on the keys that the case states."""
    return any(keys.agree(value, got, frozenset(value)) for value in (expected.value, *expected.also))


def _score_points(case: Case, items: Sequence[Item], sort: str) -> tuple[Tally, Tally]:
    """Score points of one sort wherever in a record they stand; without an expected value only the place counts."""
    points = [(normal_point(sort, text), item) for item in items for text in item.value.get(sort) or ()]
    free = set(range(len(points)))
    seen: set[int] = set()
    near = right = 0
    for expected in case.expected:
        values = [normal_point(sort, text) for text in expected.value.get(sort) or ()]
        here = [index for index in sorted(free) if _stands_at(points[index][1], expected.span)]
        equal = [index for index in here if not values or any(_is(value, points[index][0], sort) for value in values)]
        near += bool(here)
        right += bool(equal)
        seen.update(here)
        free.difference_update(equal[:1])
    detection = Tally(len(case.expected), len(points), near, len(seen))
    return detection, Tally.of(len(case.expected), len(points), right)


def _stands_at(item: Item, span: Span) -> bool:
    return item.span is not None and (holds(item.span, span) or overlap(item.span, span) >= MIN_OVERLAP)


def _is(expected: str, got: str, sort: str) -> bool:
    """Whether two points are the same; a phone number without `+` is national and may follow any prefix."""
    if sort == "phones" and not expected.startswith("+"):
        return got.endswith(expected)
    return expected == got


def _line_of(case: Case) -> str:
    line = {"id": case.id, "text": case.text, "language": case.lang, "published": case.reference_date}
    return json.dumps(line, ensure_ascii=False)


def _answer(line: str) -> dict[str, Any]:
    from flows.extract import answer_case

    return answer_case(line)
