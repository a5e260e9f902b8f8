"""Numbers spelled out in French and English: soixante-quinze, one hundred and twenty, une vingtaine de milliers."""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extractors.numbers.vocabulary import NumberFormatError, Words, words_of

_TOKEN = re.compile(r"[^\W\d_]{1,30}['’]?")
_GAP = re.compile(r"[ \u00a0\u202f\n‑-]{0,2}")
_OF = frozenset({"de", "d'", "of"})
_MOST_WORDS = 16


class SpelledNumber(NamedTuple):
    """A number in words that ends at `end`; `loose` for tens and dozens, `scaled` where a magnitude word is in it."""

    value: Decimal
    end: int
    loose: bool = False
    scaled: bool = False


class _Part(NamedTuple):
    """A value and the index of the token behind it."""

    value: Decimal
    after: int


def parse_words(text: str, language: str) -> Decimal:
    """The value of a number in words; raises `NumberFormatError` unless the whole text is one."""
    spelled = read_words(text, 0, language)
    if spelled is None or spelled.end != len(text):
        raise NumberFormatError(f"{text!r} is not one number in words")
    return spelled.value


def read_words(text: str, position: int, language: str) -> SpelledNumber | None:
    """The longest number in words that begins at `position`, or None."""
    words = words_of(language)
    tokens, ends = _tokens(text, position, _number_words(language))
    reader = _Reader(tokens, words, _below_hundred(language))
    for read in (reader.halves, reader.collective, reader.whole):
        part, loose, scaled = read()
        if part:
            return SpelledNumber(part.value, ends[part.after - 1], loose, scaled)
    return None


@cache
def trigger(language: str) -> str:
    """A pattern for the words that a spelled-out number can begin with; articles only before a magnitude."""
    words = words_of(language)
    scales = {*words.hundred, *words.thousand, *words.half, *words.collective, *words.magnitude}
    heads = {*words.small, *words.hundred, *words.thousand, *words.half}
    return rf"(?:{_any(heads)})\b|(?:{_any(words.articles - heads) or '(?!)'})(?=[ -](?:{_any(scales)})\b)"


