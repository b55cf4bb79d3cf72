"""Open a file to import, packed or not, without trusting its size."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from gazetteer.errors import GazetteerError

GIGABYTE = 1_000_000_000
# GeoNames' whole world has 1.7 GB, its alternate names 0.8 GB; both pack to about a quarter.
MOST_BYTES = 4 * GIGABYTE
MOST_PACKED = 100
FREE_OF_RATIO = 20_000_000
BLOCK = 1 << 22
LONGEST_LINE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file's bytes; `name` is that of the file inside a packed one, `size` unpacked."""

    name: str
    size: int
    content: IO[bytes]


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Open a file, or the one in a zip archive; raise GazetteerError where there is none.

    An archive that states more than 4 GB, or a hundredfold of its own size, is refused.
    """
    try:
        if path.suffix.lower() != ".zip":
            with path.open("rb") as file:
                yield Opened(name=path.name, size=sized(path, path.stat().st_size), content=file)
            return
        with zipfile.ZipFile(path) as archive:
            member = chosen(path, archive.infolist())
            with archive.open(member) as file:
                yield Opened(name=Path(member.filename).name, size=member.file_size, content=file)
    except FileNotFoundError as error:
        raise GazetteerError(f"{path}: no such file; check its name") from error
    except IsADirectoryError as error:
        raise GazetteerError(f"{path}: is a folder; name a file in it") from error
    except PermissionError as error:
        raise GazetteerError(f"{path}: cannot be read; check its permissions") from error
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, RuntimeError) and "encrypted" not in str(error):
            raise
        raise GazetteerError(
            f"{path}: cannot be unpacked ({error}); fetch it anew, or unpack it and name its file"
        ) from error


def chosen(path: Path, members: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """Return the file to read of an archive: the one of its name, or the only one."""
    files = [
        each
        for each in members
        if re.search(r"\.(txt|tsv|csv|json|geojson)$", each.filename, re.IGNORECASE)
        and not re.search(r"(^|/)(readme|iso-languagecodes)", each.filename, re.IGNORECASE)
    ]
    named = [each for each in files if Path(each.filename).stem == path.stem] or files
    if len(named) != 1:
        raise GazetteerError(
            f"{path}: holds {len(named)} files that could be meant; unpack it and name one"
        )
    sized(path, named[0].file_size, packed=named[0].compress_size)
    return named[0]


def sized(path: Path, size: int, *, packed: int | None = None) -> int:
    """Return a file's size; refuse one that cannot be a list of places."""
    if size > MOST_BYTES:
        raise GazetteerError(
            f"{path}: holds {size / GIGABYTE:,.1f} GB; {MOST_BYTES // GIGABYTE} GB are the most, "
            "import it in parts"
        )
    if packed is not None and size > max(FREE_OF_RATIO, packed * MOST_PACKED):
        raise GazetteerError(
            f"{path}: unpacks to {size // max(packed, 1):,} times its size, over {MOST_PACKED}; "
            "this is no list of places"
        )
    return size


def lines_of(source: Opened, path: Path) -> Iterator[list[bytes]]:
    """Yield the lines of a file, without their ends, some megabytes at a time."""
    rest, number = b"", 1
    while block := source.content.read(BLOCK):
        *lines, rest = (rest + block).split(b"\n")
        number += len(lines)
        if len(rest) > LONGEST_LINE:
            raise GazetteerError(
                f"{path}:{number}: has over {LONGEST_LINE:,} bytes in one line; "
                "this is no list of places"
            )
        yield lines
    if rest:
        yield [rest]
