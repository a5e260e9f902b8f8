"""Noun phrases and names of bodies around a position, in French and English: where they begin and where they end."""

import re
from collections.abc import Collection, Iterator

from extractors.linking.rules import LatinRules, latin_rules
from extractors.linking.scene import COUNT, DATE, MONEY, SIGNS, Span

_TOKEN = re.compile(r"[^\W_][\w&-]*(?:\.(?=\w)[\w&-]+)*(?:['’](?:s(?!\w))?)?|&")
_GAP = re.compile(r"[ \n]?[«“\"]?[ ]?|[ ]?\((?=[^\W\d_]{2,15}\))|\)")
_BREAK = re.compile(rf"[,;:()\[\]–—\n{SIGNS}•“”«»!?]|\.(?!\w)|^")
_CLOSING_BRACKET = re.compile(r"\s?\([^()]{1,60}\)\s?,?\s?$")
_DEED_TOKEN = re.compile(rf"{COUNT}+|[^\W_][\w&-]*(?:\.(?=\w)[\w&-]+)*['’]?(?:s(?!\w))?|&")
_DEED_GAP = re.compile(r"[ \n]?[«“\"]?|,\s(?=(?:[^\W\d_]+\s){1,3}(?:and|et|or|ou)\s)|[»”\"]\s?")
# Behind a preposition: a name, which says where, or a date or sum.
_OUTSIDE = re.compile(rf"\s(?:(?:the|la|le|les)\s|l['’])?[A-ZÀ-Þ{MONEY}{DATE}]")
# What a subject takes along: "exports to the United States".
_COMPLEMENT = re.compile(r"\s(?:to|with|from|of|vers|avec)\s[^,;:]{2,60}$")
_LONGEST_DEED = 14
_LONGEST = 110
_WORDS = 12
_SHORT_PLURAL = 3
# French words in -ra of up to so many letters are nouns (opéra, caméra).
_SHORT_FUTURE = 6
# Prepositions that names seldom hold.
_LOOSE = frozenset(["for", "pour", "on", "sur", "en", "à"])


def tokens_after(masked: str, position: int) -> Iterator[re.Match[str]]:
    """The words that follow without any sign between them but blanks, an opening quote or an acronym's brackets."""
    for _ in range(_WORDS + 4):
        gap = _GAP.match(masked, position)
        token = _TOKEN.match(masked, gap.end() if gap else position)
        if token is None:
            return
        yield token
        position = token.end()


def is_name(word: str) -> bool:
    """Whether a word begins with a capital."""
    return word[:1].isupper()


def fold(word: str) -> str:
    """A word as the rules list it."""
    return word.lower().replace("’", "'")


def noun_phrase(masked: str, position: int, rules: LatinRules) -> Span | None:
    """The phrase that begins at `position`, up to a verb, a preposition before a name or number, or a sign."""
    phrases = rules.phrases
    tokens = list(tokens_after(masked, position))
    start = end = None
    for number, token in enumerate(tokens[:_WORDS]):
        word = fold(token.group())
        if word in phrases.stops and (number or word not in phrases.nouns_too):
            break
        if number and (
            _is_french_verb(word, tokens[number - 1].group(), rules) or _is_english_verb(tokens, number, rules)
        ):
            break
        if word in phrases.soft and number and _ends_before(tokens, number, masked, rules):
            break
        start = token.start() if start is None else start
        end = token.end()
    return _trimmed(masked, start, end, rules)


def body_after(masked: str, position: int, rules: LatinRules) -> Span | None:
    """The name of a body that begins at `position` ("the Bureau of International Labor Affairs"), or None."""
    phrases = rules.phrases
    start = end = None
    named = False
    for number, token in enumerate(tokens_after(masked, position)):
        word = token.group()
        low = fold(word)
        if number == 0 and low in phrases.pronouns:
            return None
        known = low in phrases.connectors or low in phrases.determiners
        if low in phrases.stops or (low in phrases.soft and not known) or (number and _is_french_verb(low, "", rules)):
            break
        if low in _LOOSE and not _names_on(masked, token.end()):
            break
        if not is_name(word) and not known and number > 1 and not _inside_name(word, named, rules):
            break
        named = named or is_name(word) or (number < 2 and low in phrases.bodies)
        start = token.start() if start is None else start
        end = token.end()
        if number > _WORDS:
            break
    return _trimmed(masked, start, end, rules) if named else None


def _names_on(masked: str, position: int) -> bool:
    """Whether a definite article or a capital follows: "Agence pour l'emploi", but not "pour un total"."""
    return bool(re.match(r"\s(?:the\s|la\s|le\s|les\s|l['’]|[A-ZÀ-Þ])", masked[position : position + 8]))


