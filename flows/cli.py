"""The `socle` command: thin commands, each calls one function defined elsewhere."""

import os
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.console import say, say_error
from flows.scoring.choices import By, CaseClass
from schemas.errors import LockedError, SettingsError, SocleError

if TYPE_CHECKING:
    from flows.settings import Settings

OK, SOMETHING_FAILED, USAGE, RUN_FAILED, LOCKED, INTERRUPTED = 0, 1, 2, 3, 4, 130

# Typer brings its own copy of Click since 0.26; this is the class in either.
_UsageError: type[Any] = typer.BadParameter.__mro__[1]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


class TableFormat(StrEnum):
    """How the rows of a query are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


class RecordFormat(StrEnum):
    """How facts of files are written."""

    TABLE = "table"
    JSONL = "jsonl"


class ReportFormat(StrEnum):
    """How a report is written."""

    TABLE = "table"
    JSON = "json"


Warehouse = Annotated[
    Path | None,
    typer.Option(
        "--warehouse",
        envvar="SOCLE_WAREHOUSE",
        metavar="PATH",
        help="The published file; the writer's own files lie beside it.  [default: warehouse/ilo.duckdb]",
    ),
]
Report = Annotated[ReportFormat, typer.Option("--format", help="table for people, json for programs.")]
Name = Annotated[
    str, typer.Argument(metavar="DOCUMENT", help="A path, a file name, or a unique beginning of a document's id.")
]


@app.callback()
def socle() -> None:
    """Facts from ILO brochures and press releases: amounts, dates, contacts, programmes, in a DuckDB warehouse.

    Results go to stdout, messages to stderr. Exit codes: 0 all well; 1 something in this run was quarantined, or a
    floor was missed; 2 usage, an ambiguous name or an SQL error; 3 the run failed and nothing was published, or the
    warehouse is missing, newer or corrupt; 4 another run holds the lock; 130 interrupted.
    """


@app.command()
def ingest(
    raw_dir: Annotated[Path, typer.Argument(help="The folder with the documents; read recursively.")] = Path("raw"),
    *,
    warehouse: Warehouse = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be read; read and publish nothing.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Read everything again, also what is known.")] = False,
    format: Report = ReportFormat.TABLE,  # noqa: A002 - the option's name
) -> None:
    """Ingest what is new, publish, and print what happened.

    Files are never changed or moved. A file that cannot be read goes to quarantine (see `socle status --quarantine`),
    the others are loaded. Analysts keep querying the published file meanwhile.
    """
    from flows import ingest as flow
    from flows.report import write_plan, write_result

    settings = _settings(warehouse)
    if dry_run:
        write_plan(flow.plan(raw_dir, settings, again=again), as_json=format is ReportFormat.JSON)
        return
    result = flow.ingest(raw_dir, settings, again=again)
    write_result(result, as_json=format is ReportFormat.JSON)
    _exit(SOMETHING_FAILED if result.has_errors else OK)


@app.command()
def extract(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE…", help="Files of any type that ingest reads; - is stdin.")
    ] = None,
    *,
    format: Annotated[  # noqa: A002 - the option's name
        RecordFormat, typer.Option("--format", help="table for people, jsonl for programs.")
    ] = RecordFormat.TABLE,
    language: Annotated[
        str | None, typer.Option(help="BCP 47 tag of the files (fr, en, zh-Hans …); found out where not given.")
    ] = None,
    published: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Date of publication; found in the file where not given."),
    ] = None,
    unresolved: Annotated[
        bool, typer.Option("--unresolved", help="Also what was seen and could not be normalised.")
    ] = False,
    stdin_jsonl: Annotated[
        bool,
        typer.Option("--stdin-jsonl", help='Read {"id", "text", "language", "published"} a line, answer a line each.'),
    ] = False,
) -> None:
    """Print the facts of files, without a warehouse.

    Examples: `socle extract report.pdf`, `socle extract raw/*.html --format jsonl`, `cat a.txt | socle extract -`.
    """
    from flows import extract as flow

    options = flow.Options(language, published.date() if published else None, unresolved)
    if stdin_jsonl:
        _exit(OK if flow.answer_cases(sys.stdin) else SOMETHING_FAILED)
        return
    if not files:
        raise SettingsError("no file is named", advice="name files, - for stdin, or --stdin-jsonl")
    _exit(OK if flow.write_facts(files, options, as_table=format is RecordFormat.TABLE) else SOMETHING_FAILED)


@app.command()
def sql(
    query: Annotated[str | None, typer.Argument(help="One SELECT; quote it for the shell.")] = None,
    *,
    file: Annotated[
        Path | None, typer.Option("--file", exists=True, dir_okay=False, help="Read the query from a file.")
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        TableFormat, typer.Option("--format", help="table, csv, json or parquet (binary: redirect it to a file).")
    ] = TableFormat.TABLE,
    warehouse: Warehouse = None,
) -> None:
    """Query the published warehouse, read-only.

    Example: `socle sql "select programme_key, sum(low) from amounts join … group by all"`. `socle describe` lists what
    there is to query.
    """
    from flows.inspect import write_query

    if (query is None) == (file is None):
        raise SettingsError("give a query or --file, one of the two")
    text = query if query is not None else file.read_text("utf-8") if file else ""
    write_query(_settings(warehouse).warehouse, text, format.value)


@app.command()
def describe(
    name: Annotated[str | None, typer.Argument(help="A table or view, such as amounts or base.documents.")] = None,
    *,
    warehouse: Warehouse = None,
) -> None:
    """Tables, views and columns, with what they mean."""
    from flows.inspect import write_description

    write_description(_settings(warehouse).warehouse, name)


@app.command()
def show(
    fact_id: Annotated[str, typer.Argument(metavar="FACT_ID", help="A fact's id, or a unique beginning of it.")],
    *,
    warehouse: Warehouse = None,
) -> None:
    """The fact, its sentence with the fact marked, file, page, line and rule."""
    from flows.inspect import write_fact

    write_fact(_settings(warehouse).warehouse, fact_id)


@app.command()
def status(
    *,
    quarantine: Annotated[
        bool, typer.Option("--quarantine", help="List what could not be read: file, reason, what to do.")
    ] = False,
    warehouse: Warehouse = None,
    format: Report = ReportFormat.TABLE,  # noqa: A002 - the option's name
) -> None:
    """The last runs, open quarantine and counts."""
    from flows.inspect import write_quarantine, write_status

    write = write_quarantine if quarantine else write_status
    write(_settings(warehouse).warehouse, as_json=format is ReportFormat.JSON)


@app.command()
def versions(
    document: Name,
    *,
    warehouse: Warehouse = None,
    format: Report = ReportFormat.TABLE,  # noqa: A002 - the option's name
) -> None:
    """A document's family of near-identical versions, and what changed between them: words and facts."""
    from flows.versions import write_versions

    write_versions(_settings(warehouse).warehouse, document, as_json=format is ReportFormat.JSON)


