"""A folder in, a published warehouse out; then again, and nothing changes."""

import fcntl
import hashlib
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.kit import TEXTS, Socle, facts_and_documents

MakeSocle = Callable[..., Socle]


def test_new_documents_are_loaded_and_published(socle: Socle) -> None:
    report = socle.ingest()
    assert (report["exit_code"], report["status"], report["documents_new"]) == (0, "ok", 3)
    rows = socle.query("select parse_filename(path), language from documents order by 1")
    assert [row[0] for row in rows] == ["en.txt", "fr.txt", "zh.txt"]
    assert [row[1] for row in rows] == ["en", "fr", "zh-Hans"]


def test_a_second_run_adds_its_row_and_nothing_else(socle: Socle) -> None:
    socle.ingest()
    before = facts_and_documents(socle)
    (seen,) = socle.query("select max(last_seen) from base.sightings")
    report = socle.ingest()
    assert (report["documents_new"], report["documents_unchanged"]) == (0, 3)
    assert facts_and_documents(socle) == before
    assert socle.query("select number, status from run_log order by 1") == [(1, "ok"), (2, "ok")]
    assert socle.query("select max(last_seen) from base.sightings") > [seen]


def test_a_run_without_news_loads_neither_spacy_nor_readers_nor_prefect(socle: Socle) -> None:
    socle.ingest()
    code = (
        "import sys; from flows import cli\n"
        "code = cli.run(lambda **options: cli.app(['ingest', sys.argv[1]], **options))\n"
        "heavy = {'spacy', 'pdfplumber', 'trafilatura', 'docx', 'prefect', 'langdetect'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy or code else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(socle.raw)], env=socle.environ(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_same_files_give_the_same_rows_down_to_the_keys(make_socle: MakeSocle) -> None:
    """Another warehouse, another run, other batches: the same rows."""
    first, second = make_socle("a"), make_socle("b", SOCLE_BATCH_SIZE="1", SOCLE_WORKERS="2")
    first.write(dict(TEXTS))
    first.ingest()
    second.run("ingest", str(first.raw))
    assert facts_and_documents(first) == facts_and_documents(second)


def test_raw_files_are_left_as_they_are(socle: Socle) -> None:
    def state() -> dict[str, tuple[str, int]]:
        return {
            path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
            for path in socle.raw.iterdir()
        }

    before = state()
    socle.ingest()
    assert state() == before


def test_bad_files_are_quarantined_and_the_others_loaded(socle: Socle) -> None:
    socle.write(
        {
            "empty.txt": b"",
            "cut.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
            "noise.pdf": bytes(range(256)) * 40,
            "broken.docx": b"PK\x03\x04" + b"\x00" * 60,
        }
    )
    report = socle.ingest()
    assert report["exit_code"] == 1
    assert report["documents_new"] == 3
    assert {Path(entry["file"]).name for entry in report["quarantined"]} == {
        "empty.txt", "cut.pdf", "noise.pdf", "broken.docx",
    }  # fmt: skip
    assert all(entry["message"] and entry["advice"] for entry in report["quarantined"])
    listed = socle.run("status", "--quarantine")
    assert listed.returncode == 0
    assert "empty.txt" in listed.stdout
    # The next night says what is open and calls itself well: nothing went wrong in it.
    again = socle.ingest()
    assert (again["exit_code"], again["quarantined"]) == (0, [])


def test_a_file_that_was_repaired_leaves_quarantine(socle: Socle) -> None:
    socle.write({"late.txt": b""})
    socle.ingest()
    socle.write({"late.txt": "The fund received 4 million euros in 2022.\n"})
    report = socle.ingest()
    assert report["documents_new"] == 1
    assert socle.query("select count(*) from open_quarantine") == [(0,)]


def test_retry_tries_quarantine_again(socle: Socle) -> None:
    socle.write({"empty.txt": b""})
    socle.ingest()
    done = socle.run("retry")
    assert done.returncode == 1
    assert "empty.txt" in done.stdout
    (socle.raw / "empty.txt").unlink()
    assert socle.run("retry").returncode == 0


def test_a_vanished_file_is_missing_and_its_facts_stay(socle: Socle) -> None:
    socle.ingest()
    facts = socle.query("select count(*) from base.facts")
    (socle.raw / "fr.txt").unlink()
    socle.ingest()
    assert socle.query("select parse_filename(path) from documents where missing") == [("fr.txt",)]
    assert socle.query("select count(*) from base.facts") == facts


def test_a_second_run_at_once_is_told_so(socle: Socle) -> None:
    socle.ingest()
    lock = socle.warehouse.parent / ".ilo" / "lock"
    with lock.open("r+") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        done = socle.run("ingest", str(socle.raw))
    assert done.returncode == 4
    assert "another run" in done.stderr


def test_dry_run_publishes_nothing(socle: Socle) -> None:
    done = socle.run("ingest", str(socle.raw), "--dry-run")
    assert done.returncode == 0
    assert "fr.txt" in done.stdout
    assert not socle.warehouse.exists()


def test_the_console_is_clean(socle: Socle) -> None:
    done = socle.run("ingest", str(socle.raw))
    assert done.returncode == 0
    assert "documents new" in done.stdout
    assert done.stderr.splitlines()[-1] == "reading: 3 of 3"
    assert not {"Traceback", "Warning", "WARNING", "ERROR"} & set(done.stderr.split())


def test_readers_see_one_published_state_at_a_time_all_through_an_ingest(socle: Socle) -> None:
    socle.ingest()
    fresh = subprocess.Popen(
        [sys.executable, "-c", FRESH_READER, str(socle.warehouse), COUNTS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert fresh.stdout
    assert fresh.stdout.readline() == "(3, 3)\n"
    socle.write({f"more{n}.txt": f"In {1990 + n} the fund paid {n + 2} million euros.\n" for n in range(20)})
    with duckdb.connect(str(socle.warehouse), read_only=True) as held:
        run = socle.start("ingest", str(socle.raw))
        held_answers = set()
        while run.poll() is None:
            held_answers.add(held.execute(COUNTS).fetchone())
        output, said = run.communicate()
        held_answers.add(held.execute(COUNTS).fetchone())
    assert run.returncode == 0, output + said
    fresh_answers, _ = fresh.communicate("stop\n", timeout=60)
    assert fresh.returncode == 0
    assert held_answers == {(3, 3)}
    assert set(fresh_answers.split("\n")) - {""} == {"(3, 3)", "(23, 23)"}


COUNTS = "select (select count(*) from documents), (select count(*) from base.texts)"
FRESH_READER = """
import sys, threading, duckdb
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), stop.set()), daemon=True).start()
last = False
while not last:
    last = stop.is_set()
    with duckdb.connect(sys.argv[1], read_only=True) as connection:
        print(connection.execute(sys.argv[2]).fetchone(), flush=True)
"""


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("status",), 3, "no warehouse"),
        (("ingest", "/nowhere/at/all"), 2, "not a folder"),
        (("ingest", "--nonsense"), 2, "No such option"),
        (("sql",), 2, "give a query"),
        (("extract",), 2, "no file is named"),
    ],
)
def test_usage_and_missing_warehouses_have_their_codes(
    socle: Socle, arguments: tuple[str, ...], code: int, words: str
) -> None:
    done = socle.run(*arguments)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_an_sql_error_has_its_code_and_the_warehouse_is_safe_from_queries(socle: Socle) -> None:
    socle.ingest()
    assert socle.run("sql", "select * from nosuch").returncode == 2
    assert socle.run("sql", "delete from base.documents").returncode == 2
    target = socle.home / "leak.csv"
    assert socle.run("sql", f"copy (select 1) to '{target}'").returncode == 2
    assert not target.exists()


def test_a_corrupt_warehouse_is_said(socle: Socle) -> None:
    socle.warehouse.parent.mkdir(parents=True)
    socle.warehouse.write_bytes(zlib.compress(b"no warehouse") * 50)
    done = socle.run("status")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
