"""Shards: the rows of one batch as Parquet files, written by workers and loaded by the one writer."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.errors import LoadError

ShardSchemas = Mapping[str, pa.Schema]
"""Arrow schema of each table (of schema base) that a shard may hold; can be sent to a worker process."""

SHARD_TABLES = ("documents", "texts", "pages", "blocks", "signatures", "bands", "extractions", "unresolved", "links")
"""The fixed tables that shards hold, beside the fact tables."""

_UNIQUE = {"documents": ("document_id",), "extractions": ("document_id", "extractor")}
_MANIFEST = "shard.json"


@dataclass(frozen=True, slots=True)
class Shard:
    """A finished shard. `stamp` says which programs made it: it is loaded later only where that still holds."""

    path: Path
    batch_id: str
    stamp: str
    rows: Mapping[str, int]

    def file(self, table: str) -> Path:
        """The Parquet file of one table."""
        return self.path / f"{table}.parquet"


def write_shard(
    directory: Path,
    batch_id: str,
    tables: Mapping[str, Sequence[Mapping[str, Any]]],
    schemas: ShardSchemas,
    *,
    stamp: str = "",
) -> Path:
    """Write the rows of a batch as `directory/<batch_id>/`, wholly or not at all, and give its path.

    Raises `LoadError` for rows that do not fit their table, and for a document or extraction that comes twice. A shard
    of that batch that is there already is replaced.
    """
    target = directory / batch_id
    partial = directory / f".{batch_id}.{os.getpid()}.part"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    files = {}
    for table, rows in tables.items():
        if rows:
            _check_unique(batch_id, table, rows)
            files[table] = _write_table(partial / f"{table}.parquet", batch_id, rows, schemas)
    manifest = {"batch_id": batch_id, "stamp": stamp, "files": files}
    _write_synced(partial / _MANIFEST, json.dumps(manifest, indent=1).encode())
    sync_directory(partial)
    if target.exists():
        shutil.rmtree(target)
    partial.rename(target)
    sync_directory(directory)
    return target


def read_shards(directory: Path) -> list[Shard]:
    """The finished shards of a directory, by batch; raises `LoadError` for one whose files are torn or missing."""
    if not directory.is_dir():
        return []
    return [_read_shard(path) for path in sorted(directory.iterdir()) if not path.name.startswith(".")]


def leftover_shards(root: Path, stamp: str) -> list[Shard]:
    """Sound shards that a run which never ended left under `root`, made by the programs of `stamp`."""
    found = []
    for directory in sorted(root.iterdir()) if root.is_dir() else ():
        for path in sorted(directory.iterdir()):
            try:
                shard = _read_shard(path)
            except LoadError:
                continue
            if shard.stamp == stamp:
                found.append(shard)
    return found


def remove_shards(root: Path) -> None:
    """Delete the shards of every run: what they held is loaded, or made by other programs."""
    for directory in list(root.iterdir()) if root.is_dir() else ():
        shutil.rmtree(directory, ignore_errors=True)


def document_ids(shard: Shard) -> set[str]:
    """The documents that were read for a shard (not those that were extracted again)."""
    if "documents" not in shard.rows:
        return set()
    column = pq.read_table(shard.file("documents"), columns=["document_id"])["document_id"]
    return {str(value) for value in column.to_pylist()}


def sync_directory(directory: Path) -> None:
    """Make renames in a directory last through a power cut."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def checksum(path: Path) -> str:
    """SHA-256 of a file's bytes, lower-case hex."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _write_table(
    path: Path, batch_id: str, rows: Sequence[Mapping[str, Any]], schemas: ShardSchemas
) -> dict[str, str | int]:
    table = path.stem
    if table not in schemas:
        raise LoadError(f"batch {batch_id}: no table {table}")
    unknown = set().union(*(row.keys() for row in rows)) - set(schemas[table].names)
    if unknown:
        raise LoadError(f"batch {batch_id}: {table} has no column {', '.join(sorted(unknown))}")
    try:
        arrow = pa.Table.from_pylist(list(rows), schema=schemas[table])
    except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
        raise LoadError(f"batch {batch_id}: a row of {table} does not fit: {error}") from error
    pq.write_table(arrow, path, compression="zstd")
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())
    return {"rows": len(rows), "sha256": checksum(path)}


def _check_unique(batch_id: str, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    if table not in _UNIQUE:
        return
    seen = set()
    for row in rows:
        key = tuple(row[column] for column in _UNIQUE[table])
        if key in seen:
            raise LoadError(f"batch {batch_id}: {table} has {' '.join(key)} twice")
        seen.add(key)


def _read_shard(path: Path) -> Shard:
    try:
        manifest = json.loads((path / _MANIFEST).read_bytes())
        shard = Shard(
            path,
            manifest["batch_id"],
            manifest["stamp"],
            {table: entry["rows"] for table, entry in manifest["files"].items()},
        )
        sound = all(checksum(shard.file(table)) == entry["sha256"] for table, entry in manifest["files"].items())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LoadError(f"the shard {path} is torn: {error}", advice="delete it; its files are read again") from error
    if not sound:
        raise LoadError(f"the shard {path} is torn", advice="delete it; its files are read again")
    return shard


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
