"""Near-identical versions form families, whatever the order in which they came."""

from datetime import date
from pathlib import Path

import pytest

from schemas.document import Document
from tests.warehouse_kit import contents, document_of, load, money, open_test_writer, rows_of, run_of
from warehouse.families import BUCKET, CLOSEST
from warehouse.open import Writer
from warehouse.sql import scalar

WORDS = {
    "fr": "le programme finance la protection sociale dans chaque pays membre et forme des agents publics " * 3,
    "en": "the programme pays for social protection in each member state and trains public officials there " * 3,
    "zh-Hans": "该计划资助每个成员国的社会保护并培训公职人员使劳动者得到保障" * 4,
}


def text_of(language: str, *, number: int = 0, tail: str = "") -> str:
    """A text whose sentences differ, with a figure."""
    lines = (f"{WORDS[language]} {chr(97 + step) * 5} {step}" for step in range(12))
    return "\n".join(lines) + f"\n {number} USD {tail}"


def families(writer: Writer) -> set[frozenset[str]]:
    found = writer.connection.execute("select list(document_id) from base.documents group by family_id").fetchall()
    return {frozenset(row[0]) for row in found}


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    return open_test_writer(tmp_path)


@pytest.mark.parametrize("language", WORDS)
def test_a_revised_text_is_a_version(writer: Writer, language: str) -> None:
    one = document_of(text_of(language, number=5), language=language)
    other = document_of(text_of(language, number=5, tail="revised, 修订"), language=language)
    report = load(writer, run_of(1), [rows_of(one), rows_of(other)])
    assert families(writer) == {frozenset({one.id, other.id})}
    assert (report.families, report.pairs_compared) == (1, 1)


@pytest.mark.parametrize("language", WORDS)
def test_a_template_with_other_numbers_is_none(writer: Writer, language: str) -> None:
    numbers = [" ".join(str(step * factor) for step in range(100, 110)) for factor in (3, 7)]
    one, other = (document_of(text_of(language, tail=tail), language=language) for tail in numbers)
    load(writer, run_of(1), [rows_of(one), rows_of(other)])
    assert families(writer) == {frozenset({one.id}), frozenset({other.id})}
    row = writer.connection.execute(
        "select shingles > 0.6, numbers < 0.7, same_family from base.similarities"
    ).fetchall()[0]
    assert row == (True, True, False)


def test_the_same_words_in_other_bytes_are_a_version(writer: Writer) -> None:
    one, other = document_of("Only three words"), document_of("only THREE words!\n")
    third = document_of("only three birds")
    load(writer, run_of(1), [rows_of(one), rows_of(other), rows_of(third)])
    assert families(writer) == {frozenset({one.id, other.id}), frozenset({third.id})}


def test_empty_texts_are_no_family(writer: Writer) -> None:
    documents = [document_of(text) for text in (" ", "\n", "…")]
    load(writer, run_of(1), [rows_of(document) for document in documents])
    assert len(families(writer)) == 3


def test_families_do_not_depend_on_the_order_of_arrival(tmp_path: Path) -> None:
    versions = [document_of(text_of("fr", number=5, tail=tail)) for tail in ("", "un", "deux trois")]
    found = []
    for number, order in enumerate((versions, versions[::-1])):
        with open_test_writer(tmp_path / str(number)) as writer:
            for day, document in enumerate(order):
                load(writer, run_of(day), [rows_of(document)])
            found.append((contents(writer)["families"], contents(writer)["documents"]))
    assert all(other == found[0] for other in found)
    assert found[0][0][0][0] == min(document.id for document in versions)


def test_a_family_that_is_renamed_leaves_an_alias(writer: Writer) -> None:
    versions = sorted((document_of(text_of("fr", number=5, tail=tail)) for tail in ("", "un")), key=lambda d: d.id)
    load(writer, run_of(1), [rows_of(versions[1])])
    load(writer, run_of(2), [rows_of(versions[0])])
    aliases = writer.connection.execute("select alias, family_id from base.family_aliases").fetchall()
    assert aliases == [(versions[1].id, versions[0].id)]


@pytest.mark.parametrize(
    ("changes", "canonical"),
    [
        (({"published": date(2024, 1, 1)}, {"published": date(2025, 1, 1)}), 1),
        (({"published": date(2024, 1, 1)}, {"published": None}), 0),
        (({"published": None}, {"published": None}), 1),
    ],
)
def test_the_canonical_version_is_the_latest_then_the_longest(
    writer: Writer, changes: tuple[dict[str, object], dict[str, object]], canonical: int
) -> None:
    texts = (text_of("fr", number=5), text_of("fr", number=5, tail="plus long"))
    pair = [document_of(text, **change) for text, change in zip(texts, changes, strict=True)]
    load(writer, run_of(1), [rows_of(document) for document in pair])
    row = writer.connection.execute("select canonical_document_id from base.families").fetchall()
    assert row == [(pair[canonical].id,)]


def test_facts_are_counted_once_a_family(writer: Writer) -> None:
    pair = [document_of(text_of("fr", number=5, tail=tail)) for tail in ("", "un")]
    load(writer, run_of(1), [rows_of(document, [money(document, "5 USD", "5")]) for document in pair])
    assert scalar(writer.connection, "select count(*) from base.amounts") == 2
    assert scalar(writer.connection, "select count(*) from main.amounts") == 1
    assert scalar(writer.connection, "select count(*) from main.versions") == 2


def test_what_two_versions_do_not_share_is_shown(writer: Writer) -> None:
    short = document_of(text_of("fr", number=5))
    long = document_of(text_of("fr", number=5, tail="plus long"))
    load(
        writer, run_of(1), [rows_of(short, [money(short, "5 USD", "5")]), rows_of(long, [money(long, "5 USD", "5.50")])]
    )
    rows = writer.connection.execute(
        "select document_id, change, value from version_changes order by change desc"
    ).fetchall()
    assert rows == [
        (short.id, "only in this version", "money USD 5"),
        (short.id, "only in the canonical version", "money USD 5.5"),
    ]


def test_a_template_of_many_is_not_compared_all_with_all(writer: Writer) -> None:
    count = BUCKET + 30
    documents: list[Document] = [document_of(text_of("fr", number=number)) for number in range(count)]
    from warehouse.rows import merge_rows

    report = load(writer, run_of(1), [merge_rows(rows_of(document) for document in documents)])
    assert report.pairs_compared <= count * CLOSEST
    assert len(families(writer)) == 1


def test_new_documents_alone_are_compared(writer: Writer) -> None:
    pair = [document_of(text_of("fr", number=5, tail=tail)) for tail in ("", "un")]
    load(writer, run_of(1), [rows_of(document) for document in pair])
    other = document_of(text_of("en", number=9))
    assert load(writer, run_of(2), [rows_of(other)]).pairs_compared == 0
    assert load(writer, run_of(3), [rows_of(pair[0])]).pairs_compared == 0
