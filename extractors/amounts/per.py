"""What one payment is for: by the words behind a sum, before it, or shared out over what the sentence counts."""

import re
from itertools import pairwise

from extractors.amounts.context import WINDOW, bound_of_words, fillers, words_before
from extractors.amounts.rules import (
    AmountRules,
    chinese_units,
    english_singular,
    french_singular,
    patterns_of,
    primary,
    rules_of,
    units_of,
)
from extractors.numbers import Numeral, find_numerals

_SENTENCE_BREAK = re.compile(r"[.!?;\n\t]\s|[()]")
_WORDS_TO_ADJECTIVE = 5
_PER_CENT = "cent"
# An adjective of a noun of pay may stand further away: le revenu mensuel d'un vendeur de rue ne dépasse pas.
_WORDS_TO_PAY = 12
_NOUN_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# How far "each household" may stand before its sum.
_EACH_WINDOW = 110
_MOST_EACH_WORDS = 3
# "The cost per trainee was" leads to a sum at once.
_MOST_RATE_WORDS = 6
_COPULAS = frozenset({"of", "is", "was", "were", "are", "de", "est", "était", "s'", "sera", "will"})
_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute", "quarter", "decade", "share", "night", "head"})
TIMES = _TIMES | {"person", "semester", "biennium"}
"""What sums may be per in the title of a table; other nouns there say how it is broken down (budget par résultat)."""
# An abbreviation or the sum in another currency may stand before its "per": 80 mille francs congolais (FC) par mois.
_ASIDE = re.compile(r"\s?[(（][^()（）\n]{1,40}[)）]")
_CHINESE_DATE = re.compile(r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?")
_LONGEST_CHINESE_LEAD = 12
_MOST_EACH_MODIFIERS = 4
# A list that one line opens: its items begin with a mark or have a number.
_LIST_WINDOW = 1200
_MOST_ITEMS = 16
_ITEM = re.compile(r"\s*(?:[-–—•▪■*·]|\(?[a-z0-9]{1,2}[.)、])|[^\n]*\d")


def per_after(text: str, end: int, language: str) -> tuple[str, int] | None:
    """What one payment is for by the words behind the sum (par an, a month, /年), and where they end."""
    patterns, rules = patterns_of(primary(language)), rules_of(language).per
    aside = _ASIDE.match(text, end)
    end = aside.end() if aside else end
    adverb = patterns.per_after.match(text, end)
    if adverb:
        phrase = re.sub(r"\s+", " ", adverb[1].lower().replace("’", "'"))
        return rules.after.get(phrase, rules.after.get(phrase.replace(" ", ""), "year")), adverb.end()
    more = patterns.per_more.match(text, end)
    end = more.end() if more else end
    lead = patterns.per_of_each.match(text, end)
    if lead:
        return _counted_per(text, lead.end(), language)
    lead = patterns.per_word.match(text, end)
    if lead is None:
        return None
    word = lead[1].lower().replace("’", "'")
    if primary(language) == "zh":
        return _chinese_per(text, lead.end(), rules.nouns)
    return _latin_per(text, lead.end(), language, weak=word in rules.weak_words)


def is_shared_out(text: str, end: int, language: str) -> bool:
    """Whether the sum goes to each of those that the sentence counts (20,000 euros each, chacune)."""
    return patterns_of(primary(language)).per_each.match(text, end) is not None


def subject_unit(text: str, end: int, language: str) -> str | None:
    """The unit of the first noun of the sentence that a sum shared out closes (Workers lost $1,900 each)."""
    if primary(language) == "zh":
        return None
    sentence = re.split(r"[.!?;:\n]\s", text[max(0, end - _EACH_WINDOW) : end])[-1]
    units = (units_of(language).get(word) for word in re.findall(r"[^\W\d_]+", sentence.lower()))
    plural = (
        english_singular(word)
        for word in re.findall(r"[^\W\d_]+", sentence.lower())
        if word.endswith("s") and _singular_unit(english_singular(word), language)
    )
    return next((unit for unit in (*units, *plural) if unit), None)


def _counted_per(text: str, position: int, language: str) -> tuple[str, int] | None:
    """The noun behind "to each of the" and its number."""
    tail = text[position : position + WINDOW]
    numeral = next(find_numerals(tail, language), None)
    if isinstance(numeral, Numeral) and not _NOUN_WORD.search(tail[: numeral.start]):
        position += numeral.end
        position += text[position : position + 1] in (" ", "\u00a0", "\n")
    return _latin_per(text, position, language, weak=False)


def _chinese_per(text: str, position: int, nouns: dict[str, str]) -> tuple[str, int] | None:
    for size in (4, 3, 2, 1):
        noun = text[position : position + size]
        unit = nouns.get(noun) or (units_of("zh").get(noun) if size > 1 else chinese_units().measures.get(noun))
        if unit:
            return unit, position + len(noun)
    return None


def _latin_per(text: str, position: int, language: str, *, weak: bool) -> tuple[str, int] | None:
    words = list(_NOUN_WORD.finditer(text[position : position + 50]))[:4]
    if not words or words[0].start() > 2:
        return None
    rules = rules_of(language)
    for index, match in enumerate(words[:1] if weak else words):
        word = match.group().lower().replace("’", "'")
        if index and (word in rules.hard_stops or text[position + match.start() - 1] not in "  \n"):
            break
        if word in rules.hard_stops and word not in rules.per.nouns:
            return None
        noun = rules.per.nouns.get(word) or _singular_unit(word, language)
        known = word in rules.per.nouns or word in _TIMES
        if noun and (not weak or known or _ends_clause(text, position + match.end())):
            return _closing_noun(text, position, words[index:], noun, language)
        if primary(language) == "fr" and word not in rules.adjectives_before:
            break
    if weak:
        return None
    last = words[0]
    unit = english_singular(last.group()) if primary(language) == "en" else None
    return (unit, position + last.end()) if unit else None


def _closing_noun(text: str, position: int, words: list[re.Match[str]], noun: str, language: str) -> tuple[str, int]:
    """The last of the known nouns that stand side by side in English: a country office is an office."""
    end = words[0].end()
    for before, match in pairwise(words):
        parted = text[position + before.end() : position + match.start()] == " "
        following = _singular_unit(match.group().lower(), language)
        stop = match.group().lower() in rules_of(language).hard_stops
        if primary(language) != "en" or not parted or following is None or stop:
            break
        noun, end = following, match.end()
    return noun, position + end


def listed_per(text: str, start: int, language: str) -> str | None:
    """What the sums of a list are per, by the line that opens it (Fees per participant:)."""
    lines = text[max(0, start - _LIST_WINDOW) : start].split("\n")
    for line in reversed(lines[:-1][-_MOST_ITEMS:]):
        if line.rstrip().endswith((":", "：")):
            return _per_in_line(line.rstrip().rstrip(":：)） "), language)
        if line.strip() and not _ITEM.match(line):
            return None
    return None


def _per_in_line(line: str, language: str) -> str | None:
    if re.search(r"\d", line):
        return None
    if primary(language) == "zh":
        return _chinese_per_before(re.split(r"[（(]", line)[-1], rules_of("zh"))
    for match in re.finditer(r"[\s(/]", line):
        per = per_after(line, match.start(), language)
        if per:
            return per[0]
    return None


def _ends_clause(text: str, end: int) -> bool:
    """Whether nothing follows an article and its noun, so that they price it (18 500 FCFA le kit)."""
    return not text[end : end + 1] or text[end] in ".,;:)\n/" or text.startswith(" (", end)


def _singular_unit(word: str, language: str) -> str | None:
    """The unit of a noun in the singular; None for a word that the lexicon lacks."""
    if primary(language) == "fr":
        return units_of("fr").get(french_singular(word))
    if word in _TIMES:
        return word
    units = units_of("en")
    plurals = (word, f"{word}s", f"{word}es", f"{word[:-1]}ies")
    return next((units[plural] for plural in plurals if plural in units), None)


def per_before(text: str, start: int, language: str) -> str | None:
    """What one payment is for by the words before the sum (a monthly benefit of, each household receives, 每人每月)."""
    window = text[max(0, start - WINDOW) : start]
    rules = rules_of(language)
    if primary(language) == "zh":
        return _chinese_per_before(window, rules)
    words = words_before(window, _SENTENCE_BREAK)
    words = words[: len(words) - fillers(words, rules)] if words[-1:] != ["of"] and words[-1:] != ["de"] else words
    bound = False
    while words and bound_of_words(words, language):
        words, bound = words[:-1], True
    return _adjective_before(words, rules, bound=bound) or _each_before(text, start, language)


def _adjective_before(words: list[str], rules: AmountRules, *, bound: bool) -> str | None:
    """The adjective or adverb of a noun that leads to the sum (a monthly benefit of, le salaire annuel … dépasse)."""
    if not words or (words[-1] not in rules.per.links | {"of", "de"} and not bound):
        return _adverb_before(words, rules)
    for size in range(2 - bound, min(_WORDS_TO_PAY, len(words)) + 1):
        found = rules.per.before.get(words[-size])
        beside = words[-size + 1 : len(words) - size + 3] if size > 1 else []
        beside += words[max(0, len(words) - size - 2) : len(words) - size]
        if found and (size <= _WORDS_TO_ADJECTIVE + 1 - bound or not rules.per.pay.isdisjoint(beside)):
            return found
    return _adverb_before(words[:-1], rules)


def adjective_per(text: str, language: str) -> str | None:
    """What the sums under a heading are per by its adjectives (Monthly wage, salaire mensuel, 月薪)."""
    before = rules_of(language).per.before
    if primary(language) == "zh":
        found = [phrase for phrase in before if phrase in text]
        return before[max(found, key=len)] if found else None
    words = re.findall(r"[^\W\d_]+", text.lower())
    return next((before[word] for word in words if word in before), None)


def _adverb_before(words: list[str], rules: AmountRules) -> str | None:
    return rules.per.before.get(" ".join(words[-2:])) if len(words) >= 2 else None


def _each_before(text: str, start: int, language: str) -> str | None:
    """The noun behind the last "each" of the sentence, no other number between (chaque ménage reçoit 500 euros)."""
    words = words_before(text[max(0, start - _EACH_WINDOW) : start], _SENTENCE_BREAK)
    rules = rules_of(language)
    leads = rules.per.each | rules.per.rates
    lead = next((at for at in range(len(words) - 1, -1, -1) if words[at] in leads), None)
    if lead is None or lead + 2 >= len(words) or words[lead + 1] == _PER_CENT:
        return None
    if words[lead] in rules.per.rates and not (
        len(words) - lead <= _MOST_RATE_WORDS and words[lead + 2] in rules.per.verbs | rules.per.links | _COPULAS
    ):
        return None
    phrase: list[str] = []
    for word in words[lead + 1 : lead + 2 + _MOST_EACH_WORDS]:
        if word in rules.per.verbs or word in rules.hard_stops or word in ":=":
            return _head_unit(phrase, language)
        phrase.append(word)
    return None


def _head_unit(phrase: list[str], language: str) -> str | None:
    """The unit of the noun that heads a phrase: the last word in English, the first noun in French."""
    if not phrase:
        return None
    nouns = rules_of(language).per.nouns
    if primary(language) == "fr":
        units = (nouns.get(word) or _singular_unit(word, language) for word in phrase)
        return next((unit for unit in units if unit), None)
    return nouns.get(phrase[-1]) or _singular_unit(phrase[-1], language) or phrase[-1]


def _chinese_per_before(window: str, rules: AmountRules) -> str | None:
    window = _CHINESE_DATE.sub("", re.split(r"[。；：（）()！？\n\t]", window)[-1]).rstrip()
    clause = re.split(r"\d", re.split(r"[，,、]", window)[-1])[-1]
    found = _chinese_each(clause, rules.per.nouns)
    for phrase, unit in rules.per.before.items():
        at = clause.rfind(phrase)
        if at >= 0 and (found is None or (at + len(phrase), len(phrase)) > found[:2]):
            found = (at + len(phrase), len(phrase), unit)
    return found[2] if found and len(clause) - found[0] <= _LONGEST_CHINESE_LEAD else None


def _chinese_each(clause: str, nouns: dict[str, str]) -> tuple[int, int, str] | None:
    """Where 每 and its noun end, their length and the unit: 每艘渔船, 每名贫困学员, 每吨."""
    start = clause.rfind("每")
    if start < 0:
        return None
    position = start + 1 + clause.startswith("一", start + 1)
    units, measures = units_of("zh"), chinese_units().measures
    counted = clause[position : position + 1] in measures
    for at in range(position, position + (_MOST_EACH_MODIFIERS if counted else 0) + 1):
        for size in range(6, 1, -1):
            unit = units.get(clause[at : at + size])
            if unit:
                return at + size, at + size - start, "participant" if unit == "trainee" else unit
    for size in (3, 2, 1):
        word = clause[position : position + size]
        unit = nouns.get(word) or measures.get(word)
        if unit:
            return position + size, position + size - start, unit
    return None
