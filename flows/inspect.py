"""What the commands show of a published warehouse: queries, meanings, facts, status."""

import csv
import io
import sys
from pathlib import Path
from typing import Any

from flows.console import write, write_json, write_list, write_pairs, write_table
from schemas.errors import SettingsError
from warehouse.open import open_published
from warehouse.query import Result, arrow_of, describe, find_fact, open_quarantine, run_sql, status

_RUN_COLUMNS = (
    "number", "command", "status", "started_at", "seconds", "documents_new", "documents_unchanged", "quarantined",
    "facts_added", "facts_dropped", "facts_changed",
)  # fmt: skip


def write_query(warehouse: Path, sql: str, how: str) -> None:
    """Run a query and write its rows as a table, CSV, JSON or Parquet (binary, so not to a terminal)."""
    if how == "parquet":
        _write_parquet(warehouse, sql)
        return
    result = run_sql(warehouse, sql)
    if how == "json":
        write_json(_records(result))
    elif how == "csv":
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(result.columns)
        writer.writerows(result.rows)
        write(buffer.getvalue())
    else:
        write_table(result.columns, result.rows)


def write_description(warehouse: Path, name: str | None) -> None:
    """Tables and views with what they mean, or the columns of one."""
    found = describe(warehouse, name)
    if name is None:
        write_table(["name", "meaning"], [(_name_of(entry.schema, entry.name), entry.comment) for entry in found])
        return
    head, *columns = found
    write_table(
        ["column", "type", "meaning"],
        [(column.column, column.type, column.comment) for column in columns],
        title=f"{_name_of(head.schema, head.name)}: {head.comment}",
    )


def write_fact(warehouse: Path, prefix: str) -> None:
    """A fact with its sentence, in which its words stand between » and «."""
    with open_published(warehouse) as connection:
        fact = find_fact(connection, prefix)
    where = fact.provenance
    values = {name: value for name, value in fact.values.items() if value not in (None, [], "")}
    place = f"line {where['line']}" if where["page"] is None else f"page {where['page']}, line {where['line']}"
    marked = _marked(fact.text_before, where["text"], fact.text_after, where["sentence"])
    write_pairs(
        {
            fact.kind: fact.fact_id,
            **values,
            "sentence": marked,
            "file": fact.document.path or "(gone)",
            "place": f"{place}, characters {where['span_start']} to {where['span_end']}",
            "rule": f"{where['rule']} ({where['extractor']} {where['extractor_version']})",
            "confidence": f"{where['confidence']:.2f}",
            "document": f"{fact.document.title or ''} {fact.document.document_id[:12]}".strip(),
        }
    )


def write_status(warehouse: Path, *, as_json: bool) -> None:
    """The last runs, what waits in quarantine, and counts."""
    found = status(warehouse)
    if as_json:
        write_json(
            {
                "runs": _records(found.runs),
                "quarantine": _records(found.quarantine),
                "counts": found.counts,
                "facts": found.facts,
            }
        )
        return
    picked = [found.runs.columns.index(name) for name in _RUN_COLUMNS]
    rows = [[_brief(row[index]) for index in picked] for row in found.runs.rows]
    write_table([name.replace("_", " ") for name in _RUN_COLUMNS], rows, title="last runs")
    write_pairs(found.counts | {f"facts: {kind}": count for kind, count in found.facts.items()}, title="warehouse")
    if found.quarantine.rows:
        write_table(found.quarantine.columns, found.quarantine.rows, title="quarantine (--quarantine lists the files)")


def write_quarantine(warehouse: Path, *, as_json: bool) -> None:
    """What could not be read: file, reason, what to do."""
    found = open_quarantine(warehouse)
    if as_json:
        write_json(_records(found))
    elif found.rows:
        write_list((_open_entry(record) for record in _records(found)), title="in quarantine")
    else:
        write("nothing is in quarantine")


def _write_parquet(warehouse: Path, sql: str) -> None:
    import pyarrow.parquet as pq

    if sys.stdout.isatty():
        raise SettingsError("Parquet is binary", advice="redirect it to a file: … --format parquet > result.parquet")
    table = arrow_of(warehouse, sql)
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    sys.stdout.buffer.write(buffer.getvalue())


def _records(result: Result) -> list[dict[str, Any]]:
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def _open_entry(record: dict[str, Any]) -> tuple[str, dict[str, object]]:
    again = record["next_run"]
    return record["location"], {
        "reason": record["reason"],
        "why": record["message"],
        "what to do": record["advice"],
        "tried": f"{_times(record['attempts'])}, first on {record['first_seen']:%Y-%m-%d %H:%M} UTC",
        "next try": "when the file changes, or by `socle retry`" if again is None else f"run {again}",
    }


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _name_of(schema: str, name: str) -> str:
    return name if schema == "main" else f"{schema}.{name}"


def _brief(value: object) -> object:
    if hasattr(value, "strftime"):
        return f"{value:%Y-%m-%d %H:%M}"
    return round(value, 1) if isinstance(value, float) else value


def _marked(before: str, words: str, after: str, sentence: str) -> str:
    """The sentence with the fact marked; the surroundings tell which of several equal words it is."""
    folded = " ".join(sentence.split())
    words = " ".join(words.split())
    left, right = " ".join(before.split()), " ".join(after.split())
    best, position = -1, -1
    start = folded.find(words)
    while start >= 0:
        score = _common_end(folded[:start].rstrip(), left) + _common_start(folded[start + len(words) :].lstrip(), right)
        if score > best:
            best, position = score, start
        start = folded.find(words, start + 1)
    if position < 0:
        return f"»{words}« ({folded})"
    return f"{folded[:position]}»{words}«{folded[position + len(words) :]}"


def _common_end(first: str, second: str) -> int:
    return _common_start(first[::-1], second[::-1])


def _common_start(first: str, second: str) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count
