"""Which lines of a contact's block hold no counts."""

from extractors.amounts.masks import lines_of_points
from schemas.facts.contact import Contact


def contact_over(reading: str, **values: object) -> Contact:
    return Contact.model_validate({"start": 0, "end": len(reading), "rule": "test", "confidence": 1, **values})


def test_only_lines_with_a_point_or_the_address_are_covered() -> None:
    reading = "受益人数：5400人\n海港路14号3楼\n电话：010-8532 4567"
    contact = contact_over(reading, phones=("+861085324567",), address="海港路14号3楼")
    assert [reading[start:end] for start, end in lines_of_points(reading, contact)] == reading.split("\n")[1:]


def test_an_address_over_two_lines_covers_both() -> None:
    reading = "Ministère\n14, rue du Port\nBP 414, Dakar\n120 agents"
    contact = contact_over(reading, address="14, rue du Port, BP 414, Dakar")
    assert [reading[start:end] for start, end in lines_of_points(reading, contact)] == reading.split("\n")[1:3]


def test_a_block_on_one_line_is_covered() -> None:
    reading = "Jane Doe, 14 Harbour Street, jane@example.org"
    assert list(lines_of_points(reading, contact_over(reading, emails=("jane@example.org",)))) == [(0, len(reading))]
