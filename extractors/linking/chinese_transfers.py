"""Chinese constructions that say by themselves who hands a sum of money over, to whom, or both."""

import re
from dataclasses import dataclass
from functools import cache

from extractors.linking.chinese_bodies import clause_of, is_whole, may_give
from extractors.linking.rules import any_of, chinese_rules
from extractors.linking.scene import MONEY, SIGNS, Sentence, Span
from schemas.facts.base import Fact

_STOP = f"，。；：！？\n（）()【】{SIGNS}"
_WORD = rf"[^{_STOP}]"
_LISTED = rf"[^，。；：！？\n【】（）()、{SIGNS}]"

_PART_LEAD = re.compile("其中|分别为|包括")
_LONGEST_NAME = 24


@dataclass(frozen=True, slots=True)
class Transfer:
    """Who gives and who gets a sum; either may be left open."""

    giver: Span | None
    receiver: Span | None
    rule: str


@cache
def _before() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What stands between the beginning of a clause and a sum, by the name of the construction."""
    rules = chinese_rules()
    giving, gifts, receiving = any_of(rules.giving), any_of(rules.gifts), any_of(rules.receiving)
    adverbs = rf"{any_of(rules.transfer_adverbs)}{{0,3}}"
    receiver = rf"{any_of(rules.leads)}?(?P<receiver>{_WORD}{{2,30}}?)"
    giver = rf"(?P<giver>{_WORD}{{2,30}}?)"
    sum_of = rf"(?:了|过|的)?{_WORD}{{0,14}}"
    return (
        # 老挝从世界银行得到的援助总额约
        ("from", re.compile(rf"(?:{receiver})??{adverbs}[从自]{giver}{adverbs}{receiving}{sum_of}")),
        # 国际劳工组织收到荷兰政府捐款, 该项目得到瑞典国际开发合作署
        (
            "got",
            re.compile(
                rf"(?:{receiver})?{adverbs}{any_of(rules.taking)}了?(?:来自)?{giver}"
                rf"(?:的|所|提供|给予)?(?P<gift>(?:无偿|优惠|技术)?(?:{gifts}|{giving})(?:的)?{_WORD}{{0,6}})?"
            ),
        ),
        # 世行向吉国提供的资金总计
        (
            "towards",
            re.compile(
                rf"{any_of(rules.leads)}?{giver}{adverbs}{any_of(rules.towards)}{receiver}{adverbs}{giving}{sum_of}"
            ),
        ),
        # 动员企业捐助
        ("caused", re.compile(rf"{_WORD}{{0,16}}?{any_of(rules.causing)}{giver}{adverbs}{giving}{_WORD}{{0,6}}")),
        # 世行援
        ("short", re.compile(rf"{giver}{any_of(rules.short_giving)}")),
    )


@cache
def _after() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What stands behind a sum."""
    rules = chinese_rules()
    giving = any_of(rules.giving)
    adverbs = rf"{any_of(rules.transfer_adverbs)}{{0,3}}"
    name = rf"{_WORD}{{2,30}}?"
    return (
        # 的援助资金由沙特发展基金提供
        (
            "by",
            re.compile(
                rf"的?{_WORD}{{0,8}}?，?{adverbs}由(?P<giver>{name})(?:（{_WORD}{{1,16}}）)?{adverbs}"
                rf"(?:[向为给](?P<receiver>{name}))?{giving}"
            ),
        ),
        # 捐款来自荷兰
        (
            "source",
            re.compile(
                rf"的?{_WORD}{{0,6}}?，?{adverbs}(?:来自|來自|出自)(?P<giver>{_LISTED}{{2,30}}?)(?=[，。；（）\n]|$)"
            ),
        ),
    )


@cache
def _framed() -> re.Pattern[str]:
    """在美国劳工部…资助下: what follows a sum that makes it the gift of the name before."""
    return re.compile(rf"的?{any_of(chinese_rules().gifts)}")


@cache
def _earlier() -> re.Pattern[str]:
    """项目资金来自韩国雇佣劳动部，总额为: the clause before, and words for nothing but the sum."""
    rules = chinese_rules()
    return re.compile(
        rf"(?:来自|來自|由)(?P<giver>{_WORD}{{2,30}}?)(?:{any_of(rules.giving)}|支持)?，{any_of(rules.sums)}{{1,3}}"
    )


@cache
def _parted() -> re.Pattern[str]:
    """What says that the sums of a list are parts that several bodies pay."""
    rules = chinese_rules()
    return re.compile(rf"{any_of((*rules.giving_nouns, *rules.labels.giver))}|自筹|配套|承担|投资")


def transfer_of(sentence: Sentence, fact: Fact) -> Transfer | None:
    """Who gives and who gets a sum, where a construction says it; None where the clause has none of them."""
    masked = sentence.masked
    start, end = sentence.span(fact)
    clause = clause_of(sentence, start)
    for rule, pattern in _before():
        match = pattern.fullmatch(masked, clause, start)
        found = _checked(match, rule) if match and _fits(match, rule, masked, end) else None
        if found:
            return found
    for rule, pattern in _after():
        match = pattern.match(masked, end)
        found = _checked(match, rule) if match else None
        if found:
            return found
    return _told_before(masked, clause, start) or _part(sentence, clause, start)


def _fits(match: re.Match[str], rule: str, masked: str, end: int) -> bool:
    """Whether a gift follows, where the words before a sum do not speak of one."""
    if rule == "short":
        return match.start() == 0
    return rule != "got" or bool(match["gift"]) or _framed().match(masked, end) is not None


def _checked(match: re.Match[str], rule: str) -> Transfer | None:
    """The transfer of a match whose names can be names."""
    groups = match.re.groupindex
    giver = _named(match, "giver", any_body=rule == "caused") if "giver" in groups else None
    receiver = _named(match, "receiver") if "receiver" in groups else None
    if "giver" in groups and giver is None:
        return None
    return Transfer(giver, receiver, rule) if giver or receiver else None


def _named(match: re.Match[str], group: str, *, any_body: bool = False) -> Span | None:
    name = match[group]
    if not name or name.startswith(("的", *chinese_rules().pronouns)):
        return None
    fits = is_whole(name) or (any_body and name.endswith(chinese_rules().giver_ends))
    return match.span(group) if fits else None


def _told_before(masked: str, clause: int, start: int) -> Transfer | None:
    if not clause or masked[clause - 1] != "，":
        return None
    for match in _earlier().finditer(masked, 0, start):
        if match.end() == start and may_give(match["giver"]):
            return Transfer(match.span("giver"), None, "earlier")
    return None


def _part(sentence: Sentence, clause: int, start: int) -> Transfer | None:
    """出资比例为：省财政200万元，市财政100万元: a body right before its sum, among parts that bodies pay."""
    masked, end = sentence.masked, start
    if start == clause and masked[clause - 1 : clause] == "，":
        clause, end = clause_of(sentence, clause - 1), clause - 1
    lead = _PART_LEAD.match(masked, clause, end)
    begin = lead.end() if lead else clause
    if not 2 <= end - begin <= _LONGEST_NAME or not _parted().search(masked, 0, begin):
        return None
    alone = MONEY not in masked[:begin] and masked[clause - 1 : clause] != "："
    return Transfer((begin, end), None, "part") if not alone and is_whole(masked[begin:end]) else None
