"""Find the files of a folder, and say in a line each what of it cannot be read."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from geomap.readers.decoding import printable
from geomap.readers.kinds import ends_as_article, is_expected, passed_over
from geomap.readers.model import Refusal

LED_NOWHERE = (errno.ENOENT, errno.ELOOP)
FOR_ARTICLES = "(.txt, .html, .jsonl, .csv ...)"


def inputs_in(folder: Path) -> Iterator[Path | Refusal]:
    """Yield the files of a folder that are named as articles are, and what cannot be read."""
    every, refusals = contents(folder)
    yield from refusals
    others = [path for path in every if not ends_as_article(path.name)]
    if len(others) == len(every) and not refusals:
        yield Refusal(
            message=f"{named(folder)}: holds no file whose name ends as an article's does "
            f"{FOR_ARTICLES}; name another folder"
        )
    expected = [path for path in others if is_expected(path)]
    if expected and len(others) < len(every):
        yield passed_over(named(folder), expected)
    yield from (path for path in every if ends_as_article(path.name))


def article_files(folder: Path) -> list[Path]:
    """Return the files of a folder and its folders that may hold articles, in order of name."""
    return [path for path in contents(folder)[0] if ends_as_article(path.name)]


def contents(folder: Path) -> tuple[list[Path], list[Refusal]]:
    """Return the files of a folder and its folders, by name, and what cannot be read of them.

    What is hidden is neither; what a link in the folder leads to is read where it stands, or
    under the link where that is a file.
    """
    closed: list[OSError] = []
    files, refusals = [], []
    for path in sorted(paths_in(folder, closed)):
        fault = fault_of(path, folder)
        if fault:
            refusals.append(Refusal(message=f"{named(path)}: {fault}"))
        elif not is_folder(path):
            files.append(path)
    return files, [unreadable(error.filename, error) for error in closed] + refusals


def paths_in(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    """Yield what is not hidden but the folders themselves; those that do not open go to `closed`.

    Links to folders are not followed, so that a loop of them has an end.
    """
    for at, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inside = [name for name in folders if Path(at, name).is_symlink()]
        yield from (Path(at, name) for name in (*inside, *files) if not name.startswith("."))


def fault_of(path: Path, folder: Path) -> str:
    """Return why a path in a folder is not read, empty where it is a file or a folder to read."""
    try:
        link = stat.S_ISLNK(path.lstat().st_mode)
        # Not Path.resolve, which fails in another way where links lead round in a circle.
        real = os.path.realpath(path, strict=True) if link else ""
        mode = path.stat().st_mode
    except OSError as error:
        if error.errno in LED_NOWHERE:
            return "is a link that leads to nothing; remove it, or mend what it leads to"
        return f"cannot be read ({error.strerror}); check its permissions"
    if link and not Path(real).is_relative_to(folder.resolve()):
        return "is a link out of the folder; name what it leads to"
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        return "is a pipe, a socket or a device and no file; name it to read it"
    return ""


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder; where the system does not tell, it is none."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:  # Path.is_dir raises of some, as of a name that is too long
        return False


def file_size(path: Path) -> int | None:
    """Return how many bytes a file has, None for what is no file or does not open."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_size if stat.S_ISREG(told.st_mode) else None


def unreadable(path: Path | str, error: OSError) -> Refusal:
    """Return what to say of what the system does not open."""
    return Refusal(
        message=f"{named(path)}: cannot be read ({error.strerror}); check its name and permissions"
    )


def named(path: Path | str) -> str:
    """Return a path as it is told to a user, even where it is no UTF-8 or holds a line break."""
    return printable(os.fsencode(path).decode("utf-8", "replace"))
