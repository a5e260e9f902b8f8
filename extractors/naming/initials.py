"""Acronyms that spell the words before them: they tell where a name ends when its words do not."""

import re

from extractors.naming.candidates import is_acronym
from extractors.naming.folding import fold

# The longest stretch looked at between the sure part of a name and its acronym, in characters.
AHEAD = 130
# Letters at the beginning of a word that an acronym may take from it.
_TAKEN = 6
_SMALL = 3
_BRACKET = re.compile(r" ?\((?:[«“\"] ?)?([A-Z][\w@&+'’.-]{1,15})(?= ?[»”\")]|[ ,–-])")


def bracket_spelling(text: str, start: int, end: int, limit: int) -> int | None:
    """Where the bracket begins whose acronym spells the name that begins at `start` and reaches at least to `end`."""
    bracket = _BRACKET.search(text, end, min(limit + 20, end + AHEAD))
    if bracket is None or bracket.start() > limit or text.find("(", end, bracket.start()) >= 0:
        return None
    acronym = bracket.group(1)
    return bracket.start() if is_acronym(acronym) and spells(acronym, text[start : bracket.start()]) else None


def spells(acronym: str, words: str) -> bool:
    """Whether the letters of an acronym begin the words of a name, in order; small words may give theirs or none."""
    letters = [sign for sign in fold(acronym) if sign.isalpha()]
    found = re.findall(r"[^\W\d_]+", words)
    return _spells(letters, [word for word in found if not _is_small(word)]) or _spells(letters, found)


def _is_small(word: str) -> bool:
    return len(word) <= _SMALL and word.islower()


def _spells(letters: list[str], words: list[str]) -> bool:
    taken = 0
    for number, word in enumerate(words):
        following = fold(words[number + 1][0]) if number + 1 < len(words) else ""
        if _is_small(word):
            # `Logements unis pour les migrants et réfugiés` (LUMIERE): a small word gives a letter that no other can.
            taken += taken < len(letters) and fold(word[0]) == letters[taken] != following
            continue
        if taken < len(letters) and fold(word[0]) == letters[taken]:
            taken += 1 + _inside(word[1:_TAKEN], letters[taken + 1 :], following)
        elif taken == 0 and number > 0:
            return False
    return len(letters) > 2 and taken == len(letters)


def _inside(rest: str, letters: list[str], following: str) -> int:
    """How many of the next letters a word gives beside its first; the one that begins the next word is that word's."""
    prefix, count = fold(rest), 0
    while count < len(letters) and letters[count] in prefix and letters[count] != following:
        prefix = prefix[prefix.index(letters[count]) + 1 :]
        count += 1
    return count
