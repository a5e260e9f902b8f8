"""A relation that the document states, between two facts or between a fact and words."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Relation(StrEnum):
    """What the far end is to the fact."""

    PROGRAMME = "programme"
    GIVER = "giver"
    RECEIVER = "receiver"
    PURPOSE = "purpose"
    PERIOD = "period"
    DESCRIBES = "describes"
    PLACE = "place"


class Link(BaseModel):
    """One relation. Ends are spans of the *reading*: the near end a fact's, the far end a fact's or words'."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    relation: Relation
    from_start: int = Field(ge=0)
    from_end: int = Field(ge=0)
    to_start: int | None = None
    to_end: int | None = None
    value: str | None = Field(default=None, description="ISO 3166-1 alpha-2 code for a place")
    rule: str
    confidence: float = Field(ge=0, le=1)
