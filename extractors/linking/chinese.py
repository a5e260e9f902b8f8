"""Givers, receivers and purposes of sums of money, in Chinese sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.linking.chinese_bodies import bodies_of, clause_of, is_whole, may_give
from extractors.linking.chinese_transfers import transfer_of
from extractors.linking.places import find_places
from extractors.linking.rules import any_of, chinese_rules
from extractors.linking.scene import DATE, MONEY, SIGNS, Sentence, Span, last_match
from schemas.facts.base import Fact
from schemas.facts.link import Link, Relation

_STOP = "，。；：、！？\n（）()【】"
# What makes a sum a gift or a loan, right behind it.
_LOAN = re.compile("的?(?:无偿|优惠|优惠性质的)?(?:贷款|援助|捐款|赠款|资助|资金|拨款|捐赠)")
_ITEM = re.compile(rf"^[•\-–\d.、\s]{{0,5}}(?P<name>[^{_STOP}{SIGNS}]{{2,24}})[：:，（(—–-]{{1,2}}(?={MONEY})")
_BRACKETED = re.compile(rf"(?P<name>[^{_STOP}{SIGNS}和与及]{{2,24}})[（(](?<=[（(])\Z")
# What opens a report of an agency: 本报讯, 新华社北京5月3日电.
_NEWS = re.compile(r"[^，。]{0,24}[讯电][）)]?[\s—-]+")
_LONGEST_NAME = 24
# What says that the sums behind are parts of one, each with what it is for.
_PARTS = re.compile(f"{MONEY}[^。；]{{0,12}}(?:其中|包括)")
_BEFORE_BRACKET = re.compile(rf"[^\s和与及{_STOP}{SIGNS}]{{2,24}}$")
_WORD = rf"[^{_STOP}{SIGNS}]"


_Found = tuple[Span, str, float]


@dataclass(frozen=True)
class _Patterns:
    giving: re.Pattern[str]
    giving_noun: re.Pattern[str]
    funded_by: re.Pattern[str]
    source: re.Pattern[str]
    borne_by: re.Pattern[str]
    loan: re.Pattern[str]
    loan_behind: re.Pattern[str]
    handed: re.Pattern[str]
    receiving: re.Pattern[str]
    towards: re.Pattern[str]
    direct: re.Pattern[str]
    purpose: re.Pattern[str]
    supporting: re.Pattern[str]
    deed: re.Pattern[str]
    kind: re.Pattern[str]
    value_of: re.Pattern[str]
    budget: re.Pattern[str]
    item: re.Pattern[str]
    spent_on: re.Pattern[str]
    adverb: re.Pattern[str]
    leads: re.Pattern[str]
    together: re.Pattern[str]


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
        loan=re.compile(
            rf"{any_of(rules.taking)}(?P<name>{_WORD}{{2,20}}?)的?(?:无偿|優惠|优惠|技术)?{any_of(rules.gifts)}{_WORD}{{0,6}}$"
        ),
        loan_behind=re.compile(rf"{any_of(rules.taking)}(?P<name>{_WORD}{{2,20}}?)(?:提供的?)?$"),
        borne_by=re.compile(
            rf"(?:，|则|将|全部|均)?(?:由(?P<name>{_WORD}{{2,24}}?){giving}|的?{any_of(rules.gifts)}?来自(?P<source>{_WORD}{{2,24}}))"
        ),
        handed=re.compile(
            rf"(?:的?{_WORD}{{0,2}}{any_of(rules.gifts)})?(?:全部|均|直接)?{any_of(rules.handed)}(?P<name>{_WORD}{{2,24}})"
        ),
        receiving=re.compile(
            rf"(?P<name>[^，。；：！？\n（）()【】{SIGNS}]{{2,40}}?)(?:将|將|已|可|各|共|分别|均|另|还|也){{0,3}}{any_of(rules.receiving)}{_WORD}{{0,4}}$"
        ),
        towards=re.compile(
            rf"{any_of(rules.towards)}(?P<name>{_WORD}{{2,24}}?)(?:各|共|再|分别)?{giving}{_WORD}{{0,6}}$"
        ),
        purpose=re.compile(
            rf"(?:的?{any_of(rules.gifts)})?[，）]?(?:{_WORD}{{1,16}}，)?(?:{_WORD}{{0,8}}?)(?:{any_of(rules.purpose)}(?P<what>[^，。；\n]{{2,60}}))"
        ),
        direct=re.compile(
            rf"{giving}了?(?P<name>{_WORD}{{2,12}}?)(?:政府)?(?:无偿|优惠)?(?:{any_of(rules.gifts)})?(?:共|约)?$"
        ),
        deed=re.compile(
            rf"(?:的?{any_of(rules.gifts)})?，?(?:将|并|主要|重点|共同)?(?P<what>{any_of(rules.good_deeds)}[^，。；\n]{{2,60}})"
        ),
        kind=re.compile(
            rf"{giving}了?(?!{any_of(rules.not_kinds)})(?P<what>{_WORD}{{2,10}}?)(?:专项|补助)?(?:经费|资金|费用|补助|补贴|款|费)(?:共计|共|约|总计)?$"
        ),
        supporting=re.compile(
            rf"，(?:以(?![及上下来外前后内便])|为(?=[^，。；]{{2,20}}?{any_of(rules.services)})|"
            rf"(?:在|于)?{DATE}+(?:期间|間|之间|内)?{any_of(rules.purpose_with_period)})(?P<what>[^，。；\n]{{2,60}})"
        ),
        value_of=re.compile(rf"的(?P<what>{_WORD}{{2,16}})"),
        item=re.compile(
            rf"(?:其中|包括)?(?P<what>{_WORD}{{2,16}}?)(?:(?:支出|费用|经费|资金|费|款|预算)?(?:共|约|为|达)?)"
        ),
        budget=re.compile(rf"(?P<what>{_WORD}{{2,20}}?)的?{any_of(rules.budgets)}(?:总额)?(?:为|為|是|达|约|共|：)"),
        spent_on=re.compile(
            rf"(?:在|对|为)(?P<what>{_WORD}{{2,16}}?)(?:上|方面|领域)?(?:的)?{any_of(rules.spending)}{_WORD}{{0,6}}$"
        ),
        adverb=re.compile(rf"{adverbs}|{giving}|[（{SIGNS}]"),
        together=re.compile(rf"[与與](?P<name>{_WORD}{{2,24}}?){any_of(rules.together)}"),
        leads=re.compile(rf"^(?:{any_of(rules.leads)}|[，、])+"),
    )


def find_chinese(sentence: Sentence, heading: str) -> Iterator[Link]:
    """All of these in one sentence; `heading` is the one above it."""
    sums = sentence.of(MONEY)
    found = {fact: list(_money(sentence, fact, heading)) for fact in sums}
    givers = [link for link in found[sums[0]] if link.relation is Relation.GIVER] if sums else []
    if len(sums) == len(givers) > 1 and any(word in sentence.masked for word in chinese_rules().pairs):
        # 日本和韩国的出资分别为2亿日元和15亿韩元。
        for fact, giver in zip(sums, givers, strict=True):
            others = [link for link in found[fact] if link.relation is not Relation.GIVER]
            found[fact] = [giver.model_copy(update={"from_start": fact.start, "from_end": fact.end}), *others]
    for links in found.values():
        yield from links


def _money(sentence: Sentence, fact: Fact, heading: str) -> Iterator[Link]:
    handed = _handed_over(sentence, fact)
    if handed:
        hands_over, gets = handed
        yield sentence.link(Relation.RECEIVER, fact, gets, "receiver.handed", 0.8)
        if hands_over:
            yield sentence.link(Relation.GIVER, fact, hands_over, "giver.subject", 0.75)
        return
    givers, receivers = _parties(sentence, fact, heading)
    for body, rule, confidence in (*givers, *receivers):
        relation = Relation.GIVER if rule.startswith("giver") else Relation.RECEIVER
        yield sentence.link(relation, fact, body, rule, confidence)
    purpose = _purpose(sentence, fact, given=bool(givers))
    if purpose:
        yield sentence.link(Relation.PURPOSE, fact, *purpose)


def _parties(sentence: Sentence, fact: Fact, heading: str) -> tuple[list[_Found], list[_Found]]:
    """Who gives a sum and who gets it: by a construction that says both, else by verb and subject, else by a list."""
    masked = sentence.masked
    transfer = transfer_of(sentence, fact)
    if transfer and (transfer.giver or transfer.receiver):
        receivers = [(transfer.receiver, f"receiver.{transfer.rule}")] if transfer.receiver else []
    else:
        receivers = _receivers(sentence, fact)
    subject = any(rule == "receiver.subject" for _, rule in receivers)
    giver = None if subject else _giver(sentence, fact)
    if transfer and transfer.giver:
        giver = (transfer.giver, f"giver.{transfer.rule}", 0.8)
    listed = None if giver or receivers else _listed_giver(sentence, fact, heading)
    if listed:
        giver = (listed, "giver.listed", 0.75)
    givers = [(body, giver[1], giver[2]) for body in bodies_of(masked, giver[0])] if giver else []
    return givers, [(body, rule, 0.75) for span, rule in receivers for body in bodies_of(masked, span)]


def _listed_giver(sentence: Sentence, fact: Fact, heading: str) -> Span | None:
    """挪威：4500万克朗, in a list of givers; 捐助方包括挪威（4500万克朗）."""
    masked, start = sentence.masked, sentence.span(fact)[0]
    labels = chinese_rules().labels
    cue = re.compile(any_of((*labels.giver, *labels.giving, *chinese_rules().giving_nouns, "来自")))
    item = _ITEM.match(masked)
    if item and item.end() == start and cue.search(heading):
        return item.span("name")
    bracketed = _BRACKETED.search(masked, 0, start)
    if bracketed and cue.search(masked, 0, bracketed.end("name")):
        places = list(find_places(bracketed["name"], "zh"))
        listed = re.search("包括|来自|有|为|是", bracketed["name"])
        first = places[-1].start if places else listed.end() if listed else 0
        return bracketed.start("name") + first, bracketed.end("name")
    return None


def _handed_over(sentence: Sentence, fact: Fact) -> tuple[Span | None, Span] | None:
    """国际劳工组织将80万美元拨给劳工部: who hands the sum over, if the clause says it, and to whom."""
    start, end = sentence.span(fact)
    handed = _patterns().handed.match(sentence.masked, end)
    if handed is None:
        return None
    clause = clause_of(sentence, start)
    return _subject(sentence.masked, clause, start), handed.span("name")


def _giver(sentence: Sentence, fact: Fact) -> tuple[Span, str, float] | None:
    patterns, masked = _patterns(), sentence.masked
    position = sentence.span(fact)[0]
    clause = clause_of(sentence, position)
    before = masked[clause:position]
    by = last_match(patterns.funded_by, masked, 0, position)
    if by and may_give(by["name"]) and not re.search(rf"[；。{MONEY}]", masked[by.end() : position]):
        return by.span("name"), "giver.by", 0.8
    source = (
        patterns.source.search(before)
        or patterns.loan.search(before)
        or patterns.loan_behind.search(masked, clause, position)
    )
    if source and source.re is patterns.loan_behind and not _LOAN.match(masked, sentence.span(fact)[1]):
        source = None
    if source and not may_give(source["name"]):
        source = None
    if source:
        shift = 0 if source.re is patterns.loan_behind else clause
        return _shift(source.span("name"), shift), "giver.source", 0.8
    after = patterns.borne_by.match(masked, sentence.span(fact)[1])
    name = "name" if after and after["name"] else "source"
    if after and may_give(after[name]):
        return after.span(name), "giver.by", 0.8
    verb = patterns.giving.search(before)
    subject = _subject(masked, clause, clause + verb.start()) if verb else None
    noun = None if subject else patterns.giving_noun.match(before)
    if noun and may_give(noun["name"]) and not patterns.adverb.search(noun["name"]):
        return _shift(_trim(before, noun.span("name")), clause), "giver.noun", 0.75
    if verb and subject is None and clause and masked[clause - 1] == "（":
        named = _BEFORE_BRACKET.search(masked, 0, clause - 1)
        subject = named.span() if named and may_give(named.group()) else None
    elif verb and subject is None and clause:
        subject = _subject(masked, clause_of(sentence, clause - 1), clause - 1)
    return (subject, "giver.subject", 0.75) if subject else None


def _subject(masked: str, start: int, end: int) -> Span | None:
    """The words from `start` up to the first adverb, preposition or verb, if they may name a giver."""
    text = masked[start:end]
    news = _NEWS.match(text)
    lead = _patterns().leads.match(text, news.end() if news else 0)
    begin = lead.end() if lead else news.end() if news else 0
    for stop in _patterns().adverb.finditer(text, begin):
        if stop.group() in "与與" and not is_whole(text[begin : stop.start()]):
            continue
        together = _patterns().together.match(text, stop.start()) if stop.group() in "与與" else None
        if together and may_give(together["name"]):
            return start + begin, start + together.end("name")
        if stop.group() == "的" and not any(noun in text[stop.end() :] for noun in chinese_rules().giving_nouns):
            return None
        if 2 <= stop.start() - begin <= _LONGEST_NAME and may_give(text[begin : stop.start()]):
            return start + begin, start + stop.start()
    name = text[begin:]
    return (start + begin, end) if 2 <= len(name) <= _LONGEST_NAME and may_give(name) else None


def _receivers(sentence: Sentence, fact: Fact) -> list[tuple[Span, str]]:
    """Each body of a list before 获得 or 各得, or the one after 向 with a verb of giving."""
    patterns, masked = _patterns(), sentence.masked
    position = sentence.span(fact)[0]
    clause = clause_of(sentence, position)
    before = masked[clause:position]
    towards = patterns.towards.search(before)
    if towards:
        named = not towards["name"].startswith(chinese_rules().pronouns)
        return [(_shift(towards.span("name"), clause), "receiver.towards")] if named else []
    direct = patterns.direct.search(before)
    place = next(find_places(direct["name"], "zh"), None) if direct else None
    if direct and place and not place.start and place.end == len(direct["name"]):
        return [(_shift(direct.span("name"), clause), "receiver.direct")]
    match = patterns.receiving.match(before)
    if match is None:
        return []
    found = []
    start = match.start("name")
    for name in re.split("([、和与及])", match["name"]):
        if len(name) > 1 and may_give(name):
            span = _trim(before, (start, start + len(name)))
            found.append((_shift(span, clause), "receiver.subject"))
        start += len(name)
    return found


def _purpose(sentence: Sentence, fact: Fact, *, given: bool) -> _Found | None:
    patterns, masked = _patterns(), sentence.masked
    start, end = sentence.span(fact)
    for pattern, rule, confidence in (
        (patterns.purpose, "for", 0.8),
        (patterns.supporting, "supporting", 0.75),
        (patterns.deed, "deed", 0.65),
    ):
        match = pattern.match(masked, end)
        if match and (rule != "deed" or given):
            return match.span("what"), f"purpose.{rule}", confidence
    match = patterns.value_of.match(_listed(masked, end))
    if match and not _is_sum(match["what"]):
        return _shift(match.span("what"), _end_of_list(masked, end)), "purpose.of", 0.7
    return _purpose_before(sentence, start)


def _purpose_before(sentence: Sentence, start: int) -> _Found | None:
    """拨付培训经费3亿元, 其中设备购置40万元, 项目总预算: the words before a sum that say what it is for."""
    patterns, masked = _patterns(), sentence.masked
    clause = clause_of(sentence, start)
    kind = patterns.kind.search(masked, clause, start)
    if kind:
        return kind.span("what"), "purpose.kind", 0.7
    spent = patterns.spent_on.search(masked, clause, start)
    if spent and next(find_places(spent["what"], "zh"), None) is None:
        return spent.span("what"), "purpose.spent", 0.7
    item = patterns.item.fullmatch(masked, clause, start)
    if item and _PARTS.search(masked, 0, item.start("what")) and not (may_give(item["what"]) or _is_sum(item["what"])):
        return item.span("what"), "purpose.item", 0.65
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


def _trim(text: str, span: Span) -> Span:
    lead = _patterns().leads.match(text[span[0] : span[1]])
    return (span[0] + lead.end(), span[1]) if lead and lead.end() < span[1] - span[0] else span


def _shift(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
