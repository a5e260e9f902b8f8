"""Recognises content that no reader takes, by its first bytes, and says whether a name belies its content."""

import re
from io import BytesIO
from pathlib import PurePath
from typing import NoReturn
from zipfile import is_zipfile

from extractors.text.archive import SIGNATURE, member_names
from extractors.text.base import RawFile
from extractors.text.encoding import decode
from schemas.errors import EmptyFileError, EncryptedFileError, ReadError, UnrecognisedError, UnsupportedMediaError

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"8BPS", "image/vnd.adobe.photoshop"),
    (8, b"WEBP", "image/webp"),
    (0, b"AT&TFORM", "image/vnd.djvu"),
    (8, b"WAVE", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"MThd", "audio/midi"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "application/x-xz"),
    (0, b"\x28\xb5\x2f\xfd", "application/zstd"),
    (257, b"ustar", "application/x-tar"),
    (0, b"MSCF", "application/vnd.ms-cab-compressed"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"%!PS", "application/postscript"),
    (60, b"BOOKMOBI", "application/x-mobipocket-ebook"),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"MZ\x90\x00", "application/x-msdownload"),
    (0, b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (8, b"DUCK", "application/x-duckdb"),
    (0, b"PAR1", "application/vnd.apache.parquet"),
    (0, b"OTTO", "font/otf"),
    (0, b"wOF", "font/woff"),
    (0, b"\x00\x01\x00\x00\x00", "font/ttf"),
    (0, b"BM", "image/bmp"),
)
_RESERVED_IN_BMP = slice(6, 10)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIL = re.compile(
    r"(?:from|received|return-path|delivered-to|message-id|mime-version|x-[\w-]+|date|subject): .*?^mime-version:",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_MARKUP = re.compile(r"\s*(?:<\?xml\b|<!doctype\s+(?!html)|<svg\b|<rss\b|<feed\b)", re.IGNORECASE)
_MOST_ENTRIES = 10_000

EXTENSIONS = {
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
    ".doc": "application/msword",
    ".rtf": "application/rtf",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".zip": "application/zip",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What a file name promises; names that promise nothing in particular stand not here."""


_PACKAGES = (
    ("word/", EXTENSIONS[".docx"]),
    ("xl/", EXTENSIONS[".xlsx"]),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("META-INF/container.xml", "application/epub+zip"),
    ("content.xml", "application/vnd.oasis.opendocument"),
    ("Index/Document.iwa", "application/vnd.apple.pages"),
)


def refuse(raw: RawFile) -> NoReturn:
    """Say why no reader takes the bytes: empty, encrypted, of a type that none reads, or nothing known."""
    if not raw.data.strip():
        raise EmptyFileError(f"{raw.name}: the file is empty", advice="ask for the file again")
    if raw.data.startswith(_OLE) and _ENCRYPTED in raw.data:
        raise EncryptedFileError(f"{raw.name}: needs a password", advice="ask for a copy without a password")
    if raw.data.startswith(SIGNATURE) and not is_zipfile(BytesIO(raw.data)):
        raise ReadError(f"{raw.name}: the archive is damaged", advice="ask for the file again")
    found = known_type(raw.data)
    if found:
        raise UnsupportedMediaError(f"{raw.name}: {found} is not read", advice="convert it to PDF or DOCX")
    raise UnrecognisedError(f"{raw.name}: no text and no known type", advice="check what the file is")


def known_type(data: bytes) -> str | None:
    """The media type of content that no reader of ours takes; None for readable text and for what nobody knows."""
    for offset, signature, media_type in _SIGNATURES:
        if data.startswith(signature, offset) and (media_type != "image/bmp" or not any(data[_RESERVED_IN_BMP])):
            return media_type
    if data.startswith(_OLE):
        return "application/x-ole-storage"
    if data.startswith(SIGNATURE):
        return package_type(data)
    return _text_type(data)


def package_type(data: bytes) -> str:
    """The media type of a zip archive by the names of its members."""
    names = member_names(data, _MOST_ENTRIES)
    for beginning, media_type in _PACKAGES:
        if any(name.startswith(beginning) for name in names):
            return media_type
    return "application/zip"


def _text_type(data: bytes) -> str | None:
    decoded = decode(data[:4096])
    if decoded is None:
        return None
    if _MARKUP.match(decoded.text):
        return "application/xml"
    return "message/rfc822" if _MAIL.match(decoded.text) else None


def belies_name(name: str, media_type: str) -> bool:
    """Whether the extension of a file name promises something else than was found."""
    promised = EXTENSIONS.get(PurePath(name).suffix.lower())
    return promised is not None and promised != media_type
