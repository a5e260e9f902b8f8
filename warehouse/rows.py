"""From documents, facts and signatures to the rows of their tables, and from rows back to a document."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import Any

import duckdb

from schemas.document import Block, BlockKind, Box, Cell, Document, DocumentKind, OffsetMap, Page, Segment, Word
from schemas.errors import WarehouseError
from schemas.facts.base import Fact, Located, Unresolved, kind_of
from schemas.facts.link import Link, Relation
from schemas.signature import Signature
from warehouse.sql import first

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""Rows by table (of schema base), without their run: loading adds it."""

_BETWEEN_WIDE = re.compile("(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")

_FAR_KINDS = {Relation.PROGRAMME: ("programme",), Relation.PERIOD: ("date",)}
"""What the far end of a relation is, where it is a fact; the near end of all of them is an amount first."""


def document_rows(document: Document, signature: Signature, *, size: int | None = None) -> Rows:
    """Rows of documents, texts, pages, blocks, signatures and bands; `size` is the file's, in bytes."""
    return {
        "documents": [_document_row(document, size)],
        "texts": [_text_row(document)],
        "pages": [_page_row(document.id, page) for page in document.pages],
        "blocks": [_block_row(document, number, block) for number, block in enumerate(document.blocks)],
        "signatures": [
            {
                "document_id": document.id,
                "text_hash": signature.text_hash,
                "shingles": signature.shingles,
                "numbers": signature.numbers,
            }
        ],
        "bands": [
            {"document_id": document.id, "band": band, "hash": value} for band, value in enumerate(signature.bands)
        ],
    }


def extraction_rows(
    document_id: str,
    extractor: str,
    version: int,
    facts: Iterable[Located[Fact]],
    unresolved: Iterable[Located[Unresolved]],
    error: str | None = None,
) -> Rows:
    """Rows of one extractor's outcome on one document: its facts, what stayed unresolved, and the extraction itself.

    Items of other extractors in `facts` and `unresolved` are passed over. With an `error` there are no facts: loading
    keeps those of an earlier version.
    """
    own = [] if error else [item for item in numbered(facts) if item.extractor == extractor]
    open_ = [] if error else [item for item in unresolved if item.extractor == extractor]
    rows: Rows = {}
    for item in own:
        rows.setdefault(item.found.table, []).append(fact_row(item))
    rows["unresolved"] = [_unresolved_row(item) for item in open_]
    rows["extractions"] = [
        {
            "document_id": document_id,
            "extractor": extractor,
            "extractor_version": None if error else version,
            "attempted_version": version,
            "facts": len(own),
            "unresolved": len(open_),
            "error": error,
        }
    ]
    return rows


def link_rows(
    document: Document, links: Iterable[Link], facts: Sequence[Located[Fact]], *, extractor: str, version: int
) -> Rows:
    """Rows of links. `extractor` names what found them: an outcome of that name must be loaded with them.

    The ends of a link are spans of the reading; an end that is a fact's own span gets the fact's id and kind.
    """
    by_span: dict[tuple[int, int], list[Located[Fact]]] = {}
    for item in numbered(facts):
        by_span.setdefault((item.found.start, item.found.end), []).append(item)
    rows: dict[str, Row] = {}
    for link in links:
        row = _link_row(document, link, by_span)
        rows.setdefault(row["link_id"], {**row, "extractor": extractor, "extractor_version": version})
    return {"links": list(rows.values())}


def merge_rows(parts: Iterable[Mapping[str, list[Row]]]) -> Rows:
    """One mapping of the rows of several."""
    merged: Rows = {}
    for part in parts:
        for table, rows in part.items():
            merged.setdefault(table, []).extend(rows)
    return merged


def numbered(facts: Iterable[Located[Fact]]) -> list[Located[Fact]]:
    """The facts, with a number for each further one of an extractor and kind whose span in the *text* is the same.

    Two spans of the reading can stand for one of the text, where the text is a single sign.
    """
    seen: Counter[tuple[str, str, int, int]] = Counter()
    found = []
    for item in facts:
        key = (item.extractor, kind_of(item.found), item.start, item.end)
        found.append(replace(item, number=seen[key]) if seen[key] else item)
        seen[key] += 1
    return found


def fact_row(item: Located[Fact]) -> Row:
    """A fact's row: its provenance and its own columns."""
    fact = item.found
    return {
        "fact_id": item.id,
        "document_id": item.document_id,
        "extractor": item.extractor,
        "extractor_version": item.version,
        "number": item.number,
        "span_start": item.start,
        "span_end": item.end,
        "text": item.text,
        "page": item.page,
        "line": item.line,
        "boxes": _boxes(item.boxes),
        "language": item.language,
        "sentence": item.sentence,
        "rule": fact.rule,
        "confidence": fact.confidence,
        **{name: _plain(getattr(fact, name)) for name in fact.columns()},
    }


def load_document(connection: duckdb.DuckDBPyConnection, document_id: str) -> Document:
    """The document as it was read, from its stored text: what re-extraction works on.

    Raises `WarehouseError` where the warehouse does not have it.
    """
    found = first(
        connection,
        """
        select d.media_type, d.reader, d.kind, d.title, d.language, d.languages, d.published_date, d.encoding,
            d.warnings, map_entries(d.metadata), t.text, t.reading, t.segments, t.words
        from base.documents d join base.texts t using (document_id)
        where d.document_id = ?
        """,
        [document_id],
    )
    if found is None:
        raise WarehouseError(f"no document {document_id} in the warehouse")
    media_type, reader, kind, title, language, languages, published, encoding = found[:8]
    warnings, metadata, text, reading, segments, words = found[8:]
    return Document(
        id=document_id,
        media_type=media_type,
        reader=reader,
        text=text,
        reading=reading,
        offsets=OffsetMap(
            Segment(s["reading_start"], s["reading_end"], s["text_start"], s["text_end"]) for s in segments
        ),
        blocks=_load_blocks(connection, document_id),
        pages=_load_pages(connection, document_id),
        words=tuple(Word(w["start"], w["end"], _box(w)) for w in words),
        metadata={entry["key"]: entry["value"] for entry in metadata},
        warnings=tuple(warnings),
        language=language,
        languages=tuple(languages),
        kind=DocumentKind(kind),
        title=title,
        published=published,
        encoding=encoding,
    )


