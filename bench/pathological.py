"""A megabyte of what makes patterns backtrack: how long it takes, and whether twice the text takes twice as long.

Each input is extracted in a process of its own (`python -m bench.pathological NAME LANGUAGE`), which is stopped when it
takes far too long.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from bench.kit import Table, document_of, processor_time
from flows.console import write_json

SIZE = 1_000_000
STOP_SECONDS = 120
LANGUAGES = ("en", "fr", "zh")
PIECES = {
    "1,1,1,…": "1,",
    "blanks": " ",
    "@": "@",
    "one Chinese digit": "五",
    "1/1/1/": "1/",
    "((((": "(",
    "www.": "www.",
    "letters": "abcdefghij",
}


def run() -> Iterator[Table]:
    """One row an input: the slowest of the three languages."""
    rows = []
    for name in PIECES:
        slowest = max((_measured(name, language) for language in LANGUAGES), key=lambda result: result["full"])
        half, full = slowest["half"], slowest["full"]
        stopped = full >= STOP_SECONDS
        rows.append(
            (
                name,
                slowest["read"],
                half,
                f"> {STOP_SECONDS}" if stopped else full,
                None if stopped else round(full / max(half, 0.01), 1),
                slowest["language"],
                slowest["slowest"],
            )
        )
    columns = ["input", "read, s", "0.5 MB, s", "1 MB, s", "times", "language", "slowest part"]
    yield Table(
        "pathological: seconds of extraction, the slowest language",
        columns,
        rows,
        "Wanted: 1 MB under 5 s. Twice the text is to take about twice the time.",
    )


def _measured(name: str, language: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.pathological", name, language]
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        return {"language": language, "read": None, "half": None, "full": float(STOP_SECONDS), "slowest": None}
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def measure(name: str, language: str) -> dict[str, Any]:
    """Seconds to read a megabyte, to extract half of it and all of it, and which part took longest."""
    from bench.speed import part_seconds
    from extractors.pipeline import extract

    extract(document_of("Warm: 5 % on 3 May 2014.", language))
    half = document_of(_text(name, SIZE // 2), language)
    started = processor_time()
    full = document_of(_text(name, SIZE), language)
    read = processor_time() - started
    seconds = []
    for document in (half, full):
        started = processor_time()
        extract(document)
        seconds.append(processor_time() - started)
    parts = part_seconds(half)
    slowest = max(parts, key=lambda part: parts[part])
    times = {"read": read, "half": seconds[0], "full": seconds[1]}
    return {"language": language, "slowest": slowest} | {key: round(value, 2) for key, value in times.items()}


def _text(name: str, size: int) -> str:
    piece = PIECES[name]
    text = piece * (size // len(piece.encode()))
    # A text of blanks alone is empty, and refused as such.
    return f"a{text}b" if text.isspace() else text


if __name__ == "__main__":
    write_json(measure(*sys.argv[1:]))
