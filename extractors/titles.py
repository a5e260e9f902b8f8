"""The title of a document, as printed on it or stated with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.front import FrontLine, fold, front_lines, holds, segments, words
from extractors.kinds import has_dateline, is_dated_like_news
from extractors.publication import is_dated_line
from schemas.document import BlockKind, Document

_LONGEST = 300
_CHANCE = 12
_SHORTEST, _SHORTEST_CJK = 6, 4
_JUNK = re.compile(
    r"microsoft\s|untitled|sans titre|document\s?\d*$|slide\s?\d|\.\w{2,4}$|^[\w-]+$|无标题|無標題", re.IGNORECASE
)
_ADDRESS = re.compile(r"\S@\S|https?://|www\.|\+\d")
_CJK = re.compile("[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W\d_]")
_ABOUT = ("on the", "by the", "sur le", "sur la", "sur les", "relatif à", "relative à")
_FIRST_BLOCKS, _NEAR = 7, 2
"""Blocks among which a title stands, and how soon a title follows what stands over it."""
_LONGEST_NAME, _LONGEST_CJK_NAME = 12, 18
_LONGEST_RUBRIC, _LONGEST_CJK_RUBRIC, _TIMES_LONGER = 4, 8, 2
_SENTENCE_END = (".", "。", ";", "；", ",", "，", "、")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Lines that may be the title; `letterhead`: an address stands in the same block."""

    text: str
    block: int
    heading: bool
    letterhead: bool


def find_title(document: Document) -> str | None:
    """The title: what the file states if the page shows it, else the largest letters, else heading or first line."""
    stated = " ".join(document.metadata.get("title", "").split())
    language = document.language or "en"
    lines = front_lines(document)
    headings = [found for found in _candidates(lines, language) if found.heading]
    shown = squeeze(stated) in squeeze(document.reading[:4_000]) and not _JUNK.search(stated)
    # A short one may stand anywhere by chance.
    if stated and shown and (len(stated) > _CHANCE or squeeze(stated) in (squeeze(found.text) for found in headings)):
        return stated
    large = " ".join(document.metadata.get("layout_title", "").split())
    if large and _can_be_title(large, language) and not _stands_over_titles(large):
        return large
    titled = headings or [found for found in _candidates(lines, language) if _is_short_enough(found)]
    if titled:
        return _first_that_titles(titled, release=is_dated_like_news(lines, document) or has_dateline(lines))
    return stated if stated and not _JUNK.search(stated) else None


def squeeze(text: str) -> str:
    """Folded, and without the blanks and quotes in which two printings of a title differ."""
    return re.sub(r"[\s\"“”«»„]+", "", fold(text))


def _candidates(lines: Sequence[FrontLine], language: str) -> list[Candidate]:
    """Runs of lines of one block that can be titles, each joined; what cannot be one parts them."""
    found: list[Candidate] = []
    last: FrontLine | None = None
    addressed = {line.block for line in lines if _ADDRESS.search(line.text)}
    for line in lines:
        if not _can_be_title(line.text, language):
            last = None
            continue
        if last is not None and last.block == line.block:
            found[-1] = replace(found[-1], text=_join([found[-1].text, line.text]))
        else:
            heading = line.kind is BlockKind.HEADING
            found.append(Candidate(line.text, line.block, heading, line.block in addressed and not heading))
        last = line
    return found


def _is_short_enough(found: Candidate) -> bool:
    return found.block < _FIRST_BLOCKS and len(found.text) <= _LONGEST and not found.text.endswith(_SENTENCE_END)


def _first_that_titles(found: Sequence[Candidate], *, release: bool) -> str:
    """The first candidate that does not merely stand over the next: a letterhead, a label, a release's rubric."""
    for this, following in pairwise(found):
        near = following.block - this.block <= _NEAR and fold(following.text).strip(" :：") not in words("paper_heads")
        over = this.letterhead or _stands_over_titles(this.text) or (release and _is_rubric(this.text, following.text))
        if not (near and over):
            return this.text
    return found[-1].text


