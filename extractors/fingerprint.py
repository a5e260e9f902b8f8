"""Fingerprints of documents, and the decision whether two documents are versions of each other."""

import hashlib
import re
import struct
import unicodedata
from collections.abc import Collection, Sequence
from zlib import crc32

import numpy as np
from rensa import RMinHash

from schemas.document import Document
from schemas.signature import Signature, Similarity

SHINGLE = 5
"""Tokens a shingle: a word each, in Chinese a character each. At 5 unrelated documents share next to no shingle (at
most 0.005 of those at hand; two notes on one template 0.06 at 3), while a brochure and its revision share 0.80 to 0.92
(0.85 to 0.94 at 3); measure such pairs again after changing it."""

SHORTEST = 50
"""Tokens below which a text is compared exactly: one changed word is then a tenth of its shingles."""

SHINGLES_ALIKE = 0.6
"""Least Jaccard coefficient of versions: revisions were measured at 0.80 to 0.92, releases on one template at 0.54."""

NUMBERS_ALIKE = 0.7
"""Least Jaccard coefficient of their numbers. Revisions keep nearly all (1.0 measured); two notes on one template share
the boilerplate's (telephone, address, years) and not the amounts and dates, which makes 0.2 to 0.6."""

PERMUTATIONS = 128
SEED = 20161
BANDS = 32
"""32 bands of 4 rows find a pair at 0.6 with a chance of 0.99 and one at 0.8 always; at 0.2 they propose one in
twenty, which `verify` turns down."""

_ROWS = PERMUTATIONS // BANDS
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f\u3040-\u30ff"
_TOKEN = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
_NUMBER = re.compile(r"\d+")


def sign(document: Document) -> Signature:
    """The fingerprint of a document's reading; case, punctuation, width and line breaks make no difference to it."""
    return sign_text(document.reading)


def sign_text(text: str) -> Signature:
    """The fingerprint of a text."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    tokens = _TOKEN.findall(folded)
    shingles = _shingles(tokens)
    return Signature(
        text_hash=hashlib.sha256(" ".join(tokens).encode()).hexdigest() if tokens else None,
        shingles=tuple(shingles),
        bands=_bands(shingles) if len(tokens) >= SHORTEST else (),
        numbers=tuple(sorted(set(_NUMBER.findall(folded)))),
    )


def verify(
    shingles: Collection[int], other_shingles: Collection[int], numbers: Collection[str], other_numbers: Collection[str]
) -> Similarity:
    """Whether two documents are versions of each other: most of the words the same, and the numbers too."""
    alike, in_common = _jaccard(shingles, other_shingles), _jaccard(numbers, other_numbers)
    return Similarity(alike, in_common, alike >= SHINGLES_ALIKE and in_common >= NUMBERS_ALIKE)


def _shingles(tokens: Sequence[str]) -> list[int]:
    """32-bit hashes of every run of tokens, ascending, each once."""
    known: dict[str, int] = {}
    hashes = np.fromiter(
        (known[token] if token in known else known.setdefault(token, crc32(token.encode())) for token in tokens),
        dtype=np.uint64,
        count=len(tokens),
    )
    count = len(tokens) - SHINGLE + 1
    if count < 1:
        return []
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE):
        mixed = (mixed ^ hashes[place : place + count]) * _PRIME
        mixed ^= mixed >> np.uint64(29)
    shingles: list[int] = np.unique(mixed >> np.uint64(32)).tolist()
    return shingles


def _bands(shingles: Sequence[int]) -> tuple[int, ...]:
    digest = RMinHash.digest_matrix_from_token_hash_sets([list(shingles)], PERMUTATIONS, SEED).to_rows()[0]
    return tuple(_hash_of(digest[band * _ROWS : (band + 1) * _ROWS]) for band in range(BANDS))


def _hash_of(rows: Sequence[int]) -> int:
    packed = struct.pack(f"<{len(rows)}Q", *rows)
    return int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest(), "little")


def _jaccard(items: Collection[object], others: Collection[object]) -> float:
    one, other = frozenset(items), frozenset(others)
    common = len(one & other)
    union = len(one) + len(other) - common
    return common / union if union else 1.0
