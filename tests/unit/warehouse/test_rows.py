"""Rows of documents, facts and links, and the way back to a document."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.document import Document
from schemas.errors import WarehouseError
from schemas.facts.link import Link, Relation
from tests.warehouse_kit import (
    address,
    document_of,
    laid_out_document,
    load,
    mention,
    money,
    open_test_writer,
    place,
    rows_of,
    run_of,
    year,
)
from warehouse.rows import extraction_rows, fact_row, link_rows, load_document, merge_rows, numbered


def same(one: Document, other: Document) -> bool:
    fields = [name for name in Document.__dataclass_fields__ if name != "offsets"]
    return one.offsets.segments == other.offsets.segments and all(
        getattr(one, name) == getattr(other, name) for name in fields
    )


@pytest.mark.parametrize(
    "document",
    [
        laid_out_document(),
        document_of("Le coût : 5 €.\r\nFin", language="fr", published=None, title=None),
        document_of("国际劳工组织投入五百万美元。🚢 完", language="zh-Hans"),
        document_of("nul \x00 and\u202e bidi"),
    ],
    ids=["layout", "fr", "zh", "odd"],
)
def test_a_document_comes_back_as_it_was_read(tmp_path: Path, document: Document) -> None:
    with open_test_writer(tmp_path) as writer:
        load(writer, run_of(1), [rows_of(document)])
        assert same(load_document(writer.connection, document.id), document)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    document = document_of(text)
    with open_test_writer(tmp_path_factory.mktemp("any")) as writer:
        load(writer, run_of(1), [rows_of(document)])
        assert load_document(writer.connection, document.id).text == text


def test_a_document_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with open_test_writer(tmp_path) as writer, pytest.raises(WarehouseError, match="no document"):
        load_document(writer.connection, "f" * 64)


def test_an_extraction_counts_what_it_found() -> None:
    document = document_of("It cost 5 USD in 2016, says anna@ilo.org.")
    facts = [money(document, "5 USD", "5"), year(document, "2016"), address(document, "anna@ilo.org")]
    rows = extraction_rows(document.id, "amounts", 1, facts, [])
    assert [row["text"] for row in rows["amounts"]] == ["5 USD"]
    assert "dates" not in rows
    assert rows["extractions"] == [
        {
            "document_id": document.id,
            "extractor": "amounts",
            "extractor_version": 1,
            "attempted_version": 1,
            "facts": 1,
            "unresolved": 0,
            "error": None,
        }
    ]


def test_a_failed_extraction_has_no_facts_and_no_version() -> None:
    document = document_of("It cost 5 USD.")
    rows = extraction_rows(document.id, "amounts", 2, [money(document, "5 USD", "5")], [], "ValueError: no")
    assert "amounts" not in rows
    assert rows["extractions"][0]["error"] == "ValueError: no"
    assert rows["extractions"][0]["extractor_version"] is None
    assert rows["extractions"][0]["attempted_version"] == 2


def test_the_words_of_a_link_are_those_that_were_read() -> None:
    document = laid_out_document()
    link = Link(relation=Relation.PURPOSE, from_start=20, from_end=25, to_start=3, to_end=12, rule="r", confidence=0.7)
    [row] = link_rows(document, [link], [], extractor="links", version=1)["links"]
    assert (row["to_text"], document.text[row["to_start"] : row["to_end"]]) == ("programme", "pro-\ngramme")


def test_facts_on_one_span_of_the_text_are_numbered() -> None:
    document = document_of("It cost 5 USD.")
    fact = money(document, "5 USD", "5")
    found = numbered([fact, fact, year(document_of("In 2016."), "2016"), fact])
    assert [item.number for item in found] == [0, 1, 0, 2]
    assert len({item.id for item in found}) == 4
    assert fact_row(found[1])["fact_id"] == found[1].id


def test_a_link_names_the_facts_at_its_ends() -> None:
    document = document_of("Better Work costs 5 USD in 2016 for  training\nof workers.")
    amount, programme, date = money(document, "5 USD", "5"), mention(document, "Better Work"), year(document, "2016")
    near = {"from_start": amount.found.start, "from_end": amount.found.end, "rule": "r", "confidence": 0.7}
    purpose = document.reading.index("training")
    links = [
        Link(relation=Relation.PROGRAMME, to_start=0, to_end=11, **near),
        Link(relation=Relation.PERIOD, to_start=date.found.start, to_end=date.found.end, **near),
        Link(relation=Relation.PURPOSE, to_start=purpose, to_end=purpose + 19, **near),
        Link(relation=Relation.PLACE, value="CH", **near),
        Link(relation=Relation.PLACE, value="CH", **near),
    ]
    rows = link_rows(document, links, [amount, programme, date], extractor="links", version=3)["links"]
    assert [(row["from_fact_id"], row["from_kind"]) for row in rows] == [(amount.id, "amount")] * 4
    assert [row["to_fact_id"] for row in rows] == [programme.id, date.id, None, None]
    assert [row["to_text"] for row in rows] == ["Better Work", "2016", "training of workers", None]
    assert rows[3]["value"] == "CH"
    assert len({row["link_id"] for row in rows}) == 4
    assert {(row["extractor"], row["extractor_version"]) for row in rows} == {("links", 3)}


def test_spans_of_facts_are_those_of_the_text() -> None:
    document = laid_out_document()
    fact = money(document, "5 USD", "5", "USD")
    row = fact_row(place(document, fact.found, "amounts"))
    assert document.text[row["span_start"] : row["span_end"]] == "5 USD"
    assert (row["page"], row["line"]) == (2, 3)


def test_rows_are_merged_by_table() -> None:
    assert merge_rows([{"a": [{"x": 1}]}, {"a": [{"x": 2}], "b": []}]) == {"a": [{"x": 1}, {"x": 2}], "b": []}