def _stands_over_titles(text: str) -> bool:
    """Whether a line only names a body (`Labour Statistics Branch`) or a kind of paper (`PROJECT FACT SHEET`)."""
    return _is_body(text) or _is_genre(text)


def _is_body(text: str) -> bool:
    parts = _WORD.findall(fold(text))
    if not parts or len(parts) > _LONGEST_NAME or any(char.isdigit() or char in ":：?？!！$€" for char in text):
        return False
    if _CJK.search(text):
        return len(text) <= _LONGEST_CJK_NAME and text.endswith(words("body_ends"))
    links, bodies = words("body_links"), words("bodies")
    capitals = all(part[0].isupper() or fold(part) in links for part in _WORD.findall(text))
    if capitals and parts[-1] in bodies:
        return True
    linked = [one in bodies and other in links for one, other in pairwise(parts)]
    return (capitals and any(linked)) or parts[0] in bodies


def _is_genre(text: str) -> bool:
    """Whether nothing but the name of a kind of paper stands there; with a year or a number it may be a title."""
    left = fold(text)
    for label in sorted((*words("other_labels"), *words("genres")), key=len, reverse=True):
        left = (
            re.sub(rf"(?<![^\W_]){re.escape(label)}(?![^\W_])", " ", left)
            if label.isascii()
            else left.replace(label, " ")
        )
    return not left.strip(" :：|-–—'")


def _is_rubric(text: str, following: str) -> bool:
    """Whether a few words stand over a much longer line: the subject under which a release is filed."""
    if any(char.isdigit() or char in ":：?？!！" for char in text) or len(following) < _TIMES_LONGER * len(text):
        return False
    return len(text) <= _LONGEST_CJK_RUBRIC if _CJK.search(text) else len(text.split()) <= _LONGEST_RUBRIC


def _can_be_title(text: str, language: str) -> bool:
    long_enough = len(text) >= (_SHORTEST_CJK if _CJK.search(text) else _SHORTEST)
    if not long_enough or len(text) > _LONGEST or _ADDRESS.search(text) or not _LETTER.search(text):
        return False
    folded = fold(text).strip(" :：()（）[]【】*＊")
    if folded in (*words("furniture"), *words("press_labels"), *words("press_marks"), *words("agencies")):
        return False
    if _is_issue(folded):
        return False
    if is_dated_line(text, language) or _is_reference(folded):
        return False
    # A masthead names the body and the kind of paper; a title says more.
    return not (len(text) <= 40 and _is_press_label(text))


def _is_issue(folded: str) -> bool:
    """Whether a line tells no more than the issue, its month or its year: `Issue 12, March 2024`, `（总第27期）`."""
    if _CJK.search(folded):
        for word in words("issue_words"):
            folded = folded.replace(word, "") if _CJK.match(word) else folded
        return not _LETTER.search(folded)
    parts = _WORD.findall(folded)
    return any(map(str.isdigit, parts)) and all(part.isdigit() or part in words("issue_words") for part in parts)


def _is_press_label(text: str) -> bool:
    about = any(holds(f" {fold(text)} ", (word,)) for word in _ABOUT) or fold(text).startswith(("关于", "關於"))
    labelled = any(part in words("press_marks") or holds(part, words("press_labels")) for part in segments(text))
    return labelled and not about


def _is_reference(folded: str) -> bool:
    """`Release Number: 22-1880-NAT`, `N° 412`, `编号：2023-17`: a label, then a number."""
    for label in words("reference_labels"):
        if folded.startswith(label) and re.match(r"\W*(?=\w*\d)[\w/.-]+$", folded[len(label) :]):
            return True
    return False


def _join(texts: Sequence[str]) -> str:
    joined = ""
    for text in texts:
        wide = joined and _CJK.match(joined[-1]) and _CJK.match(text)
        joined += text if not joined or wide else f" {text}"
    return " ".join(joined.split())
