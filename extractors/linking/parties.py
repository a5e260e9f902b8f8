"""Who gives a sum of money and who receives it, in French and English sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.linking.located import spots_of
from extractors.linking.phrases import body_after, body_before, name_before, noun_phrase, without_article
from extractors.linking.rules import LatinRules, any_word, latin_rules
from extractors.linking.scene import COUNT, DATE, MONEY, PERCENT, PROGRAMME, SIGNS, Sentence, Span, last_match
from schemas.facts.base import Fact
from schemas.facts.link import Link, Relation

# How far a verb may stand from the sum that it governs, in characters; measured on the sample documents.
_REACH = 90
_SUM = f"(?P<sum>{MONEY}+)"
_SMALL = rf"[^{SIGNS};:.()]"
_BRACKETED = re.compile(rf"(?<=\w)\s?(?=\([^()]{{0,12}}{MONEY})\([^()]{{0,12}}?{_SUM}[^()]{{0,30}}\)")
_OF = re.compile(rf"{MONEY}\s(?:de\sla|de\sl['’]|du|des|de|d['’]|by)\s?(?=[A-ZÀ-Þ]|gouvernement|ministère|the\s[A-Z])")
_BOTH = re.compile(r"\s(?:and|et)\s(?=(?:the\s|la\s|le\s|les\s|l['’])[A-ZÀ-Þ])")
# A country that is a whole name, and no beginning of a longer one ("Korea Development Bank").
_ENDS_PLACE = re.compile(r"(?!\s[A-ZÀ-Þ]|['’-]\w|\s\()")
# "destinés à moderniser": what a sum is for, and nobody who gets it.
_INFINITIVE = re.compile(r"(?<=\sà\s)[a-zà-ÿ]{3,14}(?:er|ir|uire|dre|ettre)\s")
# "was granted": the subject gets the sum.
_PASSIVE = re.compile(r"\b(?:was|were|is|are|be|been|being)\s(?:also\s|then\s|first\s)?$")
_SECOND_VERB = re.compile(r"\s(?:and|et)\s(?:(?:has|have|had|will|would|also|a|ont|y)\s){0,2}$")
# "(2022 to 2025; C$11 million, Global Affairs Canada)".
_BRACKETED_SHEET = re.compile(
    rf"\((?:[^()]{{0,40}}[;,]\s)?{_SUM}[,;]\s(?P<name>[A-ZÀ-Þ][^(),;{SIGNS}]{{2,60}})(?=[;)])"
)
_THAT = re.compile(rf"{MONEY}\s(?:that\s|which\s|que\s|qu['’])$")
_ITEM = re.compile(
    rf"^[•\-–*\d.\s]{{0,6}}(?P<name>[^{SIGNS},:;•()]{{2,80}}?)\s?(?:[:–—-]\s|,\s|\()(?:[^{SIGNS}:;]{{0,20}})?{_SUM}"
)


@dataclass(frozen=True)
class _Patterns:
    verb: re.Pattern[str]
    to_sum: re.Pattern[str]
    next_giver: re.Pattern[str]
    given_by: re.Pattern[str]
    after_body: re.Pattern[str]
    source: re.Pattern[str]
    gift_before: re.Pattern[str]
    receive: re.Pattern[str]
    given_to: re.Pattern[str]
    to_directly: re.Pattern[str]
    reserved: re.Pattern[str]
    pledges: re.Pattern[str]
    same: re.Pattern[str]
    owned: re.Pattern[str]
    cue: re.Pattern[str]
    donor: re.Pattern[str]
    companion: re.Pattern[str]
    with_sum: re.Pattern[str]
    copula: re.Pattern[str]
    light: re.Pattern[str]
    participle: re.Pattern[str]
    sum_by: re.Pattern[str]
    each: re.Pattern[str]
    part: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    rules = latin_rules(language)
    giving, receiving = rules.giving, rules.receiving
    to = any_word(receiving.to)
    cues = (*giving.nouns, *giving.pledges, *giving.participles, *rules.labels.giver, *rules.labels.giving)
    return _Patterns(
        verb=re.compile(rf"(?<![\w'’-]){any_word(giving.verbs)}"),
        to_sum=re.compile(rf"[^{MONEY}{COUNT}{PERCENT};:.()]{{0,{_REACH}}}?{_SUM}"),
        next_giver=re.compile(
            rf",?\s(?:(?:and|et|while|tandis que)\s)?(?P<name>[^{SIGNS},;:.()]{{3,60}}?),?\s"
            rf"(?:{any_word(giving.rest)}\s)?{_SUM}"
        ),
        given_by=re.compile(
            rf"(?<![\w'’-])(?:{any_word(giving.participles)}(?:\s[^\W\d_]{{2,15}}){{0,2}}|et|and)\s{any_word(giving.by)}\s?",
            re.I,
        ),
        after_body=re.compile(rf",?\s[^{SIGNS};:.()]{{0,40}}{_SUM}"),
        source=re.compile(rf"{MONEY},?\s(?:[^\W\d_]{{2,12}}\s){{0,2}}?{any_word(giving.sources)}\s?", re.I),
        gift_before=re.compile(rf"(?<![\w'’-]){any_word(giving.nouns)}\s(?:of|de|d['’])\s?{_SMALL}{{0,15}}\Z", re.I),
        receive=re.compile(rf"(?<![\w'’-]){any_word(receiving.verbs)}"),
        given_to=re.compile(
            rf"(?<![\w'’-]){any_word(receiving.participles)}(?:\s[^\W\d_]{{2,15}}){{0,1}}?\s{to}\s?", re.I
        ),
        to_directly=re.compile(rf"{MONEY}\s{to}\s?"),
        reserved=re.compile(rf"(?<![\w'’-]){any_word(receiving.reserved)}\s?", re.I),
        pledges=re.compile(rf"(?<![\w'’-]){any_word(giving.pledges)}", re.I),
        same=re.compile(
            rf"(?:,?\s(?:in|for|en|pour)?\s?{DATE}+)?,?\s(?:and|et|puis|then)\s(?:{any_word(giving.rest)}\s)?{_SUM}"
            r"(?=,?\s(?:in|for|en|pour)\s|[.,;]|$)"
        ),
        owned=re.compile(
            rf"['’]s?\s(?:(?:[^\W\d_]+\s){{0,2}}?{_SUM}\s(?:[^\W\d_]+\s)?{any_word(giving.nouns)}"
            rf"|(?:[^\W\d_]+\s){{0,2}}?{any_word((*giving.nouns, 'investment'))}\s(?:of|worth)\s{_SMALL}{{0,12}}"
            rf"(?P<of>{MONEY}+))"
        ),
        cue=re.compile(rf"(?<![\w-]){any_word(cues)}", re.I),
        donor=re.compile(
            rf"(?<![\w-]){any_word(giving.donors)}[^{SIGNS};:.()]{{0,40}}?(?:,\s|\s)"
            rf"{any_word(giving.with_)}\s[^{SIGNS};:.()]{{0,14}}{_SUM}"
        ),
        companion=re.compile(rf"(?<![\w-]){any_word(giving.companions)}\s{any_word(giving.by)}\s?"),
        with_sum=re.compile(rf"(?:,?\s{any_word(giving.with_)}\s[^{SIGNS};:.()]{{0,14}}|\s\([^()]{{0,8}}?){_SUM}"),
        copula=re.compile(rf"\s{any_word(rules.shares.copulas)}\s"),
        participle=re.compile(rf"(?<![\w'’-]){any_word(giving.participles)}", re.I),
        sum_by=re.compile(rf"{MONEY}(?:\s\([A-Z]{{3}}\))?\s{any_word(giving.by)}\s?"),
        each=re.compile(r"\b(?:respectively|respectivement)\b"),
        part=re.compile(rf"(?<![\w-])(?:dont|of which|including|soit)\s{_SMALL}{{0,15}}\Z", re.I),
        light=re.compile(rf"(?<![\w'’-]){any_word(giving.light)}(?=\s(?:a|an|un|une|its|son|sa)\s)"),
    )


def find_parties(sentence: Sentence, heading: str) -> Iterator[Link]:
    """Givers and receivers of the sums in a French or English sentence; `heading` is the one above it."""
    if not sentence.of(MONEY):
        return
    rules, patterns = latin_rules(sentence.language), _patterns(sentence.language)
    givers: dict[Fact, tuple[Span, str, float]] = {}
    for fact, span, rule, confidence in (
        *_subjects(sentence, rules, patterns),
        *_donors(sentence, rules, patterns),
        *_companions(sentence, rules, patterns),
        *_agents(sentence, rules, patterns),
        *_sources(sentence, rules, patterns),
        *_owned(sentence, rules, patterns),
        *_bracketed(sentence, rules, patterns),
        *_items(sentence, patterns, heading),
    ):
        givers.setdefault(fact, (span, rule, confidence))
    paired = _paired(sentence, givers, patterns)
    for fact, bodies in paired.items():
        yield sentence.link(Relation.GIVER, fact, bodies[0], "giver.paired", 0.75)
    for fact, (span, rule, confidence) in givers.items():
        for one in () if fact in paired else _each(sentence, span):
            yield sentence.link(Relation.GIVER, fact, one, rule, confidence)
    yield from _receivers(sentence, rules, patterns)


def _paired(
    sentence: Sentence, givers: dict[Fact, tuple[Span, str, float]], patterns: _Patterns
) -> dict[Fact, list[Span]]:
    """ "Sweden and Norway gave 5 million and 3 million respectively": each sum has one of the givers."""
    sums = sentence.of(MONEY)
    if not patterns.each.search(sentence.masked) or not givers:
        return {}
    bodies = _each(sentence, next(iter(givers.values()))[0])
    return {fact: [body] for fact, body in zip(sums, bodies, strict=True)} if len(bodies) == len(sums) else {}


def _each(sentence: Sentence, span: Span) -> list[Span]:
    """The bodies of a list, without articles: `l'Union européenne et la Suisse`, `Brazil, India and South Africa`."""
    masked, rules = sentence.masked, latin_rules(sentence.language)
    span = without_article(masked, span, rules)
    for spot in spots_of(sentence, every=True):
        if spot.start <= span[0] < spot.end and len(spot.places) > 1 and span[1] <= spot.end + 2:
            return [(place.start, place.end) for place in spot.places]
        if spot.start == span[0] and _ENDS_PLACE.match(masked, spot.end):
            return [(spot.start, spot.end)]
    parts, start = [], span[0]
    for match in _BOTH.finditer(masked, *span):
        parts.append((start, match.start()))
        start = match.end()
    parts.append((start, span[1]))
    return [without_article(masked, part, rules) for part in parts]


_Found = tuple[Fact, Span, str, float]


def _subjects(sentence: Sentence, rules: LatinRules, patterns: _Patterns) -> Iterator[_Found]:
    """Norway will give 5 million, Sweden 3 million; the 5 million that Norway has given."""
    masked = sentence.masked
    light = (verb for verb in patterns.light.finditer(masked) if _gift_follows(masked, verb.end(), patterns))
    for verb in (*patterns.verb.finditer(masked), *light):
        if not verb.group().endswith("ing") and _PASSIVE.search(masked, max(0, verb.start() - 16), verb.start()):
            continue
        body = _first_subject(sentence, verb.start()) or body_before(masked, verb.start(), rules)
        if body is None:
            continue
        if _THAT.search(masked, max(0, body[0] - 12), body[0]):
            before = sentence.at(masked.rfind(MONEY, 0, body[0]))
            if before is not None:
                yield before, body, "giver.that", 0.8
            continue
        match = patterns.to_sum.match(masked, verb.end())
        fact = sentence.at(match.start("sum")) if match else None
        if match is None or fact is None:
            continue
        yield fact, body, "giver.subject", 0.85
        position = match.end()
        while (same := patterns.same.match(masked, position)) and (other := sentence.at(same.start("sum"))):
            yield other, body, "giver.subject", 0.75
            position = same.end()
        yield from _further(sentence, position, patterns)


def _first_subject(sentence: Sentence, position: int) -> Span | None:
    """The country that opens a clause whose second verb stands at `position`: "Norway keeps two … and has offered"."""
    masked = sentence.masked
    again = _SECOND_VERB.search(masked, max(0, position - 16), position)
    if again is None:
        return None
    for spot in reversed(list(spots_of(sentence, every=True))):
        opens = not masked[: spot.start].strip() or masked[: spot.start].endswith((", ", ", the ", "The "))
        if spot.end < again.start() and opens and not re.search(r"[;:.]", masked[spot.end : position]):
            return spot.start, spot.end
    return None


def _gift_follows(masked: str, position: int, patterns: _Patterns) -> bool:
    """Whether "made" goes on with a gift of a sum: "made a donation of 5 million"."""
    start = masked.find(MONEY, position, position + 60)
    return start >= 0 and bool(patterns.gift_before.search(masked, position, start))


def _further(sentence: Sentence, position: int, patterns: _Patterns) -> Iterator[_Found]:
    """Givers that share the verb of the first: ", Switzerland 4 million and the United Kingdom 2 million"."""
    while match := patterns.next_giver.match(sentence.masked, position):
        name = match["name"]
        fact = sentence.at(match.start("sum"))
        if fact is None or not any(word[:1].isupper() for word in name.split()[:3]):
            return
        yield fact, match.span("name"), "giver.list", 0.75
        position = match.end()


def _agents(sentence: Sentence, rules: LatinRules, patterns: _Patterns) -> Iterator[_Found]:
    """Funded by Norway with 5 million; 5 million provided by Norway."""
    masked = sentence.masked
    for lead in patterns.given_by.finditer(masked):
        body = body_after(masked, lead.end(), rules)
        if body is None:
            continue
        match = patterns.after_body.match(masked, body[1])
        before = masked.rfind(MONEY, max(0, lead.start() - _REACH), lead.start())
        near = before >= 0 and not re.search(r"[;:.]", masked[before : lead.start()])
        if near and (match is None or lead.start() - before < 25):
            fact = sentence.at(before)
        else:
            fact = sentence.at(match.start("sum")) if match else None
        if fact is not None:
            yield fact, body, "giver.agent", 0.85


def _companions(sentence: Sentence, rules: LatinRules, patterns: _Patterns) -> Iterator[_Found]:
    """…, led by Germany with 14 million; …, followed by the Union (6 million)."""
    for lead in patterns.companion.finditer(sentence.masked):
        body = body_after(sentence.masked, lead.end(), rules)
        match = patterns.with_sum.match(sentence.masked, body[1]) if body else None
        fact = sentence.at(match.start("sum")) if match else None
        if body is not None and fact is not None:
            yield fact, body, "giver.companion", 0.7


def _sources(sentence: Sentence, rules: LatinRules, patterns: _Patterns) -> Iterator[_Found]:
    """5 million from Norway; a contribution of 5 million from Norway."""
    masked = sentence.masked
    for lead in (*patterns.source.finditer(masked), *_of_gifts(masked, patterns), *_by(masked, patterns)):
        body = body_after(sentence.masked, lead.end(), rules)
        fact = sentence.at(lead.start())
        if body is not None and fact is not None:
            yield fact, body, "giver.source", 0.8


def _of_gifts(masked: str, patterns: _Patterns) -> Iterator[re.Match[str]]:
    """ "Une contribution de 5 millions de la Norvège": the giver follows at once where a gift is spoken of before."""
    for match in _OF.finditer(masked):
        start = match.start()
        while start and masked[start - 1] == MONEY:
            start -= 1
        received = patterns.receive.search(masked, max(0, start - 40), start)
        if (
            received
            or patterns.part.search(masked, max(0, start - 40), start)
            or patterns.gift_before.search(masked, max(0, start - 60), start)
        ):
            yield match


def _by(masked: str, patterns: _Patterns) -> Iterator[re.Match[str]]:
    """ "Doté de 6 millions par la Banque et de 2 millions par le Fonds": the participle stands before the sums."""
    participle = patterns.participle.search(masked)
    yield from patterns.sum_by.finditer(masked, participle.end() if participle else len(masked))


def _owned(sentence: Sentence, rules: LatinRules, patterns: _Patterns) -> Iterator[_Found]:
    """China's 5 million contribution."""
    for match in patterns.owned.finditer(sentence.masked):
        body = name_before(sentence.masked, match.start(), rules)
        fact = sentence.at(max(match.start("sum"), match.start("of")))
        if body is not None and fact is not None:
            yield fact, body, "giver.owned", 0.8


