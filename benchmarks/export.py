"""Print how fast a database becomes a file of each format, and in how much memory.

    python benchmarks/export.py [--mentions 100000]

The database holds articles as dense in places as news, their mentions with every reason and
candidate, copies included. Each format is written by a process of its own, whose highest memory
is told. Beside them stands GDAL's ogr2ogr, where there is one: it makes the same GeoJSON of the
GeoPackage, which holds every value ready.
"""

import argparse
import multiprocessing
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from news import made_articles

from geomap import Article, Geoparser, Mention
from geomap.errors import GeomapError
from geomap.exporting import beside, formats, write
from geomap.store import Filter, Store

FIRST_DAY = date(2022, 1, 1)
Read = tuple[Article, list[Mention]]


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--mentions", type=int, default=100_000)
    wanted = parser.parse_args().mentions
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "war.db"
        with Store.open(database, create=True) as store:
            store.add(articles(wanted))
        print(f"{wanted} mentions; opening the store alone takes the memory of the first line")
        for format in (None, *formats()):
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                print(pool.apply(measured, (database, format)))
        if shutil.which("ogr2ogr"):
            print(measured_gdal(file_of(database, "gpkg")))


def articles(mentions: int) -> Iterator[Read]:
    """Yield articles with their mentions until they hold enough mentions of places."""
    geoparser = Geoparser()
    for number, text in enumerate(made_articles(mentions // 10)):
        published = FIRST_DAY + timedelta(days=number % 1000)
        article = Article(
            text=text, title=f"Dispatch {number}", article_id=f"dispatch-{number}",
            source=f"agency {number % 50}", url=f"https://example.org/{number}",
            published=published, language="en",
        )  # fmt: skip
        found = geoparser.parse(article)
        mentions -= sum(mention.kind == "place" for mention in found)
        yield article, found
        if mentions <= 0:
            return


def measured(database: Path, format: str | None) -> str:
    """Return a line of the table: seconds, highest memory, size. None only opens the store."""
    began, worked = time.perf_counter(), time.process_time()
    out = file_of(database, format)
    with Store.open(database) as store:
        if format is not None:
            try:
                with beside(out) as file:
                    write(store, Filter(copies=True), format, file)
            except GeomapError as error:
                return f"  {format:10}  not measured: {error}"
    seconds, worked = time.perf_counter() - began, time.process_time() - worked
    size = out.stat().st_size / 1e6 if format else 0
    return (
        f"  {format or 'nothing':10} {seconds:6.1f} s, {worked:5.1f} s of one core "
        f"{highest_memory():6.0f} MB of memory {size:6.0f} MB written"
    )


def measured_gdal(package: Path) -> str:
    """Return the line of ogr2ogr, which writes the mentions of a GeoPackage as GeoJSON."""
    out = package.with_suffix(".geojson")
    out.unlink(missing_ok=True)
    began = time.perf_counter()
    subprocess.run(["ogr2ogr", "-f", "GeoJSON", out, package, "mentions"], check=True)
    seconds = time.perf_counter() - began
    return (
        f"  {'ogr2ogr':10} {seconds:6.1f} s, {out.stat().st_size / 1e6:.0f} MB of GeoJSON written"
    )


def file_of(database: Path, format: str | None) -> Path:
    """Return where a format is written."""
    return database.with_suffix(f".{format}")


def highest_memory() -> float:
    """Return the most memory this process has had, in MB, as Linux tells it.

    `ru_maxrss` would start from what its parent had.
    """
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6


if __name__ == "__main__":
    main()
