"""Print how many articles a second go into a database, and what the pipeline itself costs.

    python benchmarks/ingest.py [--articles 600] [--jobs 2]

The articles are those of benchmarks/parse.py, English news of some 3 kB, as JSON lines and as a
folder of text files. "Once begun" leaves out what starting the processes takes, 2 to 3 s;
"of processor" is what all of them together spend on an article once begun, whatever else the
machine does.
"Without parsing" stores the same mentions, made once before: what is left is reading, telling
the language, preparing rows, handing them over and writing them.
"""

import argparse
import json
import os
import pickle
import tempfile
import time
from collections.abc import Callable
from multiprocessing import active_children
from pathlib import Path
from typing import TypeVar

from news import made_articles

from geomap import Geoparser
from geomap.ingesting import with_language
from geomap.ingesting_jobs import ingest_tasks, jobs_here
from geomap.model import Article, Mention
from geomap.reading import Settings, read
from geomap.reading_tasks import tasks
from geomap.store import Prepared, Store, prepared

BATCH = 100
Moment = tuple[float, float, int]
Result = TypeVar("Result")


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--articles", type=int, default=600)
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
    geoparser = Geoparser()
    articles = [each.article for each in read([str(lines)])]
    seconds, parsed = timed(lambda: [geoparser.parse(each) for each in articles])
    mentions = sum(map(len, parsed))
    print(f"{len(texts)} articles, {mentions / len(texts):.0f} mentions each")
    show("parsing alone, one core", len(texts), seconds)
    for name, at in (("JSON lines", lines), ("text files", files)):
        for number in sorted({1, jobs}):
            show_whole(f"{name}, --jobs {number}", whole(folder, at, number))
    steps(folder, lines, parsed, len(texts))


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


def steps(folder: Path, lines: Path, parsed: list[list[Mention]], number: int) -> None:
    """Print what each step beside parsing takes, and all of them together."""
    # By the processor's time: the other steps run in other processes meanwhile.
    reading, articles = timed(lambda: [each.article for each in read([str(lines)])])
    telling, told = timed(lambda: [with_language(each) for each in articles])
    preparing, ready = timed(lambda: prepared_all(told, parsed))
    handing, _ = timed(lambda: handed_over(ready))
    with Store.open(folder / "steps.db", create=True) as store:
        writing, _ = timed(lambda: write(store, ready))
    for name, seconds in (
        ("reading", reading), ("telling the language", telling), ("preparing rows", preparing),
        ("handing over between processes", handing),
        ("writing (the one process that does)", writing),
        ("without parsing, one core", reading + telling + preparing + handing + writing),
    ):  # fmt: skip
        show(name, number, seconds)


def prepared_all(articles: list[Article], parsed: list[list[Mention]]) -> list[Prepared]:
    """Make all rows ready."""
    return [prepared(article, found) for article, found in zip(articles, parsed, strict=True)]


def handed_over(ready: list[Prepared]) -> list[list[Prepared]]:
    """Pack and unpack what one process hands to another."""
    parts = [ready[start : start + BATCH] for start in range(0, len(ready), BATCH)]
    return [pickle.loads(pickle.dumps(part)) for part in parts]


def write(store: Store, ready: list[Prepared]) -> None:
    """Write a hundred articles a transaction, each on disk before the next."""
    for start in range(0, len(ready), BATCH):
        store.add_prepared(ready[start : start + BATCH])


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Return how many seconds of the processor something takes, and what it gives."""
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


def show(name: str, number: int, seconds: float) -> None:
    """Print one line of the table."""
    print(f"  {name:38} {number / seconds:8.0f} articles/s")


if __name__ == "__main__":
    main()
