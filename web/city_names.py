"""Cities' names by language, as the Unicode CLDR has them for the cities of time zones."""

from collections.abc import Mapping
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from gazetteer import Gazetteer
from gazetteer.place import POPULATED_TYPES
from web.opened import world


@cache
def city_names(language: str) -> Mapping[str, str]:
    """Return names in a language by place_id, none for a language that CLDR does not know."""
    try:
        cities = Locale.parse(language, sep="-").time_zones
    except (UnknownLocaleError, ValueError):
        return {}
    named = {zone: cities.get(zone, {}).get("city", "") for zone in zones()}
    return {zones()[zone]: name for zone, name in named.items() if name}


@cache
def zones() -> Mapping[str, str]:
    """Return the place_id of each time zone's city: the largest of its English name there."""
    english = Locale("en").time_zones
    found = {}
    for zone, country in get_global("zone_territories").items():
        written = zone.rpartition("/")[2].replace("_", " ")
        city = english.get(zone, {}).get("city") or written
        place_id = largest(world(), city, country)
        if place_id:
            found[zone] = place_id
    return found


def largest(gazetteer: Gazetteer, name: str, country: str) -> str:
    """Return the place_id of the largest town of a name in a country, empty for none."""
    towns = [
        place for place in gazetteer.search(name, limit=20)
        if place.country == country and place.place_type in POPULATED_TYPES
    ]  # fmt: skip
    return max(towns, key=lambda town: town.population or 0).place_id if towns else ""
