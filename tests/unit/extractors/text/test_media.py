"""Which reader takes a file, and what is said where none does."""

import zipfile
from io import BytesIO

import pytest

from extractors import registry
from extractors.text.base import RawFile
from extractors.text.media import belies_name, known_type
from schemas.errors import EmptyFileError, EncryptedFileError, UnrecognisedError, UnsupportedMediaError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(*names: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name in names:
            target.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"ID3\x03" + bytes(20), "audio/mpeg"),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        (b"{\\rtf1\\ansi text}", "application/rtf"),
        (b"%!PS-Adobe-3.0", "application/postscript"),
        (b"\x1f\x8b\x08" + bytes(20), "application/gzip"),
        (OLE + bytes(600), "application/x-ole-storage"),
        (archive("mimetype", "content.xml"), "application/vnd.oasis.opendocument"),
        (
            archive("[Content_Types].xml", "xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (archive("a.txt"), "application/zip"),
        (b'<?xml version="1.0"?><rss><channel/></rss>', "application/xml"),
        (b"<svg xmlns='x'/>", "application/xml"),
        (b"From: a@ilo.org\nSubject: x\nMIME-Version: 1.0\n\ntext", "message/rfc822"),
    ],
)
def test_known_types_are_refused_by_name(data: bytes, media_type: str) -> None:
    assert known_type(data) == media_type
    with pytest.raises(UnsupportedMediaError, match=media_type.replace("+", r"\+")):
        registry.reader_for(RawFile(data, "file"))


@pytest.mark.parametrize(
    "data",
    [
        b"Plain words.",
        "中文文本。".encode("gb18030"),
        b"BM the plan says",
        b"MZ and more",
        b"From the field: news",
        b"PARIS, 3 May",
    ],
)
def test_text_is_no_known_type(data: bytes) -> None:
    assert known_type(data) is None
    assert registry.reader_for(RawFile(data, "x.txt")).name == "plain"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFileError),
        (b" \n\t ", EmptyFileError),
        (OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), EncryptedFileError),
        (bytes(range(256)) * 20, UnrecognisedError),
    ],
)
def test_why_nobody_reads_it(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        registry.read(RawFile(data, "x.bin"))


@pytest.mark.parametrize(
    ("data", "name", "reader", "mismatch"),
    [
        (b"<!DOCTYPE html><p>words of a page</p>", "page.pdf", "html", True),
        (b"<!DOCTYPE html><p>words of a page</p>", "page.html", "html", False),
        (b"Just words.", "words.pdf", "plain", True),
        (b"Just words.", "words.txt", "plain", False),
        (b"Just words.", "words", "plain", False),
        (b"Just words.", "words.v2", "plain", False),
        (b"# Words", "words.md", "markdown", False),
        (b"Just words.", "words.jpg", "plain", True),
    ],
)
def test_content_decides_and_the_name_is_checked(data: bytes, name: str, reader: str, mismatch: bool) -> None:
    document = registry.read(RawFile(data, name))
    assert document.reader == reader
    assert ("name_mismatch" in document.warnings) is mismatch


@pytest.mark.parametrize(
    ("name", "media_type", "belies"),
    [
        ("A.PDF", "text/plain", True),
        ("a.htm", "text/html", False),
        ("a.xyz", "text/html", False),
        ("", "text/plain", False),
    ],
)
def test_names(name: str, media_type: str, belies: bool) -> None:
    assert belies_name(name, media_type) is belies


def test_no_two_readers_claim_alike() -> None:
    samples = [b"%PDF-1.7\n", b"<html>", archive("word/document.xml"), b"words", b"# words", b"<p>x</p>"]
    for data in samples:
        for name in ("a.pdf", "a.html", "a.docx", "a.md", "a.txt", ""):
            claims = [claim for reader in registry.readers() if (claim := reader.claim(RawFile(data, name)))]
            assert len(claims) == len(set(claims))
