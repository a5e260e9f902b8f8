"""A contact point: one e-mail address, number, web address or account, with its place in the reading."""

from dataclasses import dataclass
from enum import StrEnum


class PointKind(StrEnum):
    """What a point is; a fax is recognised so that nothing else takes it for a phone."""

    EMAIL = "email"
    PHONE = "phone"
    FAX = "fax"
    URL = "url"
    HANDLE = "handle"


WEB = frozenset({PointKind.URL, PointKind.HANDLE})


@dataclass(frozen=True, slots=True)
class Point:
    """`value` is normalised, except a phone's: it waits for the country of its contact and holds the digits, with
    "+" if they are international. `labelled` is where the words that announce the point begin."""

    kind: PointKind
    start: int
    end: int
    value: str
    labelled: int | None = None
    doubtful: bool = False
    """A number that is a phone only if it stands in a contact."""

    @property
    def is_web(self) -> bool:
        """Whether it is an address on the web or an account, which may stand for itself."""
        return self.kind in WEB


class Spans:
    """Which characters of a text are taken."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)

    def add(self, start: int, end: int) -> None:
        """Take `start:end`."""
        self._taken[start:end] = b"\x01" * (end - start)

    def meets(self, start: int, end: int) -> bool:
        """Whether any character of `start:end` is taken."""
        return self._taken.find(b"\x01", start, end) >= 0
