"""Contact points: compared as a set per document, each on its own, wherever in a record they stand."""

import re
from collections.abc import Iterable, Sequence

from flows.scoring.pairing import Item, Span, overlap
from flows.scoring.tallies import Mistake, Tally

POINTS = ("emails", "phones", "urls", "handles")
_PERSON = "person"

Point = tuple[str, str]


def points_of(item: Item) -> set[Point]:
    """The contact points of a record and, for each e-mail address of a person, the pair of both."""
    points = {(sort, normal_point(sort, text)) for sort in POINTS for text in item.value.get(sort) or ()}
    person = item.value.get("person")
    if person:
        emails = [text for sort, text in points if sort == "emails"]
        points |= {(_PERSON, f"{_folded(person)} {email}") for email in emails}
    return points


def normal_point(sort: str, text: str) -> str:
    """A point in the form in which it is compared: digits and plus sign, address without scheme, lower case."""
    text = text.strip()
    if sort == "phones":
        return re.sub(r"[^0-9+]", "", text)
    if sort == "urls":
        address = re.sub(r"^https?://", "", text, flags=re.IGNORECASE)
        host, rest = re.fullmatch(r"([^/?#]*)(.*)", address, flags=re.DOTALL).groups()  # type: ignore[union-attr]
        return host.lower() + ("" if rest == "/" else rest)
    return _folded(text)


def score_points(
    wanted: Sequence[Item], optional: Sequence[Item], found: Sequence[Item]
) -> tuple[Tally, list[Mistake]]:
    """The points of one document, and what is wrong with them; points of optional records alone are neutral."""
    gold = _sources(wanted)
    neutral = _sources(optional).keys() - gold.keys()
    got = {point: item for point, item in _sources(found).items() if point not in neutral}
    hits = gold.keys() & got.keys()
    mistakes = [_mistake("miss (point)", point, gold[point], wanted=True) for point in sorted(gold.keys() - hits)]
    mistakes += [_mistake("false alarm (point)", point, got[point]) for point in sorted(got.keys() - hits)]
    return Tally.of(len(gold), len(got), len(hits)), mistakes


def sharing(wanted: Sequence[Item], found: Sequence[Item], pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """More pairs of contacts: those that touch and share a point, though one block reaches further than the other."""
    pairs = list(pairs)
    paired_gold, paired_found = {g for g, _ in pairs}, {f for _, f in pairs}
    more: list[tuple[int, int]] = []
    for g, item in enumerate(wanted):
        for f, other in enumerate(found):
            free = g not in paired_gold and f not in paired_found
            if free and overlap(item.span, other.span) and points_of(item) & points_of(other):
                more.append((g, f))
                paired_gold.add(g)
                paired_found.add(f)
    return more


def holds(block: Span, span: Span) -> bool:
    """Whether a contact's span is, or has inside it, the place of a single point."""
    return block[0] <= span[0] and span[1] <= block[1]


def _sources(items: Iterable[Item]) -> dict[Point, Item]:
    return {point: item for item in items for point in points_of(item)}


def _mistake(sort: str, point: Point, item: Item, *, wanted: bool = False) -> Mistake:
    start, end = item.span or (None, None)
    words = ": ".join(point)
    return Mistake(
        sort, item.kind, item.text, start, end, expected=words if wanted else None, got=None if wanted else words
    )


def _folded(text: str) -> str:
    return " ".join(text.lower().split())
