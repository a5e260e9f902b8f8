"""The views: those of `views/*.sql`, and one generated for each table of facts."""

import re
from collections.abc import Iterable
from graphlib import TopologicalSorter

import duckdb

from warehouse.ddl import PROVENANCE, Column, comment_on, literal, quote
from warehouse.sql import sql_files

_OF_DOCUMENT = (
    Column("family_id", "varchar", False, "family of near-identical versions, of which only this one is counted"),
    Column("title", "varchar", True, "title of the document"),
    Column("path", "varchar", True, "path or URL where the document was seen last"),
    Column("document_kind", "varchar", False, "brochure, press_release or other"),
    Column("document_language", "varchar", True, "main language of the document, BCP 47 tag"),
    Column("published_date", "date", True, "date of publication of the document"),
)
"""What the view of a fact table adds from `main.documents`."""

_COUNTED_ONCE = " (of canonical versions only: facts are counted once a family)"
_PLACE = ("page", "line", "language", "text", "sentence")
_ORIGIN = ("rule", "confidence", "extractor", "extractor_version", "span_start", "span_end", "boxes")
_COMMON = {column.name: column for column in PROVENANCE}
_SOURCES = {"document_kind": "kind", "document_language": "language"}


def view_statements(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The statements that make every view with its comments, each view after those it reads."""
    made = {f"main.{file.name}": [file.text] for file in sql_files("views")}
    tables = _fact_tables(connection)
    made["base.facts"] = _all_facts(list(tables))
    for (_, table), (comment, columns) in tables.items():
        made.setdefault(f"main.{table}", _fact_view(table, comment, columns))
    order = TopologicalSorter({name: _reads(name, statements, made) for name, statements in made.items()})
    return [statement for name in order.static_order() for statement in made[name]]


def rebuild_views(connection: duckdb.DuckDBPyConnection, statements: Iterable[str]) -> None:
    """Drop every view and make them anew; `create or replace` alone would leave views of tables that went."""
    old = connection.execute(
        "select schema_name, view_name from duckdb_views() where not internal and database_name = current_database()"
    ).fetchall()
    for schema, name in old:
        connection.execute(f"drop view if exists {quote(schema)}.{quote(name)}")
    for statement in statements:
        connection.execute(statement)


def _reads(name: str, statements: Iterable[str], made: Iterable[str]) -> set[str]:
    named = set(re.findall(r"\b(?:from|join)\s+((?:main|base)\.\w+)", " ".join(statements)))
    return (named & set(made)) - {name}


def _fact_tables(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], tuple[str, list[Column]]]:
    """Comment and own columns of each fact table, by kind and name: from the catalogue, so also of extractors gone."""
    tables = connection.execute(
        """
        select f.kind, f.table_name, t.comment
        from base.fact_tables f join duckdb_tables() t using (table_name)
        where t.schema_name = 'base' and t.database_name = current_database()
        order by f.table_name
        """
    ).fetchall()
    return {(kind, name): (comment or kind, _own_columns(connection, name)) for kind, name, comment in tables}


def _own_columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[Column]:
    found = connection.execute(
        """
        select column_name, data_type, is_nullable, comment
        from duckdb_columns()
        where schema_name = 'base' and table_name = ? and database_name = current_database()
        order by column_index
        """,
        [table],
    ).fetchall()
    fixed = {*_COMMON, "run_id"}
    return [Column(name, kind, null, comment or "") for name, kind, null, comment in found if name not in fixed]


def _fact_view(table: str, comment: str, own: list[Column]) -> list[str]:
    """A view of one fact table: facts of canonical versions, each with its document and place."""
    taken = {column.name for column in own}
    selected = ["f.fact_id", "f.document_id", *(f"f.{quote(column.name)}" for column in own)]
    commented = [_COMMON["fact_id"], _COMMON["document_id"], *own]
    for column in _OF_DOCUMENT:
        name = f"document_{column.name}" if column.name in taken else column.name
        selected.append(f"d.{_SOURCES.get(column.name, column.name)} as {quote(name)}")
        commented.append(Column(name, column.type, column.nullable, column.comment))
    for name in (*_PLACE, *_ORIGIN):
        selected.append(f"f.{name}")
        commented.append(_COMMON[name])
    view = f"main.{quote(table)}"
    select = ",\n    ".join(selected)
    joined = f"from base.{quote(table)} f\njoin main.documents d using (document_id)\nwhere d.canonical"
    return [
        f"create or replace view {view} as\nselect\n    {select}\n{joined}",
        f"comment on view {view} is {literal(comment + _COUNTED_ONCE)}",
        *(comment_on(view, column) for column in commented),
    ]


def _all_facts(tables: Iterable[tuple[str, str]]) -> list[str]:
    """The view of the facts of every kind, what they have in common."""
    names = [column.name for column in PROVENANCE if column.name != "boxes"] + ["run_id"]
    columns = ", ".join(names)
    union = "\nunion all by name\n".join(
        f"select {literal(kind)} as kind, {literal(table)} as table_name, {columns} from base.{quote(table)}"
        for kind, table in tables
    )
    view = "base.facts"
    kinds = Column("kind", "varchar", False, "kind of fact")
    table_name = Column("table_name", "varchar", False, "table of base that holds it")
    run_id = Column("run_id", "varchar", False, "run that loaded the row")
    commented = [kinds, table_name, *(_COMMON[name] for name in names if name in _COMMON), run_id]
    return [
        f"create or replace view {view} as\n{union}",
        f"comment on view {view} is 'The facts of every kind, of every version: what all kinds have in common'",
        *(comment_on(view, column) for column in commented),
    ]
