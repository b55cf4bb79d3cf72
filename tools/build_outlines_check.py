"""What `build_outlines.py` prints about its result: sizes, and cities in their own outline."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import shapely
from build_outlines_sources import City
from shapely.geometry import shape

NEAR = 0.05
"""Degrees by which a city may miss its simplified outline and still count as near."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """Cities by country: all, in their outline, just beside it, and without one."""

    total: Counter[str] = field(default_factory=Counter)
    inside: Counter[str] = field(default_factory=Counter)
    near: Counter[str] = field(default_factory=Counter)
    absent: Counter[str] = field(default_factory=Counter)


def report(out: Path, cities: list[City]) -> None:
    sizes = {path.name: path.stat().st_size for path in sorted(out.glob("*.json"))}
    print(
        ", ".join(f"{name} {size:,}" for name, size in sizes.items()),
        f"together {sum(sizes.values()):,} bytes",
    )
    for name, keys in (("countries.json", ("country",)), ("provinces.json", ("country", "admin1"))):
        _report_cities(json.loads((out / name).read_text(encoding="utf-8")), cities, keys)


def _report_cities(
    collection: dict[str, list[dict[str, dict[str, str]]]],
    cities: list[City],
    keys: tuple[str, ...],
) -> None:
    outlines = {
        tuple(feature["properties"][key] for key in keys): shape(feature["geometry"])
        for feature in collection["features"]
    }
    for outline in outlines.values():
        shapely.prepare(outline)
    tally = Tally()
    for city in cities:
        outline = outlines.get(tuple(getattr(city, key) for key in keys))
        tally.total[city.country] += 1
        if outline is None:
            tally.absent[city.country] += 1
        elif shapely.contains_xy(outline, city.longitude, city.latitude):
            tally.inside[city.country] += 1
        else:
            point = shapely.Point(city.longitude, city.latitude)
            tally.near[city.country] += outline.distance(point) < NEAR
    print(f"{len(outlines)} outlines by {'.'.join(keys)}: {_shares(tally)}")


def _shares(tally: Tally) -> str:
    drawn = tally.total.total() - tally.absent.total()
    inside, near = tally.inside.total(), tally.near.total()
    weak = [
        f"{country} {tally.inside[country]}/{n - tally.absent[country]}"
        f" (+{tally.absent[country]} without)"
        for country, n in sorted(tally.total.items())
        if n >= 20 and tally.inside[country] + tally.near[country] < 0.9 * n
    ]
    return (
        f"of {tally.total.total():,} cities {tally.absent.total():,} have none; of the rest"
        f" {inside / drawn:.2%} lie inside, {(inside + near) / drawn:.2%} within {NEAR} degrees\n"
        f"below nine in ten: {', '.join(weak)}"
    )
