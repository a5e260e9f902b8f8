"""A Prefect server for one run: ours where none is configured, gone when the run is gone."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.processes import die_with_parent
from schemas.errors import SocleError

# A clean console and no telemetry; read when Prefect is imported, by us and by the server.
QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_CLIENT_MAX_RETRIES": "1",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
}
_POLL = 0.1


class NoServerError(SocleError):
    """No Prefect server could be had; the run goes on without one."""

    reason = "no_server"
    retryable = True


@dataclass
class Server:
    """A server process that has been started and may not answer yet."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def wait(self, seconds: float) -> None:
        """Return when the server answers; raises `NoServerError` where it does not in time."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise NoServerError(f"the Prefect server ended at its start (see {self.log})")
            if answers(self.url):
                return
            time.sleep(_POLL)
        raise NoServerError(f"the Prefect server did not answer within {seconds:g} s (see {self.log})")


def configured_url() -> str | None:
    """The Prefect server that the environment or a `prefect.toml`, `pyproject.toml` or `.env` in this folder names."""
    url = os.environ.get("PREFECT_API_URL", "").strip()
    if url:
        return url
    for name in ("prefect.toml", "pyproject.toml", ".env"):
        path = Path(name)
        if path.is_file() and "prefect" in path.read_text("utf-8", errors="replace").lower():
            return _url_in_settings()
    return None


@contextmanager
def own_server(state: Path) -> Iterator[Server]:
    """Start a server on a free loopback port with its state under `state`; it is stopped at the end, and dies with us.

    Call it from a thread that lasts as long as the run: the kernel ties the server's life to it.
    """
    home = state / "prefect"
    home.mkdir(parents=True, exist_ok=True)
    log = home / "server.log"
    port = _free_port()
    command = [sys.executable, "-m", "uvicorn", "--factory", "prefect.server.api.server:create_app"]
    parent = os.getpid()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port), "--timeout-keep-alive", "5"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=os.environ | _environment(home, port),
            preexec_fn=lambda: die_with_parent(parent),  # noqa: PLW1509 - one prctl call, no locks
        )
    try:
        yield Server(f"http://127.0.0.1:{port}/api", process, log)
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def use_own(server: Server, state: Path) -> None:
    """Point Prefect at our own server; to be called before Prefect is imported. The user's profile is left alone."""
    home = state / "prefect"
    os.environ.update(QUIET)
    os.environ.update(
        PREFECT_API_URL=server.url, PREFECT_HOME=str(home), PREFECT_PROFILES_PATH=str(home / "profiles.toml")
    )


def use_configured(url: str) -> None:
    """Point Prefect at the server that is configured; raises `NoServerError` where it does not answer."""
    if not answers(url):
        raise NoServerError(f"the Prefect server at {url} does not answer", advice="start it, or unset PREFECT_API_URL")
    os.environ.update(QUIET)
    os.environ["PREFECT_API_URL"] = url


def answers(url: str) -> bool:
    """Whether a Prefect server answers at this address of its API."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError, ValueError):
        return False


def _environment(home: Path, port: int) -> dict[str, str]:
    return QUIET | {
        "PREFECT_HOME": str(home),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_API_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{home / 'prefect.db'}",
        "PREFECT_API_DATABASE_TIMEOUT": "30",
    }


def _url_in_settings() -> str | None:
    """What Prefect itself reads from its settings files; in a child, so that Prefect is not imported here too early."""
    code = "from prefect.settings import get_current_settings as s; print(s().api.url or '')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ | QUIET, check=False
    )
    return done.stdout.strip() or None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
