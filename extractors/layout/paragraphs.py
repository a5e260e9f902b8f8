"""From lines in reading order to blocks: headings, paragraphs, list items, captions and cells."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.layout.furniture import is_caption
from extractors.layout.joins import (
    Vocabulary,
    begins_inside,
    ends_sentence,
    goes_on_inside,
    is_cut,
    is_over,
    is_point,
    soft_join,
)
from extractors.layout.shapes import Aside, Flow, Line, Piece, Table
from extractors.layout.sheets import Sheet, lines_in
from extractors.layout.words import is_marker, is_wide
from extractors.reflow import Join
from schemas.document import BlockKind, Cell

# Lines further apart than this many times the usual distance begin a new block.
PARAGRAPH_GAP = 1.18
# Lines of one paragraph are never further apart than this, in font sizes.
SPACED = 2.4
# Without other lines to compare with, the usual distance in font sizes, generously.
DEFAULT_PITCH = 1.45
# A size that differs by more than this share is another size.
SAME_SIZE = 0.07
HEADING_SIZE = 1.1
# Lines of a column wider than this, in font sizes, are running text.
WIDE = 24.0
# A first line that begins this far in, in font sizes, is indented.
INDENT = 0.7
_SOFT = (Join.SPACE, Join.NOTHING, Join.UNHYPHEN)


@dataclass(slots=True)
class Draft:
    """A block in the making: `joins[i]` stands between lines i and i + 1; `pages[i]` is the page of line i."""

    kind: BlockKind
    lines: list[Line]
    pages: list[int]
    joins: list[Join] = field(default_factory=list)
    cell: Cell | None = None
    right: float = 0.0
    closed: bool = False

    @property
    def text(self) -> str:
        """The words, lines parted by blanks: to look at, not to keep."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Manner:
    """What is usual in a document: the font size of its body and the words it uses."""

    size: float
    bold: bool
    vocabulary: Vocabulary


def manner_of(sheets: Iterable[Sheet]) -> Manner:
    """The manner of a document's running text."""
    lines = [line for sheet in sheets for line in lines_in(sheet.pieces)]
    sizes: Counter[float] = Counter()
    bold = total = 0
    for line in lines:
        sizes[line.size] += len(line.text)
        total += len(line.text)
        bold += len(line.text) if line.bold else 0
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    return Manner(size, bold > total * 0.6, Vocabulary(lines))


def drafts_of(sheets: Sequence[Sheet]) -> list[Draft]:
    """The blocks of a document; a paragraph that goes on in the next column or page is one block."""
    manner = manner_of(sheets)
    drafts: list[Draft] = []
    tables = 0
    for sheet in sheets:
        for piece, boxed in _flat(sheet.pieces):
            if isinstance(piece, Table):
                drafts += _cells(piece, sheet.number, tables, manner)
                tables += 1
                continue
            found = _blocks(piece, sheet.number, manner)
            if found and drafts and not boxed and _goes_on(drafts[-1], found[0]):
                _continue(drafts[-1], found.pop(0), manner)
            if boxed and found:
                found[-1].closed = True
            drafts += found
        for _, lines in sheet.turned:
            drafts += _blocks(Flow(lines), sheet.number, manner) if lines else []
    _name_captions(drafts)
    return drafts


def _flat(pieces: Iterable[Piece], *, boxed: bool = False) -> Iterator[tuple[Flow | Table, bool]]:
    """Flows and tables in order; the first and the last flow of an aside stay apart from what stands around it."""
    for piece in pieces:
        if isinstance(piece, Aside):
            yield from _flat(piece.pieces, boxed=True)
        else:
            yield piece, boxed


def _cells(table: Table, page: int, number: int, manner: Manner) -> Iterator[Draft]:
    for cell in table.cells:
        lines = list(cell.lines)
        joins = [_cell_join(before.text, after.text, manner) for before, after in pairwise(lines)]
        place = Cell(number, cell.row, cell.column, cell.header)
        yield Draft(BlockKind.CELL, lines, [page] * len(lines), joins, place, closed=True)


def _cell_join(before: str, after: str, manner: Manner) -> Join:
    return soft_join(before, after, manner.vocabulary)


