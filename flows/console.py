"""What people see: progress and messages on stderr, results on stdout. The only place that prints."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from schemas.errors import SocleError

# Without a terminal a line is written whenever this share of the work has been done.
_STEP = 0.1


def say(message: str) -> None:
    """A message for people."""
    _stderr().print(message, soft_wrap=True)


def say_error(error: SocleError) -> None:
    """An error: what, why and what to do."""
    say(f"socle: {error}")
    if error.advice:
        say(f"       {error.advice}")


def write(text: str) -> None:
    """A result, as it is."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def write_json(value: object, *, indent: int | None = 1) -> None:
    """A result as JSON."""
    write(json.dumps(value, ensure_ascii=False, indent=indent, default=str))


def write_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], title: str | None = None) -> None:
    """A result as a table; numbers stand to the right."""
    rows = [list(row) for row in rows]
    table = Table(title=title, title_justify="left", header_style="bold")
    for index, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[index], int | float) or row[index] is None for row in rows)
        table.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else 160, highlight=False, markup=False).print(table)


def write_list(entries: Iterable[tuple[str, Mapping[str, object]]], title: str) -> None:
    """Things with a name, such as a path, that is never broken over lines, and a line for each of their values."""
    write(f"\n{title}")
    for name, values in entries:
        write(f"  {name}")
        for label, value in values.items():
            if value not in (None, ""):
                write(f"      {label}: {value}")


def write_pairs(pairs: Mapping[str, object], title: str | None = None) -> None:
    """A short table of names and values."""
    table = Table(title=title, title_justify="left", show_header=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, value in pairs.items():
        table.add_row(name, _cell(value))
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else 160, highlight=False, markup=False).print(table)


class ProgressLine:
    """A bar for people at a terminal, plain lines otherwise. Use as a context manager; `advance` is safe in threads."""

    def __init__(self, label: str, total: int) -> None:
        self._label = label
        self._total = total
        self._done = 0
        self._said = 0.0
        self._bar: Progress | None = None
        if sys.stderr.isatty():
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Progress(*columns, console=_stderr(), transient=True)

    def __enter__(self) -> "ProgressLine":
        if self._bar:
            self._bar.start()
            self._task = self._bar.add_task(self._label, total=self._total)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def advance(self) -> None:
        """One more is done."""
        self._done += 1
        if self._bar:
            self._bar.advance(self._task)
        elif self._done == self._total or self._done - self._said >= self._total * _STEP:
            self._said = self._done
            say(f"{self._label}: {self._done} of {self._total}")


def _stderr() -> Console:
    return Console(stderr=True, highlight=False, markup=False)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}".replace(",", " ")
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)
