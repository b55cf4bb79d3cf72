"""Print how fast the map is at a million mentions, and how fast Folium's own ways are.

    python benchmarks/map.py [--mentions 1000000] [--visits 20] [--folium 1000 10000]

The database is invented, the same each time, and kept in the cache folder. The server runs in a
process of its own; a headless Chromium opens the page as a reader would. `--folium` without
numbers leaves Folium out; its 10,000 markers take minutes.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from map_browser import Reader, chromium
from map_database import database
from map_folium import folium_lines

SHOWN_PLACES = ((7.0, 35.0, 38.0), (7.5, 34.2, 43.8), (6.5, 48.8, 35.0), (8.0, 15.2, 44.8))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing measured, what it should stay under, and the unit of both."""

    what: str
    values: list[float]
    under: float
    unit: str

    def __str__(self) -> str:
        """Return a line of a Markdown table."""
        middle, worst = median(self.values), max(self.values)
        kept = "yes" if middle < self.under else "no"
        return (
            f"| {self.what} | {middle:,.0f} {self.unit} | {worst:,.0f} {self.unit} "
            f"| {self.under:,.0f} {self.unit} | {kept} |"
        )


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--mentions", type=int, default=1_000_000)
    parser.add_argument("--visits", type=int, default=20)
    parser.add_argument("--folium", type=int, nargs="*", default=[1000, 10_000])
    asked = parser.parse_args()
    path = database(asked.mentions)
    print(
        "| measured | median | worst | should stay under | does |\n| --- | --- | --- | --- | --- |"
    )
    with chromium() as browser:
        with served(path) as (address, process):
            for line in page_lines(Reader(browser, address), asked.visits):
                print(line, flush=True)
            memory = [highest_memory(process)]
            print(Line(what="memory of the server", values=memory, under=400, unit="MB"))
        if asked.folium:
            for text in folium_lines(browser, path, asked.folium):
                print(text, flush=True)


def page_lines(reader: Reader, visits: int) -> Iterator[Line]:
    """Yield what a reader waits for."""
    reader.open()  # the server has read the database, the disk is warm
    opened = [reader.open() for _ in range(visits)]
    yield Line(
        what="first contentful paint", values=[each.painted for each in opened], under=500,
        unit="ms",
    )  # fmt: skip
    yield Line(
        what="mentions on the map", values=[each.shown for each in opened], under=1000, unit="ms"
    )
    yield Line(
        what="the page's transfer, without base map",
        values=[each.kilobytes for each in opened], under=400, unit="kB",
    )  # fmt: skip
    views = [SHOWN_PLACES[turn % len(SHOWN_PLACES)] for turn in range(visits)]
    for view in SHOWN_PLACES:
        reader.move(*view)  # outlines and base map are there
    jumps = [reader.move(*view) for view in views]
    yield Line(what="a jump to another view settled", values=jumps, under=100, unit="ms")
    zooms = [reader.zoom(-1 if turn % 2 else 1) for turn in range(visits)]
    yield Line(what="a zoom settled", values=zooms, under=100, unit="ms")
    pans = [reader.pan(120 if turn % 2 else -120) for turn in range(visits)]
    yield Line(what="a pan settled", values=pans, under=100, unit="ms")
    filters = [reader.filter(f"source=Source {turn + 1:02}") for turn in range(visits)]
    yield Line(what="a filter changed", values=filters, under=200, unit="ms")
    brushes = [
        reader.filter(f"since=2020-{turn % 12 + 1:02}-01&until=2021-06-{turn % 28 + 1:02}")
        for turn in range(visits)
    ]
    yield Line(what="the brush moved", values=brushes, under=200, unit="ms")
    answers = [reader.ask(f"until=2022-{turn % 12 + 1:02}-15") for turn in range(visits)]
    yield Line(
        what="view, bars, facets and excerpts answered together", values=answers, under=200,
        unit="ms",
    )  # fmt: skip
    typed = [reader.suggest(start) for start in ("ba", "ho", "kal", "shi", "nar") * (visits // 5)]
    yield Line(what="suggestions while typing", values=typed, under=50, unit="ms")


@contextmanager
def served(path: Path) -> Iterator[tuple[str, int]]:
    """Serve a database; give the address and the process."""
    command = [sys.executable, "-c", "from web.serve import serve; serve()"]
    with subprocess.Popen(
        [*command, "--db", str(path), "--port", "0", "--read-only"],
        stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[-1], process.pid
        finally:
            process.terminate()


def highest_memory(process: int) -> float:
    """Return the most memory a process has had, in MB, as Linux tells it."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6


if __name__ == "__main__":
    main()