@app.command()
def evaluate(  # noqa: PLR0913 - the options of a command
    gold: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="GOLD…", help="Files or folders of gold.  [default: tests/gold, and outside extractors']"
        ),
    ] = None,
    *,
    cases: Annotated[bool, typer.Option("--cases", help="GOLD are files of short cases.")] = False,
    sort: Annotated[
        CaseClass, typer.Option("--class", help="Which cases: absolute can be read without knowing the day of writing.")
    ] = CaseClass.ALL,
    by: Annotated[By, typer.Option("--by", help="What a row stands for, beside kind and half.")] = By.LANGUAGE,
    errors: Annotated[
        bool, typer.Option("--errors", help="List what went wrong, with its context; never in frozen documents.")
    ] = False,
    documents: Annotated[
        Path | None, typer.Option(help="Where the documents lie; found beside the gold where not given.")
    ] = None,
    floors: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The floors; found beside the gold where not given.")
    ] = None,
    raise_floors: Annotated[
        bool, typer.Option("--raise-floors", help="Set the floors to the scores; refused where one would fall.")
    ] = False,
    lower_floors: Annotated[
        str, typer.Option(metavar="REASON", help="Set the floors to the scores, lower ones too; the reason is kept.")
    ] = "",
    format: Report = ReportFormat.TABLE,  # noqa: A002 - the option's name
) -> None:
    """Precision, recall and F1 against gold: detection, value, and the keys that are scored apart.

    Exit code 1 where a score is below its floor. Examples: `socle evaluate`, `socle evaluate tests/gold --by document
    --errors`, `socle evaluate --cases ../shared/external --class absolute`.
    """
    from flows import evaluate as scoring

    options = scoring.Options(
        cases=cases,
        sort=sort,
        documents=documents,
        by=by,
        errors=errors,
        as_json=format is ReportFormat.JSON,
        floors=floors,
        raise_floors=raise_floors,
        reason=lower_floors,
    )
    _exit(scoring.evaluate(gold or [], options))


