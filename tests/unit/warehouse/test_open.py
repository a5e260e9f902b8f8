"""Opening: a damaged writer is made anew, what is no warehouse is refused, one writer at a time."""

import hashlib
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from schemas.errors import LoadError, LockedError, WarehouseError
from tests.warehouse_kit import document_of, load, open_test_writer, rows_of, run_of
from warehouse.lock import writer_lock
from warehouse.open import open_published
from warehouse.paths import WarehousePaths
from warehouse.publish import publish
from warehouse.sql import scalar

ONE, TWO = document_of("one"), document_of("two")
HEADERS, BLOCK = 3 * 4096, 262_144
"""Where blocks begin in a DuckDB file, and their size."""


def ingest(root: Path, number: int, *documents: object, published: bool = True) -> tuple[str, ...]:
    """A run on documents; the notes of opening."""
    with open_test_writer(root) as writer:
        load(writer, run_of(number), [rows_of(document) for document in documents])  # type: ignore[arg-type]
        if published:
            publish(writer)
        return writer.notes


def documents_in(root: Path) -> int:
    with open_published(root / "ilo.duckdb") as connection:
        return scalar(connection, "select count(*) from base.documents")


def test_everything_lies_beside_the_published_file(tmp_path: Path) -> None:
    ingest(tmp_path, 1, ONE)
    assert {path.name for path in tmp_path.iterdir()} == {"ilo.duckdb", ".ilo"}
    assert {path.name for path in (tmp_path / ".ilo").iterdir()} == {
        "writer.duckdb", "manifest.json", "snapshots", "logs", "shards",
    }  # fmt: skip


@pytest.mark.parametrize("damage", ["header", "cut", "empty", "noise"])
def test_a_damaged_writer_is_made_anew_and_says_so(tmp_path: Path, damage: str) -> None:
    ingest(tmp_path, 1, ONE)
    path = tmp_path / ".ilo" / "writer.duckdb"
    data = bytearray(path.read_bytes())
    if damage == "header":
        data[:64] = b"\xff" * 64
    elif damage == "cut":
        data = data[:5000]
    elif damage == "empty":
        data = bytearray()
    else:
        data[4096:12288] = bytes(8192)
    path.write_bytes(data)
    notes = ingest(tmp_path, 2, TWO)
    assert len(notes) == 2
    assert "damaged" in notes[0]
    assert "from the snapshot" in notes[1]
    assert documents_in(tmp_path) == 2


def test_a_block_that_rots_is_noticed_when_it_is_read_and_made_anew(tmp_path: Path) -> None:
    words = " ".join(hashlib.sha256(str(number).encode()).hexdigest() for number in range(3000))
    large = document_of(words)
    ingest(tmp_path, 1, large)
    path = tmp_path / ".ilo" / "writer.duckdb"
    with duckdb.connect(str(path)) as connection:
        blocks = connection.execute(
            "select block_id, block_offset from pragma_storage_info('base.texts') "
            "where column_name = 'text' and segment_type = 'VARCHAR'"
        ).fetchall()
    data = bytearray(path.read_bytes())
    data[HEADERS + blocks[0][0] * BLOCK + blocks[0][1] + 5000] ^= 1
    path.write_bytes(data)
    published = (tmp_path / "ilo.duckdb").read_bytes()
    with pytest.raises(LoadError, match="checksum"):
        ingest(tmp_path, 2, TWO)
    assert (tmp_path / "ilo.duckdb").read_bytes() == published
    assert "checksum" in ingest(tmp_path, 3, TWO)[0]
    assert documents_in(tmp_path) == 2


def test_a_writer_that_lost_a_run_is_noticed(tmp_path: Path) -> None:
    with open_test_writer(tmp_path) as writer:
        load(writer, run_of(1), [rows_of(ONE)])
        publish(writer)
        earlier = writer.paths.writer.read_bytes()
        load(writer, run_of(2), [rows_of(TWO)])
        publish(writer)
    (tmp_path / ".ilo" / "writer.duckdb").write_bytes(earlier)
    with open_test_writer(tmp_path) as writer:
        assert "lacks 1 of the runs" in writer.notes[0]
        assert scalar(writer.connection, "select count(*) from base.documents") == 2


