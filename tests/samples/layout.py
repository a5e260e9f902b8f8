"""Choices that the producers share: what spans the page, and which look a document gets."""

from __future__ import annotations

import random
import zlib

from tests.samples.source import Columns, Node, Source, Table, Text

WIDE_TABLE = 4  # columns from which a table spans the page of a document in two or three columns
LETTERHEAD = {"fr": "Organisation internationale du Travail", "en": "International Labour Organization"}
LETTERHEAD["zh"] = "国际劳工组织"
SHORT_RUN = 260  # characters below which a run of text is not worth breaking into columns


def dice(source: Source, purpose: str) -> random.Random:
    """A generator that gives the same look to the same document on every build."""
    return random.Random(zlib.crc32(f"{source.attributes['id']}/{purpose}".encode()))


def spans_page(node: Node, columns: int) -> bool:
    """Whether a block is set across all columns: the title, contacts side by side, wide tables."""
    if isinstance(node, Text):
        return node.tag == "h1"
    if isinstance(node, Table):
        return columns > 1 and max(sum(cell.colspan for cell in row) for row in node.rows) >= WIDE_TABLE
    return isinstance(node, Columns)


def segments(nodes: list[Node], columns: int) -> list[tuple[bool, list[Node]]]:
    """Runs of blocks, each (spans the page, blocks); a heading goes with the spanning block that it announces."""
    runs: list[tuple[bool, list[Node]]] = []
    for index, node in enumerate(nodes):
        wide = spans_page(node, columns)
        following = nodes[index + 1] if index + 1 < len(nodes) else None
        if isinstance(node, Text) and node.tag in {"h2", "h3"} and following is not None:
            wide = spans_page(following, columns)
        if not runs or runs[-1][0] != wide:
            runs.append((wide, []))
        runs[-1][1].append(node)
    return merged([(wide or is_short(group), group) for wide, group in runs])


def is_short(nodes: list[Node]) -> bool:
    """Whether these are a few lines of text only."""
    texts = [node.text for node in nodes if isinstance(node, Text)]
    return len(texts) == len(nodes) and sum(map(len, texts)) < SHORT_RUN


def merged(runs: list[tuple[bool, list[Node]]]) -> list[tuple[bool, list[Node]]]:
    """Neighbouring runs of the same width as one."""
    found: list[tuple[bool, list[Node]]] = []
    for wide, nodes in runs:
        if found and found[-1][0] == wide:
            found[-1][1].extend(nodes)
        else:
            found.append((wide, list(nodes)))
    return found


def running_header(source: Source) -> str:
    """The words of the header; a Word document without one gets the letterhead of the house."""
    letterhead = LETTERHEAD[source.language[:2]] if source.format == "docx" else ""
    return " · ".join(source.headers) or letterhead


def page_label(source: Source) -> tuple[str, str]:
    """What stands before and after the page number, in the document's language."""
    if source.chinese:
        return dice(source, "label").choice([("第", "页"), ("— ", " —"), ("", "")])
    return dice(source, "label").choice([("", ""), ("Page ", ""), ("– ", " –")])


def has_private_bullets(source: Source) -> bool:
    """Whether the bullets come from a symbol font, as code point U+F0B7: in about a third of the PDFs with lists."""
    return dice(source, "bullet").random() < 0.34
