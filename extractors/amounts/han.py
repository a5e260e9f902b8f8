"""Reads traditional characters, and the radicals that some PDFs use for characters, as simplified ones."""

import unicodedata
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
    table = {ord(sign): simple for line, other in pairs for sign, simple in zip(line, other, strict=True)}
    for code in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFAFF)):
        plain = unicodedata.normalize("NFKC", chr(code))
        table[code] = table.get(ord(plain), plain) if len(plain) == 1 else chr(code)
    return table


def simplified(text: str) -> str:
    """The text with each traditional character replaced; no offset moves."""
    return text.translate(_table())
