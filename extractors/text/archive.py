"""Looks into zip archives by their central directory, before anything is inflated."""

import lzma
import re
import struct
import zipfile
import zlib
from io import BytesIO

from extractors.text.base import RawFile
from schemas.errors import EncryptedFileError, ReadError, TooLargeError

SIGNATURE = b"PK\x03\x04"
_END = b"PK\x05\x06"
_LOCAL_NAME = re.compile(rb"PK\x03\x04.{22}(?P<length>..)..", re.DOTALL)
_SMALLEST_ENTRY = 46
"""Bytes that one entry takes in the central directory, without its name."""
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, NotImplementedError,
    RuntimeError, ValueError, KeyError, IndexError, OverflowError,
)  # fmt: skip
"""What the standard library raises on archives that are damaged."""


def member_names(data: bytes, limit: int) -> list[str]:
    """Names of the members, from the directory or, where that is damaged, from the heads of the members.

    An archive with more than `limit` entries gives those found at its beginning.
    """
    if _entries_at_most(data) <= limit:
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                return archive.namelist()
        except _BROKEN:
            pass
    names: list[str] = []
    for match in _LOCAL_NAME.finditer(data[:1_000_000]):
        length = int.from_bytes(match["length"], "little")
        names.append(data[match.end() : match.end() + min(length, 200)].decode("utf-8", "replace"))
        if len(names) == limit:
            break
    return names


def _entries_at_most(data: bytes) -> int:
    """How many entries the central directory can hold by its stated size; 0 where there is none."""
    at = data.rfind(_END, max(0, len(data) - 70_000))
    if at < 0 or at + 16 > len(data):
        return 0
    return int.from_bytes(data[at + 12 : at + 16], "little") // _SMALLEST_ENTRY


class Package:
    """A zip archive within the limits. Reading a member raises a `ReadError` where it is damaged."""

    def __init__(self, raw: RawFile) -> None:
        """Open and check; raises `TooLargeError`, `EncryptedFileError` or `ReadError` before inflating anything."""
        self.raw = raw
        limits = raw.limits
        entries = _entries_at_most(raw.data)
        if entries > limits.archive_entries * 4:  # names and extra fields take more room than the entries themselves
            raise self._too_large(f"up to {entries} entries, more than the limit of {limits.archive_entries}")
        try:
            self._archive = zipfile.ZipFile(BytesIO(raw.data))
        except _BROKEN as error:
            raise self._broken(error) from error
        members = self._archive.infolist()
        if len(members) > limits.archive_entries:
            raise self._too_large(f"{len(members)} entries, more than the limit of {limits.archive_entries}")
        expanded = sum(member.file_size for member in members)
        if expanded > limits.archive_expanded:
            raise self._too_large(f"expands to {expanded} bytes, more than the limit of {limits.archive_expanded}")
        if expanded > limits.archive_ratio * len(raw.data):
            raise self._too_large(f"expands more than {limits.archive_ratio} times its size")
        if any(member.flag_bits & 1 for member in members):
            raise EncryptedFileError(f"{raw.name}: needs a password", advice="ask for a copy without a password")

    def names(self) -> list[str]:
        """The names of the members."""
        return self._archive.namelist()

    def read(self, name: str) -> bytes:
        """The bytes of a member, never more than its entry states."""
        try:
            return self._archive.read(name)
        except _BROKEN as error:
            raise self._broken(error) from error

    def _too_large(self, reason: str) -> TooLargeError:
        return TooLargeError(f"{self.raw.name}: {reason}", advice="check where the file comes from")

    def _broken(self, error: Exception) -> ReadError:
        return ReadError(f"{self.raw.name}: the archive is damaged ({error})", advice="ask for the file again")
