"""Puts the lines of a text that came out of a PDF back together: which goes on in the next, which begins something new.

Such text has short lines, words cut by hyphens, and blank lines in the middle of sentences; a text whose paragraphs
stand on one line each is left as it is.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import pairwise

from pydantic import BaseModel, ConfigDict

from extractors.rules import load_rules

# A text is wrapped if this share of its lines goes on in lower case after a line that did not end a sentence …
WRAPPED_SHARE = 0.12
# … or, for Chinese, if this share of its lines is full and ends inside a sentence.
WRAPPED_SHARE_CJK = 0.25
# A paragraph on one line is longer than this; lines of printed columns are shorter (in half-width cells).
LONGEST_LINE = 160
# Blank lines part paragraphs where at least this share of the lines that go on in the next have none after them.
GAPLESS_SHARE = 0.8
# How much of a column's width a line may miss and still be full, beside the first word of the next line.
SLACK = 1.04
# Lines shorter than this share of their paragraph's widest end it; ragged text seldom goes below.
RAGGED = 0.6
# Columns narrower than this (in half-width cells) are lists of names and numbers.
NARROWEST = 24

_PRIVATE_USE = "".join(map(chr, range(0xF020, 0xF100)))
_ORNAMENTS = _PRIVATE_USE + "•‣▪■●◦○►▶➢➤✓✔❖◆◇□"
_CJK = re.compile("[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]")
_NUMBERED = re.compile(
    r"(?:\(?\d{1,2}[.)、]|\(?[a-z][.)]|[①-⑳]|[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)\s*\S"
)
# An address, a number to call, or a label with its value; a word in small letters is a label only before figures.
_POINT = re.compile(
    r"\S*@\S+\.\S|(?:https?://|www\.)\S|[+(]?\d[\d ()./-]{6,}$"
    r"|(?=[^\s:：]{1,20}\s?[:：])(?:[A-ZÀ-ÖØ-Þ\u3000-\u9fff\uff00-\uffef][^\s:：]{0,19}\s?[:：]\s?\S|[^\s:：]{1,20}\s?[:：]\s?(?:[+(]|0\d))"
)
_HYPHENATED = re.compile(r"[^\W\d_]{2,}[-\u00ad\u2010\u2011]$")


class ReflowWords(BaseModel):
    """`extractors/rules/reflow.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unfinished: dict[str, list[str]]
    bullets: list[str]
    terminal: list[str]


class Join(Enum):
    """What stands between two lines in the reading."""

    SPACE = " "
    NOTHING = ""
    UNHYPHEN = "unhyphen"
    BREAK = "\n"
    BLOCK = "\n\n"


_SOFT = (Join.SPACE, Join.NOTHING, Join.UNHYPHEN)


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the blanks around it: `text[start:end]`; `gap` counts the blank lines before it."""

    text: str
    start: int
    end: int
    gap: int = 0

    @property
    def width(self) -> int:
        """Half-width cells that the line takes."""
        return len(self.text) + len(_CJK.findall(self.text))


def lines_of(text: str) -> list[Line]:
    """The lines that are not blank."""
    lines: list[Line] = []
    gap = 0
    for match in re.finditer(r"[^\n\r\f\v\u2028\u2029]+", text):
        stripped = match.group().strip().rstrip(_PRIVATE_USE).rstrip()
        if not stripped.strip(_ORNAMENTS):
            continue
        start = match.start() + match.group().index(stripped[0])
        between = text[lines[-1].end : start] if lines else ""
        gap = max(0, len(re.findall(r"\r\n|[\n\r\f\v\u2028\u2029]", between)) - 1)
        lines.append(Line(stripped, start, start + len(stripped), gap))
    return lines


def joins_between(lines: Sequence[Line]) -> list[Join]:
    """What stands between each line and the next: one entry fewer than lines."""
    if not is_wrapped(lines):
        return [Join.BLOCK if line.gap else Join.BREAK for line in lines[1:]]
    joins = [_certain(before, after) for before, after in pairwise(lines)]
    if _gaps_part(lines, joins):
        width = sorted(line.width for line in lines)[-max(1, len(lines) // 10)]
        joins = [_parted(join, pair, width) for join, pair in zip(joins, pairwise(lines), strict=True)]
    widths = _cluster_widths(lines, joins)
    result: list[Join] = []
    for index, join in enumerate(joins):
        goes_on = index > 0 and joins[index - 1] in _SOFT and lines[index].width >= widths[index] * RAGGED
        width = max(widths[index], widths[index + 1])
        result.append(join or _by_width(lines[index], lines[index + 1], width, goes_on=goes_on))
    return result


def _gaps_part(lines: Sequence[Line], joins: Sequence[Join | None]) -> bool:
    """Whether blank lines part paragraphs here: few stand inside sentences."""
    following = zip(lines[1:], joins, strict=True)
    gaps = [after.gap for after, join in following if join in _SOFT and after.text[0].islower()]
    return bool(gaps) and sum(gap == 0 for gap in gaps) >= len(gaps) * GAPLESS_SHARE


def _parted(join: Join | None, pair: tuple[Line, Line], width: int) -> Join | None:
    """The join, made a break at a blank line before a capital: a heading needs no full stop, and fills no column."""
    before, after = pair
    over = before.width < width * RAGGED or not _is_unfinished(before)
    return Join.BLOCK if after.gap and after.text[0].isupper() and over and join in {None, Join.SPACE} else join


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether the text's lines are those of a printed page, not paragraphs."""
    if len(lines) < 4 or sum(line.width > LONGEST_LINE for line in lines) > len(lines) * 0.08:
        return False
    going_on = full = 0
    widest = sorted(line.width for line in lines)[-max(1, len(lines) // 10)]
    for before, after in pairwise(lines):
        if _is_over(before) or _begins_new(after):
            continue
        going_on += after.text[0].islower()
        full += bool(_CJK.match(before.text[-1])) and before.width >= widest * 0.9
    return going_on >= len(lines) * WRAPPED_SHARE or full >= len(lines) * WRAPPED_SHARE_CJK


def _certain(before: Line, after: Line) -> Join | None:
    """The join where words alone decide it."""
    if _HYPHENATED.search(before.text) and after.text[0].islower():
        return Join.UNHYPHEN
    if _begins_new(after) or _is_point(before):
        return _break(after)
    if _is_over(before):
        return Join.BLOCK if after.gap else None
    if after.text[0].islower() or _is_unfinished(before):
        return _soft(before, after)
    if _is_title(before) or _is_title(after):
        both = _is_title(before) and _is_title(after)
        return _soft(before, after) if both and not after.gap else Join.BLOCK
    return None


def _by_width(before: Line, after: Line, width: int, *, goes_on: bool) -> Join:
    """The join where only the width of the column decides: a full line goes on in the next.

    A line that itself goes on from another (`goes_on`) and has not ended its sentence need not be full.
    """
    first = after.text.split(maxsplit=1)[0]
    if _CJK.match(after.text[0]):
        first = after.text[:1]
    full = (before.width + len(first) + 1) * SLACK >= width > NARROWEST
    listing = before.text[-1] in ":;" and after.text[0].islower()
    if (full or goes_on) and (listing or not _is_over(before)):
        return _soft(before, after)
    return _break(after)


def _cluster_widths(lines: Sequence[Line], joins: Sequence[Join | None]) -> list[int]:
    """For each line the widest line among those that certainly run together with it; 0 where it stands alone."""
    widths = [0] * len(lines)
    start = 0
    for index in range(len(lines)):
        ends = index == len(joins) or joins[index] not in _SOFT
        if ends:
            if index > start:
                widths[start : index + 1] = [max(line.width for line in lines[start : index + 1])] * (index + 1 - start)
            elif _CJK.search(lines[index].text):
                widths[index] = _neighbourhood(lines, index)
            start = index + 1
    return widths


def _neighbourhood(lines: Sequence[Line], index: int, reach: int = 6) -> int:
    """The usual width of a full line around here: Chinese has no lower case to tell that a line goes on."""
    around = sorted(line.width for line in lines[max(0, index - reach) : index + reach + 1])
    return around[-max(1, len(around) // 4)]


def _soft(before: Line, after: Line) -> Join:
    wide = _CJK.match(before.text[-1]) and _CJK.match(after.text[0])
    return Join.NOTHING if wide else Join.SPACE


def _break(after: Line) -> Join:
    return Join.BLOCK if after.gap else Join.BREAK


def _begins_new(line: Line) -> bool:
    return (
        line.text.startswith(_bullets())
        or line.text[0] in _PRIVATE_USE
        or bool(_NUMBERED.match(line.text))
        or _is_point(line)
    )


def _is_point(line: Line) -> bool:
    """An address, a number to call or a label with its value: a line of its own."""
    match = _POINT.match(line.text)
    return bool(match) and len(line.text) < 90 and len(line.text.split()) <= 12


def _is_over(line: Line) -> bool:
    return line.text.rstrip("0123456789)）").endswith(_terminals()) and not line.text.endswith(("p.", "No.", "n°"))


def _is_unfinished(line: Line) -> bool:
    if line.text[-1] in ",，、(（«“-–/&" and not line.text.endswith((" -", ",")):
        return True
    words = re.split(r"[\s]|(?<=['’])", line.text.lower().replace("’", "'"))
    last = words[-1] or (words[-2] if len(words) > 1 else "")
    return last in _unfinished() or line.text[-1] in _unfinished_characters()


def _is_title(line: Line) -> bool:
    """All in capitals, and more than an acronym."""
    letters = [character for character in line.text if character.isalpha()]
    return len(letters) > 6 and all(character.isupper() for character in letters)


@cache
def _words() -> ReflowWords:
    return load_rules("reflow", ReflowWords)


@cache
def _bullets() -> tuple[str, ...]:
    return tuple(sign if sign not in "-–—*" else f"{sign} " for sign in _words().bullets)


@cache
def _terminals() -> tuple[str, ...]:
    return tuple(_words().terminal)


@cache
def _unfinished() -> frozenset[str]:
    return frozenset(_flat(_words().unfinished[language] for language in ("fr", "en")))


@cache
def _unfinished_characters() -> frozenset[str]:
    return frozenset(_words().unfinished["zh"])


def _flat(groups: Iterable[list[str]]) -> list[str]:
    return [word for group in groups for word in group]
