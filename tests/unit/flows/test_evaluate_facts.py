"""Scores of facts and links: pairs, neutral findings, values, contact points, keys that are scored apart."""

from decimal import Decimal
from typing import Any, ClassVar

import pytest
from pydantic import Field

from flows.scoring.contacts import normal_point, points_of
from flows.scoring.facts import score_facts
from flows.scoring.keys import Keys
from flows.scoring.links import LinkItem, score_links
from flows.scoring.pairing import Item, overlap, pair_up
from flows.scoring.tallies import Score, Tally
from schemas.facts.amount import Amount
from schemas.facts.base import Fact
from schemas.facts.contact import Contact
from schemas.facts.date import Date
from schemas.facts.programme import ProgrammeMention

AMOUNT, DATE, CONTACT, PROGRAMME = (Keys.of(model) for model in (Amount, Date, Contact, ProgrammeMention))
MONEY = {"measure": "money", "currency": "EUR", "low": "5", "high": "5", "bound": "exact", "per": None, "unit": None}


def item(start: int, end: int, value: dict[str, Any], kind: str = "amount", *, optional: bool = False) -> Item:
    return Item(kind, (start, end), f"{start}-{end}", value, optional)


@pytest.mark.parametrize(
    ("one", "other", "rate"),
    [
        ((0, 10), (0, 10), 1.0),
        ((0, 10), (5, 15), 1 / 3),
        ((0, 5), (5, 9), 0.0),
        ((0, 4), (0, 8), 0.5),
        (None, (0, 1), 0),
    ],
)
def test_overlap(one: tuple[int, int] | None, other: tuple[int, int], rate: float) -> None:
    assert overlap(one, other) == pytest.approx(rate)


def test_pairs_are_one_to_one_and_the_best_come_first() -> None:
    gold, found = [(0, 10), (6, 12)], [(0, 8), (0, 10), (7, 12)]
    assert sorted(pair_up(gold, found, overlap)) == [(0, 1), (1, 2)]


def test_the_keys_come_from_the_model_by_their_json_names() -> None:
    assert AMOUNT.compared == ("measure", "currency", "low", "high", "bound")
    assert AMOUNT.sides == ("per", "unit")
    assert AMOUNT.decimals == {"low", "high"}
    assert set(DATE.compared) == {"start", "end"}
    assert PROGRAMME.compared == ("key",)


def test_a_model_from_elsewhere_is_scored_by_what_it_states() -> None:
    class Ratio(Fact):
        kind: ClassVar[str] = "ratio"
        table: ClassVar[str] = "ratios"
        compared: ClassVar[tuple[str, ...]] = ("top", "marks")
        top: Decimal = Field(serialization_alias="numerator")
        marks: tuple[str, ...] = ()
        remark: str | None = None

    keys = Keys.of(Ratio)
    gold = [item(0, 4, {"numerator": "1.0", "marks": ["a", "b"], "remark": "Fin"}, "ratio")]
    right = score_facts(gold, [item(0, 4, {"numerator": "1", "marks": ["b", "a"], "remark": "fin"}, "ratio")], keys)
    wrong = score_facts(gold, [item(0, 4, {"numerator": "2", "marks": ["b", "a"], "remark": None}, "ratio")], keys)
    assert right.rates() == {"detection": 1.0, "value": 1.0, "remark": 1.0}
    assert wrong.rates() == {"detection": 1.0, "value": 0.0, "remark": 0.0}


def test_detection_and_value_are_told_apart() -> None:
    gold = [item(0, 10, MONEY), item(20, 30, MONEY), item(40, 50, MONEY)]
    found = [item(0, 10, MONEY | {"low": "5.0"}), item(21, 30, MONEY | {"currency": "USD"}), item(60, 70, MONEY)]
    score = score_facts(gold, found, AMOUNT)
    assert score.detection == Tally.of(3, 3, 2)
    assert score.value == Tally.of(3, 3, 1)
    assert [mistake.sort for mistake in score.mistakes] == ["miss", "false alarm", "wrong value"]


def test_what_is_optional_is_neutral() -> None:
    gold = [item(0, 10, MONEY), item(20, 30, MONEY, optional=True), item(40, 50, MONEY, optional=True)]
    found = [item(0, 10, MONEY), item(20, 30, MONEY), item(22, 30, MONEY)]
    assert score_facts(gold, found, AMOUNT).detection == Tally.of(1, 1, 1)


def test_an_anchor_that_was_not_found_is_a_miss_and_says_so() -> None:
    score = score_facts([Item("amount", None, "5 euros", MONEY)], [item(0, 7, MONEY)], AMOUNT)
    assert score.detection == Tally.of(1, 1, 0)
    assert score.unanchored == 1
    assert score.mistakes[0].sort == "anchor not found"
    assert score.mistakes[0].text == "5 euros"


@pytest.mark.parametrize(
    ("expected", "got", "tally"),
    [
        (None, None, Tally()),
        ("year", "year", Tally.of(1, 1, 1)),
        ("year", None, Tally.of(1, 0, 0)),
        (None, "year", Tally.of(0, 1, 0)),
        ("year", "month", Tally.of(1, 1, 0)),
    ],
)
def test_a_key_apart_counts_where_it_is_stated(expected: str | None, got: str | None, tally: Tally) -> None:
    score = score_facts([item(0, 5, MONEY | {"per": expected})], [item(0, 5, MONEY | {"per": got})], AMOUNT)
    assert score.sides["per"] == tally


