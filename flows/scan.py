"""Looks through the raw folder: what is new, what is known, what is left out. Reads bytes only of what may have changed."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from schemas.errors import AccessError, EmptyFileError, ReadError, SettingsError, TooLargeError, UnsupportedMediaError
from schemas.limits import Limits
from schemas.run import KnownFile, QuarantineEntry, Sighting


@dataclass
class Found:
    """What a folder holds. Every file is in exactly one of the lists, or among the `skipped`."""

    new: list[Sighting] = field(default_factory=list)
    """Files whose bytes the warehouse does not have: to be read, one path a document."""
    copies: list[Sighting] = field(default_factory=list)
    """Further paths of documents in `new`."""
    known: list[Sighting] = field(default_factory=list)
    refused: list[QuarantineEntry] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    """In quarantine, and not due to be tried again."""
    ignored: list[str] = field(default_factory=list)
    """Of a known type that no reader takes, as an earlier run found."""
    skipped: int = 0
    """Dot files, partial downloads and links that lead out of the folder."""


def location_of(path: Path) -> str:
    """How a path is written in sightings: absolute, links in its folders resolved."""
    return str(path.parent.resolve() / path.name)


def scan(
    root: Path, known: Mapping[str, KnownFile], have: frozenset[str], limits: Limits, *, again: bool = False
) -> Found:
    """Look through `root` recursively.

    `known` tells what the warehouse remembers of locations, `have` the ids of its documents. A file whose size and time
    stamp are those remembered is not opened; with `again` every file is opened and counts as new. Raises
    `SettingsError` where `root` is no folder.
    """
    if not root.is_dir():
        raise SettingsError(f"{root} is not a folder", advice="name the folder that holds the documents")
    found = Found()
    seen: set[str] = set()
    for path in _files(root, found):
        location = location_of(path)
        try:
            status = path.stat()
            modified = datetime.fromtimestamp(status.st_mtime, UTC)
            before = known.get(location)
            if before and not again and _is_same(before, status.st_size, modified):
                _remember(found, before)
                continue
            sighting = Sighting(_digest(path, status.st_size, limits), location, status.st_size, modified)
        except ReadError as error:
            found.refused.append(refusal_entry(location, error, size=status.st_size, modified_at=modified))
            continue
        except OSError as error:
            message = f"{location}: {error.strerror or error}"
            problem = AccessError(message, advice="give the user who runs socle the right to read it")
            found.refused.append(refusal_entry(location, problem))
            continue
        if sighting.document_id in have and not again:
            found.known.append(sighting)
        elif sighting.document_id in seen:
            found.copies.append(sighting)
        else:
            seen.add(sighting.document_id)
            found.new.append(sighting)
    return found


def refusal_entry(
    location: str,
    error: ReadError,
    *,
    document_id: str | None = None,
    size: int | None = None,
    modified_at: datetime | None = None,
) -> QuarantineEntry:
    """The quarantine entry for a file that could not be read."""
    return QuarantineEntry(
        location, error.reason, str(error), error.advice, error.retryable, document_id, size, modified_at
    )


def _files(root: Path, found: Found) -> Iterator[Path]:
    """The files below `root` in order of name; what is skipped is counted."""
    home = root.resolve()
    for folder, folders, names in os.walk(root):
        found.skipped += sum(name.startswith(".") or not _is_inside(Path(folder, name), home) for name in folders)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and _is_inside(Path(folder, name), home)
        )
        for name in sorted(names):
            path = Path(folder, name)
            if name.startswith(".") or name.endswith(".part") or not _is_inside(path, home):
                found.skipped += 1
            elif path.is_file():
                yield path


def _is_inside(path: Path, home: Path) -> bool:
    """Whether a path, its links followed, stays below the folder."""
    return not path.is_symlink() or path.resolve().is_relative_to(home)


def _is_same(before: KnownFile, size: int, modified: datetime) -> bool:
    return not before.due and before.size == size and before.modified_at == modified and not before.missing


def _remember(found: Found, before: KnownFile) -> None:
    if before.reason == UnsupportedMediaError.reason:
        found.ignored.append(before.location)
    elif before.reason is not None or before.document_id is None:
        found.waiting.append(before.location)
    else:
        found.known.append(Sighting(before.document_id, before.location, before.size, before.modified_at))


def _digest(path: Path, size: int, limits: Limits) -> str:
    if size == 0:
        raise EmptyFileError(f"{path}: the file is empty", advice="ask for the file again")
    if size > limits.file:
        raise TooLargeError(
            f"{path}: {size:,} bytes, more than the limit of {limits.file:,}",
            advice="split the file or raise SOCLE_LIMITS__FILE",
        )
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
