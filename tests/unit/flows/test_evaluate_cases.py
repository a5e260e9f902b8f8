"""Scores of short cases, as the cases' own page defines them."""

from typing import Any

import pytest

from flows.scoring.cases import Case, score_case, score_cases
from flows.scoring.choices import CaseClass
from flows.scoring.keys import Keys
from schemas.facts.amount import Amount
from schemas.facts.contact import Contact
from schemas.facts.date import Date

KEYS = {model.kind: Keys.of(model) for model in (Amount, Contact, Date)}


def case(kind: str, expected: list[dict[str, Any]], **more: Any) -> Case:
    head = {"id": "c", "lang": "en", "kind": kind, "class": "absolute", "text": "some text of the case"}
    return Case.model_validate(head | {"expected": expected} | more)


def fact(kind: str, start: int, end: int, value: dict[str, Any]) -> dict[str, Any]:
    return {"kind": kind, "start": start, "end": end, "value": value}


def day(text: str) -> dict[str, Any]:
    return {"start": text, "end": text}


DAY = {"start": 0, "end": 8, "value": day("2017-03-07"), "also": [day("2017-07-03")]}


@pytest.mark.parametrize(
    ("found", "passed", "detected", "right"),
    [
        ([(0, 8, "2017-03-07")], 1, 1, 1),
        ([(0, 8, "2017-07-03")], 1, 1, 1),
        ([(0, 8, "2017-03-08")], 0, 1, 0),
        ([(0, 3, "2017-03-07")], 0, 0, 0),
        ([(0, 8, "2017-03-07"), (9, 12, "2018-01-01")], 0, 1, 1),
        ([], 0, 0, 0),
    ],
)
def test_a_case_passes_with_all_and_nothing_else(
    found: list[tuple[int, int, str]], passed: int, detected: int, right: int
) -> None:
    facts = [fact("date", start, end, day(text) | {"edtf": text}) for start, end, text in found]
    score = score_case(case("date", [DAY]), facts, KEYS["date"])
    assert (score.passed, score.detection.gold_hits, score.value.gold_hits) == (passed, detected, right)
    assert bool(score.mistakes) != bool(passed)


def test_a_case_that_expects_nothing_passes_when_nothing_is_found() -> None:
    assert score_case(case("date", []), [], KEYS["date"]).passed == 1
    assert score_case(case("date", []), [fact("date", 0, 3, day("2017-01-01"))], KEYS["date"]).passed == 0


def test_only_the_measure_in_scope_and_the_keys_stated_count() -> None:
    expected = [{"start": 0, "end": 4, "value": {"measure": "money", "currency": "USD", "low": "5", "high": "5"}}]
    money = {"measure": "money", "currency": "USD", "low": "5.0", "high": "5", "bound": "approx"}
    facts = [fact("amount", 0, 4, money), fact("amount", 6, 9, {"measure": "count", "low": "3", "high": "3"})]
    assert score_case(case("amount", expected, scope="money"), facts, KEYS["amount"]).passed == 1


@pytest.mark.parametrize(
    ("expected", "found", "passed"),
    [
        (["+861065325091"], ["+861065325091"], 1),
        (["65325091"], ["+861065325091"], 1),
        (["+65325091"], ["+861065325091"], 0),
        ([], ["65325091"], 1),
        (["65325091"], ["65325091", "110"], 0),
    ],
)
def test_a_national_number_matches_what_ends_with_it(expected: list[str], found: list[str], passed: int) -> None:
    wanted = [{"start": 5, "end": 15, "value": {"phones": expected}}]
    block = fact("contact", 0, 20, {"phones": found, "emails": ["not@looked.at"]})
    assert score_case(case("contact", wanted, scope="phones"), [block], KEYS["contact"]).passed == passed


def test_groups_by_scope_language_and_class() -> None:
    cases = [
        case("date", [DAY]),
        case("date", [DAY], lang="zh", **{"class": "relative"}),
        case("contact", [], scope="urls", lang="fr"),
    ]
    answers = {"facts": [fact("date", 0, 8, day("2017-03-07"))]}
    groups = score_cases(cases, KEYS, answer=lambda _: answers)
    assert {group: score.passed for group, score in groups.items()} == {
        ("date", "en", "absolute"): 1,
        ("date", "zh", "relative"): 1,
        ("urls", "fr", "absolute"): 1,
    }
    only = score_cases(cases, KEYS, CaseClass.RELATIVE, answer=lambda _: answers)
    assert list(only) == [("date", "zh", "relative")]


def test_the_project_itself_answers() -> None:
    text = "Signed in Geneva on 3 March 2017."
    expected = [{"start": 20, "end": 32, "value": {"start": "2017-03-03", "end": "2017-03-03"}}]
    groups = score_cases([case("date", expected, text=text)], KEYS)
    assert groups["date", "en", "absolute"].cases == 1
