"""The body and the role of a contact, from the rows of its pieces."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.contacting.addresses import may_be_address
from extractors.contacting.people import Sort, body_before_role, role_before_body
from extractors.contacting.pieces import Piece
from extractors.contacting.vocabulary import fold, vocabulary
from extractors.tokenizer import CJK

Rows = list[tuple[Piece, ...]]
Span = tuple[int, int]

_AND = re.compile(r"\b(?:and|et|&)\s")
_SMALL_WORD = 4
# Signs that part the fields of a line; a comma or a hyphen may stand inside a name.
_BAR = re.compile(r"[|;；•·]|\s[/–—]\s")
# What an item of a list inside a name may look like.
_LISTED = (Sort.OTHER, Sort.PERSON, Sort.PLACE, Sort.REGION)


def with_whole_bodies(rows: Rows, text: str) -> Rows:
    """The rows in which what goes on with a body's name after a comma belongs to it ("Ministry of Gender, Labour and
    Social Development")."""
    pieces = [piece for row in rows for piece in row]
    for index in range(1, len(pieces)):
        if pieces[index - 1].sort == Sort.ORGANISATION and _is_listed(pieces[index - 1 :], text):
            pieces[index] = replace(pieces[index], sort=Sort.ORGANISATION)
    whole = iter(pieces)
    return [tuple(next(whole) for _ in row) for row in rows]


def _is_listed(pieces: Sequence[Piece], text: str) -> bool:
    """Whether what follows the first piece is an item of a list in its name: written small, or with "and" in it or in
    an item after it."""
    for before, piece in pairwise(pieces):
        words = text[piece.start : piece.end]
        beside = text[before.end : piece.start].strip() == ","
        if not beside or piece.sort not in _LISTED or piece.colon or may_be_address(words):
            return False
        if (before is pieces[0] and vocabulary().joiner_first.match(fold(words))) or _AND.search(words):
            return True
        if len(words.split()) > _SMALL_WORD:
            return False
    return False


def role_and_body(rows: Rows, text: str) -> tuple[Span | None, Span | None]:
    """The role, and the body that it names ("Directrice du Département …", "…局传播官员"); a role that only announces
    the person, before a colon, gives way to one after it."""
    roles = [(piece, row, index) for row in rows for index, piece in enumerate(row) if piece.sort == Sort.ROLE]
    for piece, row, index in sorted(roles, key=lambda found: found[0].colon):
        words = text[piece.start : piece.end]
        split = body_before_role(words)
        if split:
            return (piece.start + split, piece.end), (piece.start, piece.start + split)
        inner = role_before_body(words)
        if inner:
            return (piece.start, piece.start + inner[0]), (piece.start + inner[1], piece.end)
        return (piece.start, _end_of_role(row, index)), None
    return None, None


def _end_of_role(row: tuple[Piece, ...], index: int) -> int:
    """Where a role ends that goes on after a comma: with more of it, a region, in a line of its own with its field."""
    alone = index == 0 and {piece.sort for piece in row[1:]} <= {Sort.OTHER, Sort.ROLE, Sort.REGION}
    last = row[index]
    for piece in row[index + 1 :]:
        if piece.sort not in (Sort.ROLE, Sort.REGION) and not (alone and not piece.colon):
            break
        last = piece
    return last.end


def with_fields_of_roles(rows: Rows, text: str) -> Rows:
    """The rows in which one word after a role says its field, where the next row names the body ("Officer,
    Communications")."""
    result = list(rows)
    for number, (row, below) in enumerate(pairwise(rows)):
        field = row[-1]
        plain = field.sort == Sort.ORGANISATION and _is_plain_word(text[field.start : field.end])
        if plain and len(row) > 1 and row[-2].sort == Sort.ROLE and below[0].sort == Sort.ORGANISATION:
            result[number] = (*row[:-1], replace(field, sort=Sort.ROLE))
    return result


def _is_plain_word(words: str) -> bool:
    return words.isalpha() and not words.isupper() and words.isascii()


def body_of(rows: Sequence[tuple[Piece, ...]], text: str, *, loose: bool) -> Span | None:
    """The first pieces that name a body, with those that go on after it, on the next line too after a comma; `loose`:
    else the first proper name that tells nothing by itself."""
    run: list[Piece] = []
    for row in rows:
        if run and not text[run[-1].end : row[0].start].lstrip(" ").startswith(","):
            break
        for piece in row:
            if run and _BAR.search(text, run[-1].end, piece.start):
                return run[0].start, run[-1].end
            if piece.sort == Sort.ORGANISATION or (run and _goes_on(piece, text, run[-1].end)):
                run.append(piece)
            elif run:
                return run[0].start, run[-1].end
    if run:
        return run[0].start, run[-1].end
    found = next((piece for row in rows for piece in row if _is_proper(piece, text)), None) if loose else None
    return (found.start, found.end) if found else None


def body_by_address(rows: Rows, text: str) -> Span | None:
    """The row right above the address, or in its row before it: the body's name, whatever its words; without an
    address, the last row if it is written as a name."""
    above = _above_address(rows)
    if not above:
        found = body_of(rows[-1:], text, loose=True)
        return found if found and _is_capitalised(text[slice(*found)]) else None
    return body_of(above, text, loose=True) or _named_in_han(above, text)


def _above_address(rows: Rows) -> list[tuple[Piece, ...]]:
    for index, row in enumerate(rows):
        first = next((number for number, piece in enumerate(row) if piece.sort == Sort.ADDRESS), None)
        if first is not None:
            return [row[:first]] if first else rows[max(0, index - 1) : index]
    return []


def _named_in_han(rows: Sequence[tuple[Piece, ...]], text: str) -> Span | None:
    """Chinese words that tell nothing by themselves, before an address: they have no capitals to go by."""
    spans = ((piece.start, piece.end) for row in rows[-1:] for piece in row if piece.sort == Sort.OTHER)
    return next((span for span in spans if re.fullmatch(f"[{CJK}]{{4,}}", text[slice(*span)])), None)


def _goes_on(piece: Piece, text: str, since: int) -> bool:
    """Whether a piece goes on with the body's name: a place or more words, with no point or label in between."""
    if any(map(str.isalnum, text[since : piece.start])):
        return False
    return piece.sort in (Sort.PLACE, Sort.REGION) or (
        piece.sort == Sort.OTHER and not piece.colon and text[piece.start].isalpha()
    )


def _is_proper(piece: Piece, text: str) -> bool:
    """Whether words that tell nothing by themselves may be a name."""
    words = text[piece.start : piece.end]
    named = words[0].isupper() and not vocabulary().opener.match(fold(words))
    return named and piece.sort == Sort.OTHER and not piece.colon


def _is_capitalised(words: str) -> bool:
    return all(word[0].isupper() for word in re.findall(r"[^\W\d_]+", words) if len(word) > _SMALL_WORD)
