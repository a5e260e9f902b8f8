"""A run killed at any statement of loading, or step of publishing, is wholly in or out, and the next one heals."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse_kit import address, contents, document_of, load, mention, money, open_test_writer, rows_of, run_of
from warehouse.open import open_published
from warehouse.publish import publish, run_checks
from warehouse.rows import Rows
from warehouse.sql import scalar

pytestmark = pytest.mark.fault
ROOT = Path(__file__).parents[2]
KILLED = -9
DOCUMENTS = [document_of(f"Better Work costs {number} USD, ask a{number}@ilo.org. " * 9) for number in range(1, 6)]

LOADING = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from tests.fault.test_warehouse_killed import batches
from tests.warehouse_kit import load, open_test_writer, run_of

class Deadly:
    def __init__(self, connection, left):
        self.connection, self.left = connection, left
    def execute(self, *arguments):
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return self.connection.execute(*arguments)
    def __getattr__(self, name):
        return getattr(self.connection, name)

writer = open_test_writer(Path(sys.argv[1]))
deadly = Deadly(writer.connection, int(sys.argv[2]))
load(replace(writer, connection=deadly), run_of(2), batches()[1:])
print(deadly.left)
"""

PUBLISHING = """
import os, signal, sys
from pathlib import Path
import warehouse.publish
from tests.warehouse_kit import open_test_writer

def die(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)

owner = {"replace": Path}.get(sys.argv[2], warehouse.publish)
with open_test_writer(Path(sys.argv[1])) as writer:
    setattr(owner, sys.argv[2], die)
    warehouse.publish.publish(writer)
"""


def batches() -> list[Rows]:
    """Rows of five documents, a batch each."""
    return [
        rows_of(
            document,
            [
                money(document, f"{number} USD", str(number)),
                address(document, f"a{number}@ilo.org"),
                mention(document, "Better Work", "better-work"),
            ],
        )
        for number, document in enumerate(DOCUMENTS, start=1)
    ]


def child(code: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def prepare(root: Path) -> bytes:
    """A warehouse with one document, published; the bytes of the published file."""
    with open_test_writer(root) as writer:
        load(writer, run_of(1), batches()[:1])
        publish(writer)
    return (root / "ilo.duckdb").read_bytes()


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Any, ...]]]:
    """What the warehouse holds when nothing goes wrong."""
    with open_test_writer(tmp_path_factory.mktemp("whole")) as writer:
        load(writer, run_of(1), batches()[:1])
        load(writer, run_of(2), batches()[1:])
        return contents(writer)


@pytest.fixture(scope="module")
def statements(tmp_path_factory: pytest.TempPathFactory) -> int:
    """Number of statements of such a run."""
    root = tmp_path_factory.mktemp("count")
    prepare(root)
    done = child(LOADING, root, 100_000)
    assert done.returncode == 0, done.stderr
    return 100_000 - int(done.stdout)


@pytest.mark.parametrize("share", [0.02, 0.4, 0.6, 0.8, 0.9, 0.95, 0.97, 0.99])
def test_a_batch_is_wholly_in_or_wholly_out(
    tmp_path: Path, share: float, statements: int, uninterrupted: dict[str, list[tuple[Any, ...]]]
) -> None:
    published = prepare(tmp_path)
    with open_test_writer(tmp_path) as writer:
        before = contents(writer)
    assert child(LOADING, tmp_path, int(statements * share)).returncode == KILLED
    assert (tmp_path / "ilo.duckdb").read_bytes() == published
    with open_test_writer(tmp_path) as writer:
        assert writer.notes == ()
        assert contents(writer) in (before, uninterrupted)
        run_checks(writer.connection)
        load(writer, run_of(3), batches())
        assert contents(writer) == uninterrupted
        publish(writer)
    with open_published(tmp_path / "ilo.duckdb") as connection:
        assert scalar(connection, "select count(*) from documents") == len(DOCUMENTS)


@pytest.mark.parametrize(
    "step", ["run_checks", "_copy_database", "_verify", "replace", "_swap", "write_manifest", "_drop_others"]
)
def test_publishing_that_is_killed_leaves_one_state_or_the_other(tmp_path: Path, step: str) -> None:
    prepare(tmp_path)
    with open_test_writer(tmp_path) as writer:
        load(writer, run_of(2), batches()[1:])
    assert child(PUBLISHING, tmp_path, step).returncode == KILLED
    with open_published(tmp_path / "ilo.duckdb") as connection:
        assert scalar(connection, "select count(*) from documents") in (1, len(DOCUMENTS))
    with open_test_writer(tmp_path) as writer:
        assert writer.notes == ()
        publish(writer)
        kept = {path.name for path in writer.paths.snapshots.iterdir()}
    with open_published(tmp_path / "ilo.duckdb") as connection:
        assert scalar(connection, "select count(*) from documents") == len(DOCUMENTS)
    assert all(name.endswith(".duckdb") for name in kept)
    assert {path.name for path in tmp_path.iterdir()} == {"ilo.duckdb", ".ilo"}
