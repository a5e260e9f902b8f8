"""What every fact has: its span, the rule that found it, and how a table and the gold's JSON come from its model."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schemas.document import Box


class Found(BaseModel):
    """Something that a rule saw: `start` and `end` are code points into the document's *reading*, end exclusive."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    rule: str

    @model_validator(mode="after")
    def _span_is_not_empty(self) -> "Found":
        if self.end <= self.start:
            msg = f"empty span {self.start}:{self.end} from rule {self.rule}"
            raise ValueError(msg)
        return self


class Fact(Found):
    """A fact as an extractor yields it. A subclass states its `kind`, its `table` and the keys compared.

    Each further field is a column: its type, nullability and description make the table (`warehouse.ddl`), its
    serialization alias (if any) is its name in the JSON of `socle extract` and of the gold.
    """

    kind: ClassVar[str]
    table: ClassVar[str]
    compared: ClassVar[tuple[str, ...]]

    confidence: float = Field(ge=0, le=1)

    @classmethod
    def columns(cls) -> list[str]:
        """Names of the fields that a table has beside span and provenance."""
        return [name for name in cls.model_fields if name not in Fact.model_fields]

    def value(self) -> dict[str, Any]:
        """The fact's value in the gold's form: names by alias, decimals and dates as strings."""
        fields = type(self).model_fields
        return {fields[name].serialization_alias or name: _plain(getattr(self, name)) for name in self.columns()}


class Unresolved(Found):
    """A value that a rule saw and could not normalise: never guessed, counted and kept."""

    kind: str
    reason: str
    detail: str = ""


F_co = TypeVar("F_co", bound=Found, covariant=True)


@dataclass(frozen=True, slots=True)
class Located(Generic[F_co]):
    """A fact, or something unresolved, placed in its document: `start` and `end` are code points into the *text*."""

    found: F_co
    document_id: str
    extractor: str
    version: int
    start: int
    end: int
    text: str
    number: int = 0
    page: int | None = None
    line: int | None = None
    boxes: tuple[Box, ...] = ()
    language: str | None = None
    sentence: str = ""

    @property
    def id(self) -> str:
        """SHA-256 of document, extractor, kind, span and number: neither value nor version is in it."""
        return fact_id(self.document_id, self.extractor, kind_of(self.found), self.start, self.end, self.number)


def kind_of(found: Found) -> str:
    """The kind of a fact or of something unresolved."""
    kind: str = found.kind  # type: ignore[attr-defined]
    return kind


def fact_id(document_id: str, extractor: str, kind: str, start: int, end: int, number: int = 0) -> str:
    """The key of a fact, lower-case hex SHA-256."""
    parts = (document_id, extractor, kind, str(start), str(end), str(number))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        digits = format(value, "f")
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value
