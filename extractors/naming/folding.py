"""A folded copy of a text to match on: same length, so that an offset in one is an offset in the other."""

import re
import unicodedata
from functools import cache, lru_cache

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
OPENING = '“„«「『《‘‹"'
CLOSING = '”“»」』》’›"'

_CLASSES = {
    "'": "’‘ʼ´`′",
    "-": "‐‑‒–—―−－﹣~～",
    '"': "“”„‟«»「」『』《》〈〉″‹›＂",
    " ": "\u00a0\u2007\u2009\u202f\u3000",
    "(": "（",
    ")": "）",
    ":": "：",
    ",": "，、",
    "/": "／",
    "&": "＆",
    "+": "＋",
    "·": "・•",
}
_SIGNS = {ord(sign): target for target, signs in _CLASSES.items() for sign in signs}


class _Fold(dict[int, str]):
    """Lower case, no accents, one form for each kind of sign, simplified characters; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        folded = _SIGNS.get(code) or _plain(sign)
        self[code] = folded
        return folded


def _plain(sign: str) -> str:
    if "\u3400" <= sign <= "\u9fff":
        simplified: str = _simplifier().convert(sign)
        return simplified if len(simplified) == 1 else sign
    base = unicodedata.normalize("NFD", sign)[0].lower()
    return base if len(base) == 1 and (base.isalnum() or not sign.isalnum()) else sign


@cache
def _simplifier():  # type: ignore[no-untyped-def]  # opencc has no types
    from opencc import OpenCC

    return OpenCC("t2s")


_FOLD = _Fold()

# A unit is what names are compared by: a word, a number, one Chinese character, or one of the signs that tell names
# apart. What may stand between two units of a name is little, and never the end of a sentence or of a block.
UNIT = re.compile(rf"[^\W\d_{HAN}]+|\d+|[{HAN}]|[+&@]")
BETWEEN = re.compile(r"""(?:[ ]|\n(?!\n)){0,2}(?:\.(?=\w)|['"/:,()·^-]){0,2}(?:[ ]|\n(?!\n)){0,2}""")

_SAME = {
    "programme": "program",
    "ilo": "oit",
    "bit": "oit",
    "onu": "un",
    "and": "&",
    "et": "&",
    "labour": "labor",
    "neighbourhood": "neighborhood",
    "centre": "center",
}


def fold(text: str) -> str:
    """The text in lower case without accents, its signs of one kind written alike; as long as the text itself."""
    return text.translate(_FOLD)


@lru_cache(maxsize=65536)
def unit_of(word: str) -> str:
    """The form in which a folded word is compared: singular, one spelling, one name for the ILO and its Office."""
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith("isation"):
        word = word[:-7] + "ization"
    return _SAME.get(word, word)


def units_of(text: str) -> list[str]:
    """The units of a name."""
    return [unit_of(word) for word in UNIT.findall(fold(text))]