@app.command()
def retry(
    *,
    warehouse: Warehouse = None,
    format: Report = ReportFormat.TABLE,  # noqa: A002 - the option's name
) -> None:
    """Try every quarantined file again, whatever its reason, without waiting for its turn."""
    from flows import ingest as flow
    from flows.report import write_result

    result = flow.retry(_settings(warehouse))
    if result is None:
        say("nothing is in quarantine")
        return
    write_result(result, as_json=format is ReportFormat.JSON)
    _exit(SOMETHING_FAILED if result.has_errors else OK)


@app.command()
def forget(
    document: Name,
    *,
    warehouse: Warehouse = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase a document for good: its text, its facts, and every snapshot that holds it."""
    from flows.erase import forget as erase

    erase(_settings(warehouse), document, sure=yes)


@app.command()
def rollback(*, warehouse: Warehouse = None) -> None:
    """Publish the snapshot before the last one again."""
    from flows.erase import rollback as go_back

    go_back(_settings(warehouse))


@app.command()
def serve(
    raw_dir: Annotated[Path, typer.Argument(help="The folder with the documents.")] = Path("raw"),
    *,
    warehouse: Warehouse = None,
) -> None:
    """Run the nightly schedule (SOCLE_SCHEDULE, a cron expression; SOCLE_TIMEZONE) until stopped."""
    from flows.serve import serve as run

    run(raw_dir, _settings(warehouse))


def main() -> None:
    """Run the command and leave with its exit code."""
    sys.exit(run(app))


def run(command: Callable[..., object]) -> int:
    """The exit code of a command: errors of ours become a message and a code, never a traceback."""
    try:
        outcome = command(standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads our output has closed it (`socle sql … | head`): that is their good right.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - a fault of ours is told, with its code
        return _told(error)
    return outcome if isinstance(outcome, int) else OK


def _told(error: BaseException) -> int:
    """Say what went wrong; the exit code that stands for it."""
    if isinstance(error, typer.Exit):
        return error.exit_code
    if isinstance(error, typer.Abort | KeyboardInterrupt):
        say("socle: interrupted")
        return INTERRUPTED
    if isinstance(error, _UsageError):
        error.show()
        return USAGE
    if isinstance(error, SocleError):
        say_error(error)
        return _code_of(error)
    # A fault of ours: told in full, with the code of a failed run.
    traceback.print_exception(error)
    return RUN_FAILED


def _code_of(error: SocleError) -> int:
    if isinstance(error, LockedError):
        return LOCKED
    return USAGE if isinstance(error, SettingsError) else RUN_FAILED


def _settings(warehouse: Path | None) -> "Settings":
    from pydantic import ValidationError

    from flows.settings import Settings

    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "SOCLE_" + "__".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name}: {first['msg']}", advice="correct or unset the environment variable") from error
    return settings.model_copy(update={"warehouse": warehouse}) if warehouse else settings


def _exit(code: int) -> None:
    if code:
        raise typer.Exit(code)
