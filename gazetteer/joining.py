"""When two records of one name are the same place."""

from math import asin, cos, radians, sin, sqrt
from typing import Protocol

from gazetteer.place import POPULATED_TYPES, Place

JOINED_WITHIN_KM = 2.0
EARTH_KM = 6371.0088


class Point(Protocol):
    """What lies somewhere, in degrees."""

    @property
    def longitude(self) -> float:
        """Return degrees east."""

    @property
    def latitude(self) -> float:
        """Return degrees north."""


def family(place_type: str) -> str:
    """Return a place type as joining compares it: a seat is a populated place too."""
    return "populated place" if place_type in POPULATED_TYPES else place_type


def distance_km(first: Point, second: Point) -> float:
    """Return the great-circle distance of two places (haversine)."""
    north, south = radians(first.latitude), radians(second.latitude)
    east = radians(second.longitude - first.longitude)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def are_twins(first: Place, second: Place) -> bool:
    """Return whether two places of one name are the same, told by two lists."""
    return (
        family(first.place_type) == family(second.place_type)
        and (not first.country or not second.country or first.country == second.country)
        and distance_km(first, second) <= JOINED_WITHIN_KM
    )
