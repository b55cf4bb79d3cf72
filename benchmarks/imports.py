"""How fast a GeoNames dump is imported, and in how much memory.

Generates a dump with GeoNames' nineteen columns, seeded: names of one to four words over a Zipf
vocabulary in Latin, Arabic and Cyrillic, every other row with alternate names, features as
GeoNames has them (two in five populated, a third with no place type here). Imports it in a process
of its own and prints rows a second and the largest memory of all its processes.

    python benchmarks/imports.py --rows 1000000
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from gazetteer import open_world

SEED = 20240531
FEATURES = (
    ("P", "PPL", 38), ("P", "PPLL", 3), ("P", "PPLX", 1), ("H", "STM", 12), ("T", "MT", 6),
    ("T", "HLL", 4), ("H", "LK", 3), ("T", "ISL", 1), ("A", "ADM2", 1), ("A", "ADM4", 2),
    ("S", "SCH", 6), ("S", "FRM", 7), ("S", "CH", 5), ("S", "HTL", 5), ("H", "WLL", 3),
    ("S", "BLDG", 3),
)  # fmt: skip
# Longitude and latitude around which a country's places lie.
COUNTRIES = {
    "SY": (38, 35), "IQ": (44, 33), "UA": (31, 49), "RU": (60, 57), "SD": (30, 15), "YE": (47, 15),
    "ML": (-3, 16), "CD": (24, -3), "US": (-95, 39), "CN": (105, 33), "IN": (78, 22),
    "BR": (-50, -12), "ID": (115, -3), "MX": (-101, 22),
}  # fmt: skip
AROUND = 4.0
LATIN = (
    "ba da ka la ma na ra sa ta wa sh kh an ir ul en or ay qu el ton ville burg dorf stan".split()
)
ARABIC = "ا ب ت ث ج ح خ د ر ز س ش ع غ ف ق ك ل م ن ه و ي ة".split()
CYRILLIC = "ба во гра де жи зе ка ло ми но пе ро се ту ха чи ша ев ск ово ино".split()
WORDS = 400_000


class Namer:
    """Makes names as GeoNames spells them."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._latin = [self._word(LATIN, 2, 4).capitalize() for _ in range(WORDS)]
        self._arabic = [self._word(ARABIC, 3, 7) for _ in range(WORDS // 4)]
        self._cyrillic = [self._word(CYRILLIC, 2, 4).capitalize() for _ in range(WORDS // 4)]
        self._weights = list(accumulate(1 / (rank + 50) for rank in range(WORDS)))

    def _word(self, parts: list[str], least: int, most: int) -> str:
        return "".join(self._rng.choices(parts, k=self._rng.randint(least, most)))

    def name(self) -> str:
        """Return a name in Latin letters."""
        count = self._rng.choices((1, 2, 3, 4), (45, 40, 12, 3))[0]
        words = self._rng.choices(self._latin, cum_weights=self._weights, k=count)
        if self._rng.random() < 0.12:
            words.insert(0, self._rng.choice(("Al", "El", "Tall", "Kafr", "Saint", "Nova")))
        return " ".join(words)

    def alternates(self, name: str) -> list[str]:
        """Return the further names of a place: none for half of them, many for a few."""
        count = self._rng.choices((0, 1, 2, 3, 5, 12), (50, 22, 14, 8, 5, 1))[0]
        makers = (
            lambda: name.replace("a", "ā", 1), lambda: name.replace(" ", "-"),
            lambda: self._rng.choice(self._arabic), lambda: self._rng.choice(self._cyrillic),
            self.name,
        )  # fmt: skip
        return list({self._rng.choice(makers)() for _ in range(count)})


def lines(rows: int) -> Iterator[str]:
    """Yield the lines of a dump."""
    rng = random.Random(SEED)
    namer = Namer(rng)
    centres = list(COUNTRIES.items())
    shares = list(accumulate(share for *_, share in FEATURES))
    for number in range(rows):
        name = namer.name()
        sort, code, _ = rng.choices(FEATURES, cum_weights=shares)[0]
        population = rng.choice((0, 0, 0, 0, 120, 3400)) if sort == "P" else 0
        country, (east, north) = rng.choice(centres)
        cells = (
            12 * number + rng.randrange(12), name, name, ",".join(namer.alternates(name)),
            f"{rng.uniform(north - AROUND, north + AROUND):.5f}",
            f"{rng.uniform(east - AROUND, east + AROUND):.5f}", sort, code, country, "",
            f"{rng.randint(1, 40):02}", rng.randint(1, 999), "", "", population, "",
            rng.randint(0, 3000), "Asia/Damascus", "2024-05-31",
        )  # fmt: skip
        yield "\t".join(map(str, cells)) + "\n"


def generate(path: Path, rows: int) -> None:
    """Write a dump, packed if its name says so."""
    if path.suffix != ".zip":
        with path.open("w", encoding="utf-8") as file:
            file.writelines(lines(rows))
        return
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(path.with_suffix(".txt").name, "w", force_zip64=True) as file,
    ):
        for line in lines(rows):
            file.write(line.encode())


def memory_of(process: int) -> int:
    """Return the bytes that a process and its children hold, shared pages counted once (PSS)."""
    total, waiting = 0, [process]
    while waiting:
        current = Path("/proc") / str(waiting.pop())
        try:
            rollup = (current / "smaps_rollup").read_text()
            for task in (current / "task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:
            continue
        total += int(rollup.split("Pss:")[1].split()[0]) * 1024
    return total


def measure(dump: Path, data: Path) -> tuple[float, int]:
    """Import a dump; return seconds and the most memory."""
    script = (
        "import sys; from pathlib import Path; from gazetteer import open_world\n"
        "from gazetteer.importing import import_file\n"
        "made, done = import_file(Path(sys.argv[1]), name='bench', world=open_world())\n"
        "print(f'{done.rows:,} rows, {made.places:,} places, {made.joined:,} joined, '\n"
        "      f'{sum(done.passed_over.values()):,} passed over, {done.refused:,} refused; '\n"
        "      f'{made.path.stat().st_size / 1e6:,.0f} MB')\n"
    )
    started = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(dump)], env=os.environ | {"GEOMAP_DATA": str(data)}
    )
    most = 0

    def watch() -> None:
        nonlocal most
        while child.poll() is None:
            most = max(most, memory_of(child.pid))
            time.sleep(0.1)

    watcher = threading.Thread(target=watch)
    watcher.start()
    if child.wait():
        sys.exit("the import failed")
    elapsed = time.perf_counter() - started
    watcher.join()
    return elapsed, most


def main() -> None:
    """Print one row of the table."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--dump", type=Path, help="keep the dump here, and use it if it exists")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dump = chosen.dump or Path(folder) / "dump.zip"
        if not dump.exists():
            generate(dump, chosen.rows)
        open_world()  # compiled before the clock runs
        elapsed, most = measure(dump, Path(folder) / "imports")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy, peak = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print("| rows | seconds | rows a second | CPU seconds | memory of all processes | largest |")
    print("|---|---|---|---|---|---|")
    print(f"| {chosen.rows:,} | {elapsed:.1f} | {chosen.rows / elapsed:,.0f} | {busy:.1f} "
          f"| {most / 1e6:,.0f} MB | {peak:,.0f} MB |")  # fmt: skip


if __name__ == "__main__":
    main()
