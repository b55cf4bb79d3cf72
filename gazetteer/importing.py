"""Import a file of places: read it in several processes, spool it, assemble its layer."""

import errno
import fcntl
import gc
import multiprocessing
import os
import shutil
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from gazetteer.archives import opened
from gazetteer.assembling import assemble
from gazetteer.batches import Batch, Reader, named_again, source_of
from gazetteer.errors import GazetteerError
from gazetteer.further_names import further_names
from gazetteer.gazetteer import Gazetteer
from gazetteer.imports import Import, checked_import_name, import_of, import_path
from gazetteer.known import Known
from gazetteer.packing import Packed
from gazetteer.spooling import Spool

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SMALL = 2_000_000  # bytes for which other processes are not worth their start
MOST_PROCESSES = 8
READING_SHARE = 0.8  # of the whole time; the rest is assembling

Progress = Callable[[float], None]  # the share done, 0 to 1
Tell = Callable[[str], None]  # one line about a row
Given = TypeVar("Given")


@dataclass(slots=True, kw_only=True)
class Importing:
    """What was read so far. `passed_over` counts the GeoNames features that are no places here."""

    rows: int = 0
    places: int = 0
    joined: int = 0
    refused: int = 0
    repaired: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)


_reader: Reader | None = None  # of this process, set before it is forked


def import_file(
    path: Path,
    *,
    name: str,
    world: Gazetteer,
    alternate_names: Path | None = None,
    name_field: str | None = None,
    encoding: str = "utf-8",
    progress: Progress = lambda _: None,
    tell: Tell = lambda _: None,
) -> tuple[Import, Importing]:
    """Compile a file into an import; one of that name is replaced once the new one is whole.

    `tell` gets a line for each row that is refused or repaired. Raises GazetteerError where the
    file, its rows or the folder cannot be used; nothing has changed then.
    """
    target = import_path(checked_import_name(name))
    known = Known(world)
    done = Importing()
    with mendable(target), one_at_a_time(target), work_folder(target) as folder:
        spool = Spool(folder)
        try:
            wanted = Wanted(name, name_field, encoding, known)
            read(spool, done, path, wanted, progress=progress, tell=tell)
            if not spool.places:
                raise GazetteerError(f"{path}: has no row that could be imported; nothing changed")
            if alternate_names is not None:
                add_further_names(spool, alternate_names)
        finally:
            spool.close()
        done.places = spool.places
        about = {"source": path.name, "rows": done.rows, "joined": done.joined}
        with (folder / "layer").open("wb") as out:
            assemble(spool, out, about)
            out.flush()
            os.fsync(out.fileno())
        (folder / "layer").replace(target)
        progress(1.0)
    return import_of(name), done


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a file is to be read."""

    import_name: str
    name_field: str | None
    encoding: str
    known: Known


def read(
    spool: Spool, done: Importing, path: Path, wanted: Wanted, *, progress: Progress, tell: Tell
) -> None:
    """Spool the places of a file."""
    with opened(path) as source:
        parse, batches, where = source_of(
            source, path, name_field=wanted.name_field, encoding=wanted.encoding
        )
        reader = Reader(import_name=wanted.import_name, known=wanted.known, parse=parse)
        at = 0
        for packed in in_processes(counted(batches, done), reader, source.size):
            spool.add(packed)
            count(packed, done)
            tell_of(packed, partial(where.format, path=path), tell)
            at += packed.size
            progress(READING_SHARE * min(1.0, at / max(1, source.size)))


def counted(batches: Iterable[Batch], done: Importing) -> Iterator[Batch]:
    """Count the rows of batches on their way."""
    for batch in batches:
        done.rows += len(batch.rows)
        yield batch


def count(packed: Packed, done: Importing) -> None:
    """Count a batch."""
    done.joined += packed.joined
    done.refused += len(packed.refusals)
    done.repaired += len(packed.notes)
    done.passed_over.update(packed.passed_over)


def tell_of(packed: Packed, where: Callable[..., str], tell: Tell) -> None:
    """Say what is wrong with a batch's rows."""
    for number, message in sorted([*packed.refusals, *packed.notes]):
        tell(f"{where(number=number)}: {message}")


def add_further_names(spool: Spool, path: Path) -> None:
    """Spool the names that a file of alternate names gives to the spooled places."""
    spool.flush()
    with opened(path) as source:
        batches = further_names(spool, source, path)
        with processes(source.size) as pool:
            for packed in in_order(pool, named_again, batches):
                spool.add_senses(packed)


def in_processes(batches: Iterable[Batch], reader: Reader, size: int) -> Iterator[Packed]:
    """Yield each batch packed, in order; a large file's by several processes."""
    global _reader  # noqa: PLW0603  # what is forked is inherited, not pickled
    _reader = reader
    with processes(size) as pool:
        yield from in_order(pool, packed_here, batches)


def packed_here(batch: Batch) -> Packed:
    """Return a batch packed by this process's reader."""
    assert _reader is not None  # set before the fork
    return _reader.packed(batch)


@contextmanager
def processes(size: int) -> Iterator[Executor | None]:
    """Open a pool for a file of some size; None where one process is enough."""
    count = min(MOST_PROCESSES, len(os.sched_getaffinity(0)))
    if size < SMALL or count < 2:
        yield None
        return
    # What a batch makes is gone with it and holds no cycles; looking for some takes a seventh.
    fork = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(count, mp_context=fork, initializer=gc.disable)
    try:
        yield pool
    except BrokenProcessPool as error:
        raise GazetteerError("a process ended early; free some memory and try again") from error
    finally:
        pool.shutdown(cancel_futures=True)


def in_order(
    pool: Executor | None, work: Callable[[Given], Packed], batches: Iterable[Given]
) -> Iterator[Packed]:
    """Yield the work on each batch, in order, with only a few batches in memory."""
    if pool is None:
        yield from map(work, batches)
        return
    ahead: deque[Future[Packed]] = deque()
    for batch in batches:
        ahead.append(pool.submit(work, batch))
        if len(ahead) > len(os.sched_getaffinity(0)) + 1:
            yield ahead.popleft().result()
    while ahead:
        yield ahead.popleft().result()


@contextmanager
def mendable(target: Path) -> Iterator[None]:
    """Turn what a user can mend about the folder of imports into a GazetteerError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        remedy = (
            "free some room and try again; nothing changed"
            if error.errno in NO_ROOM
            else "set GEOMAP_DATA to a folder of yours"
        )
        raise GazetteerError(
            f"{target.parent}: cannot be written ({error.strerror}); {remedy}"
        ) from error


@contextmanager
def one_at_a_time(target: Path) -> Iterator[None]:
    """Hold an import's lock; raise GazetteerError where another process does."""
    with target.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise GazetteerError(
                f"import:{target.stem}: is being imported by another process; "
                "try again when that is done"
            ) from error
        yield


@contextmanager
def work_folder(target: Path) -> Iterator[Path]:
    """Make a folder beside an import for the time of its making; sweep up what a crash left."""
    prefix = f".{target.stem}~"
    for left in target.parent.glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=prefix) as folder:
        yield Path(folder)
