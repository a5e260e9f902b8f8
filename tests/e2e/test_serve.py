"""The nightly schedule: runs are planned on a real server, and a planned run ingests."""

import json
import subprocess
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.server import own_server
from tests.kit import TEXTS, Socle

_PATIENCE = 150
"""Seconds: a guard against hanging; the server looks for new schedules every few seconds."""


def _ask(url: str, body: object) -> Any:
    request = urllib.request.Request(
        url, data=json.dumps(body).encode(), headers={"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def _until(ask: Callable[[], Any], serving: subprocess.Popen[str]) -> Any:
    """The first answer that is not empty; asks twice a second while the command runs."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if answer := ask():
            return answer
        try:
            serving.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            continue
        raise AssertionError(f"the command ended by itself: {serving.communicate()[1]}")
    raise AssertionError("the server planned no run, or the run did not end")


def test_the_schedule_plans_runs_and_a_run_ingests(make_socle: Callable[..., Socle], tmp_path: Path) -> None:
    with own_server(tmp_path / "server") as server:
        server.wait(90)
        socle = make_socle(prefect=True, PREFECT_API_URL=server.url, SOCLE_SCHEDULE="30 2 * * *")
        socle.write(dict(TEXTS))
        serving = socle.start("serve", str(socle.raw))
        try:
            waiting = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
            planned = _until(lambda: _ask(f"{server.url}/flow_runs/filter", waiting), serving)
            assert {run["expected_start_time"][11:16] for run in planned} == {"02:30"}

            deployment = planned[0]["deployment_id"]
            run = _ask(f"{server.url}/deployments/{deployment}/create_flow_run", {})
            ended = {"flow_runs": {"id": {"any_": [run["id"]]}, "state": {"type": {"any_": ["COMPLETED", "FAILED"]}}}}
            (done,) = _until(lambda: _ask(f"{server.url}/flow_runs/filter", ended), serving)
            assert done["state_type"] == "COMPLETED"
        finally:
            serving.terminate()
            serving.communicate(timeout=60)
    assert socle.query("select count(*) from documents") == [(3,)]
    assert socle.query("select status, documents_new from run_log") == [("ok", 3)]
