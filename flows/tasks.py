"""Who runs the stages: Prefect, as tasks over batches, or nobody but us. The stages know neither."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from schemas.errors import SocleError

RETRIES = 2


class Runner(Protocol):
    """Runs the parts of a flow."""

    def each(self, name: str, work: Callable[[int], None], numbers: Sequence[int]) -> None:
        """Run `work` on every number, several at once; returns when all have ended, raises what one of them raised."""
        ...

    def once(self, name: str, work: Callable[[], None]) -> None:
        """Run `work`."""
        ...


Body = Callable[[Runner], None]


class DirectRunner:
    """Runs everything in this process, without a server."""

    def __init__(self, width: int) -> None:
        self._width = width

    def each(self, name: str, work: Callable[[int], None], numbers: Sequence[int]) -> None:
        """See `Runner`."""
        with ThreadPoolExecutor(self._width, thread_name_prefix=name) as pool:
            for future in [pool.submit(work, number) for number in numbers]:
                future.result()

    def once(self, name: str, work: Callable[[], None]) -> None:
        """See `Runner`."""
        work()


def run_with_prefect(body: Body, *, name: str, width: int, history_days: int | None = None) -> None:
    """Run the body as a Prefect flow on the server that the environment names; raises what the body raises.

    With `history_days`, flow runs that ended before that are deleted from the server.
    """
    from prefect import flow
    from prefect.task_runners import ThreadPoolTaskRunner

    runner: Any = ThreadPoolTaskRunner(max_workers=width)

    @flow(
        name="ingest",
        flow_run_name=name,
        task_runner=runner,
        validate_parameters=False,
    )
    def ingest() -> None:
        body(_PrefectRunner())

    ingest()
    if history_days is not None:
        _prune(history_days)


class _PrefectRunner:
    """Runs each part as a task of the flow that is running."""

    def each(self, name: str, work: Callable[[int], None], numbers: Sequence[int]) -> None:
        from prefect import task

        made = task(name=name, task_run_name=f"{name}-{{number}}", retries=RETRIES, retry_condition_fn=_is_retryable)(
            _numbered(work)
        )
        for future in [made.submit(number) for number in numbers]:
            future.result()

    def once(self, name: str, work: Callable[[], None]) -> None:
        from prefect import task

        task(name=name, retries=RETRIES, retry_condition_fn=_is_retryable)(work)()


def _numbered(work: Callable[[int], None]) -> Callable[[int], None]:
    """The work under a parameter name that a task run's name can carry."""

    def numbered(number: int) -> None:
        work(number)

    return numbered


async def _is_retryable(_task: object, _run: object, state: object) -> bool:
    """Only our own errors know whether another try can help."""
    try:
        await state.aresult()  # type: ignore[attr-defined]
    except SocleError as error:
        return error.retryable
    except Exception:  # noqa: BLE001 - whatever it was, it is raised again by the task itself
        return False
    return False


def _prune(days: int) -> None:
    from datetime import UTC, datetime, timedelta

    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterEndTime

    with get_client(sync_client=True) as client:
        before = datetime.now(UTC) - timedelta(days=days)
        old = FlowRunFilter(end_time=FlowRunFilterEndTime(before_=before))
        for run in client.read_flow_runs(flow_run_filter=old, limit=200):
            client.delete_flow_run(run.id)
