"""The compiled world in the user's cache: made on first use, by one process at a time."""

import fcntl
import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from gazetteer.errors import GazetteerError
from gazetteer.gazetteer import Gazetteer
from gazetteer.layer import FORMAT, Layer
from gazetteer.sources import NamedPlace, source_files, world
from gazetteer.writing import Builder

# Raised when the same sources compile into other names than before.
RULES = 11
EXPECTED_PLACES = 320_000
STEP = 2_000

Progress = Callable[[int, int], None]  # places done, places expected


def cache_folder() -> Path:
    """Return where compiled gazetteers are kept: GEOMAP_CACHE, or the user's cache folder."""
    named = os.environ.get("GEOMAP_CACHE")
    if named:
        return Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415  # only asked for without the variable

    return user_cache_path("geomap")


def fingerprint(files: Iterable[Path]) -> str:
    """Return a short name for some files as they are installed, without reading them."""
    seen = hashlib.sha256(f"{FORMAT}.{RULES}".encode())
    for path in files:
        try:
            status = path.stat()
        except OSError as error:
            raise GazetteerError(f"{path}: cannot be read; reinstall geomap-news") from error
        seen.update(f"{path.name}:{status.st_size}:{status.st_mtime_ns}".encode())
    return seen.hexdigest()[:12]


def open_world(progress: Progress | None = None) -> Gazetteer:
    """Return the world, compiling it where it is missing or damaged.

    Raises GazetteerError when the cache folder cannot be written.
    """
    return Gazetteer([open_cached("world", source_files(), lambda: compile_world(progress))])


def open_cached(stem: str, sources: Sequence[Path], compiled: Callable[[], bytes]) -> Layer:
    """Return the layer made from some files, compiling it where it is missing or damaged."""
    path = cached_path(stem, sources)
    try:
        return Layer.open(path)
    except (OSError, GazetteerError):
        build(path, compiled, unless_usable=True)
    return Layer.open(path)


def cached_path(stem: str, sources: Sequence[Path]) -> Path:
    """Return where the layer made from some files is or will be."""
    return cache_folder() / f"{stem}-{fingerprint(sources)}.gaz"


def build(path: Path, compiled: Callable[[], bytes], *, unless_usable: bool) -> None:
    """Compile a layer beside `path` and rename it there; others wait meanwhile."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with only_one(path.with_suffix(".lock")):
            if unless_usable and usable(path):
                return
            write_beside(path, compiled())
    except OSError as error:
        raise GazetteerError(
            f"{path.parent}: cannot be written ({error.strerror}); "
            "set GEOMAP_CACHE to a folder with 200 MB free"
        ) from error


def compile_world(progress: Progress | None) -> bytes:
    """Return the world's block."""
    builder = Builder()
    for number, (place, names) in enumerate(world()):
        add(builder, (place, names))
        if progress and number % STEP == 0:
            progress(number, EXPECTED_PLACES)
    built = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    block = builder.block({"version": fingerprint(source_files()), "built": built})
    if progress:
        progress(EXPECTED_PLACES, EXPECTED_PLACES)
    return block


def add(builder: Builder, named: NamedPlace) -> None:
    """Add one place with its spellings."""
    place, names = named
    number = builder.add_place(place)
    for spelling, flags in names:
        builder.add_name(number, spelling, flags)


def usable(path: Path) -> bool:
    """Return whether a whole compiled world stands at a path."""
    try:
        Layer.open(path).verify()
    except (FileNotFoundError, GazetteerError):
        return False
    return True


def write_beside(path: Path, block: bytes) -> None:
    """Write a file under another name, then rename it: never half of it at `path`."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(block)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Hold a lock file, waiting for whoever holds it."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
