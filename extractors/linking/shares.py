"""What a percentage measures, and what a bare number counts, in French and English sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.linking.phrases import noun_phrase, subject_of, without_article, without_auxiliaries
from extractors.linking.places import find_places
from extractors.linking.rules import LatinRules, any_word, latin_rules
from extractors.linking.scene import AMOUNTS, COUNT, DATE, MONEY, PERCENT, SIGNS, Sentence, Span, last_match
from schemas.facts.base import Fact
from schemas.facts.link import Link, Relation

_AGES = re.compile(r"\s(?:(?:âgée?s\s)?de|aged)\s\d{1,2}\s?(?:à|et|to|and|–|-)\s?\d{1,2}(?:\sans)?(?!\w)")
# A list or a range of shares has one thing that it measures: "78 to 84 per cent of the budget".
_NEXT = re.compile(rf"{PERCENT}+(?:,?\s[^\W\d_]{{1,8}}){{0,4}}?,?\s(?={PERCENT})")
_BARE = re.compile(r"[\d\s.,’'\u00a0\u202f]+(?:(?:million|milliard|billion|thousand|mille)s?)?", re.I)
_FIGURE = re.compile(f"[{AMOUNTS}]+")
_JOINT = re.compile(r",?\s(?:and|et)\s(?=(?:the|le|la|les|its|their|ses|leurs)\s|l['’])")
_RELATIVE = re.compile(r"\s(?:that|who|which|qui|dont)\s")
_MAGNITUDE = r"(?:(?:million|milliard|billion|trillion|thousand|hundred|mille|crore|lakh)s?\s(?:de\s|d['’]|of\s)?)"
# Further numbers of a list follow.
_LISTED = re.compile(rf"(?:,\s{COUNT}+){{0,6}}(?:,|,?\s(?:and|et|or|ou))\s{COUNT}")
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
    them: re.Pattern[str]
    group: re.Pattern[str]
    noun_before: re.Pattern[str]
    clause: re.Pattern[str]
    continues: re.Pattern[str]


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
        people=re.compile(
            rf"\s(?:(?P<are>{any_word(shares.are)})|(?:de|d['’]|des)(?![\w-]))\s?(?={any_word(shares.people)})"
        ),
        share=re.compile(rf"(?<![\w'’-]){any_word(shares.nouns)}\s{of}\s?", re.I),
        rate=re.compile(rf"(?P<rate>{_rate(language, any_word(shares.rates))})\s(?:of|de)\s[^{SIGNS},;:.]{{0,14}}$"),
        verb=re.compile(
            rf"(?<![\w'’-])(?:{verbs}(?=[^;:.{COUNT}{MONEY}]{{0,{_REACH}}}$)"
            rf"|(?<!that\s){any_word(shares.copulas)}(?=[^{SIGNS},;:.]{{0,12}}$))"
        ),
        them=re.compile(rf"\s{any_word(shares.them)}"),
        group=re.compile(rf"[•–-]?\s?{any_word(shares.groups)}\s(?:(?:the|these|all|les|ces|tous\sles)\s)?", re.I),
        noun_before=re.compile(
            rf"{of}\s?(?:(?:the|all|les|la|le)\s|l['’])?(?P<what>(?:(?!\s(?:of|de|des|du)\s)[^{SIGNS},;:()]){{3,40}})$"
        ),
        clause=re.compile(rf"[;:(]|(?:^|[,\s]\s?){any_word(shares.clauses)}\s?"),
        continues=re.compile(rf"(?<![\w-]){any_word(shares.continues)}", re.I),
    )


def _rate(language: str, rates: str) -> str:
    """A rate with the word that says of what: "success rate", "taux de réussite"."""
    word = r"[^\W\d_]+"
    return (
        rf"{rates}(?:\s(?:de\s|d['’]){word}(?:\s{word}){{0,2}}?)?"
        if language == "fr"
        else rf"(?:(?!an?\s){word}\s){{0,2}}{rates}"
    )


def find_shares(sentence: Sentence) -> Iterator[Link]:
    """What the percentages and the bare numbers of a French or English sentence measure."""
    shares = sentence.of(PERCENT)
    yield from _bare_counts(sentence)
    if not shares:
        return
    rules, patterns = latin_rules(sentence.language), _patterns(sentence.language)
    last: _Found | None = None
    for fact in shares:
        found = _measured(sentence, fact, rules, patterns)
        if found is None and last is not None and _continues(sentence, fact, patterns):
            found = last
        if found:
            start, end = without_article(sentence.masked, found[0], rules)
            yield sentence.link(Relation.DESCRIBES, fact, (start, end), *found[1:])
        last = found or last


def _measured(sentence: Sentence, fact: Fact, rules: LatinRules, patterns: _Patterns) -> _Found | None:
    """The subject of the share's verb; where the share is the subject itself, the noun after "of"."""
    masked = sentence.masked
    start, end = sentence.span(fact)
    end = _end_of_list(masked, end)
    change = _phrase_after(masked, end, patterns.change, rules, "change")
    if change:
        return change
    among = patterns.among.search(masked, 0, start)
    return _of_people(sentence, fact, rules, patterns, among) or _of_subject(sentence, fact, rules, patterns, among)


