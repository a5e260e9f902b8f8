"""An extractor of another package: installed, found, loaded, described, scored; and harmless when it misbehaves."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kit import ROOT, Socle, facts_and_documents

# What it makes once is made in one of the processes that share the tests.
pytestmark = pytest.mark.xdist_group("outside")

MakeSocle = Callable[..., Socle]
NAME = "socle_conventions"
DOCUMENTS: dict[str, str | bytes] = {
    "a.txt": "GENEVA, 21 June 2019 - The Conference adopted Convention No. 190 and gave 3 million dollars.\n",
    "b.txt": "Convention No. 189 has been in force since 5 September 2013; Convention No. 999 does not exist.\n",
}
OWN_TABLES = ("amounts", "dates", "contacts", "programme_mentions", "documents", "texts", "blocks")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip has installed the package."""
    folder = tmp_path_factory.mktemp("outside")
    wheel = folder / f"{NAME}-1.0-py3-none-any.whl"
    info = f"{NAME}-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.write(ROOT / "tests/data/outside" / f"{NAME}.py", f"{NAME}.py")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {NAME}\nVersion: 1.0\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/entry_points.txt", f"[socle.extractors]\nconventions = {NAME}:ConventionExtractor\n")
        archive.writestr(f"{info}/RECORD", "")
    installed = folder / "site"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-index",
            "--no-deps",
            "--target",
            str(installed),
            str(wheel),
        ],
        check=True,
    )
    return installed


@pytest.fixture
def outside(make_socle: MakeSocle, site: Path) -> Socle:
    """A command that has the package, and two documents."""
    socle = make_socle(PYTHONPATH=f"{site}:{ROOT}")
    socle.write(DOCUMENTS)
    return socle


def mentions(socle: Socle) -> list[tuple[object, ...]]:
    return socle.query(
        "select text, convention_number, extractor_version from base.convention_mentions order by convention_number"
    )


def test_its_table_rows_provenance_and_meaning_follow_by_themselves(outside: Socle) -> None:
    report = outside.ingest()
    assert (report["exit_code"], report["facts"]["convention"]["added"]) == (0, 2)
    assert mentions(outside) == [("Convention No. 189", 189, 1), ("Convention No. 190", 190, 1)]
    ((text, span, words),) = outside.query(
        """
        select f.text, f.span_end - f.span_start, substring(t.text, f.span_start + 1, f.span_end - f.span_start)
        from base.convention_mentions f join base.texts t using (document_id) where convention_number = 190
        """
    )
    assert text == words == "Convention No. 190"
    assert span == len("Convention No. 190")
    described = outside.run("describe", "convention_mentions").stdout
    assert "number of the convention" in described
    assert "A convention of the ILO that the document names by its number" in described
    assert outside.query("select reason, text from base.unresolved where kind = 'convention'") == [
        ("unknown_number", "Convention No. 999")
    ]


def test_it_is_scored_like_ours(outside: Socle) -> None:
    words = "Convention No. 190"
    text = str(DOCUMENTS["a.txt"])
    start = text.index(words)
    gold = outside.home / "convention.jsonl"
    record = {"doc": "a.txt", "kind": "convention", "start": start, "end": start + len(words), "text": words}
    gold.write_text(json.dumps(record | {"value": {"number": 190}, "optional": False, "note": None}) + "\n")
    done = outside.run("evaluate", str(gold), "--documents", str(outside.raw), "--format", "json")
    assert done.returncode == 0, done.stderr
    assert "convention" in done.stdout


def test_a_new_version_is_run_over_stored_text_and_nothing_else_is_touched(outside: Socle) -> None:
    outside.ingest()
    before = facts_and_documents(outside)
    for path in outside.raw.iterdir():
        path.unlink()  # the stored text is what is read
    outside.environment["CONVENTIONS_VERSION"] = "2"
    report = outside.ingest()
    assert report["re_extracted"] == 2
    assert report["facts"]["convention"] == {"added": 0, "dropped": 0, "changed": 1}
    assert [row[1:] for row in mentions(outside)] == [(190, 2), (190, 2)]
    after = facts_and_documents(outside)
    assert all(after[table] == before[table] for table in OWN_TABLES)
    assert outside.ingest()["re_extracted"] == 0


@pytest.mark.parametrize("mode", ["raise", "wrong type", "twice", "hang"])
def test_a_misbehaving_extractor_harms_only_its_own_facts(outside: Socle, mode: str) -> None:
    outside.ingest()
    yesterday = mentions(outside)
    outside.environment |= {"CONVENTIONS_VERSION": "2", "CONVENTIONS_MODE": mode, "SOCLE_LIMITS__SECONDS": "5"}
    outside.write({"c.txt": "Convention No. 138 was adopted on 26 June 1973 and 176 countries have ratified it.\n"})
    report = outside.ingest()
    assert report["exit_code"] == 1
    assert report["extractor_errors"] == {"conventions": 3}
    assert report["documents_new"] == 1
    assert mentions(outside) == yesterday, "the facts of yesterday are gone"
    assert outside.query(
        "select count(*) from base.dates d join documents using (document_id) where path like '%c.txt'"
    ) == [(1,)]
    errors = outside.query("select error from base.extractions where extractor = 'conventions' and error is not null")
    assert len(errors) == 3
    # Once it is healthy, its facts of all documents are there.
    outside.environment |= {"CONVENTIONS_VERSION": "3", "CONVENTIONS_MODE": ""}
    assert outside.ingest()["exit_code"] == 0
    assert [row[1] for row in mentions(outside)] == [138, 190, 190]
