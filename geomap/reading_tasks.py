"""Part what is to be read into tasks of some articles each, for several processes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from geomap.readers.folders import file_size
from geomap.reading import Reading, Refusal, Settings, inputs, read_input_of

# A file above this is read by one process, and its articles are parsed by all.
SMALL_FILE = 512 * 1024
TASK_BYTES = 512 * 1024
TASK_ARTICLES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Files to read, in order, by whoever takes the task."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was read already, in order."""

    readings: tuple[Reading | Refusal, ...]


Task = Files | Found


def tasks(paths: Iterable[str], settings: Settings) -> Iterator[Task]:
    """Yield all that `read` would give, in its order."""
    waiting: list[Path] = []
    size = 0
    for each in inputs(paths):
        small = size_of_small(each)
        if small is None or size + small > TASK_BYTES or len(waiting) == TASK_ARTICLES:
            if waiting:
                yield Files(paths=tuple(waiting))
            waiting, size = [], 0
        if small is not None and isinstance(each, Path):
            waiting.append(each)
            size += small
        else:
            given = [each] if isinstance(each, Refusal) else read_input_of(each, settings)
            yield from in_tasks(given)
    if waiting:
        yield Files(paths=tuple(waiting))


def size_of_small(each: Path | str | Refusal) -> int | None:
    """Return the bytes of a file that is small, None for anything else."""
    size = file_size(each) if isinstance(each, Path) else None
    return size if size is not None and size <= SMALL_FILE else None


def in_tasks(found: Iterable[Reading | Refusal]) -> Iterator[Found]:
    """Yield what was read in tasks of a bounded size."""
    batch: list[Reading | Refusal] = []
    size = 0
    for each in found:
        batch.append(each)
        size += each.size
        if len(batch) == TASK_ARTICLES or size >= TASK_BYTES:
            yield Found(readings=tuple(batch))
            batch, size = [], 0
    if batch:
        yield Found(readings=tuple(batch))


def found_in(task: Task, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield what a task holds, read where it is not yet."""
    if isinstance(task, Found):
        yield from task.readings
    else:
        for path in task.paths:
            yield from read_input_of(path, settings)