def _blocks(flow: Flow, page: int, manner: Manner) -> list[Draft]:
    """The blocks of one column."""
    lines = flow.lines
    if not lines:
        return []
    left, right = min(line.rect.x0 for line in lines), max(line.rect.x1 for line in lines)
    pitch = _pitches(lines)
    groups = [[lines[0]]]
    for before, after in pairwise(lines):
        if _parts(before, after, groups[-1], (left, right), pitch.get(after.size, DEFAULT_PITCH * after.size)):
            groups.append([])
        groups[-1].append(after)
    drafts: list[Draft] = []
    runs = _runs_on(lines, right - left, manner)
    for group in groups:
        drafts += _split(group, page, right if runs or _is_large(group, manner) else math.inf, manner)
    return drafts


def _runs_on(lines: Sequence[Line], width: float, manner: Manner) -> bool:
    """Whether full lines of this column go on in the next; in a list of names they only are the widest."""
    pairs = [(before, after) for before, after in pairwise(lines) if not is_over(before.text)]
    if width >= WIDE * manner.size or not pairs:
        return True
    inside = sum(goes_on_inside(before.text, after.text) for before, after in pairs)
    full = sum(is_wide(b.text[-1]) and b.rect.width > width - 2.2 * b.size for b, _ in pairs)
    # Chinese lines that end on one edge were broken there, even if they are few among names and numbers.
    right = max(line.rect.x1 for line in lines)
    at_edge = sum(is_wide(b.text[-1]) and right - b.rect.x1 < 1.1 * b.size for b, _ in pairs)
    margin = at_edge >= max(3, 0.15 * len(pairs))
    return inside >= 0.2 * len(pairs) or full >= 0.5 * len(pairs) or margin


def _is_large(group: Sequence[Line], manner: Manner) -> bool:
    return all(line.size >= HEADING_SIZE * manner.size for line in group)


def _pitches(lines: Sequence[Line]) -> dict[float, float]:
    """For each font size, the usual distance between two lines: the most common, the smaller one where several are."""
    found: dict[float, Counter[float]] = {}
    for before, after in pairwise(lines):
        distance = after.rect.bottom - before.rect.bottom
        if before.size == after.size and 0.8 * after.size < distance < 2.2 * after.size:
            found.setdefault(after.size, Counter())[round(distance * 2) / 2] += 1
    return {
        size: min(distance for distance, count in counts.items() if count >= 0.34 * max(counts.values()))
        for size, counts in found.items()
        if sum(counts.values()) >= 3
    }


def _parts(before: Line, after: Line, group: list[Line], sides: tuple[float, float], pitch: float) -> bool:
    """Whether a new block begins between two lines of a column."""
    size = max(before.size, after.size)
    full = sides[1] - before.rect.x1 < _room_needed(after)
    runs_on = full and begins_inside(after.text) and not is_over(before.text)
    if abs(before.size - after.size) > SAME_SIZE * size:
        return not runs_on or after.rect.bottom - before.rect.bottom > 1.6 * size
    distance = after.rect.bottom - before.rect.bottom
    wide = is_wide(before.text[-1]) and is_wide(after.text[0])
    if distance > max(PARAGRAPH_GAP * pitch, pitch + 1.5):
        in_sentence = full and not is_over(before.text) and (wide or begins_inside(after.text))
        return not in_sentence or distance > SPACED * size
    if before.bold != after.bold and not runs_on:
        return True
    if is_marker(after.words[0].text) and len(after.words) > 1:
        return True
    return _outdented(after, group) or _indented(before, after, group, sides[0])


def _room_needed(after: Line) -> float:
    """The width that the first word of a line (one character in Chinese) would have taken on the line above."""
    first = after.words[0]
    if is_wide(first.text[0]):
        return 2.2 * after.size
    return first.rect.width + 0.35 * after.size


def _indented(before: Line, after: Line, group: list[Line], left: float) -> bool:
    """Whether `after` is the indented first line of a paragraph."""
    step = after.rect.x0 - before.rect.x0
    in_list = is_marker(group[0].words[0].text)
    return (
        not in_list
        and INDENT * after.size < step < 4 * after.size
        and abs(before.rect.x0 - left) < 2
        and is_over(before.text)
    )


def _outdented(after: Line, group: list[Line]) -> bool:
    """Whether `after` stands left of the text of the list item before it."""
    first = group[0]
    if not is_marker(first.words[0].text) or len(first.words) < 2:
        return False
    inner = first.words[1].rect.x0
    hanging = len(group) > 1 and group[1].rect.x0 > first.rect.x0 + 3
    begun = len(group) == 1 and not is_over(first.text)
    return (after.rect.x0 < first.rect.x0 - 3 and not begun) or (hanging and after.rect.x0 < inner - 4)


