"""Which texts are nearly the same: MinHash over their shingles of words.

A. Broder, "On the resemblance and containment of documents", 1997. Ten bands of six find 95 of
100 pairs that share four fifths of their shingles, and 99.99 of those that share nine tenths.
"""

from collections.abc import Collection

from geomap.store.minhash import bands, hashed_shingles

__all__ = ["NEARLY_SAME", "bands", "resemblance", "shingles"]

# What two texts must share of all their shingles.
NEARLY_SAME = 0.7


def shingles(text: str) -> frozenset[int]:
    """Return the hashes of all runs of some words, none for a text too short to compare."""
    return frozenset(hashed_shingles(text))


def resemblance(one: Collection[int], other: Collection[int]) -> float:
    """Return what share of all their shingles two texts have in common, 0 to 1 (Jaccard)."""
    first, second = frozenset(one), frozenset(other)
    together = len(first | second)
    return len(first & second) / together if together else 0.0
