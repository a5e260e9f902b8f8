"""Questions to the published warehouse: SQL, meanings, documents, facts, families, status."""

from decimal import Decimal
from pathlib import Path

import pytest

from schemas.errors import SettingsError
from schemas.run import QuarantineEntry, Scan, Sighting
from tests.warehouse_kit import address, document_of, load, mention, money, open_test_writer, rows_of, run_of, year
from warehouse import dictionary
from warehouse.open import open_published
from warehouse.publish import publish
from warehouse.query import (
    AmbiguousNameError,
    arrow_of,
    describe,
    family_of,
    find_document,
    find_fact,
    open_quarantine,
    run_sql,
    status,
)
from warehouse.sql import sql_files

TEXT = "Better Work a coûté 5 USD en 2016, écrit anna@ilo.org. " + "Le travail décent pour chacun. " * 12
OLD, NEW = document_of(TEXT, language="fr"), document_of(TEXT + "Fin.", language="fr", title="Le coût")
OTHER = document_of("更好的工作 耗资 700 美元，2017年。", language="zh-Hans", title="成本")
SEEN = {"raw/a/coût.txt": OLD, "raw/b/coût.txt": NEW, "raw/成本.txt": OTHER}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("query")
    scan = Scan(
        ("raw",),
        tuple(Sighting(document.id, location) for location, document in SEEN.items()),
        (QuarantineEntry("raw/secret.pdf", "encrypted", "needs a password", "ask its author"),),
    )
    rows = [
        rows_of(
            document,
            [
                money(document, "5 USD", "5"),
                year(document, "2016"),
                address(document, "anna@ilo.org", person="Anna"),
                mention(document, "Better Work", "better-work"),
            ],
        )
        for document in (OLD, NEW)
    ]
    rows.append(rows_of(OTHER, [money(OTHER, "700 美元", "700"), mention(OTHER, "更好的工作", "better-work")]))
    with open_test_writer(root) as writer:
        load(writer, run_of(1), rows, scan=scan)
        publish(writer)
    return root / "ilo.duckdb"


def test_sql_gives_columns_and_rows(path: Path) -> None:
    result = run_sql(path, "select low, currency_code from amounts order by low")
    assert result.columns == ("low", "currency_code")
    assert result.types == ("DECIMAL(38,6)", "VARCHAR")
    assert result.rows == [(Decimal(5), "USD"), (Decimal(700), "USD")]


def test_several_statements_give_the_last_result(path: Path) -> None:
    assert run_sql(path, "select 1; select 2 as two").rows == [(2,)]


def test_sql_that_fails_is_a_usage_error(path: Path) -> None:
    for call in (run_sql, arrow_of):
        with pytest.raises(SettingsError, match="nothing_here"):
            call(path, "select * from nothing_here")


def test_arrow_keeps_exact_types(path: Path) -> None:
    table = arrow_of(path, "select low, start_date from amounts cross join dates")
    assert [str(kind) for kind in table.schema.types] == ["decimal128(38, 6)", "date32[day]"]


def test_tables_and_columns_are_described(path: Path) -> None:
    things = describe(path)
    assert things[0].schema == "main"
    assert {"amounts", "documents"} <= {thing.name for thing in things}
    view, *columns = describe(path, "amounts")
    assert view.schema == "main"
    assert ("low", "DECIMAL(38,6)") in {(column.column, column.type) for column in columns}
    assert describe(path, "base.amounts")[0].schema == "base"
    with pytest.raises(AmbiguousNameError, match="no table or view amount") as caught:
        describe(path, "amount")
    assert "amounts" in caught.value.advice


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("raw/a/coût.txt", OLD),
        ("成本.txt", OTHER),
        ("raw/成本.txt", OTHER),
        (OTHER.id, OTHER),
        (NEW.id[:10].upper(), NEW),
    ],
)
def test_a_document_is_found_by_path_name_or_id(path: Path, name: str, document: object) -> None:
    with open_published(path) as connection:
        assert find_document(connection, name).document_id == document.id  # type: ignore[attr-defined]


@pytest.mark.parametrize(("name", "candidates"), [("coût.txt", 2), ("coût", 2), ("nothing", 0), ("", 0)])
def test_a_name_for_none_or_several_lists_the_candidates(path: Path, name: str, candidates: int) -> None:
    with open_published(path) as connection, pytest.raises(AmbiguousNameError) as caught:
        find_document(connection, name)
    assert len(caught.value.candidates) == candidates or not name


def test_a_fact_is_found_with_its_surroundings(path: Path) -> None:
    wanted = money(OTHER, "700 美元", "700")
    with open_published(path) as connection:
        fact = find_fact(connection, wanted.id[:12])
        assert (fact.kind, fact.values["low"], fact.provenance["text"]) == ("amount", Decimal(700), "700 美元")
        assert (fact.text_before, fact.text_after) == ("更好的工作 耗资 ", "，2017年。")
        assert fact.document.path == "raw/成本.txt"
        for prefix in ("", "zz"):
            with pytest.raises(AmbiguousNameError):
                find_fact(connection, prefix)


def test_the_text_around_a_fact_is_cut_at_two_hundred(path: Path) -> None:
    with open_published(path) as connection:
        fact = find_fact(connection, address(OLD, "anna@ilo.org").id)
    assert TEXT.startswith(fact.text_before)
    assert len(fact.text_after) == 200


def test_a_family_has_its_versions_and_their_texts(path: Path) -> None:
    family = family_of(path, "raw/a/coût.txt")
    assert [version.document_id for version in family.versions] == [NEW.id, OLD.id]
    assert [version.canonical for version in family.versions] == [True, False]
    assert family.versions[0].reading == NEW.reading
    likeness = family.versions[1].likeness
    assert likeness is not None
    assert likeness > 0.6
    assert family.changes.rows == []
    assert len(family_of(path, OTHER.id).versions) == 1


def test_status_counts(path: Path) -> None:
    found = status(path)
    assert len(found.runs.rows) == 1
    assert found.quarantine.rows == [("encrypted", 1)]
    assert found.counts["documents"] == 3
    assert found.counts["families"] == 2
    assert found.facts == {"amount": 2, "contact": 1, "date": 1, "programme": 2}
    assert open_quarantine(path).rows[0][:4] == ("raw/secret.pdf", "encrypted", "needs a password", "ask its author")


@pytest.mark.parametrize("question", sql_files("questions"), ids=lambda question: question.name)
def test_every_question_has_a_title_and_runs(path: Path, question: object) -> None:
    assert question.title.endswith("?")  # type: ignore[attr-defined]
    assert run_sql(path, question.body).columns  # type: ignore[attr-defined]


def test_there_are_ten_questions() -> None:
    assert len(sql_files("questions")) >= 10


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("05_press_contacts", [("anna@ilo.org", ["Anna"], None, None, 1)]),
        ("07_programmes_across_languages", [("better-work", ["fr", "zh"], ["Better Work", "更好的工作"])]),
    ],
)
def test_questions_are_answered(path: Path, name: str, rows: list[tuple[object, ...]]) -> None:
    question = next(file for file in sql_files("questions") if file.name == name)
    found = run_sql(path, question.body).rows
    assert [row[: len(rows[0])] for row in found] == rows


def test_the_dictionary_is_fresh() -> None:
    assert dictionary.PAGE.read_text("utf-8") == dictionary.current(), "run `python -m warehouse.dictionary`"
