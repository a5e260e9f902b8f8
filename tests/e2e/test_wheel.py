"""An installed wheel works from any directory, with its rules and SQL."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.kit import ROOT, TEXTS

# What it makes once is made in one of the processes that share the tests.
pytestmark = pytest.mark.xdist_group("wheel")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as pip would unpack it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("socle-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(site: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "SOCLE_"))}
    environment |= {"PYTHONPATH": str(site), "SOCLE_USE_PREFECT": "false", "SOCLE_WORKERS": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_holds_what_the_program_reads_and_nothing_of_a_run(unpacked: Path) -> None:
    files = {str(path.relative_to(unpacked)) for path in unpacked.rglob("*") if path.is_file()}
    for folder, ending in (("extractors/rules", "*.yaml"), ("warehouse", "**/*.sql")):
        wanted = {str(path.relative_to(ROOT)) for path in (ROOT / folder).glob(ending)}
        assert wanted
        assert wanted <= files
    assert not [
        name for name in files if name.endswith((".duckdb", ".pyc", ".wal")) or name.startswith(("raw/", "tests/"))
    ]
    assert any(name.endswith("entry_points.txt") for name in files)


def test_it_ingests_and_answers_from_another_directory(unpacked: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, text in TEXTS.items():
        (raw / name).write_text(text, "utf-8")
    where = run(unpacked, tmp_path, "-c", "import flows, warehouse; print(flows.__file__, warehouse.__file__)")
    assert where.stdout.count(str(unpacked)) == 2
    done = run(unpacked, tmp_path, "-m", "flows", "ingest")
    assert done.returncode == 0, done.stderr
    asked = run(unpacked, tmp_path, "-m", "flows", "sql", "select count(*) as n from documents", "--format", "csv")
    assert asked.stdout == "n\n3\n"
