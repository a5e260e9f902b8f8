"""Signing shingles with rensa, as families are found, beside datasketch: time, and how far their estimates err."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations
from statistics import mean
from typing import Any

from bench.kit import RAW, Table, best_of, document_at, shared
from bench.peers import NOT_INSTALLED
from extractors.fingerprint import PERMUTATIONS, SEED, sign

Shingles = tuple[int, ...]
Sign = Callable[[Sequence[Shingles]], Sequence[Sequence[int]]]


def run() -> Iterator[Table]:
    """The same sets of shingles, those of all documents at hand, signed by both."""
    sets = list(_shingles())
    signers: dict[str, Sign | None] = {"rensa": _rensa, "datasketch": _datasketch if find_spec("datasketch") else None}
    rows: list[tuple[object, ...]] = []
    quickest = best_of(lambda: _rensa(sets))
    for name, signer in signers.items():
        if signer is None:
            rows.append((name, NOT_INSTALLED, None, None))
            continue
        seconds = best_of(partial(signer, sets))
        rows.append((name, round(1000 * seconds, 1), round(seconds / quickest), round(_error(sets, signer(sets)), 4)))
    count = sum(map(len, sets))
    note = f"{len(sets)} documents, {count:,} shingles, {PERMUTATIONS} permutations; error of the Jaccard coefficient."
    yield Table("fingerprint: signing the same shingles", ["library", "ms", "times", "mean error"], rows, note)


def _shingles() -> Iterator[Shingles]:
    folders = [folder for folder in (RAW, shared("corpus")) if folder]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield sign(document_at(path)).shingles


def _rensa(sets: Sequence[Shingles]) -> list[list[int]]:
    from rensa import RMinHash

    tokens = [list(shingles) for shingles in sets]
    rows: list[list[int]] = RMinHash.digest_matrix_from_token_hash_sets(tokens, PERMUTATIONS, SEED).to_rows()
    return rows


def _datasketch(sets: Sequence[Shingles]) -> list[list[int]]:
    signatures = []
    for shingles in sets:
        signature: Any = import_module("datasketch").MinHash(PERMUTATIONS, seed=SEED, hashfunc=_as_it_is)
        signature.update_batch(shingles)
        signatures.append(signature.digest().tolist())
    return signatures


def _as_it_is(shingle: int) -> int:
    """Shingles are hashes already."""
    return shingle


def _error(sets: Sequence[Shingles], signatures: Sequence[Sequence[int]]) -> float:
    """How far the share of equal rows lies from the Jaccard coefficient, on average over the pairs that share some."""
    errors = []
    for one, other in combinations(range(len(sets)), 2):
        first, second = set(sets[one]), set(sets[other])
        shared_shingles = len(first & second)
        if shared_shingles:
            equal = sum(a == b for a, b in zip(signatures[one], signatures[other], strict=True)) / PERMUTATIONS
            errors.append(abs(equal - shared_shingles / len(first | second)))
    return mean(errors) if errors else 0.0
