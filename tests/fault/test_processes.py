"""Processes killed on purpose: nothing is lost, nothing is left running, the next run finishes the work."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from flows.documents import FileJob
from flows.worker_main import ReadAnswer, Refusal, ShardRequest
from flows.workers import WorkerPool
from schemas.limits import Limits
from tests.kit import Socle, alive, descendants, facts_and_documents, wait_for
from warehouse.ddl import CORE_MODELS
from warehouse.migrate import shard_schemas_of
from warehouse.shards import read_shards

pytestmark = pytest.mark.fault
MakeSocle = Callable[..., Socle]


def workers() -> list[psutil.Process]:
    """Our own worker processes (multiprocessing also keeps a tracker of its own)."""
    return [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())]


def many(count: int) -> dict[str, str | bytes]:
    """Documents of some length, so that a run can be met in the middle."""
    text = "In {year} the fund paid {sum} million euros to {sum} partners, as agreed on 3 March {year}.\n\n"
    return {
        f"{number:03d}.txt": "".join(text.format(year=1980 + number, sum=number + part + 1) for part in range(120))
        for number in range(count)
    }


def test_a_killed_run_leaves_nothing_running_and_the_next_one_finishes(make_socle: MakeSocle) -> None:
    killed = make_socle("killed", prefect=True, SOCLE_BATCH_SIZE="4")
    whole = make_socle("whole", SOCLE_BATCH_SIZE="4")
    killed.write(many(24))
    run = killed.start("ingest", str(killed.raw))
    assert run.stderr
    wait_for(iter(run.stderr.readline, ""), "reading: ")
    family = descendants(run.pid)
    assert family, "no worker and no server was running"
    run.send_signal(signal.SIGKILL)
    run.wait()
    psutil.wait_procs(family, timeout=20)
    assert alive(family) == []
    assert not killed.warehouse.exists()

    report = killed.ingest()
    assert (report["exit_code"], report["documents_new"]) == (0, 24)
    assert killed.query("select status from run_log order by number") == [("crashed",), ("ok",)]
    whole.run("ingest", str(killed.raw))
    assert facts_and_documents(killed) == facts_and_documents(whole)


def test_an_interrupted_run_says_so_and_leaves_nothing_running(make_socle: MakeSocle) -> None:
    socle = make_socle(SOCLE_BATCH_SIZE="4")
    socle.write(many(24))
    run = socle.start("ingest", str(socle.raw))
    assert run.stderr
    wait_for(iter(run.stderr.readline, ""), "reading: ")
    family = descendants(run.pid)
    run.send_signal(signal.SIGINT)
    _, rest = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "Traceback" not in rest
    psutil.wait_procs(family, timeout=20)
    assert alive(family) == []
    assert socle.ingest()["documents_new"] == 24


def test_a_worker_that_dies_takes_only_its_document_along(tmp_path: Path) -> None:
    for name, content in many(6).items():
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    jobs = [FileJob(path, path.name) for path in sorted(tmp_path.glob("*.txt"))]
    seen: list[str] = []

    def kill_after_three(answer: ReadAnswer | Refusal) -> None:
        seen.append(answer.location)
        if len(seen) == 3:
            (worker,) = workers()
            os.kill(worker.pid, signal.SIGKILL)

    request = ShardRequest(tmp_path / "shards", "000000", shard_schemas_of(CORE_MODELS))
    with WorkerPool(1, Limits(), tmp_path / "log", kill_after_three) as pool:
        result = pool.read_batch(jobs, request)
    assert [type(answer) for answer in result.answers] == [ReadAnswer] * 3 + [Refusal] + [ReadAnswer] * 2
    refusal = result.answers[3]
    assert isinstance(refusal, Refusal)
    assert (refusal.error.reason, refusal.error.retryable) == ("crashed", True)
    # The three that were done before the worker died are in the shard all the same.
    (shard,) = read_shards(tmp_path / "shards")
    assert shard.rows["documents"] == 5


@pytest.mark.parametrize(
    ("limits", "reason"),
    [(Limits(seconds=0.001), "timeout"), (Limits(worker_memory=1_000_000), "out_of_memory")],
)
def test_a_document_past_a_limit_is_refused_and_the_worker_replaced(
    tmp_path: Path, limits: Limits, reason: str
) -> None:
    """Limits that no document can keep: the parent kills the worker and says which limit it was."""
    path = tmp_path / "a.txt"
    path.write_text("word " * 1_500_000)
    request = ShardRequest(tmp_path / "shards", "000000", shard_schemas_of(CORE_MODELS))
    with WorkerPool(1, limits, tmp_path / "log") as pool:
        result = pool.read_batch([FileJob(path, "a.txt")], request)
    (answer,) = result.answers
    assert isinstance(answer, Refusal)
    assert answer.error.reason == reason
    assert answer.error.retryable
    assert "a.txt" in str(answer.error)
    assert result.shard is None
    assert workers() == []
