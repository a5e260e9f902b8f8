"""The front page of a document: its first lines, and the words by which kind, title and date are told."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from extractors.rules import load_rules
from schemas.document import BlockKind, Document

LANGUAGES = ("fr", "en", "zh")
_LINES = 24
_CHARACTERS = 3_000
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " ", "\u202f": " "})
_ACCENTS = re.compile("[\u0300-\u036f]")
_BAR = re.compile(r"\s*[|·•/]\s*|\s+[-–—]\s+")
_CJK = re.compile("[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]")


class Appeals(BaseModel):
    """Words with which a brochure turns to its reader."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    strong: list[str]
    weak: list[str]


class FrontWords(BaseModel):
    """`extractors/rules/identify.<language>.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    press_labels: list[str]
    press_marks: list[str]
    agencies: list[str]
    press_words: list[str]
    other_labels: list[str]
    appeals: Appeals
    date_labels: list[str]
    update_labels: list[str]
    labels_after: list[str]
    status_labels: list[str]
    masthead: list[str]
    byline_labels: list[str]
    furniture: list[str]
    reference_labels: list[str]
    bodies: list[str]
    body_links: list[str]
    body_ends: list[str]
    genres: list[str]
    issue_words: list[str]
    issue_labels: list[str]
    paper_heads: list[str]
    statement_labels: list[str]
    reporting: list[str]
    today: list[str]


@dataclass(frozen=True, slots=True)
class FrontLine:
    """A line near the beginning of the reading; `block` counts the blocks, `kind` is that of its block."""

    text: str
    block: int
    kind: BlockKind
    closes: bool
    """Whether it is the last line of its block."""


def fold(text: str) -> str:
    """Small letters, straight apostrophes, single spaces: how words and lines are compared."""
    return " ".join(text.translate(_APOSTROPHES).lower().split())


def front_lines(document: Document) -> list[FrontLine]:
    """The first lines of the reading, cells of tables left out."""
    lines: list[FrontLine] = []
    for number, block in enumerate(document.blocks):
        if block.start > _CHARACTERS or len(lines) >= _LINES:
            break
        if block.kind is BlockKind.CELL:
            continue
        texts = [line.strip() for line in document.reading[block.start : block.end].split("\n") if line.strip()]
        lines += [FrontLine(text, number, block.kind, text is texts[-1]) for text in texts]
    return lines[:_LINES]


def holds(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words stands in the folded text, not inside a longer word."""
    return any(_stands_in(text, word) for word in words if word in text)


def count(text: str, words: tuple[str, ...]) -> int:
    """How many different ones of the words stand in the folded text."""
    return sum(_stands_in(text, word) for word in words if word in text)


def segments(line: str) -> list[str]:
    """The parts of a folded line between bars and dashes."""
    return [part.strip(" :：[]【】()（）") for part in _BAR.split(fold(line)) if part.strip()]


def _stands_in(text: str, word: str) -> bool:
    if _CJK.match(word):
        return True
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        free_before = start == 0 or not (text[start - 1].isalnum() and word[0].isalnum())
        if free_before and (end == len(text) or not (text[end].isalnum() and word[-1].isalnum())):
            return True
        start = text.find(word, start + 1)
    return False


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of one list, of all three languages: pages mix them. With and without accents: capitals drop them."""
    found = [load_rules(f"identify.{language}", FrontWords) for language in LANGUAGES]
    listed = [word for rules in found for word in getattr(rules, name)]
    return tuple(dict.fromkeys((*listed, *map(_without_accents, listed))))


def _without_accents(word: str) -> str:
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", word)))


@cache
def appeals(strength: str) -> tuple[str, ...]:
    """The strong or the weak appeals of all three languages."""
    found = [load_rules(f"identify.{language}", FrontWords).appeals for language in LANGUAGES]
    return tuple(word for rules in found for word in getattr(rules, strength))
