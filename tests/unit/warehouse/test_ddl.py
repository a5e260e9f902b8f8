"""Fact tables come from their record models: types, nullability, comments."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

import pytest
from pydantic import Field

from schemas.errors import WarehouseError
from schemas.facts.amount import Amount
from schemas.facts.base import Fact
from schemas.facts.contact import Contact
from schemas.facts.date import Date
from warehouse import ddl


class Colour(StrEnum):
    RED = "red"


class Everything(Fact):
    """Every type a column may have.

    And more words.
    """

    kind: ClassVar[str] = "everything"
    table: ClassVar[str] = "every things"
    compared: ClassVar[tuple[str, ...]] = ()

    words: str = Field(description="it's words")
    number: int = Field(description="taken")


class Typed(Fact):
    """Typed."""

    kind: ClassVar[str] = "typed"
    table: ClassVar[str] = "typed"
    compared: ClassVar[tuple[str, ...]] = ()

    a: str = Field(description="a")
    b: bool = Field(description="b")
    c: int | None = Field(default=None, description="c")
    d: float = Field(description="d")
    e: Decimal | None = Field(default=None, description="e")
    f: date = Field(description="f")
    g: datetime = Field(description="g")
    h: Colour | None = Field(default=None, description="h")
    i: tuple[str, ...] = Field(default=(), description="i")
    j: list[Decimal] | None = Field(default=None, description="j")
    k: tuple[int, int] = Field(default=(0, 0), description="k")


@pytest.mark.parametrize(
    ("model", "column", "sql"),
    [
        (Typed, "a", '"a" varchar not null'),
        (Typed, "b", '"b" boolean not null'),
        (Typed, "c", '"c" bigint'),
        (Typed, "d", '"d" double not null'),
        (Typed, "e", '"e" decimal(38,6)'),
        (Typed, "f", '"f" date not null'),
        (Typed, "g", '"g" timestamptz not null'),
        (Typed, "h", '"h" varchar'),
        (Typed, "i", '"i" varchar[] not null'),
        (Typed, "j", '"j" decimal(38,6)[]'),
        (Typed, "k", '"k" bigint[] not null'),
        (Amount, "low", '"low" decimal(38,6) not null'),
        (Amount, "currency_code", '"currency_code" varchar'),
        (Date, "start_date", '"start_date" date'),
        (Date, "relative", '"relative" boolean not null'),
        (Contact, "emails", '"emails" varchar[] not null'),
    ],
)
def test_a_field_becomes_a_column(model: type[Fact], column: str, sql: str) -> None:
    assert {found.name: found.sql for found in ddl.columns(model)}[column] == sql


def test_a_field_without_a_description_is_refused() -> None:
    class Silent(Typed):
        z: str = Field(default="")

    with pytest.raises(WarehouseError, match=r"Silent\.z has no description"):
        ddl.columns(Silent)


def test_a_field_that_hides_provenance_is_refused() -> None:
    with pytest.raises(WarehouseError, match="number has the name of a column of provenance"):
        ddl.columns(Everything)


def test_a_field_without_a_column_type_is_refused() -> None:
    class Mixed(Typed):
        z: str | int = Field(default="", description="z")

    with pytest.raises(WarehouseError, match="no column type"):
        ddl.columns(Mixed)


def test_names_and_comments_are_quoted() -> None:
    assert ddl.quote('a "b"') == '"a ""b"""'
    assert ddl.literal("what's") == "'what''s'"
    assert ddl.comment_of(Everything) == "Every type a column may have"
