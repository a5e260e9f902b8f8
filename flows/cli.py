"""The `socle` command: thin commands, each calls one function defined elsewhere."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def socle() -> None:
    """Facts from ILO documents, in a DuckDB warehouse."""


@app.command()
def extract(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE…")] = None,
    *,
    format: Annotated[str, typer.Option()] = "jsonl",  # noqa: A002
    stdin_jsonl: Annotated[bool, typer.Option("--stdin-jsonl")] = False,
) -> None:
    """Print the facts of files, without a warehouse."""
    from flows.extract import answer_cases, records_of_file

    records = answer_cases(sys.stdin) if stdin_jsonl else (r for path in files or [] for r in records_of_file(path))
    for record in records:
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


def main() -> None:
    """Run the command."""
    app()
