"""The gold and the reading order of a source, as records for the files under tests/gold and tests/samples/truth."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.samples.layout import running_header
from tests.samples.pages import PageFinder
from tests.samples.source import Listing, Mark, Source, Table, Text, walk

Json = dict[str, Any]
CONTEXT = 40
KINDS = ("amount", "date", "contact", "programme")
LISTS = ("emails", "phones", "urls", "handles")


def fold(text: str) -> str:
    """White space of any kind folded to single spaces."""
    return " ".join(text.split())


def split_list(text: str | None) -> list[str]:
    """A list as the sources write it: separated by spaces."""
    return (text or "").split()


def amount_value(mark: Mark, _words: str) -> Json:
    get = mark.attributes.get
    return {
        "measure": get("measure"),
        "currency": get("currency") or None,
        "low": get("low"),
        "high": get("high") or get("low"),
        "bound": get("bound") or "exact",
        "per": get("per") or None,
        "unit": get("unit") or None,
    }


def date_value(mark: Mark, _words: str) -> Json:
    get = mark.attributes.get
    value: Json = {key: get(key) or None for key in ("start", "end", "edtf", "precision", "role")}
    return value | {"relative": get("relative") == "yes"}


def contact_value(mark: Mark, _words: str) -> Json:
    get = mark.attributes.get
    value: Json = {key: fold(get(key) or "") or None for key in ("person", "role", "organisation", "address")}
    return value | {key: split_list(get(key)) for key in LISTS}


def programme_value(mark: Mark, words: str) -> Json:
    get = mark.attributes.get
    return {
        "name": fold(get("name") or words),
        "type": get("type") or None,
        "key": get("key") or None,
        "acronym": get("acronym") or None,
    }


VALUES = {"amount": amount_value, "date": date_value, "contact": contact_value, "programme": programme_value}


def anchor(source: Source, mark: Mark) -> Json:
    """The words of a mark and those around it, in reading order."""
    text = source.text
    return {
        "quote": fold(text[mark.start : mark.end]),
        "before": fold(text[: mark.start])[-CONTEXT:].lstrip(),
        "after": fold(text[mark.end :])[:CONTEXT].rstrip(),
    }


def remarks(attributes: dict[str, str]) -> Json:
    return {"optional": attributes.get("optional") == "yes", "note": attributes.get("note") or None}


def fact_record(source: Source, mark: Mark, finder: PageFinder) -> Json:
    """One gold fact."""
    place = anchor(source, mark)
    return {
        "doc": source.file_name,
        "kind": mark.kind,
        "page": finder.page(mark.start, mark.end),
        **place,
        "value": VALUES[mark.kind](mark, place["quote"]),
        **remarks(mark.attributes),
    }


def link_records(source: Source, finder: PageFinder) -> list[Json]:
    """The gold links of a source, by position of their ends."""
    marks = {mark.attributes["id"]: mark for mark in source.marks if mark.attributes.get("id")}
    found = []
    for link in source.links:
        start = marks[link.attributes["from"]]
        end = marks[link.attributes["to"]] if link.attributes.get("to") else None
        record = {
            "doc": source.file_name,
            "kind": "link",
            "relation": link.attributes["relation"],
            "page": finder.page(start.start, start.end),
            "from": anchor(source, start),
            "to": anchor(source, end) if end else None,
            "value": link.attributes.get("value") or None,
            **remarks(link.attributes),
        }
        found.append((start.start, end.start if end else -1, link.attributes["relation"], record))
    return [record for *_, record in sorted(found, key=lambda item: item[:3])]


def document_record(source: Source, path: str) -> Json:
    """The description of one sample document; `path` is below raw/."""
    return {
        "doc": source.file_name,
        "path": path,
        "language": source.language,
        "kind": source.kind,
        "format": source.format,
        "producer": source.producer or None,
        "columns": source.column_count,
        "title": fold(source.title),
        "published": source.published or None,
        "frozen": source.frozen == "yes",
        "family": source.family or None,
        "work": source.work or None,
    }


def reading_order(source: Source) -> Json:
    """The paragraphs and tables of a source in reading order, headers and footers apart."""
    blocks: list[str] = []
    tables: list[Json] = []
    for node in walk(source.nodes):
        if isinstance(node, Text):
            blocks.append(fold(node.text))
        elif isinstance(node, Listing):
            blocks.extend(fold(item.text) for item in node.items)
        elif isinstance(node, Table):
            blocks.extend([fold(node.caption)] if node.caption else [])
            rows = [[fold(cell.text) for cell in row] for row in node.rows]
            tables.append({"rows": rows, "header_rows": node.header_rows})
    running = [line for line in (running_header(source), " · ".join(source.footers)) if line]
    return {"blocks": blocks, "tables": tables, "running": running}


def raw_path(source: Source) -> str:
    """Where a source's raw file lies below raw/."""
    if source.wrapped == "yes" or source.encoding:
        folder = "archive"
    elif source.kind == "press_release":
        year = re.match(r"\d{4}", source.published)
        folder = f"press/{year.group() if year else 'undated'}"
    else:
        folder = {"brochure": "brochures"}.get(source.kind, "reports")
    return f"{folder}/{source.file_name}"


def export(sources: Iterable[Source], raw: Path) -> dict[str, list[Json]]:
    """All gold, by the name of its file without ending."""
    gold: dict[str, list[Json]] = {name: [] for name in (*KINDS, "link", "documents")}
    for source in sorted(sources, key=lambda item: item.file_name):
        path = raw_path(source)
        finder = PageFinder(source.text, raw / path)
        gold["documents"].append(document_record(source, path))
        for mark in sorted(source.marks, key=lambda item: (item.start, -item.end)):
            if mark.kind in gold:
                gold[mark.kind].append(fact_record(source, mark, finder))
        gold["link"].extend(link_records(source, finder))
    return gold


def to_jsonl(records: Iterable[Json]) -> str:
    """One record a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def to_json(value: Json) -> str:
    """A small file that people read, with a stable layout."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
