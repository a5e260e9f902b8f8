"""Short texts of the project's own writing, `tests/data/probes/<kind>s.<language>.jsonl`, against their floors.

A file counts as soon as `probes.json` states floors for it. Every second case is frozen: it is scored, and its mistakes
are not looked at when rules are written. Contacts are scored by their points, other kinds by span and stated values.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from flows.extract import answer_case

Json = dict[str, Any]

ROOT = Path(__file__).parents[2]
FLOORS: dict[str, dict[str, float]] = json.loads((Path(__file__).parent / "probes.json").read_text("utf-8"))
POINTS = ("emails", "phones", "urls", "handles")
FIELDS = ("person", "role", "organisation", "address")
# A contact's fields are told apart by the end of its first point.
_ANCHOR = 9


def cases(name: str) -> list[Json]:
    text = (ROOT / "tests/data/probes" / f"{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def found_in(text: str, language: str, kind: str, published: str | None = None) -> list[Json]:
    line = json.dumps({"id": "-", "text": text, "language": language, "published": published})
    return [fact for fact in answer_case(line)["facts"] if fact["kind"] == kind]


def normal(kind: str, value: str) -> str:
    if kind == "phones":
        return re.sub(r"[^\d+]", "", value)
    if kind == "urls":
        return re.sub(r"^https?://", "", value, flags=re.IGNORECASE).rstrip("/").lower()
    return " ".join(value.lower().split())


def points_of(records: list[Json], scope: str | None) -> Iterator[tuple[str, str]]:
    for record in records:
        for kind in POINTS:
            if scope in (None, kind):
                yield from ((kind, normal(kind, value)) for value in record["value"].get(kind) or [])


def fields_of(records: list[Json]) -> Iterator[tuple[str, str]]:
    for record in records:
        anchor = next(points_of([record], None), ("", ""))[1][-_ANCHOR:]
        yield from (
            (field, f"{anchor} {normal(field, record['value'][field])}")
            for field in FIELDS
            if record["value"].get(field)
        )


def same(wanted: tuple[str, str], got: tuple[str, str]) -> bool:
    """A number without a country is right in any."""
    if wanted[0] == "phones" and not wanted[1].startswith("+"):
        return got[0] == "phones" and got[1].endswith(wanted[1])
    return wanted == got


def hits(wanted: list[tuple[str, str]], got: list[tuple[str, str]]) -> int:
    left = list(got)
    for item in wanted:
        match = next((other for other in left if same(item, other)), None)
        if match:
            left.remove(match)
    return len(got) - len(left)


def right_records(wanted: list[Json], got: list[Json]) -> int:
    """How many expected records have one at their place with every value that they, or `also`, state."""
    return sum(
        any(
            record["start"] < item["end"] and item["start"] < record["end"] and record["value"].items() >= value.items()
            for record in got
            for value in (item["value"], *item.get("also", []))
        )
        for item in wanted
    )


@cache
def scores(name: str, half: str) -> dict[str, float]:
    """F1 of each measure over one half of a file."""
    tallies: dict[str, list[int]] = {}
    for case in cases(name):
        if case["frozen"] != (half == "frozen"):
            continue
        got = found_in(case["text"], case["lang"], case["kind"], case["reference_date"])
        wanted = case["expected"]
        if case["kind"] != "contact":
            count(tallies, "value", right_records(wanted, got), len(wanted), len(got))
            continue
        pairs = [("value", list(points_of(wanted, case["scope"])), list(points_of(got, case["scope"])))]
        if any("person" in item["value"] for item in wanted):
            pairs += [
                (field, [f for f in fields_of(wanted) if f[0] == field], [f for f in fields_of(got) if f[0] == field])
                for field in FIELDS
            ]
        for measure, expected, present in pairs:
            count(tallies, measure, hits(expected, present), len(expected), len(present))
    return {measure: 2 * tally[0] / max(1, tally[1] + tally[2]) for measure, tally in tallies.items()}


def count(tallies: dict[str, list[int]], measure: str, right: int, wanted: int, got: int) -> None:
    tally = tallies.setdefault(measure, [0, 0, 0])
    tally[:] = [tally[0] + right, tally[1] + wanted, tally[2] + got]


@pytest.mark.parametrize(("name", "half"), [key.split("/") for key in FLOORS])
def test_probes_hold_their_floors(name: str, half: str) -> None:
    fallen = {
        measure: round(score, 3)
        for measure, score in scores(name, half).items()
        if score < FLOORS[f"{name}/{half}"].get(measure, 0)
    }
    assert fallen == {}
