"""Read articles from files, folders, addresses and standard input.

What cannot be read is refused with its place, fault and remedy, and the rest is read.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from geomap.errors import GeomapError
from geomap.readers.dispatch import read_input
from geomap.readers.folders import article_files, file_size, inputs_in, is_folder, named, unreadable
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
        elif not path:
            yield Refusal(message='"": names nothing; name a file or a folder', missing=True)
        elif is_folder(Path(path)):
            yield from inputs_in(Path(path))
        else:
            yield Path(path)


def read_input_of(given: Path | str, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield every article of what `inputs` gave."""
    if isinstance(given, Path):
        yield from read_file(given, settings)
    elif given == STANDARD_INPUT and sys.stdin is None:  # where whoever starts geomap closed it
        yield Refusal(message="-: standard input is closed; name a file instead", missing=True)
    elif given == STANDARD_INPUT:
        stream = Input(stream=sys.stdin.buffer, origin=STANDARD_INPUT, name=STANDARD_INPUT)
        yield from read_input(stream, settings)
    else:
        yield from read_address(given, settings)


def size_of(paths: Iterable[str]) -> int:
    """Return how many bytes `read` will read, standard input and addresses not counted."""
    total = 0
    for path in paths:
        files = article_files(Path(path)) if is_folder(Path(path)) else [Path(path)]
        total += sum(file_size(file) or 0 for file in files if path)
    return total


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
        yield unreadable(path, error)


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


__all__ = ["AS_IT_SAYS", "STANDARD_INPUT", "Reading", "Refusal", "Settings", "read", "size_of"]
