"""Other libraries, each asked only for what it does; their answers brought to the annotation guide's values.

Where an answer can be read in more than one way (is the end of a range included?), all readings are kept, and the cases
count the one that is right: the doubt is the peer's benefit.
"""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from typing import Any, ClassVar, Protocol

from bench.peer_values import day_readings, decimal_of, international, iso_currency, period_of

NOT_INSTALLED = "not installed"
EN, FR, ZH = "en", "fr", "zh"
ALL = frozenset({EN, FR, ZH})

# Expressions without a year need a day to be read from; absolute cases do not.
_TODAY = datetime(2020, 1, 1)  # noqa: DTZ001 - the libraries take days without a zone


@dataclass(frozen=True, slots=True)
class Task:
    """What a library is asked for: a measure or a sort of contact point, and in which languages."""

    scope: str
    kind: str
    languages: frozenset[str] = ALL


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer: offsets into the text, end exclusive, and its readings as values of the guide."""

    start: int
    end: int
    values: tuple[dict[str, Any], ...] = field(default_factory=tuple)


class Peer(Protocol):
    """A library to compare with."""

    @property
    def name(self) -> str:
        """What tables call it."""

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What it is asked for."""

    def available(self) -> bool:
        """Whether it is installed and can be imported."""

    def answer(self, scope: str, language: str, text: str, reference: date | None = None) -> list[Finding]:
        """What it finds of one task."""


class Recognizers:
    """recognizers-text-suite: numbers with units, percentages, dates and contact points by culture."""

    name = "Recognizers-Text"
    tasks = (
        Task("money", "amount"),
        Task("percent", "amount"),
        Task("date", "date"),
        Task("emails", "contact"),
        Task("urls", "contact"),
        Task("phones", "contact"),
    )
    _calls: ClassVar[dict[str, tuple[str, str]]] = {
        "money": ("recognizers_number_with_unit", "recognize_currency"),
        "percent": ("recognizers_number", "recognize_percentage"),
        "date": ("recognizers_date_time", "recognize_datetime"),
        "emails": ("recognizers_sequence", "recognize_email"),
        "urls": ("recognizers_sequence", "recognize_url"),
        "phones": ("recognizers_sequence", "recognize_phone_number"),
    }
    _cultures: ClassVar[dict[str, str]] = {EN: "en-us", FR: "fr-fr", ZH: "zh-cn"}

    def available(self) -> bool:
        """Whether all its packages are there and can be imported (it fails beside emoji 2)."""
        return _imports("recognizers_text") and all(find_spec(module) for module, _ in self._calls.values())

    def answer(self, scope: str, language: str, text: str, reference: date | None = None) -> list[Finding]:
        """What it finds of one task."""
        module, function = self._calls[scope]
        call = getattr(import_module(module), function)
        options = {"reference": _moment(reference)} if scope == "date" else {}
        results = call(text, self._cultures[language], **options)
        findings = (
            Finding(result.start, result.end + 1, tuple(self._values(scope, language, result.resolution or {})))
            for result in results
        )
        return [finding for finding in findings if finding.values]

    def _values(self, scope: str, language: str, resolution: dict[str, Any]) -> Iterator[dict[str, Any]]:
        if scope == "date":
            yield from _recognized_dates(resolution)
            return
        if scope in ("emails", "urls", "phones"):
            point = resolution["value"]
            yield {scope: [international(point) if scope == "phones" else point]}
            return
        number = decimal_of(resolution.get("value"))
        if number is None:
            return
        value: dict[str, Any] = {"measure": scope, "low": number, "high": number, "bound": "exact"}
        if scope == "money":
            value["currency"] = resolution.get("isoCurrency") or iso_currency(resolution.get("unit"), language)
        yield value


class DateParser:
    """dateparser.search, by either of its strategies."""

    tasks = (Task("date", "date"),)

    def __init__(self, strategy: str) -> None:
        self.name = f"dateparser, {strategy}"
        self._strategy = strategy

    def available(self) -> bool:
        """Whether it is installed."""
        return _imports("dateparser")

    def answer(self, scope: str, language: str, text: str, reference: date | None = None) -> list[Finding]:
        """The dates it finds, with the month or year that each stands for."""
        search = import_module("dateparser.search").search_dates
        found = search(
            text,
            languages=[language],
            settings={"RELATIVE_BASE": _moment(reference)},
            strategy=self._strategy,
            add_period=True,
        )
        findings = []
        position = 0
        for words, moment, period in found or ():
            start = text.find(words, position)
            if start >= 0:
                position = start + len(words)
                first, last = period_of(moment.date(), period)
                value = {"start": first.isoformat(), "end": last.isoformat()}
                findings.append(Finding(start, position, (value,)))
        return findings


class Quantulum:
    """quantulum3: quantities with their units, in English."""

    name = "quantulum3"
    tasks = (Task("money", "amount", frozenset({EN})), Task("percent", "amount", frozenset({EN})))

    def available(self) -> bool:
        """Whether it is installed."""
        return _imports("quantulum3.parser")

    def answer(self, scope: str, language: str, text: str, reference: date | None = None) -> list[Finding]:
        """The sums, or the percentages, that it finds."""
        findings = []
        for quantity in import_module("quantulum3.parser").parse(text):
            measure = {"currency": "money", "dimensionless": "percent"}.get(quantity.unit.entity.name)
            if measure != scope or (scope == "percent" and quantity.unit.name != "percentage"):
                continue
            doubt = quantity.uncertainty or 0
            value: dict[str, Any] = {
                "measure": scope,
                "low": decimal_of(quantity.value - doubt),
                "high": decimal_of(quantity.value + doubt),
                "bound": "exact",
            }
            if scope == "money":
                value["currency"] = iso_currency(quantity.unit.name, language, quantity.unit.symbols)
            start, end = quantity.span
            findings.append(Finding(start, end, (value,)))
        return findings


PEERS: tuple[Peer, ...] = (Recognizers(), DateParser("split"), DateParser("ngram"), Quantulum())


def _recognized_dates(resolution: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The readings of a date or a range of dates; times, durations and repetitions are none."""
    for value in resolution.get("values") or ():
        sort, timex = value.get("type", ""), value.get("timex", "")
        if sort in ("date", "datetime") and value.get("value", "")[:1].isdigit():
            day = value["value"][:10]
            yield {"start": day, "end": day}
        elif sort in ("daterange", "datetimerange"):
            starts = day_readings(value.get("start"), alone="end" not in value)
            ends = day_readings(value.get("end"), alone="start" not in value, end=True, timex=timex)
            yield from ({"start": start, "end": end} for start, end in product(starts, ends))


def _moment(reference: date | None) -> datetime:
    return datetime.combine(reference, datetime.min.time()) if reference else _TODAY


@cache
def _imports(module: str) -> bool:
    """Whether a module can be imported; what it warns of is not ours to repair."""
    warnings.filterwarnings("ignore", module=module.partition(".")[0])
    try:
        import_module(module)
    except ImportError:
        return False
    return True
