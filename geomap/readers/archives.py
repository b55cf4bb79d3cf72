"""Read what a ZIP or gzip archive holds, without writing it anywhere."""

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from geomap.errors import GeomapError
from geomap.readers.decoding import printable
from geomap.readers.dispatch import read_input
from geomap.readers.kinds import ends_as_article, is_expected, passed_over
from geomap.readers.limits import Guarded, seekable
from geomap.readers.model import Input, Reading, Refusal, Settings
from geomap.readers.unpacking import Unpacked
from geomap.readers.zip_scan import ScannedZip

OFFICE = ("[Content_Types].xml", "mimetype")
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
# MemoryError: an LZMA stream says itself how much it needs, and may lie.
DAMAGED = (
    EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError, OSError,
    ValueError, MemoryError,
)  # fmt: skip


def read_gzip(given: Input, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield the articles of what a gzip file holds."""
    unpacked = Unpacked(given.stream, given.origin)
    going = True
    while going:
        yield from read_unpacked(unpacked, given, settings)
        if unpacked.rubbish:
            yield Refusal(
                message=f"{given.origin}: something else stands behind what is packed in it, and "
                "was left out; copy it anew"
            )
        going = unpacked.resumed()


def read_unpacked(
    unpacked: Unpacked, given: Input, settings: Settings
) -> Iterator[Reading | Refusal]:  # fmt: skip
    """Yield the articles of what is unpacked from where it stands, up to its end or damage."""
    guarded = Guarded(unpacked, given.origin, lambda: unpacked.packed)  # type: ignore[arg-type]
    yield from read_input(
        Input(
            stream=io.BufferedReader(guarded), origin=given.origin,
            name=given.name.removesuffix(".gz"), url=given.url, encoding=given.encoding,
            depth=given.depth + 1,
        ),
        settings,
    )  # fmt: skip


def read_zip(given: Input, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield the articles of the files in a ZIP archive, in its order."""
    with seekable(given.stream) as stream:
        size = stream.seek(0, io.SEEK_END)
        archive, fault = opened(stream, given.origin, size)
        wanted, others = members(archive, given.origin, size)
        if fault:
            yield Refusal(message=fault)
        if others:
            yield passed_over(given.origin, others)
        for member in wanted:
            yield from read_member(archive, member, given, settings, size)


def opened(
    stream: BinaryIO, where: str, size: int
) -> tuple[zipfile.ZipFile | ScannedZip, str]:  # fmt: skip
    """Return an archive, and what is wrong with it as a whole, empty where nothing is.

    Raises GeomapError where nothing can be found in it.
    """
    try:
        return zipfile.ZipFile(stream), ""
    except DAMAGED as error:
        scanned = ScannedZip(stream, size)
        if not scanned.infolist():
            raise GeomapError(f"{where}: is damaged or stops half way; copy it anew") from error
    return scanned, (
        f"{where}: its directory is damaged, or it stops half way; its files were read as they "
        "follow one another, copy it anew"
    )


def members(
    archive: zipfile.ZipFile | ScannedZip, where: str, size: int
) -> tuple[list[zipfile.ZipInfo], list[PurePosixPath]]:
    """Return the files that may hold articles, and others that were expected to.

    Raises GeomapError where there is none, or for a bomb.
    """
    every = archive.infolist()
    shown = [each for each in every if is_shown(each)]
    found = [each for each in shown if ends_as_article(path_of(each).name)]
    if not found or every[0].filename in OFFICE:
        raise GeomapError(f"{where}: holds no text, page, feed or table; save what it is as text")
    if sum(each.compress_size for each in every) > 2 * size:
        raise GeomapError(f"{where}: holds files that overlap, as a bomb does; pack it anew")
    others = [path for path in map(path_of, shown) if not ends_as_article(path.name)]
    return found, [path for path in others if is_expected(path)]


def path_of(member: zipfile.ZipInfo) -> PurePosixPath:
    """Return the name of a file in an archive, also where Windows wrote it."""
    return PurePosixPath(member.filename.replace("\\", "/"))


def is_shown(member: zipfile.ZipInfo) -> bool:
    """Return whether an entry is a file that is not hidden."""
    path = path_of(member)
    hidden = any(part.startswith(".") and part != ".." for part in path.parts)
    return not member.filename.endswith("/") and not hidden and "__MACOSX" not in path.parts


def read_member(
    archive: zipfile.ZipFile | ScannedZip, member: zipfile.ZipInfo, given: Input,
    settings: Settings, size: int,
) -> Iterator[Reading | Refusal]:  # fmt: skip
    """Yield the articles of one file in an archive."""
    where = f"{given.origin}, {printable(member.filename)}"
    fault = fault_of(member)
    if fault:
        yield Refusal(message=f"{where}: {fault}")
        return
    try:
        with archive.open(member) as unpacked:
            guarded = Guarded(unpacked, where, lambda: min(size, member.compress_size))  # type: ignore[arg-type]
            yield from read_input(
                Input(
                    stream=io.BufferedReader(guarded), origin=where,
                    name=printable(path_of(member).name), depth=given.depth + 1,
                ),
                settings,
            )  # fmt: skip
    except DAMAGED as error:
        yield Refusal(message=f"{where}: is damaged ({fault_in_words(error)}); copy it anew")


def fault_of(member: zipfile.ZipInfo) -> str:
    """Return why a file in an archive is not opened, empty where it may be."""
    path = path_of(member)
    if path.is_absolute() or ".." in path.parts or member.filename[1:2] == ":":
        return "has a name that leads out of the archive; pack it anew"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link and no file; pack the file itself"
    if member.flag_bits & 1:
        return "is encrypted; unpack it yourself"
    if member.compress_type not in METHODS:
        return f"is packed by method {member.compress_type}, which is not known; unpack it yourself"
    return ""


def fault_in_words(error: Exception) -> str:
    """Return what an unpacker says, in one short line."""
    return (str(error).partition("\n")[0] or type(error).__name__)[:80]
