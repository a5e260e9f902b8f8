"""The SQL files of this package, and small helpers on a connection."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import duckdb

from schemas.errors import LoadError


@dataclass(frozen=True, slots=True)
class SqlFile:
    """One file: its name without `.sql`, and its text."""

    name: str
    text: str

    @property
    def title(self) -> str:
        """The comment on top: what it is for, or the question it answers."""
        lines = []
        for line in self.text.splitlines():
            if not line.startswith("--"):
                break
            lines.append(line.removeprefix("--").strip())
        return " ".join(lines)

    @property
    def body(self) -> str:
        """The text without the comment on top."""
        return re.sub(r"\A(?:--[^\n]*\n)+\s*", "", self.text).strip()


@cache
def sql_files(folder: str) -> tuple[SqlFile, ...]:
    """The files of `migrations`, `views`, `checks` or `questions`, by name."""
    found = [
        SqlFile(entry.name.removesuffix(".sql"), entry.read_text("utf-8"))
        for entry in files(__package__).joinpath(folder).iterdir()
        if entry.name.endswith(".sql")
    ]
    return tuple(sorted(found, key=lambda file: file.name))


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All of the statements inside, or none of them; raises `LoadError` where DuckDB refuses one."""
    try:
        connection.execute("begin transaction")
        yield
        connection.execute("commit")
    except BaseException as error:
        with suppress(duckdb.Error):
            connection.execute("rollback")
        if isinstance(error, duckdb.Error):
            raise LoadError(f"the warehouse could not be written: {error}") from error
        raise


def checkpoint(connection: duckdb.DuckDBPyConnection) -> None:
    """Write everything into the database file itself; raises `LoadError`."""
    try:
        connection.execute("checkpoint")
    except duckdb.Error as error:
        raise LoadError(f"the warehouse could not be written: {error}") from error


def scalar(connection: duckdb.DuckDBPyConnection, query: str, parameters: object = None) -> int:
    """The one number that a query gives."""
    row = first(connection, query, parameters)
    return int(row[0]) if row and row[0] is not None else 0


def first(connection: duckdb.DuckDBPyConnection, query: str, parameters: object = None) -> tuple[Any, ...] | None:
    """The only row of a query's result, or None. Not `fetchone`: DuckDB 2 wants a result read to its end."""
    rows = connection.execute(query, parameters).fetchall()
    return rows[0] if rows else None


def table_exists(connection: duckdb.DuckDBPyConnection, schema: str, name: str) -> bool:
    """Whether a table or view of that name is there."""
    query = "select count(*) from information_schema.tables where table_schema = ? and table_name = ?"
    return scalar(connection, f"{query} and table_catalog = current_database()", [schema, name]) > 0
