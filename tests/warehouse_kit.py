"""Documents, facts and runs made by hand, for tests of the warehouse."""

import atexit
import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from extractors.fingerprint import sign, verify
from schemas.document import Block, BlockKind, Box, Cell, Document, DocumentKind, OffsetMap, Page, Segment, Word
from schemas.facts.amount import Amount, Measure
from schemas.facts.base import Fact, Located, Unresolved
from schemas.facts.contact import Contact
from schemas.facts.date import Date, Precision
from schemas.facts.programme import ProgrammeMention, ProgrammeType
from schemas.run import LoadReport, Run, RunReport, RunStatus, Scan, Sighting
from warehouse.ddl import CORE_MODELS, quote
from warehouse.load import load_run
from warehouse.migrate import shard_schemas
from warehouse.open import Writer, open_writer
from warehouse.paths import WarehousePaths
from warehouse.rows import Rows, document_rows, extraction_rows, merge_rows
from warehouse.runs import begin_run, finish_run
from warehouse.shards import read_shards, write_shard

START = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)
EXTRACTORS = {"amounts": 1, "contacts": 1, "dates": 1, "programmes": 1}
CATALOGUE: list[dict[str, Any]] = [
    {
        "key": "better-work",
        "type": "programme",
        "names": {"en": ["Better Work"], "fr": ["Better Work"], "zh": ["更好的工作"]},
        "acronyms": ["BW"],
        "verified": True,
        "source": "betterwork.org, 2024",
    }
]


def document_of(text: str, *, language: str = "en", title: str = "A title", **changes: Any) -> Document:
    """A document of one block, its id the hash of its text."""
    fields: dict[str, Any] = {
        "id": hashlib.sha256(text.encode()).hexdigest(),
        "media_type": "text/plain",
        "reader": "plain",
        "text": text,
        "reading": text,
        "offsets": OffsetMap.identity(len(text)),
        "blocks": (Block(BlockKind.PARAGRAPH, 0, len(text), language=language),),
        "language": language,
        "languages": (language,),
        "kind": DocumentKind.PRESS_RELEASE,
        "title": title,
        "published": date(2025, 3, 1),
        "encoding": "utf-8",
    }
    return Document(**fields | changes)


def laid_out_document() -> Document:
    """A document with pages, boxes, a table cell, metadata and a reading that differs from its text."""
    text = "Le pro-\ngramme coûte\n5 USD"
    return Document(
        id=hashlib.sha256(text.encode()).hexdigest(),
        media_type="application/pdf",
        reader="pdf",
        text=text,
        reading="Le programme coûte\n\n5 USD",
        offsets=OffsetMap(
            [Segment(0, 6, 0, 6), Segment(6, 18, 8, 20), Segment(18, 20, 20, 21), Segment(20, 25, 21, 26)]
        ),
        blocks=(
            Block(BlockKind.PARAGRAPH, 0, 18, page=1, boxes=(Box(1, 10.5, 20, 200, 44.25),), language="fr"),
            Block(BlockKind.CELL, 20, 25, page=2, cell=Cell(0, 1, 2, header=True)),
        ),
        pages=(Page(1, 0, 21, 595.0, 842.0), Page(2, 21, 26)),
        words=(Word(0, 2, Box(1, 10.5, 20, 30, 32)), Word(3, 7, Box(1, 33, 20, 60, 32))),
        metadata={"author": "BIT", "producer": "test"},
        warnings=("odd_fonts",),
        language="fr",
        languages=("fr", "zh-Hans"),
        kind=DocumentKind.BROCHURE,
        title="Coûts",
        published=None,
    )


def place(document: Document, fact: Fact, extractor: str, version: int = 1) -> Located[Fact]:
    """A fact in its document, without a page."""
    start, end = document.offsets.to_text(fact.start, fact.end)
    return Located(
        fact,
        document_id=document.id,
        extractor=extractor,
        version=version,
        start=start,
        end=end,
        text=document.text[start:end],
        page=document.page_of(start),
        line=document.line_of(start),
        language=document.language,
        sentence=document.text.splitlines()[document.line_of(start) - 1],
    )


def money(document: Document, words: str, low: str, currency: str = "USD", **changes: Any) -> Located[Fact]:
    """An amount of money where `words` stand."""
    start = document.reading.index(words)
    fields = {"measure": Measure.MONEY, "currency_code": currency, "low": Decimal(low), "high": Decimal(low)}
    version = changes.pop("version", 1)
    fact = Amount(start=start, end=start + len(words), rule="test", confidence=0.9, **fields | changes)
    return place(document, fact, "amounts", version)


def year(document: Document, words: str) -> Located[Fact]:
    """A year where `words` stand."""
    start, number = document.reading.index(words), int(words)
    fact = Date(
        start=start,
        end=start + len(words),
        rule="year",
        confidence=0.8,
        start_date=date(number, 1, 1),
        end_date=date(number, 12, 31),
        edtf=words,
        precision=Precision.YEAR,
    )
    return place(document, fact, "dates")


