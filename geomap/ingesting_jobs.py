"""Read articles into a store by several processes; this one alone writes."""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from time import monotonic

from gazetteer import Gazetteer
from geomap.errors import GeomapError
from geomap.ingesting import Batch, Ingested, StoreGeoparser, parsed, write
from geomap.reading import Settings
from geomap.reading_tasks import Task, found_in
from geomap.store import Store

# Tasks under way for each process: one it works on, and some that it does while a transaction is
# written. With two in all, both cores of two were idle for a twentieth of the time.
AHEAD = 4
# A transaction of so many articles takes an eighth less than four of a quarter; what was parsed
# waits so many seconds at most for others.
TRANSACTION = 400
PATIENCE = 1.0
# After each task a process looks for cycles among its young objects, after so many among all.
TASKS_UNTIL_OLD = 100

STOPPED = (KeyboardInterrupt, SystemExit)

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
    with Collecting() as collecting:
        geoparser = StoreGeoparser(store, gazetteer)
        if jobs == 1 or len(first) < 2:
            for task in every:
                batch = parsed(store, geoparser, found_in(task, settings))
                write(store, geoparser, [batch], done)
                progress(batch.size)
                collecting.after_task()
        else:
            with Workers(store.path, settings, jobs) as workers:
                for ready in workers.batches(every):
                    write(store, geoparser, ready, done)
                    progress(sum(batch.size for batch in ready))
                    ready.clear()  # or they would be looked through
                    collecting.after_task()
    return done


class Collecting:
    """Looks for cycles among objects between tasks alone; what is loaded already stays.

    Articles leave few cycles behind, and looking for them again and again while many objects are
    made and kept takes a tenth of the time.
    """

    def __init__(self) -> None:
        self._tasks = 0

    def __enter__(self) -> "Collecting":
        """Stop collecting by the number of objects."""
        self._usual = gc.isenabled()
        gc.freeze()
        gc.disable()
        return self

    def __exit__(self, *_: object) -> None:
        """Collect as before."""
        gc.unfreeze()
        if self._usual:
            gc.enable()

    def after_task(self) -> None:
        """Collect what has become garbage."""
        self._tasks += 1
        gc.collect(2 if self._tasks % TASKS_UNTIL_OLD == 0 else 0)


class Workers:
    """Processes that read and parse, and hand back what they found in the order of the tasks."""

    def __init__(self, database: Path, settings: Settings, jobs: int) -> None:
        self._jobs = jobs
        self._others = set(active_children())
        self._pool = ProcessPoolExecutor(
            jobs, get_context("spawn"), initializer=begin, initargs=(database, settings)
        )

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Let them end what they are at, and no more; at once where this one must end."""
        if kind is not None and issubclass(kind, STOPPED):
            for each in set(active_children()) - self._others:
                each.terminate()
        self._pool.shutdown(cancel_futures=True)

    def batches(self, tasks: Iterator[Task]) -> Iterator[list[Batch]]:
        """Yield the batches of a transaction each; no more tasks are taken than needed."""
        under_way: deque[Future[Batch]] = deque()
        try:
            while True:
                taken: list[Batch] = []
                patience = monotonic() + PATIENCE
                while not is_enough(taken) and monotonic() < patience:
                    wanted = self._jobs * AHEAD - len(under_way)
                    under_way.extend(
                        self._pool.submit(work, each) for each in islice(tasks, wanted)
                    )
                    if not under_way:
                        break
                    taken.append(under_way.popleft().result())
                if not taken:
                    return
                yield taken
        except BrokenProcessPool as error:
            raise GeomapError(
                "a reading process was ended from outside, as where memory runs out; what was "
                "read is stored: run the same again, with fewer --jobs"
            ) from error


def is_enough(batches: Iterable[Batch]) -> bool:
    """Return whether some batches fill a transaction."""
    return sum(batch.fresh for batch in batches) >= TRANSACTION


class Worker:
    """What a process keeps between its tasks."""

    current: "Worker"

    def __init__(self, database: Path, settings: Settings) -> None:
        self.store = Store.open(database)
        self.settings = settings
        self.geoparser = StoreGeoparser(self.store)
        self.collecting = Collecting().__enter__()  # until the process ends


def begin(database: Path, settings: Settings) -> None:
    """Make a process ready for its tasks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that writes hears of it
    # The language is told with numpy, whose threads would wait for work by turning round.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    threading.Thread(target=end_with_parent, daemon=True).start()
    Worker.current = Worker(database, settings)


def end_with_parent() -> None:
    """End this process as soon as the one that started it is gone, however it went."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def work(task: Task) -> Batch:
    """Read and parse one task."""
    worker = Worker.current
    worker.collecting.after_task()  # the one before, whose answer has gone by now
    return parsed(worker.store, worker.geoparser, found_in(task, worker.settings))
