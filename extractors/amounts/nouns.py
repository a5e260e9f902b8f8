"""The noun that a number counts: where it ends, and its English unit."""

import re
from enum import Enum
from functools import cache
from typing import NamedTuple

from extractors.amounts.rules import (
    accented_nouns,
    chinese_units,
    english_singular,
    french_singular,
    plain,
    primary,
    rules_of,
    units_of,
)
from extractors.numbers import SPACES, Numeral, Writing

_WORD = re.compile(r"[^\W\d_]{1,40}(?:['’‑-][^\W\d_]{1,40}){0,6}")
_GAP = re.compile(rf"[{SPACES}]?\n?[{SPACES}]{{0,2}}")
_OF = re.compile(r"d[eu]s?[ \u00a0\n]{1,2}|d['’]|of[ ]", re.IGNORECASE)
_OR_MORE = re.compile(r"\+(?=\s)|-odd\b|\s(?:or more|or so|or fewer|ou plus|et plus)\b", re.IGNORECASE)
_ELISION = re.compile(r"^[dlnsc]['’]", re.IGNORECASE)
_UNIT_SIGN = re.compile(r"[°º²³‰]|[a-zµ]{1,3}[²³2]\b|[^\W\d_]{1,3}/[^\W\d_]")
_MOST_MODIFIERS = 5
_LONGEST_LINE = 160
_FRENCH_PLURAL = 2
_MOST_CHINESE_MODIFIERS = 8
# Without a counting word the noun is near; long figures without one are codes.
_UNMEASURED = 4
_LARGE = 100_000
# Counting words that are nouns themselves take no noun at a distance; those for people take nouns for people alone.
_NOUN_MEASURES = frozenset({"人", "人次", "国", "國", "户", "戶", "口"})
_PEOPLE_MEASURES = frozenset({"名", "位"})
# Signs that make one word of a noun of one sign before them (村级, 县域, 国籍).
_WORD_TAILS = frozenset("级籍域员民办立营际内外企办属有产")
_IRREGULAR_MODIFIERS = frozenset({"women", "men", "children", "youth", "people"})


class NounPhrase(NamedTuple):
    """A counted noun that ends at `end`; `unit` is None where the lexicon lacks it, `sure` says that it has it."""

    end: int
    unit: str | None
    sure: bool


class NotCounted(Enum):
    """What stands behind the number makes it a duration, an age or a physical measure."""

    NOT_COUNTED = "not counted"


NOT_COUNTED = NotCounted.NOT_COUNTED


def noun_after(text: str, numeral: Numeral, language: str) -> NounPhrase | NotCounted | None:
    """The noun phrase behind a number; None where none stands there."""
    if primary(language) == "zh":
        return _chinese_noun(text, numeral)
    if _UNIT_SIGN.match(text, numeral.end) or _UNIT_SIGN.match(text, _after_gap(text, numeral.end)):
        return NOT_COUNTED
    if _opens_line(text, numeral):
        return None
    more = _OR_MORE.match(text, numeral.end)
    position = more.end() if more else numeral.end
    if primary(language) == "fr":
        return _french_noun(text, numeral, position)
    return _english_noun(text, position)


def _opens_line(text: str, numeral: Numeral) -> bool:
    """Whether the next line opens with a capital and the number closes a line with words: its noun is not there."""
    gap = _GAP.match(text, numeral.end)
    if gap is None or "\n" not in gap.group():
        return False
    follows = text[gap.end() : gap.end() + 2]
    line = text[max(0, numeral.start - _LONGEST_LINE) : numeral.start].rsplit("\n", maxsplit=1)[-1]
    return follows[:1].isupper() and follows[1:].islower() and bool(_WORD.search(line))


def _after_gap(text: str, position: int) -> int:
    gap = _GAP.match(text, position)
    return gap.end() if gap else position


def _words_from(text: str, position: int, most: int) -> list[re.Match[str]]:
    """The next words, as long as nothing but blanks parts them."""
    words: list[re.Match[str]] = []
    while len(words) < most:
        gap = _GAP.match(text, position)
        if gap is None or (words and not gap.group()):
            break
        word = _WORD.match(text, gap.end())
        if word is None:
            break
        words.append(word)
        position = word.end()
    return words


