"""An extractor as another team would ship it: mentions of ILO conventions. `MODE` lets tests make it misbehave."""

import os
import re
from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from extractors.facts.base import FactExtractor
from schemas.facts.base import Fact, Unresolved

MODE = os.environ.get("CONVENTIONS_MODE", "")
_MENTION = re.compile(r"\b[Cc]onvention (?:No\.|n[o°]) ?(\d{1,4})")
_LAST = 200


class ConventionMention(Fact):
    """A convention of the ILO that the document names by its number."""

    kind: ClassVar[str] = "convention"
    table: ClassVar[str] = "convention_mentions"
    compared: ClassVar[tuple[str, ...]] = ("convention_number",)

    convention_number: int = Field(serialization_alias="number", description="number of the convention")


class ConventionExtractor(FactExtractor[ConventionMention]):
    """Find conventions by number."""

    name = "conventions"
    version = int(os.environ.get("CONVENTIONS_VERSION", "1"))
    languages = frozenset({"fr", "en"})
    model = ConventionMention

    def find(self, doc: object) -> Iterator[ConventionMention | Unresolved]:
        if MODE == "raise":
            raise RuntimeError("out of ink")
        while MODE == "hang":
            pass
        if MODE == "wrong type":
            yield "C190"  # type: ignore[misc]
        for match in _MENTION.finditer(doc.text):  # type: ignore[attr-defined]
            start, end = match.span()
            number = int(match[1])
            if number > _LAST:
                yield Unresolved(start=start, end=end, rule="number", kind="convention", reason="unknown_number")
                continue
            # A later version knows more: an earlier convention counts as its successor.
            number = number + 1 if self.version > 1 and number == 189 else number
            for _ in range(2 if MODE == "twice" else 1):
                yield ConventionMention(start=start, end=end, rule="number", confidence=0.9, convention_number=number)
