"""Compare the positions in features.tsv with a reference list of named extents.

Usage: python tools/check_features.py EXTENTS.tsv [FEATURES.tsv]

EXTENTS.tsv is a list of Natural Earth's named features, one extent a line, with the columns
name, layer, class, min_lon, min_lat, max_lon, max_lat. It is evidence, not a source: nothing is
copied from it. A feature both lists have is printed when its point lies outside every extent of
that name by more than SLACK_DEGREES; the exit code is then 1. Read a line before mending it: the
reference may know a namesake alone (the Litani of Suriname) or one stretch of a river.
"""

import csv
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

FEATURES = Path(__file__).parent.parent / "gazetteer" / "data" / "features.tsv"
SLACK_DEGREES = 0.5
FRAGMENT_DEGREES = 0.1
ISLANDS = {"island", "islands", "cape"}
WATERS = {"ocean", "sea", "gulf", "strait", "channel"}
ABBREVIATIONS = {
    "mts": "mountains",
    "mtn": "mountain",
    "mt": "mount",
    "i": "island",
    "is": "islands",
    "pen": "peninsula",
    "str": "strait",
    "g": "gulf",
    "l": "lake",
    "r": "river",
    "des": "desert",
}
GENERIC = {
    "the", "of", "river", "lake", "reservoir", "mountain", "mountains", "mount", "range", "desert",
    "sea", "ocean", "gulf", "bay", "strait", "channel", "island", "islands", "archipelago",
    "peninsula", "plateau", "plain", "valley", "region", "al", "el",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Extent:
    """A box of longitudes and latitudes, and the layer it was drawn in."""

    layer: str
    west: float
    south: float
    east: float
    north: float

    def is_fragment(self) -> bool:
        """Say whether the reference kept only a sliver of what the name covers."""
        widest = max(self.east - self.west, self.north - self.south)
        return self.layer in {"region", "marine"} and widest < FRAGMENT_DEGREES

    def holds(self, *, longitude: float, latitude: float) -> bool:
        """Say whether the point lies inside the box or within the slack of it."""
        return (
            self.west - SLACK_DEGREES <= longitude <= self.east + SLACK_DEGREES
            and self.south - SLACK_DEGREES <= latitude <= self.north + SLACK_DEGREES
        )


def main(arguments: list[str]) -> int:
    """Print each feature that lies outside its extents; return the exit code."""
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    extents = read_extents(Path(arguments[0]))
    features = Path(arguments[1]) if len(arguments) == 2 else FEATURES
    compared = 0
    faults = 0
    for row in read_rows(features):
        matches = matching_extents(row, extents)
        compared += bool(matches)
        if matches and not is_inside(row, matches):
            faults += 1
            print(describe(row, matches))
    print(f"{compared} features compared, {faults} outside their extent", file=sys.stderr)
    return 1 if faults else 0


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the lines of a tab-separated table by column name."""
    with path.open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)


def read_extents(path: Path) -> dict[str, list[Extent]]:
    """Return the extents under each compared name."""
    extents: dict[str, list[Extent]] = defaultdict(list)
    for row in read_rows(path):
        if not row["max_lat"]:
            print(f"{path}: no extent for {row['name']!r}; left out", file=sys.stderr)
            continue
        extents[comparable(row["name"])].append(
            Extent(
                layer=row["layer"],
                west=float(row["min_lon"]),
                south=float(row["min_lat"]),
                east=float(row["max_lon"]),
                north=float(row["max_lat"]),
            )
        )
    return extents


def comparable(name: str) -> str:
    """Return the name without case, marks, punctuation and words such as "river"."""
    decomposed = unicodedata.normalize("NFKD", name)
    unmarked = "".join(c for c in decomposed if not unicodedata.combining(c))
    words = re.findall(r"\w+", unmarked.casefold())
    spelled_out = [ABBREVIATIONS.get(word, word) for word in words]
    return " ".join(sorted(word for word in spelled_out if word not in GENERIC))


def matching_extents(row: dict[str, str], extents: dict[str, list[Extent]]) -> list[Extent]:
    """Return the extents of the same name and the same sort of thing."""
    place_type = row["place_type"]
    keys = {comparable(name) for name in names_of(row)} - {""}
    found = [extent for key in sorted(keys) for extent in extents.get(key, ())]
    return [
        extent
        for extent in found
        if is_same_sort(place_type, extent.layer)
        and (place_type in ISLANDS or not extent.is_fragment())
    ]


def names_of(row: dict[str, str]) -> Iterable[str]:
    """Return the primary name and the alternates that carry no language."""
    alternates = row["names"].split("|") if row["names"] else []
    return [row["name"], *(name for name in alternates if "=" not in name)]


def is_same_sort(place_type: str, layer: str) -> bool:
    """Say whether a place of this type could be drawn in that layer."""
    if place_type in WATERS or layer == "marine":
        return place_type in WATERS and layer == "marine"
    if place_type in {"river", "lake"} or layer in {"river", "lake"}:
        return place_type == layer
    return True


def is_inside(row: dict[str, str], matches: Iterable[Extent]) -> bool:
    """Say whether any of the extents holds the row's point."""
    longitude, latitude = float(row["longitude"]), float(row["latitude"])
    return any(e.holds(longitude=longitude, latitude=latitude) for e in matches)


def describe(row: dict[str, str], matches: Iterable[Extent]) -> str:
    """Return one line that says where the point is and where it was expected."""
    boxes = "; ".join(f"{e.layer} {e.west},{e.south} to {e.east},{e.north}" for e in matches)
    return f"{row['id']} at {row['longitude']},{row['latitude']} lies outside {boxes}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
