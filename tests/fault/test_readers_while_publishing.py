"""Readers in another process never meet a lock, and every answer is of one published state."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.warehouse_kit import document_of, load, money, open_test_writer, rows_of, run_of
from warehouse.publish import publish

pytestmark = pytest.mark.fault
ROOT = Path(__file__).parents[2]

QUERY = "select (select count(*) from run_log), (select count(*) from documents), (select count(*) from amounts)"
READER = f"""
import json, select, sys
import duckdb
from pathlib import Path
from warehouse.open import open_published

path, kind, answers = Path(sys.argv[1]), sys.argv[2], []
held = open_published(path) if kind == "held" else None
print("open", flush=True)
while not select.select([sys.stdin], [], [], 0.02)[0]:
    connection = held or (open_published(path) if kind == "new" else duckdb.connect(str(path), read_only=True))
    answers.append(connection.execute({QUERY!r}).fetchall()[0])
    if not held:
        connection.close()
print(json.dumps(answers), flush=True)
"""
KINDS = ("held", "new", "any client")


def start(path: Path, kind: str) -> "subprocess.Popen[str]":
    """A process that asks again and again: on one connection, or on a new one each time."""
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(path), kind],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "open\n"
    return reader


def test_readers_see_one_state_or_the_next(tmp_path: Path) -> None:
    runs, readers = 6, {}
    with open_test_writer(tmp_path) as writer:
        for number in range(1, runs + 1):
            document = document_of(f"It cost {number} USD.")
            load(writer, run_of(number), [rows_of(document, [money(document, f"{number} USD", str(number))])])
            publish(writer)
            if number == 1:
                readers = {kind: start(writer.paths.published, kind) for kind in KINDS}
    for kind, reader in readers.items():
        output, errors = reader.communicate("stop\n", timeout=120)
        assert reader.returncode == 0, errors
        seen = [tuple(answer) for answer in json.loads(output)]
        assert set(seen) <= {(number, number, number) for number in range(1, runs + 1)}
        assert seen == sorted(seen)
        assert (set(seen) == {(1, 1, 1)}) is (kind == "held")
