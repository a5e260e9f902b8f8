"""The title of a document, as printed on it or stated with it."""

import re
from collections.abc import Sequence

from extractors.front import FrontLine, fold, front_lines, holds, segments, words
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
_SENTENCE_END = (".", "。", ";", "；", ",", "，", "、")


def find_title(document: Document) -> str | None:
    """The title: what the file states if the page shows it too, else the first heading, else the first line."""
    stated = " ".join(document.metadata.get("title", "").split())
    lines = front_lines(document)
    headings = _headings(lines)
    shown = squeeze(stated) in squeeze(document.reading[:4_000]) and not _JUNK.search(stated)
    # A short one may stand anywhere by chance.
    if stated and shown and (len(stated) > _CHANCE or squeeze(stated) in map(squeeze, headings)):
        return stated
    heading = next(iter(headings), None)
    if heading:
        return heading
    first = _first_line(lines)
    if first:
        return first
    return stated if stated and not _JUNK.search(stated) else None


def squeeze(text: str) -> str:
    """Folded, and without the blanks and quotes in which two printings of a title differ."""
    return re.sub(r"[\s\"“”«»„]+", "", fold(text))


def _headings(lines: Sequence[FrontLine]) -> list[str]:
    """Headings that can be titles, each with its lines joined."""
    blocks: dict[int, list[str]] = {}
    for line in lines:
        if line.kind is BlockKind.HEADING:
            blocks.setdefault(line.block, []).append(line.text)
    joined = (_join(texts) for texts in blocks.values())
    return [text for text in joined if _can_be_title(text)]


def _first_line(lines: Sequence[FrontLine]) -> str | None:
    """The first block that is short and no sentence; its lines joined."""
    blocks: dict[int, list[str]] = {}
    for line in lines:
        blocks.setdefault(line.block, []).append(line.text)
    for texts in list(blocks.values())[:5]:
        kept = [text for text in texts if _can_be_title(text)]
        title = _join(kept)
        if kept and len(title) <= _LONGEST and not title.endswith(_SENTENCE_END):
            return title
    return None


def _can_be_title(text: str) -> bool:
    long_enough = len(text) >= (_SHORTEST_CJK if _CJK.search(text) else _SHORTEST)
    if not long_enough or len(text) > _LONGEST or _ADDRESS.search(text) or is_dated_line(text):
        return False
    folded = fold(text).strip(" :：")
    if folded in words("furniture") or folded in words("press_labels") or folded in words("press_marks"):
        return False
    # A masthead names the body and the kind of paper; a title says more.
    labelled = any(part in words("press_marks") or holds(part, words("press_labels")) for part in segments(text))
    return not (labelled and len(text) <= 40)


def _join(texts: Sequence[str]) -> str:
    joined = ""
    for text in texts:
        wide = joined and _CJK.match(joined[-1]) and _CJK.match(text)
        joined += text if not joined or wide else f" {text}"
    return " ".join(joined.split())
