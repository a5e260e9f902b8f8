"""Which programme a sum, a count or a date belongs to: the one that the same sentence names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.linking.periods import is_extended
from extractors.linking.places import find_places
from extractors.linking.rules import any_of, any_word, chinese_rules, latin_rules
from extractors.linking.scene import COUNT, DATE, MONEY, PROGRAMME, Sentence, last_match
from schemas.facts.base import Fact
from schemas.facts.date import Date, Role
from schemas.facts.link import Link, Relation
from schemas.facts.programme import ProgrammeMention

# How near to the beginning of its clause a mention is the subject or the frame, and how far a verb of beginning and
# ending may stand from its date; in characters.
_OPENING, _REACH = 45, 60
_BREAK = re.compile(r"[;；。]")
_BRACKET = re.compile(rf"\s?[(（][^()（）{PROGRAMME}]{{0,40}}$")
_NEVER = (Role.PUBLISHED, Role.CITED)

_Found = tuple[ProgrammeMention, str, float]


@dataclass(frozen=True)
class _Patterns:
    """`after` leads from a figure to a mention, `direct` without other words; `phase` begins and ends programmes."""

    after: re.Pattern[str]
    direct: re.Pattern[str]
    phase: re.Pattern[str]
    clause: re.Pattern[str]
    its: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    if language == "zh":
        words = chinese_rules()
        lead = any_of(words.programme_leads)
        return _Patterns(
            after=re.compile(
                rf"(?:[^，。；{COUNT}{MONEY}]{{0,12}}，)?[^。；，{COUNT}{MONEY}]{{0,10}}?{lead}[^。；，{COUNT}{MONEY}]{{0,10}}(?={PROGRAMME})"
            ),
            direct=re.compile(rf"的?{lead}?(?={PROGRAMME})"),
            phase=re.compile(any_of(words.phases)),
            clause=re.compile("[，。；：\n]"),
            its=re.compile("[其它该]"),
        )
    rules = latin_rules(language)
    leads = any_word(rules.programme_leads)
    article = r"(?:(?:the|its|their|le|la|les|son|sa)\s|l['’])?"
    return _Patterns(
        after=re.compile(
            rf"(?:,?(?:\s[^;:.{COUNT}{MONEY}]{{0,{_REACH}}}?)?\s{leads}\s?(?:[^\W\d_]{{2,12}}\s){{0,4}}?"
            rf"|,\s(?:the|le|la|l['’])\s?)(?={PROGRAMME})",
            re.I,
        ),
        direct=re.compile(rf"\s{leads}\s?{article}(?={PROGRAMME})", re.I),
        phase=re.compile(rf"(?<![\w-]){any_word(rules.phases)}", re.I),
        clause=re.compile(r"[;:\n]|,\s"),
        its=re.compile(r"\s?(?:and\s|et\s)?(?:its?|their|they|son|sa|ses|il|elle)\b"),
    )


def find_programmes(sentence: Sentence) -> Iterator[Link]:
    """Links from the sums, counts and dates of a sentence to the programmes that it names."""
    mentions = [fact for fact in sentence.of(PROGRAMME) if isinstance(fact, ProgrammeMention)]
    if not mentions:
        return
    for fact in (*sentence.of(MONEY), *sentence.of(COUNT)):
        found = _of_amount(sentence, fact, mentions)
        if found:
            yield sentence.link(Relation.PROGRAMME, fact, found[0], f"programme.{found[1]}", found[2])
    for date in sentence.of(DATE):
        found = _of_date(sentence, date, mentions) if isinstance(date, Date) and date.role not in _NEVER else None
        if found:
            yield sentence.link(Relation.PROGRAMME, date, found[0], f"programme.{found[1]}", found[2])


def _of_amount(sentence: Sentence, fact: Fact, mentions: list[ProgrammeMention]) -> _Found | None:
    """The programme right behind a figure ("to the …"), the last before it, or the one that its words lead to."""
    patterns, masked = _patterns(sentence.language), sentence.masked
    start, end = sentence.span(fact)
    direct = patterns.direct.match(masked, end)
    after = direct or patterns.after.match(masked, end)
    behind = sentence.at(after.end()) if after else None
    if direct and isinstance(behind, ProgrammeMention):
        return behind, "after", 0.8
    before = [mention for mention in mentions if mention.end <= fact.start]
    if before:
        between = masked[sentence.span(before[-1])[1] : start]
        own = _opens(sentence, before[-1]) or not _elsewhere(sentence, between, fact)
        if own and not _turned(sentence, between):
            return before[-1], "before", 0.75
    return (behind, "after", 0.7) if isinstance(behind, ProgrammeMention) else None


def _turned(sentence: Sentence, between: str) -> bool:
    """Whether a stop parts a figure from a mention, and no "its" leads back."""
    stop = last_match(_BREAK, between, 0, len(between))
    return stop is not None and not _patterns(sentence.language).its.match(between, stop.end())


def _elsewhere(sentence: Sentence, between: str, fact: Fact) -> bool:
    """Whether a Chinese count stands after a country that it is of, rather than of the whole programme."""
    if sentence.language != "zh" or fact in sentence.of(MONEY):
        return False
    clause = max(between.rfind(sign) for sign in "，；：")
    return clause >= 0 and any(place.code for place in find_places(between[clause + 1 :], "zh"))


def _of_date(sentence: Sentence, date: Date, mentions: list[ProgrammeMention]) -> _Found | None:
    """The programme that the date begins, ends or spans."""
    masked = sentence.masked
    start, end = sentence.span(date)
    before = next((mention for mention in reversed(mentions) if mention.end <= date.start), None)
    after = next((mention for mention in mentions if mention.start >= date.end), None)
    if after is not None:
        between = masked[end : sentence.span(after)[0]]
        phased = _patterns(sentence.language).phase.search(between)
        if phased and len(between) <= _REACH and not _BREAK.search(between):
            return after, "date", 0.65
    if before is not None:
        between = masked[sentence.span(before)[1] : start].lstrip("”»\"' ,，")
        if _BRACKET.fullmatch(masked, sentence.span(before)[1], start) or (not between and is_extended(date)):
            return before, "bracket", 0.8
        if not _BREAK.search(between) and _spans(sentence, date, before, between):
            return before, "date", 0.65
    if after is None:
        return None
    between = masked[end : sentence.span(after)[0]]
    opens = is_extended(date) and _opens(sentence, after)
    near = len(between) <= 2 * _REACH and DATE not in between and not _BREAK.search(between)
    return (after, "date", 0.6) if near and (opens or _phased(sentence, start, end)) else None


def _spans(sentence: Sentence, date: Date, mention: ProgrammeMention, between: str) -> bool:
    """Whether a date behind a mention is a stage of the programme: as a range, by a verb, as a time of its subject."""
    if is_extended(date) and MONEY not in between and len(between) <= 2 * _REACH:
        return True
    start, end = sentence.span(date)
    phased = _phased(sentence, start, end)
    return phased and (("," not in between and "，" not in between) or _opens(sentence, mention))


def _opens(sentence: Sentence, mention: ProgrammeMention) -> bool:
    """Whether a mention is the subject of its sentence, or the frame of it ("Thanks to the project, …")."""
    start = sentence.span(mention)[0]
    opening = re.sub(rf"{DATE}+[,，]?\s?", "", sentence.masked[:start])
    return len(opening) <= (6 if sentence.language == "zh" else _OPENING) and not re.search(
        r"[,，;；:：]", opening.rstrip(" ,，")
    )


def _phased(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words around a date, in its clause, speak of a beginning, an end or a stage."""
    patterns, masked = _patterns(sentence.language), sentence.masked
    floor = max(
        (match.end() for match in patterns.clause.finditer(masked, max(0, start - _REACH), start)),
        default=max(0, start - _REACH),
    )
    stop = patterns.clause.search(masked, end, end + _REACH)
    return bool(patterns.phase.search(masked, floor, stop.start() if stop else min(len(masked), end + _REACH)))
