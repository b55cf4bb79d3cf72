"""Unpack gzip, member by member, and go on behind damage where a file of members allows it.

RFC 1952: https://www.rfc-editor.org/rfc/rfc1952
"""

import io
import zlib
from typing import BinaryIO

from geomap.errors import GeomapError
from geomap.readers.limits import available

PIECE = 64 * 1024
MEMBER = b"\x1f\x8b"  # begins each of a gzip file
DEFLATED = MEMBER + b"\x08"  # the one method there is
RECORD = b"WARC/"  # each record of a WARC file is a member of its own


class Unpacked(io.RawIOBase):
    """What is in a gzip stream of one or more members.

    Unlike Python's own, it gives all there is before it fails where the stream stops. What stands
    behind a member and is none ends the stream, and is told by `rubbish`.
    """

    def __init__(self, stream: BinaryIO, where: str) -> None:
        super().__init__()
        self._stream = stream
        self._where = where
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._left = b""
        self.packed = 0
        self.rubbish = False
        self._damaged = False

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # as io documents
        """Fill the buffer; raise GeomapError where the stream stops or is damaged."""
        if self._damaged:
            raise self._damage()
        while not self._member.eof or self._next_member():
            packed = self._left or self._more()
            try:
                piece = self._member.decompress(packed, len(buffer))
            except zlib.error as error:
                self._left, self._damaged = packed, True
                raise self._damage() from error
            self._left = self._member.unconsumed_tail or self._member.unused_data
            if piece:
                buffer[: len(piece)] = piece
                return len(piece)
            if not packed and not self._member.eof:
                raise GeomapError(f"{self._where}: stops half way; copy it anew")
        return 0

    def _damage(self) -> GeomapError:
        return GeomapError(f"{self._where}: is damaged gzip; copy it anew")

    def _next_member(self) -> bool:
        """Begin the next member; return whether there is one. Zeros between them are padding."""
        self._left = self._left.lstrip(b"\0")
        while not self._left and (more := self._more()):
            self._left = more.lstrip(b"\0")
        while self._left and len(self._left) < len(MEMBER) and (more := self._more()):
            self._left += more
        self.rubbish = bool(self._left) and not self._left.startswith(MEMBER)
        if not self._left or self.rubbish:
            return False
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        return True

    def resumed(self) -> bool:
        """Go on behind damage at the next member with a WARC record; return whether there is one.

        Of other files, what one member holds is no beginning of anything.
        """
        if not self._damaged and not self.rubbish:
            return False
        at = 1  # behind where the damaged one may begin
        while True:
            at = self._left.find(DEFLATED, at)
            while at < 0:
                more = self._more()
                if not more:
                    return False
                self._left = self._left[1 - len(DEFLATED) :] + more
                at = self._left.find(DEFLATED)
            self._left = self._left[at:]
            if self._begins_record():
                self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
                self.rubbish = self._damaged = False
                return True
            at = 1

    def _begins_record(self) -> bool:
        """Return whether a record begins in what may be a member."""
        if len(self._left) < PIECE:
            self._left += self._more()
        try:
            member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            return member.decompress(self._left[:PIECE], len(RECORD)) == RECORD
        except zlib.error:
            return False

    def _more(self) -> bytes:
        piece = available(self._stream, PIECE)
        self.packed += len(piece)
        return piece
