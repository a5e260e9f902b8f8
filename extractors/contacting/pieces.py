"""Reads one line: its pieces between points, labels and separators, and what kind of line it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from extractors.contacting.addresses import is_address, is_building
from extractors.contacting.lines import Line
from extractors.contacting.people import (
    Sort,
    has_acronym,
    is_han_name,
    name_after_body,
    name_after_role,
    name_in,
    sentence_words_in,
    sort_of,
)
from extractors.contacting.points import Point
from extractors.contacting.vocabulary import fold, vocabulary
from extractors.tokenizer import CJK

# Stands where a point or a label was.
_GAP = "\x1f"
_SEPARATOR = re.compile(
    rf"[{_GAP}|;；，、<>\t]+|(?<![{CJK}])\n|\n(?![{CJK}])|,(?=\s|$|{_GAP})|\s[-–—·•/]+(?=\s|{_GAP}|$)|(?P<colon>[:：](?=\s|$|{_GAP}|(?<=：)))"
    rf"|(?<=[{CJK}])[^\S\n]+(?=[{CJK}]{{2}}|[A-Z])|(?<=[{CJK}]{{2}})[^\S\n]+(?=[{CJK}])|^\s?(?:[-–—•·*]|[(（]?\d{{1,2}}[.)、）])\s"
)
_EDGE = " \t\n.,;:，。；：、-–—•·*|/&"
_WORD = re.compile(rf"[^\W\d_{CJK}][^\s,;:{CJK}]*|[{CJK}]+")
_SENTENCE_END = re.compile(r"[.!?…]$|[。！？]")

# "（请将#换成@）", "(remplacer # par @)"
_REMARK = re.compile(r"[(（][^()（）]{0,30}[#@][^()（）]{0,30}[)）]")
_CAPITALS = re.compile(r"\b[A-Z]{2,8}\b")
_BODY_CALLED = re.compile(
    rf"[A-ZÀ-Þ][\w'’-]*(?:\s(?:(?:of|for|the|and|de|des|du|la|et|&)\s){{0,2}}[A-ZÀ-Þ][\w'’-]*){{0,6}}|[{CJK}]{{3,20}}"
)
_HOUSE_NUMBER = re.compile(r"\d{1,5}(?:[-/]\d{1,4})?\s?(?:bis|ter|quater|[a-zA-Z])?(?:$|[, ]\s?[A-Z][a-z])")
_PAIR = re.compile(r"([^,;]{4,40}?) (?:et|and|&) ([^,;]{4,40})")
# Up to three words from the last sign on.
_LABEL_OPENING = re.compile(r"(?:(?<=[|;,.\n] )|^)[A-Z][a-z]+(?: [a-z]+){0,2} $")
_FORM_LABEL = re.compile(r"\s{0,3}([^:：\n]{2,24}?)\s?[:：]")
_FORM_FIELD = re.compile(r"(?:^|[\s,;，；|]|(?<=[(（]))([^\W\d_]{1,14}(?: [^\W\d_]{1,10})?)\s?[:：]\s?$")
_LONGEST_FIELD = 32
# A bracket closes that was opened before an earlier comma.
_CLOSED = re.compile(r"([^()（）]{2,60})）([^()（）]{2,60})")
_IN_BRACKETS = re.compile(r"\([^()]{1,80}\)|（[^（）]{1,80}）")
_HAN_FEW = re.compile(f"[{CJK}]{{2,4}}")
_AND_ZH = re.compile("[和与與及或]")
_NAME_WITH_BRACKETS = re.compile(r"([^(（]{2,60}?)\s?[(（]([^()（）]{2,80})[)）]?")

# Lines longer than this, in characters or words, are no part of an address block; what stands around a web address
# is shorter still.
_LONGEST_LINE = 150
_MOST_WORDS = 16
_MOST_WORDS_OF_SENTENCE = 7
_LONGEST_INTRODUCTION = 60
_LONGEST_LABEL = 48
# A Chinese line with a full stop and more characters than this is a sentence.
_LONGEST_HAN_NAME = 20


class LineKind(Enum):
    """What a line is to the contacts around it."""

    PROSE = "prose"
    HEADING = "heading"
    WEB = "web"
    CONTACT = "contact"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line without points and labels; `colon` where one ends it."""

    start: int
    end: int
    sort: Sort
    colon: bool = False
    named: bool = False
    """Whether it is a name for sure, which its words alone would not say."""