def body_before(masked: str, position: int, rules: LatinRules) -> Span | None:
    """The body that is the subject of the verb at `position`: from the last sign before it, without what leads in."""
    phrases = rules.phrases
    end = position
    bracket = _CLOSING_BRACKET.search(masked, max(0, end - 64), end)
    limit = bracket.start() if bracket else end
    start = _last_break(masked, limit)
    tokens = list(_TOKEN.finditer(masked, start, limit))
    while tokens and fold(tokens[-1].group()) in phrases.auxiliaries:
        tokens.pop()
    if not tokens or (fold(tokens[-1].group()) in phrases.relatives and len(tokens) == 1):
        return _antecedent(masked, start, rules) if tokens else None
    while tokens and fold(tokens[0].group()) in phrases.leads | phrases.relatives:
        tokens.pop(0)
    if not tokens or fold(tokens[0].group()) in phrases.pronouns:
        return None
    if not _is_body(masked, tokens, rules):
        return None
    if bracket and tokens[-1].end() >= bracket.start() - 1:
        return tokens[0].start(), bracket.start() + len(bracket.group().rstrip(" ,"))
    return tokens[0].start(), tokens[-1].end()


def subject_of(masked: str, clause: int, position: int, rules: LatinRules) -> Span | None:
    """The noun phrase that is the subject of the verb at `position`: in its clause, else in what stands before it.

    None where a pronoun stands for it.
    """
    floor = max(masked.rfind(";", 0, position), masked.rfind(": ", 0, position), position - 3 * _LONGEST) + 1
    for base in dict.fromkeys((max(clause, floor), max(0, floor))):
        for start, end in _segments(masked, base, position):
            tokens = _without_leads(list(_TOKEN.finditer(masked, start, end)), rules)
            if not tokens:
                continue
            first = fold(tokens[0].group())
            if first in rules.phrases.pronouns:
                return None
            phrase = None if first in rules.phrases.frames else noun_phrase(masked, tokens[0].start(), rules)
            if phrase:
                last = tokens[-1].end()
                return phrase[0], last if _COMPLEMENT.match(masked, phrase[1], last) else min(phrase[1], last)
    return None


def _segments(masked: str, start: int, end: int) -> Iterator[Span]:
    """The stretches between commas, brackets and relative pronouns, the last first."""
    while end > start:
        comma = max(masked.rfind(sign, start, end) for sign in ",()–—\n")
        yield max(comma + 1, start), end
        end = comma if comma >= start else start


def _without_leads(tokens: list[re.Match[str]], rules: LatinRules) -> list[re.Match[str]]:
    """The tokens of a stretch without conjunctions before and auxiliaries behind; none of a relative clause."""
    phrases = rules.phrases
    while tokens and fold(tokens[-1].group()) in phrases.auxiliaries:
        tokens = tokens[:-1]
    while tokens and fold(tokens[0].group()) in phrases.leads - phrases.frames - phrases.relatives:
        tokens = tokens[1:]
    return [] if tokens and fold(tokens[0].group()) in phrases.relatives else tokens


def without_auxiliaries(masked: str, start: int, end: int, rules: LatinRules) -> int:
    """The end of a subject before its verb at `end`."""
    tokens = list(_TOKEN.finditer(masked, start, end))
    while len(tokens) > 1 and fold(tokens[-1].group()) in rules.phrases.auxiliaries:
        tokens.pop()
    return tokens[-1].end() if tokens else end


def deed(masked: str, position: int, rules: LatinRules) -> Span | None:
    """What is to be done, or the thing to be had, that begins at `position`: a verb with its objects, or a noun phrase.

    Counted things belong to it; how, with whom and in which country do not.
    """
    phrases = rules.phrases
    start = end = None
    for number, token in enumerate(_tokens_with_counts(masked, position)):
        word = fold(token.group())
        following = masked[token.end() : token.end() + 24]
        if number and (word in phrases.deed_ends or number >= _LONGEST_DEED):
            break
        if number and word in phrases.soft - phrases.determiners and word != "of" and _OUTSIDE.match(following):
            break
        if number > 1 and _is_french_verb(word, "", rules):
            break
        start = token.start() if start is None else start
        end = token.end()
    return _trimmed(masked, start, end, rules)


def _tokens_with_counts(masked: str, position: int) -> Iterator[re.Match[str]]:
    while position < len(masked) and masked[position] in '«“" ':
        position += 1
    while token := _DEED_TOKEN.match(masked, position):
        yield token
        gap = _DEED_GAP.match(masked, token.end())
        position = gap.end() if gap else token.end()
        if gap is None:
            return


def without_article(masked: str, span: Span, rules: LatinRules) -> Span:
    """A phrase without the articles and prepositions that it begins with."""
    start, end = span
    for token in _TOKEN.finditer(masked, start, end):
        if fold(token.group()) not in rules.phrases.determiners:
            return max(start, token.start() - (masked[token.start() - 1] in '«“"' if token.start() > start else 0)), end
    return span


