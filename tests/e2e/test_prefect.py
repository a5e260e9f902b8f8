"""Prefect as the view of a run: on a server that is configured, on our own, or on none."""

import json
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from flows.server import own_server
from tests.kit import TEXTS, Socle

MakeSocle = Callable[..., Socle]


def flow_runs(url: str) -> list[dict[str, Any]]:
    """The flow runs that a server knows."""
    request = urllib.request.Request(
        f"{url}/flow_runs/filter", data=b"{}", headers={"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        runs: list[dict[str, Any]] = json.load(answer)
    return runs


def test_a_configured_server_shows_the_run(make_socle: MakeSocle) -> None:
    with own_server(make_socle("server").state) as server:
        server.wait(90)
        socle = make_socle(prefect=True, PREFECT_API_URL=server.url)
        socle.write(dict(TEXTS))
        report = socle.ingest()
        assert report["orchestrator"] == f"configured: {server.url}"
        shown = {run["name"]: run["state_type"] for run in flow_runs(server.url)}
    assert shown[report["run_id"][:12]] == "COMPLETED"


def test_without_one_socle_starts_its_own_and_ends_it(make_socle: MakeSocle) -> None:
    socle = make_socle(prefect=True)
    socle.write(dict(TEXTS))
    report = socle.ingest()
    assert (report["exit_code"], report["orchestrator"]) == (0, "own")
    assert socle.query("select orchestrator from run_log") == [("own",)]
    # The user's own Prefect profile is not touched.
    assert not (socle.home / ".prefect").exists()
    assert (socle.state / "prefect" / "prefect.db").is_file()


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/api", "not an address"])
def test_a_server_that_does_not_answer_stops_no_run(make_socle: MakeSocle, url: str) -> None:
    socle = make_socle(prefect=True, PREFECT_API_URL=url)
    socle.write(dict(TEXTS))
    report = socle.ingest()
    assert (report["exit_code"], report["documents_new"]) == (0, 3)
    assert report["orchestrator"].startswith("none: ")
    assert "running without Prefect" in report["stderr"]
    ((said,),) = socle.query("select orchestrator from run_log")
    assert said == report["orchestrator"]


def test_a_server_that_goes_away_in_the_middle_stops_no_run(make_socle: MakeSocle) -> None:
    """The tables are the record: what Prefect leaves undone is done without it."""
    socle = make_socle(prefect=True, SOCLE_BATCH_SIZE="2")
    with own_server(socle.state) as server:
        server.wait(90)
        socle.environment["PREFECT_API_URL"] = server.url
        line = "In {year} the fund paid 2 million euros, as agreed on 3 March {year}.\n\n"
        socle.write({f"{n}.txt": "".join(line.format(year=1960 + n + part) for part in range(60)) for n in range(12)})
        run = socle.start("ingest", str(socle.raw), "--format", "json")
        assert run.stderr
        for said in iter(run.stderr.readline, ""):
            if said.startswith("reading: "):
                break
        server.process.kill()
        output, _ = run.communicate(timeout=200)
    assert run.returncode == 0
    assert json.loads(output)["documents_new"] == 12
    assert socle.query("select count(*) from documents") == [(12,)]
