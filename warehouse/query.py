"""Questions to a published warehouse, and the ways to name a document or a fact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from schemas.errors import SettingsError
from warehouse.ddl import literal, quote
from warehouse.open import open_published
from warehouse.sql import first, scalar

_FOLD = 12


@dataclass(frozen=True, slots=True)
class Result:
    """What a query gives: names and DuckDB types of the columns, and the rows."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Described:
    """A table or view with its meaning, or one of its columns (`type` and `column` are None for the thing itself)."""

    schema: str
    name: str
    column: str | None
    type: str | None
    comment: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that a name may stand for."""

    document_id: str
    title: str | None
    path: str | None

    def __str__(self) -> str:
        return f"{self.document_id[:_FOLD]}  {self.path or '(gone)'}  {self.title or ''}".rstrip()


class AmbiguousNameError(SettingsError):
    """A name that stands for nothing, or for several; `candidates` lists what it may mean."""

    reason = "ambiguous"

    def __init__(self, message: str, candidates: Sequence[Candidate | str] = ()) -> None:
        super().__init__(message, advice="\n".join(str(candidate) for candidate in candidates))
        self.candidates = tuple(candidates)


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact with its document, for `socle show`. `values` are the columns that its kind adds."""

    kind: str
    fact_id: str
    document: Candidate
    values: dict[str, Any]
    provenance: dict[str, Any]
    text_before: str
    text_after: str


@dataclass(frozen=True, slots=True)
class Version:
    """One member of a family, with its text for a word diff."""

    document_id: str
    title: str | None
    path: str | None
    language: str | None
    published: Any
    first_seen: datetime | None
    canonical: bool
    likeness: float | None
    reading: str


@dataclass(frozen=True, slots=True)
class Family:
    """A family; `changes` are the rows of `main.version_changes`."""

    family_id: str
    asked: str
    versions: tuple[Version, ...]
    changes: Result


@dataclass(frozen=True, slots=True)
class Status:
    """How the warehouse stands: the last runs (newest first), open quarantine by reason, rows of views and kinds."""

    runs: Result
    quarantine: Result
    counts: dict[str, int]
    facts: dict[str, int]


def run_sql(path: Path, sql: str) -> Result:
    """Run SQL on a published warehouse; the result of the last statement.

    Reads nothing but the warehouse and changes nothing. Raises `SettingsError` for a statement that fails.
    """
    with open_published(path) as connection:
        return fetch(connection, sql)


def arrow_of(path: Path, sql: str) -> pa.Table:
    """The same as an Arrow table with its exact types: what Parquet is written from."""
    with open_published(path) as connection:
        try:
            result: Any = connection.execute(sql)
            table: pa.Table = (
                result.to_arrow_table() if hasattr(result, "to_arrow_table") else result.fetch_arrow_table()
            )
        except duckdb.Error as error:
            raise SettingsError(str(error)) from error
    return table


def fetch(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[object] | None = None) -> Result:
    """Run SQL on an open connection. Raises `SettingsError` for a statement that fails."""
    try:
        cursor = connection.execute(sql, parameters)
        description = cursor.description or []
        rows = cursor.fetchall() if description else []
    except duckdb.Error as error:
        raise SettingsError(str(error)) from error
    return Result(tuple(entry[0] for entry in description), tuple(str(entry[1]) for entry in description), rows)


def describe(path: Path, name: str | None = None) -> list[Described]:
    """Tables and views with their meaning; of one (`amounts`, `base.amounts`) also its columns.

    A bare name means the view of analysts where there is one. Raises `SettingsError` for a name that is not there.
    """
    with open_published(path) as connection:
        return describe_open(connection, name)


def describe_open(connection: duckdb.DuckDBPyConnection, name: str | None = None) -> list[Described]:
    """The same on an open connection."""
    things = connection.execute(
        """
        select schema_name, table_name, coalesce(comment, '') from duckdb_tables()
        where not internal and database_name = current_database()
        union all
        select schema_name, view_name, coalesce(comment, '') from duckdb_views()
        where not internal and database_name = current_database()
        order by schema_name desc, table_name
        """
    ).fetchall()
    if name is None:
        return [Described(schema, thing, None, None, comment) for schema, thing, comment in things]
    schema, _, bare = name.lower().rpartition(".")
    chosen = [thing for thing in things if thing[1] == bare and schema in ("", thing[0])]
    if not chosen:
        raise AmbiguousNameError(f"no table or view {name}", [thing[1] for thing in things if bare in thing[1]])
    schema, bare, comment = chosen[0]
    columns = connection.execute(
        """
        select column_name, data_type, coalesce(comment, '') from duckdb_columns()
        where schema_name = ? and table_name = ? and database_name = current_database()
        order by column_index
        """,
        [schema, bare],
    ).fetchall()
    return [
        Described(schema, bare, None, None, comment),
        *(Described(schema, bare, column, kind, meaning) for column, kind, meaning in columns),
    ]


