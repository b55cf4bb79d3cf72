"""Where a mention points when the text tells it by a relation: "20 km north of Palmyra".

The table of shifts and radii, with its reasons, stands in docs/precision.md.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from gazetteer import Place
from gazetteer.place import POPULATED_TYPES, REGION_TYPES, WATER_TYPES
from geomap.geodesics import destination, kilometres_between
from geomap.model import Mention, Reason, Relation, place_radius_km
from geomap.parsing.relation_pairs import Tie, tie_of
from geomap.parsing.relation_words import Shape, Told, told_of

AROUND_KM: dict[Shape, float] = {"near": 10.0, "outside": 10.0, "outskirts": 5.0, "coast": 20.0}
DIRECTION_KM = 15.0
COUNTRYSIDE_KM = 40.0
LEAST_DISTANCE_KM = 2.0
SMALL_RADIUS_KM = 10.0
SHARE_OF_DISTANCE = 0.15
PART_SHIFT = 0.5
PART_RADIUS = 2 / 3
LARGEST_PAIR_KM = 1200.0
BORDER_TIE = ("border", {"country"})
LARGE_CITY = 500_000
ADMIN1_KM, ADMIN2_KM, REGION_KM, COUNTRY_KM = 60.0, 20.0, 100.0, 250.0
LARGE_STATES_KM = 200.0
LARGE_STATES = frozenset("RU US CA AU BR CN IN KZ DZ SD SA LY ML NE TD CD".split())
# Radius of a disc of the country's area, from the areas that general reference works give.
COUNTRY_RADII_KM = {
    "RU": 2300.0, "CA": 1780.0, "US": 1770.0, "CN": 1750.0, "BR": 1640.0, "AU": 1560.0,
    "IN": 1020.0, "AR": 940.0, "KZ": 930.0, "DZ": 870.0, "CD": 860.0, "SA": 830.0, "MX": 790.0,
    "ID": 780.0, "SD": 770.0, "LY": 750.0, "IR": 720.0, "MN": 710.0, "PE": 640.0, "TD": 640.0,
    "NE": 635.0, "AO": 630.0, "ML": 630.0, "ZA": 620.0, "CO": 600.0, "ET": 590.0, "EG": 560.0,
    "NG": 540.0, "PK": 530.0, "TR": 500.0, "MM": 465.0, "AF": 455.0, "SO": 450.0, "UA": 440.0,
    "SS": 440.0, "YE": 410.0, "IQ": 370.0, "SY": 243.0, "LB": 58.0, "IL": 84.0, "PS": 44.0,
    "JO": 168.0, "AM": 97.0, "AZ": 166.0, "GE": 149.0, "MD": 104.0, "KW": 75.0, "QA": 61.0,
}  # fmt: skip


def with_relations(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions, given in text order, with the relations the text tells of them.

    Actors and datelines keep their own point, as do demonyms and what is unresolved.
    """
    found = [m.relation or single(text, m) if grounded(m) else None for m in mentions]
    placed = [i for i, mention in enumerate(mentions) if grounded(mention)]
    for one, other in pairwise(placed):
        pair = between(text, mentions[one], mentions[other])
        if pair:
            found[one] = found[other] = pair
    return [
        mention if relation is mention.relation else replace(mention, relation=relation)
        for mention, relation in zip(mentions, found, strict=True)
    ]


def grounded(mention: Mention) -> bool:
    """Return whether a mention points at the ground at all."""
    return (
        mention.place is not None
        and mention.kind == "place"
        and mention.role not in ("actor", "dateline")
        and mention.place.place_type != "continent"
    )


def single(text: str, mention: Mention) -> Relation | None:
    """Return the relation told of one place, or None where it tells nothing measurable."""
    place = mention.place
    told = told_of(text, mention.start, mention.end)
    if told is None or place is None or place.place_type in WATER_TYPES:
        return None
    shift, radius = shift_and_radius(told, place)
    if radius is None:
        return None
    longitude, latitude = place.longitude, place.latitude
    if shift and told.bearing is not None:
        longitude, latitude = moved(place, bearing=told.bearing, kilometres=shift)
    words = text[told.start : told.end]
    where = "there" if shift else f"around {mention.name}"
    return relation(words, longitude, latitude, radius, f"{words}, so the point lies {where}")


