"""Counts behind precision, recall and F1, and the mistakes behind the counts."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(slots=True)
class Tally:
    """Hits among what should be found (gold) and among what was found; tallies add up."""

    gold: int = 0
    found: int = 0
    gold_hits: int = 0
    found_hits: int = 0

    @classmethod
    def of(cls, gold: int, found: int, hits: int) -> "Tally":
        """A tally in which each hit pairs one gold item with one that was found."""
        return cls(gold, found, hits, hits)

    def add(self, other: "Tally") -> None:
        """Count another tally in."""
        self.gold += other.gold
        self.found += other.found
        self.gold_hits += other.gold_hits
        self.found_hits += other.found_hits

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None where nothing was found."""
        return self.found_hits / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found; None where there is none."""
        return self.gold_hits / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where there is neither gold nor anything found."""
        if not self.gold and not self.found:
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision and recall else 0.0

    def as_dict(self) -> dict[str, Any]:
        """Counts and rates, for JSON."""
        return asdict(self) | {"precision": self.precision, "recall": self.recall, "f1": self.f1}


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that went wrong: a miss, an anchor not found, a false alarm, a wrong value, a wrong key."""

    sort: str
    kind: str
    text: str
    start: int | None = None
    end: int | None = None
    expected: object = None
    got: object = None
    context: str = ""


@dataclass(slots=True)
class Score:
    """What one kind scored on one document, or on several added up.

    `sides` holds the keys that are scored apart, over the facts that were detected: an absent value is neither gold
    nor found, so that `per` is measured on the payments that have one. For links it holds the relations.
    """

    detection: Tally = field(default_factory=Tally)
    value: Tally = field(default_factory=Tally)
    sides: dict[str, Tally] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    unanchored: int = 0

    def add(self, other: "Score") -> None:
        """Count another score in."""
        self.detection.add(other.detection)
        self.value.add(other.value)
        for key, tally in other.sides.items():
            self.side(key).add(tally)
        self.mistakes += other.mistakes
        self.unanchored += other.unanchored

    def side(self, key: str) -> Tally:
        """The tally of a key that is scored apart."""
        return self.sides.setdefault(key, Tally())

    def rates(self) -> dict[str, float]:
        """F1 by name (detection, value, then the keys scored apart), without what has neither gold nor findings."""
        tallies = {"detection": self.detection, "value": self.value} | self.sides
        return {name: tally.f1 for name, tally in tallies.items() if tally.f1 is not None}
