"""A warehouse is made, brought up to date, or refused."""

from pathlib import Path
from typing import ClassVar

import duckdb
import pytest
from pydantic import Field

from schemas.errors import LoadError, WarehouseError
from schemas.facts.amount import Amount
from schemas.facts.base import Fact
from tests.warehouse_kit import document_of, load, money, open_test_writer, place, rows_of, run_of
from warehouse import ddl
from warehouse.migrate import migrate, shard_schemas, shard_schemas_of
from warehouse.open import open_published
from warehouse.publish import publish
from warehouse.query import find_fact
from warehouse.shards import SHARD_TABLES
from warehouse.sql import SqlFile, sql_files

VIEWS = {
    "documents", "amounts", "dates", "contacts", "contact_points", "programme_mentions", "programmes",
    "money_by_programme", "commitments", "timeline", "contact_directory", "coverage", "programmes_by_language",
    "versions", "version_changes", "works", "edition_differences", "run_log", "open_quarantine",
}  # fmt: skip
TABLES = {
    "documents", "sightings", "pages", "blocks", "texts", "signatures", "bands", "families", "family_aliases", "works",
    "similarities", "amounts", "dates", "contacts", "contact_points", "programmes", "programme_mentions", "links",
    "unresolved", "extractions", "runs", "run_stages", "quarantine",
}  # fmt: skip


class Ship(Fact):
    """A ship that a document names."""

    kind: ClassVar[str] = "ship"
    table: ClassVar[str] = "ships"
    compared: ClassVar[tuple[str, ...]] = ("name",)

    name: str = Field(description="name as written")
    title: str | None = Field(default=None, description="what it is called besides")


class LongerShip(Ship):
    """A ship that a document names."""

    metres: int | None = Field(default=None, description="length in metres")


class StrictShip(Ship):
    """A ship that a document names."""

    metres: int = Field(description="length in metres")


class NumberedShip(Ship):
    """A ship that a document names."""

    title: int | None = Field(default=None, description="what it is called besides")


@pytest.fixture
def empty() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:")


def names(connection: duckdb.DuckDBPyConnection, schema: str) -> set[str]:
    query = "select table_name from information_schema.tables where table_schema = ?"
    return {row[0] for row in connection.execute(query, [schema]).fetchall()}