def _french_noun(text: str, numeral: Numeral, position: int) -> NounPhrase | NotCounted | None:
    if numeral.scaled or numeral.loose or numeral.writing == "words":
        of = _OF.match(text, _after_gap(text, position))
        position = of.end() if of else position
        if of is None and (numeral.loose or (numeral.scaled and numeral.factor >= 1_000_000 and not numeral.short)):
            return None
    words = _words_from(text, position, _MOST_MODIFIERS)
    if not words:
        return None
    rules = rules_of("fr")
    names = [_ELISION.sub("", word.group()) for word in words]
    for index, name in enumerate(names):
        if plain(name) in _plain_set("fr") or name.lower().split("-")[0] in rules.not_counted:
            return NOT_COUNTED if index == 0 else None
        nested = index + 1 < len(names) and _french_unit(names, index + 1) is not None
        modifies = name.lower() in rules.adjectives_before
        if modifies and (nested or french_singular(name) not in units_of("fr")):
            continue
        found = _french_unit(names, index)
        if found and _agrees(name, numeral):
            return NounPhrase(words[index].end(), found, sure=True)
        return _open_french(words[index], name)
    return None


def _is_participle(name: str) -> bool:
    """Whether a word with an accented end is no noun, whatever it is without the accent (placés, not places)."""
    singular = name.lower().removesuffix("s")
    return (
        singular.endswith(("é", "ée")) and singular not in accented_nouns() and f"{singular}s" not in accented_nouns()
    )


@cache
def _plain_set(language: str) -> frozenset[str]:
    return frozenset(plain(word) for word in rules_of(language).not_counted)


def _french_unit(names: list[str], index: int) -> str | None:
    """The unit of the noun at `index`, read with the words that narrow it where the lexicon has them together."""
    if _is_participle(names[index]):
        return None
    units = units_of("fr")
    for size in (3, 2, 1):
        run = names[index : index + size]
        if len(run) == size:
            key = " ".join([french_singular(run[0]), *(plain(word) for word in run[1:])])
            singular = " ".join(french_singular(word) for word in run)
            unit = units.get(key) or units.get(singular)
            if unit:
                return unit
    return None


def _agrees(name: str, numeral: Numeral) -> bool:
    """Whether a noun may follow the number: in the plural from two, or an acronym; "2818 part" tells what departs."""
    plural = name.lower().endswith(("s", "x", "z")) or name.isupper()
    return plural or numeral.value < _FRENCH_PLURAL or numeral.scaled or numeral.grouped or numeral.loose


def _open_french(word: re.Match[str], name: str) -> NounPhrase | None:
    """A noun that the lexicon lacks: a plural in lower case, or in a line of capitals."""
    stops = rules_of("fr").hard_stops
    if name.lower() in stops or len(name) < 4 or not name.lower().endswith(("s", "x")):
        return None
    if not (name.islower() or name.isupper()):
        return None
    return NounPhrase(word.end(), None, sure=False)


def _english_noun(text: str, position: int) -> NounPhrase | NotCounted | None:
    rules = rules_of("en")
    words = _words_from(text, position, _MOST_MODIFIERS + 2)
    joined = False
    for index, match in enumerate(words):
        word = match.group()
        lower = word.lower().replace("’", "'")
        if index == 0 and not rules.not_counted.isdisjoint((lower, lower.split("-")[0], lower.split("-")[-1])):
            return NOT_COUNTED
        if lower in rules.not_counted:
            return None
        if lower == "and" and not joined and 0 < index < len(words) - 1 and words[index - 1].group().islower():
            joined = True
            continue
        opens = index == 0 and lower in units_of("en")
        if (lower in rules.hard_stops and not opens) or lower.endswith(("'s", "n't")):
            return None
        if _is_plural(lower):
            return _with_head(words, index)
        if index >= _MOST_MODIFIERS:
            return None
    return None


def _is_plural(word: str) -> bool:
    last = word.rsplit("-", 1)[-1]
    if word in units_of("en") or last in units_of("en"):
        return True
    return len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is", "ous"))


