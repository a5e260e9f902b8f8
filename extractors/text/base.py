"""The shape of a reader."""

import hashlib
from dataclasses import dataclass, field
from typing import ClassVar, Protocol, runtime_checkable

from schemas.document import Document
from schemas.limits import Limits


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file's bytes. `name` (its base name) is a hint only: content decides who reads it."""

    data: bytes
    name: str = ""
    limits: Limits = field(default_factory=Limits)

    @property
    def id(self) -> str:
        """Lower-case hex SHA-256 of the bytes: the id of the document."""
        return hashlib.sha256(self.data).hexdigest()


@runtime_checkable
class Reader(Protocol):
    """Reads one sort of content."""

    name: ClassVar[str]
    media_types: ClassVar[tuple[str, ...]]

    def claim(self, raw: RawFile) -> int:
        """How sure this reader is that the bytes are its own: 0 no, 10 last resort, 50 a tag, 100 a signature."""
        ...

    def read(self, raw: RawFile) -> Document:
        """The document; raises a `ReadError` of `schemas.errors` and nothing else, whatever the bytes."""
        ...
