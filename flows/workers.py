"""Worker processes: each reads one document at a time under limits; one that hangs, swells or dies takes only it along.

A worker keeps the rows of its batch until it is told to write the shard. If it is lost before that, the documents that
were already done are read again by its successor.
"""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from queue import SimpleQueue

import psutil

from flows.documents import FileJob, TextJob
from flows.worker_main import Answer, Progress, ReadAnswer, Refusal, ShardRequest, serve
from schemas.errors import OutOfMemoryError, ReadError, SocleError, TimedOutError, WorkerDiedError
from schemas.limits import Limits

# How often a worker's memory is looked at while it reads, in seconds.
_WATCH = 0.05
# A worker that keeps more than this share of its memory limit between documents is replaced.
_RETIRE_SHARE = 0.7
# Starting a worker imports spaCy and the readers; on a loaded machine that takes a while.
_START_SECONDS = 120.0
# An extractor that did not come to an end on this many documents of a run is not run on the others.
_STRIKES = 3


Job = FileJob | TextJob


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What came of the documents of one batch, in their order: an answer, or the error that quarantines the file."""

    answers: tuple[ReadAnswer | Refusal, ...]
    shard: Path | None


class _Worker:
    """The parent's handle on one worker process."""

    def __init__(self, process: SpawnProcess, connection: Connection, limits: Limits) -> None:
        self.process = process
        self.connection = connection
        self.limits = limits
        self.stage = ""
        self._ready = False
        self._watched = psutil.Process(process.pid)

    def ask(self, request: Job | ShardRequest) -> Answer:
        """Send a request and wait for its answer; raises a `ReadError` and kills the worker where a limit is passed."""
        self.stage = ""
        try:
            self._get_ready()
            self.connection.send(request)
            return self._wait(request)
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            self.kill()
            raise WorkerDiedError(
                f"{_name(request)}: the process that read it died (exit code {self.process.exitcode})",
                advice="look at the file; `socle retry` tries it again",
            ) from error

    def _get_ready(self) -> None:
        """Wait until the worker has loaded its libraries and rules; raises the `SocleError` that keeps it from that."""
        if self._ready:
            return
        if not self.connection.poll(_START_SECONDS):
            self.kill()
            raise WorkerDiedError(f"a worker was not ready after {_START_SECONDS:g} s", advice="is the machine busy?")
        message = self.connection.recv()
        if isinstance(message, SocleError):
            raise message
        self._ready = True

    def _wait(self, request: Job | ShardRequest) -> Answer:
        deadline = time.monotonic() + (self.limits.seconds if not isinstance(request, ShardRequest) else _START_SECONDS)
        while True:
            if self.connection.poll(_WATCH):
                message: Answer = self.connection.recv()
                if not isinstance(message, Progress):
                    return message
                self.stage = message.stage
            elif time.monotonic() > deadline:
                self.kill()
                raise TimedOutError(
                    f"{_name(request)}: not done after {self.limits.seconds:g} s ({self.stage or 'reading'})",
                    advice="look at the file, or raise SOCLE_LIMITS__SECONDS",
                )
            elif self.memory() > self.limits.worker_memory:
                self.kill()
                raise OutOfMemoryError(
                    f"{_name(request)}: needs more than {self.limits.worker_memory // 1_000_000} MB",
                    advice="look at the file, or raise SOCLE_LIMITS__WORKER_MEMORY",
                )

    def memory(self) -> int:
        """Resident bytes; 0 where the process is gone."""
        try:
            return int(self._watched.memory_info().rss)
        except psutil.Error:
            return 0

    def kill(self) -> None:
        """End the process at once."""
        self.process.kill()
        self.process.join()
        self.connection.close()