def _split(group: list[Line], page: int, right: float, manner: Manner) -> list[Draft]:
    """The blocks of lines that stand close together: one, or several where a short line ends a sentence."""
    joins = _joins(group, right, manner)
    drafts = [Draft(BlockKind.PARAGRAPH, [group[0]], [page], right=right)]
    for join, line in zip(joins, group[1:], strict=True):
        if join is Join.BLOCK:
            drafts.append(Draft(BlockKind.PARAGRAPH, [line], [page], right=right))
        else:
            drafts[-1].joins.append(join)
            drafts[-1].lines.append(line)
            drafts[-1].pages.append(page)
    for draft in drafts:
        draft.kind = _kind(draft, manner)
    return drafts


def _joins(group: list[Line], right: float, manner: Manner) -> list[Join]:
    """What stands between the lines of a group."""
    joins = [_join(before, after, right, manner) for before, after in pairwise(group)]
    breaks = sum(join not in _SOFT for join in joins)
    if breaks < 0.5 * len(joins) or len(joins) < 2:
        return joins
    # A list of lines, such as an address: the widest of them is not full, it only is the widest.
    return [
        Join.BREAK if is_point(after.text) or (join is Join.SPACE and not begins_inside(after.text)) else join
        for join, after in zip(joins, group[1:], strict=True)
    ]


def _join(before: Line, after: Line, right: float, manner: Manner) -> Join:
    room = right - before.rect.x1
    inside = goes_on_inside(before.text, after.text)
    if is_cut(before.text, after.text) and after.text[0].islower():
        return soft_join(before.text, after.text, manner.vocabulary)
    if room < _room_needed(after) or inside:
        if is_point(after.text) and room > after.size and not before.text.endswith(("-", "/", "(")):
            return Join.BREAK
        return soft_join(before.text, after.text, manner.vocabulary)
    ends = ends_sentence(before.text) and not is_point(before.text) and 3 * after.size < room < math.inf
    return Join.BLOCK if ends else Join.BREAK


def _kind(draft: Draft, manner: Manner) -> BlockKind:
    first = draft.lines[0]
    if is_marker(first.words[0].text) and len(first.words) > 1:
        return BlockKind.LIST_ITEM
    if len(draft.lines) <= 4 and _is_large(draft.lines, manner):
        return BlockKind.HEADING
    bold = all(line.bold for line in draft.lines) and not manner.bold
    if bold and len(draft.lines) <= 3 and not ends_sentence(draft.text) and first.size > 0.9 * manner.size:
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _goes_on(draft: Draft, after: Draft) -> bool:
    """Whether a block at the foot of a column goes on at the head of the next."""
    last, first = draft.lines[-1] if draft.lines else None, after.lines[0]
    if last is None or draft.closed or after.kind is not BlockKind.PARAGRAPH:
        return False
    if draft.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} or is_over(last.text):
        return False
    if abs(last.size - first.size) > SAME_SIZE * last.size or last.bold != first.bold:
        return False
    if begins_inside(first.text) or (is_cut(last.text, first.text) and first.text[0].islower()):
        return True
    full = draft.right - last.rect.x1 < _room_needed(first)
    return full and len(draft.lines) > 1 and not is_point(first.text) and draft.joins[-1] in _SOFT


def _continue(draft: Draft, after: Draft, manner: Manner) -> None:
    draft.joins.append(soft_join(draft.lines[-1].text, after.lines[0].text, manner.vocabulary))
    draft.lines += after.lines
    draft.pages += after.pages
    draft.joins += after.joins
    draft.right = after.right


def _name_captions(drafts: Sequence[Draft]) -> None:
    """Short blocks that say so, and a heading of body size right above a table, are captions."""
    for index, draft in enumerate(drafts):
        if draft.kind not in {BlockKind.PARAGRAPH, BlockKind.HEADING} or len(draft.lines) > 3:
            continue
        after = drafts[index + 1] if index + 1 < len(drafts) else None
        above = after is not None and after.kind is BlockKind.CELL
        if is_caption(draft.text) and (above or not ends_sentence(draft.text)):
            draft.kind = BlockKind.CAPTION