def _donors(sentence: Sentence, rules: LatinRules, patterns: _Patterns) -> Iterator[_Found]:
    """Germany is the largest donor, with 14 million; the largest donor was Germany, with 14 million."""
    masked = sentence.masked
    for match in patterns.donor.finditer(masked):
        before = last_match(patterns.copula, masked, max(0, match.start() - 40), match.start())
        after = patterns.copula.search(masked, match.start(), match.start("sum"))
        behind = body_after(masked, after.end(), rules) if after else None
        body = body_before(masked, before.start() + 1, rules) if before else behind
        fact = sentence.at(match.start("sum"))
        if body is not None and fact is not None:
            yield fact, body, "giver.donor", 0.75


def _bracketed(sentence: Sentence, rules: LatinRules, patterns: _Patterns) -> Iterator[_Found]:
    """Donors include Norway (5 million) and Sweden (3 million)."""
    cue = patterns.cue.search(sentence.masked)
    for match in _BRACKETED_SHEET.finditer(sentence.masked):
        if (fact := sentence.at(match.start("sum"))) is not None:
            yield fact, match.span("name"), "giver.sheet", 0.7
    for match in _BRACKETED.finditer(sentence.masked, cue.end() if cue else len(sentence.masked)):
        body = name_before(sentence.masked, match.start(), rules)
        fact = sentence.at(match.start("sum"))
        if body is not None and fact is not None:
            yield fact, body, "giver.bracketed", 0.75


