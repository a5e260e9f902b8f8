"""What a percentage measures, in French and English sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.linking.phrases import noun_phrase
from extractors.linking.rules import LatinRules, any_word, latin_rules
from extractors.linking.scene import DATE, MONEY, PERCENT, SIGNS, Sentence, Span, last_match
from schemas.facts.base import Fact
from schemas.facts.link import Link, Relation

_SMALL = rf"[^{SIGNS};:.()]"
_AGES = re.compile(r"\s(?:(?:âgée?s\s)?de|aged)\s\d{1,2}\s?(?:à|et|to|and|–|-)\s?\d{1,2}(?:\sans)?(?!\w)")
# A list or a range of shares has one thing that it measures: "78 to 84 per cent of the budget".
_NEXT = re.compile(rf"{PERCENT}+(?:,?\s[^\W\d_]{{1,8}}){{0,4}}?,?\s(?={PERCENT})")


@dataclass(frozen=True)
class _Patterns:
    of: re.Pattern[str]
    share: re.Pattern[str]
    subject: re.Pattern[str]
    change: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    rules = latin_rules(language)
    of = any_word(rules.phrases.of)
    filler = r"(?:\s[^\W\d_]{4,12}|\sau\s(?:plus|moins)|\sor\s[^\W\d_]{4,6}){0,2}?"
    return _Patterns(
        of=re.compile(rf"{filler}\s{of}\s?"),
        share=re.compile(rf"(?<![\w'’-]){any_word(rules.share_nouns)}\s{of}\s?", re.I),
        subject=re.compile(
            rf"(?:^|[,;:(]\s|[.]\s)(?:[^\W\d_]{{2,4}}\s)?(?P<phrase>{_SMALL}{{3,70}}?),?\s"
            rf"(?:[^\W\d_]{{2,6}}\s){{0,2}}?{any_word(rules.share_verbs)}\s{_SMALL}{{0,20}}?(?={PERCENT})"
        ),
        change=re.compile(
            rf"(?:^|[,;:({SIGNS}]\s)(?P<phrase>{_SMALL}{{3,60}}?)\s(?:[^\W\d_]{{2,8}}\s){{0,2}}?"
            rf"(?:{any_word(rules.change_verbs)})(?=\s)(?:[^;:.{PERCENT}]{{0,70}}?)(?={PERCENT})"
        ),
    )


def find_shares(sentence: Sentence) -> Iterator[Link]:
    """What the percentages of a French or English sentence are shares of, or changes in."""
    shares = sentence.of(PERCENT)
    if not shares:
        return
    rules, patterns = latin_rules(sentence.language), _patterns(sentence.language)
    last: tuple[Span, str, float] | None = None
    for fact in shares:
        found = _of(sentence, fact, rules, patterns) or _subject(sentence, fact, rules, patterns)
        if found is None and last is not None and _continues(sentence, fact):
            found = last
        if found:
            yield sentence.link(Relation.DESCRIBES, fact, *found)
        last = found


def _of(sentence: Sentence, fact: Fact, rules: LatinRules, patterns: _Patterns) -> tuple[Span, str, float] | None:
    """38% of the trainees; 57 % pour des femmes."""
    end = sentence.span(fact)[1]
    masked = sentence.masked
    while chain := _NEXT.match(masked, end - 1):
        end = chain.end()
        while end < len(masked) and masked[end] == PERCENT:
            end += 1
    lead = patterns.of.match(masked, end)
    phrase = noun_phrase(masked, lead.end(), rules) if lead else None
    if phrase is None:
        return None
    ages = _AGES.match(masked, phrase[1])
    return (phrase[0], ages.end() if ages else phrase[1]), "describes.of", 0.85


def _subject(sentence: Sentence, fact: Fact, rules: LatinRules, patterns: _Patterns) -> tuple[Span, str, float] | None:
    """The share of factories that fail fell from 41 per cent; women make up 38%; 46 % étaient des femmes."""
    masked = sentence.masked
    start, _ = sentence.span(fact)
    clause = max(masked.rfind(sign, 0, start) for sign in ";:") + 1
    share = last_match(patterns.share, masked, clause, start)
    if share:
        return _cut_at_verb(masked, share.end(), start, rules)
    for pattern, rule in ((patterns.subject, "subject"), (patterns.change, "change")):
        for match in pattern.finditer(masked, clause, start):
            if match.end() == start:
                span = match.span("phrase")
                phrase = noun_phrase(masked, span[0], rules)
                if phrase and phrase[0] < span[1]:
                    return (phrase[0], min(phrase[1], span[1])), f"describes.{rule}", 0.7
    return None


def _cut_at_verb(masked: str, start: int, end: int, rules: LatinRules) -> tuple[Span, str, float] | None:
    """What a share is of, relative clause included: up to the verb of the change."""
    verbs = re.compile(rf"\s(?:{any_word(rules.change_verbs)}|{any_word(rules.share_verbs)})", re.I)
    match = verbs.search(masked, start, end)
    stop = match.start() if match else end
    phrase = masked[start:stop]
    if not 3 <= len(phrase.strip()) <= 90 or re.search(rf"[{SIGNS}]", phrase):
        return None
    return (start, start + len(phrase.rstrip())), "describes.share", 0.75


def _continues(sentence: Sentence, fact: Fact) -> bool:
    """Whether the share goes on with what the one before measured: "fell from 41 per cent in 2017 to 19 per cent"."""
    start = sentence.span(fact)[0]
    before = sentence.masked[:start]
    previous = before.rfind(PERCENT)
    between = before[previous + 1 :]
    return previous >= 0 and len(re.sub(rf"{DATE}+", "", between)) <= 30 and not re.search(rf"[;:.{MONEY}]", between)
