"""Finds contacts: who, what they do, for whom, where, and their e-mail addresses, phones, web addresses and handles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from extractors.contacting.drafts import Draft, Parts, folded, folded_name, parts_of
from extractors.contacting.grouping import drafts_of
from extractors.contacting.lines import lines_of
from extractors.contacting.phones import Number, alternative_end, find_phones, normalised, region_of, regions_around
from extractors.contacting.places import by_frequency, region_of_domain, regions_in
from extractors.contacting.points import Point, PointKind, Spans
from extractors.contacting.web import find_emails, find_handles, find_urls
from extractors.facts.base import FactExtractor, document_of, facts_of
from schemas.document import Document
from schemas.facts.base import Unresolved
from schemas.facts.contact import Contact

if TYPE_CHECKING:  # the models are asked for without loading spaCy
    from spacy.tokens import Doc

# How sure a contact is by the way it was found; a number without a country lowers it.
_CONFIDENCE = {"block": 0.92, "web": 0.92, "sentence": 0.8, "sentence-web": 0.5}
# So many numbers tell the places that those of a document, or of a contact, stand by.
_ENOUGH_NUMBERS = 200
# The region whose numbers a language's documents give without saying so.
_LANGUAGE_REGIONS = {"zh-Hans": ("CN",), "zh": ("CN",), "zh-Hant": ("HK", "TW")}


class ContactExtractor(FactExtractor[Contact]):
    """Everyone, and every body, that the document tells the reader how to reach."""

    name: ClassVar[str] = "contacts"
    version: ClassVar[int] = 2
    languages: ClassVar[frozenset[str]] = frozenset({"fr", "en", "zh"})
    model: ClassVar[type[Contact]] = Contact
    after: ClassVar[tuple[str, ...]] = ("dates",)

    def find(self, doc: Doc) -> Iterator[Contact | Unresolved]:
        """Yield contacts; addresses that cannot be right are unresolved."""
        document = document_of(doc)
        points: list[Point] = []
        for found in _points_in(document, facts_of(doc, "dates")):
            if isinstance(found, Point):
                points.append(found)
            else:
                yield found
        if not points:
            return
        points.sort(key=lambda point: (point.start, point.end))
        usual = _usual_regions(document, points)
        seen: set[tuple[int, int]] = set()
        for draft in drafts_of(document.reading, list(lines_of(document, points))):
            contact = _contact(document.reading, draft, usual)
            if contact and (contact.start, contact.end) not in seen:
                seen.add((contact.start, contact.end))
                yield contact


def _points_in(document: Document, dates: Iterable[Contact]) -> Iterator[Point | Unresolved]:
    text = document.reading
    taken, dated = Spans(len(text)), Spans(len(text))
    for fact in dates:
        dated.add(fact.start, fact.end)
    for found in find_emails(document):
        taken.add(found.start, found.end)
        yield found
    yield from find_urls(document, taken)
    for number in find_phones(text, taken, dated):
        taken.add(number.start, number.end)
        yield number
    yield from find_handles(text, taken)


def _usual_regions(document: Document, points: Iterable[Point]) -> list[str]:
    """Countries of the document: of its international numbers, its domains, the places by its numbers, its language."""
    points = list(points)
    called = [point for point in points if point.kind in (PointKind.PHONE, PointKind.FAX)]
    numbers = by_frequency(map(region_of, called))
    national = [point for point in called if not point.value.startswith("+")][:_ENOUGH_NUMBERS]
    places = by_frequency(code for point in national for code in regions_around(document.reading, point)[:1])
    domains = by_frequency(region_of_domain(point.value) for point in points)
    language = _LANGUAGE_REGIONS.get(document.language or "", ())
    return list(dict.fromkeys([*numbers, *domains, *places, *language]))


def _contact(text: str, draft: Draft, usual: list[str]) -> Contact | None:
    parts = parts_of(draft, text)
    points = _certain(draft, parts)
    if not points:
        return None
    phones, certainty = _phones(text, points, parts, usual)
    spans = [*parts.spans(), *((point.start, alternative_end(point, text)) for point in points)]
    return Contact(
        start=min(start for start, _ in spans),
        end=max(end for _, end in spans),
        rule=f"contact.{draft.rule}",
        confidence=min(_CONFIDENCE[draft.rule], certainty),
        person=folded(text, parts.person),
        role=folded(text, parts.role),
        organisation=folded_name(text, parts.organisation),
        address=folded(text, parts.address),
        emails=_values(points, PointKind.EMAIL),
        phones=phones,
        urls=_values(points, PointKind.URL),
        handles=_values(points, PointKind.HANDLE),
    )


def _certain(draft: Draft, parts: Parts) -> list[Point]:
    """The points without faxes, and without doubtful numbers where nothing else says that this is a contact."""
    reached = any(not point.doubtful and not point.is_web for point in draft.points)
    trusted = draft.rule == "block" and (reached or parts.person)
    return [
        point
        for point in draft.points
        if point.kind != PointKind.FAX
        and (not point.doubtful or (trusted and (reached or point.value.startswith("0"))))
    ]


def _phones(text: str, points: list[Point], parts: Parts, usual: list[str]) -> tuple[tuple[str, ...], float]:
    """The numbers of a contact, and how sure the least sure of them is."""
    numbers = [point for point in points if point.kind == PointKind.PHONE]
    if not numbers:
        return (), 1.0
    own = [code for span in reversed(parts.spans()) for code in regions_in(text[slice(*span)])]
    domains = by_frequency(region_of_domain(point.value) for point in points)
    neighbours = by_frequency(map(region_of, numbers))
    found: list[Number] = []
    for index, point in enumerate(numbers):
        around = [] if point.value.startswith("+") or index >= _ENOUGH_NUMBERS else regions_around(text, point)
        regions = list(dict.fromkeys([*neighbours, *own, *around, *domains, *usual]))
        found += normalised(point, text, regions)
    return tuple(dict.fromkeys(number.value for number in found)), min(number.confidence for number in found)


def _values(points: Iterable[Point], kind: PointKind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(point.value for point in points if point.kind == kind))
