"""Where a fact holds: the country or region that its clause or the opening of its sentence names."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from extractors.linking.places import Place, find_places
from extractors.linking.rules import LatinRules, any_of, any_word, chinese_rules, latin_rules
from extractors.linking.scene import AMOUNTS, COUNT, DATE, EVERY_SIGN, MONEY, PERCENT, SIGNS, Sentence, Span, make_link
from schemas.document import BlockKind
from schemas.facts.base import Fact
from schemas.facts.date import Date, Role
from schemas.facts.link import Link, Relation

# How far behind a figure its place may stand, in characters.
_NEAR = 90
# How far behind a Chinese date.
_CLOSE = 3
# How long the words before the place that a sentence opens with may be: "Across the whole of".
_OPENING = 30
_LIST_MARK = re.compile(r"[•●▪◦○·*\-–—\s]*(?:[(（]?\w{1,2}[)）.、]\s?)?")
_STRONG = re.compile(r"[;；。!?！？]|:\s|：")
# Between the places of a list, each with its own preposition or none.
_AND = re.compile(
    r"(?:,\s|,?\s(?:and|et|as well as|ainsi qu['’]|comme|or|ou)\s?|、|和|及|与|以及)"
    r"(?:the |in the |in |au |aux |en |la |le |les |à |du |des |de la |de l['’]|d['’]|de |l['’]|在)?"
)
# A clause that goes on with something else than a further figure: ", and as of 2019, …".
_NEXT_CLAUSE = re.compile(rf",\s(?:and|et|but|or|ou)\s(?![^{AMOUNTS},;]{{0,14}}[{AMOUNTS}])")
_ARTICLE = re.compile(r"(?:\b(?:the|la|le|les)\s|\bl['’])$", re.I)
_WORD_BEFORE = re.compile(r"[^\W\d_]+['’]?$")
_NOT_HERE = (Role.CITED, Role.PUBLISHED)


class How(Enum):
    """What the words around a place make of it."""

    IN = "in"
    OF = "of"
    SUBJECT = "subject"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Spot:
    """Places that stand together (`in Mali, Niger and Chad`), and whether the sentence opens with them."""

    places: tuple[Place, ...]
    how: How
    opens: bool

    @property
    def start(self) -> int:
        """Where the first begins, in the sentence."""
        return self.places[0].start

    @property
    def end(self) -> int:
        """Where the last ends, in the sentence."""
        return self.places[-1].end


@cache
def _contrast(language: str) -> re.Pattern[str]:
    """What turns from one place to the next within a sentence."""
    if language == "zh":
        return re.compile(any_of(chinese_rules().contrasts))
    return re.compile(rf"(?<![\w-]){any_word(latin_rules(language).contrasts)}", re.I)


@cache
def _origin(language: str) -> re.Pattern[str]:
    """What makes a place the one where somebody comes from."""
    return re.compile(rf"(?<![\w-]){any_word(latin_rules(language).origins)}\s?$", re.I)


def find_located(sentence: Sentence, parties: Collection[Span]) -> Iterator[Link]:
    """Links from the facts of a sentence to places; those who give and receive are none for sums and dates."""
    if sentence.kind is BlockKind.HEADING:
        return
    facts = [fact for sign in (MONEY, COUNT, PERCENT, DATE) for fact in sentence.of(sign)]
    if not facts:
        return
    spots = list(spots_of(sentence))
    others = {fact for sign in (COUNT, PERCENT) for fact in sentence.of(sign)}
    for fact in sorted(facts, key=lambda fact: fact.start) if spots else ():
        if isinstance(fact, Date) and fact.role in _NOT_HERE:
            continue
        bodies = () if fact in others else parties
        left = [spot for spot in spots if not _within(sentence, spot, bodies)]
        spot = _spot_of(sentence, fact, left) if left else None
        for place in _own(sentence, fact, spot, facts) if spot else ():
            span = place.start + sentence.start, place.end + sentence.start
            rule, confidence = (f"place.{spot.how.value}", 0.7) if spot else ("", 0.0)
            yield make_link(Relation.PLACE, fact, span, rule, confidence, place.code)


def _own(sentence: Sentence, fact: Fact, spot: Spot, facts: list[Fact]) -> tuple[Place, ...]:
    """The places of a spot that a fact has: its own one where they and the facts stand in pairs ("respectively")."""
    if len(spot.places) < 2 or not _pairs(sentence.language).search(sentence.masked):
        return spot.places
    sign = sentence.masked[sentence.span(fact)[0]]
    alike = [other for other in facts if sentence.masked[sentence.span(other)[0]] == sign]
    behind = [other for other in alike if sentence.span(other)[0] >= spot.end] or alike
    paired = len(behind) == len(spot.places) and fact in behind
    return (spot.places[behind.index(fact)],) if paired else spot.places


@cache
def _pairs(language: str) -> re.Pattern[str]:
    if language == "zh":
        return re.compile(any_of(chinese_rules().pairs))
    return re.compile(any_word(latin_rules(language).pairs))


def _within(sentence: Sentence, spot: Spot, bodies: Collection[Span]) -> bool:
    """Whether a spot is, or names again, a country that gives or receives."""
    start, end = spot.start + sentence.start, spot.end + sentence.start
    names = {sentence.masked[place.start : place.end] for place in spot.places}
    return any(
        (body[0] < end and start < body[1])
        or sentence.masked[body[0] - sentence.start : body[1] - sentence.start] in names
        for body in bodies
    )


def _spot_of(sentence: Sentence, fact: Fact, spots: list[Spot]) -> Spot | None:
    """The spot right behind a fact, the last one before it in its clause, the opening, or the only one behind."""
    start, end = sentence.span(fact)
    masked = sentence.masked
    signs = DATE if isinstance(fact, Date) else AMOUNTS
    behind = next((spot for spot in spots if spot.start >= end), None)
    here = (How.IN,) if isinstance(fact, Date) else (How.IN, How.OF)
    if behind and behind.how in here and _is_next(sentence, masked[end : behind.start], signs):
        return behind
    for spot in reversed([spot for spot in spots if spot.end <= start]):
        between = masked[spot.end : start]
        if not _parts(sentence, between, spot) and not (spot.how is How.IN and _elsewhen(sentence, fact, between)):
            return spot
        if spot.how in (How.IN, How.SUBJECT):
            break
    opening = spots[0]
    if (
        opening.opens
        and opening.how is not How.OF
        and opening.end <= start
        and not _new_subject(sentence, spots, start)
    ):
        return opening
    if behind and _leads_to(sentence, masked[end : behind.start], fact):
        return behind
    return None


def _is_next(sentence: Sentence, between: str, signs: str) -> bool:
    """Whether a place behind a fact is said of it: little stands between, and no other fact of the kind."""
    if sentence.language == "zh":
        return len(between) <= 1 or between.strip() in ("在", "都在", "位于")
    return len(between) <= _NEAR and not re.search(rf"[{signs},()]", between) and not _turns(sentence, between)


def _turns(sentence: Sentence, between: str) -> bool:
    return bool(_STRONG.search(between) or _contrast(sentence.language).search(between))


def _parts(sentence: Sentence, between: str, spot: Spot) -> bool:
    """Whether the words between a place and a fact behind it turn to something else."""
    if spot.how is How.LABEL:
        return ";" in between or "；" in between
    if _turns(sentence, between):
        return True
    if sentence.language == "zh":
        return not spot.opens and spot.how is How.OF and "，" in between
    return spot.how is not How.SUBJECT and not spot.opens and bool(_NEXT_CLAUSE.search(between) or len(between) > _NEAR)


def _elsewhen(sentence: Sentence, fact: Fact, between: str) -> bool:
    """Whether a Chinese date stands in another clause than the place: what happened then may be elsewhere."""
    return sentence.language == "zh" and isinstance(fact, Date) and "，" in between


def _new_subject(sentence: Sentence, spots: list[Spot], start: int) -> bool:
    """Whether another place has become the subject between the opening and a fact."""
    return any(spot.how in (How.IN, How.SUBJECT) for spot in spots[1:] if spot.end <= start)


def _leads_to(sentence: Sentence, between: str, fact: Fact) -> bool:
    """Whether a fact without a place before it belongs to the one behind: "In 2019, Mali adopted …"."""
    if _turns(sentence, between):
        return False
    if isinstance(fact, Date):
        far = _CLOSE if sentence.language == "zh" else 2 * _NEAR
        return not re.search(f"[{DATE}]", between) and len(between) <= far
    if sentence.language == "zh":
        return False
    return not re.search(f"[{AMOUNTS}]", between) and len(between) <= 2 * _NEAR


def spots_of(sentence: Sentence, *, every: bool = False) -> Iterator[Spot]:
    """The places of a sentence that words make to where something is, together with those listed with them.

    With `every`, all others too.
    """
    places = list(find_places(sentence.masked, sentence.language))
    group: list[Place] = []
    for place in places:
        if group and _AND.fullmatch(sentence.masked, group[-1].end, place.start):
            group.append(place)
            continue
        yield from _spot(sentence, group, every=every)
        group = [place]
    yield from _spot(sentence, group, every=every)


def _spot(sentence: Sentence, group: list[Place], *, every: bool) -> Iterator[Spot]:
    if not group:
        return
    classify = _chinese if sentence.language == "zh" else _latin
    how = How.OF if every else classify(sentence, group[0], group[-1])
    if how is None:
        return
    mark = _LIST_MARK.match(sentence.masked)
    opening = re.sub(rf"[{DATE}]+[,，]?\s?", "", sentence.masked[mark.end() if mark else 0 : group[0].start])
    short = len(opening) <= (2 if sentence.language == "zh" else _OPENING)
    yield Spot(tuple(group), how, short and not re.search(rf"[{SIGNS}]", opening))


def _latin(sentence: Sentence, first: Place, last: Place) -> How | None:
    """How a French or English sentence uses a place; None where it says where somebody comes from, or only names it."""
    rules, masked = latin_rules(sentence.language), sentence.masked
    before = masked[: first.start]
    article = _ARTICLE.search(before)
    before = before[: article.start()] if article else before
    if _origin(sentence.language).search(before[-40:]):
        return None
    if rules.possessive and masked[last.end :].startswith(rules.possessive):
        return How.OF
    if re.match(r"\s?:(?!\w)", masked[last.end : last.end + 3]) and _begins(before):
        return How.LABEL
    return _by_preposition(masked, before, last.end, rules)


def _by_preposition(masked: str, before: str, end: int, rules: LatinRules) -> How | None:
    lead = before.rstrip()
    word = _WORD_BEFORE.search(lead)
    low = word.group().lower().replace("’", "'") if word else ""
    if low in rules.locatives:
        return How.IN
    if word and low in rules.of_places:
        return _belongs(lead[: word.start()].rstrip(), rules.of_places, rules.of_bodies)
    if _begins(before) or low in rules.subject_leads:
        return How.SUBJECT if _acts(masked, end) else None
    return How.IN if masked[end : end + 2] == " (" and before[-1:] in " '’" else None


def _belongs(head: str, of_places: Collection[str], bodies: Collection[str]) -> How | None:
    """ "the workers of Kenya", but not "the Government of Kenya" nor "Bank of Ghana"."""
    word = _WORD_BEFORE.search(head)
    if word and word.group().lower() in ("la", *of_places):
        word = _WORD_BEFORE.search(head[: word.start()].rstrip())
    sign = head[-1:] and head[-1] in EVERY_SIGN
    if sign:
        return How.OF
    return How.OF if word and word.group()[0].islower() and word.group() not in bodies else None


def _begins(before: str) -> bool:
    """Whether a clause begins here: after a sign, or at the beginning of the sentence."""
    mark = _LIST_MARK.fullmatch(before)
    return bool(mark) or bool(re.search(r"[,;:(–—-]\s?[«“\"]?$", before))


def _acts(masked: str, end: int) -> bool:
    """Whether a verb or a relative clause can follow a place that is a subject, or a figure stands in its row."""
    return bool(
        re.match(
            rf"\s[a-zà-ÿ]|,\s(?:where|which|où|qui|dont|with|avec)\b|\s?[{SIGNS}]|\s\(|\n|\t|\s[sn]['’]", masked[end:]
        )
    )


def _chinese(sentence: Sentence, first: Place, last: Place) -> How | None:
    rules, masked = chinese_rules(), sentence.masked
    before, after = masked[: first.start], masked[last.end : last.end + 12]
    if before.endswith(rules.origins) or _chinese_body().match(after):
        return None
    if re.match("[：:】]", after):
        return How.LABEL
    if before.endswith(rules.locatives):
        return How.IN
    bracketed = re.match(rf"（[{SIGNS}]", after)
    if (
        bracketed
        or not before
        or before[-1] in "，；：、。（("
        or _LIST_MARK.fullmatch(before)
        or before[-1] in EVERY_SIGN
    ):
        return How.SUBJECT
    if before.endswith(rules.subject_leads):
        return How.SUBJECT
    return How.OF if after and (after[0] == "的" or after[0] in EVERY_SIGN) else None


@cache
def _chinese_body() -> re.Pattern[str]:
    """What makes a country part of the name of a body, a person or a language."""
    return re.compile(rf"[^，。；：的在{SIGNS}]{{0,8}}{any_of(chinese_rules().body_ends)}|[—/]|(?:籍|语|驻)")
