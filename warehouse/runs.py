"""The rows of runs and of their stages."""

from datetime import datetime

import duckdb

from schemas.run import Run, RunReport, RunStatus, StageReport
from warehouse.manifest import note_committed
from warehouse.open import Writer
from warehouse.sql import checkpoint, first, scalar, transaction


def begin_run(connection: duckdb.DuckDBPyConnection, run: Run) -> int:
    """Write the run's row and give its number (from 1); a run that never ended is marked as crashed."""
    with transaction(connection):
        connection.execute(
            "update base.runs set status = ? where status = ?", [RunStatus.CRASHED.value, RunStatus.RUNNING.value]
        )
        number = scalar(connection, "select max(number) from base.runs") + 1
        connection.execute(
            """
            insert into base.runs (
                run_id, number, command, status, started_at, program_version, orchestrator, roots, versions, note
            ) values (?, ?, ?, ?, ?, ?, ?, ?, map_from_entries(?), '')
            """,
            [
                run.run_id,
                number,
                run.command,
                RunStatus.RUNNING.value,
                run.started_at,
                run.program_version,
                run.orchestrator,
                list(run.roots),
                [{"key": name, "value": version} for name, version in sorted(run.versions.items())],
            ],
        )
    return number


def finish_run(writer: Writer, run: Run, report: RunReport) -> None:
    """Write how the run ended, with its stages; calling it again replaces both (a publishing that failed)."""
    connection, load = writer.connection, report.load
    counts = [counts for _, counts in sorted(load.facts.items())]
    with transaction(connection):
        connection.execute(
            """
            update base.runs set
                status = ?, finished_at = ?, documents_seen = ?, documents_new = ?, documents_unchanged = ?,
                quarantined = ?, ignored = ?, re_extracted = ?, facts_added = ?, facts_dropped = ?, facts_changed = ?,
                unresolved = ?, note = ?, orchestrator = ?
            where run_id = ?
            """,
            [
                report.status.value,
                report.finished_at,
                report.documents_seen,
                load.documents_new,
                report.documents_unchanged,
                report.quarantined,
                report.ignored,
                load.re_extracted,
                sum(count.added for count in counts),
                sum(count.dropped for count in counts),
                sum(count.changed for count in counts),
                load.unresolved,
                "; ".join(filter(None, (*writer.notes, report.note))),
                run.orchestrator,
                run.run_id,
            ],
        )
        connection.execute("delete from base.run_stages where run_id = ?", [run.run_id])
        for number, stage in enumerate(report.stages, start=1):
            _insert_stage(connection, run.run_id, number, stage)
    checkpoint(connection)
    note_committed(writer.paths, run.run_id)


def started_at(connection: duckdb.DuckDBPyConnection, run_id: str) -> datetime | None:
    """When a run began, UTC; None where the warehouse does not know it."""
    row = first(connection, "select started_at from base.runs where run_id = ?", [run_id])
    return row[0] if row else None


def _insert_stage(connection: duckdb.DuckDBPyConnection, run_id: str, number: int, stage: StageReport) -> None:
    connection.execute(
        "insert into base.run_stages values (?, ?, ?, ?, ?, ?, ?, map_from_entries(?), ?)",
        [
            run_id,
            number,
            stage.stage,
            stage.unit,
            stage.count_in,
            stage.count_out,
            sum(drop.count for drop in stage.dropped),
            [{"key": drop.reason, "value": drop.count} for drop in stage.dropped],
            stage.seconds,
        ],
    )
