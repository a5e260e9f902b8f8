"""What a run is, what it saw, and what came of it."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class RunStatus(StrEnum):
    """How a run ended; `crashed` is written by the next run over one that never ended."""

    RUNNING = "running"
    OK = "ok"
    WITH_ERRORS = "with_errors"
    FAILED = "failed"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Run:
    """One ingestion. `versions` are the extractors' versions, `orchestrator` says where Prefect's server was."""

    run_id: str
    started_at: datetime
    command: str = "ingest"
    program_version: str = ""
    orchestrator: str = "none"
    roots: tuple[str, ...] = ()
    versions: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def new_id(cls, started_at: datetime) -> str:
        """A new key, lower-case hex SHA-256; two runs never share one."""
        return hashlib.sha256(f"{started_at.isoformat()}\x1f{os.getpid()}".encode() + os.urandom(16)).hexdigest()


@dataclass(frozen=True, slots=True)
class Drop:
    """Things that a stage did not pass on, and why; `reason` is a stable code."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class StageReport:
    """One stage of a run: counts of `unit` (documents, facts …) in, out and dropped, and wall seconds."""

    stage: str
    count_in: int
    count_out: int
    dropped: tuple[Drop, ...] = ()
    seconds: float | None = None
    unit: str = "documents"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A document seen at a path or URL in this run. `size` in bytes; `modified_at` the file's own time stamp."""

    document_id: str
    location: str
    size: int | None = None
    modified_at: datetime | None = None
    source: str = "file"


@dataclass(frozen=True, slots=True)
class QuarantineEntry:
    """A file tried in this run that could not be read. `document_id` is None where its bytes could not be had."""

    location: str
    reason: str
    message: str
    advice: str = ""
    retryable: bool = False
    document_id: str | None = None
    size: int | None = None
    modified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """What the run found under `roots`: every location is read (`sightings`), tried in vain, or left waiting.

    `waiting` names files in quarantine that are still there and were not tried again. What was known under `roots`
    and is in none of the three is marked missing.
    """

    roots: tuple[str, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    quarantined: tuple[QuarantineEntry, ...] = ()
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactCounts:
    """What loading did to the facts of one kind. Facts of documents new to the warehouse are `added`."""

    added: int = 0
    dropped: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What loading did. `facts` is by kind; `re_extracted` counts documents that were known before."""

    documents_new: int = 0
    documents_replaced: int = 0
    re_extracted: int = 0
    facts: Mapping[str, FactCounts] = field(default_factory=dict)
    unresolved: int = 0
    families: int = 0
    pairs_compared: int = 0


@dataclass(frozen=True, slots=True)
class RunReport:
    """How a run ended; counts that only flows knows come in here, those of loading in `load`."""

    status: RunStatus
    finished_at: datetime
    documents_seen: int = 0
    documents_unchanged: int = 0
    quarantined: int = 0
    ignored: int = 0
    load: LoadReport = field(default_factory=LoadReport)
    stages: tuple[StageReport, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What is remembered of a location: in quarantine when `reason` is set, due when it is to be tried again."""

    location: str
    document_id: str | None
    size: int | None
    modified_at: datetime | None
    reason: str | None = None
    due: bool = False
    missing: bool = False
