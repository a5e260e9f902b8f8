"""The machine and the versions that figures belong to."""

import os
import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.kit import Table

OURS = ("socle", "spacy", "pdfplumber", "pdfminer.six", "pypdfium2", "duckdb", "prefect", "rensa")
OTHERS = ("recognizers-text-suite", "dateparser", "quantulum3", "datasketch")


def run() -> Iterator[Table]:
    """Processor, cores, how busy they are, Python, versions."""
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    rows = [
        ("processor", _processor()),
        ("cores", f"{len(os.sched_getaffinity(0))}, load before the run {load} (1, 5, 15 minutes)"),
        ("system", f"{platform.system()} {platform.release()}, Python {platform.python_version()}"),
        ("versions", ", ".join(f"{name} {installed(name)}" for name in OURS)),
        ("beside", ", ".join(f"{name} {installed(name)}" for name in OTHERS)),
    ]
    yield Table("machine", ["what", "value"], rows)


def installed(package: str) -> str:
    """The installed version of a package, or that there is none."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
