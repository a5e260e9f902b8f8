"""Ten questions of analysts on the sample documents: their SQL, the rows they give, and the page that shows both.

`SOCLE_REWRITE_GOLDEN=1` writes rows and page anew; the difference is reviewed like code.
"""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.kit import ROOT, Socle
from warehouse.query import Result, run_sql
from warehouse.sql import SqlFile, sql_files

# What it makes once is made in one of the processes that share the tests.
pytestmark = pytest.mark.xdist_group("samples")

GOLDEN = ROOT / "tests/golden/questions"
PAGE = ROOT / "warehouse/QUESTIONS.md"
REWRITE = os.environ.get("SOCLE_REWRITE_GOLDEN") == "1"
QUESTIONS = sql_files("questions")
HEAD = """# Ten questions

What analysts ask, on the sample documents of `raw/`. Made and checked by `tests/e2e/test_questions.py`;
`socle sql --file warehouse/questions/01_largest_sums.sql` asks the first.
"""
SHOWN = 6
WIDEST = 70


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Socle:
    """The sample documents, ingested."""
    home = tmp_path_factory.mktemp("samples")
    socle = Socle(home, home / "state", {"SOCLE_USE_PREFECT": "false"})
    shutil.copytree(ROOT / "raw", socle.raw)
    report = socle.ingest()
    assert (report["exit_code"], report["documents_new"]) == (0, 30), report
    return socle


def rows_of(result: Result) -> list[dict[str, Any]]:
    """The rows in a form that can be kept: decimals and dates as strings."""
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    plain: list[dict[str, Any]] = json.loads(json.dumps(rows, default=str, ensure_ascii=False))
    return plain


def page_of(answers: dict[SqlFile, list[dict[str, Any]]]) -> str:
    """The page with every question, its SQL and the first of its rows."""
    parts = [HEAD]
    for number, (question, rows) in enumerate(answers.items(), 1):
        more = f"\n… {len(rows)} rows in all.\n" if len(rows) > SHOWN else ""
        parts.append(f"## {number}. {question.title}\n```sql\n{question.body}\n```\n{_table(rows[:SHOWN])}{more}")
    return "\n".join(parts)


def _table(rows: list[dict[str, Any]]) -> str:
    lines = [" | ".join(rows[0]), " | ".join("---" for _ in rows[0])]
    lines += [" | ".join(_cell(value) for value in row.values()) for row in rows]
    return "".join(f"| {line} |\n" for line in lines)


def _cell(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    text = text.removesuffix(".000000").replace("|", "¦").replace("\n", " ")
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"


def test_there_are_ten() -> None:
    assert len(QUESTIONS) >= 10
    assert all(question.title.endswith("?") for question in QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_gives_its_rows(samples: Socle, question: SqlFile) -> None:
    rows = rows_of(run_sql(samples.warehouse, question.text))
    golden = GOLDEN / f"{question.name}.json"
    if REWRITE:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    assert rows, "an analyst who asks this gets nothing"
    assert rows == [json.loads(line) for line in golden.read_text("utf-8").splitlines()]


def test_the_page_shows_them(samples: Socle) -> None:
    page = page_of({question: rows_of(run_sql(samples.warehouse, question.text)) for question in QUESTIONS})
    if REWRITE:
        PAGE.write_text(page, "utf-8")
    assert PAGE.read_text("utf-8") == page


def test_golden_files_are_not_left_in_rewriting() -> None:
    assert not (REWRITE and os.environ.get("CI")), "SOCLE_REWRITE_GOLDEN is set: nothing is compared"


def test_every_table_and_view_is_named_with_its_meaning(samples: Socle) -> None:
    for schema in ("main", "base"):
        silent = run_sql(
            samples.warehouse,
            f"""
            select table_name, column_name from duckdb_columns()
            where schema_name = '{schema}' and not internal and coalesce(comment, '') = ''
            """,
        ).rows
        assert silent == []


def test_a_query_may_come_from_a_file(samples: Socle, tmp_path: Path) -> None:
    file = tmp_path / "q.sql"
    file.write_text("select count(*) as n from documents")
    done = samples.run("sql", "--file", str(file), "--format", "json")
    assert json.loads(done.stdout) == [{"n": 30}]


@pytest.mark.parametrize("how", ["table", "csv", "json"])
def test_results_have_the_form_that_is_asked_for(samples: Socle, how: str) -> None:
    done = samples.run("sql", "select 1.50::decimal(38,6) as amount, 'a,b' as words", "--format", how)
    assert done.returncode == 0
    assert {"table": "a,b", "csv": '1.500000,"a,b"\n', "json": '"words": "a,b"'}[how] in done.stdout


def test_a_fact_can_be_walked_back_to_its_words(samples: Socle) -> None:
    ((fact_id, text, path),) = samples.query(
        "select fact_id, text, path from amounts where measure = 'money' and page is not null order by fact_id limit 1"
    )
    shown = samples.run("show", fact_id[:16])
    assert shown.returncode == 0
    assert f"»{' '.join(text.split())}«" in " ".join(shown.stdout.replace("│", " ").split())
    assert Path(path).name in shown.stdout
    assert samples.run("show", "nothing").returncode == 2


def test_versions_shows_the_family_and_the_words_that_differ(samples: Socle) -> None:
    done = samples.run("versions", "fr-brochure-socles-v2.txt", "--format", "json")
    family = json.loads(done.stdout)
    assert {Path(version["path"]).stem for version in family["versions"]} == {
        "fr-brochure-socles-v1", "fr-brochure-socles-v2",
    }  # fmt: skip
    assert any(change["old"] != change["new"] for version in family["versions"] for change in version["changes"])
    assert samples.query("select count(*) from (select family_id from documents group by 1 having count(*) > 1)") == [
        (1,)
    ]
