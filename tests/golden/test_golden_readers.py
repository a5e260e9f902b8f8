"""What the readers make of each source, as last reviewed; `SOCLE_REWRITE_GOLDEN=1 pytest tests/golden` rewrites it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from extractors import registry
from extractors.identify import identify
from extractors.text.base import RawFile
from schemas.document import Block, Document
from tests.golden.make_word import write_word

HERE = Path(__file__).parent
SOURCES = sorted(path for path in (HERE / "sources").iterdir() if path.suffix != ".pdf")
REWRITE = os.environ.get("SOCLE_REWRITE_GOLDEN") == "1"


def block_row(document: Document, block: Block) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": block.kind.value, "language": block.language}
    if block.cell:
        row["cell"] = [block.cell.table, block.cell.row, block.cell.column, block.cell.header]
    start, end = document.offsets.to_text(block.start, block.end)
    return {**row, "text": document.reading[block.start : block.end], "span": [start, end]}


def described(path: Path) -> str:
    document = identify(registry.read(RawFile(path.read_bytes(), path.name)))
    content = {
        "reader": document.reader,
        "encoding": document.encoding,
        "warnings": document.warnings,
        "metadata": document.metadata,
        "title": document.title,
        "kind": document.kind,
        "language": document.language,
        "languages": document.languages,
        "published": document.published and document.published.isoformat(),
        "blocks": [block_row(document, block) for block in document.blocks],
        "text": document.text.split("\n"),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_sources_read_as_reviewed(path: Path) -> None:
    expected = HERE / "expected" / f"{path.name}.json"
    if REWRITE:
        expected.write_text(described(path), "utf-8")
    assert described(path) == expected.read_text("utf-8")


def test_the_word_source_is_what_its_script_makes(tmp_path: Path) -> None:
    write_word(tmp_path / "made.docx")
    assert (tmp_path / "made.docx").read_bytes() == (HERE / "sources" / "release.en.docx").read_bytes()


def test_the_rewriting_flag_is_off() -> None:
    assert not REWRITE, "expected files were written anew: review them, and run the tests without SOCLE_REWRITE_GOLDEN"


def test_every_expected_file_has_its_source() -> None:
    assert {path.name.removesuffix(".json") for path in (HERE / "expected").iterdir()} >= {
        path.name for path in SOURCES
    }
