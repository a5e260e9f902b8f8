"""Scores the links of one document."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.scoring.facts import ANCHOR_NOT_FOUND
from flows.scoring.pairing import Span, neutral_of, overlap, pair_up
from flows.scoring.tallies import Mistake, Score, Tally

KIND = "link"


@dataclass(frozen=True, slots=True)
class LinkItem:
    """A link as it is scored. `anchored` is False where an end that the gold names was not found in the document."""

    relation: str
    near: Span | None
    far: Span | None
    value: str | None
    words: str
    optional: bool = False
    anchored: bool = True


def link_overlap(gold: LinkItem, found: LinkItem) -> float:
    """The poorer of both ends' overlaps, 0 where the relations differ.

    Where the gold's far end is no words (a place known from the context), the value has to be equal instead.
    """
    if gold.relation != found.relation or not gold.anchored:
        return 0.0
    near = overlap(gold.near, found.near)
    if gold.far is None:
        return near if gold.value == found.value else 0.0
    return min(near, overlap(gold.far, found.far))


def score_links(gold: Sequence[LinkItem], found: Sequence[LinkItem]) -> Score:
    """Detection (relation and both ends), value (the place's code too), and each relation apart."""
    wanted = [link for link in gold if not link.optional]
    optional = [link for link in gold if link.optional]
    pairs = pair_up(wanted, found, link_overlap)
    neutral = neutral_of(found, (f for _, f in pairs), optional, link_overlap)
    wrong = [(g, f) for g, f in pairs if wanted[g].value is not None and wanted[g].value != found[f].value]
    counted = len(found) - len(neutral)
    score = Score(
        Tally.of(len(wanted), counted, len(pairs)),
        Tally.of(len(wanted), counted, len(pairs) - len(wrong)),
        unanchored=sum(not link.anchored for link in gold),
    )
    missed = set(range(len(wanted))) - {g for g, _ in pairs}
    alarms = set(range(len(found))) - {f for _, f in pairs} - neutral
    for link in wanted:
        score.side(link.relation).gold += 1
    for f, link in enumerate(found):
        if f not in neutral:
            score.side(link.relation).found += 1
    for g, _ in pairs:
        score.side(wanted[g].relation).add(Tally(0, 0, 1, 1))
    score.mistakes += [_mistake("miss" if wanted[g].anchored else ANCHOR_NOT_FOUND, wanted[g]) for g in sorted(missed)]
    score.mistakes += [_mistake("false alarm", found[f], found[f].value) for f in sorted(alarms)]
    score.mistakes += [_mistake("wrong value", wanted[g], found[f].value) for g, f in wrong]
    return score


def _mistake(sort: str, link: LinkItem, got: object = None) -> Mistake:
    start, end = link.near or (None, None)
    return Mistake(sort, f"{KIND} {link.relation}", link.words, start, end, expected=link.value, got=got)
