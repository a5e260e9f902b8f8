"""A calendar expression that a reader can place without knowing when the text was read."""

import datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import Field, model_validator

from schemas.facts.base import Fact


class Precision(StrEnum):
    """The finer end of a date."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Role(StrEnum):
    """What the date says about what stands around it."""

    PUBLISHED = "published"
    EVENT = "event"
    SIGNED = "signed"
    PERIOD = "period"
    DEADLINE = "deadline"
    SINCE = "since"
    FOUNDED = "founded"
    CITED = "cited"


class Date(Fact):
    """One date or range of dates, as the annotation guide defines it."""

    kind: ClassVar[str] = "date"
    table: ClassVar[str] = "dates"
    compared: ClassVar[tuple[str, ...]] = ("start_date", "end_date")

    start_date: datetime.date | None = Field(
        serialization_alias="start", description="first day covered; null for an open beginning"
    )
    end_date: datetime.date | None = Field(
        serialization_alias="end", description="last day covered; null for an open end"
    )
    edtf: str | None = Field(description="the same in EDTF (ISO 8601-2): 2016-09, 2006/2012, ../2030")
    precision: Precision = Field(description="day, month, quarter, year, decade or century: of the finer end")
    role: Role | None = Field(
        default=None, description="published, event, signed, period, deadline, since, founded or cited"
    )
    relative: bool = Field(default=False, description="worked out from the date of publication")

    @model_validator(mode="after")
    def _range_rises(self) -> "Date":
        if self.start_date and self.end_date and self.end_date < self.start_date:
            msg = f"the range {self.start_date} to {self.end_date} falls"
            raise ValueError(msg)
        return self
