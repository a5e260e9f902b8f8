"""What the grammars hand on: a candidate, and the words that it is made of."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from schemas.facts.programme import ProgrammeType


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of the text that may name a programme.

    `named` is false where only an acronym in brackets right after would make a name of it. `alias` is a shorter name
    that the rest of the document may use.
    """

    start: int
    end: int
    type: ProgrammeType
    rule: str
    confidence: float
    named: bool = True
    alias: str | None = None


class Token(NamedTuple):
    """A word, or a sign that matters, with its folded form."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter, or is a name like `50x` or `iPrEP` with one inside."""
        return any(sign.isupper() for sign in self.text)

    @property
    def acronym(self) -> bool:
        """Whether it is written as acronyms and made-up names are."""
        return is_acronym(self.text)


# An elided word, a word with its inner signs, or one sign.
TOKEN = re.compile(
    r"(?:[cdjlmnstCDJLMNST]|[qQ]u|[jJ]usqu|[lL]orsqu)['’](?=\w)"
    r"|\w[\w@&]{0,60}(?:[-'’./–](?=\w)[\w@&+]{1,60}){0,6}\+?"
    r"|\S"
)


class Words:
    """The tokens of `text[start:end]`, read one by one as they are asked for: most names end after a few."""

    def __init__(self, text: str, folded: str, start: int, end: int) -> None:
        self._folded = folded
        self._matches = TOKEN.finditer(text, start, min(end, len(text)))
        self._read: list[Token] = []

    def get(self, index: int) -> Token | None:
        """The token with this number; None after the last."""
        while len(self._read) <= index:
            match = next(self._matches, None)
            if match is None:
                return None
            start, end = match.span()
            self._read.append(Token(match.group(), self._folded[start:end], start, end))
        return self._read[index]

    def __getitem__(self, part: slice) -> list[Token]:
        if part.stop is not None:
            self.get(part.stop - 1)
        return self._read[part]

    def at(self, index: int) -> Token:
        """A token that was read before."""
        return self._read[index]


def is_acronym(word: str) -> bool:
    """Whether a word is written like an acronym or a made-up name (`SERJ`, `IPEC+`, `EU4Youth`, `JEUN'ESS`)."""
    capitals = sum(sign.isupper() for sign in word)
    if capitals == 0 or len(word) < 2 or len(word) > 24:
        return False
    if capitals >= 2:
        return not re.fullmatch(r"[A-ZÀ-Þ]\w+(?:[-'’/–][A-ZÀ-Þ]\w+)+|[IVXLC]+", word) or (
            word.isupper() and len(word) > 4
        )
    return bool(re.search(r"\d|[@+]", word)) and not re.fullmatch(r"\w\d+", word)


def begins_sentence(text: str, start: int) -> bool:
    """Whether what stands at `start` has its capital from its place: a sentence, a line, a cell or an item begins."""
    before = text[max(0, start - 4) : start].rstrip(" «“\"'’(")
    return not before.strip() or before[-1] in ".!?:;•–—-\n\t»”|" or text[max(0, start - 1) : start] == "\n"
