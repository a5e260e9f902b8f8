"""What a percentage measures, and what a bare number counts, in Chinese sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.linking.places import find_places
from extractors.linking.rules import any_of, chinese_rules
from extractors.linking.scene import COUNT, DATE, EVERY_SIGN, PERCENT, SIGNS, Sentence, Span, last_match
from schemas.facts.base import Fact
from schemas.facts.link import Link, Relation

_CLAUSE = re.compile(r"[，。；：！？\n】]")
_STOP = f"，。；：、！？\n（）()【】{SIGNS}"
# The noun of a count, behind its number and measure word.
_DIGITS = r"\d一二三四五六七八九十百千万亿两多余几 "
_MEASURES = "个名位家张份项所件例种座处口台辆条间支艘架套期门宗起笔批棵头只匹亩"
_NOUN = re.compile(rf"(?<=[{_DIGITS}])[{_MEASURES}]?(?P<noun>[^\W{_DIGITS}{_MEASURES}][^\d]*)$")
# How far a verb may stand from its figure, in characters.
_REACH = 26
# How far back the noun of a count is looked for, and how long it may be.
_NEAR, _LONGEST_NOUN = 10, 6

_Found = tuple[Span, str, float]


@dataclass(frozen=True)
class _Patterns:
    of: re.Pattern[str]
    are: re.Pattern[str]
    quantifier: re.Pattern[str]
    verb: re.Pattern[str]
    adverb: re.Pattern[str]
    lead: re.Pattern[str]
    cut: re.Pattern[str]
    ratio: re.Pattern[str]
    pronoun: re.Pattern[str]
    among: re.Pattern[str]
    reaches: re.Pattern[str]
    deed: re.Pattern[str]
    rise: re.Pattern[str]
    goes_on: re.Pattern[str]
    idle: re.Pattern[str]
    of_count: re.Pattern[str]
    total: re.Pattern[str]
    direct: re.Pattern[str]
    rate: re.Pattern[str]
    of_it: re.Pattern[str]
    said: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rules = chinese_rules()
    predicate = any_of(rules.predicates)
    verbs = any_of((*rules.shares, *rules.levels))
    return _Patterns(
        of=re.compile(rf"(?:左右|以上|以下|多)?\s?的\s?(?P<what>[^{_STOP}](?:(?!{predicate})[^{_STOP}]){{1,19}})"),
        are=re.compile(rf"(?:左右|以上)?(?:为|是|都是|均为)(?P<what>(?:(?!{predicate})[^{_STOP}]){{1,12}})"),
        quantifier=re.compile(rf"(?:{any_of(rules.quantifiers)}|[、和 ]?)*$"),
        verb=re.compile(rf"{verbs}(?![率额])|[由从自](?=(?:{DATE}+的?)?[^，。{SIGNS}]{{0,4}}{PERCENT})"),
        adverb=re.compile(rf"(?:{any_of(rules.share_adverbs)})+$"),
        lead=re.compile(rf"(?:(?!从事|从业|在职|在校|在读|在岗){any_of(rules.leads)}|[，、])+"),
        cut=re.compile(
            rf"[{SIGNS}]|(?!从事|由于|比例|比重|比率|在职|在校|在读|在岗|中国|中小|中央|中等|中学|中型|中心|中老|里程){any_of(rules.share_cuts)}(?<!集中)"
        ),
        ratio=re.compile(rf"(?P<what>.+?)(?:占[^，]{{1,16}}?)?(?:的|所占的?|占)?(?:{any_of(rules.ratios)})$"),
        pronoun=re.compile(any_of(rules.pronouns)),
        among=re.compile(rf"(?<!其)(?:当中|之中|中|里)，?(?:{any_of(rules.quantifiers)})*$"),
        reaches=re.compile(
            rf"(?:{any_of((*rules.levels, *rules.having, *rules.shares))}了?|[由从自])"
            rf"(?:{DATE}+ ?的?|{any_of(rules.quantifiers)})*$"
        ),
        rise=re.compile(
            rf"[由从自](?:{DATE}+ ?的?)?[^，。{SIGNS}]{{0,4}}{COUNT}+{any_of(rules.levels)}(?:{DATE}+ ?的?)?$"
        ),
        goes_on=re.compile(rf"\s?(?!{any_of(rules.levels)})[^\W\d_]"),
        of_count=re.compile(rf"{COUNT}(?:当中|之中|中|里|内)，?(?:{any_of(rules.quantifiers)}|[ ])*$"),
        idle=re.compile(
            rf"(?:{any_of((*rules.deeds, *rules.giving, *rules.quantifiers, *rules.share_adverbs, *rules.having))})*了?"
        ),
        total=re.compile(f"(?:的?{any_of(rules.totals)})$"),
        direct=re.compile(rf"(?P<what>[^{_STOP}的]{{0,8}}?{any_of(rules.countable_ends)})(?={predicate})"),
        deed=re.compile(
            rf"(?!均[水收])(?:{any_of((*rules.deeds, *rules.giving, *rules.predicates))})(?![班点站师员者])|[的了]"
        ),
        rate=re.compile(rf"{any_of(rules.rates)}$"),
        said=re.compile(any_of(rules.reports)),
        of_it=re.compile(rf"(?P<what>[^{_STOP}的]{{2,10}})的(?:约|近)?$"),
    )


def find_chinese_shares(sentence: Sentence) -> Iterator[Link]:
    """What the percentages of a Chinese sentence are shares of, or changes in; what its bare numbers count."""
    last: _Found | None = None
    for fact in sentence.of(PERCENT):
        found = _among_counted(sentence, fact) or _measured(sentence.masked, sentence.span(fact), last)
        found = found or last or _of_count(sentence, fact)
        if found:
            yield sentence.link(Relation.DESCRIBES, fact, *found)
        last = found
    noun: Span | None = None
    for fact in sentence.of(COUNT):
        start, end = sentence.span(fact)
        own = _NOUN.search(sentence.text[start:end])
        if own:
            noun = start + own.start("noun"), end
            continue
        if _patterns().goes_on.match(sentence.masked, end):
            continue
        far = noun if noun and _goes_without(sentence.masked, start) else _counted(sentence.masked, start)
        if far:
            yield sentence.link(Relation.DESCRIBES, fact, far, "describes.counted", 0.65)
            noun = far


def _among_counted(sentence: Sentence, share: Fact) -> _Found | None:
    """1200名考生中，约4%: the noun of the count that the share is of."""
    match = _patterns().of_count.search(sentence.masked, 0, sentence.span(share)[0])
    count = sentence.at(match.start()) if match else None
    if count is None:
        return None
    start, end = sentence.span(count)
    own = _NOUN.search(sentence.text[start:end])
    return ((start + own.start("noun"), end), "describes.among", 0.7) if own else None


def _goes_without(masked: str, start: int) -> bool:
    """其中120名, 已派出300多名: whether the clause of a number names nothing, so that it counts what the last did."""
    return masked[:start].endswith(chinese_rules().of_them) or bool(
        _patterns().idle.fullmatch(masked, _clause(masked, start), start)
    )


def _of_count(sentence: Sentence, share: Fact) -> _Found | None:
    """…300万，其中63%在亚太地区: the noun of the count before."""
    start = sentence.span(share)[0]
    if not sentence.masked[:start].endswith(chinese_rules().of_them):
        return None
    counts = [fact for fact in sentence.of(COUNT) if sentence.span(fact)[1] <= start]
    if not counts:
        return None
    first, last = sentence.span(counts[-1])
    own = _NOUN.search(sentence.text[first:last])
    span = (first + own.start("noun"), last) if own else _counted(sentence.masked, first)
    return (span, "describes.among", 0.65) if span else None


def _measured(masked: str, span: Span, last: _Found | None) -> _Found | None:
    """The noun tied to a share, the group that it is of, or the subject of its verb."""
    patterns = _patterns()
    start, end = span
    clause = _clause(masked, start)
    verb = _verb(masked, clause, start)
    found = _behind(masked, clause, span, verb)
    if found:
        return found
    are = patterns.are.match(masked, end)
    alone = patterns.quantifier.match(masked, clause, start)
    if are and (alone or verb is None):
        owner = None if alone else _subject(masked, clause, start)
        return owner or are.span("what"), "describes.are", 0.75
    if verb is None:
        return _bare_rate(masked, clause, start) or _whole(masked, clause, start)
    if last and _is_place(patterns.lead.sub("", masked[clause:verb]).strip()):
        return None
    subject = _subject_of(masked, clause, verb)
    return (subject, "describes.subject", 0.75) if subject else None


def _behind(masked: str, clause: int, span: Span, verb: int | None) -> _Found | None:
    """76%的工人, 七成工人是: the noun behind a share, or the group that it is of."""
    patterns = _patterns()
    start, end = span
    of = patterns.of.match(masked, end)
    if of and (verb is None or patterns.quantifier.match(masked, _after_place(masked, clause, start), start)):
        return _without_and(masked, of.span("what")), "describes.of", 0.85
    group = _group(masked, clause, start)
    if group:
        return group
    direct = patterns.direct.match(masked, end) if patterns.quantifier.match(masked, clause, start) else None
    return (direct.span("what"), "describes.direct", 0.7) if direct else None


def _without_and(masked: str, span: Span) -> Span:
    return span[0], span[1] - (masked[span[1] - 1] in "和与及或" and span[1] - span[0] > 1)


def _bare_rate(masked: str, clause: int, start: int) -> _Found | None:
    """培训合格率97%: a rate with its figure right behind it."""
    rate = _patterns().rate.search(masked, clause, start)
    span = _subject(masked, clause, start) if rate else None
    return (span, "describes.rate", 0.75) if span else None


def _group(masked: str, clause: int, start: int) -> _Found | None:
    """结业学员中有63%: the group that the share is of, in the clause or in the one before (…的工厂中，…)."""
    patterns = _patterns()
    among = patterns.among.search(masked, clause, start)
    if among and (span := _subject(masked, clause, among.start())):
        return span, "describes.among", 0.75
    before = masked[max(0, clause - 3) : clause]
    if len(before) < 3 or before[1] not in "中里" or before[0] == "其":
        return None
    if not patterns.quantifier.match(masked, clause, start):
        return None
    span = _subject(masked, _clause(masked, clause - 1), clause - 2) or (0, 0)
    return (span, "describes.among", 0.7) if span[1] else None


def _subject_of(masked: str, clause: int, verb: int) -> Span | None:
    """The subject of the verb of a clause; of a clause before where it has none of its own."""
    subject = _subject(masked, clause, verb)
    while subject is None and clause and not _named(masked, clause, verb):
        clause, verb = _clause(masked, clause - 1), clause - 1
        before = _verb(masked, clause, verb)
        before = before if before is not None and re.search(f"[{SIGNS}]", masked[before:verb]) else None
        subject = _subject(masked, clause, before if before is not None else verb)
        if masked[verb] in "。；\n" or before is not None:
            break
    return subject


def _whole(masked: str, clause: int, start: int) -> _Found | None:
    """可得原工资的45%: without a verb that makes a subject, what the share is a part of."""
    of_it = _patterns().of_it.search(masked, clause, start)
    if of_it is None:
        return None
    begin, end = of_it.span("what")
    for cut in _patterns().deed.finditer(masked, begin, end):
        begin = cut.end() if end - cut.end() >= 2 else begin
    return (begin, end), "describes.whole", 0.65


def _clause(masked: str, position: int) -> int:
    """Where the clause that holds `position` begins."""
    match = last_match(_CLAUSE, masked, 0, position)
    return match.end() if match else 0


def _after_place(masked: str, clause: int, start: int) -> int:
    """Past the country that opens a clause: 亚太地区仅有22%的失业者."""
    position = clause
    for place in find_places(masked[clause:start], "zh"):
        if place.start <= 1:
            position = clause + place.end
    return position


def _named(masked: str, clause: int, verb: int) -> bool:
    """Whether the clause names a subject that is not one: a country, "this share"."""
    words = _patterns().lead.sub("", masked[clause:verb]).strip()
    return bool(words) and words[0] not in "比较与同" and not _is_place(words.lstrip("在"))


def _verb(masked: str, clause: int, start: int) -> int | None:
    """Where the verb before a figure stands: the first of a row (由21%提高到34%), near enough to the figure."""
    # One character more, for the figure that makes 由 and 从 verbs here.
    for match in _patterns().verb.finditer(masked, clause, start + 1):
        if masked[match.end() : start].count("的") <= 1 and start - match.end() <= _REACH:
            return match.start() if match.end() <= start else None
    return None


def _subject(masked: str, start: int, end: int) -> Span | None:
    """The head of the words before a verb, without what leads in, where it is and how; None for a bare country."""
    patterns = _patterns()
    lead = patterns.lead.match(masked, start, end)
    start = lead.end() if lead else start
    start += masked.startswith("的", start)
    said = last_match(patterns.said, masked, start, end)
    start = said.end() if said and end - said.end() >= 2 else start
    while adverb := patterns.adverb.search(masked, start, end):
        end = adverb.start()
    start = _without_place(masked, start, end)
    named = [(start + place.start, start + place.end) for place in find_places(masked[start:end], "zh")]
    for cut in patterns.cut.finditer(masked, start, end):
        if any(first <= cut.start() < last for first, last in named):
            continue
        if masked[start : cut.start()].strip() and cut.start() - start >= 2 and cut.group() not in EVERY_SIGN:
            tail = masked[cut.end() : end]
            if cut.group() in ("中", "里", "当中", "之中") and tail.startswith("的"):
                continue
            if cut.group() in ("中", "里", "当中", "之中") and len(tail) >= 2:
                start = cut.end()
                continue
            end = cut.start()
            break
        start = cut.end()
    start = _without_place(masked, start + masked.startswith("的", start), end)
    start += masked.startswith("的", start)
    ratio = patterns.ratio.fullmatch(masked, start, end)
    if ratio:
        end = ratio.end("what")
    head = masked.rfind("的", start, end) + 1
    if head and end - head >= 2 and patterns.rate.search(masked, head, end):
        start = head
    words = masked[start:end]
    if len(words) < 2 or patterns.pronoun.match(words) or _is_place(words) or words in chinese_rules().everywhere:
        return None
    return start, end


def _without_place(masked: str, start: int, end: int) -> int:
    """Past the country whose subject it is: 墨西哥的最低工资."""
    for place in find_places(masked[start:end], "zh"):
        position = place.start
        if position and masked[start : start + position].strip("、和与及"):
            break
        rest = start + place.end
        if end - rest >= 2 and masked[rest] in "的、和与及":
            return _without_place(masked, rest + 1, end)
        return rest if end - rest >= 2 else start
    return start


def _is_place(words: str) -> bool:
    place = next(find_places(words, "zh"), None)
    return place is not None and place.start == 0 and place.end >= len(words) - 1


def _counted(masked: str, start: int) -> Span | None:
    """检查农场1450家, 参保企业突破1.6万家: the noun before the number or the subject of its verb, in its clause."""
    patterns = _patterns()
    clause = _clause(masked, start)
    level = patterns.rise.search(masked, clause, start) or patterns.reaches.search(masked, clause, start)
    if level:
        span = _subject(masked, clause, level.start())
        total = patterns.total.search(masked, span[0] + 2, span[1]) if span else None
        return (span[0], total.start()) if span and total else span
    begin = max(clause, start - _NEAR)
    for cut in patterns.deed.finditer(masked, begin, start):
        begin = cut.end()
    words = masked[begin:start]
    places = [place for place in find_places(words, "zh") if place.start == 0]
    begin += places[0].end if places else 0
    words = masked[begin:start]
    if not 2 <= len(words) <= _LONGEST_NOUN or re.search(f"[{_STOP}]", words) or patterns.pronoun.match(words):
        return None
    return (
        None
        if _is_place(words) or words in chinese_rules().everywhere or patterns.adverb.search(words)
        else (begin, start)
    )
