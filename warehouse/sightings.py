"""Where documents were seen, and the files that could not be read."""

from collections.abc import Iterable
from typing import Any

import duckdb
import pyarrow as pa

from schemas.run import Run, Scan
from warehouse.sql import scalar

RETRY_AFTER = (1, 3, 7)
"""Runs to wait after the first, second and third failed attempt; after the fourth only a changed file is tried."""

_TIME: pa.DataType = pa.timestamp("us", tz="UTC")
_SEEN: dict[str, pa.DataType] = {
    "document_id": pa.string(),
    "location": pa.string(),
    "source": pa.string(),
    "size": pa.int64(),
    "modified_at": _TIME,
}
_FAILED: dict[str, pa.DataType] = {
    "location": pa.string(),
    "reason": pa.string(),
    "message": pa.string(),
    "advice": pa.string(),
    "retryable": pa.bool_(),
    "document_id": pa.string(),
    "size": pa.int64(),
    "modified_at": _TIME,
}
_UNDER_ROOT = """
    exists (select 1 from roots r where t.location = r.root or starts_with(t.location, rtrim(r.root, '/') || '/'))
"""


def load_sightings(connection: duckdb.DuckDBPyConnection, run: Run, scan: Scan) -> None:
    """Move the time stamps of what was seen, add what is new, and mark what is missing under the run's roots."""
    _register_scan(connection, scan)
    connection.execute(
        """
        update base.sightings t
        set last_seen = ?, missing_since = null, size = s.size, modified_at = s.modified_at
        from seen s where s.document_id = t.document_id and s.location = t.location
        """,
        [run.started_at],
    )
    connection.execute(
        """
        insert into base.sightings by name
        select s.*, ?::timestamptz as first_seen, ?::timestamptz as last_seen, ? as run_id
        from seen s
        semi join base.documents d on d.document_id = s.document_id
        anti join base.sightings t on t.document_id = s.document_id and t.location = s.location
        """,
        [run.started_at, run.started_at, run.run_id],
    )
    connection.execute(
        f"""
        update base.sightings t set missing_since = ?
        where missing_since is null and last_seen < ? and {_UNDER_ROOT}
        """,
        [run.started_at, run.started_at],
    )


def load_quarantine(connection: duckdb.DuckDBPyConnection, run: Run, scan: Scan) -> None:
    """Open entries for what could not be read, count attempts, and close those of files that were read or are gone.

    `load_sightings` comes first. The same bytes are tried again after 1, 3 and 7 runs, where that can help.
    """
    number = scalar(connection, "select number from base.runs where run_id = ?", [run.run_id])
    _register_failed(connection, scan)
    connection.execute(
        """
        create or replace temp table attempted as
        select
            f.*,
            case when q.status = 'open' and f.document_id is not distinct from q.document_id
                then q.attempts + 1 else 1 end as attempts,
            case when q.status = 'open' then q.first_seen else ?::timestamptz end as first_seen
        from failed f left join base.quarantine q on q.location = f.location
        """,
        [run.started_at],
    )
    connection.execute("delete from base.quarantine where location in (select location from failed)")
    connection.execute(
        """
        insert into base.quarantine by name
        select
            *,
            'open' as status,
            case when retryable and attempts <= len(?::integer[]) then ? + (?::integer[])[attempts] end as next_run,
            ?::timestamptz as last_seen,
            ? as run_id
        from attempted
        """,
        [list(RETRY_AFTER), number, list(RETRY_AFTER), run.started_at, run.run_id],
    )
    connection.execute(
        "update base.quarantine set last_seen = ? where status = 'open' and location in (select location from waiting)",
        [run.started_at],
    )
    _close(connection, run, "read", "t.location in (select location from seen)")
    _close(connection, run, "vanished", f"t.last_seen < ?::timestamptz and {_UNDER_ROOT}", [run.started_at])
    for name in ("seen", "waiting", "roots", "failed"):
        connection.unregister(name)


def _close(
    connection: duckdb.DuckDBPyConnection, run: Run, reason: str, where: str, parameters: Iterable[object] = ()
) -> None:
    connection.execute(
        f"""
        update base.quarantine t set status = 'closed', closed_at = ?, closed_reason = ?, next_run = null
        where status = 'open' and {where}
        """,
        [run.started_at, reason, *parameters],
    )


def _register_scan(connection: duckdb.DuckDBPyConnection, scan: Scan) -> None:
    seen = {
        (sighting.document_id, sighting.location): {
            "document_id": sighting.document_id,
            "location": sighting.location,
            "source": sighting.source,
            "size": sighting.size,
            "modified_at": sighting.modified_at,
        }
        for sighting in scan.sightings
    }
    connection.register("seen", pa.Table.from_pylist(list(seen.values()), schema=pa.schema(_SEEN)))
    connection.register("waiting", pa.table({"location": pa.array(scan.waiting, pa.string())}))
    connection.register("roots", pa.table({"root": pa.array(scan.roots, pa.string())}))


def _register_failed(connection: duckdb.DuckDBPyConnection, scan: Scan) -> None:
    rows: dict[str, dict[str, Any]] = {
        entry.location: {name: getattr(entry, name) for name in _FAILED} for entry in scan.quarantined
    }
    connection.register("failed", pa.Table.from_pylist(list(rows.values()), schema=pa.schema(_FAILED)))
