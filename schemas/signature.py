"""What tells near-identical documents apart from others: hashes of a text, its shingles and its numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """The fingerprint of one document.

    `text_hash` is the SHA-256 of the folded reading, None for an empty one. `shingles` are 32-bit hashes, ascending
    and without repetition; `bands` one hash for each band of the MinHash, empty where the text is too short for
    shingles (such a text is compared exactly). `numbers` are the numbers that the text writes in digits.
    """

    text_hash: str | None
    shingles: tuple[int, ...]
    bands: tuple[int, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Similarity:
    """How alike two documents are; both shares are Jaccard coefficients between 0 and 1."""

    shingles: float
    numbers: float
    same_family: bool
