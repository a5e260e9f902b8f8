"""A mention of a named programme, project, initiative, fund, campaign, scheme or network."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from schemas.facts.base import Fact


class ProgrammeType(StrEnum):
    """What the name says it is."""

    PROGRAMME = "programme"
    PROJECT = "project"
    INITIATIVE = "initiative"
    FUND = "fund"
    CAMPAIGN = "campaign"
    SCHEME = "scheme"
    NETWORK = "network"


class ProgrammeMention(Fact):
    """One mention, linked to the catalogue where the catalogue has the programme."""

    kind: ClassVar[str] = "programme"
    table: ClassVar[str] = "programme_mentions"
    compared: ClassVar[tuple[str, ...]] = ("programme_key",)

    name: str = Field(description="the name as written, white space folded")
    type: ProgrammeType = Field(description="programme, project, initiative, fund, campaign, scheme or network")
    programme_key: str | None = Field(
        default=None, serialization_alias="key", description="key in the catalogue (main.programmes); null outside it"
    )
    acronym: str | None = Field(default=None, description="acronym, where the mention gives one")
