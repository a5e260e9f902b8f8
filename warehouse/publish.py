"""Publishing: check, copy into a fresh file, swap it in; and the way back."""

import os
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from schemas.errors import CheckError, WarehouseError
from schemas.run import Run
from warehouse.ddl import literal, quote
from warehouse.manifest import Manifest, Snapshot, read_manifest, write_manifest
from warehouse.open import Writer, open_published
from warehouse.paths import WarehousePaths
from warehouse.shards import checksum, sync_directory
from warehouse.sql import first, scalar, sql_files

KEPT = 7
"""Published states that are kept, the present one included."""

STORAGE_VERSION = "v1.4.0"
"""Storage format of what is published: DuckDB 1.4 and every later one can read it."""

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What was published. `rows` counts them by table of schema base."""

    snapshot: str
    rows: dict[str, int]
    size: int


def run_checks(connection: duckdb.DuckDBPyConnection, run_id: str | None = None) -> None:
    """Raise `CheckError` naming each check of `checks/*.sql` that selects a row, with its first rows.

    Checks that would read every text look at the rows of `run_id` only.
    """
    connection.execute("set variable run_id = ?", [run_id])
    faults = []
    for check in sql_files("checks"):
        rows = connection.execute(f"select * from ({check.body.rstrip(';')}) limit {_SHOWN}").fetchall()
        if rows:
            total = scalar(connection, f"select count(*) from ({check.body.rstrip(';')})")
            faults.append(f"{check.name} ({check.title}): {total} rows, such as {rows[0]}")
    if faults:
        raise CheckError("; ".join(faults), advice="nothing was published; the last published state stays")


def publish(writer: Writer, run: Run | None = None) -> PublishReport:
    """Check the writer's database and put a copy of it in the place of the published file.

    Readers that hold the old file keep it; at no moment is there none, or half of one. Raises `CheckError` where the
    data is wrong, `WarehouseError` where the copy fails; the published file is then as it was.
    """
    paths, run_id = writer.paths, run.run_id if run else None
    try:
        run_checks(writer.connection, run_id)
        writer.connection.execute("checkpoint")
        partial = paths.snapshots / "publish.part"
        _copy_database(writer.connection, partial)
        rows = _verify(writer.connection, partial)
    except duckdb.Error as error:
        raise WarehouseError(
            f"the snapshot could not be written: {error}",
            advice="free some disk space if it is full; the next run publishes what this one loaded",
        ) from error
    manifest = read_manifest(paths)
    now = datetime.now(UTC)
    snapshot = Snapshot(
        file=_free_name(paths, now),
        run_id=run_id,
        published_at=now.isoformat(timespec="seconds"),
        sha256=checksum(partial),
        rows=rows,
    )
    partial.replace(paths.snapshots / snapshot.file)
    sync_directory(paths.snapshots)
    _swap(paths, snapshot)
    write_manifest(paths, replace(manifest, snapshots=(*manifest.snapshots, snapshot)[-KEPT:]))
    _drop_others(paths)
    return PublishReport(snapshot.file, rows, paths.published.stat().st_size)


def rollback(paths: WarehousePaths) -> Snapshot:
    """Put the snapshot before the published one in its place, and the writer back to it; the caller holds the lock.

    Documents that came later are read again by the next run. Raises `WarehouseError` where there is no earlier one.
    """
    manifest = read_manifest(paths)
    earlier = [kept for kept in manifest.snapshots[:-1] if _sound(paths, kept)]
    if not earlier:
        raise WarehouseError("there is no earlier snapshot to go back to")
    target = earlier[-1]
    kept = manifest.snapshots[: manifest.snapshots.index(target) + 1]
    # Marked first: should this process die in between, the next opening finishes the work.
    write_manifest(paths, Manifest(kept, suspect="rolled back", runs_committed=()))
    _swap(paths, target)
    for path in (paths.writer, paths.writer.with_name(f"{paths.writer.name}.wal")):
        path.unlink(missing_ok=True)
    shutil.copyfile(paths.snapshots / target.file, paths.writer)
    write_manifest(paths, Manifest(kept))
    return target


def drop_earlier_snapshots(paths: WarehousePaths) -> None:
    """Delete every snapshot but the published one: what was erased for good must not live on in them."""
    manifest = read_manifest(paths)
    write_manifest(paths, replace(manifest, snapshots=manifest.snapshots[-1:]))
    _drop_others(paths)
    for path in paths.home.glob("damaged.*"):
        path.unlink()


def _copy_database(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Copy everything into a new file, in the storage format that older DuckDBs read, and sync it."""
    for stale in (target, target.with_name(f"{target.name}.wal")):
        stale.unlink(missing_ok=True)
    row = first(connection, "select current_database()")
    source = quote(row[0]) if row else "writer"
    connection.execute(f"attach {literal(str(target))} as snapshot (storage_version '{STORAGE_VERSION}')")
    try:
        connection.execute(f"copy from database {source} to snapshot")
        connection.execute("checkpoint snapshot")
    finally:
        connection.execute("detach snapshot")
    with target.open("rb+") as handle:
        os.fsync(handle.fileno())


