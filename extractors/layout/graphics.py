"""What the lines and grounds drawn on a page say: groups of edges that may be tables, and panels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.layout.shapes import Rect, Word, around

# Rectangles thinner than this many points are lines.
THIN = 3.0
# Ends of lines that are nearer than this touch.
TOUCH = 3.0
# More lines than this are a drawing.
MOST = 3000
# A ground that covers more of the page than this is the paper.
PAPER = 0.85


@dataclass(frozen=True, slots=True)
class Edges:
    """Lines that hang together: horizontal and vertical ones, each a thin rectangle; `grounds` are filled areas."""

    rect: Rect
    across: tuple[Rect, ...]
    down: tuple[Rect, ...]
    grounds: tuple[Rect, ...] = ()

    def joined(self, other: "Edges") -> "Edges":
        """Both as one group."""
        return Edges(
            around((self.rect, other.rect)), self.across + other.across, self.down + other.down,
            self.grounds + other.grounds,
        )  # fmt: skip


def edge_groups(rules: Iterable[Rect], panels: Iterable[Rect]) -> list[Edges]:
    """Lines and the sides of grounds, grouped by touching; from the top down."""
    parts = [Edges(rule, (rule,), ()) if rule.width >= rule.height else Edges(rule, (), (rule,)) for rule in rules]
    parts += [_sides(panel) for panel in panels]
    if len(parts) > MOST:
        return []
    parts.sort(key=lambda part: part.rect.top)
    parents = list(range(len(parts)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    open_parts: list[int] = []
    for index, part in enumerate(parts):
        open_parts = [other for other in open_parts if parts[other].rect.bottom + TOUCH >= part.rect.top]
        for other in open_parts:
            if _touch(parts[other].rect, part.rect):
                parents[root(index)] = root(other)
        open_parts.append(index)
    groups: dict[int, list[Edges]] = {}
    for index, part in enumerate(parts):
        groups.setdefault(root(index), []).append(part)
    return sorted((_merged(group) for group in groups.values()), key=lambda group: group.rect.top)


def _merged(parts: Sequence[Edges]) -> Edges:
    return Edges(
        around(part.rect for part in parts),
        tuple(rect for part in parts for rect in part.across),
        tuple(rect for part in parts for rect in part.down),
        tuple(rect for part in parts for rect in part.grounds),
    )


def _sides(panel: Rect) -> Edges:
    x0, top, x1, bottom = panel
    across = (Rect(x0, top, x1, top), Rect(x0, bottom, x1, bottom))
    down = (Rect(x0, top, x0, bottom), Rect(x1, top, x1, bottom))
    return Edges(panel, across, down, (panel,))


def _touch(first: Rect, second: Rect) -> bool:
    """Whether their outlines meet; what lies well inside the other does not touch it."""
    if first.holds(second, -TOUCH) or second.holds(first, -TOUCH):
        return False
    return (
        first.x0 <= second.x1 + TOUCH
        and second.x0 <= first.x1 + TOUCH
        and first.top <= second.bottom + TOUCH
        and second.top <= first.bottom + TOUCH
    )


def without_underlines(rules: Iterable[Rect], words: Sequence[Word]) -> list[Rect]:
    """The lines without those that only underline, strike or overline words."""
    by_row: dict[int, list[Word]] = {}
    for word in words:
        for row in range(int(word.rect.top) // 12, int(word.rect.bottom) // 12 + 1):
            by_row.setdefault(row, []).append(word)
    return [rule for rule in rules if rule.height > rule.width or not _underlines(rule, by_row)]


def _underlines(rule: Rect, by_row: dict[int, list[Word]]) -> bool:
    """Whether words stand on the line from its beginning to its end, and hardly beyond."""
    on_it = [
        word.rect
        for row in {int(rule.top - 6) // 12, int(rule.top) // 12}
        for word in by_row.get(row, ())
        if word.rect.top < rule.top <= word.rect.bottom + 1
        and word.rect.x0 < rule.x1 - 0.5
        and word.rect.x1 > rule.x0 + 0.5
    ]
    if not on_it:
        return False
    reach = around(on_it)
    return rule.x0 >= reach.x0 - 2 and rule.x1 <= reach.x1 + 2 and reach.x0 <= rule.x0 + 4 and reach.x1 >= rule.x1 - 4


def framed(panels: Iterable[Rect], groups: Iterable[Edges], page: Rect) -> list[Rect]:
    """Frames and grounds that may hold an aside: neither the paper nor as low as a line of text."""
    frames = [group.rect for group in groups if len(group.across) > 1 and len(group.down) > 1 and _closed(group)]
    found: list[Rect] = []
    for panel in sorted([*panels, *frames], key=lambda rect: -rect.width * rect.height):
        if panel.width * panel.height > PAPER * page.width * page.height or panel.height < 14 or panel.width < 40:
            continue
        if not any(abs(a - b) < TOUCH for other in found for a, b in [(sum(other), sum(panel))] if other.holds(panel)):
            found.append(panel)
    return found


def _closed(group: Edges) -> bool:
    """Whether lines run along all four sides of the group."""
    rect = group.rect
    wide, tall = 0.8 * rect.width, 0.8 * rect.height
    above = sum(edge.width for edge in group.across if abs(edge.top - rect.top) < TOUCH) >= wide
    below = sum(edge.width for edge in group.across if abs(edge.bottom - rect.bottom) < TOUCH) >= wide
    left = sum(edge.height for edge in group.down if abs(edge.x0 - rect.x0) < TOUCH) >= tall
    right = sum(edge.height for edge in group.down if abs(edge.x1 - rect.x1) < TOUCH) >= tall
    return above and below and left and right
