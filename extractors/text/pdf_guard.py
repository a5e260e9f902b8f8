"""Refuses, before anything is parsed, PDFs whose streams unpack to far more than any page needs."""

import re
import zlib

from extractors.text.base import RawFile
from schemas.errors import TooLargeError

# No content stream, font or object stream of a sane PDF unpacks to more bytes than this.
LARGEST_STREAM = 50_000_000
_STREAM = re.compile(rb"stream\r?\n")
_CHUNK = 1 << 16
# Stands for a size past every limit.
BEYOND = 1 << 62


def check_streams(raw: RawFile) -> None:
    """Raise `TooLargeError` where a stream unpacks, once or twice, to more than `LARGEST_STREAM` bytes.

    Images are left alone: no text reader unpacks them.
    """
    data = raw.data
    total = 0
    for match in _STREAM.finditer(data):
        if data[match.start() - 3 : match.start()] == b"end":
            continue
        head = data[max(0, match.start() - 400) : match.start()]
        head = head[head.rfind(b"obj") + 3 :] if b"obj" in head else head
        if b"FlateDecode" not in head and b"/Fl" not in head:
            continue
        if b"/Image" in head:
            continue
        twice = head.count(b"Fl") > 1
        total += unpacked_size(data, match.end(), twice=twice)
        if total > raw.limits.archive_expanded:
            break
    else:
        return
    raise _too_large(raw)


def _too_large(raw: RawFile) -> TooLargeError:
    return TooLargeError(f"{raw.name}: unpacks to more than a document may", advice="check where the file comes from")


def unpacked_size(data: bytes, start: int, *, twice: bool = False) -> int:
    """How many bytes a Flate stream unpacks to; one above `LARGEST_STREAM` counts as beyond any limit."""
    inner = zlib.decompressobj() if twice else None
    outer = zlib.decompressobj()
    size = 0
    try:
        while start < len(data) and not outer.eof:
            rest = data[start : start + _CHUNK]
            start += len(rest)
            while rest and not outer.eof:
                piece = outer.decompress(rest, _CHUNK)
                rest = outer.unconsumed_tail
                size += _inner_size(inner, piece) if inner else len(piece)
                if size > LARGEST_STREAM:
                    return BEYOND
    except zlib.error:
        return size
    return size


def _inner_size(inner: "zlib._Decompress", piece: bytes) -> int:
    """How many bytes the stream inside a stream unpacks to in this piece, at most a little over the limit."""
    size = 0
    rest = piece
    while rest and not inner.eof and size <= LARGEST_STREAM:
        size += len(inner.decompress(rest, _CHUNK))
        rest = inner.unconsumed_tail
    return size
