"""One page as it is read: furniture at the top, pieces in reading order, furniture at the bottom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.layout.columns import arrange
from extractors.layout.furniture import Parted, part_furniture
from extractors.layout.graphics import edge_groups, framed, without_underlines
from extractors.layout.shapes import Aside, Flow, Layer, Line, Piece, Rect
from extractors.layout.tables import find_tables
from extractors.layout.words import lines_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in reading order. `turned` are lines written in another direction, which follow the rest."""

    number: int
    layer: Layer
    top: tuple[Line, ...]
    pieces: tuple[Piece, ...]
    bottom: tuple[Line, ...]
    turned: tuple[tuple[Layer, tuple[Line, ...]], ...] = ()


def read_sheets(pages: Sequence[Sequence[Layer]]) -> Iterator[Sheet]:
    """The pages of a document, each given as its layers of which the first has the most words."""
    parted = part_furniture([layers[0] for layers in pages])
    for number, (layers, parts) in enumerate(zip(pages, parted, strict=True), 1):
        turned = tuple((layer, tuple(lines_of(layer.words))) for layer in layers[1:] if layer.words)
        yield Sheet(number, layers[0], parts.top, read_body(layers[0], parts), parts.bottom, turned)


def read_body(layer: Layer, parts: Parted) -> tuple[Piece, ...]:
    """What stands on a page between its furniture, in reading order."""
    words = list(parts.body)
    if not words:
        return tuple(Flow(lines) for lines in (parts.head, parts.foot) if lines)
    rules = without_underlines(layer.rules, words)
    groups = edge_groups(rules, layer.panels)
    tables = find_tables(words, groups)
    held = {id(word) for word in words for table in tables if _holds(table.rect, word.rect)}
    rest = [word for word in words if id(word) not in held]
    page = Rect(0, 0, layer.width, layer.height)
    panels = [panel for panel in framed(layer.panels, groups, page) if not any(_same(panel, t.rect) for t in tables)]
    barriers = [rule for rule in rules if rule.width > rule.height and rule.width > 0.1 * layer.width]
    found = arrange(rest, tables, panels, barriers)
    head, foot = ((Flow(lines),) if lines else () for lines in (parts.head, parts.foot))
    return (*head, *found, *foot)


def _holds(rect: Rect, word: Rect) -> bool:
    middle = (word.x0 + word.x1) / 2
    return rect.x0 - 2 <= middle <= rect.x1 + 2 and rect.top - 2 <= word.middle <= rect.bottom + 2


def _same(panel: Rect, table: Rect) -> bool:
    """Whether a panel is (part of) the table's own frame or ground."""
    return table.holds(panel, 4.0)


def lines_in(pieces: Sequence[Piece]) -> Iterator[Line]:
    """All lines of pieces, in reading order."""
    for piece in pieces:
        if isinstance(piece, Flow):
            yield from piece.lines
        elif isinstance(piece, Aside):
            yield from lines_in(piece.pieces)
        else:
            for cell in piece.cells:
                yield from cell.lines
