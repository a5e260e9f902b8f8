"""What stands between two printed lines of one paragraph: nothing, a space, a line break; where paragraphs end."""

import re
from functools import cache

from extractors.layout.furniture import layout_words
from extractors.layout.shapes import Line
from extractors.layout.words import is_wide
from extractors.reflow import Join, ReflowWords
from extractors.rules import load_rules

HYPHENS = "-\u00ad\u2010\u2011"
_CUT = re.compile(rf"([^\W\d_]+)[{HYPHENS}]$")
_ADDRESS_GOES_ON = re.compile(r"(?:(?:https?://|www\.)\S*[/\-_.=?&#]|[\w.+-]+@(?:[\w-]*|[\w.-]+\.\w?)|https?:)$", re.IGNORECASE)
_ADDRESS_PART = re.compile(r"[\w\-./?=&#%~]+", re.ASCII)
_POINT = re.compile(
    r"\S*@\S+\.\S|(?:https?://|www\.)\S|[+(]?\d[\d ()./-]{6,}$|[^\s:：]{1,20}\s?[:：]\s?\S", re.IGNORECASE
)
_CLOSING = "0123456789⁰¹²³⁴⁵⁶⁷⁸⁹)）]"


@cache
def _terminals() -> tuple[str, ...]:
    return tuple(load_rules("reflow", ReflowWords).terminal)


@cache
def _compounds() -> frozenset[str]:
    return frozenset(word for group in layout_words().compounds.values() for word in group)


def is_over(text: str) -> bool:
    """Whether a line ends a sentence (or is followed by what it announces)."""
    stripped = text.rstrip()
    return stripped.rstrip(_CLOSING).endswith(_terminals()) and not stripped.endswith(("p.", "No.", "n°", "art."))


def ends_sentence(text: str) -> bool:
    """Whether a line ends with a full stop, a question or an exclamation mark."""
    return text.rstrip(_CLOSING + "»”」』\"").endswith((".", "!", "?", "…", "。", "！", "？"))


def is_point(text: str) -> bool:
    """An address, a number to call or a label with its value: a line of its own."""
    return bool(_POINT.match(text)) and len(text) < 90 and len(text.split()) <= 12


def begins_inside(text: str) -> bool:
    """Whether a line begins as only the middle of a sentence does: in lower case, and not with an address."""
    first = text.lstrip("«“\"'(‘ ")[:1]
    return first.islower() and not is_point(text)


def soft_join(before: str, after: str, vocabulary: "Vocabulary") -> Join:
    """How two lines of one sentence go together."""
    if before.endswith(("\u00ad", "\u2010")) and not is_compound(before, after, vocabulary):
        return Join.UNHYPHEN
    cut = _CUT.search(before)
    if cut and len(cut.group(1)) > 1 and after[:1].isalpha() and not is_wide(after[0]):
        return _across_hyphen(cut.group(1), before, after, vocabulary)
    if before[-1:] in HYPHENS and before[-2:-1].isalnum() and after[:1].isalnum():
        return Join.NOTHING
    last, first = before.rsplit(None, 1)[-1], after.split(None, 1)[0]
    if _ADDRESS_GOES_ON.search(last) and _ADDRESS_PART.fullmatch(first) and (first[0].islower() or first[0] in "/?&#%"):
        return Join.NOTHING
    return Join.NOTHING if is_wide(before[-1]) and is_wide(after[0]) else Join.SPACE


def is_compound(before: str, after: str, vocabulary: "Vocabulary") -> bool:
    """Whether the document has both parts elsewhere as one word with its hyphen."""
    head, tail = before.rsplit(None, 1)[-1].rstrip(HYPHENS), after.split(None, 1)[0]
    return vocabulary.has(f"{head}-{tail}".lower().strip(".,;:()«»“”\"'!?")) or not tail[0].islower()


def _across_hyphen(head: str, before: str, after: str, vocabulary: "Vocabulary") -> Join:
    """Whether the hyphen at the end of a line belongs to the word or only cuts it."""
    match = re.match(r"[^\W\d_]+", after)
    tail = match.group() if match else after[0]
    whole, compound = (head + tail).lower(), f"{head}-{tail}".lower()
    if not tail[0].islower():
        return Join.NOTHING
    if vocabulary.has(whole):
        return Join.UNHYPHEN
    if vocabulary.has(compound) or head.lower() in _compounds() or head[-1].isupper():
        return Join.NOTHING
    token = before.rsplit(None, 1)[-1]
    return Join.NOTHING if token.count("@") or "://" in token or token.startswith("www.") else Join.UNHYPHEN


class Vocabulary:
    """The words that a document has inside its lines, to tell a cut word from a compound."""

    def __init__(self, lines: "list[Line]") -> None:
        self._words: set[str] = set()
        for line in lines:
            for token in line.text.lower().split()[:-1]:
                self._words.add(token.strip(".,;:()«»“”\"'!?").replace("\u2010", "-").replace("\u2011", "-"))

    def has(self, word: str) -> bool:
        """Whether the document has this word, in lower case."""
        return word in self._words
