"""Opens the writer's database: makes it, brings it up to date, or makes it anew from what was published."""

import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

import duckdb

from schemas.errors import WarehouseError
from warehouse.ddl import FactModels
from warehouse.manifest import Manifest, Snapshot, mark_suspect, read_manifest, write_manifest
from warehouse.migrate import migrate, refuse_newer
from warehouse.paths import WarehousePaths
from warehouse.shards import checksum
from warehouse.sql import checkpoint, first, table_exists

ANALYST_MEMORY = "4GB"
"""Memory limit of a reader's connection; past it DuckDB spills to disk or says so."""


@dataclass(frozen=True, slots=True)
class Writer:
    """The writer's open database. `notes` say what was repaired: a run that has any is not a clean one.

    Leaving it by an error that says the file is damaged has the next opening make it anew.
    """

    connection: duckdb.DuckDBPyConnection
    paths: WarehousePaths
    migrated: tuple[str, ...]
    notes: tuple[str, ...]

    def __enter__(self) -> "Writer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()
        if error is not None and (why := damage(error)):
            mark_suspect(self.paths, why)


def damage(error: BaseException) -> str | None:
    """What an error says about the database file itself, in a line; None where the file is not at fault."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, duckdb.FatalException | duckdb.InternalException) or (
            isinstance(cause, duckdb.IOException | duckdb.SerializationException)
            and any(word in str(cause).lower() for word in ("corrupt", "checksum", "deserializ"))
        ):
            return str(cause).splitlines()[0]
        cause = cause.__cause__ or cause.__context__
    return None


def open_writer(paths: WarehousePaths, models: FactModels) -> Writer:
    """Open the writer's database; the caller holds the lock.

    What is missing is made, what is old is migrated. A database that is torn (it cannot be opened, or lacks a run that
    was published) is put aside and made anew from the last published state; files that only it knew are read again.
    Raises `WarehouseError` for a newer one, and for a published file that is no warehouse.
    """
    paths.make()
    manifest = read_manifest(paths)
    notes: list[str] = []
    fault = manifest.suspect or (_fault(paths, manifest) if paths.writer.exists() else None)
    if fault:
        _put_aside(paths)
        notes.append(f"the writer's database was damaged ({fault})")
    if not paths.writer.exists():
        notes.extend(_restore(paths, manifest, damaged=fault is not None))
    if manifest.suspect:
        write_manifest(paths, replace(manifest, suspect=None))
    connection = _connect(paths.writer)
    try:
        migrated = migrate(connection, models)
        if migrated:
            checkpoint(connection)
    except BaseException:
        connection.close()
        raise
    return Writer(connection, paths, tuple(migrated), tuple(notes))


def open_published(
    path: Path, *, read_only: bool = True, safe: bool = True, memory: str = ANALYST_MEMORY
) -> duckdb.DuckDBPyConnection:
    """Open a published warehouse. `safe` keeps queries from files, the network and settings.

    Raises `WarehouseError` where there is none, where it is corrupt, no warehouse, or newer than this program.
    """
    if not path.is_file():
        raise WarehouseError(f"no warehouse at {path}", advice="run `socle ingest` first, or give --warehouse")
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config={"memory_limit": memory})
    except duckdb.Error as error:
        raise WarehouseError(f"{path} cannot be opened: {error}", advice=_advice(error)) from error
    try:
        _set_up(connection, safe=safe)
        refuse_newer(connection)
    except duckdb.Error as error:
        connection.close()
        raise WarehouseError(f"{path} cannot be read: {error}", advice="`socle rollback`, or ingest again") from error
    except WarehouseError as error:
        connection.close()
        raise WarehouseError(f"{path}: {error}", advice=error.advice) from error
    return connection


def _set_up(connection: duckdb.DuckDBPyConnection, *, safe: bool) -> None:
    """Settings of a reader. Connections of one process to one file share them: they may be locked already."""
    row = first(connection, "select current_setting('lock_configuration')")
    if row is None or row[0]:
        return
    connection.execute("set timezone = 'UTC'")
    if safe:
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        connection = duckdb.connect(str(path))
        connection.execute("set timezone = 'UTC'")
    except duckdb.Error as error:
        raise WarehouseError(f"{path} cannot be opened: {error}", advice=_advice(error)) from error
    return connection


def _fault(paths: WarehousePaths, manifest: Manifest) -> str | None:
    """Why the writer's database is not to be trusted; None where it is sound.

    A write-ahead log that was cut short opens without a word, its last transactions gone: the runs that were
    committed tell.
    """
    try:
        with duckdb.connect(str(paths.writer)) as connection:
            if not table_exists(connection, "base", "migrations"):
                return None if not manifest.snapshots else "it is empty"
            if not table_exists(connection, "base", "runs"):
                return None
            known = {row[0] for row in connection.execute("select run_id from base.runs").fetchall()}
    except duckdb.Error as error:
        if _is_locked(error) or not os.access(paths.writer, os.R_OK | os.W_OK):
            raise WarehouseError(f"{paths.writer} cannot be opened: {error}", advice=_advice(error)) from error
        return str(error).splitlines()[0]
    lost = [run_id for run_id in manifest.runs_committed if run_id not in known]
    return f"it lacks {len(lost)} of the runs that were committed" if lost else None


def _put_aside(paths: WarehousePaths) -> None:
    """Keep the last damaged database for whoever wants to look at it."""
    for path in (paths.writer, _log_of(paths.writer)):
        if path.exists():
            path.replace(path.with_name(f"damaged.{path.name}"))


def _restore(paths: WarehousePaths, manifest: Manifest, *, damaged: bool) -> list[str]:
    """Make the writer's database from the newest sound snapshot, else from the published file; say so."""
    for snapshot in reversed(manifest.snapshots):
        path = paths.snapshots / snapshot.file
        if path.exists() and checksum(path) == snapshot.sha256:
            _copy(path, paths.writer)
            write_manifest(paths, _up_to(manifest, snapshot))
            return [f"the writer's database was made anew from the snapshot {snapshot.file}"]
    if paths.published.exists():
        with open_published(paths.published):
            pass
        _copy(paths.published, paths.writer)
        write_manifest(paths, Manifest(manifest.snapshots))
        return ["the writer's database was made anew from the published file"]
    write_manifest(paths, Manifest())
    return ["nothing was published yet: every file is read again"] if damaged else []


def _up_to(manifest: Manifest, snapshot: Snapshot) -> Manifest:
    """The manifest once the writer is back at a snapshot: runs committed later are gone from it."""
    committed = manifest.runs_committed
    last = committed.index(snapshot.run_id) + 1 if snapshot.run_id in committed else 0
    return replace(manifest, suspect=None, runs_committed=committed[:last])


def _copy(source: Path, target: Path) -> None:
    partial = target.with_suffix(".part")
    shutil.copyfile(source, partial)
    partial.replace(target)


def _log_of(database: Path) -> Path:
    return database.with_name(f"{database.name}.wal")


def _is_locked(error: duckdb.Error) -> bool:
    return "set lock on file" in str(error)


def _advice(error: duckdb.Error) -> str:
    if _is_locked(error):
        return "another program has it open for writing: close it there, or open it read-only"
    return "the file is damaged or no DuckDB database: `socle rollback`, or ingest again"