def _items(sentence: Sentence, patterns: _Patterns, heading: str) -> Iterator[_Found]:
    """Norway: 5 million, in a list of pledges."""
    if not patterns.cue.search(heading):
        return
    match = _ITEM.match(sentence.masked)
    fact = sentence.at(match.start("sum")) if match else None
    if match and fact is not None:
        yield fact, match.span("name"), "giver.item", 0.8


def _receivers(sentence: Sentence, rules: LatinRules, patterns: _Patterns) -> Iterator[Link]:
    masked = sentence.masked
    seen: set[Fact] = set()
    for fact, body, rule, confidence in (
        *_takers(sentence, rules, patterns),
        *_given_to(sentence, rules, patterns),
    ):
        if fact not in seen and masked[body[0] : body[1]].strip():
            seen.add(fact)
            for one in _each(sentence, body):
                yield sentence.link(Relation.RECEIVER, fact, one, rule, confidence)


def _takers(sentence: Sentence, rules: LatinRules, patterns: _Patterns) -> Iterator[_Found]:
    """The ministry received 5 million."""
    for verb in patterns.receive.finditer(sentence.masked):
        match = patterns.to_sum.match(sentence.masked, verb.end())
        body = body_before(sentence.masked, verb.start(), rules) if match else None
        fact = sentence.at(match.start("sum")) if match else None
        if body is not None and fact is not None:
            yield fact, body, "receiver.subject", 0.75