def _of_people(
    sentence: Sentence, fact: Fact, rules: LatinRules, patterns: _Patterns, among: re.Match[str] | None
) -> _Found | None:
    """ "Of the graduates, 60% were women", "of whom 60% women", "60% of them": no noun behind "of"."""
    masked = sentence.masked
    start, end = sentence.span(fact)
    end = _end_of_list(masked, end)
    them = patterns.them.match(masked, end)
    if them:
        return _phrase_after(masked, end, patterns.them, rules, "them") or _counted(sentence, start)
    people = patterns.people.match(masked, end)
    if people is None or not (among or people["are"] or not patterns.of.match(masked, end)):
        return None
    group = None if among else _group(sentence, start, rules, patterns)
    counted = None if among or group or not people["are"] else _counted(sentence, start)
    return group or counted or _phrase_after(masked, end, patterns.people, rules, "people")


def _of_subject(
    sentence: Sentence, fact: Fact, rules: LatinRules, patterns: _Patterns, among: re.Match[str] | None
) -> _Found | None:
    masked = sentence.masked
    start, end = sentence.span(fact)
    of = _phrase_after(masked, _end_of_list(masked, end), patterns.of, rules, "of")
    if among:
        return of or _counted(sentence, among.start())
    group = None if of else _group(sentence, start, rules, patterns) or _bracketed(sentence, start, patterns)
    if group:
        return group
    rate = patterns.rate.search(masked, 0, start)
    if rate:
        return rate.span("rate"), "describes.rate", 0.7
    return _governed(masked, start, rules, patterns, of) or of


def _group(sentence: Sentence, start: int, rules: LatinRules, patterns: _Patterns) -> _Found | None:
    """ "Of the beneficiaries, 62 per cent were women": the group that opens the sentence."""
    masked = sentence.masked
    lead = patterns.group.match(masked)
    comma = masked.find(",", lead.end(), start) if lead else -1
    if lead is None or comma < 0:
        return None
    count = sentence.at(lead.end())
    if count is not None:
        noun = _noun_of(sentence, count)
        return (noun, "describes.group", 0.75) if noun else None
    phrase = noun_phrase(masked, lead.end(), rules)
    return ((phrase[0], min(phrase[1], comma)), "describes.group", 0.75) if phrase else None


def _bracketed(sentence: Sentence, start: int, patterns: _Patterns) -> _Found | None:
    """ "Half of the migrants (57%)": the noun before the bracket, unless it is a place."""
    masked = sentence.masked
    if not masked[:start].endswith(" ("):
        return None
    if start > 1 and (fact := sentence.at(start - 3)):
        noun = _noun_of(sentence, fact)
        return (noun, "describes.bracket", 0.65) if noun else None
    noun_before = patterns.noun_before.search(masked, 0, start - 2)
    if noun_before is None or next(find_places(noun_before["what"], sentence.language), None):
        return None
    return noun_before.span("what"), "describes.bracket", 0.65


def _phrase_after(masked: str, end: int, lead: re.Pattern[str], rules: LatinRules, rule: str) -> _Found | None:
    match = lead.match(masked, end)
    phrase = noun_phrase(masked, match.end(), rules) if match else None
    if phrase is None:
        return None
    ages = _AGES.match(masked, phrase[1])
    return (phrase[0], ages.end() if ages else phrase[1]), f"describes.{rule}", 0.85


def _end_of_list(masked: str, end: int) -> int:
    while chain := _NEXT.match(masked, end - 1):
        end = chain.end()
        while end < len(masked) and masked[end] == PERCENT:
            end += 1
    return end


def _governed(masked: str, start: int, rules: LatinRules, patterns: _Patterns, of: _Found | None) -> _Found | None:
    """The subject of the verb before a share; None where the share itself is the subject, or no verb is seen."""
    clause = max((match.start() for match in patterns.clause.finditer(masked, 0, start)), default=0)
    clause = max(clause, _second_clause(masked, start))
    verb = last_match(patterns.verb, masked[:start], clause, start)
    if verb is None and clause:
        # ", which rose to 60 per cent", ", but only 9 per cent": what the clause before speaks of.
        earlier = last_match(patterns.verb, masked[:start], 0, start)
        verb = earlier if earlier and not of and not re.search("[;:]", masked[earlier.end() : start]) else None
        clause = 0 if verb else clause
    if verb:
        found = _subject(masked, clause, verb.start(), rules, patterns)
        return None if found and of and _is_place(masked, found[0], rules) else found
    return None


