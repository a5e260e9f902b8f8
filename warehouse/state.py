"""What the warehouse knows already: how a run tells what is new, what is due and what is to be extracted again."""

from collections.abc import Iterable, Mapping, Sequence

import duckdb

from schemas.run import KnownFile
from warehouse.sql import scalar


def known_documents(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Ids of the documents that are loaded."""
    return {row[0] for row in connection.execute("select document_id from base.documents").fetchall()}


def forgotten_documents(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Ids of documents that were erased for good: they are not read again."""
    return {row[0] for row in connection.execute("select document_id from base.forgotten").fetchall()}


def known_files(connection: duckdb.DuckDBPyConnection) -> dict[str, KnownFile]:
    """What is remembered of each location: the document last seen there, or its open entry in quarantine.

    `due` is true for a file in quarantine that the current run, the one that `begin_run` numbered, tries again.
    """
    number = scalar(connection, "select max(number) from base.runs")
    files: dict[str, KnownFile] = {}
    seen = connection.execute(
        """
        select location, document_id, size, modified_at, missing_since is not null
        from base.sightings
        qualify row_number() over (
            partition by location order by missing_since is not null, last_seen desc, first_seen desc, document_id
        ) = 1
        """
    ).fetchall()
    for location, document_id, size, modified_at, missing in seen:
        files[location] = KnownFile(location, document_id, size, modified_at, missing=missing)
    waiting = connection.execute(
        """
        select location, document_id, size, modified_at, reason, next_run is not null and next_run <= ?
        from base.quarantine where status = 'open'
        """,
        [number],
    ).fetchall()
    for location, document_id, size, modified_at, reason, due in waiting:
        files[location] = KnownFile(location, document_id, size, modified_at, reason=reason, due=due)
    return files


def stale_extractions(
    connection: duckdb.DuckDBPyConnection, versions: Mapping[str, int], documents: Iterable[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """Loaded documents that an extractor has not looked at in its present version, each with those extractors.

    One that failed on a document in this very version is not named: the same text would fail again.
    """
    if not versions:
        return {}
    rows = ", ".join("(?, ?)" for _ in versions)
    parameters: Sequence[object] = [part for pair in sorted(versions.items()) for part in pair]
    found = connection.execute(
        f"""
        select d.document_id, list(v.extractor order by v.extractor)
        from base.documents d
        cross join (values {rows}) v(extractor, version)
        anti join base.extractions e
            on e.document_id = d.document_id and e.extractor = v.extractor and e.attempted_version = v.version
        group by d.document_id
        order by d.document_id
        """,
        parameters,
    ).fetchall()
    wanted = None if documents is None else set(documents)
    return {row[0]: tuple(row[1]) for row in found if wanted is None or row[0] in wanted}


def failed_extractions(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """Documents on which an extractor failed the last time, each with those extractors."""
    found = connection.execute(
        """
        select document_id, list(extractor order by extractor)
        from base.extractions where error is not null group by document_id order by document_id
        """
    ).fetchall()
    return {row[0]: tuple(row[1]) for row in found}


def facts_by_kind(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Number of facts of each kind, of every version; kinds without any included."""
    found = connection.execute(
        """
        select t.kind, count(f.fact_id)
        from base.fact_tables t left join base.facts f on f.kind = t.kind
        group by t.kind order by t.kind
        """
    ).fetchall()
    return dict(found)
