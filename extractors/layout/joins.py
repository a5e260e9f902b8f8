"""What stands between two printed lines of one paragraph: nothing, a space, a line break; where paragraphs end."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from extractors.layout.furniture import layout_words
from extractors.layout.shapes import Line
from extractors.layout.words import is_wide
from extractors.reflow import Join, ReflowWords
from extractors.rules import load_rules

HYPHENS = "-\u00ad\u2010\u2011"
# A text that cuts words has this share of lines ending with a hyphen, or more.
CUT_SHARE = 0.012
_PLAIN_HYPHENS = str.maketrans("\u2010\u2011", "--")
_AROUND = ".,;:()«»“”\"'!?’‘"
_LETTERS = re.compile(r"[^\W\d_]+")
_PARTS = re.compile(r"[./@’'\-]")
_WEB = re.compile(r"://|^www\.|^\S+\.\w+/")
_CUT = re.compile(rf"([^\W\d_]+)[{HYPHENS}]$")
_ADDRESS_GOES_ON = re.compile(
    r"(?:(?:https?://|www\.)\S*[/\-_.=?&#]|[\w.+-]+@(?:[\w-]*|[\w.-]+\.\w?)|https?:)$", re.IGNORECASE
)
_ADDRESS_PART = re.compile(r"[\w\-./?=&#%~]+", re.ASCII)
_POINT = re.compile(
    r"\S*@\S+\.\S|(?:https?://|www\.)\S|[+(]?\d[\d ()./-]{6,}$|[^\s:：]{1,20}\s?[:：]\s?\S", re.IGNORECASE
)
_CLOSING = "0123456789⁰¹²³⁴⁵⁶⁷⁸⁹)）]"


@cache
def _terminals() -> tuple[str, ...]:
    return tuple(load_rules("reflow", ReflowWords).terminal)


@cache
def _unfinished() -> frozenset[str]:
    words = load_rules("reflow", ReflowWords).unfinished
    return frozenset(word for language in ("fr", "en") for word in words[language])


@cache
def _compounds() -> frozenset[str]:
    return frozenset(word for group in layout_words().compounds.values() for word in group)


def is_over(text: str) -> bool:
    """Whether a line ends a sentence (or is followed by what it announces)."""
    stripped = text.rstrip()
    return stripped.rstrip(_CLOSING).endswith(_terminals()) and not stripped.endswith(("p.", "No.", "n°", "art."))


def ends_sentence(text: str) -> bool:
    """Whether a line ends with a full stop, a question or an exclamation mark."""
    return text.rstrip(_CLOSING + '»”」』"').endswith((".", "!", "?", "…", "。", "！", "？"))


def is_point(text: str) -> bool:
    """An address, a number to call or a label with its value: a line of its own."""
    return bool(_POINT.match(text)) and len(text) < 90 and len(text.split()) <= 12


def begins_inside(text: str) -> bool:
    """Whether a line begins as only the middle of a sentence does: in lower case, and not with an address."""
    first = text.lstrip("«“\"'(‘ ")[:1]
    return first.islower() and not is_point(text)


def goes_on_inside(before: str, after: str) -> bool:
    """Whether words alone say that a line goes on in the next: the middle of a sentence, or of a word."""
    if is_over(before):
        return False
    last = before.lower().replace("’", "'").rsplit(None, 1)[-1].rsplit("'", 1)[-1]
    return begins_inside(after) or is_cut(before, after) or last in _unfinished()


def soft_join(before: str, after: str, vocabulary: "Vocabulary") -> Join:
    """How two lines of one sentence go together."""
    if is_cut(before, after):
        return _across_hyphen(before, after, vocabulary)
    if before[-1:] in HYPHENS + "–" and before[-2:-1].isalnum() and after[:1].isalnum():
        return Join.NOTHING
    last, first = before.rsplit(None, 1)[-1], after.split(None, 1)[0]
    if _ADDRESS_GOES_ON.search(last) and _ADDRESS_PART.fullmatch(first) and (first[0].islower() or first[0] in "/?&#%"):
        return Join.NOTHING
    return Join.NOTHING if is_wide(before[-1]) and is_wide(after[0]) else Join.SPACE


def is_cut(before: str, after: str) -> bool:
    """Whether a line ends with part of a word and a hyphen, and the next begins with letters."""
    if before.endswith("\u00ad"):
        return True
    return bool(_CUT.search(before)) and after[:1].isalpha() and not is_wide(after[0])


def _across_hyphen(before: str, after: str, vocabulary: "Vocabulary") -> Join:
    """Whether the hyphen at the end of a line only cuts the word, or belongs to it."""
    if before.endswith("\u00ad"):
        return Join.UNHYPHEN
    cut, match = _CUT.search(before), _LETTERS.match(after)
    head, tail = cut.group(1) if cut else "", match.group() if match else ""
    if vocabulary.has(head + tail):
        return Join.UNHYPHEN
    if not tail[0].islower() or head[-1].isupper() or vocabulary.has(f"{head}-{tail}"):
        return Join.NOTHING
    if _WEB.search(before.rsplit(None, 1)[-1]):
        return Join.NOTHING
    if vocabulary.soft_cuts:
        return Join.UNHYPHEN if before[-1] == "\u2010" else Join.NOTHING
    return Join.NOTHING if _looks_compound(head, tail, vocabulary) else Join.UNHYPHEN


def _looks_compound(head: str, tail: str, vocabulary: "Vocabulary") -> bool:
    """Whether the parts are words of their own, as far as the document and the rules know."""
    if head.lower() in _compounds() and len(tail) > 3:
        return True
    known = vocabulary.has(head), vocabulary.has(tail)
    if all(known) and min(len(head), len(tail)) > 3:
        return True
    return any(known) and not vocabulary.hyphenates


class Vocabulary:
    """The words that a document has inside its lines, and whether it cuts words: to tell a cut word from a compound.

    A text set without hyphenation has a hyphen at the end of a line only where a compound happens to be broken.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._words: set[str] = set()
        cuts = soft = 0
        hard = False
        for before, after in pairwise([line.text for line in lines] + [""]):
            tokens = before.lower().split()
            cut = is_cut(before, after) and after[0].islower()
            cuts += cut
            soft += cut and before.endswith(("\u2010", "\u00ad"))
            hard = hard or "-" in before
            for token in tokens[:-1] if cut else tokens:
                self._add(token)
        # Where both hyphens are printed, the one cuts words and the other belongs to them.
        self.soft_cuts = soft > 0 and hard
        self.hyphenates = cuts >= CUT_SHARE * max(1, len(lines))

    def _add(self, token: str) -> None:
        word = token.strip(_AROUND).translate(_PLAIN_HYPHENS)
        self._words.add(word)
        self._words.update(_PARTS.split(word))

    def has(self, word: str) -> bool:
        """Whether the document has this word, in any case."""
        return word.lower() in self._words
