"""Chooses who runs the stages of a run: a configured Prefect server, one of our own, or nobody but us."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flows.console import say
from flows.server import NoServerError, configured_url, own_server, use_configured, use_own
from flows.settings import Settings
from flows.tasks import Body, DirectRunner, Runner, run_with_prefect
from schemas.errors import SocleError

OWN, CONFIGURED, NONE = "own", "configured", "none"


def conduct(
    body: Body, settings: Settings, *, name: str, tell: Callable[[str], None], meanwhile: Callable[[], None]
) -> None:
    """Run the body on Prefect where a server can be had, else without; raises what the body raises.

    `tell` learns who runs it before it runs; `meanwhile` is done while our own server starts. A body may be begun a
    second time, without Prefect, when Prefect fails in the middle: its parts do nothing that is already done.
    """
    direct = DirectRunner(settings.workers)
    if not settings.use_prefect:
        tell(NONE)
        body(direct)
        return
    try:
        with _server(settings, tell, meanwhile) as history_days:
            _on_prefect(body, settings, name, history_days)
    except NoServerError as error:
        tell(f"{NONE}: {error}")
        say(f"running without Prefect: {error}")
        body(direct)


def _on_prefect(body: Body, settings: Settings, name: str, history_days: int | None) -> None:
    errors: list[SocleError] = []

    def watched(runner: Runner) -> None:
        try:
            body(runner)
        except SocleError as error:
            errors.append(error)
            raise

    try:
        run_with_prefect(watched, name=name, width=settings.workers, history_days=history_days)
    except Exception as error:
        if errors:
            raise errors[0] from error
        # Prefect is the view, not the record: what it had done is done, the rest is done without it.
        raise NoServerError(f"Prefect failed in the middle of the run: {type(error).__name__}: {error}") from error


@contextmanager
def _server(settings: Settings, tell: Callable[[str], None], meanwhile: Callable[[], None]) -> Iterator[int | None]:
    """A server to run on; yields how many days of history to keep, None where the server is not ours."""
    url = configured_url()
    if url:
        use_configured(url)
        tell(f"{CONFIGURED}: {url}")
        yield None
        return
    with own_server(settings.state) as server:
        meanwhile()
        use_own(server, settings.state)
        server.wait(settings.server_start_seconds)
        tell(OWN)
        yield settings.history_days
