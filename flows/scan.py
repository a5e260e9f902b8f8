"""Looks through the raw folder: what is new, known or left out. Opens only files that may have changed."""

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
    paths: dict[str, Path] = field(default_factory=dict)
    """Where to read each document in `new`, by its id."""
    known: list[Sighting] = field(default_factory=list)
    refused: list[QuarantineEntry] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    """In quarantine, and not due to be tried again."""
    ignored: list[str] = field(default_factory=list)
    """Of a known type that no reader takes, as an earlier run found."""
    skipped: int = 0
    """Dot files, partial downloads, links that lead out of the folder, and documents that are to be forgotten."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What the warehouse remembers: files by location, ids of its documents, ids of those erased for good."""

    files: Mapping[str, KnownFile]
    documents: frozenset[str] = frozenset()
    forgotten: frozenset[str] = frozenset()


def location_of(path: Path) -> str:
    """How a path is written in sightings: absolute, links in its folders resolved, bytes that are no UTF-8 escaped."""
    return os.fsencode(path.parent.resolve() / path.name).decode("utf-8", "backslashreplace")


def scan(root: Path, memory: Memory, limits: Limits, *, again: bool = False) -> Found:
    """Look through `root` recursively.

    A file whose size and time stamp are those remembered is not opened; with `again` every file is opened and counts as
    new. Raises `SettingsError` where `root` is no folder.
    """
    if not root.is_dir():
        raise SettingsError(f"{root} is not a folder", advice="name the folder that holds the documents")
    found = Found()
    for path in _files(root, found):
        _look_at(path, found, memory, limits, again=again)
    return found


def scan_quarantine(memory: Memory, limits: Limits) -> Found:
    """Look at the files in quarantine that are still there, whether or not they are due."""
    found = Found()
    files = {
        location: file
        for location, file in memory.files.items()
        if file.reason is not None and file.reason != UnsupportedMediaError.reason and Path(location).is_file()
    }
    for location in sorted(files):
        _look_at(Path(location), found, Memory({}, memory.documents, memory.forgotten), limits, again=False)
    return found


def _look_at(path: Path, found: Found, memory: Memory, limits: Limits, *, again: bool) -> None:
    location = location_of(path)
    size: int | None = None
    modified: datetime | None = None
    try:
        status = path.stat()
        size, modified = status.st_size, datetime.fromtimestamp(status.st_mtime, UTC)
        before = memory.files.get(location)
        if before and not again and _is_same(before, size, modified):
            _remember(found, before)
        else:
            sighting = Sighting(_digest(path, size, limits), location, size, modified)
            _sort_in(found, sighting, path, memory, again=again)
    except ReadError as error:
        found.refused.append(refusal_entry(location, error, size=size, modified_at=modified))
    except OSError as error:
        problem = access_error(location, error)
        found.refused.append(refusal_entry(location, problem, size=size, modified_at=modified))


def access_error(location: str, error: OSError) -> AccessError:
    """What is said of a file or folder that the file system does not give."""
    return AccessError(
        f"{location}: {error.strerror or error}", advice="give the user who runs socle the right to read it"
    )


def _sort_in(found: Found, sighting: Sighting, path: Path, memory: Memory, *, again: bool) -> None:
    key = sighting.document_id
    if key in memory.forgotten:
        found.skipped += 1
    elif key in memory.documents and not again:
        found.known.append(sighting)
    elif key in found.paths:
        found.copies.append(sighting)
    else:
        found.paths[key] = path
        found.new.append(sighting)


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

    def refuse(error: OSError) -> None:
        location = location_of(Path(error.filename))
        found.refused.append(refusal_entry(location, access_error(location, error)))

    for folder, folders, names in os.walk(root, onerror=refuse):
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
