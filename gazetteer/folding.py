"""What each character of a text becomes in the key of a name.

Case, diacritics, the spellings of Arabic letters and the kinds of apostrophe are folded; no
folded copy of a text is ever made, so that offsets stay exact. The table is made by
tools/build_folding.py.
"""

from array import array
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "folding.bin"
PAGES = 0x1100


class Folding:
    """The table: `cells[index[code >> 8] * 256 + (code & 255)]`, expansions by threes."""

    __slots__ = ("cells", "expansions", "index")

    def __init__(self, table: bytes) -> None:
        head = array("I", table[:8])
        index_end = 8 + 2 * PAGES
        cells_end = index_end + 1024 * head[0]
        self.index = array("H", table[8:index_end])
        self.cells = array("I", table[index_end:cells_end])
        self.expansions = array("I", table[cells_end:])


@cache
def folding() -> Folding:
    """Return the one table, read on first use."""
    return Folding(TABLE.read_bytes())
