"""Turn a stream in any encoding into one of UTF-8, for the readers that take no whole file."""

import io
from typing import BinaryIO

from geomap.readers.decoding import LEGACY, encoding_of, guess, known, marked
from geomap.readers.limits import Headed
from geomap.readers.model import Input, Settings

PIECE = 64 * 1024
# A line of JSON is strict: whoever writes it says where it is not UTF-8.
GUESSED_KINDS = ("csv", "json")
STREAMED_KINDS = (*GUESSED_KINDS, "jsonl")


def as_utf8(
    stream: BinaryIO, head: bytes, kind: str, given: Input, settings: Settings
) -> tuple[BinaryIO, tuple[str, ...]]:
    """Return the stream as UTF-8, and in a line what had to be guessed."""
    if kind not in STREAMED_KINDS:
        return stream, ()
    stated = settings.encoding or given.encoding
    name = marked(head) or (stated and known(stated, given.origin))
    if not name and kind in GUESSED_KINDS:
        # A character may be cut at the end of the head, but none is at the end of a line.
        line_end = 0 if b"\0" in head else head.rfind(b"\n") + 1
        name = encoding_of(head[:line_end] or head, given.origin)
    if name.lower().replace("_", "-") in ("", "utf-8", "utf8", "utf-8-sig"):
        return stream, ()
    notes = (guess(name, given.origin),) if name in LEGACY and not stated else ()
    return io.BufferedReader(Recoded(stream, name)), notes


class Recoded(io.RawIOBase):
    """A stream in any encoding, as UTF-8; what does not fit becomes U+FFFD."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        super().__init__()
        # Wrapped, so that the stream stays open when this is closed.
        inner = io.BufferedReader(Headed(b"", stream))
        self._text = io.TextIOWrapper(inner, encoding, "replace", newline="")
        self._left = b""

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # as io documents
        """Fill the buffer."""
        if not self._left:
            self._left = self._text.read(PIECE).encode("utf-8", "replace")
        piece, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)