def _given_to(sentence: Sentence, rules: LatinRules, patterns: _Patterns) -> Iterator[_Found]:
    """5 million granted to the ministry; 5 million to the ministry; 5 million set aside for small farmers."""
    masked = sentence.masked
    for pattern, rule in (
        (patterns.given_to, "given_to"),
        (patterns.to_directly, "to"),
        (patterns.reserved, "reserved"),
    ):
        for lead in pattern.finditer(masked):
            if rules is latin_rules("fr") and _INFINITIVE.match(masked, lead.end()):
                continue
            if pattern is patterns.reserved:
                body = noun_phrase(masked, lead.end(), rules)
            else:
                body = body_after(masked, lead.end(), rules)
            if body is None and (pattern is patterns.given_to or _to_a_body(sentence, lead, patterns)):
                body = noun_phrase(masked, lead.end(), rules)
            fact = sentence.at(lead.start()) if pattern is patterns.to_directly else _sum_near(sentence, lead)
            if body is not None and fact is not None:
                yield fact, body, f"receiver.{rule}", 0.8


def _to_a_body(sentence: Sentence, lead: re.Match[str], patterns: _Patterns) -> bool:
    """Whether "to the …" behind a sum that somebody gives names who gets it, and not a part of a programme."""
    masked = sentence.masked
    given = patterns.verb.search(masked, max(0, lead.start() - _REACH), lead.start())
    behind = masked[lead.end() : lead.end() + 60]
    return bool(given and re.match(r"the\s", behind) and not re.match(rf"[^,;.]{{0,50}}{PROGRAMME}", behind))


def _sum_near(sentence: Sentence, lead: re.Match[str]) -> Fact | None:
    """The sum before "granted to", in the same clause; else the one after the body that it leads to."""
    masked = sentence.masked
    before = masked.rfind(MONEY, max(0, lead.start() - _REACH), lead.start())
    if before >= 0 and not re.search(r"[;:.]", masked[before : lead.start()]):
        return sentence.at(before)
    after = masked.find(MONEY, lead.end(), lead.end() + _REACH)
    if after >= 0 and not re.search(r"[;:.]", masked[lead.end() : after]):
        return sentence.at(after)
    return None
