"""The scores on the project's own gold, and on the shared gold where it is at hand, stand at or above their floors."""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from flows.evaluate import CASES, keys_by_kind, kinds_of, section_of
from flows.scoring.cases import read_cases, score_cases
from flows.scoring.documents import DocumentScore, Extractions, score_set
from flows.scoring.floors import Rates, Section, changed_gold, missed, read_floors
from flows.scoring.gold import GOLD_DIR, GoldSet, read_gold
from flows.scoring.report import rates_of

ROOT = Path(__file__).parents[2]
FLOORS = ROOT / "tests" / "quality" / "floors.json"
KINDS = ("amount", "contact", "date", "link", "programme")
SHARED = Path(os.environ.get(GOLD_DIR, ""))

# The documents are read and extracted once, so all of these tests go to one worker.
pytestmark = pytest.mark.xdist_group("quality")
needs_shared_gold = pytest.mark.skipif(
    not os.environ.get(GOLD_DIR), reason=f"{GOLD_DIR} is not set: the shared gold and cases are not scored"
)


@cache
def own() -> tuple[GoldSet, list[DocumentScore]]:
    [gold] = read_gold([ROOT / "tests" / "gold"])
    return gold, score_set(gold, keys_by_kind(), Extractions())


def section(name: str) -> Section:
    floors = read_floors(FLOORS).sections
    assert name in floors, f"no floors for {name}: set them with `socle evaluate … --raise-floors`"
    return floors[name]


def assert_held(name: str, rates: Rates, digests: Mapping[str, str], kinds: frozenset[str]) -> None:
    """No floor is missed, and none was set for other gold than this."""
    changed = changed_gold(section(name), digests)
    assert not changed, f"the gold has changed since its floors were set: {', '.join(changed)}"
    gone = section(name).gold.keys() - digests.keys()
    assert not gone, f"gold that has floors is gone: {', '.join(sorted(gone))}"
    problems = missed(section(name), rates, kinds)
    assert not problems, "below the floor:\n" + "\n".join(problems)


def test_own_documents_hold_their_floors() -> None:
    gold, results = own()
    assert_held(section_of(gold), rates_of(results), gold.digests, kinds_of(gold))


def test_passages_hold_their_floors() -> None:
    [gold] = read_gold([ROOT / "tests" / "gold" / "passages"])
    results = score_set(gold, keys_by_kind(), Extractions())
    assert {result.name: result.failed for result in results if result.failed} == {}
    assert_held(section_of(gold), rates_of(results), gold.digests, kinds_of(gold))


def test_every_own_document_is_read_and_no_extractor_fails() -> None:
    _, results = own()
    assert {result.name: result.unread for result in results if result.unread} == {}
    assert {result.name: result.failed for result in results if result.failed} == {}


def test_there_are_floors_for_every_kind_language_and_half() -> None:
    gold, results = own()
    floors = section(section_of(gold)).floors
    for result in results:
        for kind in KINDS:
            assert {"detection", "value"} <= floors[kind][result.language][result.half].keys()


def test_frozen_documents_have_no_mistakes_to_show() -> None:
    gold, results = own()
    frozen = [result for result in results if gold.frozen(result.name)]
    assert frozen
    assert all(not score.mistakes for result in frozen for score in result.scores.values())
    assert all(not result.field_mistakes for result in frozen)


@needs_shared_gold
def test_the_shared_documents_hold_their_floors() -> None:
    [gold] = read_gold([SHARED / "gold" / "facts.jsonl"])
    results = score_set(gold, keys_by_kind(), Extractions())
    assert_held(section_of(gold), rates_of(results), gold.digests, kinds_of(gold))


@needs_shared_gold
def test_the_shared_cases_hold_their_floors() -> None:
    cases, digests = read_cases([SHARED / "external"])
    groups = score_cases(cases, keys_by_kind())
    rates = {group: score.rates() for group, score in groups.items()}
    assert_held(CASES, rates, digests, frozenset(group[0] for group in groups))
