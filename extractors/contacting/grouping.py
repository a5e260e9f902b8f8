"""Groups lines and their points into contacts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.contacting.addresses import is_building
from extractors.contacting.bodies import body_of
from extractors.contacting.columns import Header, body_over, header_of, is_list_title, is_unit, with_columns
from extractors.contacting.drafts import MOST_LINES_BEFORE_POINTS, MOST_POINTS, Draft
from extractors.contacting.lines import Line
from extractors.contacting.people import Sort
from extractors.contacting.pieces import LineKind, ParsedLine, body_in_heading, is_labelled, parse_line
from extractors.contacting.sentences import drafts_in_prose, opening_of
from extractors.contacting.splitting import split_people

# Lines so far from any point are not looked at.
_REACH = 8


def drafts_of(text: str, lines: Sequence[Line]) -> Iterator[Draft]:
    """The contacts of a document, in order; a draft without points is none."""
    near: set[int] = set()
    for index, line in enumerate(lines):
        if line.points:
            near.update(range(max(0, index - _REACH), min(len(lines), index + 3)))
    grouping = _Grouping(text)
    previous = -1
    for index in sorted(near):
        if index != previous + 1:
            yield from grouping.flush()
        previous = index
        parsed_line = grouping.in_columns(parse_line(text, lines[index]))
        titled = grouping.may_be_title(parsed_line) and _follows(text, lines, index)
        if titled and is_list_title(text, parsed_line):
            yield from grouping.take(replace(parsed_line, kind=LineKind.HEADING, pieces=()), followed=True)
        else:
            for parsed in split_people(text, parsed_line):
                yield from grouping.take(parsed, followed=_leads_to_points(lines, index))
        if titled:
            grouping.note_title(parsed_line, tabled=bool(header_of(text, lines[index + 1])))
    yield from grouping.flush()


def _leads_to_points(lines: Sequence[Line], index: int) -> bool:
    """Whether points follow in the same block as a line."""
    for line in lines[index + 1 : index + 1 + _REACH]:
        if line.gap > 1:
            return False
        if line.points:
            return True
    return False


def _follows(text: str, lines: Sequence[Line], index: int) -> bool:
    """Whether what follows a line is a list that it may be the title of: another block, a header, or a row."""
    after = lines[index + 1] if index + 1 < len(lines) else None
    if after is None:
        return False
    if lines[index].heading or after.gap > 1 or header_of(text, after):
        return True
    named = any(piece.sort == Sort.PERSON for piece in parse_line(text, after).pieces)
    subtitle = not after.points and index + 2 < len(lines) and lines[index + 2].gap > 1
    return named if after.points else subtitle and not named


class _Grouping:
    """Takes line after line and lets a contact go when the next begins."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._draft = Draft("block")
        self._headed = False
        self._announced: tuple[int, int] | None = None
        self._shared = False
        self._header: Header | None = None
        self._over: tuple[int, int] | None = None
        self._listed = False

    def in_columns(self, parsed: ParsedLine) -> ParsedLine:
        """The line with its fields sorted by the header above it; a header is a heading, and prose ends its table."""
        header = header_of(self._text, parsed.line)
        if header:
            self._header = header
            return replace(parsed, kind=LineKind.HEADING, pieces=())
        if parsed.kind in (LineKind.PROSE, LineKind.HEADING) and parsed.pieces and not parsed.points:
            self._header = None
        return with_columns(self._text, parsed, self._header) if self._header else parsed

    def may_be_title(self, parsed: ParsedLine) -> bool:
        """Whether a line may name the body whose people the list after it has."""
        return not parsed.points and parsed.line.gap > 1

    def note_title(self, parsed: ParsedLine, *, tabled: bool) -> None:
        """Keep the body that the title of a list names; another title or prose ends the list before, but a title
        inside a list that is called one."""
        prose = parsed.kind == LineKind.PROSE
        body = None if prose else body_over(self._text, parsed)
        listed = not prose and (tabled or is_list_title(self._text, parsed))
        if body and not (listed or is_unit(self._text[slice(*body)])):
            body = None
        if body or prose or not (self._listed or listed or parsed.pieces == ()):
            self._over = body
            self._listed = listed

    def flush(self) -> Iterator[Draft]:
        """End the contact in hand."""
        draft, self._draft, self._headed = self._draft, Draft("block"), False
        draft.announced = self._announced
        draft.over = self._over
        if draft.points:
            draft.again, self._shared = self._shared, True
            if not draft.has(Sort.PERSON):  # the title names the body that is reached here
                self._over = None
            yield draft

    def take(self, parsed: ParsedLine, *, followed: bool) -> Iterator[Draft]:
        """Put a line where it belongs; yields what it ends. `followed`: points come later in its block."""
        if len(self._draft.points) >= MOST_POINTS:
            yield from self.flush()
        if parsed.line.gap > 1:
            if self._announced:
                yield from self.flush()
            self._announced = None
        if parsed.kind == LineKind.PROSE:
            yield from self.flush()
            yield from drafts_in_prose(self._text, parsed)
            opening = opening_of(self._text, parsed)
            if opening:
                self._draft.rows.append(opening)
        elif parsed.kind == LineKind.HEADING:
            if not self._draft.is_web:
                yield from self.flush()
                self._headed = self._take_body(parsed)
                self._draft.owner = body_in_heading(self._text, parsed)
                self._shared = False
                self._announced = body_of([parsed.pieces], self._text, loose=False) if not parsed.line.heading else None
        elif parsed.kind == LineKind.WEB:
            yield from self._take_web(parsed)
        elif self._begins_another(parsed, followed=followed):
            yield from self.flush()
            self._draft.add(parsed)
        else:
            self._draft.add(parsed)

    def _take_body(self, parsed: ParsedLine) -> bool:
        """Take a heading that is the name of a body and nothing else: the address under it is that body's."""
        names_body = bool(parsed.pieces) and all(piece.sort == Sort.ORGANISATION for piece in parsed.pieces)
        if names_body and parsed.line.heading:
            self._draft.rows.append(parsed.pieces)
        return names_body

    def _take_web(self, parsed: ParsedLine) -> Iterator[Draft]:
        draft = self._draft
        if not (draft.is_web or (draft.points and parsed.line.gap == 1) or (draft.rows and parsed.line.gap == 1)):
            owner = None if draft.points else draft.owner
            yield from self.flush()
            self._draft.owner = owner
        self._draft.owner = self._draft.owner or body_in_heading(self._text, parsed)
        if not self._draft.points and not self._draft.rows:
            self._draft.rule = "web"
        self._draft.points += parsed.points

    def _begins_another(self, parsed: ParsedLine, *, followed: bool) -> bool:
        draft = self._draft
        if not draft.points:
            return self._is_stale(parsed)
        if draft.is_web or parsed.line.gap > 2:
            return True
        if parsed.has(Sort.PERSON, Sort.ORGANISATION, Sort.ROLE, Sort.OTHER):
            return self._names_another(parsed, followed=followed)
        if parsed.line.gap == 1:
            return False
        lacks = any(not draft.has_point(point.kind) for point in parsed.points)
        named = bool(draft.rows)
        return not (named and lacks and parsed.points)

    def _is_stale(self, parsed: ParsedLine) -> bool:
        """Whether lines taken so far without any point have nothing to do with this one."""
        draft = self._draft
        if len(draft.rows) >= MOST_LINES_BEFORE_POINTS:
            return True
        if parsed.line.gap < 2:
            return False
        if self._headed and self._names_other(parsed):
            return True
        if draft.has(Sort.PERSON):
            return parsed.has(Sort.PERSON)
        return not draft.has(Sort.ORGANISATION, Sort.ROLE, Sort.ADDRESS) or parsed.line.gap > 2

    def _names_other(self, parsed: ParsedLine) -> bool:
        """Whether a line under the heading of a body opens with a person or with a body that is no building."""
        first = parsed.pieces[0] if parsed.pieces else None
        return first is not None and (
            first.sort == Sort.PERSON
            or (first.sort == Sort.ORGANISATION and not is_building(self._text[first.start : first.end]))
        )

    def _names_another(self, parsed: ParsedLine, *, followed: bool) -> bool:
        """Whether words after points belong to the next contact: they do unless this one still has no name."""
        draft = self._draft
        if parsed.line.gap > 1 or parsed.points or followed:
            return not self._completes(parsed)
        if parsed.has(Sort.PERSON):
            return draft.has(Sort.PERSON)
        if is_labelled(self._text, parsed):
            return any(draft.has(piece.sort) for piece in parsed.pieces)
        return draft.has(Sort.ORGANISATION, Sort.PERSON) and not parsed.has(Sort.ROLE)

    def _completes(self, parsed: ParsedLine) -> bool:
        """Whether a line in the same block only adds what the contact lacks: points announced by a word, an address."""
        if parsed.line.gap > 1 or not parsed.points or parsed.has(Sort.PERSON, Sort.ORGANISATION, Sort.ROLE):
            return False
        return all(piece.colon for piece in parsed.pieces if piece.sort == Sort.OTHER)