def test_a_role_that_the_gold_leaves_open_is_not_compared() -> None:
    value = {"start": "2012-01-01", "end": "2012-12-31", "edtf": "2012", "precision": "year", "role": None}
    score = score_facts([item(0, 4, value, "date")], [item(0, 4, value | {"role": "period"}, "date")], DATE)
    assert "role" not in score.sides
    assert score.sides["edtf"] == Tally.of(1, 1, 1)


def test_the_catalogue_key_is_compared_only_where_there_is_one() -> None:
    gold = [item(0, 5, {"key": None}, "programme"), item(6, 9, {"key": "ipec"}, "programme")]
    found = [item(0, 5, {"key": "ipec"}, "programme"), item(6, 9, {"key": None}, "programme")]
    assert score_facts(gold, found, PROGRAMME).value == Tally.of(2, 2, 1)


CARD = {
    "person": "Mei Lin",
    "role": None,
    "organisation": "ILO, Beijing",
    "address": None,
    "emails": ["mei@ilo.org"],
    "phones": ["+861065325091"],
    "urls": ["http://www.ilo.org/"],
    "handles": [],
}


@pytest.mark.parametrize(
    ("sort", "text", "normal"),
    [
        ("phones", "+86 (10) 6532-5091", "+861065325091"),
        ("urls", "HTTPS://WWW.ILO.org/", "www.ilo.org"),
        ("urls", "http://ilo.org/A?b=C", "ilo.org/A?b=C"),
        ("emails", " Mei@ILO.org ", "mei@ilo.org"),
    ],
)
def test_normal_points(sort: str, text: str, normal: str) -> None:
    assert normal_point(sort, text) == normal


def test_a_contact_is_its_points_and_the_pair_of_person_and_email() -> None:
    assert points_of(item(0, 9, CARD, "contact")) == {
        ("emails", "mei@ilo.org"),
        ("phones", "+861065325091"),
        ("urls", "www.ilo.org"),
        ("person", "mei lin mei@ilo.org"),
    }


def test_points_count_wherever_they_stand() -> None:
    gold = [item(0, 50, CARD, "contact"), item(60, 70, {"emails": ["a@b.org"]}, "contact", optional=True)]
    found = [
        item(30, 50, CARD | {"person": None}, "contact"),
        item(60, 70, {"emails": ["a@b.org"], "phones": ["+33123456789"]}, "contact"),
    ]
    score = score_facts(gold, found, CONTACT)
    assert score.value == Tally.of(4, 4, 3)
    assert [mistake.expected for mistake in score.mistakes if "(point)" in mistake.sort and mistake.expected] == [
        "person: mei lin mei@ilo.org"
    ]


def test_free_words_agree_without_commas_and_line_breaks() -> None:
    got = CARD | {"organisation": "ilo\nBeijing", "person": "Li Mei"}
    score = score_facts([item(0, 50, CARD, "contact")], [item(40, 50, got, "contact")], CONTACT)
    assert score.detection.gold_hits == 0
    assert score.sides["organisation"] == Tally.of(1, 1, 1)
    assert score.sides["person"] == Tally.of(1, 1, 0)


def link(near: tuple[int, int], far: tuple[int, int] | None, relation: str = "giver", **more: Any) -> LinkItem:
    return LinkItem(relation, near, far, more.pop("value", None), "words", **more)


def test_a_link_is_right_when_relation_and_both_ends_are() -> None:
    gold = [link((0, 4), (10, 20)), link((0, 4), (30, 40), "receiver"), link((50, 54), (60, 64))]
    found = [link((0, 4), (12, 20)), link((0, 4), (30, 40), "giver"), link((50, 54), (70, 74))]
    score = score_links(gold, found)
    assert score.detection == Tally.of(3, 3, 1)
    assert score.sides["receiver"] == Tally.of(1, 0, 0)
    assert score.sides["giver"] == Tally(2, 3, 1, 1)


def test_a_place_is_scored_by_its_code_too() -> None:
    gold = [link((0, 4), (10, 20), "place", value="MZ"), link((30, 34), None, "place", value="CH")]
    found = [link((0, 4), (10, 20), "place", value="ML"), link((30, 34), (40, 44), "place", value="CH")]
    score = score_links(gold, found)
    assert score.detection == Tally.of(2, 2, 2)
    assert score.value == Tally.of(2, 2, 1)


def test_a_link_without_its_anchor_is_missed_and_an_optional_one_is_neutral() -> None:
    gold = [link((0, 4), None, anchored=False), link((10, 14), (20, 24), optional=True)]
    score = score_links(gold, [link((10, 14), (20, 24))])
    assert score.detection == Tally.of(1, 0, 0)
    assert (score.unanchored, score.mistakes[0].sort) == (1, "anchor not found")


def test_scores_add_up() -> None:
    total = Score()
    for found in ([item(0, 5, MONEY)], [item(8, 9, MONEY)]):
        total.add(score_facts([item(0, 5, MONEY | {"unit": "x"})], found, AMOUNT))
    assert total.detection == Tally.of(2, 2, 1)
    assert total.rates() == {"detection": 0.5, "value": 0.5, "unit": 0.0}


@pytest.mark.parametrize(
    ("tally", "f1"), [(Tally(), None), (Tally.of(2, 0, 0), 0.0), (Tally.of(0, 2, 0), 0.0), (Tally.of(2, 2, 1), 0.5)]
)
def test_f1_where_something_is_missing(tally: Tally, f1: float | None) -> None:
    assert tally.f1 == f1
