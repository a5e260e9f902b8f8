"""Loads the shards of a run: one transaction, by content hash, so that loading twice changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import duckdb

from schemas.errors import LoadError
from schemas.run import FactCounts, LoadReport, Run, Scan
from warehouse.ddl import PROVENANCE, literal, quote
from warehouse.families import Verify, candidates, compare, count_families, update_families
from warehouse.programmes import load_programmes
from warehouse.shards import SHARD_TABLES, Shard
from warehouse.sightings import load_quarantine, load_sightings
from warehouse.sql import checkpoint, first, scalar, transaction
from warehouse.works import update_works

_OF_DOCUMENT = ("texts", "pages", "blocks", "signatures", "bands")


def load_run(
    connection: duckdb.DuckDBPyConnection,
    run: Run,
    shards: Sequence[Shard],
    *,
    scan: Scan,
    verify: Verify,
    programmes: Iterable[Mapping[str, Any]] = (),
    again: bool = False,
) -> LoadReport:
    """Load what a run made of the files it found, wholly or not at all, and say what changed.

    Documents and extractions that are loaded already stay as they are, unless `again` is set: then they are replaced.
    The facts of an extraction with an error are withheld and those of the version before it stay. `run` must have
    been begun (`warehouse.runs.begin_run`). Raises `LoadError`; nothing is loaded then.
    """
    with transaction(connection):
        _view_shards(connection, shards)
        new, replaced = _load_documents(connection, run.run_id, again=again)
        re_extracted = _pick_extractions(connection, again=again)
        facts = {kind: _load_facts(connection, run.run_id, table) for kind, table in _fact_tables(connection)}
        unresolved = _replace_rows(connection, run.run_id, "unresolved")
        _load_links(connection, run.run_id)
        _load_extractions(connection, run.run_id)
        _load_contact_points(connection, run.run_id)
        load_sightings(connection, run, scan)
        load_quarantine(connection, run, scan)
        load_programmes(connection, programmes, run.run_id)
        pairs = candidates(connection) if new or replaced else []
        compare(connection, pairs, verify, run.run_id)
        if new or replaced:
            update_families(connection, run.run_id)
        if new or replaced or re_extracted:
            update_works(connection, run.run_id)
        families = count_families(connection)
    checkpoint(connection)
    return LoadReport(
        documents_new=new,
        documents_replaced=replaced,
        re_extracted=re_extracted,
        facts=facts,
        unresolved=unresolved,
        families=families,
        pairs_compared=len(pairs),
    )


def _view_shards(connection: duckdb.DuckDBPyConnection, shards: Sequence[Shard]) -> None:
    """A temporary view `shard_<table>` of each table over all shards, with the shard's own path as `batch`."""
    for table in (*SHARD_TABLES, *(table for _, table in _fact_tables(connection))):
        paths = [literal(str(shard.file(table))) for shard in shards if table in shard.rows]
        if paths:
            source = (
                "select * exclude (filename), regexp_replace(filename, '/[^/]*$', '') as batch "
                f"from read_parquet([{', '.join(paths)}], filename = true, union_by_name = true, "
                "hive_partitioning = false)"
            )
        else:
            source = f"select * exclude (run_id), ''::varchar as batch from base.{quote(table)} where false"
        connection.execute(f"create or replace temp view {_view(table)} as {source}")
        expected = sum(shard.rows.get(table, 0) for shard in shards)
        if scalar(connection, f"select count(*) from {_view(table)}") != expected:
            raise LoadError(f"the shards of {table} do not hold the {expected} rows that were written")


def _load_documents(connection: duckdb.DuckDBPyConnection, run_id: str, *, again: bool) -> tuple[int, int]:
    """Load documents with all that belongs to them; how many were new, and how many replaced.

    A document that several batches read is taken from one of them. `new_documents` names those that were loaded.
    """
    known = "" if again else "anti join base.documents k on k.document_id = s.document_id"
    connection.execute(
        f"""
        create or replace temp table new_documents as
        select s.document_id, min(s.batch) as batch
        from shard_documents s
        {known}
        anti join base.forgotten f on f.document_id = s.document_id
        group by s.document_id
        """
    )
    connection.execute(
        """
        create or replace temp table replaced_documents as
        select document_id from new_documents semi join base.documents using (document_id)
        """
    )
    for table in ("documents", *_OF_DOCUMENT):
        if again:
            connection.execute(f"delete from base.{table} where document_id in (from replaced_documents)")
        connection.execute(
            f"""
            insert into base.{table} by name
            select s.* exclude (batch), ? as run_id
            from {_view(table)} s
            semi join new_documents n on n.document_id = s.document_id and n.batch = s.batch
            """,
            [run_id],
        )
    connection.execute(
        """
        delete from base.similarities
        where document_id in (from replaced_documents) or other_document_id in (from replaced_documents)
        """
    )
    replaced = scalar(connection, "select count(*) from replaced_documents")
    return scalar(connection, "select count(*) from new_documents") - replaced, replaced


