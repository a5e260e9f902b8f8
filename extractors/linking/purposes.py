"""What a sum of money is for, in French and English sentences and lists of prices."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.linking.phrases import deed, fold, is_name, noun_phrase, without_article
from extractors.linking.rules import LatinRules, any_word, latin_rules
from extractors.linking.scene import COUNT, DATE, MONEY, PERCENT, PROGRAMME, SIGNS, Scene, Sentence, Span, make_link
from schemas.document import BlockKind
from schemas.facts.base import Fact
from schemas.facts.link import Link, Relation

# How far behind a sum its purpose may stand, in characters.
_LATER = 90
_BULLET = re.compile(r"^[•\-–*▪◦]?\s?(?:\d{1,2}[.)]\s)?")


# A price that stands alone: at the beginning of a sentence or behind a word, with what it is paid for, and nothing that
# it is the subject of.
_STANDING = re.compile(
    rf"(?:^[ ]?|(?<=[^\W\d_]{{4}}\s))(?P<sum>{MONEY}+)"
    rf"(?:\s(?:per|a|an|par|each)(?:\s(?:[^\W\d_A-Z]+|{COUNT}+)){{1,8}})?[ ]?\*?[ ]?"
    r"(?:\n|$|(?=[A-ZÀ-Þ«“][^\W\d_]))"
)
_CHINESE_STANDING = re.compile(
    rf"^\s?[•·]?\s?(?P<before>[每约共计费用为：一场次年人月名、\s]{{0,8}})(?P<sum>{MONEY}+)(?:[/／每一]?[^{SIGNS}，。；]{{0,6}})?\s*[。；]?\s*$"
)
# The last line before a price, without a bullet and what ends it.
_CHINESE_ITEM = re.compile(rf"(?:[^\n{SIGNS}•·]|[{COUNT}{DATE}])+?(?=[：:，。；\s]*(?:[每约共计费用为]{{0,4}})$)")
# Up to a sign; commas of a list that ends with "and" belong to it.
_ACTIVITY = re.compile(
    rf"(?:[^,;:(){SIGNS}\n•]|,(?=\s(?:[^,;:(){SIGNS}\n•.]{{1,40}},){{0,4}}[^,;:(){SIGNS}\n•.]{{1,40}}\s(?:and|et|ou|or)\s)){{4,120}}"
)
_VERBS = re.compile(r"[^;:()\n•]{4,120}")
_CHINESE = "\u2e80"
# An activity has at least this many characters before a preposition can end it.
_SHORTEST = 12


@dataclass(frozen=True)
class _Patterns:
    lead: re.Pattern[str]
    verb: re.Pattern[str]
    verb_lead: re.Pattern[str]
    kind: re.Pattern[str]
    passive: re.Pattern[str]
    deed: re.Pattern[str]
    later: re.Pattern[str]
    behind_body: re.Pattern[str]
    cost: re.Pattern[str]
    not_for: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    rules = latin_rules(language)
    purpose = rules.purpose
    deed = any_word(purpose.deeds)
    to = any_word(purpose.infinitive)
    # French verbs show by their ending, English ones have to be known.
    verb = (
        deed if language != "fr" else r"(?:(?:l['’]|s['’]|y\s|en\s|se\s|mieux\s)?[^\W\d_]{3,14}(?:er|ir|re)(?![\w-]))"
    )
    return _Patterns(
        lead=re.compile(rf",?\s{any_word(purpose.lead)}\s?", re.I),
        verb=re.compile(rf"(?<![\w'’-]){any_word(purpose.verbs)}", re.I),
        verb_lead=re.compile(rf"\s{any_word(purpose.lead_after_verbs)}\s?"),
        kind=re.compile(rf"\s{any_word(purpose.kinds)}\s(?=[^\W\d_A-Z])(?!{any_word(rules.phrases.determiners)})"),
        passive=re.compile(rf"\s(?:[^\W\d_]+\s){{0,4}}?{any_word(purpose.passive)}\s?"),
        deed=re.compile(rf"\s{to}\s?(?={verb})"),
        later=re.compile(
            rf"(?:(?!\s(?:and|et|which|that|qui|who|dont)\s)[^;:.{MONEY}{PERCENT}]){{1,{_LATER}}}?(?<!from)\s{to}\s?(?={verb})"
        ),
        behind_body=re.compile(
            rf"\s(?:to|à|au|aux)\s[^;:.,{SIGNS}]{{2,{_LATER}}}?(?:{COUNT}+[^;:.,{SIGNS}]{{0,40}}?)?\s{any_word(purpose.later)}\s"
        ),
        cost=re.compile(
            rf"(?:^|[,;]\s)(?:{any_word(purpose.cost_of)}\s?(?P<of>[^{SIGNS},;:.]{{3,70}}?)\s(?:{any_word(rules.shares.copulas)}|{any_word(purpose.amounts_to)})"
            rf"|(?P<subject>[^{SIGNS},;:.]{{3,60}}?)\s{any_word(purpose.costs)})(?:\s[^{SIGNS},;:.]{{1,20}})?\s?$",
            re.I,
        ),
        not_for=re.compile(any_word(purpose.not_for), re.I),
    )


def find_purposes(sentence: Sentence) -> Iterator[Link]:
    """What the sums of a French or English sentence are for."""
    sums = sentence.of(MONEY)
    if not sums:
        return
    rules, patterns = latin_rules(sentence.language), _patterns(sentence.language)
    verb = patterns.verb.search(sentence.masked)
    for fact in sums:
        devoted = verb is not None and verb.start() < sentence.span(fact)[1]
        found = _after(sentence, fact, rules, patterns, devoted=devoted) or _cost(sentence, fact, rules, patterns)
        if found:
            span = without_article(sentence.masked, found[0], rules)
            yield sentence.link(Relation.PURPOSE, fact, span, *found[1:])


_Found = tuple[Span, str, float]


def _after(sentence: Sentence, fact: Fact, rules: LatinRules, patterns: _Patterns, *, devoted: bool) -> _Found | None:
    """What follows the sum at once, behind its verb, or behind who gets it."""
    masked = sentence.masked
    end = sentence.span(fact)[1]
    position = _past_payment(masked, end)
    leads = [
        (patterns.lead.match(masked, position) or patterns.lead.match(masked, end), "for", 0.8),
        (patterns.deed.match(masked, position), "to", 0.75),
        (patterns.passive.match(masked, end), "passive", 0.8),
        (patterns.verb_lead.match(masked, end) if devoted else None, "devoted", 0.8),
        (patterns.kind.match(masked, end), "kind", 0.65),
        (patterns.later.match(masked, position), "later", 0.65),
        (patterns.behind_body.match(masked, position), "later", 0.65),
    ]
    for lead, rule, confidence in leads:
        if lead is None or patterns.not_for.match(masked, lead.end()):
            continue
        if re.match(rf"[{SIGNS}]|(?:the|le|la|les)\s[{PROGRAMME}]", masked[lead.end() : lead.end() + 6]):
            return None
        phrase = deed(masked, lead.end(), rules)
        if phrase and (rule != "kind" or not is_name(masked[phrase[0]])):
            return phrase, f"purpose.{rule}", confidence
    return None


def _cost(sentence: Sentence, fact: Fact, rules: LatinRules, patterns: _Patterns) -> _Found | None:
    """The second visit cost 5 million; the cost of the visit is 5 million."""
    start = sentence.span(fact)[0]
    match = patterns.cost.search(sentence.masked[:start])
    if match is None:
        return None
    name = "of" if match["of"] else "subject"
    phrase = noun_phrase(sentence.masked, match.start(name), rules)
    first = fold(match[name].split()[0])
    if phrase is None or first in rules.phrases.pronouns:
        return None
    return (phrase[0], min(phrase[1], match.end(name))), "purpose.cost", 0.7


def _past_payment(masked: str, end: int) -> int:
    """Past "per month", "a year", and the same sum in brackets in another currency."""
    match = re.match(
        rf"(?:\s(?:a|an|per|par|each|le|la|l['’])\s?[^\W\d_]{{2,15}})?(?:\s\({{1}}[^(){{}};]{{0,12}}{MONEY}+[^();]{{0,10}}\)|\))?",
        masked[end : end + 80],
    )
    return end + match.end() if match else end


def find_prices(scene: Scene) -> Iterator[Link]:
    """Activities with their price: items of a list that end with it, and sums that stand alone behind a sentence."""
    for item, heading in scene.items():
        rules = latin_rules(item.language)
        sums = item.of(MONEY)
        if len(sums) != 1 or re.search(any_word(rules.giving.pledges), heading, re.I):
            continue
        bullet = _BULLET.match(item.masked)
        start, price = bullet.end() if bullet else 0, item.span(sums[0])
        if _ends_with_price(item.masked[start : price[0]], item.masked[price[1] :]):
            phrase = _item(item.masked, start, price[0], item.language)
            if phrase:
                yield item.link(Relation.PURPOSE, sums[0], phrase, "purpose.price", 0.8)
    yield from _standing_prices(scene)


def _item(masked: str, start: int, end: int, language: str) -> Span | None:
    """The words of an item of a price list."""
    if language != "zh":
        rules = latin_rules(language)
        span = _activity(masked, start, end, rules)
        return without_article(masked, span, rules) if span else None
    words = _CHINESE_ITEM.search(masked, start, end)
    return words.span() if words and len(words.group()) > 1 else None


def _standing_prices(scene: Scene) -> Iterator[Link]:
    """Prices with the item before them: "Study visits of one week. USD 50,000 per visit", with or without the stop."""
    section: list[Sentence] = []
    for sentence in scene.sentences:
        if sentence.kind is BlockKind.HEADING:
            yield from _prices_of(scene, section)
            section = []
        else:
            section.append(sentence)
    yield from _prices_of(scene, section)


def _prices_of(scene: Scene, section: list[Sentence]) -> Iterator[Link]:
    """The prices of one section; one within a line counts only where another one stands alone."""
    standing = [
        (sentence, price)
        for sentence in section
        if MONEY in sentence.masked
        for price in (_CHINESE_STANDING if sentence.language == "zh" else _STANDING).finditer(sentence.masked)
    ]
    if not any(
        not sentence.masked[: price.start("before" if sentence.language == "zh" else "sum")].strip()
        for sentence, price in standing
    ):
        return
    begin = section[0].start
    for sentence, price in standing:
        fact = sentence.at(price.start("sum"))
        at = sentence.start + price.start("before" if sentence.language == "zh" else "sum")
        start = _item_before(scene, begin, at)
        phrase = None if start is None else _item(scene.masked, start, at, sentence.language)
        begin = sentence.start + price.end()
        if phrase and fact is not None:
            yield make_link(Relation.PURPOSE, fact, phrase, "purpose.price", 0.7)


def _item_before(scene: Scene, begin: int, end: int) -> int | None:
    """Where the item of a price begins: with the last line before it that begins with a capital, or after `begin`."""
    start = end
    while start > begin:
        line = max(begin, scene.masked.rfind("\n", begin, start - 1) + 1)
        words = _BULLET.sub("", scene.masked[line:end].lstrip())
        first = words.lstrip("«“\"'")[:1]
        if words.strip() and (is_name(first) or first >= _CHINESE or line == begin):
            return end - len(words)
        start = line
    return None


def _ends_with_price(before: str, after: str) -> bool:
    """Whether the sum is set off from the words before it, and little more follows than what it is paid for."""
    return bool(re.search(r"[:\n–—]\s?(?:[^\W\d_]{1,12}\s){0,3}$|\bde\s$|\n$", before)) and "\n" not in after.strip()


def _activity(masked: str, start: int, end: int, rules: LatinRules) -> Span | None:
    """The words up to the first comma, bracket, colon, stop or sign, or to where and for whom it is held."""
    while start < end and masked[start] in " \n\t":
        start += 1
    match = _ACTIVITY.match(masked, start, end)
    if match is None or not is_name(match.group().lstrip("«“\"'")):
        return None
    words = re.split(r"[.](?:\s|$)", match.group())[0].rstrip()
    if " " not in words:
        # "Set up, extend or improve …": a list of verbs, or a verb and a count.
        longer = _VERBS.match(masked, start, end)
        words = re.split(r"[.](?:\s|$)", longer.group())[0].rstrip() if longer else words
    where = re.compile(rf"\s{any_word(rules.phrases.where)}\s").search(words, _SHORTEST)
    words = re.sub(rf"\s(?:de|of|à|{any_word(rules.phrases.where)})$", "", words[: where.start()] if where else words)
    return start, start + len(words)
