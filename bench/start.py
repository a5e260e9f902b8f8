"""`socle extract FILE` from a cold start: what a person waits for."""

import subprocess
import sys
import time
from collections.abc import Iterator

from bench.kit import LONG_REPORTS, Table, best_of, brochure, shown


def run() -> Iterator[Table]:
    """Wall time of the command on a long text and on a PDF, and of starting alone."""
    files = [path for path in (brochure(), LONG_REPORTS[0]) if path]
    commands = [("python -c pass", [sys.executable, "-c", "pass"]), ("socle --help", socle("--help"))]
    commands += [(f"socle extract {shown(path)}", socle("extract", str(path), "--format", "jsonl")) for path in files]
    rows = [(name, *_measured(command)) for name, command in commands]
    columns = ["command", "seconds", "exit code"]
    yield Table("start: wall time of a command, best of 3", columns, rows, "Wanted: the brochure under 3 s.")


def socle(*arguments: str) -> list[str]:
    """The command line of `socle` in this environment."""
    return [sys.executable, "-m", "flows", *arguments]


def _measured(command: list[str]) -> tuple[float, int]:
    codes: list[int] = []
    seconds = best_of(lambda: codes.append(_exit_code(command)), enough=30.0, clock=time.perf_counter)
    return round(seconds, 2), max(codes)


def _exit_code(command: list[str]) -> int:
    return subprocess.run(command, check=False, capture_output=True).returncode