def _pick_extractions(connection: duckdb.DuckDBPyConnection, *, again: bool) -> int:
    """Choose the extractions to load; how many documents among them were known before.

    `picked` has one row a document and extractor, `settled` those of them whose rows replace what is there: all that
    succeeded, and those that failed on a text that was itself replaced.
    """
    same = (
        ""
        if again
        else (
            "anti join base.extractions k on k.document_id = s.document_id and k.extractor = s.extractor "
            "and k.extractor_version = s.attempted_version and k.error is null"
        )
    )
    connection.execute(
        f"""
        create or replace temp table picked as
        select s.*
        from shard_extractions s
        semi join base.documents d on d.document_id = s.document_id
        {same}
        qualify row_number() over (
            partition by s.document_id, s.extractor order by s.attempted_version desc, s.error is not null, s.batch
        ) = 1
        """
    )
    connection.execute(
        """
        create or replace temp table settled as
        select document_id, extractor, batch
        from picked
        where error is null or document_id in (from replaced_documents)
        """
    )
    known = "document_id not in (select document_id from new_documents)"
    return scalar(connection, f"select count(distinct document_id) from picked where {known}")


def _replace_rows(connection: duckdb.DuckDBPyConnection, run_id: str, table: str) -> int:
    """Put the new rows of the settled extractions in the place of the old ones; how many came in."""
    connection.execute(
        f"""
        delete from base.{quote(table)} t
        where exists (select 1 from settled s where s.document_id = t.document_id and s.extractor = t.extractor)
        """
    )
    connection.execute(
        f"""
        insert into base.{quote(table)} by name
        select s.* exclude (batch), ? as run_id
        from {_view(table)} s
        semi join settled p on p.document_id = s.document_id and p.extractor = s.extractor and p.batch = s.batch
        """,
        [run_id],
    )
    return scalar(connection, f"select count(*) from base.{quote(table)} where run_id = ?", [run_id])


def _load_facts(connection: duckdb.DuckDBPyConnection, run_id: str, table: str) -> FactCounts:
    """Replace the facts of the settled extractions in one table; what that changed."""
    values = _value_columns(connection, table)
    old, new = (f"struct_pack({', '.join(f'{quote(c)} := {side}.{quote(c)}' for c in values)})" for side in "on")
    row = first(
        connection,
        f"""
        with o as (
            select t.* from base.{quote(table)} t
            semi join settled p on p.document_id = t.document_id and p.extractor = t.extractor
        ),
        n as (
            select s.* from {_view(table)} s
            semi join settled p on p.document_id = s.document_id and p.extractor = s.extractor and p.batch = s.batch
        )
        select
            count(*) filter (where o.fact_id is null),
            count(*) filter (where n.fact_id is null),
            count(*) filter (where o.fact_id = n.fact_id and {old} is distinct from {new}),
            count(*) filter (where o.fact_id = n.fact_id and {old} is not distinct from {new})
        from o full join n on n.fact_id = o.fact_id
        """,
    )
    _replace_rows(connection, run_id, table)
    return FactCounts(*row) if row else FactCounts()


def _load_links(connection: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Replace links; one whose fact is gone goes with it, a far end that is gone stays as words."""
    _replace_rows(connection, run_id, "links")
    connection.execute(
        """
        delete from base.links l
        where l.document_id in (select document_id from settled)
            and l.from_fact_id is not null and l.from_fact_id not in (select fact_id from base.facts)
        """
    )
    connection.execute(
        """
        update base.links set to_fact_id = null, to_kind = null
        where document_id in (select document_id from settled)
            and to_fact_id is not null and to_fact_id not in (select fact_id from base.facts)
        """
    )


def _load_extractions(connection: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Replace the rows of the picked extractions; a failed one keeps the counts of the facts that stay."""
    connection.execute(
        """
        create or replace temp table earlier as
        select e.* from base.extractions e
        semi join picked p on p.document_id = e.document_id and p.extractor = e.extractor
        """
    )
    connection.execute(
        """
        delete from base.extractions e
        where exists (select 1 from picked p where p.document_id = e.document_id and p.extractor = e.extractor)
        """
    )
    connection.execute(
        """
        insert into base.extractions by name
        select
            p.document_id,
            p.extractor,
            case when s.document_id is not null then p.extractor_version else e.extractor_version end
                as extractor_version,
            p.attempted_version,
            case when s.document_id is not null then p.facts else coalesce(e.facts, 0) end as facts,
            case when s.document_id is not null then p.unresolved else coalesce(e.unresolved, 0) end as unresolved,
            p.error,
            ? as run_id
        from picked p
        left join settled s on s.document_id = p.document_id and s.extractor = p.extractor
        left join earlier e on e.document_id = p.document_id and e.extractor = p.extractor
        """,
        [run_id],
    )


def _load_contact_points(connection: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """The points of the contacts of every document with a settled extraction."""
    connection.execute("delete from base.contact_points where document_id in (select document_id from settled)")
    points = "\nunion all\n".join(
        f"select fact_id, document_id, '{kind}' as type, unnest({column}) as value from base.contacts"
        for kind, column in (("email", "emails"), ("phone", "phones"), ("url", "urls"), ("handle", "handles"))
    )
    connection.execute(
        f"""
        insert into base.contact_points by name
        select distinct fact_id, document_id, type, value, ? as run_id
        from ({points})
        where document_id in (select document_id from settled)
        """,
        [run_id],
    )


def _fact_tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return connection.execute("select kind, table_name from base.fact_tables order by kind").fetchall()


def _value_columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """The columns that the record model adds: what a fact says, without where and by whom it was found."""
    found = connection.execute(
        """
        select column_name from information_schema.columns
        where table_schema = 'base' and table_name = ? and table_catalog = current_database()
        order by ordinal_position
        """,
        [table],
    ).fetchall()
    fixed = {column.name for column in PROVENANCE} - {"text"} | {"run_id"}
    return [row[0] for row in found if row[0] not in fixed]


def _view(table: str) -> str:
    return quote(f"shard_{table}")
