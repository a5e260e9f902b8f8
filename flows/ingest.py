"""The ingestion: a folder in, a published warehouse out. The flow's body reads like the list of stages."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from threading import Lock

import duckdb

from extractors import fingerprint, links, registry
from extractors.catalogue import load_catalogue
from flows.console import ProgressLine, say
from flows.documents import FileJob, TextJob
from flows.orchestrate import NONE, conduct
from flows.scan import Found, Memory, refusal_entry, scan, scan_quarantine
from flows.settings import Settings
from flows.tasks import DirectRunner, Runner
from flows.worker_main import ReadAnswer, Refusal, ShardRequest
from flows.workers import Job, WorkerPool
from schemas.errors import UnsupportedMediaError
from schemas.run import (
    Drop,
    LoadReport,
    QuarantineEntry,
    Run,
    RunReport,
    RunStatus,
    Scan,
    Sighting,
    StageReport,
)
from warehouse.load import load_run
from warehouse.lock import writer_lock
from warehouse.migrate import shard_schemas
from warehouse.open import Writer, open_writer
from warehouse.paths import WarehousePaths
from warehouse.publish import publish
from warehouse.rows import load_document
from warehouse.runs import begin_run, finish_run
from warehouse.shards import document_ids, leftover_shards, read_shards, remove_shards
from warehouse.state import forgotten_documents, known_documents, known_files, stale_extractions


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What people and schedulers are told of a run."""

    run: Run
    report: RunReport
    found: Found
    quarantined: tuple[QuarantineEntry, ...]
    facts: dict[str, int]
    """Facts by kind that this run's documents gave."""
    extractor_errors: dict[str, int]
    """Documents on which an extractor failed, by extractor."""
    orchestrator: str
    """Where Prefect's server was: own, configured (and where), or none (and why)."""
    seconds: float

    @property
    def has_errors(self) -> bool:
        """Whether something of this run was quarantined or an extractor failed."""
        return self.report.status is not RunStatus.OK


def plan(raw: Path, settings: Settings, *, again: bool = False) -> Found:
    """What an ingestion of `raw` would read; nothing is written but the writer's own file where there was none."""
    paths = WarehousePaths(settings.warehouse.absolute())
    with writer_lock(paths), open_writer(paths, registry.fact_models()) as writer:
        connection = writer.connection
        return scan(raw, _memory(connection), settings.limits, again=again)


def ingest(raw: Path, settings: Settings, *, again: bool = False) -> IngestResult:
    """Ingest what is new in `raw`, publish, and tell what happened.

    Raises `LockedError` where another run writes to the warehouse, `SettingsError` where `raw` is no folder; any other
    `SocleError` means that the run failed and nothing was published.
    """

    def look(memory: Memory) -> Found:
        return scan(raw, memory, settings.limits, again=again)

    return _carry_out(settings, "ingest", look, roots=(str(raw.resolve()),), again=again)


def retry(settings: Settings) -> IngestResult | None:
    """Try every file in quarantine that is still there again; None where there is none. Raises as `ingest` does."""

    def look(memory: Memory) -> Found:
        return scan_quarantine(memory, settings.limits)

    paths = WarehousePaths(settings.warehouse.absolute())
    with writer_lock(paths), open_writer(paths, registry.fact_models()) as writer:
        found = look(_memory(writer.connection))
        if not (found.new or found.refused or found.known):
            return None
    return _carry_out(settings, "retry", look)


def _carry_out(
    settings: Settings,
    command: str,
    look: Callable[[Memory], Found],
    *,
    roots: tuple[str, ...] = (),
    again: bool = False,
) -> IngestResult:
    paths = WarehousePaths(settings.warehouse.absolute())
    with writer_lock(paths), open_writer(paths, registry.fact_models()) as writer:
        for note in writer.notes:
            say(note)
        ingestion = _Ingestion(look, settings, paths, writer, command, roots, again=again)
        try:
            return ingestion.carry_out()
        except BaseException as error:
            ingestion.fail(error)
            raise


@dataclass(frozen=True, slots=True)
class _Stored:
    """A document that is extracted again from its stored text, which is loaded with its batch."""

    document_id: str
    only: frozenset[str]


