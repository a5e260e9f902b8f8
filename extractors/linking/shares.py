"""What a percentage measures, in French and English sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.linking.phrases import noun_phrase, subject_before
from extractors.linking.rules import LatinRules, any_word, latin_rules
from extractors.linking.scene import COUNT, DATE, MONEY, PERCENT, SIGNS, Sentence, Span, last_match
from schemas.facts.base import Fact
from schemas.facts.link import Link, Relation

_AGES = re.compile(r"\s(?:(?:âgée?s\s)?de|aged)\s\d{1,2}\s?(?:à|et|to|and|–|-)\s?\d{1,2}(?:\sans)?(?!\w)")
# A list or a range of shares has one thing that it measures: "78 to 84 per cent of the budget".
_NEXT = re.compile(rf"{PERCENT}+(?:,?\s[^\W\d_]{{1,8}}){{0,4}}?,?\s(?={PERCENT})")
# How far a verb may stand from the share that it governs, in characters.
_REACH = 70

_Found = tuple[Span, str, float]


@dataclass(frozen=True)
class _Patterns:
    of: re.Pattern[str]
    change: re.Pattern[str]
    among: re.Pattern[str]
    people: re.Pattern[str]
    share: re.Pattern[str]
    rate: re.Pattern[str]
    verb: re.Pattern[str]
    aside: re.Pattern[str]
    bare: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    rules = latin_rules(language)
    shares, of = rules.shares, any_word(rules.phrases.of)
    filler = r"(?:\s[^\W\d_]{4,12}|\sau\s(?:plus|moins)|\sor\s[^\W\d_]{4,6}){0,2}?"
    verbs = any_word((*shares.verbs, *shares.changes))
    return _Patterns(
        of=re.compile(rf"{filler}\s{of}\s?"),
        change=re.compile(rf"\s(?:[^\W\d_]{{3,12}}\s)?{any_word(shares.change_nouns)}\s(?:in|of|de|d['’]|du|des)\s?"),
        among=re.compile(rf"(?:^|[,;(\s]){any_word(shares.among)}\s[^{SIGNS},;:.]{{0,20}}$", re.I),
        people=re.compile(rf"\s{any_word(shares.are)}\s(?={any_word(shares.people)})"),
        share=re.compile(rf"(?<![\w'’-]){any_word(shares.nouns)}\s{of}\s?", re.I),
        rate=re.compile(rf"(?P<rate>{_rate(language, any_word(shares.rates))})\s(?:of|de)\s[^{SIGNS},;:.]{{0,14}}$"),
        verb=re.compile(
            rf"(?<![\w'’-])(?:{verbs}(?=[^;:.{COUNT}{MONEY}]{{0,{_REACH}}}$)|{any_word(shares.copulas)}(?=[^{SIGNS},;:.]{{0,14}}$))"
        ),
        bare=re.compile(rf"(?:{any_word(rules.phrases.determiners)}\s?)?{any_word(shares.nouns)}", re.I),
        aside=re.compile(rf",\s{any_word(shares.asides)}\s[^{SIGNS},;:.]{{0,20}}$"),
    )


def _rate(language: str, rates: str) -> str:
    """A rate with the word that says of what: "success rate", "taux de réussite"."""
    word = r"[^\W\d_]+"
    return rf"{rates}\s(?:de\s|d['’]){word}(?:\s{word}){{0,2}}?" if language == "fr" else rf"(?:{word}\s){{1,2}}{rates}"


def find_shares(sentence: Sentence) -> Iterator[Link]:
    """What the percentages of a French or English sentence are shares of, or changes in."""
    shares = sentence.of(PERCENT)
    if not shares:
        return
    rules, patterns = latin_rules(sentence.language), _patterns(sentence.language)
    last: _Found | None = None
    for fact in shares:
        found = _behind(sentence, fact, rules, patterns) or _before(sentence, fact, rules, patterns)
        if found is None and last is not None and _continues(sentence, fact):
            found = last
        if found:
            yield sentence.link(Relation.DESCRIBES, fact, *found)
        last = found


def _behind(sentence: Sentence, fact: Fact, rules: LatinRules, patterns: _Patterns) -> _Found | None:
    """38% of the trainees; 57 % pour des femmes; a 12 per cent rise in output; 60 per cent were women."""
    masked = sentence.masked
    end = _end_of_list(masked, sentence.span(fact)[1])
    for pattern, rule in ((patterns.change, "change"), (patterns.of, "of"), (patterns.people, "people")):
        lead = pattern.match(masked, end)
        phrase = noun_phrase(masked, lead.end(), rules) if lead else None
        if phrase:
            ages = _AGES.match(masked, phrase[1])
            return (phrase[0], ages.end() if ages else phrase[1]), f"describes.{rule}", 0.85
    return None


def _end_of_list(masked: str, end: int) -> int:
    while chain := _NEXT.match(masked, end - 1):
        end = chain.end()
        while end < len(masked) and masked[end] == PERCENT:
            end += 1
    return end


def _before(sentence: Sentence, fact: Fact, rules: LatinRules, patterns: _Patterns) -> _Found | None:
    """340 inspectors, of whom 45%; the share of women rose to 45%; unemployment stood at 13%; a success rate of 80%."""
    masked = sentence.masked
    start = sentence.span(fact)[0]
    among = patterns.among.search(masked, 0, start)
    if among:
        return _counted(sentence, among.start())
    rate = patterns.rate.search(masked, 0, start)
    if rate:
        return rate.span("rate"), "describes.rate", 0.7
    clause = max(masked.rfind(sign, 0, start) for sign in ";:") + 1
    verb = last_match(patterns.verb, masked[:start], clause, start)
    if verb is None and not patterns.aside.search(masked, clause, start):
        return None
    position = verb.start() if verb else _first_verb(masked, clause, start, rules)
    return _subject(masked, clause, position, rules, patterns)


def _first_verb(masked: str, clause: int, start: int, rules: LatinRules) -> int:
    """For ", up by 37%" at the end of a clause: the verb of that clause."""
    verbs = (*rules.shares.verbs, *rules.shares.changes)
    match = re.compile(rf"(?<![\w'’-]){any_word(verbs)}").search(masked, clause, start)
    return match.start() if match else clause


def _subject(masked: str, clause: int, position: int, rules: LatinRules, patterns: _Patterns) -> _Found | None:
    share = last_match(patterns.share, masked, clause, position)
    if share and position - share.end() <= _REACH and not re.search(rf"[,{SIGNS}]", masked[share.end() : position]):
        words = list(re.finditer(r"\S+", masked[share.end() : position]))
        while words and words[-1].group() in rules.phrases.auxiliaries:
            words.pop()
        return ((share.end(), share.end() + words[-1].end()), "describes.share", 0.75) if words else None
    subject = subject_before(masked, clause, position, rules)
    if subject and patterns.bare.fullmatch(masked, *subject):
        return None
    return (subject, "describes.subject", 0.7) if subject else None


def _counted(sentence: Sentence, position: int) -> _Found | None:
    """The noun of the count before "of whom": what follows its number."""
    last = sentence.masked.rfind(COUNT, 0, position)
    fact = sentence.at(last) if last >= 0 and position - last <= _REACH else None
    if fact is None:
        return None
    start, end = sentence.span(fact)
    noun = re.search(r"[^\W\d_]{3,}[^\d]*$", sentence.text[start:end])
    return ((start + noun.start(), end), "describes.among", 0.7) if noun else None


def _continues(sentence: Sentence, fact: Fact) -> bool:
    """Whether the share goes on with what the one before measured: "fell from 41 per cent in 2017 to 19 per cent"."""
    start = sentence.span(fact)[0]
    before = sentence.masked[:start]
    previous = before.rfind(PERCENT)
    between = before[previous + 1 :]
    return previous >= 0 and len(re.sub(rf"{DATE}+", "", between)) <= 30 and not re.search(rf"[;:.{MONEY}]", between)