def _verify(connection: duckdb.DuckDBPyConnection, target: Path) -> dict[str, int]:
    """Row counts of the copy; raises `WarehouseError` where they, or the views, are not those of the writer."""
    expected = _inventory(connection)
    with open_published(target, safe=False) as copy:
        found = _inventory(copy)
    if found != expected:
        raise WarehouseError("the snapshot does not hold what the writer holds")
    return {name.removeprefix("base."): count for name, count in found.items() if name.startswith("base.")}


def _inventory(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Number of rows of each table, and of comments on each view and its columns."""
    tables = connection.execute(
        "select table_name from duckdb_tables() where schema_name = 'base' and database_name = current_database()"
    ).fetchall()
    found = {f"base.{name}": scalar(connection, f"select count(*) from base.{quote(name)}") for (name,) in tables}
    views = connection.execute(
        """
        select v.view_name, count(c.comment)
        from duckdb_views() v
        join duckdb_columns() c on c.schema_name = v.schema_name and c.table_name = v.view_name
        where v.schema_name = 'main' and v.database_name = current_database() and v.comment is not null
            and c.database_name = current_database()
        group by v.view_name
        """
    ).fetchall()
    return found | {f"main.{name}": count for name, count in views}


def _swap(paths: WarehousePaths, snapshot: Snapshot) -> None:
    """Put a copy of a snapshot in the place of the published file, atomically.

    A log that some client left beside the old file must not be replayed into the new one.
    """
    partial = paths.published.with_name(f".{paths.published.name}.part")
    shutil.copyfile(paths.snapshots / snapshot.file, partial)
    with partial.open("rb+") as handle:
        os.fsync(handle.fileno())
    log = paths.published.with_name(f"{paths.published.name}.wal")
    log.unlink(missing_ok=True)
    partial.replace(paths.published)
    log.unlink(missing_ok=True)
    sync_directory(paths.published.parent)


def _free_name(paths: WarehousePaths, now: datetime) -> str:
    """A name for a snapshot that sorts by time and is not taken."""
    stem = now.strftime("%Y%m%dT%H%M%S%f")
    return f"{paths.published.stem}-{stem}.duckdb"


def _sound(paths: WarehousePaths, snapshot: Snapshot) -> bool:
    path = paths.snapshots / snapshot.file
    return path.exists() and checksum(path) == snapshot.sha256


def _drop_others(paths: WarehousePaths) -> None:
    """Delete what lies among the snapshots and is none of those kept."""
    kept = {snapshot.file for snapshot in read_manifest(paths).snapshots}
    for path in paths.snapshots.iterdir():
        if path.name not in kept:
            path.unlink()
