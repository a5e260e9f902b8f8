"""Evaluation from files to exit code: on documents of its own, read and extracted for real."""

import json
from pathlib import Path
from typing import Any

import pytest

from extractors import registry
from flows.evaluate import Options, default_gold, evaluate, keys_by_kind
from flows.scoring.choices import By
from flows.scoring.gold import GoldSet, package_folders, read_gold
from schemas.errors import SettingsError

TEXTS = {
    "open.txt": "The agreement was signed in Geneva on 3 March 2017.\n\nThe second phase ends on 9 May 2019.\n",
    "hidden.txt": "The workshop was held in Lima on 7 July 2018, in the presence of the minister of labour.\n",
}


def date_record(doc: str, quote: str, iso: str, **more: Any) -> dict[str, Any]:
    value = {"start": iso, "end": iso, "edtf": iso, "precision": "day", "role": None, "relative": False}
    return {"doc": doc, "kind": "date", "page": None, "quote": quote, "before": "", "after": "", "value": value} | more


def document_record(doc: str, **more: Any) -> dict[str, Any]:
    known = {"doc": doc, "path": doc, "language": "en", "kind": "other", "format": "txt", "title": None}
    return known | {"published": None, "frozen": False} | more


def write_lines(path: Path, records: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two documents, one of them frozen, and gold of which one date is wrong in each."""
    (tmp_path / "raw").mkdir()
    gold = tmp_path / "tests" / "gold"
    gold.mkdir(parents=True)
    for name, text in TEXTS.items():
        (tmp_path / "raw" / name).write_text(text, "utf-8")
    write_lines(gold / "documents.jsonl", [document_record("open.txt"), document_record("hidden.txt", frozen=True)])
    write_lines(
        gold / "date.jsonl",
        [
            date_record("open.txt", "3 March 2017", "2017-03-03"),
            date_record("open.txt", "9 May 2019", "2019-12-31"),
            date_record("open.txt", "11 November 2011", "2011-11-11"),
            date_record("hidden.txt", "7 July 2018", "1999-01-01", note="hidden words"),
        ],
    )
    return tmp_path


def scored(capsys: pytest.CaptureFixture[str], gold: Path, **options: Any) -> dict[str, Any]:
    evaluate([gold], Options(as_json=True, **options))
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    return result


def rows(result: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["kind"], row["half"]): row for row in result["scores"][0]["rows"]}


def test_scores_come_by_kind_and_half(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = rows(scored(capsys, project / "tests" / "gold", by=By.KIND))
    assert result["date", "open"]["detection"]["gold"] == 3
    assert result["date", "open"]["anchors_not_found"] == 1
    assert result["date", "frozen"]["detection"]["gold"] == 1


def test_errors_are_listed_with_their_context(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate([project / "tests" / "gold"], Options(errors=True)) == 0
    out = capsys.readouterr().out
    assert "anchor not found: date in open.txt\n  11 November 2011" in out
    assert "[9 May 2019]" in out


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize("by", list(By))
def test_frozen_documents_never_show_their_errors(
    project: Path, capsys: pytest.CaptureFixture[str], by: By, as_json: bool
) -> None:
    for name in ("", "date.jsonl"):
        evaluate([project / "tests" / "gold" / name], Options(errors=True, by=by, as_json=as_json))
    captured = capsys.readouterr()
    for secret in ("7 July 2018", "1999-01-01", "Lima", "hidden words"):
        assert secret not in captured.out + captured.err


def test_what_cannot_be_read_counts_as_missed_and_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "raw" / "open.txt").unlink()
    (project / "raw" / "hidden.txt").write_bytes(b"\x00\x01\x02" * 1000)
    result = scored(capsys, project / "tests" / "gold")
    assert set(result["scores"][0]["unread"]) == {"open.txt", "hidden.txt"}
    assert rows(result)["date", "open"]["detection"] | {"precision": None} == {
        "gold": 3, "found": 0, "gold_hits": 0, "found_hits": 0, "precision": None, "recall": 0.0, "f1": 0.0,
    }  # fmt: skip
    evaluate([project / "tests" / "gold"])
    assert "open.txt: not read" in capsys.readouterr().err


def test_documents_are_scored_as_a_whole(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = scored(capsys, project / "tests" / "gold")["scores"][0]["documents"]
    assert [row["language"] for row in documents] == [{"right": 1, "of": 1}] * 2


def test_gold_by_offsets_lies_beside_its_corpus(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "raw").rename(project / "corpus")
    record = date_record("open.txt", "", "2017-03-03") | {"quote": None, "start": 38, "end": 50, "text": "3 March 2017"}
    (project / "gold").mkdir()
    write_lines(project / "gold" / "facts.jsonl", [record])
    result = scored(capsys, project / "gold" / "facts.jsonl")
    assert result["scores"][0]["unread"] == {}
    assert rows(result)["date", "open"]["detection"]["gold"] == 1


def test_a_kind_that_no_extractor_finds_is_missed_and_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = project / "tests" / "gold"
    write_lines(gold / "ratio.jsonl", [date_record("open.txt", "second phase", "2019-05-09", kind="ratio")])
    result = scored(capsys, gold / "ratio.jsonl")
    assert rows(result)["ratio", "open"]["detection"]["f1"] == 0.0
    evaluate([gold / "ratio.jsonl"])
    assert "no extractor finds ratio" in capsys.readouterr().err


def test_links_by_anchor_are_resolved_in_the_reading(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = project / "tests" / "gold"
    ends = {"from": {"quote": "3 March 2017"}, "to": {"quote": "Geneva"}}
    lost = {"from": {"quote": "3 March 2017"}, "to": {"quote": "Nairobi"}}
    head = {"doc": "open.txt", "kind": "link", "relation": "place", "value": "CH"}
    write_lines(gold / "link.jsonl", [head | ends, head | lost])
    [row] = [row for row in scored(capsys, gold / "link.jsonl")["scores"][0]["rows"] if row["half"] == "open"]
    assert (row["kind"], row["detection"]["gold"], row["anchors_not_found"]) == ("link", 2, 1)


def test_floors_are_set_held_and_lowered_only_with_a_reason(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, floors = project / "tests" / "gold", project / "tests" / "quality" / "floors.json"
    floors.parent.mkdir()
    assert evaluate([gold], Options(floors=floors, raise_floors=True)) == 0
    assert evaluate([gold]) == 0
    (project / "raw" / "open.txt").write_text("Nothing of the kind, though the text is long enough.\n", "utf-8")
    assert evaluate([gold]) == 1
    assert "below the floor" in capsys.readouterr().err
    with pytest.raises(SettingsError, match="lower floors"):
        evaluate([gold], Options(raise_floors=True))
    assert evaluate([gold], Options(reason="the document was replaced")) == 0
    assert evaluate([gold]) == 0
    assert "the document was replaced" in floors.read_text("utf-8")


def test_a_changed_gold_misses_its_floors(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold, floors = project / "tests" / "gold", project / "tests" / "quality" / "floors.json"
    evaluate([gold], Options(floors=floors, raise_floors=True))
    with (gold / "date.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert evaluate([gold]) == 1
    assert "date.jsonl: the gold has changed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: no JSON"),
        ("[1]", "line 1: no object"),
        ('{"doc": "a", "kind": "date", "value": {}}', "neither a quote nor start and end"),
        ('{"kind": "date", "value": {}, "quote": "a"}', "doc: Field required"),
        ('{"id": "c", "expected": []}', "this is a case"),
    ],
)
def test_what_is_no_gold_is_refused(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "gold.jsonl").write_text(line, "utf-8")
    with pytest.raises(SettingsError, match=message):
        read_gold([tmp_path / "gold.jsonl"])


def test_a_folder_without_gold_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.jsonl"):
        with pytest.raises(SettingsError):
            read_gold([path])


def test_without_gold_the_projects_own_is_scored(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    assert Path("tests/gold") in default_gold()


def test_gold_of_an_outside_package_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gold = tmp_path / "ratio_kit" / "gold"
    gold.mkdir(parents=True)
    (tmp_path / "ratio_kit" / "__init__.py").touch()
    (tmp_path / "ratio_kit" / "ratios.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    assert package_folders(["ratio_kit.ratios"]) == []
    (gold / "letter.txt").write_text("One in ten of them signed the letter of 3 March 2017.\n", "utf-8")
    write_lines(gold / "ratio.jsonl", [date_record("letter.txt", "One in ten", "2017-03-03", kind="ratio")])
    assert package_folders(["ratio_kit.ratios"]) == [gold]
    [found] = read_gold([gold])
    assert found.file_of("letter.txt") == gold / "letter.txt"


def test_cases_have_to_be_named() -> None:
    with pytest.raises(SettingsError, match="no gold"):
        evaluate([], Options(cases=True))


def test_keys_of_every_kind_come_from_the_extractors() -> None:
    assert set(keys_by_kind()) == set(registry.fact_models())


def test_a_document_outside_the_list_is_scored_only_for_its_own_kinds(project: Path) -> None:
    [gold] = read_gold([project / "tests" / "gold"])
    assert gold.covers("open.txt")
    assert not gold.covers("other.txt")
    assert GoldSet(project).covers("other.txt")
