"""What analysts see is checked, swapped in whole, kept for a week of runs, and can be taken back."""

from pathlib import Path

import duckdb
import pytest

from schemas.errors import CheckError, WarehouseError
from schemas.run import Scan
from tests.warehouse_kit import document_of, load, money, open_test_writer, rows_of, run_of
from warehouse.forget import forget_document
from warehouse.manifest import read_manifest
from warehouse.open import Writer, open_published
from warehouse.publish import KEPT, drop_earlier_snapshots, publish, rollback, run_checks
from warehouse.sql import scalar, sql_files
from warehouse.state import forgotten_documents

DOCUMENT = document_of("It cost 5 USD in Genève, 日内瓦.")

UNKNOWN_PROGRAMME = """
    insert into base.programme_mentions by name
    select * exclude (measure, currency_code, low, high, bound, per, unit), 'n' as name, 'fund' as type,
        'x' as programme_key
    from base.amounts
"""


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    writer = open_test_writer(tmp_path)
    load(writer, run_of(1), [rows_of(DOCUMENT, [money(DOCUMENT, "5 USD", "5")])])
    return writer


def comments(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, ...]]:
    return connection.execute(
        """
        select schema_name, table_name, column_name, comment from duckdb_columns()
        where not internal and database_name = current_database()
        union all
        select schema_name, view_name, '', comment from duckdb_views()
        where not internal and database_name = current_database()
        union all
        select schema_name, table_name, '', comment from duckdb_tables()
        where not internal and database_name = current_database()
        order by all
        """
    ).fetchall()


def number_of_runs(path: Path) -> int:
    with open_published(path) as connection:
        return scalar(connection, "select count(*) from run_log")


def test_the_published_file_holds_what_the_writer_holds(writer: Writer) -> None:
    report = publish(writer, run_of(1))
    with open_published(writer.paths.published) as connection:
        assert connection.execute("select low, title from amounts").fetchall() == [(5, "A title")]
        assert comments(connection) == comments(writer.connection)
    assert report.rows["amounts"] == 1
    assert report.size == writer.paths.published.stat().st_size


def test_it_is_in_the_format_of_older_programs(writer: Writer) -> None:
    publish(writer)
    with duckdb.connect(str(writer.paths.published), read_only=True) as connection:
        tags = connection.execute("select tags from duckdb_databases() where not internal").fetchall()[0]
    assert "v1.4" in str(tags[0])


def test_the_manifest_says_what_was_published(writer: Writer) -> None:
    run = run_of(1)
    publish(writer, run)
    snapshot = read_manifest(writer.paths).published
    assert snapshot is not None
    assert snapshot.run_id == run.run_id
    assert snapshot.rows["documents"] == 1
    assert (writer.paths.snapshots / snapshot.file).read_bytes() == writer.paths.published.read_bytes()


def test_seven_snapshots_are_kept(writer: Writer) -> None:
    for _ in range(KEPT + 2):
        publish(writer)
    files = sorted(path.name for path in writer.paths.snapshots.iterdir())
    assert files == [snapshot.file for snapshot in read_manifest(writer.paths).snapshots]
    assert len(files) == KEPT


def test_an_open_reader_keeps_what_it_opened(writer: Writer) -> None:
    publish(writer)
    with open_published(writer.paths.published) as reader:
        load(writer, run_of(2), [])
        publish(writer)
        assert scalar(reader, "select count(*) from run_log") == 1
    assert number_of_runs(writer.paths.published) == 2


def test_a_log_left_by_a_client_is_not_replayed(writer: Writer) -> None:
    publish(writer)
    log = writer.paths.published.with_name("ilo.duckdb.wal")
    log.write_bytes(b"left by a client that wrote")
    publish(writer)
    assert not log.exists()
    assert number_of_runs(writer.paths.published) == 1


