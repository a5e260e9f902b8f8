"""Where documents are seen and missed, and how long a file stays in quarantine."""

from pathlib import Path

import pytest

from schemas.run import QuarantineEntry, Scan, Sighting
from tests.warehouse_kit import document_of, load, open_test_writer, rows_of, run_of
from warehouse.open import Writer
from warehouse.runs import begin_run
from warehouse.state import known_files

ONE, TWO = document_of("one"), document_of("two 二")


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    return open_test_writer(tmp_path)


def seen(**places: str) -> Scan:
    """A scan of raw/ that found documents at places."""
    return Scan(("raw",), tuple(Sighting(document, f"raw/{name}.txt", 3) for name, document in places.items()))


def sightings(writer: Writer) -> list[tuple[str, int, int, int | None]]:
    """Location, and the days of January on which a document was first and last seen and first missed there."""
    return writer.connection.execute(
        """
        select parse_filename(location), day(first_seen), day(last_seen), day(missing_since)
        from base.sightings order by location, first_seen
        """
    ).fetchall()


def test_a_document_is_seen_at_each_of_its_places(writer: Writer) -> None:
    load(writer, run_of(1), [rows_of(ONE)], scan=seen(a=ONE.id, b=ONE.id))
    assert sightings(writer) == [("a.txt", 6, 6, None), ("b.txt", 6, 6, None)]
    assert known_files(writer.connection)["raw/a.txt"].document_id == ONE.id


def test_seeing_it_again_moves_one_time_stamp(writer: Writer) -> None:
    load(writer, run_of(1), [rows_of(ONE)], scan=seen(a=ONE.id))
    load(writer, run_of(2), [], scan=seen(a=ONE.id))
    assert sightings(writer) == [("a.txt", 6, 7, None)]


def test_a_file_that_vanished_is_missing_and_its_facts_stay(writer: Writer) -> None:
    load(writer, run_of(1), [rows_of(ONE), rows_of(TWO)], scan=seen(a=ONE.id, b=TWO.id))
    load(writer, run_of(2), [], scan=seen(b=TWO.id))
    load(writer, run_of(3), [], scan=seen(b=TWO.id))
    assert sightings(writer) == [("a.txt", 6, 6, 7), ("b.txt", 6, 8, None)]
    assert known_files(writer.connection)["raw/a.txt"].missing
    rows = writer.connection.execute("select path, missing from documents order by path").fetchall()
    assert rows == [("raw/a.txt", True), ("raw/b.txt", False)]


def test_a_file_that_came_back_is_there(writer: Writer) -> None:
    load(writer, run_of(1), [rows_of(ONE)], scan=seen(a=ONE.id))
    load(writer, run_of(2), [], scan=seen())
    load(writer, run_of(3), [], scan=seen(a=ONE.id))
    assert sightings(writer) == [("a.txt", 6, 8, None)]


def test_a_run_on_another_folder_misses_nothing(writer: Writer) -> None:
    load(writer, run_of(1), [rows_of(ONE)], scan=seen(a=ONE.id))
    for root in ("other", "ra", "raw/sub"):
        load(writer, run_of(2), [], scan=Scan((root,)))
    assert sightings(writer) == [("a.txt", 6, 6, None)]


def test_a_file_with_new_content_is_another_document(writer: Writer) -> None:
    load(writer, run_of(1), [rows_of(ONE)], scan=seen(a=ONE.id))
    load(writer, run_of(2), [rows_of(TWO)], scan=seen(a=TWO.id))
    assert sightings(writer) == [("a.txt", 6, 6, 7), ("a.txt", 7, 7, None)]
    assert known_files(writer.connection)["raw/a.txt"].document_id == TWO.id


def failed(*, document: str | None = ONE.id, retryable: bool = True) -> Scan:
    entry = QuarantineEntry("raw/a.txt", "timeout", "took 61 s", "split it", retryable, document, 3)
    return Scan(("raw",), quarantined=(entry,))


def entry_of(writer: Writer) -> tuple[str, int, int | None, str | None]:
    row = writer.connection.execute("select status, attempts, next_run, closed_reason from base.quarantine").fetchall()
    assert len(row) == 1
    return row[0]


def test_a_file_is_tried_again_after_one_three_and_seven_runs(writer: Writer) -> None:
    attempted = []
    for number in range(1, 20):
        run = run_of(number)
        begin_run(writer.connection, run)
        known = known_files(writer.connection).get("raw/a.txt")
        writer.connection.execute("delete from base.runs where run_id = ?", [run.run_id])
        if known is None or known.due:
            attempted.append(number)
            load(writer, run, [], scan=failed())
        else:
            load(writer, run, [], scan=Scan(("raw",), waiting=("raw/a.txt",)))
    assert attempted == [1, 2, 5, 12]
    assert entry_of(writer) == ("open", 4, None, None)
    row = writer.connection.execute("select day(first_seen), day(last_seen) from open_quarantine").fetchall()
    assert row == [(6, 24)]


def test_what_cannot_be_helped_is_not_tried_again(writer: Writer) -> None:
    load(writer, run_of(1), [], scan=failed(retryable=False))
    assert entry_of(writer) == ("open", 1, None, None)
    assert not known_files(writer.connection)["raw/a.txt"].due


def test_a_changed_file_starts_anew(writer: Writer) -> None:
    load(writer, run_of(1), [], scan=failed())
    load(writer, run_of(2), [], scan=failed())
    load(writer, run_of(3), [], scan=failed(document=TWO.id))
    assert entry_of(writer) == ("open", 1, 4, None)


def test_a_file_that_was_read_leaves_quarantine(writer: Writer) -> None:
    load(writer, run_of(1), [], scan=failed())
    load(writer, run_of(2), [rows_of(ONE)], scan=seen(a=ONE.id))
    assert entry_of(writer) == ("closed", 1, None, "read")
    assert known_files(writer.connection)["raw/a.txt"].reason is None
    load(writer, run_of(3), [], scan=failed(document=TWO.id))
    assert entry_of(writer) == ("open", 1, 4, None)


def test_a_file_that_vanished_leaves_quarantine(writer: Writer) -> None:
    load(writer, run_of(1), [], scan=failed())
    load(writer, run_of(2), [], scan=Scan(("other",)))
    assert entry_of(writer)[0] == "open"
    load(writer, run_of(3), [], scan=Scan(("raw",)))
    assert entry_of(writer) == ("closed", 1, None, "vanished")


def test_bytes_that_could_not_be_had_have_no_document(writer: Writer) -> None:
    load(writer, run_of(1), [], scan=failed(document=None))
    load(writer, run_of(2), [], scan=failed(document=None))
    known = known_files(writer.connection)["raw/a.txt"]
    assert (known.document_id, known.reason) == (None, "timeout")
    assert entry_of(writer)[1] == 2
