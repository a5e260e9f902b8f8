"""What a folder holds, and what of it is opened."""

import hashlib
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.scan import Found, Memory, location_of, scan, scan_quarantine
from schemas.errors import SettingsError
from schemas.limits import Limits
from schemas.run import KnownFile

LIMITS = Limits(file=1000)


def known(path: Path, document_id: str | None, reason: str | None = None, *, due: bool = False) -> KnownFile:
    status = path.stat()
    modified = datetime.fromtimestamp(status.st_mtime, UTC)
    return KnownFile(location_of(path), document_id, status.st_size, modified, reason, due=due)


def look(root: Path, *files: KnownFile, documents: tuple[str, ...] = (), again: bool = False) -> Found:
    memory = Memory({file.location: file for file in files}, frozenset(documents))
    return scan(root, memory, LIMITS, again=again)


def names(sightings: list) -> list[str]:
    return [Path(sighting.location).name for sighting in sightings]


def test_the_folder_is_read_recursively_and_dot_files_and_parts_are_skipped(tmp_path: Path) -> None:
    for name in ("a.txt", "deep/er/b.html", ".hidden", "c.pdf.part", ".git/config"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    found = look(tmp_path)
    assert names(found.new) == ["a.txt", "b.html"]
    assert found.skipped == 3


def test_a_link_out_of_the_folder_is_skipped_and_one_inside_is_a_copy(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (tmp_path / "secret.txt").write_text("outside")
    (raw / "a.txt").write_text("inside")
    (raw / "out.txt").symlink_to(tmp_path / "secret.txt")
    (raw / "same.txt").symlink_to(raw / "a.txt")
    found = look(raw)
    assert names(found.new) == ["a.txt"]
    assert names(found.copies) == ["same.txt"]
    assert found.skipped == 1


def test_a_document_is_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one text")
    (tmp_path / "b.txt").write_text("one text")
    found = look(tmp_path)
    assert [sighting.document_id for sighting in found.new] == [hashlib.sha256(b"one text").hexdigest()]
    assert names(found.copies) == ["b.txt"]


def test_an_unchanged_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("text")
    remembered = known(path, "f" * 64)
    found = look(tmp_path, remembered)
    # The id is the remembered one, not that of the bytes: nobody looked at them.
    assert [sighting.document_id for sighting in found.known] == ["f" * 64]
    assert not found.new


@pytest.mark.parametrize("change", [{"size": 3}, {"modified_at": datetime(2000, 1, 1, tzinfo=UTC)}, {"missing": True}])
def test_a_file_that_may_have_changed_is_opened(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("text")
    found = look(tmp_path, replace(known(path, "f" * 64), **change))
    assert [sighting.document_id for sighting in found.new] == [hashlib.sha256(b"text").hexdigest()]


def test_again_reads_what_is_known(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("text")
    key = hashlib.sha256(b"text").hexdigest()
    assert names(look(tmp_path, known(path, key), documents=(key,), again=True).new) == ["a.txt"]


def test_known_bytes_at_a_new_path_are_known(tmp_path: Path) -> None:
    (tmp_path / "moved.txt").write_text("text")
    found = look(tmp_path, documents=(hashlib.sha256(b"text").hexdigest(),))
    assert names(found.known) == ["moved.txt"]


def test_a_forgotten_document_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    memory = Memory({}, forgotten=frozenset({hashlib.sha256(b"text").hexdigest()}))
    found = scan(tmp_path, memory, LIMITS)
    assert (found.new, found.skipped) == ([], 1)


@pytest.mark.parametrize(("content", "reason"), [(b"", "empty"), (b"x" * 1001, "too_large")])
def test_files_that_cannot_be_taken_are_refused_with_a_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    entry = look(tmp_path).refused[0]
    assert entry.reason == reason
    assert str(tmp_path / "a.txt") in entry.message
    assert entry.advice


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("text")
    path.chmod(0)
    entry = look(tmp_path).refused[0]
    assert (entry.reason, entry.retryable) == ("unreadable", True)


def test_quarantine_waits_until_it_is_due(tmp_path: Path) -> None:
    for name in ("waits.txt", "due.txt", "ignored.bin"):
        (tmp_path / name).write_text(name)
    found = look(
        tmp_path,
        known(tmp_path / "waits.txt", None, "timeout"),
        known(tmp_path / "due.txt", None, "timeout", due=True),
        known(tmp_path / "ignored.bin", None, "unsupported"),
    )
    assert [Path(location).name for location in found.waiting] == ["waits.txt"]
    assert names(found.new) == ["due.txt"]
    assert [Path(location).name for location in found.ignored] == ["ignored.bin"]


def test_retry_looks_at_all_of_quarantine_and_at_nothing_else(tmp_path: Path) -> None:
    for name in ("waits.txt", "fine.txt"):
        (tmp_path / name).write_text(name)
    files = [known(tmp_path / "waits.txt", None, "timeout"), known(tmp_path / "fine.txt", "f" * 64)]
    gone = KnownFile(str(tmp_path / "gone.txt"), None, 1, None, "timeout")
    memory = Memory({file.location: file for file in (*files, gone)})
    assert names(scan_quarantine(memory, LIMITS).new) == ["waits.txt"]


def test_a_name_that_is_no_utf8_can_be_written_down(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("text")
    found = look(tmp_path)
    assert found.new[0].location.endswith("caf\\xe9.txt")
    assert found.paths[found.new[0].document_id].read_text() == "text"


def test_what_is_no_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="not a folder"):
        look(tmp_path / "nowhere")
