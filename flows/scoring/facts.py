"""Scores the facts of one kind in one document."""

from collections.abc import Sequence

from flows.scoring.contacts import score_points, sharing
from flows.scoring.keys import Keys, stated
from flows.scoring.pairing import Item, item_overlap, neutral_of, pair_up
from flows.scoring.tallies import Mistake, Score, Tally

ANCHOR_NOT_FOUND = "anchor not found"
_CONTACT = "contact"


def score_facts(gold: Sequence[Item], found: Sequence[Item], keys: Keys) -> Score:
    """Detection, value, and the keys scored apart.

    A fact is detected when its span and the gold's overlap by half, one to one, the best first. What stands for
    something optional is neutral. The value of a contact is its points, as a set per document.
    """
    wanted = [item for item in gold if not item.optional]
    optional = [item for item in gold if item.optional]
    pairs = pair_up(wanted, found, item_overlap)
    neutral = neutral_of(found, (f for _, f in pairs), optional, item_overlap)
    counted = len(found) - len(neutral)
    score = Score(Tally.of(len(wanted), counted, len(pairs)), unanchored=sum(item.span is None for item in gold))
    score.mistakes += _unpaired(wanted, found, pairs, neutral)
    if keys.kind == _CONTACT:
        score.value, mistakes = score_points(wanted, optional, found)
        score.mistakes += mistakes
        pairs = [*pairs, *sharing(wanted, found, pairs)]
    else:
        wrong = [(g, f) for g, f in pairs if not keys.agree(wanted[g].value, found[f].value)]
        score.value = Tally.of(len(wanted), counted, len(pairs) - len(wrong))
        score.mistakes += [_mistake("wrong value", wanted[g], found[f]) for g, f in wrong]
    for g, f in pairs:
        _score_sides(score, wanted[g], found[f], keys)
    return score


def _score_sides(score: Score, wanted: Item, found: Item, keys: Keys) -> None:
    for key in keys.sides:
        if key not in wanted.value or keys.is_open(key, wanted.value[key]):
            continue
        expected, got = wanted.value[key], found.value.get(key)
        right = stated(expected) and stated(got) and keys.alike(key, expected, got)
        score.side(key).add(Tally.of(stated(expected), stated(got), right))
        if not right and (stated(expected) or stated(got)):
            start, end = wanted.span or (None, None)
            score.mistakes.append(Mistake(f"wrong {key}", wanted.kind, wanted.text, start, end, expected, got))


def _unpaired(
    wanted: Sequence[Item], found: Sequence[Item], pairs: Sequence[tuple[int, int]], neutral: set[int]
) -> list[Mistake]:
    paired_gold, paired_found = {g for g, _ in pairs}, {f for _, f in pairs} | neutral
    misses = [_mistake("miss" if item.span else ANCHOR_NOT_FOUND, item) for g, item in enumerate(wanted)
              if g not in paired_gold]  # fmt: skip
    alarms = [_mistake("false alarm", None, item) for f, item in enumerate(found) if f not in paired_found]
    return misses + alarms


def _mistake(sort: str, wanted: Item | None, found: Item | None = None) -> Mistake:
    item = wanted or found
    assert item is not None
    start, end = item.span or (None, None)
    return Mistake(
        sort,
        item.kind,
        item.text,
        start,
        end,
        expected=wanted.value if wanted else None,
        got=found.value if found else None,
    )
