"""Writes DICTIONARY.md: every table, view and column with its meaning, from a live schema, and example queries."""

from pathlib import Path

import duckdb

from warehouse.ddl import CORE_MODELS
from warehouse.migrate import migrate
from warehouse.query import describe_open
from warehouse.sql import sql_files

PAGE = Path(__file__).with_name("DICTIONARY.md")

_INTRODUCTION = """# Dictionary of the warehouse

Generated from the schema (`python -m warehouse.dictionary`); `socle describe NAME` prints the same for the warehouse at
hand, with the tables of extractors that are installed there.

Analysts use the views of schema `main`: `select * from amounts`. They show facts of canonical versions only, so that
nothing counts twice. Schema `base` holds everything, of every version. Time stamps are in UTC, sums are decimals,
languages BCP 47 tags; `span_start` and `span_end` are code points into `base.texts.text`, the end exclusive.
"""
_SCHEMAS = {"main": "Views for analysts (schema `main`)", "base": "Everything (schema `base`)"}


def render(connection: duckdb.DuckDBPyConnection) -> str:
    """The page for an open warehouse."""
    parts = [_INTRODUCTION]
    for schema, heading in _SCHEMAS.items():
        parts.append(f"## {heading}\n")
        parts.extend(
            _section(connection, f"{thing.schema}.{thing.name}")
            for thing in describe_open(connection)
            if thing.schema == schema
        )
    parts.append("## Questions and their SQL\n")
    parts.extend(f"**{file.title}**\n```sql\n{file.body}\n```\n" for file in sql_files("questions"))
    return "\n".join(parts)


def current() -> str:
    """The page as it ought to be: that of an empty warehouse with the kinds of facts that come with the program."""
    with duckdb.connect(":memory:") as connection:
        migrate(connection, CORE_MODELS)
        return render(connection)


def _section(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    thing, *columns = describe_open(connection, name)
    rows = "\n".join(f"| `{column.column}` | {_type(column.type)} | {_cell(column.comment)} |" for column in columns)
    return f"### {thing.name}\n{thing.comment}.\n\n| column | type | meaning |\n|---|---|---|\n{rows}\n"


def _type(name: str | None) -> str:
    return (name or "").lower().replace("timestamp with time zone", "timestamptz").replace("|", "\\|")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(current(), "utf-8")