@dataclass(frozen=True, slots=True)
class ParsedLine:
    """A line with its pieces in order."""

    line: Line
    kind: LineKind
    pieces: tuple[Piece, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """The points in the line."""
        return self.line.points

    def has(self, *sorts: Sort) -> bool:
        """Whether a piece is of one of these sorts."""
        return any(piece.sort in sorts for piece in self.pieces)


def parse_line(text: str, line: Line) -> ParsedLine:
    """The pieces of a line and its kind."""
    if len(line.points) == 1 and (line.points[0].start, line.points[0].end) == (line.start, line.end):
        return ParsedLine(line, LineKind.WEB if line.points[0].is_web else LineKind.CONTACT, ())
    masked = masked_line(text, line)
    if not line.heading and len(_shown(masked)) > _LONGEST_LINE * 2:
        return ParsedLine(line, LineKind.PROSE, ())
    pieces = tuple(pieces_of(text, masked, line.start))
    kind = _kind(text, line, masked, pieces)
    if kind in (LineKind.TEXT, LineKind.CONTACT):
        pieces = tuple(_as_address(text, line, pieces))
    return ParsedLine(line, kind, pieces)


def _shown(masked: str) -> str:
    """What is left of a masked line, white space folded."""
    return " ".join(masked.replace(_GAP, " ").split())


def masked_line(text: str, line: Line) -> str:
    """The line with points, labels and remarks blanked out and tabs for its gutters, as long as before."""
    spans = [(point.start if point.labelled is None else point.labelled, point.end) for point in line.points]
    masked = _blanked(text[line.start : line.end], [(start - line.start, end - line.start) for start, end in spans])
    masked = _blanked(masked, list(_labels_in(masked)))
    masked = _blanked(masked, [match.span() for match in _REMARK.finditer(masked)])
    signs = list(masked) if line.gutters else []
    for offset in line.gutters:
        if signs[offset - line.start] == " ":
            signs[offset - line.start] = "\t"
    return "".join(signs) or masked


def _labels_in(masked: str) -> Iterator[tuple[int, int]]:
    """Spans of labels with their colon."""
    folded = fold(masked)
    for colon in re.finditer(r"[:：]\s?", folded):
        label = vocabulary().label.search(folded, max(0, colon.start() - _LONGEST_LABEL), colon.start())
        if label:
            yield _opening_of_label(masked, label.start()), colon.end()


def _opening_of_label(masked: str, start: int) -> int:
    """Where the words before a label begin that belong to it ("National focal point:"), names and bodies apart."""
    before = _LABEL_OPENING.search(masked, max(0, start - _LONGEST_LABEL), start)
    if before is None or sort_of(before.group().strip()) != Sort.OTHER:
        return start
    return before.start()


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    parts: list[str] = []
    position = 0
    for start, end in spans:
        begin, stop = max(start, position), min(end, len(text))
        if stop > begin:
            parts += [text[position:begin], _GAP * (stop - begin)]
            position = stop
    return "".join([*parts, text[position:]])


def pieces_of(text: str, masked: str, offset: int) -> Iterator[Piece]:
    """The pieces of a masked line that begins at `offset`; words that only introduce contacts are left out."""
    position = 0
    for match in [*_SEPARATOR.finditer(masked), None]:
        stop = match.start() if match else len(masked)
        start, end = _stripped(masked, position, stop)
        opening = _past_lead_in(masked, start, end)
        if masked[stop : stop + 1] == _GAP or (opening > start and masked[end - 1 : end] in "系络絡繫"):
            opening, end = _stripped(masked, opening, _unconnected(masked, opening, end))
        start = opening
        position = match.end() if match else stop
        piece = masked[start:end]
        if (len(piece) > 1 or piece.isdigit()) and not _is_introduction(piece):
            colon = bool(match and match["colon"]) or masked[end : end + 3].strip(" ").startswith((":", "："))
            for first, last in _parted(piece):
                begin, stop = offset + start + first, offset + start + last
                sort = _sort_by_label(text, begin, sort_of(text[begin:stop].replace("\n", "")))
                named = sort == Sort.OTHER and _is_labelled_name(text, begin, stop)
                yield Piece(begin, stop, Sort.PERSON if named else sort, colon, named)


def _sort_by_label(text: str, start: int, sort: Sort) -> Sort:
    """The sort of a piece by the word of a form before it ("Fonction : Sociologue"), else by its own words."""
    label = _FORM_FIELD.search(text, max(0, start - _LONGEST_FIELD), start)
    kind = vocabulary().columns.get(fold(label[1])) if label else None
    if kind == "role" and sort in (Sort.OTHER, Sort.PERSON):
        return Sort.ROLE
    if kind == "organisation" and sort in (Sort.OTHER, Sort.ROLE):
        return Sort.ORGANISATION
    return sort


def _is_labelled_name(text: str, start: int, end: int) -> bool:
    """Whether a few Chinese characters are somebody's name because a label says so ("联系人：刀丽娟")."""
    if not _HAN_FEW.fullmatch(text, start, end):
        return False
    before = fold(text[max(0, start - _LONGEST_LABEL) : start]).rstrip()
    label = vocabulary().label.search(before[:-1]) if before.endswith((":", "：")) else None
    return bool(label and label["person"])


def _unconnected(masked: str, start: int, end: int) -> int:
    """The end of a piece before a point without the words that lead there ("Rosa Kamau at")."""
    connector = vocabulary().connector.search(fold(masked[start:end]))
    return start + connector.start() if connector else end


def _past_lead_in(masked: str, start: int, end: int) -> int:
    """Where a piece begins after the words that ask to write to somebody ("écrire à la Cellule de communication")."""
    words = masked[start:end]
    lead_ins = list(vocabulary().lead_in.finditer(fold(words)))
    if lead_ins and lead_ins[0].start() <= 1 and lead_ins[0].end() == len(words):
        return end
    for lead_in in reversed(lead_ins):
        rest = words[lead_in.end() :]
        proper = len(rest) > 1 and (rest[0].isupper() or rest[0] in "《“" or re.match(f"[{CJK}]", rest))
        several = " " in lead_in.group().strip() or re.match(f"[{CJK}]", words)
        if proper and (several or name_in(rest)):
            return start + lead_in.end()
    return start


def _parted(piece: str) -> Iterator[tuple[int, int]]:
    """A name apart from what stands in brackets after it, or from the Chinese role before it; else the whole piece."""
    match = _NAME_WITH_BRACKETS.fullmatch(piece)
    pair = _PAIR.fullmatch(piece)
    closed = _CLOSED.fullmatch(piece)
    name = name_after_role(piece) or name_after_body(piece)
    if match and (
        name_in(match[1]) or sort_of(match[2]) == Sort.ROLE or (is_address(match[2]) and not is_address(match[1]))
    ):
        yield match.span(1)
        yield match.span(2)
    elif pair and name_in(pair[1]) and name_in(pair[2]):
        yield pair.span(1)
        yield pair.span(2)
    elif pair and name_in(pair[1]) and pair[2].islower():
        yield pair.span(1)
    elif _AND_ZH.match(piece) and is_han_name(piece[1:]):
        yield 1, len(piece)
    elif closed and closed[1].strip():
        yield closed.span(1)
        if not vocabulary().connector.fullmatch(closed[2]):
            yield closed.span(2)
    elif name:
        yield 0, name
        yield name, len(piece)
    else:
        yield 0, len(piece)


def is_prose(text: str) -> bool:
    """Whether words that sentences have and names have not stand in a text."""
    found = sentence_words_in(text)
    words = _WORD.findall(text)
    if re.search(f"[{CJK}]", text):
        return len(found) > 1 or "。" in text.strip("。 ")
    return (
        len(found) > 1
        or (bool(found) and len(words) > 4)
        or bool(re.search(r"[a-zà-ÿ]{2}(?:[.!?]\s[A-ZÀ-Þ][a-zà-ÿ]+\s[a-zà-ÿ]|\s?[!?]\s[A-ZÀ-Þ])", text))
    )


def _kind(text: str, line: Line, masked: str, pieces: Sequence[Piece]) -> LineKind:
    rest = _shown(masked)
    if not line.points:
        return _kind_without_points(text, line, rest, pieces)
    named = [piece for piece in pieces if piece.sort in (Sort.PERSON, Sort.ORGANISATION, Sort.ROLE, Sort.ADDRESS)]
    only_web = all(point.is_web for point in line.points)
    introduced = text[line.start : line.points[0].start].rstrip(" <").endswith((":", "：")) or not rest
    if only_web and introduced and len(rest) <= _LONGEST_INTRODUCTION and not _names_body(text, named):
        return LineKind.WEB
    if is_prose(rest) or len(rest) > _LONGEST_LINE or (only_web and len(rest) > _LONGEST_INTRODUCTION):
        return LineKind.PROSE
    if only_web and not named:
        return LineKind.WEB if len(_WORD.findall(rest)) <= 4 else LineKind.PROSE
    return LineKind.CONTACT


def _names_body(text: str, named: Sequence[Piece]) -> bool:
    """Whether what introduces a web address names whose it is, as "OIT :" does and "Visitez notre site :" does not."""
    return any(not sentence_words_in(text[piece.start : piece.end]) for piece in named) and not any(
        fold(word) in vocabulary().heading_words for piece in named for word in text[piece.start : piece.end].split()
    )


def _kind_without_points(text: str, line: Line, rest: str, pieces: Sequence[Piece]) -> LineKind:
    words = _WORD.findall(rest)
    if line.heading or not pieces or (vocabulary().call.match(fold(rest)) and len(words) <= _MOST_WORDS_OF_SENTENCE):
        return LineKind.HEADING
    if rest.endswith((":", "：")):
        return LineKind.HEADING
    if rest.endswith("。") and len(rest) > _LONGEST_HAN_NAME:
        return LineKind.PROSE
    if len(rest) > _LONGEST_LINE or len(words) > _MOST_WORDS or is_prose(rest):
        return LineKind.PROSE
    if _SENTENCE_END.search(rest) and len(words) > _MOST_WORDS_OF_SENTENCE and not is_address(rest):
        return LineKind.PROSE
    return LineKind.TEXT


def body_in_heading(text: str, parsed: ParsedLine) -> tuple[int, int] | None:
    """The body whose accounts a heading announces ("Suivez l'OIT :", "关注联合国儿童基金会：")."""
    start, end = parsed.line.start, parsed.points[0].start if parsed.points else parsed.line.end
    if end - start > _LONGEST_INTRODUCTION:
        return None
    call = vocabulary().call.match(fold(text[start:end]))
    body = _BODY_CALLED.match(text, start + call.end(), end) if call else None
    known = vocabulary().heading_words | vocabulary().web_words
    if body and fold(body.group().split()[0]) not in known and sort_of(body.group()) != Sort.PLACE:
        return body.span()
    found = [match for match in _CAPITALS.finditer(text, start, end) if has_acronym(match.group())]
    return found[0].span() if len(found) == 1 else None


def is_labelled(text: str, parsed: ParsedLine) -> bool:
    """Whether a line begins with a word of a form ("单位：", "Organisation :")."""
    label = _FORM_LABEL.match(text, parsed.line.start, parsed.line.end)
    return bool(label) and _is_introduction(label[1])  # type: ignore[index]


def _is_introduction(piece: str) -> bool:
    """Whether a piece only announces a contact ("Contacts presse", "联系我们")."""
    heading_words = vocabulary().heading_words
    words = [fold(word).strip("().!?'") for word in re.split(r"[\s/&]+", piece)]
    return all(word in heading_words or not word for word in words) and not has_acronym(piece)


def _stripped(masked: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and signs at its ends, and without brackets that lost their partner or their content."""
    while True:
        while start < end and masked[start] in _EDGE:
            start += 1
        while start < end and masked[end - 1] in _EDGE and not _ends_in_initial(masked, start, end):
            end -= 1
        piece = masked[start:end]
        if piece[:1] in tuple(")）") or (piece[:1] in tuple("(（") and not set(piece) & set(")）")):
            start += 1
        elif piece[-1:] in tuple("(（") or (piece[-1:] in tuple(")）") and not set(piece) & set("(（")):
            end -= 1
        elif _IN_BRACKETS.fullmatch(piece):
            start, end = start + 1, end - 1
        else:
            return start, end


def _ends_in_initial(masked: str, start: int, end: int) -> bool:
    return bool(re.search(r"(?:^|\s)[A-Z]\.$", masked[start:end]))


def _as_address(text: str, line: Line, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """In a line with an address, all that is no name, role or body belongs to the address."""
    rest = " ".join(text[piece.start : piece.end] for piece in pieces)
    joined = text[pieces[0].start : pieces[-1].end] if pieces and not line.points else rest
    sorts = {piece.sort for piece in pieces}
    found = Sort.ADDRESS in sorts or (bool(pieces) and not sorts & {Sort.PERSON, Sort.ROLE} and is_address(joined))
    first = next((piece.start for piece in pieces if piece.sort == Sort.ADDRESS), None)
    reached = min((point.end for point in line.points if first is not None and point.start > first), default=line.end)
    for piece in pieces:
        loose = piece.sort in (Sort.OTHER, Sort.PLACE, Sort.REGION)
        number = bool(_HOUSE_NUMBER.match(text[piece.start : piece.end]))
        building = piece.sort != Sort.ROLE and is_building(text[piece.start : piece.end])
        whole = not sorts & {Sort.PERSON, Sort.ROLE, Sort.ORGANISATION} and not _opens_with_name(
            text, line, pieces[0], piece
        )
        if (
            found
            and piece.start < reached
            and (building or (loose and (whole or number or first is None or piece.start > first)))
        ):
            yield Piece(piece.start, piece.end, Sort.ADDRESS, piece.colon)
        else:
            yield piece


def _opens_with_name(text: str, line: Line, first: Piece, piece: Piece) -> bool:
    """Whether a piece that opens a line with address and points can be the name of a body."""
    words = text[piece.start : piece.end]
    return bool(line.points) and piece is first and piece.sort == Sort.OTHER and not re.search(r"\d", words)


def name_span(text: str, piece: Piece) -> tuple[int, int] | None:
    """Where the name stands in a piece that is one, in the reading."""
    if piece.named:
        return piece.start, piece.end
    name = name_in(text[piece.start : piece.end])
    return (piece.start + name.start, piece.start + name.end) if name else None
