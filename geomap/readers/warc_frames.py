"""Part a WARC file into its records, whatever one of them holds or lacks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from geomap.readers.limits import available
from geomap.readers.model import Refusal

HEADER_BYTES = 1024 * 1024
LINE_BYTES = 64 * 1024
BEGINS = b"WARC/"
LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,15})[ \t]*\r?$", re.I | re.M)


class Block:
    """What is left of a record's block.

    `short` tells that the file ended before it did, `told` that somebody has said so.
    """

    def __init__(self, stream: BinaryIO, length: int) -> None:
        self._stream = stream
        self._left = length
        self.short = False
        self.told = False

    def read(self, size: int) -> bytes:
        """Return some of it, empty at its end."""
        piece = available(self._stream, min(size, self._left))
        self._left -= len(piece)
        self.short = self.short or (not piece and self._left > 0 and size > 0)
        return piece

    def readline(self, size: int = LINE_BYTES) -> bytes:
        """Return a line of it, cut where it is longer than any header's."""
        piece = self._stream.readline(min(size, self._left, LINE_BYTES))
        self._left -= len(piece)
        self.short = self.short or (not piece and self._left > 0)
        return piece

    def skip(self) -> None:
        """Read on to its end."""
        while self.read(HEADER_BYTES):
            pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A record: its header with the empty line behind it, and its block."""

    head: bytes
    length: int
    block: Block


def frames(stream: BinaryIO, where: str) -> Iterator[Frame | Refusal]:
    """Yield the records of a file, and where it is damaged; the next whole record is read again.

    A record's block is read on to its end before the next record is looked for.
    """
    lost = False
    while line := stream.readline(LINE_BYTES):
        if line.startswith(BEGINS):
            lost = False
            yield from framed(line, stream, where)
        elif BEGINS.startswith(line):
            yield Refusal(message=f"{where}: stops half way, before a record; copy it anew")
        elif line.strip() and not lost:
            lost = True
            yield Refusal(message=f"{where}: is damaged up to its next record; copy it anew")


def framed(line: bytes, stream: BinaryIO, where: str) -> Iterator[Frame | Refusal]:
    """Yield the record that a line begins, and what is wrong with it."""
    head, ended = header(line, stream)
    length = LENGTH.search(head)
    if not ended:
        yield Refusal(message=f"{where}: stops half way, in a record's header; copy it anew")
    elif length is None:
        yield Refusal(message=f"{where}: is damaged (a record tells no length); copy it anew")
    else:
        size = int(length[1])
        block = Block(stream, size)
        yield Frame(head=head, length=size, block=block)
        block.skip()
        if block.short and not block.told:
            yield Refusal(message=f"{where}: stops half way, in a record; copy it anew")


def header(line: bytes, stream: BinaryIO) -> tuple[bytes, bool]:
    """Return a record's header from its first line on, and whether it came to its end."""
    lines, size = [line], len(line)
    while size < HEADER_BYTES and (line := stream.readline(LINE_BYTES)):
        lines.append(line)
        size += len(line)
        if not line.strip():
            return b"".join(lines), True
    return b"".join(lines), False