def _any(words: set[str] | frozenset[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def _tokens(text: str, position: int, known: frozenset[str]) -> tuple[list[str], list[int]]:
    """The run of number words from `position`, lower case, and where each ends."""
    tokens: list[str] = []
    ends: list[int] = []
    while len(tokens) < _MOST_WORDS:
        gap = _GAP.match(text, position) if tokens else None
        match = _TOKEN.match(text, gap.end() if gap else position)
        if match is None or (tokens and gap and not gap.group() and not tokens[-1].endswith("'")):
            break
        word = match.group().lower().replace("’", "'")
        if word not in known:
            break
        tokens.append(word)
        ends.append(match.end())
        position = match.end()
    return tokens, ends


@cache
def _number_words(language: str) -> frozenset[str]:
    words = words_of(language)
    single = {*words.small, *words.hundred, *words.thousand, *words.half, *words.collective, *words.magnitude}
    return frozenset({*single, *words.articles, words.joiner, *_OF})


@cache
def _below_hundred(language: str) -> dict[tuple[str, ...], int]:
    """Every way to write 0 to 99, as the words it is made of."""
    words = words_of(language)
    table: dict[tuple[str, ...], int] = {(word,): value for word, value in words.small.items()}
    tens = {word: value for word, value in words.small.items() if value >= 20}
    for ten, high in tens.items():
        for unit, low in words.small.items():
            if 0 < low < 10:
                table[(ten, unit)] = high + low
                table[(ten, words.joiner, unit)] = high + low
    if language.startswith("fr"):
        _add_french(table, words)
    return table


def _add_french(table: dict[tuple[str, ...], int], words: Words) -> None:
    """dix-sept, soixante et onze, quatre-vingt-dix-huit."""
    teens: dict[tuple[str, ...], int] = {(word,): value for word, value in words.small.items() if 10 <= value <= 16}
    teens |= {("dix", word): 10 + value for word, value in words.small.items() if 7 <= value <= 9}
    units: dict[tuple[str, ...], int] = {(word,): value for word, value in words.small.items() if 1 <= value <= 9}
    table |= teens
    for tail, value in teens.items():
        table[("soixante", *tail)] = table[("soixante", words.joiner, *tail)] = 60 + value
    for twenty in ("vingt", "vingts"):
        table[("quatre", twenty)] = 80
        table |= {("quatre", twenty, *tail): 80 + value for tail, value in (teens | units).items()}


class _Reader:
    """Reads the grammar of numbers from a run of number words."""

    def __init__(self, tokens: list[str], words: Words, below: dict[tuple[str, ...], int]) -> None:
        self.tokens = tokens
        self.words = words
        self.below = below

    def halves(self) -> tuple[_Part | None, bool, bool]:
        """half a million, un demi-million, two and a half million."""
        at = self._skip_articles(0)
        lead = Decimal(0)
        if self._token(at) not in self.words.half:
            whole = self._below_hundred(0)
            if whole is None or self._token(whole.after) != self.words.joiner:
                return None, False, False
            lead, at = whole.value, self._skip_articles(whole.after + 1)
        if self._token(at) not in self.words.half:
            return None, False, False
        scale = self._magnitudes(self._skip_articles(at + 1))
        if scale is None:
            return None, False, False
        return _Part((lead + Decimal("0.5")) * scale.value, scale.after), False, True

    def collective(self) -> tuple[_Part | None, bool, bool]:
        """une centaine, two dozen, une vingtaine de milliers."""
        lead = self._below_hundred(0) or (_Part(Decimal(1), 1) if self._token(0) in self.words.articles else None)
        if lead is None or self._token(lead.after) not in self.words.collective:
            return None, False, False
        value = lead.value * self.words.collective[self.tokens[lead.after]]
        after = lead.after + 1
        scale = self._magnitudes(after + 1) if self._token(after) in _OF else self._magnitudes(after)
        if scale:
            return _Part(value * scale.value, scale.after), True, True
        return _Part(value, after), True, False

    def whole(self) -> tuple[_Part | None, bool, bool]:
        """Hundreds, thousands, millions, each smaller than the one before."""
        total, at, limit, scaled = Decimal(0), 0, Decimal("Infinity"), False
        read: _Part | None = None
        while True:
            part = self._below_thousand(at) or self._bare_scale(at, first=read is None)
            if part is None:
                break
            scale = self._magnitudes(part.after)
            factor = scale.value if scale else Decimal(1)
            if factor >= limit or part.value >= limit:
                break
            total, limit, at = total + part.value * factor, factor, scale.after if scale else part.after
            scaled = scaled or factor >= 1000
            if factor == 1:
                read = _Part(total, at)
                break
            total, at = self._with_half(total, factor, at)
            read = _Part(total, at)
            at += self._token(at) == self.words.joiner == "and"
        return read, False, scaled

    def _with_half(self, total: Decimal, factor: Decimal, at: int) -> tuple[Decimal, int]:
        """deux millions et demi."""
        if self._token(at) == self.words.joiner and self._token(at + 1) in self.words.half:
            return total + factor / 2, at + 2
        return total, at

    def _bare_scale(self, at: int, *, first: bool) -> _Part | None:
        """mille, a million: one of what follows."""
        token = self._token(at)
        if token in self.words.thousand and token not in self.words.magnitude.keys() - {"mille"}:
            return _Part(Decimal(1), at)
        if first and token in self.words.articles and self._magnitudes(at + 1):
            return _Part(Decimal(1), at + 1)
        return None

    def _below_thousand(self, at: int) -> _Part | None:
        lead = self._below_hundred(at)
        hundred = lead.after if lead else at + (self._token(at) in self.words.articles)
        if self._token(hundred) not in self.words.hundred:
            return lead
        if lead is None and hundred == at and self.words.joiner == "and":
            return None
        value = (lead.value if lead else Decimal(1)) * 100
        after = hundred + 1
        rest = self._below_hundred(after + (self._token(after) == self.words.joiner == "and"))
        return _Part(value + rest.value, rest.after) if rest and rest.value else _Part(value, after)

    def _below_hundred(self, at: int) -> _Part | None:
        for size in (5, 4, 3, 2, 1):
            value = self.below.get(tuple(self.tokens[at : at + size]))
            if value is not None and at + size <= len(self.tokens):
                return _Part(Decimal(value), at + size)
        return None

    def _magnitudes(self, at: int) -> _Part | None:
        """One or two magnitude words (million; mille milliards), maybe with "de" between."""
        factor, after = Decimal(1), at
        for _ in range(2):
            step = after + (self._token(after) in _OF and after > at)
            power = self.words.magnitude.get(self._token(step))
            if power is None:
                break
            factor, after = factor * Decimal(10) ** power, step + 1
        return _Part(factor, after) if after > at else None

    def _skip_articles(self, at: int) -> int:
        return at + (self._token(at) in self.words.articles)

    def _token(self, at: int) -> str:
        return self.tokens[at] if at < len(self.tokens) else ""
