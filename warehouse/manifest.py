"""The manifest beside the writer: what was published last, and which snapshots are kept."""

import json
import os
from dataclasses import asdict, dataclass, replace

from schemas.errors import WarehouseError
from warehouse.paths import WarehousePaths
from warehouse.shards import sync_directory

_REMEMBERED = 20


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One published state. `file` lies in the directory of snapshots; `rows` counts them by table."""

    file: str
    run_id: str | None
    published_at: str
    sha256: str
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The snapshots kept, the published one last, and the last runs that the writer committed.

    `suspect` says why the writer is not to be trusted any more.
    """

    snapshots: tuple[Snapshot, ...] = ()
    suspect: str | None = None
    runs_committed: tuple[str, ...] = ()

    @property
    def published(self) -> Snapshot | None:
        """The state that analysts see."""
        return self.snapshots[-1] if self.snapshots else None


def read_manifest(paths: WarehousePaths) -> Manifest:
    """The manifest; an empty one where there is none yet. Raises `WarehouseError` for one that cannot be read."""
    try:
        stored = json.loads(paths.manifest.read_bytes())
        snapshots = tuple(Snapshot(**entry) for entry in stored["snapshots"])
        return Manifest(snapshots, stored["suspect"], tuple(stored["runs_committed"]))
    except FileNotFoundError:
        return Manifest()
    except (ValueError, KeyError, TypeError) as error:
        raise WarehouseError(
            f"{paths.manifest} cannot be read: {error}",
            advice=f"delete {paths.home}: it is made again from the published file",
        ) from error


def write_manifest(paths: WarehousePaths, manifest: Manifest) -> None:
    """Replace the manifest atomically."""
    partial = paths.manifest.with_suffix(".part")
    with partial.open("wb") as handle:
        handle.write(json.dumps(asdict(manifest), indent=1).encode())
        handle.flush()
        os.fsync(handle.fileno())
    partial.replace(paths.manifest)
    sync_directory(paths.home)


def mark_suspect(paths: WarehousePaths, why: str) -> None:
    """Have the next opening make the writer anew from the last published state."""
    write_manifest(paths, replace(read_manifest(paths), suspect=why))


def note_committed(paths: WarehousePaths, run_id: str) -> None:
    """Remember that the writer holds a run for good: where it is missing later, the database was damaged."""
    manifest = read_manifest(paths)
    others = tuple(known for known in manifest.runs_committed if known != run_id)
    write_manifest(paths, replace(manifest, runs_committed=(*others, run_id)[-_REMEMBERED:]))
