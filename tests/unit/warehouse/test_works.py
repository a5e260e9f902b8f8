"""Editions of one publication in several languages are recognised by what translation leaves alone."""

from datetime import date
from pathlib import Path

import pytest

from schemas.document import Document, DocumentKind
from schemas.facts.base import Fact, Located
from schemas.run import Scan
from tests.warehouse_kit import document_of, load, money, open_test_writer, rows_of, run_of
from warehouse.forget import forget_document
from warehouse.open import Writer
from warehouse.publish import run_checks
from warehouse.sql import scalar

SUMS = range(1100, 1900, 70)
LEAD = {"fr": "Une brochure sur le travail. ", "en": "A brochure about work. ", "zh-Hans": "关于劳动的宣传册。"}


def edition(language: str, sums: "range | list[int]" = SUMS, **changes: object) -> Document:
    text = LEAD[language] + " ".join(f"{number} USD" for number in sums)
    return document_of(text, language=language, title=language, published=date(2020, 1, 1), **changes)


def sums_of(document: Document, sums: "range | list[int]" = SUMS) -> list[Located[Fact]]:
    return [money(document, f"{number} USD", str(number)) for number in sums]


def works(writer: Writer) -> list[tuple[str, list[str]]]:
    return writer.connection.execute(
        "select work_id, list(title order by title) from works group by work_id order by work_id"
    ).fetchall()


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    return open_test_writer(tmp_path)


def test_editions_in_three_languages_are_one_work(writer: Writer) -> None:
    editions = [edition(language) for language in LEAD]
    load(writer, run_of(1), [rows_of(document, sums_of(document)) for document in editions])
    assert works(writer) == [(min(document.id for document in editions), ["en", "fr", "zh-Hans"])]
    run_checks(writer.connection)


def test_what_editions_do_not_share_is_shown(writer: Writer) -> None:
    one, other = edition("fr"), edition("en", [*SUMS][1:])
    load(writer, run_of(1), [rows_of(one, sums_of(one)), rows_of(other, sums_of(other, [*SUMS][1:]))])
    rows = writer.connection.execute("select language, other_language, kind, value from edition_differences").fetchall()
    assert rows == [("fr", "en", "amount", "money USD 1100")]


@pytest.mark.parametrize(
    "other",
    [
        edition("fr", range(1100, 1900, 71)),
        edition("en", range(1101, 1900, 71)),
        edition("en", kind=DocumentKind.BROCHURE),
    ],
    ids=["one language", "other sums", "other kind"],
)
def test_other_documents_are_no_work(writer: Writer, other: Document) -> None:
    one = edition("fr")
    sums = [int(word) for word in other.text.split() if word.isdigit()]
    load(writer, run_of(1), [rows_of(one, sums_of(one)), rows_of(other, sums_of(other, sums))])
    assert works(writer) == []


def test_works_follow_the_documents(writer: Writer) -> None:
    editions = [edition(language) for language in ("fr", "en")]
    for number, document in enumerate(editions, start=1):
        load(writer, run_of(number), [rows_of(document, sums_of(document))])
    assert len(works(writer)) == 1
    load(writer, run_of(3), [], scan=Scan())
    assert scalar(writer.connection, "select count(distinct run_id) from base.works") == 1
    forget_document(writer, run_of(4), editions[0].id)
    assert works(writer) == []