def address(document: Document, words: str, **fields: Any) -> Located[Fact]:
    """A contact with an e-mail address where `words` stand."""
    start = document.reading.index(words)
    fact = Contact(start=start, end=start + len(words), rule="e-mail", confidence=1.0, emails=(words,), **fields)
    return place(document, fact, "contacts")


def mention(document: Document, words: str, key: str | None = None) -> Located[Fact]:
    """A mention of a programme where `words` stand."""
    start = document.reading.index(words)
    fact = ProgrammeMention(
        start=start,
        end=start + len(words),
        rule="catalogue",
        confidence=0.9,
        name=words,
        type=ProgrammeType.PROGRAMME,
        programme_key=key,
    )
    return place(document, fact, "programmes")


def unresolved(document: Document, words: str, kind: str = "amount") -> Located[Unresolved]:
    """Something unresolved where `words` stand."""
    start = document.reading.index(words)
    found = Unresolved(start=start, end=start + len(words), rule="test", kind=kind, reason="number_format")
    return Located(found, document.id, "amounts", 1, start, start + len(words), words, sentence=words)


def rows_of(
    document: Document,
    facts: Sequence[Located[Fact]] = (),
    open_values: Sequence[Located[Unresolved]] = (),
    *,
    versions: dict[str, int] | None = None,
    errors: dict[str, str] | None = None,
) -> Rows:
    """All rows of a document that was read and extracted."""
    return merge_rows(
        [
            document_rows(document, sign(document), size=len(document.text)),
            *extractions_of(document, facts, open_values, versions=versions, errors=errors),
        ]
    )


def extractions_of(
    document: Document,
    facts: Sequence[Located[Fact]] = (),
    open_values: Sequence[Located[Unresolved]] = (),
    *,
    versions: dict[str, int] | None = None,
    errors: dict[str, str] | None = None,
) -> list[Rows]:
    """Rows of each extractor's outcome on a document."""
    return [
        extraction_rows(document.id, name, version, facts, open_values, (errors or {}).get(name))
        for name, version in (versions or EXTRACTORS).items()
    ]


def open_test_writer(root: Path, models: dict[str, type[Fact]] | None = None) -> Writer:
    """The writer of a warehouse under `root`; a new one starts from a copy of an empty warehouse, for speed."""
    paths = WarehousePaths(root / "ilo.duckdb")
    if not models and not paths.writer.exists() and not paths.manifest.exists():
        paths.make()
        shutil.copyfile(_empty_warehouse(), paths.writer)
    return open_writer(paths, {**CORE_MODELS, **(models or {})})


@cache
def _empty_warehouse() -> Path:
    directory = Path(tempfile.mkdtemp(prefix="socle-empty-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    paths = WarehousePaths(directory / "ilo.duckdb")
    open_writer(paths, CORE_MODELS).connection.close()
    return paths.writer


def run_of(number: int = 1, **changes: Any) -> Run:
    """A run, a day after the one before it."""
    started = START + timedelta(days=number)
    fields: dict[str, Any] = {"run_id": Run.new_id(started), "started_at": started, "versions": EXTRACTORS}
    return Run(**fields | {"roots": ("raw",)} | changes)


def load(
    writer: Writer,
    run: Run,
    batches: Iterable[Rows] = (),
    *,
    scan: Scan | None = None,
    again: bool = False,
) -> LoadReport:
    """One whole run on batches of rows; every document of them is seen at `raw/<id>.txt` unless `scan` says else."""
    directory = writer.paths.run_shards(run.run_id)
    begin_run(writer.connection, run)
    seen: list[Sighting] = []
    for number, rows in enumerate(batches):
        write_shard(directory, f"batch-{number:04}", rows, shard_schemas(writer.connection))
        seen.extend(
            Sighting(row["document_id"], f"raw/{row['document_id'][:8]}.txt") for row in rows.get("documents", [])
        )
    report = load_run(
        writer.connection,
        run,
        read_shards(directory),
        scan=scan or Scan(("raw",), tuple(seen)),
        verify=verify,
        programmes=CATALOGUE,
        again=again,
    )
    finish_run(writer, run, RunReport(RunStatus.OK, run.started_at + timedelta(minutes=1), load=report))
    return report


def contents(writer: Writer) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of schema base, without what two equal warehouses may differ in: runs, their ids, time stamps."""
    left_out = {"runs", "run_stages", "family_aliases", "migrations"}
    tables = writer.connection.execute(
        """
        select table_name, list(column_name order by column_index) from duckdb_columns()
        where schema_name = 'base' and table_name <> 'facts' and column_name <> 'run_id'
            and data_type <> 'TIMESTAMP WITH TIME ZONE'
        group by table_name
        """
    ).fetchall()
    return {
        table: sorted(
            writer.connection.execute(f"select {', '.join(map(quote, columns))} from base.{table}").fetchall(), key=repr
        )
        for table, columns in sorted(tables)
        if table not in left_out
    }