def name_before(masked: str, position: int, rules: LatinRules) -> Span | None:
    """The name that ends at `position`: capitals and what joins them."""
    phrases = rules.phrases
    tokens = list(_TOKEN.finditer(masked, _last_break(masked, position), position))
    if not tokens or masked[tokens[-1].end() : position].strip():
        return None
    joined = phrases.connectors | phrases.determiners
    first = len(tokens)
    while first and (is_name(tokens[first - 1].group()) or fold(tokens[first - 1].group()) in joined):
        first -= 1
    if rules is latin_rules("fr") and first and first == len(tokens):
        first = max(0, len(tokens) - 2)
    while first < len(tokens) and fold(tokens[first].group()) in phrases.leads:
        first += 1
    if not any(is_name(token.group()) for token in tokens[first:]):
        return None
    return tokens[first].start(), tokens[-1].end()


def _is_body(masked: str, tokens: list[re.Match[str]], rules: LatinRules) -> bool:
    """Whether a capital near the beginning is one of a name, and not that of any word at the start of a sentence."""
    first = tokens[0]
    head = tokens[1] if fold(first.group()) in rules.phrases.determiners and len(tokens) > 1 else first
    if fold(head.group()) in rules.phrases.bodies:
        return True
    if fold(first.group()) in ("a", "an", "un", "une") and not is_name(head.group()):
        return False
    names = [token for token in tokens[:8] if is_name(token.group())]
    opens = not masked[: first.start()].strip(" •-–«“\"'") and is_name(first.group())
    common = fold(first.group()) in rules.phrases.determiners or (
        len(first.group()) > _SHORT_PLURAL and first.group().endswith("s")
    )
    return len(names) > (1 if opens and common else 0)


def _antecedent(masked: str, position: int, rules: LatinRules) -> Span | None:
    """The body before ", which" or ", qui"."""
    comma = masked.rfind(",", 0, position)
    if comma < position - 2 or comma < 0:
        return None
    return body_before(masked, comma, rules)


def _last_break(masked: str, position: int) -> int:
    floor = max(0, position - _LONGEST)
    last = floor
    for match in _BREAK.finditer(masked, floor, position):
        last = match.end()
    return last


def _ends_before(tokens: list[re.Match[str]], number: int, masked: str, rules: LatinRules) -> bool:
    """Whether the preposition at `number` ends the phrase: a name, a number or nothing that goes on follows it."""
    following = tokens[number + 1 : number + 3]
    if not following:
        return True
    if tokens[number].group().endswith(("'", "’")) or fold(following[0].group()) in rules.phrases.determiners:
        following = following[:2]
    else:
        following = following[:1]
    return any(is_name(token.group()) or token.group()[0].isdigit() for token in following)


def _inside_name(word: str, named: bool, rules: LatinRules) -> bool:
    """French names go on in small letters (l'Union européenne); English ones do not."""
    return named and "qui" in rules.phrases.relatives and not word[0].isdigit()


def _is_french_verb(word: str, before: str, rules: LatinRules) -> bool:
    """After a plural, a word in -ent without s is a verb: adjectives would agree; -aient is always one."""
    if "qui" not in rules.phrases.relatives:
        return False
    if word.endswith("ant") and before.endswith(("s", "x")):
        return True
    if len(word) > _SHORT_FUTURE and word.endswith(("era", "ira", "tra", "dra", "eront", "iront", "tront", "dront")):
        return True
    return word.endswith(("aient", "èrent")) or (
        word.endswith("ent") and (before.endswith(("s", "x")) or before == "et")
    )


def _is_english_verb(tokens: list[re.Match[str]], number: int, rules: LatinRules) -> bool:
    """After a plural a small word without preposition is a verb ("factories comply"), a participle may go on."""
    word, before = fold(tokens[number].group()), fold(tokens[number - 1].group())
    phrases = rules.phrases
    if "qui" in phrases.relatives or not _is_plural(before, rules) or is_name(tokens[number].group()):
        return False
    if word in phrases.soft | phrases.connectors | phrases.determiners or word.endswith("ing"):
        return False
    following = fold(tokens[number + 1].group()) if number + 1 < len(tokens) else ""
    return not word.endswith("ed") or following in phrases.determiners | phrases.stops


def _is_plural(word: str, rules: LatinRules) -> bool:
    if word in rules.phrases.plurals:
        return True
    return word.endswith("s") and not word.endswith(("ss", "us", "'s")) and word not in rules.phrases.modifiers


def _trimmed(masked: str, start: int | None, end: int | None, rules: LatinRules) -> Span | None:
    """Without connectors and prepositions at its end; None where only those are left."""
    if start is None or end is None:
        return None
    loose: Collection[str] = rules.phrases.connectors | rules.phrases.determiners | rules.phrases.soft
    tokens = list(_TOKEN.finditer(masked, start, end))
    while tokens and fold(tokens[-1].group()) in loose:
        tokens.pop()
    if not tokens:
        return None
    end = tokens[-1].end()
    closing = (
        end < len(masked) and masked[end] in ')»”"' and bool(re.search(r"[(«“\"]", masked[max(0, start - 1) : end]))
    )
    opening = start > 0 and masked[start - 1] in '«“"' and closing
    return start - opening, end + closing