@pytest.mark.parametrize("check", sql_files("checks"), ids=lambda check: check.name)
def test_every_check_runs_and_says_what_it_is_for(writer: Writer, check: object) -> None:
    assert check.title  # type: ignore[attr-defined]
    assert writer.connection.execute(check.body).fetchall() == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("check", "damage"),
    [
        ("duplicate_document", "insert into base.documents select * from base.documents"),
        ("duplicate_fact", "insert into base.amounts select * from base.amounts"),
        ("duplicate_extraction", "insert into base.extractions select * from base.extractions"),
        ("duplicate_sighting", "insert into base.sightings select * from base.sightings"),
        ("document_without_text", "delete from base.texts"),
        ("document_without_text", "insert into base.signatures select * from base.signatures"),
        ("document_without_family", "update base.documents set family_id = 'x'"),
        ("document_without_family", "update base.families set canonical_document_id = 'x'"),
        ("family_of_wrong_size", "update base.families set members = 2"),
        ("fact_without_document", "delete from base.documents"),
        ("row_without_document", "update base.blocks set document_id = 'x'"),
        ("fact_is_its_text", "update base.amounts set span_start = span_start + 1, span_end = span_end + 1"),
        ("fact_out_of_order", "update base.amounts set span_end = span_start"),
        ("fact_out_of_order", "update base.amounts set confidence = 1.5"),
        ("extraction_miscounted", "delete from base.amounts"),
        ("extraction_miscounted", "delete from base.extractions"),
        ("amount_without_sense", "update base.amounts set high = low - 1"),
        ("amount_without_sense", "update base.amounts set measure = 'count'"),
        ("programme_unknown", UNKNOWN_PROGRAMME),
    ],
)  # fmt: skip
def test_wrong_rows_stop_the_publishing(writer: Writer, check: str, damage: str) -> None:
    publish(writer)
    before = writer.paths.published.read_bytes()
    run_id = writer.connection.execute("select run_id from base.runs").fetchall()[0]
    writer.connection.execute(damage)
    with pytest.raises(CheckError, match=check):
        run_checks(writer.connection, run_id[0])
    with pytest.raises(CheckError):
        publish(writer, run_of(1, run_id=run_id[0]))
    assert writer.paths.published.read_bytes() == before


def test_publishing_that_fails_leaves_the_published_file(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(writer)
    before = writer.paths.published.read_bytes()
    monkeypatch.setattr("warehouse.publish.STORAGE_VERSION", "v0.0.0")
    with pytest.raises(WarehouseError, match="could not be written"):
        publish(writer)
    assert writer.paths.published.read_bytes() == before
    writer.connection.close()
    monkeypatch.undo()
    with open_test_writer(writer.paths.published.parent) as healed:
        assert healed.notes == ()
        publish(healed)


def test_rolling_back_publishes_the_snapshot_before(writer: Writer, tmp_path: Path) -> None:
    publish(writer)
    other = document_of("It cost 7 USD.")
    load(writer, run_of(2), [rows_of(other)])
    publish(writer)
    writer.connection.close()
    assert number_of_runs(writer.paths.published) == 2
    rollback(writer.paths)
    assert number_of_runs(writer.paths.published) == 1
    with pytest.raises(WarehouseError, match="no earlier snapshot"):
        rollback(writer.paths)
    with open_test_writer(tmp_path) as again:
        assert again.notes == ()
        assert scalar(again.connection, "select count(*) from base.documents") == 1
        load(again, run_of(3), [rows_of(other)])
        publish(again)
    assert number_of_runs(writer.paths.published) == 2


def test_a_document_is_forgotten_for_good(writer: Writer) -> None:
    other = document_of("It cost 5 USD in Genève, 日内瓦. " + "More. " * 60)
    twin = document_of("It cost 5 USD in Genève, 日内瓦! " + "More. " * 60)
    facts = [money(other, "5 USD", "5")]
    load(writer, run_of(2), [rows_of(other, facts), rows_of(twin)])
    publish(writer)
    erased = forget_document(writer, run_of(3), other.id)
    assert erased["documents"] == erased["texts"] == erased["amounts"] == erased["similarities"] == 1
    publish(writer)
    drop_earlier_snapshots(writer.paths)
    writer.connection.execute("vacuum")
    for path in (writer.paths.published, *writer.paths.snapshots.iterdir()):
        with open_published(path) as connection:
            assert scalar(connection, "select count(*) from base.texts where contains(text, 'More. More.')") == 1
    assert forgotten_documents(writer.connection) == {other.id}
    assert scalar(writer.connection, "select count(*) from base.family_aliases where alias = ?", [other.id]) == 0
    assert load(writer, run_of(4), [rows_of(other, facts)], scan=Scan()).documents_new == 0
    run_checks(writer.connection, None)
