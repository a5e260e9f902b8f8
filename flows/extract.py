"""Facts of single files and of short cases, without a warehouse: `socle extract`."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from extractors import links, registry
from extractors.identify import identify
from extractors.pipeline import Extraction, extract
from extractors.text.base import RawFile
from flows.console import say_error, write, write_table
from flows.documents import read_file
from schemas.document import Document
from schemas.errors import SocleError
from schemas.facts.base import Fact, Located, Unresolved, kind_of
from schemas.facts.link import Link
from schemas.limits import Limits

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Options:
    """What the user knows of the files; what is None is found out."""

    language: str | None = None
    published: date | None = None
    unresolved: bool = False


def extract_raw(raw: RawFile, options: Options = Options()) -> Extraction:
    """Read, identify and extract; raises a `SocleError` for what cannot be read."""
    document = registry.read(raw)
    return extract(identify(document, language=options.language, published=options.published))


def write_facts(files: Sequence[Path], options: Options, *, as_table: bool) -> bool:
    """Print the facts of files; False where one of them could not be read."""
    well = True
    for path in files:
        try:
            raw = RawFile(sys.stdin.buffer.read(), STDIN) if str(path) == STDIN else read_file(path, Limits())
            extraction = extract_raw(raw, options)
        except SocleError as error:
            say_error(error)
            well = False
            continue
        records = list(records_of(extraction, raw.name, str(path), unresolved=options.unresolved))
        if as_table:
            _write_table(str(path), extraction, records)
        else:
            for record in records:
                write(json.dumps(record, ensure_ascii=False))
        for outcome in extraction.outcomes:
            if outcome.error:
                say_error(SocleError(f"{path}: the extractor {outcome.extractor} failed: {outcome.error}"))
                well = False
    return well


def records_of(extraction: Extraction, doc: str, path: str, *, unresolved: bool = False) -> Iterator[dict[str, Any]]:
    """The facts of a document as records of the annotation guide, with provenance, its links, what is unresolved."""
    for item in extraction.facts:
        yield record_of(item, doc, path)
    for link in extraction.links:
        yield link_record(extraction.document, link, doc, path)
    for open_item in extraction.unresolved if unresolved else ():
        yield _unresolved_of(open_item, doc, path)


def record_of(item: Located[Fact], doc: str, path: str | None = None) -> dict[str, Any]:
    """A fact as a record of the annotation guide, with its provenance."""
    return _head(item, doc, path) | {
        "kind": kind_of(item.found),
        "value": item.found.value(),
        "confidence": item.found.confidence,
    }


def link_record(document: Document, link: Link, doc: str, path: str | None = None) -> dict[str, Any]:
    """A link as a record of the annotation guide: its ends are offsets into the text.

    `start`, `end` and `text` are those of its near end, and the value is an object, as in every record: the shared
    scorer refuses a file with records that have it otherwise.
    """
    start, end = document.offsets.to_text(link.from_start, link.from_end)
    far = None
    if link.to_start is not None and link.to_end is not None:
        far = list(document.offsets.to_text(link.to_start, link.to_end))
    return {
        "doc": doc,
        "kind": "link",
        "relation": link.relation.value,
        "from": [start, end],
        "to": far,
        "value": {"country_code": link.value} if link.value else {},
        "start": start,
        "end": end,
        "text": document.text[start:end],
        "path": path,
        "page": document.page_of(start),
        "rule": link.rule,
        "confidence": link.confidence,
        "extractor": links.NAME,
        "version": links.VERSION,
    }


def answer_cases(lines: Iterable[str]) -> bool:
    """Answer lines of `{"id", "text", "language", "published"}`, a line each; False where one could not be read."""
    well = True
    for line in lines:
        if line.strip():
            answer = answer_case(line)
            write(json.dumps(answer, ensure_ascii=False))
            well = well and "error" not in answer
    return well


def answer_case(line: str) -> dict[str, Any]:
    """The answer to one line; with an `error` where the line cannot be read."""
    case_id: object = None
    try:
        case = json.loads(line)
        case_id = case["id"]
        text = case["text"]
        if not isinstance(text, str):
            raise TypeError("text is not a string")  # noqa: TRY301 - one place answers
        published = case.get("published")
        options = Options(case.get("language"), date.fromisoformat(published[:10]) if published else None)
        facts = _facts_of_text(text, options) if text.strip() else []
    except (ValueError, KeyError, TypeError, AttributeError, SocleError) as error:
        return {"id": case_id, "facts": [], "error": f"{type(error).__name__}: {error}"}
    return {"id": case_id, "facts": facts}


def _facts_of_text(text: str, options: Options) -> list[dict[str, Any]]:
    keys = ("kind", "start", "end", "text", "value")
    raw = RawFile(text.encode(), STDIN)
    extraction = extract(identify(registry.read(raw), language=options.language, published=options.published))
    records = (record_of(item, STDIN) for item in extraction.facts)
    return [{key: record[key] for key in keys} for record in records]


def _head(item: Located[Fact] | Located[Unresolved], doc: str, path: str | None) -> dict[str, Any]:
    return {
        "doc": doc,
        "kind": "unresolved",
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "value": {},
        "path": path,
        "page": item.page,
        "boxes": [[box.page, *(round(side, 2) for side in box[1:])] for box in item.boxes],
        "rule": item.found.rule,
        "confidence": None,
        "extractor": item.extractor,
        "version": item.version,
    }


def _unresolved_of(item: Located[Unresolved], doc: str, path: str) -> dict[str, Any]:
    found = item.found
    return _head(item, doc, path) | {"value": {"kind": found.kind, "reason": found.reason, "detail": found.detail}}


def _write_table(path: str, extraction: Extraction, records: Sequence[dict[str, Any]]) -> None:
    document = extraction.document
    published = f", published {document.published}" if document.published else ""
    title = f"{path}: {document.kind.value}, {document.language}{published}"
    rows = [
        _link_row(document, record) if record["kind"] == "link" else _fact_row(document, record) for record in records
    ]
    write_table(["kind", "words", "value", "page" if document.pages else "line", "rule"], rows, title=title)


def _fact_row(document: Document, record: dict[str, Any]) -> tuple[object, ...]:
    value = record["value"].items()
    return (
        record["kind"],
        " ".join(record["text"].split()),
        ", ".join(f"{key} {_short(part)}" for key, part in value if part not in (None, [], False)),
        record["page"] if record["page"] is not None else document.line_of(record["start"]),
        record["rule"],
    )


def _link_row(document: Document, record: dict[str, Any]) -> tuple[object, ...]:
    far = document.text[slice(*record["to"])] if record["to"] else ""
    words = [record["relation"], *far.split(), *(f"({code})" for code in record["value"].values())]
    return (
        record["kind"],
        " ".join(record["text"].split()),
        " ".join(words),
        record["page"] if record["page"] is not None else document.line_of(record["start"]),
        record["rule"],
    )


def _short(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
