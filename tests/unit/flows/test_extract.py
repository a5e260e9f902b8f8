"""`socle extract`: records as the annotation guide defines them, and answers to cases."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flows import extract as flow
from flows.extract import Options, answer_case, answer_cases, write_facts


def case(text: object, **keys: object) -> str:
    return json.dumps({"id": "x", "text": text, "language": "en", "published": None} | keys)


def records(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_records_have_the_keys_of_the_guide_and_lead_back_to_the_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    text = "GENEVA, 5 June 2024 – The fund paid US$ 2.5 million to 12 countries.\r\n\r\nContact: press@ilo.org\r\n"
    path.write_bytes(text.encode())
    assert write_facts([path], Options(), as_table=False)
    found = [record for record in records(capsys) if record["kind"] != "link"]
    assert {record["kind"] for record in found} == {"amount", "date", "contact"}
    for record in found:
        assert record["doc"] == "a.txt"
        assert text[record["start"] : record["end"]] == record["text"]
        assert {"path", "page", "boxes", "rule", "confidence", "extractor", "version", "value"} <= record.keys()
    money = next(record["value"] for record in found if record["value"].get("measure") == "money")
    assert (money["currency"], money["low"], money["high"], money["bound"]) == ("USD", "2500000", "2500000", "exact")


def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_bytes(b"")
    good.write_text("The fund paid 3 million euros in 2019.")
    assert not write_facts([bad, good], Options(), as_table=False)
    assert "bad.txt: the file is empty" in (captured := capsys.readouterr()).err
    assert "EUR" in captured.out


def test_the_table_shows_words_and_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("该基金于2019年向12个国家提供了三百万美元。")
    assert write_facts([path], Options(), as_table=True)
    shown = capsys.readouterr().out
    assert "三百万美元" in shown
    assert "3000000" in shown


@pytest.mark.parametrize(
    ("text", "published", "start"),
    [("It was signed on 3 May 2021.", None, "2021-05-03"), ("It was signed yesterday.", "2024-06-05", "2024-06-04")],
)
def test_cases_are_answered(text: str, published: str | None, start: str) -> None:
    answer = answer_case(case(text, published=published))
    assert [fact["value"]["start"] for fact in answer["facts"] if fact["kind"] == "date"] == [start]
    assert "error" not in answer


@pytest.mark.parametrize(
    ("line", "case_id"),
    [
        ("no json", None),
        ('{"text": "no id"}', None),
        ('{"id": "x"}', "x"),
        (case(3), "x"),
        (case("text", published="soon"), "x"),
        ("[]", None),
    ],
)
def test_a_line_that_cannot_be_read_gives_an_error_and_no_facts(line: str, case_id: str | None) -> None:
    answer = answer_case(line)
    assert (answer["id"], answer["facts"]) == (case_id, [])
    assert answer["error"]


def test_cases_go_on_after_a_bad_line_and_the_whole_is_not_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert not answer_cases(["no json", case("In 2019."), "", case("")])
    answers = records(capsys)
    assert [("error" in answer, len(answer["facts"])) for answer in answers] == [(True, 0), (False, 1), (False, 0)]


def test_offsets_of_cases_are_into_the_text_as_given() -> None:
    text = "\ufeff  \u200bIn 2019\u00a0the fund…"
    (fact,) = answer_case(case(text))["facts"]
    assert text[fact["start"] : fact["end"]] == fact["text"] == "2019"


def test_standard_input_can_be_a_file(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import io

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"In 2019 the fund grew."), "utf-8"))
    assert write_facts([Path(flow.STDIN)], Options(), as_table=False)
    assert [record["doc"] for record in records(capsys)] == ["-"]


@pytest.mark.parametrize(("lines", "code"), [('{"id": "a", "text": "In 2019."}\n', 0), ("no json\n", 1)])
def test_the_exit_code_of_cases_says_whether_all_lines_were_read(lines: str, code: int) -> None:
    command = [sys.executable, "-m", "flows", "extract", "--stdin-jsonl"]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert len(done.stdout.splitlines()) == 1


def test_links_follow_as_records_that_any_reader_of_records_can_take(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("In 2023 the project received 3 million euros from the European Commission.")
    assert write_facts([path], Options(), as_table=False)
    found = records(capsys)
    kinds = [record["kind"] for record in found]
    assert "link" in kinds
    assert kinds.index("link") > max(index for index, kind in enumerate(kinds) if kind != "link")
    giver = next(record for record in found if record.get("relation") == "giver")
    text = path.read_text()
    assert text[slice(*giver["from"])] == giver["text"] == text[giver["start"] : giver["end"]] == "3 million euros"
    assert "European Commission" in text[slice(*giver["to"])]
