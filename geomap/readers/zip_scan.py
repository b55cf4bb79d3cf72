"""Find the files of a ZIP archive without its directory, by the header before each.

APPNOTE.TXT of PKWARE, 4.3.7: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

import struct
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

SIGNATURE = b"PK\x03\x04"
# Signature, version, flags, method, time, day, CRC, packed size, size, lengths of name and extra.
HEADER = struct.Struct("<4s5H3I2H")
UTF_8, SIZES_BEHIND = 0x800, 0x8  # of the flags
UNKNOWN = 1 << 62
PIECE = 1024 * 1024
MOST = 65_535  # files, as many as a directory lists


class ScannedZip:
    """An archive whose directory is damaged or missing: its files as they follow one another."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._files = list(islice(files_in(stream, size), MOST))

    def infolist(self) -> list[zipfile.ZipInfo]:
        """Return the files in their order."""
        return self._files

    def open(self, member: zipfile.ZipInfo) -> zipfile.ZipExtFile:
        """Unpack a file; raise BadZipFile where nothing tells how long it is."""
        if member.file_size == UNKNOWN and member.compress_type == zipfile.ZIP_STORED:
            raise zipfile.BadZipFile("only the directory told its size")
        self._stream.seek(member.header_offset)
        *_, name, extra = HEADER.unpack(self._stream.read(HEADER.size))
        self._stream.seek(name + extra, 1)
        return zipfile.ZipExtFile(self._stream, "r", member)


def files_in(stream: BinaryIO, size: int) -> Iterator[zipfile.ZipInfo]:
    """Yield the files that have a header, in their order."""
    at = next_header(stream, 0)
    while at is not None:
        member, start = file_at(stream, at)
        end = start + member.compress_size
        told = not member.flag_bits & SIZES_BEHIND and end <= size
        following = next_header(stream, end if told else start)
        if not told:
            member.compress_size = max(0, (size if following is None else following) - start)
            member.file_size = UNKNOWN
        yield member
        at = following


def file_at(stream: BinaryIO, at: int) -> tuple[zipfile.ZipInfo, int]:
    """Return the file whose header stands there, and where its content begins."""
    stream.seek(at)
    read = stream.read(HEADER.size).ljust(HEADER.size, b"\0")
    _, _, flags, method, _, _, crc, packed, unpacked, name, extra = HEADER.unpack(read)
    written = stream.read(name).decode("utf-8" if flags & UTF_8 else "cp437", "replace")
    member = zipfile.ZipInfo(written)
    member.header_offset = at
    member.flag_bits, member.compress_type = flags, method
    member.compress_size, member.file_size = packed, unpacked
    if not flags & SIZES_BEHIND:
        member.CRC = crc
    return member, at + HEADER.size + name + extra


def next_header(stream: BinaryIO, start: int) -> int | None:
    """Return where the next header stands from an offset on, None where there is none."""
    stream.seek(start)
    before = b""
    while piece := stream.read(PIECE):
        found = (before + piece).find(SIGNATURE)
        if found >= 0:
            return start - len(before) + found
        start += len(piece)
        before = (before + piece)[1 - len(SIGNATURE) :]
    return None
