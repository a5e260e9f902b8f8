"""What stands around an amount: its bound, and the nouns before and behind it that say what is counted."""

import re
from collections.abc import Iterator
from functools import cache

from extractors.amounts.nouns import NounPhrase, noun_after
from extractors.amounts.rules import (
    AmountRules,
    bounds_after,
    bounds_before,
    patterns_of,
    primary,
    rules_of,
    units_of,
)
from extractors.numbers import Numeral, find_numerals
from schemas.facts.amount import Bound

WINDOW = 60
"""A bound word reaches its number over at most this much text (约占国内生产总值的4.2%)."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W\d_]+)*\.?|[~˜≈±<>≤≥+:/=]")
_ELIDED = re.compile(r"(?i)^(d|l|qu|n|s)['’](?=\w)")
_BREAK = re.compile(r"[.!?;。！？；\n\t]\s|[()（）,，、：]|\n\n|\t")
_LAST_DIGIT = re.compile(r".*\d", re.DOTALL)
_LONGEST_PHRASE = 5
_MOST_HEAD_WORDS = 4
# A figure that another is held against is exact: 高于14.3%的全国平均水平.
_HELD_AGAINST = re.compile(r"[\d,.]{1,20}[%％万亿元人]{0,4}的[\u4e00-\u9fff]{0,6}(?:平均|均值|目标|水平|标准线)")


def bound_before(text: str, start: int, language: str) -> Bound | None:
    """The bound of the number at `start` by the words before it."""
    window = text[max(0, start - WINDOW) : start]
    if primary(language) == "zh":
        return None if _HELD_AGAINST.match(text, start) else _chinese_bound(window)
    rules = rules_of(language)
    words = words_before(window)
    before = words[: len(words) - fillers(words, rules)]
    if before and words[-1] == "the" and before[-1] in rules.comparing:
        return None
    if before and before[-1] in rules.partitive and words[len(before) :][:1] == ["of"]:
        return None
    return bound_of_words(before, language) or bound_of_words(words, language)


def bound_after(text: str, end: int, language: str) -> tuple[Bound, int] | None:
    """The bound by the words right behind `end`, and where they end."""
    match = patterns_of(primary(language)).bound_after.match(text, end)
    if match is None:
        return None
    phrase = re.sub(r"\s+", " ", match[1].lower().replace("’", "'"))
    bound = bounds_after(primary(language)).get(phrase.replace(" ", "") if phrase[0] > "\u2e80" else phrase)
    return (bound, match.end()) if bound else None


def words_before(window: str, breaks: re.Pattern[str] = _BREAK) -> list[str]:
    """The words behind the last break or number of the window, lower case, with "d'" as "de"."""
    number = _LAST_DIGIT.match(window)
    last = number.end() if number else 0
    for match in breaks.finditer(window, last):
        last = match.end()
    words: list[str] = []
    for match in _WORD.finditer(window, last):
        word = match.group().lower().replace("’", "'")
        elided = _ELIDED.match(word)
        if elided:
            words.append("de" if elided[1] == "d" else f"{elided[1]}'")
            word = word[elided.end() :]
        words.append("de" if word == "d'" else word)
    if window.rstrip().endswith(("d'", "d’")) and words and words[-1] == "d":
        words[-1] = "de"
    return words


@cache
def _phrases(language: str) -> dict[str, Bound]:
    phrases = bounds_before(primary(language))
    return {phrase.replace(" d'", " de"): bound for phrase, bound in phrases.items()}


def bound_of_words(words: list[str], language: str) -> Bound | None:
    """The bound that the last words say."""
    phrases = _phrases(primary(language))
    for size in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
        phrase = " ".join(words[-size:])
        bound = phrases.get(phrase) or phrases.get(phrase.rstrip("."))
        if bound:
            return bound
    return None


def fillers(words: list[str], rules: AmountRules) -> int:
    """How many words at the end may stand between a bound and its number (a total of, la somme de)."""
    count = 0
    while count < len(words) and words[-1 - count] in rules.fillers:
        count += 1
    if count < len(words) and words[-1 - count] in rules.totals:
        count += 1
        if count < len(words) and words[-1 - count] in rules.total_articles | rules.fillers:
            count += 1
    return count


def _chinese_bound(window: str) -> Bound | None:
    window = re.split(r"[，。；：、（）()！？\n\t]", window)[-1].rstrip()
    rules = rules_of("zh")
    phrases = bounds_before("zh")
    rest = window
    for _ in range(4):
        for size in range(6, 0, -1):
            bound = phrases.get(rest[-size:]) if len(rest) >= size else None
            if bound and not (size == 1 and rest[-2:-1] in rules.not_bound_after and rest[-2:-1]):
                return bound
        filler = next((rest[-size:] for size in (2, 1) if rest[-size:] in rules.fillers), None)
        if filler is None:
            break
        rest = rest[: -len(filler)].rstrip()
    apart = _apart().search(window)
    return phrases.get(apart[1] or apart[2]) if apart else None


@cache
def _apart() -> re.Pattern[str]:
    """A bound word with its verb, some words away from the number."""
    rules = rules_of("zh")
    bounds = "|".join(sorted(bounds_before("zh"), key=len, reverse=True))
    distant = "|".join(rules.distant)
    return re.compile(rf"({bounds})(?:{'|'.join(rules.apart)})[^\d]{{0,12}}$|({distant})[\u4e00-\u9fff]{{1,4}}$")


def counted_before(text: str, start: int, language: str) -> str | None:
    """The unit that "number of …", "nombre de …" or "…人数" before a bare number names."""
    window = text[max(0, start - 2 * WINDOW) : start]
    rules = rules_of(language)
    if primary(language) == "zh":
        found = chinese_noun_before(text, start)
        if found:
            return found[1]
        match = re.search(r"([\u4e00-\u9fff]{0,8})(?:" + "|".join(rules.counted_heads) + r")[^。；\d]{0,12}$", window)
        return _last_chinese_unit(match[1]) if match else None
    heads = "|".join(rules.counted_heads)
    last = None
    for match in re.finditer(rf"(?i)\b(?:{heads})\s+(?:total\s+)?(?:of\s+|d[e'’]s?\s?|du\s)", window):
        last = match
    if last is None or re.search(r"[.;!?]\s", window[last.end() :]):
        return None
    return noun_unit(window[last.end() :], language)


def head_before(text: str, start: int, language: str) -> str | None:
    """The unit that "Number of …", right before a number and in its line, names: NOMBRE D'EXPERTS 3."""
    heads = "|".join(rules_of(language).counted_heads)
    window = text[max(0, start - 2 * WINDOW) : start].rstrip(" .…·_:：")[-WINDOW:]
    if primary(language) == "zh":
        match = re.search(rf"([\u4e00-\u9fff]{{1,8}})(?:{heads})[\s:：]{{0,2}}$", window)
        return _last_chinese_unit(match[1]) if match else None
    match = re.search(rf"(?i)\b(?:{heads})\s(?:of\s|des?\s|d['’])([^\W\d_][^\d.:;,()\n]{{2,40}}?)\s?:?\s?$", window)
    return noun_unit(match[1], language) if match and len(match[1].split()) <= _MOST_HEAD_WORDS else None


