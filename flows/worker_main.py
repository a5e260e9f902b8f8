"""The inside of a worker process: reads documents as it is told, and writes the shard of its batch."""

import contextlib
import importlib
import os
import resource
import signal
import time
import traceback
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from flows.documents import FileJob, TextJob
from flows.processes import die_with_parent
from schemas.errors import OutOfMemoryError, ReadError, SocleError
from schemas.limits import Limits
from warehouse.rows import Rows
from warehouse.shards import ShardSchemas

# Address space that libraries map and hardly touch. Beyond it a worker may ask for twice its resident limit: a bomb
# that allocates gigabytes at once is refused by the kernel before the parent's next look.
_MAPPED = 2_000_000_000


READY = "ready"


@dataclass(frozen=True, slots=True)
class Progress:
    """Sent while a document is read: what is being done, so that a watcher knows what hangs."""

    stage: str


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """A document that was read; its rows stay in the worker until the shard is written."""

    location: str
    document_id: str
    size: int | None = None
    modified_at: datetime | None = None
    facts: dict[str, int] = field(default_factory=dict)
    unresolved: int = 0
    warnings: tuple[str, ...] = ()
    extractor_errors: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that could not be read, and why."""

    location: str
    error: ReadError


@dataclass(frozen=True, slots=True)
class ShardRequest:
    """Write the rows kept since the last shard."""

    directory: Path
    batch_id: str
    schemas: ShardSchemas
    stamp: str = ""


Answer = Progress | ReadAnswer | Refusal | Path | SocleError


def serve(connection: Connection, parent: int, log: str, limits: Limits) -> None:
    """Answer requests until the connection closes. Whatever libraries print goes to `log`."""
    die_with_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _print_to(log)
    space = _MAPPED + 2 * limits.worker_memory
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    worker = _Reading(connection)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        connection.send(_get_ready())
        while True:
            request = connection.recv()
            connection.send(worker.write(request) if isinstance(request, ShardRequest) else worker.read(request))


def _get_ready() -> Progress | SocleError:
    """Import what reading needs and load the rules: a document's time is its own. A rule that is broken is said."""
    try:
        from extractors.pipeline import load_pipeline

        importlib.import_module("flows.documents")
        load_pipeline()
    except SocleError as error:
        return error
    return Progress(READY)


class _Reading:
    """The rows of the batch that is being read."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: Rows = {}

    def read(self, job: FileJob | TextJob) -> ReadAnswer | Refusal:
        try:
            return self._read(job) if isinstance(job, FileJob) else self._extract_again(job)
        except ReadError as error:
            return Refusal(job.location, error)
        except MemoryError:
            message = f"{job.location}: needs more memory than a worker may have"
            return Refusal(job.location, OutOfMemoryError(message, advice="look at the file"))
        except Exception as error:  # noqa: BLE001 - one document must not stop the night
            traceback.print_exc()
            message = f"{job.location}: {type(error).__name__}: {error}"
            return Refusal(job.location, ReadError(message, advice="look at the file; the log has the details"))

    def write(self, request: ShardRequest) -> Path | SocleError:
        from warehouse.shards import write_shard

        try:
            return write_shard(request.directory, request.batch_id, self._rows, request.schemas, stamp=request.stamp)
        except SocleError as error:
            return error
        finally:
            self._rows = {}

    def _read(self, job: FileJob) -> ReadAnswer:
        from flows.documents import document_facts, read_document, read_file, read_rows

        started = time.monotonic()
        self._tell("read")
        raw = read_file(job.path, job.limits)
        modified = datetime.fromtimestamp(job.path.stat().st_mtime, UTC)
        document = read_document(raw)
        rows = read_rows(document, len(raw.data))
        found = document_facts(document, withheld=job.withheld, on_start=self._tell_extractor)
        self._keep(rows)
        self._keep(found.rows)
        return ReadAnswer(
            job.location,
            document.id,
            len(raw.data),
            modified,
            found.facts,
            found.unresolved,
            document.warnings,
            found.errors,
            time.monotonic() - started,
        )

    def _extract_again(self, job: TextJob) -> ReadAnswer:
        from flows.documents import document_facts

        started = time.monotonic()
        found = document_facts(job.document, only=job.only, withheld=job.withheld, on_start=self._tell_extractor)
        self._keep(found.rows)
        return ReadAnswer(
            job.location,
            job.document.id,
            facts=found.facts,
            unresolved=found.unresolved,
            extractor_errors=found.errors,
            seconds=time.monotonic() - started,
        )

    def _keep(self, rows: Rows) -> None:
        for table, new in rows.items():
            self._rows.setdefault(table, []).extend(new)

    def _tell_extractor(self, name: str) -> None:
        self._tell(f"extract:{name}")

    def _tell(self, stage: str) -> None:
        self._connection.send(Progress(stage))


def _print_to(log: str) -> None:
    """Send what libraries print, in Python or in C, to a file."""
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    os.close(handle)
