"""Files that appear only when they are whole."""

import io
import os
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import BinaryIO, TextIO

from geomap.errors import NO_ROOM, GeomapError, NoRoomError
from geomap.store.schema import is_database, mendable


@contextmanager
def text_over(out: BinaryIO) -> Iterator[TextIO]:
    """Write UTF-8 text to a stream of bytes, which stays open; line ends stay as given."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    try:
        yield text
    finally:
        text.detach()


@contextmanager
def beside(path: Path) -> Iterator[BinaryIO]:
    """Write a file under another name and rename it when it is whole.

    A link stays one: its target is written. What is there and no file, as a device or a pipe,
    is written to and never replaced. Raises GeomapError where it cannot be written, and where it
    is a database of articles.
    """
    try:
        if path.is_dir():
            raise GeomapError(f"{path}: is a folder; name a file in it")
        if path.is_file() and is_database(path):
            raise GeomapError(f"{path}: is a geomap database, and would be lost; name another file")
        if path.exists() and not path.is_file():
            with path.open("wb") as out:
                yield out
            return
        with renamed_when_whole(path.resolve()) as out:
            yield out
    except BrokenPipeError:
        raise
    except OSError as error:
        raise GeomapError(
            f"{path}: cannot be written ({error.strerror}); name a file in a folder of yours"
        ) from error


@contextmanager
def renamed_when_whole(target: Path) -> Iterator[BinaryIO]:
    """Write a file beside another, then put it in its place, as readable as that was."""
    part = target.with_name(f".geomap-{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as out:
            if target.exists():
                part.chmod(stat.S_IMODE(target.stat().st_mode))
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def made_aside(name: str, out: BinaryIO) -> Iterator[Path]:
    """Give a file in the system's folder for temporary ones, and copy it out when it is whole.

    For formats that no stream can be written in. Raises NoRoomError where that folder is full.
    """
    with TemporaryDirectory(prefix="geomap-") as folder:
        path = Path(folder) / name
        with told_of_room():
            yield path
        with path.open("rb") as made:
            shutil.copyfileobj(made, out)


@contextmanager
def told_of_room() -> Iterator[None]:
    """Say in one line what the folder for temporary files lacks, room above all."""
    try:
        with mendable(Path(gettempdir())):
            yield
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise no_room() from error


def no_room() -> NoRoomError:
    """Return what to say where the folder for temporary files is full."""
    return NoRoomError(
        f"{gettempdir()}: has no room for the file in the making; free some, or name another "
        "folder: TMPDIR=/elsewhere"
    )


def standard_output() -> BinaryIO:
    """Return standard output for bytes; raise GeomapError where it is closed."""
    if sys.stdout is None:
        raise GeomapError("standard output is closed; name a file: -o FILE")
    return sys.stdout.buffer