_BEFORE_NUMBER = re.compile(
    r"(?:总数|数量|预计|估计|目前|已有|共有|只有|仍有|约有|净增|新增|达到|增至|降至|超过|突破|不足|不到|接近|总计|共计|数|有|共|达|约|近|逾|超|为|仅|至|多达|高达)$"
)


def chinese_noun_before(text: str, start: int) -> tuple[str, str] | None:
    """The noun right before a number, verbs and bounds between left out, and its unit (童工达到1.6亿)."""
    before = re.split(r"[，。；：、（）()\s\d]", text[max(0, start - 20) : start].rstrip(" ：:\u3000"))[-1]
    while before and (filler := _BEFORE_NUMBER.search(before)):
        before = before[: filler.start()]
    for size in range(min(8, len(before)), 1, -1):
        unit = units_of("zh").get(before[-size:])
        if unit:
            return before[-size:], unit
    return None


def _last_chinese_unit(words: str) -> str:
    for size in range(len(words), 0, -1):
        unit = units_of("zh").get(words[-size:])
        if unit:
            return unit
    return "person"


def headings_of_counts(text: str, language: str) -> Iterator[tuple[int, str]]:
    """Where "Number of …" or "…人数" heads figures, no number behind it on its line, and the unit it names."""
    heads = "|".join(sorted(rules_of(language).counted_heads, key=len, reverse=True))
    if primary(language) == "zh":
        for match in re.finditer(rf"([\u4e00-\u9fff]{{0,8}})(?:{heads})(?=[^\d。，：:]{{0,12}}$)", text, re.MULTILINE):
            yield match.end(), _last_chinese_unit(match[1])
        return
    lead = rf"(?i)\b(?:{heads})\s(?:[^\W\d_]{{1,20}}\s){{0,2}}?(?:of\s|de\s|des\s|d['’])(?=[^\d.:;]{{3,80}}(?:\n|$))"
    for match in re.finditer(lead, text):
        unit = noun_unit(text[match.end() : match.end() + WINDOW], language)
        if unit:
            yield match.end(), unit


def label_noun(label: str, language: str, *, whole: bool) -> str | None:
    """The unit that a label under or over a number names; not `whole`: its first word must name it."""
    if primary(language) == "zh" and any(head in label for head in rules_of("zh").counted_heads):
        return _last_chinese_unit(re.split("|".join(rules_of("zh").counted_heads), label)[0])
    return noun_unit(label if whole else label.split(maxsplit=1)[0], language)


def noun_unit(text: str, language: str) -> str | None:
    """The unit of the noun with which the text begins."""
    marked = "2 " + text.lstrip()
    numeral = next(find_numerals(marked, language), None)
    phrase = noun_after(marked, numeral, language) if isinstance(numeral, Numeral) else None
    return phrase.unit if isinstance(phrase, NounPhrase) else None
