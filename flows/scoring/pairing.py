"""Pairs what should be found with what was found, by their spans."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

Span = tuple[int, int]

# Two spans stand for the same thing when they share at least this part of what both cover.
MIN_OVERLAP = 0.5

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Item:
    """A fact as it is scored, from the gold or found; without a span where the gold's anchor was not found."""

    kind: str
    span: Span | None
    text: str
    value: dict[str, Any]
    optional: bool = False


def overlap(one: Span | None, other: Span | None) -> float:
    """Intersection over union of two spans; 0 without a span."""
    if one is None or other is None:
        return 0.0
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0])) if shared > 0 else 0.0


def item_overlap(one: Item, other: Item) -> float:
    """Overlap of two facts."""
    return overlap(one.span, other.span)


def pair_up(gold: Sequence[A], found: Sequence[B], rate: Callable[[A, B], float]) -> list[tuple[int, int]]:
    """One-to-one pairs of indices with a rate of at least a half, the best first."""
    candidates = [
        (-value, g, f)
        for g, wanted in enumerate(gold)
        for f, got in enumerate(found)
        if (value := rate(wanted, got)) >= MIN_OVERLAP
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, g, f in sorted(candidates):
        if g not in pairs and f not in taken:
            pairs[g] = f
            taken.add(f)
    return list(pairs.items())


def neutral_of(
    found: Sequence[B], matched: Iterable[int], optional: Sequence[A], rate: Callable[[A, B], float]
) -> set[int]:
    """Indices of what was found beyond the pairs and stands for something optional: neither right nor wrong."""
    paired = set(matched)
    return {
        index
        for index, got in enumerate(found)
        if index not in paired and any(rate(other, got) >= MIN_OVERLAP for other in optional)
    }