def test_a_run_that_was_not_published_is_loaded_again_after_damage(tmp_path: Path) -> None:
    ingest(tmp_path, 1, ONE)
    ingest(tmp_path, 2, TWO, published=False)
    (tmp_path / ".ilo" / "writer.duckdb").write_bytes(b"")
    assert ingest(tmp_path, 3, TWO)
    assert documents_in(tmp_path) == 2
    assert ingest(tmp_path, 4) == ()


def test_without_its_own_files_the_writer_starts_from_the_published_one(tmp_path: Path) -> None:
    ingest(tmp_path / "a", 1, ONE)
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "ilo.duckdb").rename(tmp_path / "b" / "ilo.duckdb")
    from tests.warehouse_kit import CORE_MODELS
    from warehouse.open import open_writer

    with open_writer(WarehousePaths(tmp_path / "b" / "ilo.duckdb"), CORE_MODELS) as writer:
        assert "from the published file" in writer.notes[0]
        assert scalar(writer.connection, "select count(*) from base.documents") == 1


def test_damage_before_anything_was_published_starts_over(tmp_path: Path) -> None:
    ingest(tmp_path, 1, ONE, published=False)
    (tmp_path / ".ilo" / "writer.duckdb").write_bytes(b"noise" * 1000)
    assert "every file is read again" in ingest(tmp_path, 2, ONE)[1]
    assert documents_in(tmp_path) == 1


def test_another_duckdb_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "ilo.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table mine (a integer)")
    before = path.read_bytes()
    from warehouse.open import open_writer

    with pytest.raises(WarehouseError, match="not a Socle warehouse"):
        open_writer(WarehousePaths(path), {})
    assert path.read_bytes() == before


@pytest.mark.parametrize(("content", "message"), [(None, "no warehouse at"), (b"noise" * 3000, "cannot be opened")])
def test_what_cannot_be_read_is_an_error(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "ilo.duckdb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WarehouseError, match=message):
        open_published(path)


def test_a_manifest_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    ingest(tmp_path, 1, ONE)
    (tmp_path / ".ilo" / "manifest.json").write_text("{", "utf-8")
    with pytest.raises(WarehouseError, match=r"manifest\.json cannot be read"):
        open_test_writer(tmp_path)


@pytest.mark.parametrize(
    "query",
    [
        "select * from read_text('/etc/hostname')",
        "copy (select 1) to 'out.csv'",
        "attach 'other.duckdb'",
        "set enable_external_access = true",
        "reset enable_external_access",
        "create table base.t (a integer)",
        "delete from base.runs",
    ],
)
def test_a_query_reads_the_warehouse_and_nothing_else(tmp_path: Path, query: str) -> None:
    ingest(tmp_path, 1, ONE)
    with open_published(tmp_path / "ilo.duckdb") as connection, pytest.raises(duckdb.Error):
        connection.execute(query)


def test_time_stamps_are_shown_in_utc(tmp_path: Path) -> None:
    ingest(tmp_path, 1, ONE)
    with open_published(tmp_path / "ilo.duckdb") as connection:
        row = connection.execute("select started_at::varchar from run_log").fetchall()[0]
    assert row == ("2026-01-06 03:00:00+00",)


def test_a_second_writer_is_turned_away_until_the_first_is_gone(tmp_path: Path) -> None:
    paths = WarehousePaths(tmp_path / "ilo.duckdb")
    code = (
        "import sys; from pathlib import Path; from warehouse.lock import writer_lock; "
        "from warehouse.paths import WarehousePaths\n"
        f"with writer_lock(WarehousePaths(Path({str(paths.published)!r}))):\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LockedError, match=f"process {holder.pid}"), writer_lock(paths):
            pass
        holder.kill()
    with writer_lock(paths):
        assert paths.lock.exists()
