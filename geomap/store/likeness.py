"""Which texts are nearly the same: MinHash over their shingles of words.

A. Broder, "On the resemblance and containment of documents", 1997. Ten bands of six find 95 of
100 pairs that share four fifths of their shingles, and 99.99 of those that share nine tenths.
"""

import re
from collections.abc import Collection
from hashlib import blake2b
from random import Random
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from numpy import uint64
    from numpy.typing import NDArray

SHINGLE = 4  # words
BANDS, ROWS = 10, 6
# What two texts must share of all their shingles.
NEARLY_SAME = 0.7
# Fewer words tell no copy from another report of the same form.
FEWEST_WORDS = 40
# Of a longer text the beginning tells.
MOST_WORDS = 20_000
MEMORISED = 50_000  # words: the same ones fill all articles
WORD = re.compile(r"\w+")
CHANCE = Random(1997)
FACTORS = [CHANCE.getrandbits(64) | 1 for _ in range(BANDS * ROWS)]
MIXERS = [CHANCE.getrandbits(64) | 1 for _ in range(SHINGLE)]
TERMS = [CHANCE.getrandbits(64) for _ in range(BANDS * ROWS)]


def shingles(text: str) -> frozenset[int]:
    """Return the hashes of all runs of some words, none for a text too short to compare."""
    return frozenset(hashed_shingles(text).tolist())


def hashed_shingles(text: str) -> "NDArray[uint64]":
    """Return 32 bits of hash for each run of words."""
    import numpy  # noqa: PLC0415  # whoever only parses needs none of it

    words = WORD.findall(text.casefold())[:MOST_WORDS]
    if len(words) < FEWEST_WORDS:
        return numpy.empty(0, dtype=numpy.uint64)
    hashed = numpy.fromiter(map(HASHES.__getitem__, words), dtype=numpy.uint64, count=len(words))
    runs = len(words) - SHINGLE + 1
    mixed = sum(hashed[at : at + runs] * numpy.uint64(MIXERS[at]) for at in range(SHINGLE))
    return numpy.asarray(mixed) >> numpy.uint64(32)


class WordHashes(dict[str, int]):
    """32 bits of hash for each word, the same ones of all articles made once."""

    def __missing__(self, word: str) -> int:
        """Hash a word."""
        if len(self) >= MEMORISED:
            self.clear()
        hashed = self[word] = crc32(word.encode("utf-8", "replace"))
        return hashed


HASHES = WordHashes()


def bands(text: str) -> tuple[int, ...]:
    """Return numbers of which texts that are nearly the same share one at least, mostly."""
    import numpy  # noqa: PLC0415

    hashed = hashed_shingles(text)
    if not hashed.size:
        return ()
    # In place: this is a quarter of a megabyte.
    mixed = numpy.array(FACTORS, dtype=numpy.uint64)[:, None] * hashed
    mixed += numpy.array(TERMS, dtype=numpy.uint64)[:, None]
    least = (mixed.min(axis=1) >> numpy.uint64(32)).astype("<u4")
    return tuple(
        band_number(place, least[place * ROWS : (place + 1) * ROWS].tobytes())
        for place in range(BANDS)
    )


def band_number(place: int, rows: bytes) -> int:
    """Return one number for a band, as SQLite holds it."""
    hashed = blake2b(rows, digest_size=8, salt=bytes([place])).digest()
    return int.from_bytes(hashed, "little", signed=True)


def resemblance(one: Collection[int], other: Collection[int]) -> float:
    """Return what share of all their shingles two texts have in common, 0 to 1 (Jaccard)."""
    first, second = frozenset(one), frozenset(other)
    together = len(first | second)
    return len(first & second) / together if together else 0.0
