"""Types of minhash.py, whose own are C types (minhash.pxd)."""

from array import array

SHINGLE: int
FEWEST_WORDS: int

def hashed_shingles(text: str) -> array[int]: ...
def bands(text: str) -> tuple[int, ...]: ...
