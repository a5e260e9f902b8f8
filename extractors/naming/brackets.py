"""What stands in brackets after a name: its acronym, its name in another language, or nothing of the name's."""

import re
from dataclasses import dataclass
from functools import cache

from extractors.naming.candidates import is_acronym
from extractors.naming.folding import HAN, OPENING, fold
from extractors.naming.rules import organisations

_BRACKET = re.compile(r"[ \n]?[(（]([^()（）\n]{2,100})[)）]")
_PARTS = re.compile(r"[,;，；、«»“”\"]|[ ][–—-][ ]|:[ ]|：")
_LEAD = re.compile(
    r"^(?:en|ci-après|dit|dite|acronym|abbreviated as|hereinafter|the|le|la|l['’]|简称|以下简称|下称)"
    r"(?:\s+|(?<=称)|(?<=['’]))",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket that belongs to the name before it; `end` is the offset after it."""

    end: int
    acronym: str | None
    original: str | None


def read_bracket(text: str, position: int) -> Bracket | None:
    """The bracket that begins at `position` if it gives an acronym or an original name, else None."""
    match = _BRACKET.match(text, position)
    if not match:
        return None
    acronym: str | None = None
    originals: list[str] = []
    for part in _PARTS.split(match.group(1)):
        words = _LEAD.sub("", part.strip())
        if acronym is None and _is_own_acronym(words):
            acronym = words
        elif words:
            originals.append(words)
    quoted = any(sign in match.group(1) for sign in OPENING)
    original = next(
        (words for words in originals if _is_name(words, quoted=quoted, chinese=_after_han(text, position))), None
    )
    if acronym is None and original is None:
        return None
    if acronym and originals and original is None:
        return None
    return Bracket(match.end(), acronym, original)


def _after_han(text: str, position: int) -> bool:
    before = text[max(0, position - 2) : position]
    return bool(re.search(rf"[{HAN}]", before))


def _is_own_acronym(words: str) -> bool:
    if fold(words) in organisations() or is_country(words):
        return False
    single = words.replace(" ", "", 1) if re.fullmatch(r"[A-Z]{2,}[+-]? ?\d{1,2}", words) else words
    if is_acronym(single):
        return not re.fullmatch(r"[A-Z]{2}\d*", single) or (len(single) > 1 and not is_country(single))
    first, *others = words.split()[:5] or [""]
    return is_acronym(first) and bool(others) and len(words.split()) <= 4 and all(word[0].isalpha() for word in others)


def _is_name(words: str, *, quoted: bool, chinese: bool) -> bool:
    """Whether words in brackets are a name: capitals, no digits, not a country, not a remark."""
    if not words[0].isupper() or re.search(r"\d", words) or is_country(words) or fold(words) in organisations():
        return False
    if chinese:
        return not re.search(rf"[{HAN}]", words)
    return quoted or len(words.split()) >= 3


@cache
def countries() -> frozenset[str]:
    """Names of countries and territories in French and English, folded."""
    from babel import Locale

    return frozenset(
        fold(name).replace("-", " ")
        for language in ("fr", "en")
        for code, name in Locale(language).territories.items()
        if len(code) == 2
    ) | {
        "viet nam",
        "lao pdr",
        "cote d'ivoire",
        "rdc",
        "drc",
        "afrique",
        "africa",
        "asie",
        "asia",
        "pacifique",
        "pacific",
    }


def is_country(words: str) -> bool:
    """Whether words are the name of a country or a part of the world, in French or English."""
    return fold(words).replace("-", " ") in countries()
