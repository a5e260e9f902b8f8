"""Cuts a line that names several people into one line each."""

from collections.abc import Sequence

from extractors.contacting.lines import Line
from extractors.contacting.people import Sort
from extractors.contacting.pieces import LineKind, ParsedLine, Piece
from extractors.contacting.points import Point


def split_people(text: str, parsed: ParsedLine) -> list[ParsedLine]:
    """A line that names several people with their points, cut into one line each."""
    people = [piece for piece in parsed.pieces if piece.sort == Sort.PERSON]
    if parsed.kind != LineKind.CONTACT or len(people) < 2 or len(parsed.points) < 2:
        return [parsed]
    items: list[Piece | Point] = [*parsed.pieces, *parsed.points]
    items.sort(key=lambda item: item.start)
    names_first = isinstance(items[0], Piece)
    groups: list[list[Piece | Point]] = [[]]
    for item in items:
        begins = isinstance(item, Piece) and item.sort == Sort.PERSON if names_first else isinstance(item, Point)
        other = Point if names_first else Piece
        if begins and any(isinstance(earlier, other) for earlier in groups[-1]):
            groups.append([])
        groups[-1].append(item)
    return [_part(parsed, group, first=group is groups[0]) for group in groups]


def _part(parsed: ParsedLine, group: Sequence[Piece | Point], *, first: bool) -> ParsedLine:
    points = tuple(item for item in group if isinstance(item, Point))
    pieces = tuple(item for item in group if isinstance(item, Piece))
    line = Line(group[0].start, group[-1].end, parsed.line.gap if first else 3, points)
    return ParsedLine(line, LineKind.CONTACT if points else LineKind.TEXT, pieces)
