"""Reads traditional characters as simplified ones, so that one set of rules serves both."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.rules import load_rules


class Characters(BaseModel):
    """`rules/traditional.yaml`: two texts of equal length."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    traditional: str
    simplified: str


@cache
def _table() -> dict[int, str]:
    rules = load_rules("traditional", Characters)
    pairs = zip(rules.traditional.split(), rules.simplified.split(), strict=True)
    return {ord(sign): simple for line, other in pairs for sign, simple in zip(line, other, strict=True)}


def simplified(text: str) -> str:
    """The text with each traditional character replaced; no offset moves."""
    return text.translate(_table())