def _second_clause(masked: str, start: int) -> int:
    """Where ", and the accidents …" begins behind an earlier figure: it has a subject of its own."""
    earlier = last_match(_FIGURE, masked, 0, start)
    joint = _JOINT.search(masked, earlier.end(), start) if earlier else None
    return joint.start() if joint else 0


def _is_place(masked: str, span: Span, rules: LatinRules) -> bool:
    """Whether a subject is a country: it is not what the share measures ("France spends 31% of its budget")."""
    words = masked[slice(*without_article(masked, span, rules))]
    place = next(find_places(words, "fr" if rules is latin_rules("fr") else "en"), None)
    return place is not None and 2 * (place.end - place.start) > len(words)


def _subject(masked: str, clause: int, position: int, rules: LatinRules, patterns: _Patterns) -> _Found | None:
    share = last_match(patterns.share, masked, clause, position)
    if share and position - share.end() <= _REACH and not re.search(rf"[,{SIGNS}]", masked[share.end() : position]):
        phrase = noun_phrase(masked, share.end(), rules)
        if phrase and _RELATIVE.match(masked, phrase[1]):
            phrase = phrase[0], without_auxiliaries(masked, phrase[0], position, rules)
        if phrase is None:
            return None
        end = min(phrase[1], position)
        return (phrase[0], phrase[0] + len(masked[phrase[0] : end].rstrip())), "describes.share", 0.75
    subject = subject_of(masked, clause, position, rules)
    if subject is None:
        return None
    return subject, "describes.subject", 0.7


def _counted(sentence: Sentence, position: int) -> _Found | None:
    """The noun of the count before "of whom": what follows its number."""
    last = sentence.masked.rfind(COUNT, 0, position)
    fact = sentence.at(last) if last >= 0 and position - last <= _REACH else None
    noun = _noun_of(sentence, fact) if fact else None
    return (noun, "describes.among", 0.7) if noun else None


def _noun_of(sentence: Sentence, fact: Fact) -> Span | None:
    start, end = sentence.span(fact)
    noun = re.search(rf"(?<![^\W\d_])(?:{_MAGNITUDE})?(?P<noun>[^\W\d_]{{3,}}[^\d]*)$", sentence.text[start:end], re.I)
    return (start + noun.start("noun"), end) if noun else None


def _continues(sentence: Sentence, fact: Fact, patterns: _Patterns) -> bool:
    """Whether the share goes on with what the one before measured: "fell from 41 per cent in 2017 to 19 per cent"."""
    start = sentence.span(fact)[0]
    before = sentence.masked[:start]
    between = re.sub(rf"{DATE}+", "", before[before.rfind(PERCENT) + 1 :])
    if re.search(rf"[;:.{MONEY}]", between):
        return False
    return len(between) <= 30 or (len(between) <= 2 * _REACH and bool(patterns.continues.search(between)))


def _bare_counts(sentence: Sentence) -> Iterator[Link]:
    """640 of them; 40 visits, 12 were repeated; 2, 3 and 7 villages: the noun of another count of the sentence."""
    counts = sentence.of(COUNT)
    patterns, rules = _patterns(sentence.language), latin_rules(sentence.language)
    noun: Span | None = None
    for number, fact in enumerate(counts):
        start, end = sentence.span(fact)
        if not _BARE.fullmatch(sentence.text[start:end]):
            noun = _noun_of(sentence, fact) or noun
            continue
        lead = patterns.of.match(sentence.masked, end)
        far, rule = noun, "earlier"
        if _LISTED.match(sentence.masked, end):
            following = (_noun_of(sentence, other) for other in counts[number + 1 :])
            far, rule = next((span for span in following if span), None), "listed"
        elif (them := patterns.them.match(sentence.masked, end)) and (
            own := noun_phrase(sentence.masked, them.end(), rules)
        ):
            far, rule = own, "them"
        elif lead and not patterns.them.match(sentence.masked, end):
            phrase = noun_phrase(sentence.masked, lead.end(), rules)
            far, rule = (without_article(sentence.masked, phrase, rules), "of") if phrase else (None, "of")
        if far:
            yield sentence.link(Relation.DESCRIBES, fact, far, f"describes.{rule}", 0.7)
