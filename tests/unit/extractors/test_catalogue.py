"""The catalogue is well formed, large enough, and refuses entries that contradict themselves."""

import pytest
from pydantic import ValidationError

from extractors.catalogue import Catalogue, Programme, load_catalogue
from extractors.naming.rules import chinese_rules, english_rules, french_rules
from schemas.facts.programme import ProgrammeType

ENTRY = {"key": "a-b", "type": "fund", "names": {"fr": ["Fonds A"]}, "acronyms": ["FA"]}


def test_enough_entries_are_verified() -> None:
    entries = list(load_catalogue())
    assert sum(entry.verified for entry in entries) >= 80
    assert sum("zh" in entry.sources and bool(entry.names.get("zh")) for entry in entries) >= 40


def test_every_language_has_a_source_or_is_marked() -> None:
    for entry in load_catalogue():
        for language, names in entry.names.items():
            assert not names or language in entry.sources or language in entry.unverified, entry.key


@pytest.mark.parametrize(
    "change",
    [
        {"key": "A b"},
        {"type": "plan"},
        {"names": {"de": ["Fonds"]}},
        {"ambiguous": ["FB"]},
        {"colour": "red"},
    ],
)
def test_a_contradictory_entry_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Programme.model_validate(ENTRY | change)


def test_a_key_stands_once() -> None:
    with pytest.raises(ValidationError, match="a-b"):
        Catalogue.model_validate([ENTRY, ENTRY])


def test_rule_files_do_not_contradict_themselves() -> None:
    french = french_rules()
    assert not french.stop & (french.adjectives | french.premodifiers)
    for rules in (french, english_rules(), chinese_rules()):
        assert set(rules.types) == set(ProgrammeType)