def column_names(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return [row[0] for row in connection.execute(f"describe {table}").fetchall()]


def test_every_table_and_view_of_the_design_is_there(empty: duckdb.DuckDBPyConnection) -> None:
    migrate(empty, {})
    assert names(empty, "main") == VIEWS
    assert names(empty, "base") >= TABLES


def test_everything_has_a_comment(empty: duckdb.DuckDBPyConnection) -> None:
    migrate(empty, {"ship": Ship})
    silent = empty.execute(
        """
        select schema_name, table_name, column_name from duckdb_columns() where not internal and comment is null
        union all select schema_name, table_name, null from duckdb_tables() where not internal and comment is null
        union all select schema_name, view_name, null from duckdb_views() where not internal and comment is null
        """
    ).fetchall()
    assert silent == []


def test_every_view_can_be_read(empty: duckdb.DuckDBPyConnection) -> None:
    migrate(empty, {})
    for view in VIEWS:
        assert empty.execute(f"select * from main.{view}").fetchall() == []


@pytest.mark.parametrize("file", sql_files("views"), ids=lambda file: file.name)
def test_a_view_is_one_file_that_says_its_question(file: SqlFile) -> None:
    assert file.title.endswith("?")
    assert f"view main.{file.name} as" in file.text
    assert "select *" not in file.text


def test_an_outside_kind_is_loaded_like_ours(tmp_path: Path) -> None:
    document = document_of("The Aurora carried 5 USD.")
    ship = Ship(start=4, end=10, rule="ships", confidence=0.5, name="Aurora", title="Dawn")
    versions = {"amounts": 1, "ships": 7}
    with open_test_writer(tmp_path, {"ship": Ship}) as writer:
        facts = [place(document, ship, "ships", 7), money(document, "5 USD", "5")]
        report = load(writer, run_of(1), [rows_of(document, facts, versions=versions)])
        assert report.facts["ship"].added == 1
        row = writer.connection.execute(
            "select name, title, document_title, text, extractor_version, path from ships"
        ).fetchall()
        assert row == [("Aurora", "Dawn", "A title", "Aurora", 7, f"raw/{document.id[:8]}.txt")]
        publish(writer)
    with open_published(tmp_path / "ilo.duckdb") as connection:
        assert find_fact(connection, facts[0].id).values == {"name": "Aurora", "title": "Dawn"}


def test_every_table_says_which_run_loaded_a_row(empty: duckdb.DuckDBPyConnection) -> None:
    migrate(empty, {})
    without = {table for table in names(empty, "base") if "run_id" not in column_names(empty, f"base.{table}")}
    assert without == {"migrations"}


def test_a_second_time_changes_nothing(empty: duckdb.DuckDBPyConnection) -> None:
    assert migrate(empty, {"ship": Ship})
    before = empty.execute("select * from base.migrations order by all").fetchall()
    assert migrate(empty, {"ship": Ship}) == []
    assert empty.execute("select * from base.migrations order by all").fetchall() == before


@pytest.mark.parametrize("model", ddl.CORE_MODELS.values(), ids=ddl.CORE_MODELS)
def test_a_table_is_its_model(empty: duckdb.DuckDBPyConnection, model: type[Fact]) -> None:
    migrate(empty, {})
    found = empty.execute(
        "select column_name, comment, is_nullable from duckdb_columns() where schema_name = 'base' and table_name = ?",
        [model.table],
    ).fetchall()
    assert found == [(column.name, column.comment, column.nullable) for column in ddl.columns(model)]


def test_a_new_kind_gets_its_table_and_its_view(empty: duckdb.DuckDBPyConnection) -> None:
    migrate(empty, {})
    assert migrate(empty, {"ship": Ship}) == ["table ships", "views"]
    columns = column_names(empty, "main.ships")
    assert {"name", "title", "document_title", "path", "page", "line", "sentence", "language"} <= set(columns)
    assert "ships" in shard_schemas(empty)


def test_a_kind_whose_package_is_gone_keeps_table_and_view(empty: duckdb.DuckDBPyConnection) -> None:
    migrate(empty, {"ship": Ship})
    assert migrate(empty, {}) == []
    assert "ships" in names(empty, "main")


def test_a_new_nullable_field_is_a_new_column(empty: duckdb.DuckDBPyConnection) -> None:
    migrate(empty, {"ship": Ship})
    migrate(empty, {"ship": LongerShip})
    assert "metres" in column_names(empty, "base.ships")
    assert "metres" in column_names(empty, "main.ships")
    migrate(empty, {"ship": Ship})
    assert "metres" in column_names(empty, "base.ships")


@pytest.mark.parametrize(("model", "message"), [(StrictShip, "must be nullable"), (NumberedShip, "in the model")])
def test_other_changes_of_a_model_need_a_migration(
    empty: duckdb.DuckDBPyConnection, model: type[Fact], message: str
) -> None:
    migrate(empty, {"ship": Ship})
    with pytest.raises(WarehouseError, match=message):
        migrate(empty, {"ship": model})
    assert migrate(empty, {"ship": Ship}) == []


def test_an_old_warehouse_with_facts_is_brought_up_to_date(tmp_path: Path) -> None:
    document = document_of("It cost 5 USD then.")
    with open_test_writer(tmp_path) as writer:
        load(writer, run_of(1), [rows_of(document, [money(document, "5 USD", "5")])])
        for view in VIEWS - {"documents"}:
            writer.connection.execute(f"drop view main.{view}")
        writer.connection.execute("drop view base.facts")
        writer.connection.execute("alter table base.amounts drop column unit")
        writer.connection.execute("delete from base.migrations where name in ('views', 'table amounts')")
    with open_test_writer(tmp_path, {"ship": Ship}) as writer:
        assert set(writer.migrated) == {"table amounts", "table ships", "views"}
        assert writer.notes == ()
        rows = writer.connection.execute("select low, currency_code, unit, title from amounts").fetchall()
        assert rows == [(5, "USD", None, "A title")]
        publish(writer)


def test_a_newer_warehouse_is_refused(tmp_path: Path) -> None:
    with open_test_writer(tmp_path) as writer:
        writer.connection.execute("insert into base.migrations values ('0999_future', 'abc', now())")
    with pytest.raises(WarehouseError, match=r"newer version.*0999_future"):
        open_test_writer(tmp_path)


def test_an_edited_migration_is_refused(empty: duckdb.DuckDBPyConnection) -> None:
    migrate(empty, {})
    empty.execute("update base.migrations set sha256 = 'other' where name = '0001_documents'")
    with pytest.raises(WarehouseError, match="0001_documents is not the one"):
        migrate(empty, {})


def test_a_migration_that_fails_leaves_no_trace(
    empty: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = ddl.create_table
    monkeypatch.setattr(ddl, "create_table", lambda model: [*create(model), "select broken"])
    with pytest.raises(LoadError, match="broken"):
        migrate(empty, {})
    assert "amounts" not in names(empty, "base")
    monkeypatch.undo()
    assert f"table {Amount.table}" in migrate(empty, {})


def test_shards_are_typed_like_their_tables(empty: duckdb.DuckDBPyConnection) -> None:
    migrate(empty, {})
    schemas = shard_schemas(empty)
    assert set(schemas) == {*SHARD_TABLES, *(model.table for model in ddl.CORE_MODELS.values())}
    assert str(schemas["amounts"].field("low").type) == "decimal128(38, 6)"
    assert "run_id" not in schemas["amounts"].names
    assert shard_schemas_of({}) == schemas
