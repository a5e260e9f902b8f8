"""A contact in the making: lines are put into it, and it says who is to be reached, and how."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.contacting.bodies import (
    Rows,
    body_by_address,
    body_of,
    role_and_body,
    with_fields_of_roles,
    with_whole_bodies,
)
from extractors.contacting.people import Sort, is_han_name
from extractors.contacting.pieces import ParsedLine, Piece, name_span
from extractors.contacting.points import Point, PointKind
from extractors.contacting.postal import with_address
from extractors.contacting.vocabulary import fold, vocabulary
from extractors.tokenizer import CJK

# What stands between the names of two people who are reached together, with the title of the second.
_AND_NAME = re.compile(rf"\s(?:et|and|&|/)\s(?:[A-Z][a-z]{{0,3}}\.?\s)?|(?<=[{CJK}])\s?[、，和与與及/]\s?")

# No address block has more lines before its first point.
MOST_LINES_BEFORE_POINTS = 8


# A role that only its place tells has no more words.
_LONGEST_ROLE = 5
# A list with more points than this goes on in another record.
MOST_POINTS = 60


@dataclass
class Draft:
    """Pieces and points of one contact; `rule` names how they were found."""

    rule: str
    rows: list[tuple[Piece, ...]] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    loose: bool = True
    """Whether words that tell nothing by themselves may name the body."""
    owner: tuple[int, int] | None = None
    """The body that a heading above a list of web addresses names."""
    announced: tuple[int, int] | None = None
    """The body that a line with a colon names right above one contact or several."""
    over: tuple[int, int] | None = None
    """The body that the title of a list names, for all in it who have no other."""
    again: bool = False
    """Whether another contact stands between that line and this one."""

    def add(self, parsed: ParsedLine) -> None:
        """Take a line in."""
        if parsed.pieces:
            self.rows.append(parsed.pieces)
        self.points += parsed.points

    def has(self, *sorts: Sort) -> bool:
        """Whether a piece is of one of these sorts."""
        return any(piece.sort in sorts for row in self.rows for piece in row)

    def has_point(self, kind: PointKind) -> bool:
        """Whether there is a point of this kind."""
        return any(point.kind == kind for point in self.points)

    @property
    def is_web(self) -> bool:
        """Whether it holds web addresses and accounts only."""
        return bool(self.points) and all(point.is_web for point in self.points) and not self.rows


@dataclass(frozen=True, slots=True)
class Parts:
    """Spans of the reading: who is reached."""

    person: tuple[int, int] | None = None
    role: tuple[int, int] | None = None
    organisation: tuple[int, int] | None = None
    address: tuple[int, int] | None = None

    title: tuple[int, int] | None = None
    """The person's name with the title before it."""
    shared: bool = False
    """Whether the body is named above another contact."""

    def spans(self) -> list[tuple[int, int]]:
        """Those that there are."""
        organisation = None if self.shared else self.organisation
        return [span for span in (self.title, self.person, self.role, organisation, self.address) if span]


def parts_of(draft: Draft, text: str) -> Parts:
    """Person, role, body and address of a draft."""
    rows = with_address(with_whole_bodies(with_fields_of_roles(draft.rows, text), text), text)
    rows = _with_roles(_with_one_person(rows, draft.points, text), text)
    person = next((piece for row in rows for piece in row if piece.sort == Sort.PERSON), None)
    role, body = role_and_body(rows, text)
    over = draft.over if draft.rule == "block" and (person or role) else None
    loose = draft.loose and over is None
    organisation = body_of(rows, text, loose=loose and (person is not None or role is not None)) or body or over
    if person and role is None and organisation:
        role = _beside(rows, person, organisation, text)
    if organisation is None and draft.loose and person is None:
        organisation = body_by_address(rows, text)
    if organisation is None and draft.rule == "block":
        organisation = draft.announced
    if organisation is None and draft.rule == "web":
        organisation = draft.owner
    return Parts(
        person=name_span(text, person) if person else None,
        role=role,
        organisation=organisation,
        address=_address(rows),
        shared=organisation is not None and (organisation == over or (draft.again and organisation == draft.announced)),
        title=(person.start, person.end) if person else None,
    )


def folded(text: str, span: tuple[int, int] | None) -> str | None:
    """The words of a span as written, white space folded; with the bracket that closes one in it."""
    if span is None:
        return None
    words = text[slice(*span)]
    closing = text[span[1] : span[1] + 1]
    if any(closing == pair[1] and words.count(pair[0]) > words.count(pair[1]) for pair in ("()", "（）")):
        words += closing
    return " ".join(words.split()).strip(" ,;，；") or None


