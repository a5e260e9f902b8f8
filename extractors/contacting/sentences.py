"""Contacts inside sentences: each web address by itself, numbers and e-mail addresses with the name before them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from extractors.contacting.bodies import with_whole_bodies
from extractors.contacting.drafts import Draft
from extractors.contacting.people import Sort, name_in, sentence_words_in
from extractors.contacting.pieces import ParsedLine, Piece, masked_line, pieces_of
from extractors.contacting.points import Point
from extractors.contacting.postal import with_address
from extractors.contacting.vocabulary import fold, vocabulary

_SENTENCE_END = re.compile(r"(?<=[a-zà-ÿ0-9)\x1f])[.!?…]+[»”\"')]?\s+(?=[A-ZÀ-Þ«“])|[。！？\n]")
# How far from one another two points of one contact stand, and how far before them its name.
_BETWEEN_POINTS = 90
_BEFORE_POINTS = 160
_LONGEST_NAME = 5
_FIRST_NAME = re.compile(r"(?<![\w'’-])[A-ZÀ-Þ][a-zà-ÿ]{2,}$")
_CONNECTOR = re.compile(
    r"(?:[\s,(（：:]|\b(?:at|on|via|by|or|and|through|au|par|sur|ou|et|à|email|tel)\b|的|联系|联络|聯絡|，)+$",
    re.IGNORECASE,
)


def drafts_in_prose(text: str, parsed: ParsedLine) -> Iterator[Draft]:
    """The contacts of a line of prose."""
    masked = masked_line(text, parsed.line)
    offset = parsed.line.start
    ends = [offset + match.end() for match in _SENTENCE_END.finditer(masked)]
    group: list[Point] = []
    previous = offset
    for point in parsed.points:
        if point.is_web:
            yield Draft("sentence-web", points=[point], loose=False)
            continue
        apart = group and (
            point.start - group[-1].end > _BETWEEN_POINTS
            or bisect_left(ends, group[-1].end) < bisect_right(ends, point.start)
            or _name_before(text, masked, offset, group[-1].end, point.start)
        )
        if apart:
            yield _draft(text, masked, offset, max(previous, _last_before(ends, group[0].start)), group)
            previous = group[-1].end
            group = []
        group.append(point)
    if group:
        yield _draft(text, masked, offset, max(previous, _last_before(ends, group[0].start)), group)


def _last_before(ends: list[int], offset: int) -> int:
    """The last sentence end before an offset; 0 where there is none."""
    index = bisect_right(ends, offset)
    return ends[index - 1] if index else 0


def opening_of(text: str, parsed: ParsedLine) -> tuple[Piece, ...]:
    """Whom the end of a sentence without a full stop asks to contact, where the points follow on the next lines."""
    if parsed.points:
        return ()
    line = text[parsed.line.start : parsed.line.end]
    lead_ins = list(vocabulary().lead_in.finditer(fold(line)))
    if not lead_ins or line.rstrip().endswith((".", "。", ":", "：")):
        return ()
    start = lead_ins[-1].end()
    pieces = tuple(pieces_of(text, line[start:], parsed.line.start + start))
    return pieces if pieces and pieces[0].sort in (Sort.PERSON, Sort.ORGANISATION) else ()


def _draft(text: str, masked: str, offset: int, since: int, group: list[Point]) -> Draft:
    """The points with the person or body named right before them."""
    start = max(since, group[0].start - _BEFORE_POINTS)
    pieces = _pieces_before(text, masked, offset, start, group[0].start)
    return Draft("sentence", rows=[pieces] if pieces else [], points=group, loose=False)


def _pieces_before(text: str, masked: str, offset: int, start: int, end: int) -> tuple[Piece, ...]:
    """Person, role, body and address named before a point: after the words that ask to write to them, or a person."""
    window = masked[start - offset : end - offset].rstrip("\x1f")
    asked = [0, *(match.end() for match in vocabulary().lead_in.finditer(fold(window)))]
    for after in reversed(asked):
        found = [part for piece in pieces_of(text, window[after:], start + after) for part in _trimmed(text, piece)]
        first = next((index for index, piece in enumerate(found) if piece.sort == Sort.PERSON), None)
        if first and after and found[0].sort in (Sort.ORGANISATION, Sort.ROLE):
            first = 0
        if first is None:
            first = _body_asked(found, text, asked=after > 0)
        if first is not None:
            return tuple(_named(found[first:], text))
        if found and _name_before(text, masked, offset, start, end):
            break
    name = _name_before(text, masked, offset, start, end) or _first_name_before(text, masked, offset, start, end)
    return (name,) if name else ()


def _body_asked(pieces: list[Piece], text: str, *, asked: bool) -> int | None:
    """Which piece names the body to write to: the first after words that ask for it, or the one before an address."""
    if asked and pieces and pieces[0].sort == Sort.ORGANISATION:
        return 0
    sorts = [piece.sort for row in with_address([tuple(pieces)], text) for piece in row]
    street = sorts.index(Sort.ADDRESS) if Sort.ADDRESS in sorts else None
    if not street or any(sentence_words_in(text[piece.start : piece.end]) for piece in pieces[: street + 1]):
        return None
    body = pieces[street - 1]
    return street - 1 if body.sort == Sort.ORGANISATION and not body.colon else None


def _named(pieces: list[Piece], text: str) -> Iterator[Piece]:
    """The pieces that name somebody, something or some place; other words of the sentence are left out."""
    (row,) = with_address(with_whole_bodies([tuple(pieces)], text), text)
    for piece in row:
        if piece.sort == Sort.OTHER and piece.colon:
            return
        if piece.sort != Sort.OTHER:
            yield piece


def _trimmed(text: str, piece: Piece) -> list[Piece]:
    """The piece without the words that lead from a name to its address, sorted anew."""
    words = text[piece.start : piece.end]
    end = piece.end - len(words) + len(_CONNECTOR.sub("", words))
    if end in (piece.end, piece.start):
        return [piece]
    return list(pieces_of(text, text[piece.start : end], piece.start)) or [piece]


def _name_before(text: str, masked: str, offset: int, start: int, end: int) -> Piece | None:
    """A name of two words or more that ends right before a point."""
    window = masked[max(start, end - 60) - offset : end - offset].rstrip("\x1f")
    window = _CONNECTOR.sub("", window)
    words = list(re.finditer(r"\S+", window))
    for count in range(min(_LONGEST_NAME, len(words)), 1, -1):
        first, last = words[-count].start(), words[-1].end()
        if name_in(window[first:last]):
            begin = max(start, end - 60)
            return Piece(begin + first, begin + last, Sort.PERSON)
    return None


def _first_name_before(text: str, masked: str, offset: int, start: int, end: int) -> Piece | None:
    """A single name right before an e-mail address that begins with it ("Linda at linda@…")."""
    window = _CONNECTOR.sub("", masked[max(start, end - 60) - offset : end - offset].rstrip("\x1f"))
    word = _FIRST_NAME.search(window)
    if word is None or fold(text[end : end + len(word.group())]) != fold(word.group()):
        return None
    begin = max(start, end - 60)
    return Piece(begin + word.start(), begin + word.end(), Sort.PERSON, named=True)
