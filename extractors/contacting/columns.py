"""Tables written row by row: what a header row says of the fields below it, and whose list a line above names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.contacting.lines import Line
from extractors.contacting.people import Sort, name_in, sort_of
from extractors.contacting.pieces import LineKind, ParsedLine, Piece
from extractors.contacting.vocabulary import fold, vocabulary

# What may part the cells of a row, the surest first.
_SEPARATORS = ("|", "\t", "\n", ";", ",", " – ", " - ", " ")
_EDGE = " \t\n|.,;:：()（）*-–"
_LONGEST_HEADER = 160
_LONGEST_TITLE = 120
_SORTS = {"person": Sort.PERSON, "role": Sort.ROLE, "organisation": Sort.ORGANISATION}
# Chinese words that end in these alone are as often a meeting or a thing as a body.
_GATHERINGS = ("会", "會", "社", "办", "组", "馆", "館")
# Names of parts of a body are this short in Chinese.
_SHORT_UNIT = 6
# What may stand beside the body's name in the title of its list.
_BESIDE = (Sort.OTHER, Sort.PLACE, Sort.REGION)


@dataclass(frozen=True, slots=True)
class Header:
    """What the columns of a table hold, None for all that is no name, role or body; `separator` parts its cells."""

    separator: str
    sorts: tuple[Sort | None, ...]


def header_of(text: str, line: Line) -> Header | None:
    """The header that a line is: two cells or more, all of them words for columns, one for names, roles or bodies."""
    if line.points or line.end - line.start > _LONGEST_HEADER:
        return None
    for separator in _SEPARATORS:
        cells = [fold(text[start:end]) for start, end in _cells(text, line, separator)]
        kinds = [vocabulary().columns.get(cell) for cell in cells]
        if len(cells) > 1 and all(kinds):
            sorts = tuple(_SORTS.get(kind or "") for kind in kinds)
            return Header(separator, sorts) if any(sorts) and len(set(kinds)) > 1 else None
    return None


def with_columns(text: str, parsed: ParsedLine, header: Header) -> ParsedLine:
    """A row below a header with its fields sorted by their columns; as it was if it has other columns."""
    cells = list(_cells(text, parsed.line, header.separator))
    if len(cells) != len(header.sorts) or not parsed.points:
        return parsed
    pieces: list[Piece] = []
    for (start, end), sort in zip(cells, header.sorts, strict=True):
        if sort is None:
            pieces += [piece for piece in parsed.pieces if start <= piece.start < end]
        elif end > start:
            pieces.append(Piece(start, end, sort, named=sort == Sort.PERSON and name_in(text[start:end]) is None))
    return replace(parsed, kind=LineKind.CONTACT, pieces=tuple(pieces))


def _cells(text: str, line: Line, separator: str) -> Iterator[tuple[int, int]]:
    """The cells of a line, without blanks and signs at their ends; an empty one is an empty span."""
    row = text[line.start : line.end]
    if separator == "\t":
        gutters = {offset - line.start for offset in line.gutters}
        row = "".join("\t" if index in gutters else sign for index, sign in enumerate(row)) if gutters else row
    elif separator == "|":
        row = row.strip("| ") if row.startswith("|") else row
        line = replace(line, start=text.index(row, line.start)) if row else line
    position = 0
    for cell in row.split(separator):
        left = len(cell) - len(cell.lstrip(_EDGE))
        inner = cell.strip(_EDGE)
        start = line.start + position + (left if inner else 0)
        yield start, start + len(inner)
        position += len(cell) + len(separator)


def body_over(text: str, parsed: ParsedLine) -> tuple[int, int] | None:
    """The body whose people a line lists: it names the body and at most that this is a list ("…中心通讯录")."""
    line = parsed.line
    if line.points or line.end - line.start > _LONGEST_TITLE:
        return None
    found: tuple[int, int] | None = None
    for piece in parsed.pieces:
        start, end = _without_list(text, piece)
        if start == end:
            continue
        sort = sort_of(text[start:end])
        if sort == Sort.ORGANISATION and not _is_about_others(text[start:end]):
            adjoining = found and text[found[1] : start].strip() == ","
            found = (found[0] if found and adjoining else start, end) if not found or adjoining else found
        elif sort not in _BESIDE or (sort == Sort.OTHER and not _is_about_contacts(text[start:end])):
            return None
    return found


def is_list_title(text: str, parsed: ParsedLine) -> bool:
    """Whether a line says that a list of people follows ("Personnel du bureau", "Téléphones des responsables")."""
    if parsed.points or any(piece.sort == Sort.PERSON for piece in parsed.pieces):
        return False
    words = fold(text[parsed.line.start : parsed.line.end])
    first = re.match(r"[^\W\d_]+", words)
    known = first is not None and vocabulary().columns.get(first.group()) in ("point", "other")
    return known or bool(vocabulary().list_of.match(words) or vocabulary().list_after.search(words))


def is_unit(words: str) -> bool:
    """Whether a name is that of a part of a body ("Service juridique", "Legal Unit", "培训处")."""
    folded = fold(words)
    return folded.startswith(vocabulary().units) or folded.endswith(vocabulary().units) or len(words) <= _SHORT_UNIT


def _without_list(text: str, piece: Piece) -> tuple[int, int]:
    """The span without the words that call it a list ("Staff of the …", "…通讯录"); empty where nothing is left."""
    words = fold(text[piece.start : piece.end])
    before = vocabulary().list_of.match(words)
    start = before.end() if before else 0
    after = vocabulary().list_after.search(words, start)
    return piece.start + start, piece.start + (after.start() if after else len(words))


def _is_about_contacts(words: str) -> bool:
    known = vocabulary().list_words
    return any(fold(word) in known for word in re.findall(r"[^\W\d_]+", words))


def _is_about_others(words: str) -> bool:
    """Whether a title that has a body's word in it is about something else ("Phone numbers of the project leaders")."""
    folded = fold(words)
    if words.endswith(_GATHERINGS) and len(list(vocabulary().organisation_zh.finditer(words))[-1].group()) == 1:
        return True
    first = re.match(r"[^\W\d_]+", folded)
    role, body = vocabulary().role.search(folded), vocabulary().organisation.search(folded)
    known = bool(first) and (first.group() in vocabulary().columns or first.group() in vocabulary().heading_words)  # type: ignore[union-attr]
    return bool(known and not (body and body.start() == 0)) or bool(role and body and role.start() < body.start())
