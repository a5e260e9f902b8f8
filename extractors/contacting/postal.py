"""Finds the address of a contact in its rows: from a street, a box or a building on, all that goes on with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.contacting.addresses import is_address, is_building, may_be_address
from extractors.contacting.bodies import Rows
from extractors.contacting.people import Sort, has_acronym
from extractors.contacting.pieces import Piece
from extractors.contacting.places import has_place
from extractors.contacting.vocabulary import fold, vocabulary

_PLACES = (Sort.PLACE, Sort.REGION)
# What a piece that tells nothing of an address by itself may be and yet stand inside one ("Sangkat Boeung Keng Kang").
_FILLERS = (Sort.OTHER, Sort.PERSON, Sort.ORGANISATION)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece in its row; `weight`: 2 an address by itself, 1 beside other parts, 0 not by its words."""

    row: int
    column: int
    piece: Piece
    weight: int

    @property
    def is_part(self) -> bool:
        return self.weight > 0 or self.piece.sort in _PLACES


def with_address(rows: Rows, text: str) -> Rows:
    """The rows with the pieces of the first address sorted as such; names around it stay what they are."""
    parts = [
        _Part(row, column, piece, _weight(piece, text))
        for row, pieces in enumerate(rows)
        for column, piece in enumerate(pieces)
    ]
    end = 0
    for index, part in enumerate(parts):
        if part.weight and index >= end:
            end = _end_of_run(parts, index, text)
            first = _start_of_run(parts, index, text)
            if _is_enough(parts[first:end]) or _is_house(parts, first, text):
                return list(_resorted(rows, {(part.row, part.column) for part in parts[first:end]}))
    return rows


def _weight(piece: Piece, text: str) -> int:
    words = text[piece.start : piece.end]
    if piece.sort == Sort.ADDRESS:
        return 2 if is_address(words) else 1
    if piece.sort in (Sort.ORGANISATION, Sort.PERSON):
        return int(is_building(words))
    return int(piece.sort == Sort.OTHER and not piece.colon and may_be_address(words))


def _is_enough(run: Sequence[_Part]) -> bool:
    """A street or box is an address; buildings and numbers are one with a place, or several together."""
    weights = sum(part.weight for part in run if part.piece.sort != Sort.ORGANISATION)
    return weights > 1 or (weights == 1 and any(part.piece.sort in _PLACES for part in run))


def _is_house(parts: Sequence[_Part], first: int, text: str) -> bool:
    """Whether a building opens the line right under that of a body."""
    above = parts[first - 1] if first else None
    piece = parts[first].piece
    named = above is not None and above.piece.sort == Sort.ORGANISATION and above.row == parts[first].row - 1
    return named and piece.sort != Sort.PERSON and is_building(text[piece.start : piece.end])


def _end_of_run(parts: Sequence[_Part], start: int, text: str) -> int:
    """One past the last part that goes on with the address."""
    end = start + 1
    for index in range(start + 1, len(parts)):
        if not _are_neighbours(parts[index - 1], parts[index], text):
            break
        part = parts[index]
        if part.is_part:
            end = index + 1
        elif part.piece.sort not in _FILLERS or part.piece.colon or part.row > parts[end - 1].row + 1:
            break
        elif part.row == parts[end - 1].row and (_closes(part.piece, text) or _is_second_name(parts, index)):
            end = index + 1
    return end


def _is_second_name(parts: Sequence[_Part], index: int) -> bool:
    """Whether what looks like a name closes its row under somebody's name ("Ba Dinh District, Ha Noi")."""
    last = index + 1 == len(parts) or parts[index + 1].row > parts[index].row
    named = any(part.piece.sort == Sort.PERSON for part in parts[:index])
    return last and named and parts[index].piece.sort == Sort.PERSON


def _closes(piece: Piece, text: str) -> bool:
    """Whether a piece right after a part of an address in its line belongs to it: a quarter, a country's long name."""
    words = text[piece.start : piece.end]
    return (piece.sort == Sort.OTHER and not words[0].islower()) or (
        piece.sort == Sort.ORGANISATION and has_place(words) and not has_acronym(words)
    )


def _start_of_run(parts: Sequence[_Part], start: int, text: str) -> int:
    """The first part of the address: what stands between the last name before it and its street."""
    first = start
    named = {part.row for part in parts[:start] if part.piece.sort == Sort.ORGANISATION}
    for index in range(start - 1, -1, -1):
        part = parts[index]
        loose = part.piece.sort in (Sort.OTHER, *_PLACES) and not part.piece.colon
        below = any(row < part.row for row in named)
        here = part.row == parts[start].row and any(
            other.piece.sort == Sort.ORGANISATION for other in parts[:index] if other.row == part.row
        )
        if (
            not loose
            or not _are_neighbours(part, parts[index + 1], text)
            or not (here or (below and part.row not in named))
        ):
            break
        first = index
    return _with_parent(parts, first, text)


def _with_parent(parts: Sequence[_Part], first: int, text: str) -> int:
    """The body on the line above the street, under a line with its unit and nobody's name, opens the address."""
    row = parts[first].row
    above = [index for index, part in enumerate(parts) if part.row == row - 1]
    unit = [part.piece.sort for part in parts if part.row == row - 2]
    opens = first == 0 or parts[first - 1].row < row
    units = vocabulary().units
    is_unit = any(
        fold(text[part.piece.start : part.piece.end]).startswith(units) for part in parts if part.row == row - 2
    )
    alone = is_unit and not any(part.piece.sort in (Sort.PERSON, Sort.ROLE) for part in parts[:first])
    bodies = bool(above) and {parts[index].piece.sort for index in above} | set(unit) == {Sort.ORGANISATION}
    if opens and alone and bodies and unit and _are_neighbours(parts[above[-1]], parts[first], text):
        return above[0]
    return first


def _are_neighbours(one: _Part, other: _Part, text: str) -> bool:
    """Whether nothing but signs stands between two parts, no end of brackets, in one row or two that follow."""
    between = text[one.piece.end : other.piece.start]
    return other.row - one.row <= 1 and not any(sign.isalnum() or sign in "）" for sign in between)


def _resorted(rows: Rows, places: set[tuple[int, int]]) -> Iterator[tuple[Piece, ...]]:
    for row, pieces in enumerate(rows):
        yield tuple(
            replace(piece, sort=Sort.ADDRESS) if (row, column) in places else piece
            for column, piece in enumerate(pieces)
        )
