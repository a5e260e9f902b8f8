"""Taking things back: a document erased for good, the snapshot before published again."""

from datetime import UTC, datetime
from importlib.metadata import version

import typer

from extractors import registry
from flows.console import say
from flows.settings import Settings
from schemas.run import Run, RunReport, RunStatus
from warehouse import publish
from warehouse.forget import forget_document
from warehouse.lock import writer_lock
from warehouse.open import open_published, open_writer
from warehouse.paths import WarehousePaths
from warehouse.query import find_document
from warehouse.runs import begin_run, finish_run


def forget(settings: Settings, name: str, *, sure: bool) -> None:
    """Erase a document and every snapshot that holds it; its file in `raw/` is left alone and not read again."""
    with open_published(settings.warehouse) as connection:
        document = find_document(connection, name)
    if not sure:
        typer.confirm(f"erase {document} for good, with every earlier snapshot?", abort=True, err=True)
    paths = WarehousePaths(settings.warehouse.absolute())
    with writer_lock(paths), open_writer(paths, registry.fact_models()) as writer:
        started_at = datetime.now(UTC)
        run = Run(Run.new_id(started_at), started_at, command="forget", program_version=version("socle"))
        begin_run(writer.connection, run)
        erased = forget_document(writer, run, document.document_id)
        finish_run(writer, run, RunReport(RunStatus.OK, datetime.now(UTC)))
        publish.publish(writer, run)
        publish.drop_earlier_snapshots(paths)
    say(f"erased {document}: {sum(erased.values())} rows; the file itself, if it is still there, is left alone")


def rollback(settings: Settings) -> None:
    """Publish the snapshot before the last one again; what came later is read again by the next run."""
    paths = WarehousePaths(settings.warehouse.absolute())
    with writer_lock(paths):
        snapshot = publish.rollback(paths)
    say(f"published again: {snapshot.published_at}")
