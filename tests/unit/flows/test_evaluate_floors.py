"""The gate: a regression fails, a changed gold fails, lowering needs a reason, and raising is a command."""

from pathlib import Path

import pytest

from flows.scoring.floors import (
    Floors,
    LoweringRefusedError,
    changed_gold,
    missed,
    raise_floors,
    read_floors,
    write_floors,
)
from schemas.errors import SettingsError

GROUP = ("amount", "fr", "open")
KINDS = frozenset({"amount"})
RATES = {GROUP: {"detection": 0.957, "value": 0.9}}
DIGESTS = {"amount.jsonl": "a" * 64}


@pytest.fixture
def floors() -> Floors:
    return raise_floors(Floors(), "samples", RATES, DIGESTS, KINDS)


def test_a_floor_is_the_score_rounded_down(floors: Floors) -> None:
    assert floors.sections["samples"].floors == {"amount": {"fr": {"open": {"detection": 0.95, "value": 0.9}}}}


def test_the_same_scores_miss_nothing(floors: Floors) -> None:
    assert missed(floors.sections["samples"], RATES, KINDS) == []


def test_a_regression_is_named_with_score_and_floor(floors: Floors) -> None:
    worse = {GROUP: {"detection": 0.9499, "value": 0.91}}
    assert missed(floors.sections["samples"], worse, KINDS) == [
        "amount fr open detection: 0.9499 is below the floor of 0.95"
    ]


def test_the_arithmetic_of_floats_misses_no_floor(floors: Floors) -> None:
    almost = {GROUP: {"detection": 0.95, "value": 0.9 - 1e-12}}
    assert missed(floors.sections["samples"], almost, KINDS) == []


def test_a_score_that_is_gone_is_missed(floors: Floors) -> None:
    problems = missed(floors.sections["samples"], {}, KINDS)
    assert len(problems) == 2
    assert "not scored any more" in problems[0]


def test_what_was_not_scored_is_not_missed(floors: Floors) -> None:
    section = floors.sections["samples"]
    assert missed(section, {}, frozenset({"date"})) == []
    assert missed(section, {}, KINDS, frozenset({"frozen"})) == []


def test_a_changed_gold_is_named(floors: Floors) -> None:
    section = floors.sections["samples"]
    assert changed_gold(section, DIGESTS) == []
    assert changed_gold(section, {"amount.jsonl": "b" * 64}) == ["amount.jsonl"]


def test_the_gold_of_a_new_extractor_needs_no_floor(floors: Floors) -> None:
    assert changed_gold(floors.sections["samples"], DIGESTS | {"ratio.jsonl": "c" * 64}) == []


def test_lowering_is_refused_without_a_reason(floors: Floors) -> None:
    with pytest.raises(LoweringRefusedError, match=r"amount fr open value 0\.90 → 0\.80"):
        raise_floors(floors, "samples", {GROUP: {"detection": 0.99, "value": 0.8}}, DIGESTS, KINDS)
    with pytest.raises(LoweringRefusedError, match="none"):
        raise_floors(floors, "samples", {}, DIGESTS, KINDS)


def test_lowering_keeps_its_reason(floors: Floors) -> None:
    lower = raise_floors(floors, "samples", {GROUP: {"detection": 0.99, "value": 0.8}}, DIGESTS, KINDS, "new guide")
    assert lower.sections["samples"].floors["amount"]["fr"]["open"] == {"detection": 0.99, "value": 0.8}
    assert [(entry.reason, entry.floors) for entry in lower.lowered] == [
        ("new guide", {"amount fr open value": (0.9, 0.8)})
    ]


def test_raising_leaves_other_kinds_and_sections_alone(floors: Floors) -> None:
    more = raise_floors(floors, "samples", {("date", "zh", "open"): {"value": 1.0}}, {"date.jsonl": "d"}, {"date"})
    again = raise_floors(more, "cases", {("money", "en", "absolute"): {"value": 0.5}}, {"en.jsonl": "e"}, {"money"})
    assert again.sections["samples"].floors["amount"] == floors.sections["samples"].floors["amount"]
    assert again.sections["samples"].gold == DIGESTS | {"date.jsonl": "d"}
    assert set(again.sections) == {"samples", "cases"}
    assert again.lowered == []


def test_the_file_comes_back_as_it_was_written(floors: Floors, tmp_path: Path) -> None:
    path = tmp_path / "quality" / "floors.json"
    write_floors(path, floors)
    assert read_floors(path) == floors
    assert read_floors(tmp_path / "none.json") == Floors()
    path.write_text('{"sections": {"samples": {"flors": {}}}}')
    with pytest.raises(SettingsError, match="flors"):
        read_floors(path)
