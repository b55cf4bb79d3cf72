"""Unpack what a server sends as gzip, piece by piece."""

import zlib
from collections.abc import Iterable, Iterator

# Servers end an answer with a line break, or fill it up with zeros.
PADDING = b"\0\r\n\t "


def unpacked(pieces: Iterable[bytes], *, most: int) -> Iterator[bytes]:
    """Yield what is in all members of a gzip stream, in parts of at most so many bytes.

    Raises EOFError where the stream stops half way, and zlib.error where it is damaged or
    something else stands behind a member; padding may.
    """
    member = begun()
    for piece in pieces:
        left = piece
        while left := left.lstrip(PADDING) if member.eof else left:
            if member.eof:
                member = begun()
            yield member.decompress(left, most)
            left = member.unconsumed_tail or member.unused_data
    if not member.eof:
        raise EOFError


def begun() -> "zlib._Decompress":
    """Return what unpacks one member."""
    return zlib.decompressobj(zlib.MAX_WBITS | 16)
