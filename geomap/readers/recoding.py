"""Turn a stream in any encoding into one of UTF-8, for the readers that take no whole file."""

import io
from typing import BinaryIO

from geomap.readers.decoding import (
    LEGACY,
    encoding_of,
    few_nuls,
    guess,
    has_stray_nuls,
    marked,
    of_two_bytes,
    stated,
)
from geomap.readers.limits import Headed
from geomap.readers.model import Input, Settings

PIECE = 64 * 1024
# What io.TextIOWrapper makes of line ends.
AS_IT_IS, OLD_LINE_END = "", None
# A line of JSON is strict: whoever writes it says where it is not UTF-8.
GUESSED_KINDS = ("csv", "json")
STREAMED_KINDS = (*GUESSED_KINDS, "jsonl")


def as_utf8(
    stream: BinaryIO, head: bytes, kind: str, given: Input, settings: Settings
) -> tuple[BinaryIO, tuple[str, ...]]:
    """Return the stream as UTF-8, and in a line what had to be guessed."""
    if kind not in STREAMED_KINDS:
        return stream, ()
    stated_name = stated(given, settings)
    name = marked(head) or stated_name
    if not name and kind in GUESSED_KINDS:
        name = encoding_of(telling_part(head), given.origin)
    line_end = OLD_LINE_END if kind == "csv" and has_old_lines(head, name) else AS_IT_IS
    if name in ("", "utf-8", "utf-8-sig") and line_end == AS_IT_IS:
        return stream, ()
    notes = (guess(name, given.origin),) if name in LEGACY and not stated_name else ()
    return io.BufferedReader(Recoded(stream, name or "utf-8", line_end)), notes


def has_old_lines(head: bytes, encoding: str) -> bool:
    """Return whether lines end as on old Macs, by a carriage return alone."""
    text = head.decode(encoding or "utf-8", "replace")
    return "\r" in text and "\n" not in text


def telling_part(head: bytes) -> bytes:
    """Return of the first bytes what tells an encoding.

    A character may be cut at their end, but none is at the end of a line. Stray NUL bytes tell
    nothing; the readers leave them out.
    """
    whole_lines = head[: head.rfind(b"\n") + 1] or head
    if b"\0" not in head:
        return whole_lines
    stray = few_nuls(head) and (has_stray_nuls(whole_lines) or not of_two_bytes(head))
    return whole_lines.replace(b"\0", b"") if stray else head


class Recoded(io.RawIOBase):
    """A stream in any encoding, as UTF-8; what does not fit becomes U+FFFD."""

    def __init__(self, stream: BinaryIO, encoding: str, line_end: str | None) -> None:
        super().__init__()
        # Wrapped, so that the stream stays open when this is closed.
        inner = io.BufferedReader(Headed(b"", stream))
        self._text = io.TextIOWrapper(inner, encoding, "replace", newline=line_end)
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
