"""The word diff between two versions."""

import pytest

from flows.versions import Change, word_changes


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("Un nouveau Mémoire d'accord.", "Un nouveau Mémorandum d’accord.", [("Mémoire", "Mémorandum")]),
        ("The fund has 2.5 million.", "The fund has 25 million.", [("2.5", "25")]),
        ("中国提供两千万美元。", "中国提供三千万美元。", [("两", "三")]),
        ("one two\n\nthree", "one two\n\nfour\n\nthree", [("", "four")]),
        ("one two three", "one three", [("two", "")]),
        ("« Le même texte »", "“Le même texte”", []),
    ],
)
def test_changed_words_are_found(old: str, new: str, changes: list[tuple[str, str]]) -> None:
    assert [(change.old, change.new) for change in word_changes(old, new)] == changes


def test_a_change_says_what_leads_up_to_it() -> None:
    (change,) = word_changes("a b c d e f old", "a b c d e f new")
    assert change == Change("c d e f", "old", "new")