class WorkerPool:
    """A fixed number of workers, handed out a batch at a time. Use as a context manager; safe to use from threads."""

    def __init__(
        self, size: int, limits: Limits, log: Path, on_document: Callable[[ReadAnswer | Refusal], None] = lambda _: None
    ) -> None:
        self.limits = limits
        self.on_document = on_document
        self._log = log
        self._size = size
        self._idle: SimpleQueue[_Worker | None] = SimpleQueue()
        self._all: set[_Worker] = set()
        self._strikes: dict[str, int] = {}
        # Workers die with the thread that made them (see `processes`): this one lasts as long as the pool.
        self._maker = ThreadPoolExecutor(1, thread_name_prefix="socle-workers")

    def __enter__(self) -> "WorkerPool":
        for _ in range(self._size):
            self._idle.put(None)
        return self

    def __exit__(self, *_: object) -> None:
        for worker in tuple(self._all):
            worker.kill()
        self._all.clear()
        self._maker.shutdown()

    def warm_up(self) -> None:
        """Start the workers before they are needed; they import their libraries meanwhile."""
        waiting = [self._idle.get() for _ in range(self._size)]
        for worker in waiting:
            self._idle.put(worker or self._start())

    def read_batch(self, jobs: Sequence[Job], request: ShardRequest) -> BatchResult:
        """Read every document of a batch and write its shard. A file that cannot be read gives a `Refusal`."""
        answers: list[ReadAnswer | Refusal] = []
        done: list[Job] = []
        with self._worker() as slot:
            for job in jobs:
                answer, as_read = self._read(slot, job, done)
                answers.append(answer)
                if isinstance(answer, ReadAnswer):
                    done.append(as_read)
                self.on_document(answer)
            shard = self._write(slot, request, done)
        return BatchResult(tuple(answers), shard)

    @property
    def struck(self) -> dict[str, int]:
        """Extractors that did not come to an end, and on how many documents."""
        return dict(self._strikes)

    def _read(self, slot: "_Slot", job: Job, done: Sequence[Job]) -> tuple[ReadAnswer | Refusal, Job]:
        """The answer for one document, and the job as it was carried out: without extractors that hung on it."""
        job = replace(job, withheld=self._withheld(job))
        try:
            answer = slot.worker.ask(job)
        except ReadError as error:
            hung = slot.worker.stage.removeprefix("extract:") if slot.worker.stage.startswith("extract:") else ""
            self._replace(slot, done)
            if hung and hung not in job.withheld:
                self._strikes[hung] = self._strikes.get(hung, 0) + 1
                return self._read(slot, replace(job, withheld=(*job.withheld, hung)), done)
            return Refusal(job.location, error), job
        assert isinstance(answer, ReadAnswer | Refusal)
        return answer, job

    def _write(self, slot: "_Slot", request: ShardRequest, done: Sequence[Job]) -> Path | None:
        if not done:
            return None
        try:
            answer = slot.worker.ask(request)
        except ReadError:
            self._replace(slot, done)
            answer = slot.worker.ask(request)
        if isinstance(answer, SocleError):
            raise answer
        assert isinstance(answer, Path)
        return answer

    def _withheld(self, job: Job) -> tuple[str, ...]:
        struck = {name for name, strikes in self._strikes.items() if strikes >= _STRIKES}
        return tuple(sorted({*job.withheld, *struck}))

    def _replace(self, slot: "_Slot", done: Sequence[Job]) -> None:
        """Put a new worker in the place of one that is lost, and let it read again what was done."""
        self._all.discard(slot.worker)
        slot.worker = self._start()
        for job in done:
            slot.worker.ask(job)

    @contextmanager
    def _worker(self) -> Iterator["_Slot"]:
        slot = _Slot(self._idle.get() or self._start())
        try:
            yield slot
        finally:
            if slot.worker.memory() > self.limits.worker_memory * _RETIRE_SHARE:
                slot.worker.kill()
            alive = slot.worker.process.is_alive()
            if not alive:
                self._all.discard(slot.worker)
            self._idle.put(slot.worker if alive else None)

    def _start(self) -> _Worker:
        worker = self._maker.submit(_start_worker, self.limits, self._log).result()
        self._all.add(worker)
        return worker


@dataclass
class _Slot:
    worker: _Worker


def _start_worker(limits: Limits, log: Path) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, os.getpid(), str(log), limits), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours, limits)


def _name(request: Job | ShardRequest) -> str:
    return request.location if not isinstance(request, ShardRequest) else request.batch_id
