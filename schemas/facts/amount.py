"""A quantity of money, a share, or a count of people or things."""

from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from pydantic import Field, model_validator

from schemas.facts.base import Fact


class Measure(StrEnum):
    """What is measured."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"


class Bound(StrEnum):
    """How the number bounds the quantity."""

    EXACT = "exact"
    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Amount(Fact):
    """One amount, as the annotation guide defines it."""

    kind: ClassVar[str] = "amount"
    table: ClassVar[str] = "amounts"
    compared: ClassVar[tuple[str, ...]] = ("measure", "currency_code", "low", "high", "bound")

    measure: Measure = Field(description="money, percent or count")
    currency_code: str | None = Field(
        default=None, pattern="^[A-Z]{3}$", serialization_alias="currency", description="ISO 4217 code; money only"
    )
    low: Decimal = Field(
        max_digits=38, decimal_places=6, description="lower end, magnitude words multiplied out; percent is in percent"
    )
    high: Decimal = Field(
        max_digits=38, decimal_places=6, description="upper end; equal to low unless the text gives a range"
    )
    bound: Bound = Field(default=Bound.EXACT, description="exact, approx, at_least or at_most")
    per: str | None = Field(
        default=None, description="what one payment is for (year, person, event …), in English; money only"
    )
    unit: str | None = Field(default=None, description="the thing counted, in English, singular; counts only")

    @model_validator(mode="after")
    def _range_rises(self) -> "Amount":
        if self.high < self.low:
            msg = f"the range {self.low} to {self.high} falls"
            raise ValueError(msg)
        return self