def find_document(connection: duckdb.DuckDBPyConnection, name: str) -> Candidate:
    """The document that a path, a file name or the beginning of an id stands for.

    Raises `AmbiguousNameError` where there is none, or several: their candidates are named.
    """
    for where, value in (
        ("s.location = ?", name),
        ("s.location = ?", str(Path(name).absolute())),
        ("parse_filename(s.location) = ?", Path(name).name if "/" not in name else None),
        ("starts_with(d.document_id, ?)", name.lower() if len(name) >= 4 else None),
    ):
        found = _documents(connection, where, value) if value else []
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousNameError(f"{name} stands for {len(found)} documents", found)
    near = _documents(connection, "contains(lower(s.location), ?)", Path(name).stem.lower())
    raise AmbiguousNameError(f"no document {name}", near[:10])


def find_fact(connection: duckdb.DuckDBPyConnection, prefix: str) -> FoundFact:
    """The fact whose id begins with `prefix`. Raises `AmbiguousNameError` where there is none, or several."""
    found = connection.execute(
        "select kind, table_name, fact_id, document_id from base.facts where starts_with(fact_id, ?) limit 10",
        [prefix.lower()],
    ).fetchall()
    if len(found) != 1 or not prefix:
        raise AmbiguousNameError(
            f"{prefix} stands for {len(found)} facts" if found else f"no fact {prefix}",
            [f"{fact_id[:_FOLD]}  {kind}" for kind, _, fact_id, _ in found],
        )
    kind, table, fact_id, document_id = found[0]
    own = fetch(connection, f"select * from base.{quote(table)} where fact_id = ?", [fact_id])
    row = dict(zip(own.columns, own.rows[0], strict=True))
    common = {column.column for column in describe_open(connection, "base.facts")} | {"boxes"}
    before, after = _around(connection, document_id, row["span_start"], row["span_end"])
    return FoundFact(
        kind=kind,
        fact_id=fact_id,
        document=_documents(connection, "d.document_id = ?", document_id)[0],
        values={name: value for name, value in row.items() if name not in common},
        provenance={name: value for name, value in row.items() if name in common},
        text_before=before,
        text_after=after,
    )


def family_of(path: Path, name: str) -> Family:
    """The family of a document, the canonical version first, and what their facts do not share.

    An alias, the id that a family had before it was merged, names its members too.
    """
    with open_published(path) as connection:
        asked = find_document(connection, _canonical_of(connection, name) or name)
        rows = connection.execute(
            """
            select
                d.document_id, d.title, d.path, d.language, d.published_date, d.first_seen, d.canonical, v.likeness,
                t.reading, d.family_id
            from main.documents d
            join base.texts t on t.document_id = d.document_id
            left join main.versions v on v.document_id = d.document_id
            where d.family_id = (select family_id from base.documents where document_id = ?)
            order by d.canonical desc, d.published_date desc nulls last, d.path
            """,
            [asked.document_id],
        ).fetchall()
        changes = fetch(
            connection,
            "select * from main.version_changes where family_id = ? order by document_id, kind, change, value",
            [rows[0][-1]],
        )
    return Family(rows[0][-1], asked.document_id, tuple(Version(*row[:-1]) for row in rows), changes)


def status(path: Path, *, runs: int = 5) -> Status:
    """The last runs, what waits in quarantine, and counts."""
    with open_published(path) as connection:
        counts = {
            name: scalar(connection, query)
            for name, query in (
                ("documents", "select count(*) from base.documents"),
                ("families", "select count(*) from base.families"),
                ("missing", "select count(*) from main.documents where missing"),
                ("unresolved", "select count(*) from base.unresolved"),
                ("quarantine", "select count(*) from main.open_quarantine"),
                ("failed extractions", "select count(*) from base.extractions where error is not null"),
            )
        }
        return Status(
            runs=fetch(connection, f"select * from main.run_log limit {int(runs)}"),
            quarantine=fetch(
                connection, "select reason, count(*) as files from main.open_quarantine group by reason order by reason"
            ),
            counts=counts,
            facts=dict(
                connection.execute(
                    """
                    select t.kind, count(d.document_id)
                    from base.fact_tables t
                    left join base.facts f on f.kind = t.kind
                    left join main.documents d on d.document_id = f.document_id and d.canonical
                    group by t.kind order by t.kind
                    """
                ).fetchall()
            ),
        )


def open_quarantine(path: Path) -> Result:
    """The files that could not be read: which, why, what to do."""
    return run_sql(path, "select * from main.open_quarantine")


def _documents(connection: duckdb.DuckDBPyConnection, where: str, value: str) -> list[Candidate]:
    found = connection.execute(
        f"""
        select distinct d.document_id, d.title, d.path
        from main.documents d left join base.sightings s on s.document_id = d.document_id
        where {where}
        order by d.path, d.document_id
        """,
        [value],
    ).fetchall()
    return [Candidate(*row) for row in found]


def _canonical_of(connection: duckdb.DuckDBPyConnection, name: str) -> str | None:
    row = first(
        connection,
        """
        select f.canonical_document_id
        from base.family_aliases a join base.families f on f.family_id = a.family_id
        where a.alias = ? and a.alias not in (select document_id from base.documents)
        """,
        [name],
    )
    return str(row[0]) if row else None


def _around(connection: duckdb.DuckDBPyConnection, document_id: str, start: int, end: int) -> tuple[str, str]:
    """Up to 200 code points of the text before and after a span."""
    row = first(
        connection,
        f"""
        select
            substring(text, greatest(1, {start} - 199), least(200, {start})),
            substring(text, {end} + 1, 200)
        from base.texts where document_id = {literal(document_id)}
        """,
    )
    return (row[0], row[1]) if row else ("", "")
