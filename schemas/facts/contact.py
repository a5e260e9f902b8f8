"""Someone, or a body, that the document tells the reader how to reach."""

from typing import ClassVar

from pydantic import Field

from schemas.facts.base import Fact


class Contact(Fact):
    """One contact with all its points, as the annotation guide defines it."""

    kind: ClassVar[str] = "contact"
    table: ClassVar[str] = "contacts"
    compared: ClassVar[tuple[str, ...]] = ("emails", "phones", "urls", "handles")

    person: str | None = Field(default=None, description="name without title")
    role: str | None = Field(default=None, description="what the person does, as written")
    organisation: str | None = Field(default=None, description="the body, as written")
    address: str | None = Field(default=None, description="postal address, as written, white space folded")
    emails: tuple[str, ...] = Field(default=(), description="e-mail addresses, lower case")
    phones: tuple[str, ...] = Field(
        default=(), description="E.164 where the country is known, else digits without plus sign"
    )
    urls: tuple[str, ...] = Field(default=(), description="addresses as written, http:// put before a bare www.")
    handles: tuple[str, ...] = Field(default=(), description="accounts written as @name")
