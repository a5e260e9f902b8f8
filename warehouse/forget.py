"""Erasing a document for good: its rows, its places in families, its presence in earlier snapshots."""

import duckdb

from schemas.run import Run
from warehouse.families import update_families
from warehouse.open import Writer
from warehouse.sql import checkpoint, transaction
from warehouse.works import update_works

_KEPT = ("forgotten",)


def forget_document(writer: Writer, run: Run, document_id: str) -> dict[str, int]:
    """Erase a document from the writer's database; rows erased by table. Its id alone is kept, so that it stays away.

    The caller publishes afterwards and calls `warehouse.publish.drop_earlier_snapshots`: only then it is gone.
    """
    connection = writer.connection
    erased: dict[str, int] = {}
    with transaction(connection):
        _forget_files(connection, document_id)
        for table in _tables_with(connection, "document_id"):
            erased[table] = _delete(connection, table, "document_id", document_id)
        erased["similarities"] += _delete(connection, "similarities", "other_document_id", document_id)
        connection.execute("delete from base.family_aliases where alias = ?", [document_id])
        connection.execute("insert or ignore into base.forgotten values (?, ?)", [document_id, run.run_id])
        update_families(connection, run.run_id)
        update_works(connection, run.run_id)
        connection.execute("delete from base.family_aliases where alias = ?", [document_id])
    checkpoint(connection)
    return {table: count for table, count in erased.items() if count}


def _forget_files(connection: duckdb.DuckDBPyConnection, document_id: str) -> None:
    connection.execute(
        """
        delete from base.quarantine
        where document_id = ? or location in (select location from base.sightings where document_id = ?)
        """,
        [document_id, document_id],
    )


def _tables_with(connection: duckdb.DuckDBPyConnection, column: str) -> list[str]:
    found = connection.execute(
        """
        select t.table_name
        from duckdb_tables() t
        join duckdb_columns() c on c.table_oid = t.table_oid and c.database_name = t.database_name
        where t.schema_name = 'base' and t.database_name = current_database() and c.column_name = ?
        order by t.table_name
        """,
        [column],
    ).fetchall()
    return [row[0] for row in found if row[0] not in _KEPT]


def _delete(connection: duckdb.DuckDBPyConnection, table: str, column: str, value: str) -> int:
    rows = connection.execute(f"delete from base.{table} where {column} = ? returning 1", [value]).fetchall()
    return len(rows)
