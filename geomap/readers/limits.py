"""How much of an input is read at most, so that no input can fill the memory or never end."""

import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from geomap.errors import GeomapError

RECORD_BYTES = 64 * 1024 * 1024
SPOOL_BYTES = 16 * 1024 * 1024
# Text shrinks to a fifth, tables to a fiftieth; a bomb to a thousandth.
INFLATION = 200
INFLATED_FREELY = 64 * 1024 * 1024
PIECE = 1024 * 1024


def megabytes(size: int) -> str:
    """Return a limit as messages write it."""
    return f"{size // (1024 * 1024):,} MB"


def whole(stream: BinaryIO, where: str, *, limit: int = RECORD_BYTES) -> bytes:
    """Return all of a stream; raise GeomapError where it is larger than one article may be."""
    pieces, size = [], 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > limit:
            raise GeomapError(f"{where}: is larger than {megabytes(limit)}; split it")
        pieces.append(piece)
    return b"".join(pieces)


def lines(stream: BinaryIO, *, limit: int = RECORD_BYTES) -> Iterator[tuple[bytes, int]]:
    """Yield each line with its size; a line above the limit is passed over and comes empty."""
    while line := stream.readline(limit):
        if line.endswith(b"\n") or len(line) < limit:
            yield line, len(line)
            continue
        size = len(line)
        while (more := stream.readline(PIECE)) and not more.endswith(b"\n"):
            size += len(more)
        yield b"", size + len(more)


@contextmanager
def seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give the stream, or a copy on disk for the while where it cannot go back."""
    if stream.seekable():
        yield stream
        return
    with tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES) as copy:
        while piece := stream.read(PIECE):
            copy.write(piece)
        copy.seek(0)
        yield copy  # type: ignore[misc]  # it has all that BinaryIO asks for


class Headed(io.RawIOBase):
    """The beginning of a stream that cannot go back, then its rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # as io documents
        """Fill the buffer, from the beginning first."""
        if self._head:
            piece, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            piece = available(self._rest, len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def available(stream: BinaryIO, size: int) -> bytes:
    """Return what a stream has, at most `size` bytes, without waiting for more than some."""
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    return read(size)


class Guarded(io.RawIOBase):
    """What an archive holds, until it proves to be a bomb.

    `packed` tells how many bytes of the archive were read so far, or has in all.
    """

    def __init__(self, stream: BinaryIO, where: str, packed: Callable[[], int]) -> None:
        super().__init__()
        self._stream = stream
        self._where = where
        self._packed = packed
        self._size = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # as io documents
        """Fill the buffer; raise GeomapError where it is more than honest text packs into."""
        piece = available(self._stream, len(buffer))
        self._size += len(piece)
        if self._size > INFLATED_FREELY and self._size > INFLATION * self._packed():
            raise GeomapError(
                f"{self._where}: unpacks to more than {INFLATION} times its size, as a bomb does; "
                "unpack it yourself if you trust it"
            )
        buffer[: len(piece)] = piece
        return len(piece)
