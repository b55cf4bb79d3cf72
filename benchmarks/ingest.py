"""Print how many articles a second go into a database, and what each step of it takes.

    python benchmarks/ingest.py [--articles 4000] [--jobs 2]

The articles are those of benchmarks/parse.py, English news of some 3 kB, as JSON lines and as a
folder of text files. "Once begun" leaves out what starting the processes takes, 1 to 2 s;
"of processor" is what all of them together spend on an article once begun, whatever else the
machine does. The steps are one process's, in batches and transactions as the ingest has them.
"""

import argparse
import json
import os
import pickle
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from multiprocessing import active_children
from pathlib import Path

from news import made_articles

from geomap import Geoparser
from geomap.ingesting import with_language
from geomap.ingesting_jobs import TRANSACTION, Collecting, ingest_tasks, jobs_here
from geomap.reading import Settings, read
from geomap.reading_tasks import tasks
from geomap.store import Prepared, Store, prepared

BATCH = 100
Moment = tuple[float, float, int]


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--articles", type=int, default=4000)
    parser.add_argument("--jobs", type=int, default=jobs_here())
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), made_articles(given.articles), given.jobs)


def measure(folder: Path, texts: list[str], jobs: int) -> None:
    """Print a line for each way."""
    lines, files = folder / "articles.jsonl", folder / "articles"
    files.mkdir()
    with lines.open("w", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            unique = f"{number}. {text}"
            file.write(json.dumps({"id": number, "text": unique}) + "\n")
            (files / f"{number}.txt").write_text(unique, "utf-8")
    steps(folder, lines)
    print(f"{len(texts)} articles, by all processes together")
    for name, at in (("JSON lines", lines), ("text files", files)):
        for number in sorted({1, jobs}):
            show_whole(f"{name}, --jobs {number}", whole(folder, at, number))


def whole(folder: Path, at: Path, jobs: int) -> list[Moment]:
    """Return after how many seconds, and processor's seconds, so many articles are written."""
    database = folder / f"{at.name}-{jobs}.db"
    with Store.open(database, create=True) as store, Store.open(database) as reader:
        written: list[Moment] = []

        def count(_: int) -> None:
            passed = time.perf_counter() - began
            written.append((passed, processor_seconds(), reader.summary().articles))

        waiting = tasks([str(at)], Settings())
        began = time.perf_counter()
        ingest_tasks(store, waiting, Settings(), jobs=jobs, progress=count)
        return written


def processor_seconds() -> float:
    """Return what this process and those that it has started have spent so far."""
    spent = time.process_time()
    for child in active_children():
        fields = Path(f"/proc/{child.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        spent += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return spent


def show_whole(name: str, written: list[Moment]) -> None:
    """Print a line for a whole ingest, also without its first articles."""
    (first_seconds, first_spent, first), (seconds, spent, articles) = written[0], written[-1]
    steady = (articles - first) / (seconds - first_seconds)
    each = (spent - first_spent) / (articles - first) * 1000
    print(
        f"  {name:38} {articles / seconds:8.0f} articles/s, {steady:.0f} once begun, "
        f"{each:.1f} ms of processor"
    )


def steps(folder: Path, lines: Path) -> None:
    """Print what each step takes, and how many articles a second one process would do."""
    spent: dict[str, float] = {}
    geoparser, readings = Geoparser(), read([str(lines)])
    waiting: list[Prepared] = []
    articles = mentions = 0
    for each in islice(readings, BATCH):  # what is loaded with the first ones does not count
        geoparser.parse(with_language(each.article))
    with Store.open(folder / "steps.db", create=True) as store, Collecting() as collecting:
        store.expect_many()
        while True:
            with timed(spent, "reading"):
                batch = [each.article for each in islice(readings, BATCH)]
            with timed(spent, "telling the language"):
                told = [with_language(each) for each in batch]
            with timed(spent, "parsing"):
                found = geoparser.parse_all(told)
            with timed(spent, "preparing rows"):
                ready = [*map(prepared, told, found)]
            with timed(spent, "handing over between processes"):
                waiting += pickle.loads(pickle.dumps(ready))
            if not batch or len(waiting) >= TRANSACTION:
                with timed(spent, "writing"):
                    store.add_prepared(waiting)
                waiting.clear()
            if not batch:
                break
            articles += len(batch)
            mentions += sum(map(len, found))
            collecting.after_task()
    print(f"articles of {mentions / articles:.0f} mentions; of the processor each takes")
    for name, seconds in {**spent, "all steps": sum(spent.values())}.items():
        print(f"  {name:38} {seconds / articles * 1000:8.2f} ms")


@contextmanager
def timed(spent: dict[str, float], name: str) -> Iterator[None]:
    """Add what a step takes of the processor, in seconds."""
    began = time.process_time()
    yield
    spent[name] = spent.get(name, 0.0) + time.process_time() - began


if __name__ == "__main__":
    main()
