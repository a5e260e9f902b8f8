"""A contact in the making: lines are put into it, and it says who is to be reached, and how."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.contacting.people import Sort, body_before_role, role_before_body
from extractors.contacting.pieces import ParsedLine, Piece, name_span
from extractors.contacting.points import Point, PointKind
from extractors.contacting.vocabulary import fold
from extractors.tokenizer import CJK

# No address block has more lines before its first point.
MOST_LINES_BEFORE_POINTS = 8


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

    def spans(self) -> list[tuple[int, int]]:
        """Those that there are."""
        return [span for span in (self.title, self.person, self.role, self.organisation, self.address) if span]


def parts_of(draft: Draft, text: str) -> Parts:
    """Person, role, body and address of a draft."""
    rows = _with_roles(_with_one_person(draft, text), text)
    person = next((piece for row in rows for piece in row if piece.sort == Sort.PERSON), None)
    rows = _with_building(rows, named=person is not None)
    role, body = _role_and_body(rows, text)
    organisation = _organisation(rows, text, loose=draft.loose and (person is not None or role is not None)) or body
    if organisation is None and draft.loose and person is None:
        above = _above_address(rows)
        organisation = _organisation(above or rows[-1:], text, loose=True) or _named_in_han(above, text)
    if organisation is None and draft.rule == "web":
        organisation = draft.owner
    return Parts(
        person=name_span(text, person) if person else None,
        role=role,
        organisation=organisation,
        address=_address(rows),
        title=(person.start, person.end) if person else None,
    )


def _above_address(rows: list[tuple[Piece, ...]]) -> list[tuple[Piece, ...]]:
    """The row right above the address, or in its row before it: the body's name, whatever its words."""
    for index, row in enumerate(rows):
        first = next((number for number, piece in enumerate(row) if piece.sort == Sort.ADDRESS), None)
        if first is not None:
            return [row[:first]] if first else rows[max(0, index - 1) : index]
    return []


def _named_in_han(rows: Sequence[tuple[Piece, ...]], text: str) -> tuple[int, int] | None:
    """Chinese words that tell nothing by themselves, before an address: they have no capitals to go by."""
    spans = ((piece.start, piece.end) for row in rows[-1:] for piece in row if piece.sort == Sort.OTHER)
    return next((span for span in spans if re.fullmatch(f"[{CJK}]{{4,}}", text[slice(*span)])), None)


def folded(text: str, span: tuple[int, int] | None) -> str | None:
    """The words of a span as written, white space folded."""
    return (" ".join(text[slice(*span)].split()).strip(" ,;，；") or None) if span else None


def _with_one_person(draft: Draft, text: str) -> list[tuple[Piece, ...]]:
    """The rows with one person left: the one whose name an address repeats, else the first."""
    people = [piece for row in draft.rows for piece in row if piece.sort == Sort.PERSON]
    if len(people) < 2:
        return list(draft.rows)
    locals_ = [fold(point.value).split("@")[0] for point in draft.points if point.kind == PointKind.EMAIL]
    chosen = next((piece for piece in people if _repeated(text[piece.start : piece.end], locals_)), people[0])
    return [
        tuple(
            _resorted(piece, Sort.OTHER) if piece.sort == Sort.PERSON and piece is not chosen else piece
            for piece in row
        )
        for row in draft.rows
    ]


def _repeated(name: str, local_parts: Sequence[str]) -> bool:
    tokens = [token for token in re.split(r"[\s'-]+", fold(name)) if len(token) > 2]
    return any(token in local for token in tokens for local in local_parts)


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
    return words[0].islower() or (piece.sort == Sort.OTHER and len(words) > 2 and bool(re.match(f"[{CJK}]", words)))


def _with_building(rows: list[tuple[Piece, ...]], *, named: bool) -> list[tuple[Piece, ...]]:
    """The rows in which lines between two of an address, or between a body and its street, are part of the address."""
    result = list(rows)
    streets = [index for index, row in enumerate(rows) if row and all(piece.sort == Sort.ADDRESS for piece in row)]
    inside = range(streets[0] + 1, streets[-1]) if streets else range(0)
    before = range(1, streets[0]) if streets and not named else range(0)
    for index in (*inside, *before):
        if all(piece.sort in (Sort.OTHER, Sort.PERSON, Sort.PLACE, Sort.ORGANISATION) for piece in rows[index]):
            result[index] = tuple(_resorted(piece, Sort.ADDRESS) for piece in rows[index])
    return result


def _role_and_body(rows: list[tuple[Piece, ...]], text: str) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The role, and the body that it names ("Directrice du Département …", "…局传播官员")."""
    for row in rows:
        for index, piece in enumerate(row):
            if piece.sort != Sort.ROLE:
                continue
            words = text[piece.start : piece.end]
            split = body_before_role(words)
            if split:
                return (piece.start + split, piece.end), (piece.start, piece.start + split)
            inner = role_before_body(words)
            body = (piece.start + inner[0], piece.start + inner[1]) if inner else None
            end = piece.end
            for other in row[index + 1 :]:
                if other.sort not in (Sort.ROLE, Sort.REGION):
                    break
                end = other.end
            return (piece.start, end), body
    return None, None


def _organisation(rows: Sequence[tuple[Piece, ...]], text: str, *, loose: bool) -> tuple[int, int] | None:
    """The first line's pieces that name a body, with those that go on after it, on the next line after a comma."""
    run: list[Piece] = []
    for row in rows:
        if run and not text[run[-1].end : row[0].start].lstrip(" ").startswith(","):
            break
        for piece in row:
            if piece.sort == Sort.ORGANISATION or (run and _goes_on(piece, text, run[-1].end)):
                run.append(piece)
            elif run:
                return run[0].start, run[-1].end
    if run:
        return run[0].start, run[-1].end
    proper = (
        piece
        for row in rows
        for piece in row
        if piece.sort == Sort.OTHER and not piece.colon and text[piece.start].isupper()
    )
    found = next(proper, None) if loose else None
    return (found.start, found.end) if found else None


def _goes_on(piece: Piece, text: str, since: int) -> bool:
    """Whether a piece goes on with the body's name: a place or more words, with no point or label in between."""
    if any(map(str.isalnum, text[since : piece.start])):
        return False
    return piece.sort in (Sort.PLACE, Sort.REGION) or (
        piece.sort == Sort.OTHER and not piece.colon and text[piece.start].isalpha()
    )


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
