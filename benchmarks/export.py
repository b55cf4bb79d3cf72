"""Print how fast a database becomes a file of each format, and in how much memory.

    python benchmarks/export.py [--mentions 100000]

The database holds the samples in seeds/ again and again, their mentions with every reason and
candidate. Each format is written by a process of its own, whose highest memory is told.
"""

import argparse
import json
import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

from geomap import Article, Geoparser, Mention
from geomap.errors import GeomapError
from geomap.exporting import beside, formats, write
from geomap.store import Filter, Store

SEEDS = Path(__file__).parents[1] / "seeds" / "dispatches.jsonl"
Read = tuple[Article, list[Mention]]


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--mentions", type=int, default=100_000)
    wanted = parser.parse_args().mentions
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "war.db"
        with Store.open(database, create=True) as store:
            store.add(repeated(wanted))
        print(f"{wanted} mentions; opening the store alone takes the memory of the first line")
        for format in (None, *formats()):
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                print(pool.apply(measured, (database, format)))


def repeated(wanted: int) -> Iterator[Read]:
    """Yield the samples under ever new titles until they hold enough mentions of places."""
    samples = list(read_samples())
    for round_number in count():
        for article, mentions in samples:
            wanted -= sum(mention.kind == "place" for mention in mentions)
            yield replace(article, title=f"{article.title} ({round_number})"), mentions
            if wanted <= 0:
                return


def read_samples() -> Iterator[Read]:
    """Yield the samples with their mentions."""
    geoparser = Geoparser()
    with SEEDS.open(encoding="utf-8") as file:
        for line in file:
            told = json.loads(line)
            published = date.fromisoformat(told["published"])
            article = Article(
                text=told["text"], title=told["title"], article_id=told["id"],
                source=told["source"], url=told["url"], published=published,
                language=told["language"],
            )  # fmt: skip
            yield article, geoparser.parse(article)


def measured(database: Path, format: str | None) -> str:
    """Return a line of the table: seconds, highest memory, size. None only opens the store."""
    began, worked = time.perf_counter(), time.process_time()
    out = database.with_suffix(".out")
    with Store.open(database) as store:
        if format is not None:
            try:
                with beside(out) as file:
                    write(store, Filter(), format, file)
            except GeomapError as error:
                return f"  {format:10}  not measured: {error}"
    seconds, worked = time.perf_counter() - began, time.process_time() - worked
    size = out.stat().st_size / 1e6 if format else 0
    return (
        f"  {format or 'nothing':10} {seconds:6.1f} s, {worked:5.1f} s of one core "
        f"{highest_memory():6.0f} MB of memory {size:6.0f} MB written"
    )


def highest_memory() -> float:
    """Return the most memory this process has had, in MB, as Linux tells it.

    `ru_maxrss` would start from what its parent had.
    """
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6


if __name__ == "__main__":
    main()