@dataclass
class _Ingestion:
    """One run: its stages, each callable by Prefect or without, each harmless to call a second time."""

    look: Callable[[Memory], Found]
    settings: Settings
    paths: WarehousePaths
    writer: Writer
    command: str
    roots: tuple[str, ...]
    again: bool = False
    started: float = field(default_factory=time.monotonic)
    orchestrator: str = NONE
    answers: list[ReadAnswer | Refusal] = field(default_factory=list)
    stages: list[StageReport] = field(default_factory=list)
    loaded: LoadReport | None = None
    published: bool = False

    def __post_init__(self) -> None:
        self.versions = {name: member.version for name, member in registry.extractor_classes().items()}
        self.versions[links.NAME] = links.VERSION
        started_at = datetime.now(UTC)
        self.run = Run(
            Run.new_id(started_at),
            started_at,
            command=self.command,
            program_version=version("socle"),
            roots=self.roots,
            versions=self.versions,
        )
        self.stamp = _stamp(self.run)
        self.done: set[int] = set()
        self.read_lock = Lock()

    def carry_out(self) -> IngestResult:
        """The whole run."""
        begin_run(self.writer.connection, self.run)
        self.scan_folder()
        with WorkerPool(
            min(self.settings.workers, max(1, len(self.batches))),
            self.settings.limits,
            self.paths.logs / "workers.log",
            self._on_answer,
        ) as self.pool, ProgressLine("reading", len(self.jobs)) as self.progress:  # fmt: skip
            self._conduct()
        return self._result()

    def stages_in_order(self, runner: Runner) -> None:
        """The flow."""
        runner.each("read-batch", self.read_batch, range(len(self.batches)))
        runner.once("load-shards", self.load_shards)
        runner.once("publish-snapshot", self.publish_snapshot)

    def scan_folder(self) -> None:
        """See what is there, and cut what is to be done into batches."""
        connection = self.writer.connection
        began = time.monotonic()
        self.found = self.look(_memory(connection))
        self.leftover = [] if self.again else leftover_shards(self.paths.shards, self.stamp)
        at_hand = {document_id for shard in self.leftover for document_id in document_ids(shard)}
        self.jobs: list[FileJob | _Stored] = [
            FileJob(self.found.paths[sighting.document_id], sighting.location, self.settings.limits)
            for sighting in self.found.new
            if sighting.document_id not in at_hand
        ]
        self.jobs += self._stored_again(connection)
        size = self.settings.batch_size
        self.batches = [self.jobs[start : start + size] for start in range(0, len(self.jobs), size)]
        self.schemas = shard_schemas(connection)
        files = self.found
        drops = _drops({"ignored": len(files.ignored), "skipped": files.skipped, "waiting": len(files.waiting)})
        drops += _drops(Counter(entry.reason for entry in files.refused))
        seen = len(files.new) + len(files.copies) + len(files.known)
        self._report("scan", seen + sum(drop.count for drop in drops), seen, drops, began)

    def read_batch(self, number: int) -> None:
        """Read, identify, fingerprint and extract the documents of a batch, and write their shard."""
        if number in self.done:
            return
        request = ShardRequest(self.paths.run_shards(self.run.run_id), f"{number:06d}", self.schemas, self.stamp)
        with self.writer.connection.cursor() as cursor:
            jobs: list[Job] = [
                TextJob(load_document(cursor, job.document_id), job.only) if isinstance(job, _Stored) else job
                for job in self.batches[number]
            ]
        result = self.pool.read_batch(jobs, request)
        with self.read_lock:
            self.answers += result.answers
            self.done.add(number)

    def load_shards(self) -> None:
        """Load every shard, the sightings and the quarantine in one transaction; group near-identical versions."""
        if self.loaded is not None:
            return
        self._report("read", len(self.jobs), self._count_read(), self._read_drops(), self.reading_since)
        began = time.monotonic()
        shards = [*self.leftover, *read_shards(self.paths.run_shards(self.run.run_id))]
        self.loaded = load_run(
            self.writer.connection,
            self.run,
            shards,
            scan=self._scan_to_record(),
            verify=fingerprint.verify,
            programmes=[programme.model_dump() | {"verified": programme.verified} for programme in load_catalogue()],
            again=self.again,
        )
        rows = sum(sum(shard.rows.values()) for shard in shards)
        self._report("load", rows, rows, (), began, unit="rows")

    def publish_snapshot(self) -> None:
        """Check what was loaded and put it before the analysts."""
        if self.published:
            return
        began = time.monotonic()
        finish_run(self.writer, replace(self.run, orchestrator=self.orchestrator), self._run_report())
        publish(self.writer, self.run)
        remove_shards(self.paths.shards)
        self.published = True
        self._report("publish", 1, 1, (), began, unit="snapshots")

    def fail(self, error: BaseException) -> None:
        """Record a run that did not publish; the shards stay for the next."""
        report = RunReport(
            RunStatus.FAILED, datetime.now(UTC), stages=tuple(self.stages), note=f"{type(error).__name__}: {error}"
        )
        try:
            finish_run(self.writer, self.run, report)
        except Exception as problem:  # noqa: BLE001 - the first error is the one to raise
            say(f"the failed run could not be recorded: {problem}")

    def _conduct(self) -> None:
        self.reading_since = time.monotonic()
        if not self.jobs:
            # Nothing new: neither Prefect nor the workers are loaded.
            self.stages_in_order(DirectRunner(1))
            return
        conduct(
            self.stages_in_order,
            self.settings,
            name=self.run.run_id[:12],
            tell=self._note_orchestrator,
            meanwhile=self.pool.warm_up,
        )

    def _note_orchestrator(self, name: str) -> None:
        self.orchestrator = name

    def _stored_again(self, connection: duckdb.DuckDBPyConnection) -> list["_Stored"]:
        """Documents that an extractor of a newer version is to see again."""
        fresh = {sighting.document_id for sighting in self.found.new}
        stale = stale_extractions(connection, self.versions)
        return [_Stored(key, frozenset(names)) for key, names in stale.items() if key not in fresh]

    def _on_answer(self, answer: ReadAnswer | Refusal) -> None:
        self.progress.advance()

    def _count_read(self) -> int:
        return sum(isinstance(answer, ReadAnswer) for answer in self.answers)

    def _read_drops(self) -> tuple[Drop, ...]:
        return _drops(Counter(answer.error.reason for answer in self.answers if isinstance(answer, Refusal)))

    def _report(
        self, stage: str, came: int, went: int, drops: tuple[Drop, ...], began: float, unit: str = "documents"
    ) -> None:
        self.stages.append(StageReport(stage, came, went, drops, time.monotonic() - began, unit))

    def _scan_to_record(self) -> Scan:
        """Every location with what became of it; a document that could not be read takes its copies along."""
        by_location = {sighting.location: sighting for sighting in (*self.found.new, *self.found.copies)}
        refusals = {answer.location: answer.error for answer in self.answers if isinstance(answer, Refusal)}
        refused_ids = {
            by_location[location].document_id: error for location, error in refusals.items() if location in by_location
        }
        read: list[Sighting] = []
        quarantined = list(self.found.refused)
        for sighting in by_location.values():
            error = refused_ids.get(sighting.document_id)
            if error is None:
                read.append(sighting)
            else:
                quarantined.append(
                    refusal_entry(
                        sighting.location,
                        error,
                        document_id=sighting.document_id,
                        size=sighting.size,
                        modified_at=sighting.modified_at,
                    )
                )
        self.quarantined = tuple(quarantined)
        waiting = (*self.found.waiting, *self.found.ignored)
        return Scan(self.run.roots, (*self.found.known, *read), self.quarantined, waiting)

    def _run_report(self) -> RunReport:
        refused = [entry for entry in self.quarantined if entry.reason != UnsupportedMediaError.reason]
        ignored = len(self.quarantined) - len(refused) + len(self.found.ignored)
        failed = bool(refused or self.writer.notes) or any(map(_failed, self.answers))
        return RunReport(
            RunStatus.WITH_ERRORS if failed else RunStatus.OK,
            datetime.now(UTC),
            documents_seen=len(self.found.new) + len(self.found.copies) + len(self.found.known),
            documents_unchanged=len(self.found.known),
            quarantined=len(refused),
            ignored=ignored,
            load=self.loaded or LoadReport(),
            stages=tuple(self.stages),
        )

    def _result(self) -> IngestResult:
        facts: Counter[str] = Counter()
        errors: Counter[str] = Counter()
        for answer in self.answers:
            if isinstance(answer, ReadAnswer):
                facts.update(answer.facts)
            errors.update(dict.fromkeys(_errors_of(answer), 1))
        return IngestResult(
            self.run,
            self._run_report(),
            self.found,
            tuple(entry for entry in self.quarantined if entry.reason != UnsupportedMediaError.reason),
            dict(facts),
            dict(errors),
            self.orchestrator,
            time.monotonic() - self.started,
        )


def _memory(connection: duckdb.DuckDBPyConnection) -> Memory:
    return Memory(
        known_files(connection), frozenset(known_documents(connection)), frozenset(forgotten_documents(connection))
    )


def _errors_of(answer: ReadAnswer | Refusal) -> Mapping[str, str]:
    return answer.extractor_errors if isinstance(answer, ReadAnswer) else {}


def _failed(answer: ReadAnswer | Refusal) -> bool:
    if isinstance(answer, Refusal):
        return answer.error.reason != UnsupportedMediaError.reason
    return bool(answer.extractor_errors)


def _drops(counts: Mapping[str, int]) -> tuple[Drop, ...]:
    return tuple(Drop(reason, count) for reason, count in sorted(counts.items()) if count)


def _stamp(run: Run) -> str:
    """What made the shards of a run: shards of another program or of other extractors are not loaded."""
    parts = [run.program_version, *(f"{name}={number}" for name, number in sorted(run.versions.items()))]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
