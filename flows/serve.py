"""The nightly schedule: `socle serve`."""

import os
from pathlib import Path

from flows.console import say
from flows.server import configured_url, own_server, use_configured, use_own
from flows.settings import Settings


def serve(raw: Path, settings: Settings) -> None:
    """Run an ingestion whenever the schedule says, until stopped; on the configured Prefect server, else on our own."""
    url = configured_url()
    if url:
        use_configured(url)
        _serve(raw, settings)
        return
    with own_server(settings.state) as server:
        use_own(server, settings.state)
        server.wait(settings.server_start_seconds)
        say(f"Prefect's page: {server.url.removesuffix('/api')}")
        _serve(raw, settings)


def nightly(raw: str, warehouse: str) -> None:
    """One scheduled ingestion and its closing table; raises where the run failed, so that Prefect shows it."""
    from flows.ingest import ingest
    from flows.report import write_result

    write_result(ingest(Path(raw), Settings().model_copy(update={"warehouse": Path(warehouse)})), as_json=False)


def _serve(raw: Path, settings: Settings) -> None:
    from prefect import flow
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.schedules import Cron

    # The process that carries out a run imports this module from wherever it is installed.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    say(f"ingesting {raw} at {settings.schedule} ({settings.timezone}); stop with Ctrl-C")
    flow(name="nightly", validate_parameters=False)(nightly).serve(
        name="socle",
        schedule=Cron(settings.schedule, timezone=settings.timezone),
        parameters={"raw": str(raw.absolute()), "warehouse": str(settings.warehouse.absolute())},
        pause_on_shutdown=False,
        global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        print_starting_message=False,
    )
