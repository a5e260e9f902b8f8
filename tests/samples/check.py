"""Checks a source against the annotation guide beyond its markup: values, identifiers, ends of links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from tests.samples.source import Link, Mark, Source, walk

ALLOWED = {
    "measure": {"money", "percent", "count"},
    "bound": {"exact", "approx", "at_least", "at_most"},
    "precision": {"day", "month", "quarter", "year", "decade", "century"},
    "relation": {"programme", "giver", "receiver", "purpose", "period", "describes", "place"},
    "type": {"programme", "project", "initiative", "fund", "campaign", "scheme", "network"},
    "optional": {"yes", "no"},
    "relative": {"yes", "no"},
}
DOCUMENT_ALLOWED = {
    "kind": {"brochure", "press_release", "other"},
    "format": {"pdf", "html", "docx", "txt", "md"},
    "producer": {"weasyprint", "reportlab", "chromium", "libreoffice"},
    "columns": {"1", "2", "3"},
    "frozen": {"yes", "no"},
    "wrapped": {"yes", "no"},
}
DATE_ROLES = {"published", "event", "signed", "period", "deadline", "since", "founded", "cited"}
EDTF_POINT = r"(?:\d{2}XX|\d{3}X|\d{4})(?:-\d{2}(?:-\d{2})?)?[?~%]?"
EDTF = re.compile(rf"{EDTF_POINT}(?:/(?:{EDTF_POINT}|\.\.))?|\.\./{EDTF_POINT}")
LANGUAGES = {"fr", "en", "zh-Hans", "zh-Hant"}


def problems(source: Source) -> list[str]:
    """All that is wrong with a source, one line each, with the line of the mark."""
    found = [*document_problems(source), *identity_problems(source)]
    for mark in source.marks:
        found += [f"{source.path.name}:{mark.line}: <{mark.kind}> {text}" for text in mark_problems(source, mark)]
    for link in source.links:
        found += [f"{source.path.name}:{link.line}: <link> {text}" for text in link_problems(source, link)]
    return found


def wrong_choices(attributes: dict[str, str], allowed: dict[str, set[str]]) -> Iterator[str]:
    """Attributes whose value is none of a closed list."""
    for name, values in allowed.items():
        if attributes.get(name) and attributes[name] not in values:
            yield f"{name}={attributes[name]!r}"


def document_problems(source: Source) -> Iterator[str]:
    """What is wrong with the document element."""
    name = source.path.name
    if source.attributes.get("id") != source.path.stem:
        yield f"{name}: its id is not the file's name"
    for text in wrong_choices(source.attributes, DOCUMENT_ALLOWED):
        yield f"{name}: {text}"
    if source.language not in LANGUAGES:
        yield f"{name}: language={source.language!r}"
    if source.published and not is_day(source.published):
        yield f"{name}: published={source.published!r}"
    if (source.format == "pdf") != bool(source.producer):
        yield f"{name}: a producer is for PDF, and each PDF has one"
    if not source.title.strip() or not any(True for _ in walk(source.nodes)):
        yield f"{name}: no title or no text"


def identity_problems(source: Source) -> Iterator[str]:
    """Identifiers that stand twice."""
    ids = Counter(mark.attributes["id"] for mark in source.marks if mark.attributes.get("id"))
    for mark_id, count in ids.items():
        if count > 1:
            yield f"{source.path.name}: id {mark_id} stands {count} times"


def mark_problems(source: Source, mark: Mark) -> Iterator[str]:
    """What is wrong with one mark."""
    words = source.text[mark.start : mark.end]
    if not words.strip() or words != words.strip():
        yield f"has no words, or blanks at its ends: {words!r}"
    yield from wrong_choices(mark.attributes, ALLOWED)
    check = {"amount": amount_problems, "date": date_problems, "contact": contact_problems}.get(mark.kind)
    if check:
        yield from check(mark.attributes)
    if mark.kind == "programme" and not mark.attributes.get("type"):
        yield "has no type"


def amount_problems(attributes: dict[str, str]) -> Iterator[str]:
    """Amounts are decimals in order; money has a currency, nothing else has."""
    low, high = number(attributes.get("low")), number(attributes.get("high") or attributes.get("low"))
    if low is None or high is None or low > high:
        yield f"low={attributes.get('low')!r} high={attributes.get('high')!r}"
    if not attributes.get("measure"):
        yield "has no measure"
    money = attributes.get("measure") == "money"
    if money != bool(re.fullmatch(r"[A-Z]{3}", attributes.get("currency", ""))) and not money_is_open(attributes):
        yield f"measure={attributes.get('measure')!r} currency={attributes.get('currency')!r}"


def money_is_open(attributes: dict[str, str]) -> bool:
    """Whether this is an optional sum whose currency the text leaves open."""
    return attributes.get("measure") == "money" and attributes.get("optional") == "yes"


def date_problems(attributes: dict[str, str]) -> Iterator[str]:
    """Dates are ISO days in order, with an end at least; optional ones may have no value."""
    start, end = attributes.get("start", ""), attributes.get("end", "")
    optional = attributes.get("optional") == "yes"
    if any(value and not is_day(value) for value in (start, end)) or (start and end and start > end):
        yield f"start={start!r} end={end!r}"
    if not (start or end or optional):
        yield "has neither start nor end"
    edtf = attributes.get("edtf", "")
    if not (EDTF.fullmatch(edtf) or (optional and not edtf)):
        yield f"edtf={edtf!r}"
    if attributes.get("role") and attributes["role"] not in DATE_ROLES:
        yield f"role={attributes['role']!r}"


def contact_problems(attributes: dict[str, str]) -> Iterator[str]:
    """A contact can be reached; phone numbers are E.164, addresses of mail lower case, handles with their sign."""
    points = [value for name in ("emails", "phones", "urls", "handles") for value in attributes.get(name, "").split()]
    if not points and not attributes.get("address"):
        yield "has no way to reach it"
    patterns = {
        "emails": r"[^@\sA-Z]+@[^@\sA-Z]+", "phones": r"\+[1-9]\d{5,14}", "urls": r"https?://\S+", "handles": r"@\S+",
    }  # fmt: skip
    for name, pattern in patterns.items():
        for value in attributes.get(name, "").split():
            if not re.fullmatch(pattern, value):
                yield f"{name}: {value!r}"


def link_problems(source: Source, link: Link) -> Iterator[str]:
    """What is wrong with one link."""
    ids = {mark.attributes.get("id") for mark in source.marks}
    get = link.attributes.get
    yield from wrong_choices(link.attributes, ALLOWED)
    if get("from") not in ids:
        yield f"from={get('from')!r} is no mark"
    if get("to") and get("to") not in ids:
        yield f"to={get('to')!r} is no mark"
    if not get("to") and not (get("relation") == "place" and get("value")):
        yield "has no other end"
    if get("value") and not re.fullmatch(r"[A-Z]{2}", get("value", "")):
        yield f"value={get('value')!r}"


def is_day(text: str) -> bool:
    """Whether the text is an ISO 8601 day."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def number(text: str | None) -> Decimal | None:
    """The decimal number, None for anything else."""
    if not text or not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
