"""Givers, receivers, purposes and what percentages measure, in Chinese sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.linking.places import find_places
from extractors.linking.rules import any_of, chinese_rules
from extractors.linking.scene import DATE, MONEY, PERCENT, SIGNS, Sentence, Span, last_match
from schemas.facts.base import Fact
from schemas.facts.link import Link, Relation

_STOP = "，。；：、！？\n（）()【】"
_CLAUSE_START = re.compile(r"[，。；：！？\n】]")
_ITEM = re.compile(rf"^[•\-–\d.、\s]{{0,5}}(?P<name>[^{_STOP}{SIGNS}]{{2,24}})[：:，（(—–-]{{1,2}}(?={MONEY})")
_BRACKETED = re.compile(rf"(?P<name>[^{_STOP}{SIGNS}和与及]{{2,24}})[（(](?<=[（(])\Z")
# Between two shares of one thing: 38%和29%，由21%提高到2020年的34%。
_CHAIN = re.compile(
    rf"{PERCENT}(?:和|与|、|及|[^，。；{PERCENT}{MONEY}]{{0,14}}(?:至|到|为)(?:{DATE}+的)?[^，。；{SIGNS}]{{0,4}})$"
)
_WORD = rf"[^{_STOP}{SIGNS}]"


@dataclass(frozen=True)
class _Patterns:
    giving: re.Pattern[str]
    giving_noun: re.Pattern[str]
    funded_by: re.Pattern[str]
    source: re.Pattern[str]
    borne_by: re.Pattern[str]
    of_people: re.Pattern[str]
    handed: re.Pattern[str]
    receiving: re.Pattern[str]
    towards: re.Pattern[str]
    purpose: re.Pattern[str]
    supporting: re.Pattern[str]
    value_of: re.Pattern[str]
    budget: re.Pattern[str]
    adverb: re.Pattern[str]
    leads: re.Pattern[str]
    share_of: re.Pattern[str]
    share: re.Pattern[str]
    level: re.Pattern[str]
    among: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = chinese_rules()
    giving, adverbs = any_of(rules.giving), any_of(rules.adverbs)
    return _Patterns(
        giving=re.compile(rf"(?:{giving}){_WORD}{{0,10}}$"),
        giving_noun=re.compile(
            rf"(?P<name>{_WORD}{{2,24}}?)的?{any_of(rules.giving_nouns)}(?:额|總額|总额)?(?:为|為|是|达|约为|共)?{_WORD}{{0,4}}$"
        ),
        funded_by=re.compile(rf"{any_of(rules.funded_by)}(?P<name>{_WORD}{{2,24}}?)(?:{adverbs})?{giving}"),
        source=re.compile(rf"来自(?P<name>{_WORD}{{2,24}}?)的{_WORD}{{0,4}}$"),
        borne_by=re.compile(rf"(?:，|则|将|全部|均)?由(?P<name>{_WORD}{{2,24}}?){giving}"),
        handed=re.compile(rf"(?:全部|均|直接)?{any_of(rules.handed)}(?P<name>{_WORD}{{2,24}})"),
        of_people=re.compile(rf"(?:左右|以上|以下)?的(?P<what>(?:(?!{any_of(rules.predicates)}){_WORD}){{2,20}})"),
        receiving=re.compile(
            rf"(?P<name>[^，。；：！？\n（）()【】{SIGNS}]{{2,40}}?)(?:将|將|已|可|各|共|分别|均|另|还|也){{0,3}}{any_of(rules.receiving)}{_WORD}{{0,4}}$"
        ),
        towards=re.compile(
            rf"{any_of(rules.towards)}(?P<name>{_WORD}{{2,24}}?)(?:各|共|再|分别)?{giving}{_WORD}{{0,6}}$"
        ),
        purpose=re.compile(rf"[，）]?(?:{_WORD}{{0,4}}?)(?:{any_of(rules.purpose)})(?P<what>[^，。；\n]{{2,60}})"),
        supporting=re.compile(
            rf"，(?:在|于)?{DATE}+(?:期间|間|之间|内)?{any_of(rules.purpose_with_period)}(?P<what>[^，。；\n]{{2,60}})"
        ),
        value_of=re.compile(rf"的(?P<what>{_WORD}{{2,16}})"),
        budget=re.compile(rf"(?P<what>{_WORD}{{2,20}}?)的?{any_of(rules.budgets)}(?:总额)?(?:为|為|是|达|约|共|：)"),
        adverb=re.compile(rf"{adverbs}|{giving}|[{SIGNS}]"),
        leads=re.compile(rf"^(?:{any_of(rules.leads)}|[，、])+"),
        share_of=re.compile(
            rf"{any_of(rules.shares)}(?:到|了|比)?(?P<what>[^{_STOP}{MONEY}{PERCENT}]{{1,24}}?)(?:的比例|的比重)?的(?:约|近|比例为|比重为)?{_WORD}{{0,4}}$"
        ),
        share=re.compile(
            rf"(?P<what>[^{_STOP}{PERCENT}]{{1,40}}?)(?:所)?(?:仅|只|约|已|就|均|却|都|将|还|在{_WORD}{{1,8}}){{0,3}}{any_of(rules.shares)}{_WORD}{{0,6}}$"
        ),
        level=re.compile(
            rf"(?P<what>[^{_STOP}{PERCENT}]{{2,50}}?)(?:已|将|仅|只|约|由|从|在|平均|分别|可|力争|须|应|逐步|仍|也|比){{0,3}}[^{_STOP}{PERCENT}]{{0,14}}?{any_of(rules.levels)}{_WORD}{{0,4}}$"
        ),
        among=re.compile(rf"(?P<what>{_WORD}{{2,24}}?)(?:中|当中)(?:，|有|约有|只有|仅有){_WORD}{{0,4}}$"),
    )


def find_chinese(sentence: Sentence, heading: str) -> Iterator[Link]:
    """All of these in one sentence; `heading` is the one above it."""
    for fact in sentence.of(MONEY):
        yield from _money(sentence, fact, heading)
    last: tuple[Span, str, float] | None = None
    for fact in sentence.of(PERCENT):
        found = _measured(sentence, fact)
        start = sentence.span(fact)[0]
        if found is None and _CHAIN.search(sentence.masked[:start]):
            found = last
        if found:
            yield sentence.link(Relation.DESCRIBES, fact, *found)
        last = found


def _money(sentence: Sentence, fact: Fact, heading: str) -> Iterator[Link]:
    handed = _handed_over(sentence, fact)
    if handed:
        hands_over, gets = handed
        yield sentence.link(Relation.RECEIVER, fact, gets, "receiver.handed", 0.8)
        if hands_over:
            yield sentence.link(Relation.GIVER, fact, hands_over, "giver.subject", 0.75)
        return
    receivers = _receivers(sentence, fact)
    for span, rule in receivers:
        yield sentence.link(Relation.RECEIVER, fact, span, rule, 0.75)
    giver = None if any(rule == "receiver.subject" for _, rule in receivers) else _giver(sentence, fact)
    listed = None if giver or receivers else _listed_giver(sentence, fact, heading)
    if listed:
        giver = (listed, "giver.listed", 0.75)
    if giver:
        yield sentence.link(Relation.GIVER, fact, *giver)
    purpose = _purpose(sentence, fact)
    if purpose:
        yield sentence.link(Relation.PURPOSE, fact, *purpose)


def _listed_giver(sentence: Sentence, fact: Fact, heading: str) -> Span | None:
    """挪威：4500万克朗, in a list of givers; 捐助方包括挪威（4500万克朗）."""
    masked, start = sentence.masked, sentence.span(fact)[0]
    labels = chinese_rules().labels
    cue = re.compile(any_of((*labels.giver, *labels.giving, *chinese_rules().giving_nouns)))
    item = _ITEM.match(masked)
    if item and item.end() == start and cue.search(heading):
        return item.span("name")
    bracketed = _BRACKETED.search(masked, 0, start)
    if bracketed and cue.search(masked, 0, bracketed.start()):
        places = list(find_places(bracketed["name"], "zh"))
        first = places[-1].start if places else 0
        return bracketed.start("name") + first, bracketed.end("name")
    return None


def _clause(sentence: Sentence, position: int) -> int:
    """Where the clause that holds `position` begins."""
    start = 0
    for match in _CLAUSE_START.finditer(sentence.masked, 0, position):
        start = match.end()
    return start


def _handed_over(sentence: Sentence, fact: Fact) -> tuple[Span | None, Span] | None:
    """国际劳工组织将80万美元拨给劳工部: who hands the sum over, if the clause says it, and to whom."""
    start, end = sentence.span(fact)
    handed = _patterns().handed.match(sentence.masked, end)
    if handed is None:
        return None
    clause = _clause(sentence, start)
    return _subject(sentence.masked, clause, start), handed.span("name")


def _giver(sentence: Sentence, fact: Fact) -> tuple[Span, str, float] | None:
    patterns, masked = _patterns(), sentence.masked
    position = sentence.span(fact)[0]
    clause = _clause(sentence, position)
    before = masked[clause:position]
    by = last_match(patterns.funded_by, masked, 0, position)
    if by and not re.search(rf"[；。{MONEY}]", masked[by.end() : position]):
        return by.span("name"), "giver.by", 0.8
    source = patterns.source.search(before)
    if source:
        return _shift(source.span("name"), clause), "giver.source", 0.8
    after = patterns.borne_by.match(masked, sentence.span(fact)[1])
    if after and _may_give(after["name"]):
        return after.span("name"), "giver.by", 0.8
    noun = patterns.giving_noun.match(before)
    if noun and _may_give(noun["name"]):
        return _shift(_trim(before, noun.span("name")), clause), "giver.noun", 0.75
    verb = patterns.giving.search(before)
    if verb is None:
        return None
    subject = _subject(masked, clause, clause + verb.start())
    if subject is None and clause:
        subject = _subject(masked, _clause(sentence, clause - 1), clause - 1)
    return (subject, "giver.subject", 0.75) if subject else None


def _subject(masked: str, start: int, end: int) -> Span | None:
    """The words from `start` up to the first adverb, preposition or verb, if they may name a giver."""
    text = masked[start:end]
    lead = _patterns().leads.match(text)
    begin = lead.end() if lead else 0
    stop = _patterns().adverb.search(text, begin)
    name = text[begin : stop.start() if stop else len(text)]
    return (start + begin, start + begin + len(name)) if 2 <= len(name) <= 24 and _may_give(name) else None


def _may_give(name: str) -> bool:
    """Whether words can be the name of a giver: a body by its ending, or a country."""
    rules = chinese_rules()
    body = name.endswith(rules.giver_ends) or next(find_places(name, "zh"), None) is not None
    return (
        body
        and not name.endswith(rules.not_givers)
        and not name.startswith(rules.pronouns)
        and name not in rules.not_givers
    )


def _receivers(sentence: Sentence, fact: Fact) -> list[tuple[Span, str]]:
    """Each body of a list before 获得 or 各得, or the one after 向 with a verb of giving."""
    patterns, masked = _patterns(), sentence.masked
    position = sentence.span(fact)[0]
    clause = _clause(sentence, position)
    before = masked[clause:position]
    towards = patterns.towards.search(before)
    if towards:
        named = not towards["name"].startswith(chinese_rules().pronouns)
        return [(_shift(towards.span("name"), clause), "receiver.towards")] if named else []
    match = patterns.receiving.match(before)
    if match is None:
        return []
    found = []
    start = match.start("name")
    for name in re.split("([、和与及])", match["name"]):
        if len(name) > 1 and _may_give(name):
            span = _trim(before, (start, start + len(name)))
            found.append((_shift(span, clause), "receiver.subject"))
        start += len(name)
    return found


def _purpose(sentence: Sentence, fact: Fact) -> tuple[Span, str, float] | None:
    patterns, masked = _patterns(), sentence.masked
    start, end = sentence.span(fact)
    for pattern, rule, confidence in ((patterns.purpose, "for", 0.8), (patterns.supporting, "supporting", 0.75)):
        match = pattern.match(masked, end)
        if match:
            return match.span("what"), f"purpose.{rule}", confidence
    match = patterns.value_of.match(_listed(masked, end))
    if match and not _is_sum(match["what"]):
        return _shift(match.span("what"), _end_of_list(masked, end)), "purpose.of", 0.7
    clause = _clause(sentence, start)
    budget = patterns.budget.match(masked[clause:start])
    if budget and not budget["what"].endswith("期") and not budget["what"].startswith(chinese_rules().pronouns):
        return _shift(_trim(masked[clause:], budget.span("what")), clause), "purpose.budget", 0.6
    return None


def _end_of_list(masked: str, end: int) -> int:
    """Past further sums of a list: 300、500或800美元."""
    match = re.compile(rf"(?:[、或和]{MONEY}+){{0,6}}").match(masked, end)
    return match.end() if match else end


def _listed(masked: str, end: int) -> str:
    return masked[_end_of_list(masked, end) :]


def _is_sum(words: str) -> bool:
    return any(word in words for word in chinese_rules().not_purposes)


def _measured(sentence: Sentence, fact: Fact) -> tuple[Span, str, float] | None:
    patterns, masked = _patterns(), sentence.masked
    position = sentence.span(fact)[0]
    clause = _clause(sentence, position)
    before = masked[clause:position]
    of_people = patterns.of_people.match(masked, sentence.span(fact)[1])
    if of_people and not patterns.share.match(before):
        return of_people.span("what"), "describes.of", 0.8
    share_of = patterns.share_of.search(before)
    if share_of:
        return _shift(share_of.span("what"), clause), "describes.of", 0.85
    share = patterns.share.match(before)
    if share:
        span = _head(before, share.span("what"))
        return (_shift(span, clause), "describes.share", 0.8) if span else None
    among = patterns.among.search(before)
    if among:
        span = _head(before, among.span("what"))
        return (_shift(span, clause), "describes.among", 0.7) if span else None
    if clause and masked[clause - 2 : clause] in ("中，", "里，") and not re.search(f"[{SIGNS}]", before):
        earlier = _clause(sentence, clause - 1)
        span = _head(masked, (earlier, clause - 2))
        return (span, "describes.among", 0.65) if span else None
    return _level(before, clause)


def _level(before: str, clause: int) -> tuple[Span, str, float] | None:
    """预算执行率达到92.3%: a rate, whatever stands between it and its level."""
    rates = any_of(chinese_rules().rates)
    match = re.match(
        rf"(?P<what>[^{_STOP}{PERCENT}{MONEY}]{{1,40}}?{rates})(?P<rest>[^{_STOP}{PERCENT}]{{0,24}})$", before
    )
    if match and re.search(rf"{any_of(chinese_rules().levels)}|[由从]", match["rest"]):
        span = _head(before, match.span("what"))
        return (_shift(span, clause), "describes.rate", 0.75) if span else None
    return None


def _head(text: str, span: Span) -> Span | None:
    """The head of a phrase: what follows its last 的, without what leads in."""
    start, end = _trim(text, span)
    cut = max(text.rfind("的", start, end), *(text.rfind(sign, start, end) for sign in SIGNS if sign != "-")) + 1
    start = max(start, cut)
    words = text[start:end]
    if len(words) < 2 or words.startswith(chinese_rules().pronouns):
        return None
    return start, end


def _trim(text: str, span: Span) -> Span:
    lead = _patterns().leads.match(text[span[0] : span[1]])
    return (span[0] + lead.end(), span[1]) if lead and lead.end() < span[1] - span[0] else span


def _shift(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