def _with_head(words: list[re.Match[str]], index: int) -> NounPhrase:
    """The plural at `index`, or the noun behind it that it describes (women workers)."""
    word = words[index].group().lower()
    if word in _IRREGULAR_MODIFIERS and index + 1 < len(words):
        following = words[index + 1].group().lower()
        if _is_plural(following) and following not in rules_of("en").hard_stops:
            index += 1
    noun = words[index].group()
    head = noun if noun.lower() in units_of("en") else noun.rsplit("-", 1)[-1]
    return NounPhrase(words[index].end(), english_singular(head), sure=head.lower() in units_of("en"))


@cache
def _longest(words: frozenset[str]) -> dict[str, int]:
    """The length of the longest of the words by its first character."""
    longest: dict[str, int] = {}
    for word in words:
        longest[word[0]] = max(len(word), longest.get(word[0], 0))
    return longest


def _longest_at(text: str, position: int, words: frozenset[str]) -> str | None:
    for size in range(_longest(words).get(text[position : position + 1], 0), 0, -1):
        word = text[position : position + size]
        if word in words:
            return word
    return None


@cache
def _chinese_sets() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    units, rules = chinese_units(), rules_of("zh")
    return frozenset(units_of("zh")), frozenset(units.measures), units.heads, rules.hard_stops


def _chinese_noun(text: str, numeral: Numeral) -> NounPhrase | NotCounted | None:
    nouns, measures, _, _ = _chinese_sets()
    position = numeral.end
    position += text[position : position + 1] == " "
    noun = _longest_at(text, position, nouns)
    measure = _longest_at(text, position, measures)
    barred = _longest_at(text, position, rules_of("zh").not_counted)
    if barred and len(barred) >= max(len(noun or ""), len(measure or "")):
        return NOT_COUNTED
    start = position + (len(measure) if measure and not (noun and len(noun) > len(measure)) else 0)
    start += start > position and text.startswith(("多", "余"), start)
    if start > position and text[start : start + 1] == " " and _longest_at(text, start + 1, nouns):
        start += 1
    counted = start > position
    reach = _MOST_CHINESE_MODIFIERS if counted else 4
    if counted and measure in _NOUN_MEASURES:
        reach = 0
    if not counted and not (numeral.grouped or numeral.scaled or numeral.writing is Writing.CHINESE):
        reach = _UNMEASURED if numeral.value < _LARGE else 0
    found = _noun_within(text, start, reach, people_only=counted and measure in _PEOPLE_MEASURES)
    if found:
        end, head = _compound(text, *found)
        return NounPhrase(end, units_of("zh")[head], sure=True)
    if not counted or measure is None:
        return None
    unit = chinese_units().measures[measure] or None
    return NounPhrase(start, unit, sure=unit is not None)


def _noun_within(text: str, start: int, reach: int, *, people_only: bool) -> tuple[int, str] | None:
    """The first noun of the lexicon within reach, not across a stop word, a sign or a digit."""
    nouns, _, _, stops = _chinese_sets()
    units, people = units_of("zh"), chinese_units().people
    for at in range(start, min(start + reach + 1, len(text))):
        noun = _longest_at(text, at, nouns)
        stop = _longest_at(text, at, stops)
        if noun and len(noun) > len(stop or ""):
            fits = not people_only or units[noun] in people
            if fits and _is_noun_here(text, at, noun, first=at == start):
                return at, noun
        elif stop or not _is_han(text[at]):
            return None
    return None


def _is_noun_here(text: str, at: int, noun: str, *, first: bool) -> bool:
    """Whether a noun stands for itself: not one sign of a longer word (村级), nor a verb that goes on (培训了)."""
    end = at + len(noun)
    ends = end >= len(text) or not _is_han(text[end]) or _longest_at(text, end, _chinese_sets()[3]) is not None
    if len(noun) == 1:
        return ends or (first and text[end] not in _WORD_TAILS)
    return first or ends or noun not in chinese_units().verbs


def _compound(text: str, at: int, noun: str) -> tuple[int, str]:
    """Where a compound such as 移民工人服务中心 ends, and the noun that closes it."""
    nouns, _, heads, stops = _chinese_sets()
    end = at + len(noun)
    for _ in range(3):
        for skip in (0, 2):
            head = _longest_at(text, end + skip, heads)
            between = text[end : end + skip]
            if head and head in nouns and all(map(_is_han, between)) and between not in stops:
                end, noun = end + skip + len(head), head
                break
        else:
            break
    return end, noun


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"
