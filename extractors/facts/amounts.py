"""Amounts of money, shares and counts, in French, English and Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from extractors.amounts.masks import lines_of_points
from extractors.amounts.reading import AmountReader
from extractors.facts.base import FactExtractor, document_of, facts_of
from schemas.facts.amount import Amount
from schemas.facts.base import Fact, Unresolved

if TYPE_CHECKING:  # the models are asked for without loading spaCy
    from spacy.tokens import Doc


class AmountExtractor(FactExtractor[Amount]):
    """Finds amounts and gives each its measure, currency, ends, bound, and what it is per or counts."""

    name = "amounts"
    version = 2
    languages = frozenset({"fr", "en", "zh"})
    model: ClassVar[type[Fact]] = Amount
    after = ("dates", "contacts", "programmes")

    def find(self, doc: Doc) -> Iterator[Amount | Unresolved]:
        reading = document_of(doc).reading
        taken = [(fact.start, fact.end, True) for fact in facts_of(doc, "dates")]
        taken += [(fact.start, fact.end, False) for fact in facts_of(doc, "programmes")]
        for contact in facts_of(doc, "contacts"):
            taken += [(start, end, False) for start, end in lines_of_points(reading, contact)]
        return AmountReader(document_of(doc), self.languages, taken).amounts()