def folded_name(text: str, span: tuple[int, int] | None) -> str | None:
    """The same for a name, in which a line break between Chinese characters is none."""
    name = folded(text, span)
    return re.sub(rf"(?<=[{CJK}]) (?=[{CJK}]{{1,3}}$)", "", name) if name and "\n" in text[slice(*span or ())] else name


def _with_one_person(rows: Rows, points: Sequence[Point], text: str) -> list[tuple[Piece, ...]]:
    """The rows with one person left: the one whose name an address repeats, else the first, with those whom "and"
    joins to the name."""
    people = [piece for row in rows for piece in row if piece.sort == Sort.PERSON]
    if len(people) < 2:
        return rows
    locals_ = [fold(point.value).split("@")[0] for point in points if point.kind == PointKind.EMAIL]
    repeated = [piece for piece in people if _repeated(text[piece.start : piece.end], locals_)]
    joined = _joined(people, text) if len(repeated) != 1 else None
    chosen = repeated[0] if repeated else people[0]
    result: list[tuple[Piece, ...]] = []
    for row in rows:
        kept = [piece for piece in row if joined is None or not (piece.start < joined.end and joined.start < piece.end)]
        if joined and len(kept) < len(row) and row[0].start <= joined.start < row[-1].end:
            kept = sorted([*kept, joined], key=lambda piece: piece.start)
        result.append(
            tuple(
                _resorted(piece, Sort.OTHER) if piece.sort == Sort.PERSON and piece not in (chosen, joined) else piece
                for piece in kept
            )
        )
    return result


def _joined(people: Sequence[Piece], text: str) -> Piece | None:
    """The first person and those whom a word or sign joins to the name, as one; None for one alone."""
    last = people[0]
    for piece in people[1:]:
        if not _AND_NAME.fullmatch(text, last.end, piece.start):
            break
        last = piece
    first, end = name_span(text, people[0]), name_span(text, last)
    if last is people[0] or first is None or end is None:
        return None
    titled = vocabulary().title_after.search(text, people[0].start, people[0].end)
    return Piece(first[0], last.end if titled else end[1], Sort.PERSON, named=True)


def _repeated(name: str, local_parts: Sequence[str]) -> bool:
    tokens = [token for token in re.split(r"[\s'-]+", fold(name)) if len(token) > 2]
    return any(token in local for token in tokens for local in local_parts)


def _beside(rows: Rows, person: Piece, body: tuple[int, int], text: str) -> tuple[int, int] | None:
    """What stands right after a name and tells nothing by its words is the role, where another piece is the body."""
    pieces = [piece for row in rows for piece in row]
    after = pieces[pieces.index(person) + 1 :][:1]
    for piece in after:
        words = text[piece.start : piece.end]
        plain = piece.sort == Sort.OTHER and not piece.colon and not re.search(r"\d", words)
        if plain and len(words.split()) <= _LONGEST_ROLE and not (body[0] < piece.end and piece.start < body[1]):
            return piece.start, piece.end
    return None


def _with_roles(rows: list[tuple[Piece, ...]], text: str) -> list[tuple[Piece, ...]]:
    """The rows in which a service in small letters between person and body is a role ("service de presse, OIT")."""
    result: list[tuple[Piece, ...]] = []
    for row in rows:
        sorts = [piece.sort for piece in row]
        small = [
            index
            for index, piece in enumerate(row)
            if index and sorts[index - 1] == Sort.PERSON and Sort.ROLE not in sorts and _is_loose_role(piece, text)
        ]
        result.append(
            tuple(_resorted(piece, Sort.ROLE) if index in small else piece for index, piece in enumerate(row))
        )
    return result


def _is_loose_role(piece: Piece, text: str) -> bool:
    """What stands right after a name is its role if it is written small or, in Chinese, names nothing else."""
    words = text[piece.start : piece.end]
    if vocabulary().opener.match(fold(words)) or is_han_name(words):
        return False
    return words[0].islower() or (piece.sort == Sort.OTHER and len(words) > 2 and bool(re.match(f"[{CJK}]", words)))


def _address(rows: Sequence[tuple[Piece, ...]]) -> tuple[int, int] | None:
    """The lines of the address, from its first piece to its last, and the country alone on the line after it; else a
    line of city and country."""
    span: tuple[int, int] | None = None
    for row in rows:
        found = [piece for piece in row if piece.sort == Sort.ADDRESS or (span and piece.sort == Sort.PLACE)]
        if found:
            span = (span[0] if span else found[0].start, found[-1].end)
        elif span:
            break
    cities = (row for row in rows if len(row) > 1 and all(piece.sort == Sort.PLACE for piece in row))
    city = next(cities, None) if span is None else None
    return (city[0].start, city[-1].end) if city else span


def _resorted(piece: Piece, sort: Sort) -> Piece:
    return Piece(piece.start, piece.end, sort, piece.colon)
