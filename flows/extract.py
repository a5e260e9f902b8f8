"""Facts of single files and of short cases, without a warehouse: `socle extract`."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from extractors import registry
from extractors.identify import identify
from extractors.pipeline import Extraction, extract
from extractors.text.base import RawFile
from schemas.errors import SocleError
from schemas.facts.base import Fact, Located, Unresolved, kind_of


def extract_bytes(data: bytes, name: str, *, language: str | None = None, published: date | None = None) -> Extraction:
    """Read, identify and extract; raises a `SocleError` for what cannot be read."""
    raw = RawFile(data, name)
    document = registry.reader_for(raw).read(raw)
    return extract(identify(document, language=language, published=published))


def record_of(item: Located[Fact], doc: str, path: str | None = None) -> dict[str, Any]:
    """A fact as a record of the annotation guide, with its provenance."""
    return {
        "doc": doc,
        "kind": kind_of(item.found),
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "value": item.found.value(),
        "path": path,
        "page": item.page,
        "boxes": [[box.page, *(round(side, 2) for side in box[1:])] for box in item.boxes],
        "rule": item.found.rule,
        "confidence": item.found.confidence,
        "extractor": item.extractor,
        "version": item.version,
    }


def unresolved_of(item: Located[Unresolved], doc: str) -> dict[str, Any]:
    """A value that was seen and not normalised, as a record."""
    return {
        "doc": doc,
        "kind": "unresolved",
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "value": {"kind": item.found.kind, "reason": item.found.reason, "detail": item.found.detail},
        "rule": item.found.rule,
        "extractor": item.extractor,
        "version": item.version,
    }


def records_of_file(path: Path, **options: Any) -> Iterator[dict[str, Any]]:
    """Every fact of a file, as records."""
    extraction = extract_bytes(path.read_bytes(), path.name, **options)
    for item in extraction.facts:
        yield record_of(item, path.name, str(path))


def answer_cases(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Answers for lines of `{"id", "text", "language", "published"}`; a line that cannot be read gets an `error`."""
    for line in lines:
        if line.strip():
            yield _answer(line)


def _answer(line: str) -> dict[str, Any]:
    case_id: object = None
    try:
        case = json.loads(line)
        case_id = case["id"]
        published = date.fromisoformat(case["published"][:10]) if case.get("published") else None
        data = str(case["text"]).encode("utf-8")
        extraction = extract_bytes(data, "-", language=case.get("language"), published=published)
    except (ValueError, KeyError, TypeError, AttributeError, SocleError) as error:
        return {"id": case_id, "facts": [], "error": f"{type(error).__name__}: {error}"}
    keys = ("kind", "start", "end", "text", "value")
    return {"id": case_id, "facts": [{key: record_of(item, "-")[key] for key in keys} for item in extraction.facts]}