def _load_blocks(connection: duckdb.DuckDBPyConnection, document_id: str) -> tuple[Block, ...]:
    found = connection.execute(
        """
        select kind, reading_start, reading_end, page, boxes, cell, language
        from base.blocks where document_id = ? order by number
        """,
        [document_id],
    ).fetchall()
    return tuple(
        Block(
            BlockKind(kind),
            start,
            end,
            page=page,
            boxes=tuple(_box(box) for box in boxes),
            cell=Cell(cell["table"], cell["row"], cell["column"], cell["header"]) if cell else None,
            language=language,
        )
        for kind, start, end, page, boxes, cell, language in found
    )


def _load_pages(connection: duckdb.DuckDBPyConnection, document_id: str) -> tuple[Page, ...]:
    found = connection.execute(
        "select page, span_start, span_end, width, height from base.pages where document_id = ? order by page",
        [document_id],
    ).fetchall()
    return tuple(Page(*row) for row in found)


def _document_row(document: Document, size: int | None) -> Row:
    return {
        "document_id": document.id,
        "media_type": document.media_type,
        "reader": document.reader,
        "kind": document.kind.value,
        "title": document.title,
        "language": document.language,
        "languages": document.languages,
        "published_date": document.published,
        "encoding": document.encoding,
        "size": size,
        "characters": len(document.reading),
        "pages": len(document.pages),
        "warnings": document.warnings,
        "metadata": list(document.metadata.items()),
    }


def _text_row(document: Document) -> Row:
    return {
        "document_id": document.id,
        "text": document.text,
        "reading": document.reading,
        "segments": [segment._asdict() for segment in document.offsets.segments],
        "words": [{"start": word.start, "end": word.end, **word.box._asdict()} for word in document.words],
    }


def _page_row(document_id: str, page: Page) -> Row:
    return {
        "document_id": document_id,
        "page": page.number,
        "span_start": page.start,
        "span_end": page.end,
        "width": page.width,
        "height": page.height,
    }


def _block_row(document: Document, number: int, block: Block) -> Row:
    start, end = document.offsets.to_text(block.start, block.end)
    return {
        "document_id": document.id,
        "number": number,
        "kind": block.kind.value,
        "reading_start": block.start,
        "reading_end": block.end,
        "span_start": start,
        "span_end": end,
        "page": block.page,
        "boxes": _boxes(block.boxes),
        "cell": block.cell._asdict() if block.cell else None,
        "language": block.language,
    }


def _unresolved_row(item: Located[Unresolved]) -> Row:
    return {
        "document_id": item.document_id,
        "extractor": item.extractor,
        "extractor_version": item.version,
        "kind": item.found.kind,
        "span_start": item.start,
        "span_end": item.end,
        "text": item.text,
        "page": item.page,
        "line": item.line,
        "language": item.language,
        "sentence": item.sentence,
        "rule": item.found.rule,
        "reason": item.found.reason,
        "detail": item.found.detail,
    }


def _link_row(document: Document, link: Link, by_span: Mapping[tuple[int, int], list[Located[Fact]]]) -> Row:
    near = _end_of(by_span.get((link.from_start, link.from_end), []), ("amount",))
    far = None
    to_start = to_end = None
    if link.to_start is not None and link.to_end is not None:
        far = _end_of(by_span.get((link.to_start, link.to_end), []), _FAR_KINDS.get(link.relation, ()))
        to_start, to_end = document.offsets.to_text(link.to_start, link.to_end)
    from_start, from_end = document.offsets.to_text(link.from_start, link.from_end)
    parts = (document.id, link.relation.value, from_start, from_end, to_start, to_end, link.value)
    return {
        "link_id": hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest(),
        "document_id": document.id,
        "relation": link.relation.value,
        "from_fact_id": near.id if near else None,
        "from_kind": kind_of(near.found) if near else None,
        "from_start": from_start,
        "from_end": from_end,
        "to_fact_id": far.id if far else None,
        "to_kind": kind_of(far.found) if far else None,
        "to_start": to_start,
        "to_end": to_end,
        "to_text": None if to_start is None else _folded(document.reading[link.to_start : link.to_end]),
        "value": link.value,
        "rule": link.rule,
        "confidence": link.confidence,
    }


def _end_of(candidates: Sequence[Located[Fact]], kinds: Sequence[str]) -> Located[Fact] | None:
    """The fact at a link's end; where several share the span, the first of a kind that the relation expects."""
    expected = [item for item in candidates if kind_of(item.found) in kinds]
    return next(iter(expected or candidates), None)


def _folded(words: str) -> str:
    """Words with their line breaks folded: a blank between words, nothing between Chinese characters."""
    return _BETWEEN_WIDE.sub("", " ".join(words.split()))


def _boxes(boxes: Iterable[Box]) -> list[Row]:
    return [box._asdict() for box in boxes]


def _box(stored: Mapping[str, Any]) -> Box:
    return Box(stored["page"], stored["x0"], stored["top"], stored["x1"], stored["bottom"])


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value
