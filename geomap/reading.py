"""Read articles from files, folders, addresses and standard input.

What cannot be read is refused with its place, fault and remedy, and the rest is read.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from geomap.errors import GeomapError
from geomap.readers.decoding import printable
from geomap.readers.dispatch import read_input
from geomap.readers.kinds import ends_as_article, is_expected, passed_over
from geomap.readers.model import Input, Reading, Refusal, Settings

STANDARD_INPUT = "-"
ADDRESSES = ("http://", "https://")
OTHER_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # of two letters, as C:/ is a drive
AS_IT_SAYS = Settings()


def read(
    paths: Iterable[str], settings: Settings = AS_IT_SAYS
) -> Iterator[Reading | Refusal]:  # fmt: skip
    """Yield every article of files, folders, http(s) addresses and "-", the standard input.

    They come in order, a folder's by name. What a file is, its content tells.
    """
    for each in inputs(paths):
        if isinstance(each, Refusal):
            yield each
        else:
            yield from read_input_of(each, settings)


def inputs(paths: Iterable[str]) -> Iterator[Path | str | Refusal]:
    """Yield each file of paths and folders, and addresses and "-" as they are, in order."""
    for path in paths:
        if path == STANDARD_INPUT or path.lower().startswith(ADDRESSES):
            yield path
        elif OTHER_ADDRESS.match(path):
            yield Refusal(
                message=f"{named(path)}: only http:// and https:// addresses are fetched; name "
                "such a one, a file or a folder",
                missing=True,
            )
        elif Path(path).is_dir():
            yield from inputs_in(Path(path))
        else:
            yield Path(path)


def read_input_of(given: Path | str, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield every article of what `inputs` gave."""
    if isinstance(given, Path):
        yield from read_file(given, settings)
    elif given == STANDARD_INPUT:
        stream = Input(stream=sys.stdin.buffer, origin=STANDARD_INPUT, name=STANDARD_INPUT)
        yield from read_input(stream, settings)
    else:
        yield from read_address(given, settings)


def size_of(paths: Iterable[str]) -> int:
    """Return how many bytes `read` will read, standard input and addresses not counted."""
    total = 0
    for path in map(Path, paths):
        files = folder_files(path) if path.is_dir() else [path] if path.is_file() else []
        total += sum(file.stat().st_size for file in files)
    return total


def folder_files(folder: Path) -> list[Path]:
    """Return the files of a folder and its folders that may hold articles, in order of name."""
    return [path for path in own_files(folder) if ends_as_article(path.name)]


def own_files(folder: Path) -> list[Path]:
    """Return the files of a folder and its folders that are neither hidden nor lead out of it."""
    return sorted(
        path for path in folder.rglob("*")
        if not is_hidden(path, folder) and path.is_file() and not leads_out(path, folder)
    )  # fmt: skip


def is_hidden(path: Path, folder: Path) -> bool:
    """Return whether a file, or a folder that it is in, is hidden."""
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def leads_out(path: Path, folder: Path) -> bool:
    """Return whether a path is a link to what is not in the folder."""
    return path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())


def inputs_in(folder: Path) -> Iterator[Path | Refusal]:
    """Yield the files of a folder."""
    links = sorted(path for path in folder.rglob("*") if leads_out(path, folder))
    for path in links:
        yield Refusal(message=f"{named(path)}: is a link out of the folder; name what it leads to")
    every = own_files(folder)
    others = [path for path in every if not ends_as_article(path.name)]
    if len(others) == len(every) and not links:
        yield Refusal(
            message=f"{named(folder)}: holds no file whose name ends as an article's does "
            "(.txt, .html, .jsonl, .csv ...); name another folder"
        )
    expected = [path for path in others if is_expected(path)]
    if expected and len(others) < len(every):
        yield passed_over(named(folder), expected)
    yield from (path for path in every if ends_as_article(path.name))


def read_file(path: Path, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield the articles of one file."""
    origin = named(path)
    try:
        with path.open("rb") as stream:
            given = Input(stream=stream, origin=origin, name=named(path.name))
            yield from read_input(given, settings)
    except FileNotFoundError:
        yield Refusal(message=f"{origin}: no such file; check its name", missing=True)
    except OSError as error:
        yield Refusal(message=f"{origin}: cannot be read ({error.strerror}); check its permissions")


def read_address(address: str, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield the articles that an address answers with."""
    from io import BytesIO  # noqa: PLC0415  # only where asked for

    from geomap.fetching import fetch  # noqa: PLC0415  # a network's modules

    try:
        answer = fetch(address, networks=settings.networks)
    except GeomapError as error:
        yield Refusal(message=str(error), missing=True)
        return
    given = Input(
        stream=BytesIO(answer.content), origin=address, name=answer.url, url=answer.url,
        encoding=answer.encoding,
    )  # fmt: skip
    yield from read_input(given, settings)


def named(path: Path | str) -> str:
    """Return a path as it is told to a user, even where it is no UTF-8 or holds a line break."""
    return printable(os.fsencode(path).decode("utf-8", "replace"))


__all__ = ["AS_IT_SAYS", "STANDARD_INPUT", "Reading", "Refusal", "Settings", "read", "size_of"]
