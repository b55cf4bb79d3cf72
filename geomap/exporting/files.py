"""Files that appear only when they are whole."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from geomap.errors import GeomapError
from geomap.store.schema import is_database


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
    """Write a file beside another, then put it in its place."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
