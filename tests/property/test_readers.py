"""Whatever the bytes, readers give a sound document or one of our errors."""

import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors import registry
from extractors.identify import identify
from extractors.text.base import RawFile, Reader
from schemas.document import Document
from schemas.errors import ReadError

RAW = Path(__file__).parents[2] / "raw"
SEEDS = [
    path.read_bytes()
    for name in (
        "press/2023/fr-press-cambodge.html",
        "press/2019/en-press-eu-project.docx",
        "reports/en-newsletter-md.md",
        "archive/zh-press-template-a.txt",
        "press/2023/zh-press-template-b.html",
    )
    for path in [RAW / name]
]
READERS = [reader for reader in registry.readers() if reader.name != "pdf"]
PIECES = st.sampled_from(
    [
        b"",
        b"\x00",
        b"\xff",
        b"<",
        b">",
        b"</p>",
        b"<table>",
        b"<td colspan='9999999999'>",
        b"&#0;",
        b"&#x110000;",
        b"]]>",
        b"\r",
        b"\x0c",
        b"\xef\xbb\xbf",
        b"\xe2\x80\x8b",
        b"|---|",
        b"```",
        b"\n# ",
        b"PK\x01\x02",
        b"\xe4",
        b"<!--",
        b"w:p",
        b"\xed\xa0\x80",
        b"\n\n",
    ]
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A real file with pieces cut out, put in or repeated."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 200)))
        data[start:end] = draw(PIECES) * draw(st.integers(1, 40))
    return bytes(data)


PARTS = ["word/document.xml", "word/styles.xml", "_rels/.rels", "word/_rels/document.xml.rels", "docProps/core.xml"]


@cache
def word_document() -> bytes:
    made = docx.Document()
    made.add_heading("Titre", 1)
    made.add_paragraph("Du texte et un tableau.")
    made.add_table(2, 2).cell(0, 0).text = "cellule"
    whole = BytesIO()
    made.save(whole)
    return whole.getvalue()


def with_damaged_part(part: str, place: float, piece: bytes, length: int) -> bytes:
    """A Word document with one part damaged inside a sound archive."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(word_document())) as old, zipfile.ZipFile(target, "w") as new:
        for name in PARTS:
            content = old.read(name)
            if name == part:
                start = int(place * len(content))
                content = content[:start] + piece + content[start + length :]
            new.writestr(name, content)
    return target.getvalue()


def check(document: Document) -> None:
    """What every document promises."""
    assert document.text.strip()
    position = 0
    for block in document.blocks:
        assert position <= block.start <= block.end <= len(document.reading)
        position = block.end
        start, end = document.offsets.to_text(block.start, block.end)
        assert 0 <= start <= end <= len(document.text)
    document.text.encode("utf-8")
    document.reading.encode("utf-8")


def read_or_refuse(reader: Reader, data: bytes) -> None:
    try:
        document = reader.read(RawFile(data, "file"))
    except ReadError:
        return
    check(document)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@given(data=damaged())
@QUICK
def test_damaged_files(reader: Reader, data: bytes) -> None:
    read_or_refuse(reader, data)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@given(data=st.binary(max_size=600))
@QUICK
def test_noise(reader: Reader, data: bytes) -> None:
    read_or_refuse(reader, data)


@given(part=st.sampled_from(PARTS), place=st.floats(0, 1), piece=PIECES, length=st.integers(0, 60))
@QUICK
def test_damaged_parts_of_a_word_document(part: str, place: float, piece: bytes, length: int) -> None:
    reader = next(reader for reader in READERS if reader.name == "docx")
    read_or_refuse(reader, with_damaged_part(part, place, piece, length))


@given(text=st.text(max_size=400))
@QUICK
def test_any_text_is_read_and_identified(text: str) -> None:
    try:
        document = registry.read(RawFile(text.encode("utf-8", "ignore"), "x.txt"))
    except ReadError:
        return
    found = identify(document)
    assert len(found.blocks) == len(document.blocks)
    assert found.title is None or found.title.strip()
