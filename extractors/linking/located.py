"""Where a fact holds: the country or region that its clause, its sentence or its paragraph names."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from extractors.linking.places import Place, find_places
from extractors.linking.rules import chinese_rules, latin_rules
from extractors.linking.scene import COUNT, DATE, MONEY, PERCENT, SIGNS, Sentence, Span, make_link
from schemas.document import BlockKind
from schemas.facts.base import Fact
from schemas.facts.date import Date, Role
from schemas.facts.link import Link, Relation

_CLAUSE = re.compile(r"[;；:。]")
_OPENING = re.compile(rf"^[•\-–\s]*(?:{DATE}+[,，]?\s?(?:之后|以来|时)?[,，]?)?")
# Between the places of a list, each with its own preposition or none.
_AND = re.compile(
    r"^(?:,\s|,?\s(?:and|et)\s|、|和|及|与)"
    r"(?:the |in |au |aux |en |la |le |à |du |des |de la |de l['’]|d['’]|de )?$"
)


# How far behind a figure its place may stand, in characters.
_NEAR = 80


@dataclass(frozen=True, slots=True)
class _Named:
    """A place and what makes it one: `opens` where the sentence begins with it, `located` where words say where."""

    place: Place
    opens: bool
    located: bool


@dataclass
class Located:
    """Walks through the sentences and remembers where the paragraph is."""

    _topic: tuple[Place, int] | None = None
    _block: int = -1

    def find(self, sentence: Sentence, givers: Collection[Span]) -> Iterator[Link]:
        """Links from the facts of a sentence to places, called for each in order; `givers` are no places here."""
        if sentence.block != self._block:
            self._topic, self._block = None, sentence.block
        if sentence.kind is BlockKind.HEADING:
            return
        facts = sorted((f for sign in (MONEY, COUNT, PERCENT) for f in sentence.of(sign)), key=lambda f: f.start)
        if not facts and self._topic is None and DATE not in sentence.masked and not _worth(sentence):
            return
        bodies = [(start - sentence.start, end - sentence.start) for start, end in givers]
        named = [item for item in _named(sentence) if not any(start <= item.place.start < end for start, end in bodies)]
        yield from self._links(sentence, facts, named)
        opening = next((item.place for item in named if item.opens), None)
        if opening is not None:
            # What is said of a continent is not said of the countries in the sentences after.
            self._topic = (opening, sentence.start) if opening.code else None

    def _links(self, sentence: Sentence, facts: list[Fact], named: list[_Named]) -> Iterator[Link]:
        for fact in facts:
            chosen = _of_clause(sentence, fact, named)
            if chosen:
                if chosen.opens and chosen.place.code is None and fact is not facts[0]:
                    continue
                for item in _with_equals(sentence, chosen, named):
                    rule = "place.opens" if item.opens else "place.in"
                    yield _link(fact, item.place, sentence.start, rule, 0.7)
            elif self._topic is not None and not any(item.located or item.opens for item in named):
                place, offset = self._topic
                yield _link(fact, place, offset, "place.topic", 0.55)
        if not facts:
            yield from _dated(sentence, named)


def _worth(sentence: Sentence) -> bool:
    """Whether a sentence without facts may set the place of the paragraph: Chinese ones that open with it do."""
    return sentence.language == "zh"


def _dated(sentence: Sentence, named: list[_Named]) -> Iterator[Link]:
    """Dates of a sentence that says where, first of all, and gives no figures."""
    dates = sentence.of(DATE)
    opening = next((item for item in named if item.opens and item.located), None)
    for date in dates[:1]:
        near = next((item for item in named if item.located and _touches(sentence, item.place, date)), None)
        if near is not None:
            yield _link(date, near.place, sentence.start, "place.date", 0.65)
        elif opening is not None and isinstance(date, Date) and date.role is Role.SINCE:
            yield _link(date, opening.place, sentence.start, "place.date", 0.55)


def _touches(sentence: Sentence, place: Place, date: Fact) -> bool:
    start = date.start - sentence.start
    return 0 < start - place.end <= 3


def _link(fact: Fact, place: Place, offset: int, rule: str, confidence: float) -> Link:
    return make_link(Relation.PLACE, fact, (place.start + offset, place.end + offset), rule, confidence, place.code)


def _named(sentence: Sentence) -> Iterator[_Named]:
    """The places of a sentence that are not part of a fact or of a longer name."""
    opening = _OPENING.match(sentence.masked)
    first = opening.end() if opening else 0
    for place in find_places(sentence.masked, sentence.language):
        if sentence.language == "zh":
            yield _chinese(sentence, place, first)
        else:
            yield _latin(sentence, place, first)


def _chinese(sentence: Sentence, place: Place, first: int) -> _Named:
    masked = sentence.masked
    before = masked[max(0, place.start - 2) : place.start]
    located = before.endswith(chinese_rules().locatives)
    after = masked[place.end : place.end + 2]
    lead = place.start - first
    opens = lead <= 2 and (lead == 0 or masked[first : place.start] in ("在", "从", "其中", "其中，", "据"))
    inside_clause = masked[place.start - 1 : place.start] in ("，", "；", "：")
    compound = after[:1] in ("—", "-", "/", "政", "劳", "驻", "元")
    return _Named(place, opens and not compound, (located or inside_clause) and not compound)


def _latin(sentence: Sentence, place: Place, first: int) -> _Named:
    rules = latin_rules(sentence.language)
    masked = sentence.masked
    before = masked[max(0, place.start - 24) : place.start]
    words = [match.lower().replace("’", "'") for match in re.findall(r"[^\W\d_]+['’]?|[,;:(]", before)]
    while words and words[-1] in ("the", "la", "le", "les", "l'"):
        words.pop()
    last = words[-1] if words else ""
    located = last in rules.locatives
    if last in rules.of_places and len(words) > 1:
        raw = re.findall(r"[^\W\d_]+['’]?", before)
        head = [word for word in raw if word.lower() not in ("the", "la", "le", "les", "l'", last)]
        located = bool(head) and head[-1].islower()
    possessive = masked[place.end :].startswith(rules.possessive) if rules.possessive else False
    opens = place.start - first <= 8 and (located or possessive or place.start == first)
    return _Named(place, opens, located or possessive)


def _of_clause(sentence: Sentence, fact: Fact, named: list[_Named]) -> _Named | None:
    """The place that the clause of a fact states: right behind the fact, else the last one before, else the opening."""
    start, end = sentence.span(fact)
    masked = sentence.masked
    located = [item for item in named if item.located or item.opens]
    alone = not re.search(f"[{MONEY}{COUNT}{PERCENT}]", masked[:start] + masked[end:])
    for item in located:
        if (
            item.place.start >= end
            and not item.opens
            and _follows(sentence, masked[end : item.place.start], alone=alone)
        ):
            return item
    for item in reversed([item for item in located if item.place.end <= start]):
        between = masked[item.place.end : start]
        if item.opens or (not _CLAUSE.search(between) and _same_breath(sentence, between)):
            return item
    return None


def _follows(sentence: Sentence, between: str, *, alone: bool) -> bool:
    """Whether a place behind a figure is said of it; without other figures it may stand further off."""
    if sentence.language == "zh":
        return len(between) <= 4 and not re.search(rf"[，；：{SIGNS}]", between)
    if alone:
        return len(between) <= 2 * _NEAR and not _CLAUSE.search(between)
    return (
        len(between) <= _NEAR and not _CLAUSE.search(between) and not re.search(rf"[{MONEY}{COUNT}{PERCENT},]", between)
    )


def _same_breath(sentence: Sentence, between: str) -> bool:
    """Whether the words between a place and a figure do not turn to something else: ", with", ", for"."""
    if sentence.language == "zh":
        return "，" not in between
    return not re.search(r",\s(?:with|for|from|avec|pour)\b", between)


def _with_equals(sentence: Sentence, chosen: _Named, named: list[_Named]) -> Iterator[_Named]:
    """The place and those listed with it: Burkina Faso, Mali and Niger."""
    yield chosen
    if sentence.language == "zh":
        return
    index = named.index(chosen)
    for step in (1, -1):
        last, other = chosen, index + step
        while 0 <= other < len(named):
            first, second = sorted((last.place, named[other].place), key=lambda place: place.start)
            if not _AND.match(sentence.masked[first.end : second.start]):
                break
            yield named[other]
            last, other = named[other], other + step
