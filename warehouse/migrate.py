"""Brings a warehouse up to this program: numbered migrations, fact tables from the models, views."""

import hashlib
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.errors import WarehouseError
from schemas.facts.base import Fact
from warehouse import ddl
from warehouse.ddl import FactModels, literal, quote
from warehouse.shards import SHARD_TABLES, ShardSchemas
from warehouse.sql import sql_files, table_exists, transaction
from warehouse.views import rebuild_views, view_statements

_FIRST = """
create schema if not exists base;
create table if not exists base.migrations (
    name varchar not null primary key,
    sha256 varchar not null,
    applied_at timestamptz not null
);
comment on table base.migrations is 'One row a change of the schema that this file has seen';
comment on column base.migrations.name is 'a migration, the table of a kind of fact, or the views';
comment on column base.migrations.sha256 is 'of its statements';
comment on column base.migrations.applied_at is 'when, UTC';
"""
_TABLE = "table "
_VIEWS = "views"


def migrate(connection: duckdb.DuckDBPyConnection, models: FactModels) -> list[str]:
    """Apply what is missing and name it. Each change and its row are one transaction.

    Raises `WarehouseError` where the file was written by a newer program, or a migration was edited after the fact.
    """
    if not table_exists(connection, "base", "migrations"):
        with transaction(connection):
            connection.execute(_FIRST)
    refuse_newer(connection)
    models = ddl.with_core(models)
    applied = _applied(connection)
    changes = [(file.name, _sha([file.text]), [file.text]) for file in sql_files("migrations")]
    done = [name for name, sha, statements in changes if _apply(connection, applied, name, sha, statements)]
    for model in models.values():
        statements = ddl.create_table(model)
        name, sha = f"{_TABLE}{model.table}", _sha(statements)
        if applied.get(name) != sha:
            _make_table(connection, model, name, sha)
            done.append(name)
    statements = view_statements(connection)
    if applied.get(_VIEWS) != _sha(statements):
        with transaction(connection):
            rebuild_views(connection, statements)
            _record(connection, _VIEWS, _sha(statements))
        done.append(_VIEWS)
    return done


def refuse_newer(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise `WarehouseError` for a file that is no warehouse, or has migrations that this program does not know."""
    if not table_exists(connection, "base", "migrations"):
        raise WarehouseError("this DuckDB file is not a Socle warehouse")
    known = {file.name: _sha([file.text]) for file in sql_files("migrations")}
    for name, sha in _applied(connection).items():
        if name.startswith(_TABLE) or name == _VIEWS:
            continue
        if name not in known:
            raise WarehouseError(
                f"this warehouse was written by a newer version (it has the migration {name})",
                advice="install that version, or a later one",
            )
        if known[name] != sha:
            raise WarehouseError(f"the migration {name} is not the one that this warehouse has seen")


def shard_schemas(connection: duckdb.DuckDBPyConnection) -> ShardSchemas:
    """The Arrow schema of each table that shards hold, without the run's column."""
    tables = [row[0] for row in connection.execute("select table_name from base.fact_tables order by 1").fetchall()]
    return {table: arrow_schema(connection, f"base.{quote(table)}") for table in (*SHARD_TABLES, *tables)}


def arrow_schema(connection: duckdb.DuckDBPyConnection, table: str) -> pa.Schema:
    """The Arrow schema of a table's rows, without `run_id`: taken from an empty Parquet file that DuckDB writes."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "empty.parquet"
        connection.execute(f"copy (select * exclude (run_id) from {table} limit 0) to {literal(str(path))}")
        return pq.read_schema(path)


def shard_schemas_of(models: FactModels) -> ShardSchemas:
    """The same for a warehouse that is not open, or not there yet."""
    return _schemas_of(tuple(sorted(models.items())))


@cache
def _schemas_of(models: tuple[tuple[str, type[Fact]], ...]) -> ShardSchemas:
    with duckdb.connect(":memory:") as connection:
        migrate(connection, dict(models))
        return shard_schemas(connection)


def _applied(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(connection.execute("select name, sha256 from base.migrations").fetchall())


def _apply(
    connection: duckdb.DuckDBPyConnection, applied: dict[str, str], name: str, sha: str, statements: Iterable[str]
) -> bool:
    if name in applied:
        return False
    with transaction(connection):
        for statement in statements:
            connection.execute(statement)
        _record(connection, name, sha)
    return True


def _make_table(connection: duckdb.DuckDBPyConnection, model: type[Fact], name: str, sha: str) -> None:
    with transaction(connection):
        if table_exists(connection, "base", model.table):
            statements = ddl.alter_table(model, _columns_of(connection, model.table))
        else:
            statements = ddl.create_table(model)
        for statement in statements:
            connection.execute(statement)
        connection.execute(
            "insert or replace into base.fact_tables (kind, table_name) values (?, ?)", [model.kind, model.table]
        )
        _record(connection, name, sha)


def _columns_of(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    query = """
        select column_name, data_type from information_schema.columns
        where table_schema = 'base' and table_name = ? and table_catalog = current_database()
    """
    return dict(connection.execute(query, [table]).fetchall())


def _record(connection: duckdb.DuckDBPyConnection, name: str, sha: str) -> None:
    connection.execute("insert or replace into base.migrations values (?, ?, now())", [name, sha])


def _sha(statements: Iterable[str]) -> str:
    return hashlib.sha256("\n;\n".join(statements).encode()).hexdigest()
