"""Links in single sentences: rows of language, text, and the links that must be found in it."""

import pytest

from extractors import registry
from extractors.identify import identify
from extractors.links import find_links
from extractors.pipeline import Extraction, extract
from extractors.text.base import RawFile
from tests.unit.extractors.link_sentences import ENGLISH, FRENCH
from tests.unit.extractors.link_sentences_zh import CHINESE


def linked(text: str, language: str, name: str = "-") -> Extraction:
    """What the extractors make of a text in a known language; a `name` in .md makes it Markdown."""
    return extract(identify(registry.read(RawFile(text.encode(), name)), language=language))


def written(extraction: Extraction) -> set[str]:
    """The links as the sentences' rows write them."""
    reading = extraction.document.reading
    found = set()
    for link in extraction.links:
        assert link.to_start is not None
        near, far = reading[link.from_start : link.from_end], reading[link.to_start : link.to_end]
        code = f"={link.value or ''}" if link.relation == "place" else ""
        found.add(f"{link.relation.value}: {near} => {far}{code}")
    return found


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (language, text, expected)
        for language, rows in (("en", ENGLISH), ("fr", FRENCH), ("zh", CHINESE))
        for text, expected in rows
    ],
)
def test_relations_of_a_sentence(language: str, text: str, expected: list[str]) -> None:
    found = written(linked(text, language))
    assert set(expected) <= found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Employers paid US$ 4.3 million last year, and each of them kept the receipts."),
        ("en", "The meeting of 12 countries ended on 5 May 2021."),
        ("fr", "Les usines ont payé 6 000 euros à leurs fournisseurs."),
        ("fr", "Il a fallu 300 pages et deux ans pour tout écrire."),
        ("zh", "参加人每年最多缴纳12000元。"),
        ("zh", "这本书共300页，售价58元。"),
    ],
)
def test_nobody_gives_where_nobody_is_named(language: str, text: str) -> None:
    assert not [link for link in linked(text, language).links if link.relation in ("giver", "receiver", "programme")]


def test_a_list_of_prices_tells_what_each_sum_is_for() -> None:
    text = (
        "## What you can finance\n\n- Regional workshops on actuarial skills.\n\n  USD 40,000 per event\n\n"
        "- Study visits for ten officials.\n\n  USD 25,000 per visit\n"
    )
    found = written(linked(text, "en", "case.md"))
    assert {"purpose: USD 40,000 => Regional workshops", "purpose: USD 25,000 => Study visits"} <= found


def test_a_list_of_pledges_tells_who_gives() -> None:
    text = "## Pledges\n\n- Norway: NOK 45 million\n- Ireland, €2 million for statistics\n"
    found = written(linked(text, "en", "case.md"))
    assert "giver: NOK 45 million => Norway" in found
    assert "giver: €2 million => Ireland" in found
    assert not [link for link in found if link.startswith(("place", "purpose: NOK"))]


def test_an_error_in_links_leaves_the_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("broken rule")

    monkeypatch.setattr("extractors.links.find_links", fail)
    extraction = linked("Norway gave US$ 5 million.", "en")
    assert [fact.found.kind for fact in extraction.facts] == ["amount"]
    assert extraction.links == ()
    assert {o.extractor: o.error for o in extraction.outcomes}["links"] == "ValueError: broken rule"


def test_links_are_withheld_like_an_extractor() -> None:
    document = identify(registry.read(RawFile(b"Norway gave US$ 5 million.", "-")), language="en")
    outcomes = {o.extractor: o.error for o in extract(document, withheld=["links"]).outcomes}
    assert "withheld" in (outcomes["links"] or "")
    without = extract(document, withheld=["amounts"])
    assert without.links == ()
    assert {o.extractor: o.error for o in without.outcomes}["links"] == "without the facts of amounts"


def test_no_facts_no_links() -> None:
    document = identify(registry.read(RawFile(b"Nothing happened in Norway.", "-")), language="en")
    assert find_links(document, []) == []
