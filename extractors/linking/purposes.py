"""What a sum of money is for, in French and English sentences and lists of prices."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.linking.phrases import fold, is_name, noun_phrase, tokens_after
from extractors.linking.rules import LatinRules, any_word, latin_rules
from extractors.linking.scene import COUNT, MONEY, SIGNS, Scene, Sentence, Span, make_link
from schemas.document import BlockKind
from schemas.facts.base import Fact
from schemas.facts.link import Link, Relation

_BULLET = re.compile(r"^[•\-–*▪◦]?\s?(?:\d{1,2}[.)]\s)?")


# A price that stands alone: at the beginning of a sentence or behind a word, with what it is paid for, and nothing that
# it is the subject of.
_STANDING = re.compile(
    rf"(?:^[ ]?|(?<=[^\W\d_]{{4}}\s))(?P<sum>{MONEY}+)"
    rf"(?:\s(?:per|a|an|par|each)(?:\s(?:[^\W\d_A-Z]+|{COUNT}+)){{1,8}})?[ ]?\*?[ ]?"
    r"(?:\n|$|(?=[A-ZÀ-Þ«“][^\W\d_]))"
)
_ACTIVITY = re.compile(rf"[^,;:(){SIGNS}\n•]{{4,120}}")
_VERBS = re.compile(r"[^;:()\n•]{4,120}")
# An activity has at least this many characters before a preposition can end it.
_SHORTEST = 12


@dataclass(frozen=True)
class _Patterns:
    lead: re.Pattern[str]
    verb: re.Pattern[str]
    verb_lead: re.Pattern[str]
    kind: re.Pattern[str]
    passive: re.Pattern[str]
    infinitive: re.Pattern[str]
    not_for: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    rules = latin_rules(language)
    purpose = rules.purpose
    return _Patterns(
        lead=re.compile(rf",?\s{any_word(purpose.lead)}\s?", re.I),
        verb=re.compile(rf"(?<![\w'’-]){any_word(purpose.verbs)}", re.I),
        verb_lead=re.compile(rf"\s{any_word(purpose.lead_after_verbs)}\s?"),
        kind=re.compile(rf"\s{any_word(purpose.kinds)}\s(?=[^\W\d_A-Z])(?!{any_word(rules.phrases.determiners)})"),
        passive=re.compile(rf"\s(?:[^\W\d_]+\s){{0,4}}?{any_word(purpose.passive)}\s?"),
        infinitive=re.compile(rf"\s{any_word(purpose.infinitive)}\s(?=[a-z])"),
        not_for=re.compile(any_word(purpose.not_for), re.I),
    )


def find_purposes(sentence: Sentence) -> Iterator[Link]:
    """What the sums of a French or English sentence are for."""
    sums = sentence.of(MONEY)
    if not sums:
        return
    rules, patterns = latin_rules(sentence.language), _patterns(sentence.language)
    devoted = _verb_before(sentence, patterns)
    for fact in sums:
        found = _after(sentence, fact, rules, patterns, devoted)
        if found:
            yield sentence.link(Relation.PURPOSE, fact, *found)


_Found = tuple[Span, str, float]


def _after(
    sentence: Sentence, fact: Fact, rules: LatinRules, patterns: _Patterns, devoted: int | None
) -> _Found | None:
    masked = sentence.masked
    end = sentence.span(fact)[1]
    position = _past_payment(masked, end)
    lead = patterns.lead.match(masked, position) or patterns.lead.match(masked, end)
    if lead and not patterns.not_for.match(masked, lead.end()) and not re.match(f"[{SIGNS}]", masked[lead.end() :]):
        phrase = noun_phrase(masked, lead.end(), rules)
        return (phrase, "purpose.for", 0.8) if phrase else None
    lead = patterns.passive.match(masked, end)
    if lead and not patterns.not_for.match(masked, lead.end()):
        phrase = noun_phrase(masked, lead.end(), rules)
        return (phrase, "purpose.passive", 0.8) if phrase else None
    if devoted is not None and devoted < end:
        lead = patterns.verb_lead.match(masked, end)
        phrase = noun_phrase(masked, lead.end(), rules) if lead else None
        return (phrase, "purpose.devoted", 0.8) if phrase else None
    return _kind_or_infinitive(masked, end, rules, patterns) or _after_receiver(masked, end, rules, patterns)


def _kind_or_infinitive(masked: str, end: int, rules: LatinRules, patterns: _Patterns) -> _Found | None:
    """5 million in back wages; 5 million to end child labour."""
    for pattern, rule in ((patterns.kind, "kind"), (patterns.infinitive, "to")):
        lead = pattern.match(masked, end)
        if lead and not patterns.not_for.match(masked, lead.end()):
            word = next(tokens_after(masked, lead.end()), None)
            if word is None or (rule == "to" and fold(word.group()) in rules.phrases.determiners):
                continue
            phrase = noun_phrase(masked, lead.end(), rules)
            if phrase:
                return phrase, f"purpose.{rule}", 0.65
    return None


def _after_receiver(masked: str, end: int, rules: LatinRules, patterns: _Patterns) -> _Found | None:
    """5 million to Pact for work in the mines."""
    receiver = re.match(
        rf"\s(?:to|à|au|aux|à l['’])\s?[^{SIGNS},;:.()]{{2,60}}?(?=\s(?:for|to|pour)\s)", masked[end : end + 90]
    )
    if receiver is None:
        return None
    position = end + receiver.end()
    lead = patterns.lead.match(masked, position) or patterns.infinitive.match(masked, position)
    the = re.match(r"\s(?:to|à|aux)\s?(?:the|la|l['’]|)", receiver.group())
    if lead is None or (
        not (the and the.group().strip() in ("to the", "à la", "aux"))
        and not is_name(re.sub(r"^\s\S+\s(?:the |la |le |l['’])?", "", receiver.group()))
    ):
        return None
    phrase = noun_phrase(masked, lead.end(), rules)
    return (phrase, "purpose.for", 0.75) if phrase else None


def _past_payment(masked: str, end: int) -> int:
    """Past "per month", "a year", and the same sum in brackets in another currency."""
    match = re.match(
        rf"(?:\s(?:a|an|per|par|each|le|la|l['’])\s?[^\W\d_]{{2,15}})?(?:\s\({{1}}[^(){{}};]{{0,12}}{MONEY}+[^();]{{0,10}}\)|\))?",
        masked[end : end + 80],
    )
    return end + match.end() if match else end


def _verb_before(sentence: Sentence, patterns: _Patterns) -> int | None:
    match = patterns.verb.search(sentence.masked)
    return match.start() if match else None


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
            phrase = _activity(item.masked, start, price[0], rules)
            if phrase:
                yield item.link(Relation.PURPOSE, sums[0], phrase, "purpose.price", 0.8)
    yield from _standing_prices(scene)


def _standing_prices(scene: Scene) -> Iterator[Link]:
    """Prices with the item before them: "Study visits of one week. USD 50,000 per visit", with or without the stop."""
    section: list[Sentence] = []
    for sentence in scene.sentences:
        if sentence.kind is BlockKind.HEADING or sentence.language == "zh":
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
        for price in _STANDING.finditer(sentence.masked)
    ]
    if not any(not sentence.masked[: price.start("sum")].strip() for sentence, price in standing):
        return
    begin = section[0].start
    for sentence, price in standing:
        fact = sentence.at(price.start("sum"))
        at = sentence.start + price.start("sum")
        start = _item_before(scene, begin, at)
        phrase = None if start is None else _activity(scene.masked, start, at, latin_rules(sentence.language))
        begin = sentence.start + price.end()
        if phrase and fact is not None:
            yield make_link(Relation.PURPOSE, fact, phrase, "purpose.price", 0.7)


def _item_before(scene: Scene, begin: int, end: int) -> int | None:
    """Where the item of a price begins: with the last block before it that begins with a capital, or after `begin`."""
    number = scene.block_at(max(begin, end - 1))
    while number >= 0:
        block = scene.document.blocks[number] if scene.document.blocks else None
        start = max(begin, block.start if block else 0)
        words = _BULLET.sub("", scene.masked[start:end].lstrip())
        if is_name(words.lstrip("«“\"'")) or start == begin:
            return end - len(words) if words.strip() else None
        number -= 1
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
