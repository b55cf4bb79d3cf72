"""Read articles into a store by several processes; this one alone writes."""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path

from gazetteer import Gazetteer
from geomap.errors import GeomapError
from geomap.ingesting import Batch, Ingested, StoreGeoparser, parsed, write
from geomap.reading import Settings
from geomap.reading_tasks import Task, found_in
from geomap.store import Store

# Tasks under way for each process: one it works on, one that waits for it.
AHEAD = 2
# Articles of one transaction, so that a slow disk is waited for seldom.
TRANSACTION = 400
# Objects that a process makes before it looks for cycles among them.
COLLECTED_AFTER = 50_000

Progress = Callable[[int], None]


def jobs_here() -> int:
    """Return how many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def ingest_tasks(
    store: Store,
    tasks: Iterable[Task],
    settings: Settings,
    *,
    jobs: int = 1,
    gazetteer: Gazetteer | None = None,
    progress: Progress = lambda _: None,
) -> Ingested:
    """Store every article of the tasks that is not known; `progress` is told the bytes done.

    The database is the same whatever `jobs` are. A single task is done by this process, which
    may be given another gazetteer than the world, as a test does.
    """
    waiting = iter(tasks)
    first = list(islice(waiting, 2))
    every = chain(first, waiting)
    done = Ingested()
    store.expect_many()
    with seldom_collecting():
        if jobs == 1 or len(first) < 2:
            geoparser = StoreGeoparser(store, gazetteer)
            for task in every:
                batch = parsed(store, geoparser, found_in(task, settings))
                write(store, geoparser, [batch], done)
                progress(batch.size)
        else:
            with Workers(store.path, settings, jobs) as workers:
                write_all(store, workers.batches(every), done, progress)
    return done


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for cycles among objects seldom: articles leave few behind.

    What is loaded stays. A sixth of the time goes else.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(COLLECTED_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def write_all(
    store: Store, batches: Iterator[list[Batch]], done: Ingested, progress: Progress
) -> None:
    """Write what the workers have parsed, as much at a time as is there."""
    geoparser = StoreGeoparser(store)
    for ready in batches:
        write(store, geoparser, ready, done)
        progress(sum(batch.size for batch in ready))


class Workers:
    """Processes that read and parse, and hand back what they found in the order of the tasks."""

    def __init__(self, database: Path, settings: Settings, jobs: int) -> None:
        self._jobs = jobs
        self._pool = ProcessPoolExecutor(
            jobs, get_context("spawn"), initializer=begin, initargs=(database, settings)
        )

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        """Let them end what they are at, and no more."""
        self._pool.shutdown(cancel_futures=True)

    def batches(self, tasks: Iterator[Task]) -> Iterator[list[Batch]]:
        """Yield the batches that are ready, at least one; no more tasks are taken than needed."""
        under_way: deque[Future[Batch]] = deque()
        try:
            while True:
                wanted = self._jobs * AHEAD - len(under_way)
                under_way.extend(self._pool.submit(work, task) for task in islice(tasks, wanted))
                if not under_way:
                    return
                yield ready(under_way)
        except BrokenProcessPool as error:
            raise GeomapError(
                "a reading process was ended from outside, as where memory runs out; what was "
                "read is stored: run the same again, with fewer --jobs"
            ) from error


def ready(under_way: deque[Future[Batch]]) -> list[Batch]:
    """Take the first batch, waiting for it, and those behind it that are there already."""
    taken = [under_way.popleft().result()]
    while (
        under_way and under_way[0].done()
        and sum(len(batch.fresh) for batch in taken) < TRANSACTION
    ):  # fmt: skip
        taken.append(under_way.popleft().result())
    return taken


class Worker:
    """What a process keeps between its tasks."""

    current: "Worker"

    def __init__(self, database: Path, settings: Settings) -> None:
        self.store = Store.open(database)
        self.settings = settings
        self.geoparser = StoreGeoparser(self.store)


def begin(database: Path, settings: Settings) -> None:
    """Make a process ready for its tasks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that writes hears of it
    threading.Thread(target=end_with_parent, daemon=True).start()
    Worker.current = Worker(database, settings)
    seldom_collecting().__enter__()  # until the process ends


def end_with_parent() -> None:
    """End this process as soon as the one that started it is gone, however it went."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def work(task: Task) -> Batch:
    """Read and parse one task."""
    worker = Worker.current
    return parsed(worker.store, worker.geoparser, found_in(task, worker.settings))
