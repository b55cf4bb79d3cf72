"""A text as numbers, one for each character: how the matcher reads it.

Interpreted, these encode the text; compiled, raw_text.pxd stands in for them and encodes nothing.
"""

import sys

UTF_16 = "utf-16-le" if sys.byteorder == "little" else "utf-16-be"
UTF_32 = UTF_16.replace("16", "32")


def width(text: str) -> int:
    """Return how many bytes the widest character of a text needs: 1, 2 or 4."""
    if text.isascii():
        return 1
    return 2 if len(text.encode(UTF_16, "surrogatepass")) == 2 * len(text) else 4


def narrow(text: str) -> memoryview:
    """Return a text whose characters need one byte each."""
    return memoryview(text.encode("latin-1"))


def wide(text: str) -> memoryview:
    """Return a text whose characters need two bytes each."""
    return memoryview(text.encode(UTF_16, "surrogatepass")).cast("H")


def widest(text: str) -> memoryview:
    """Return a text whose characters need four bytes each."""
    return memoryview(text.encode(UTF_32, "surrogatepass")).cast("I")


def spelled(units: memoryview, start: int, end: int) -> str:
    """Return the text that a stretch of UTF-16 stands for."""
    return bytes(units[start:end]).decode(UTF_16, "surrogatepass")