def shift_and_radius(told: Told, place: Place) -> tuple[float, float | None]:
    """Return how far to go from the place and how far off that may be, both in kilometres.

    The radius is None where the words tell no point: "near Ukraine", "30 km north of Syria".
    """
    wide = is_area(place)
    if told.shape in ("part", "countryside") or (told.shape == "direction" and wide):
        return part_of(told, place, rough_size_km(place))
    if wide:
        return 0.0, rough_size_km(place) if told.shape == "coast" else None
    off = max(LEAST_DISTANCE_KM, SHARE_OF_DISTANCE * told.kilometres) + told.spread_km
    if told.shape in ("distance", "away"):
        return (told.kilometres, off) if told.bearing is not None else (0.0, told.kilometres + off)
    if told.shape == "direction":
        return DIRECTION_KM, DIRECTION_KM
    return 0.0, max(place_radius_km(place) or 0.0, AROUND_KM[told.shape])


def part_of(told: Told, place: Place, size: float) -> tuple[float, float | None]:
    """Return the shift and radius of a part of a place: its north, its countryside."""
    if told.shape == "countryside" or (told.shape == "part" and stands_for_province(place)):
        size = size if is_area(place) else COUNTRYSIDE_KM
    if told.bearing is None:
        return 0.0, size
    return PART_SHIFT * size, PART_RADIUS * size


def is_area(place: Place) -> bool:
    """Return whether a place is too wide for its point to be measured from."""
    return place.place_type in ("country", "admin1") or place.place_type in REGION_TYPES


def stands_for_province(place: Place) -> bool:
    """Return whether "northern Idlib" means the province around rather than part of the city."""
    return place.place_type == "admin1 seat" and place.population < LARGE_CITY


def rough_size_km(place: Place) -> float:
    """Return the radius of a disc about as large as a place, in kilometres."""
    if place.place_type == "country":
        return COUNTRY_RADII_KM.get(place.country, COUNTRY_KM)
    if place.place_type == "admin1":
        usual = LARGE_STATES_KM if place.country in LARGE_STATES else ADMIN1_KM
        return min(usual, COUNTRY_RADII_KM.get(place.country, COUNTRY_KM) / 2)
    if place.place_type == "admin2":
        return ADMIN2_KM
    if place.place_type in POPULATED_TYPES:
        return max(3.0, place_radius_km(place) or 0.0)
    return REGION_KM if place.place_type in REGION_TYPES else 2.0


def between(text: str, first: Mention, second: Mention) -> Relation | None:
    """Return the relation two neighbouring mentions tell together, or None."""
    tie = tie_of(text, (first.start, first.end), (second.start, second.end))
    if tie is None or first.place is None or second.place is None:
        return None
    if not tied(tie[0], first.place, second.place):
        return None
    apart, longitude, latitude = midway(first.place, second.place)
    if not LEAST_DISTANCE_KM < apart < LARGEST_PAIR_KM:
        return None
    words = text[tie[1] : tie[2]]
    return relation(words, longitude, latitude, apart / 2, f"{words}, so the point lies midway")


def tied(tie: Tie, one: Place, other: Place) -> bool:
    """Return whether a point between two places says something.

    It does for the border of two countries, not for what is "between Gaza and Egypt".
    """
    types = {one.place_type, other.place_type}
    return not types & WATER_TYPES and ("country" not in types or (tie, types) == BORDER_TIE)


def relation(words: str, longitude: float, latitude: float, radius: float, reason: str) -> Relation:
    """Return a relation whose reason states its uncertainty."""
    rounded = round(radius, 1) if radius < SMALL_RADIUS_KM else float(round(radius))
    return Relation(
        text=words,
        longitude=round(longitude, 5),
        latitude=round(latitude, 5),
        radius_km=rounded,
        reason=Reason(score=0.0, text=f"{reason}, give or take {rounded:g} km"),
    )


def moved(place: Place, *, bearing: float, kilometres: float) -> tuple[float, float]:
    """Return the longitude and latitude of a point so far from a place, along a geodesic."""
    return destination(place.longitude, place.latitude, bearing, kilometres)


def midway(one: Place, other: Place) -> tuple[float, float, float]:
    """Return how far apart two places are in kilometres, and the point halfway."""
    apart = kilometres_between(one.longitude, one.latitude, other.longitude, other.latitude)
    longitude, latitude = moved(one, bearing=heading(one, other), kilometres=apart / 2)
    return apart, longitude, latitude


def heading(one: Place, other: Place) -> float:
    """Return the bearing from one place towards another on a sphere, degrees from north."""
    lat1, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    east = math.radians(other.longitude - one.longitude)
    x = math.sin(east) * math.cos(lat2)
    y = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(east)
    return math.degrees(math.atan2(x, y)) % 360
