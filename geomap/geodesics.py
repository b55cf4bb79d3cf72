"""Distances and points along geodesics of the WGS 84 ellipsoid, longitude first, in kilometres.

These are geopy's numbers, from the library it asks: geopy itself brings its geocoders along,
which take a tenth of a second to import.
"""

from functools import cache, lru_cache
from typing import Any

MAJOR_KM, FLATTENING = 6378.137, 1 / 298.257223563
MEMORISED = 10_000


@lru_cache(maxsize=MEMORISED)
def kilometres_between(
    longitude: float, latitude: float, other_longitude: float, other_latitude: float
) -> float:
    """Return how far apart two points are, remembered."""
    apart: float = ellipsoid().Inverse(latitude, longitude, other_latitude, other_longitude)["s12"]
    return apart


@lru_cache(maxsize=MEMORISED)
def destination(
    longitude: float, latitude: float, bearing: float, kilometres: float
) -> tuple[float, float]:
    """Return the longitude and latitude of a point so far from another, remembered."""
    point = ellipsoid().Direct(latitude, longitude, bearing, kilometres)
    return point["lon2"], point["lat2"]


@cache
def ellipsoid() -> Any:  # noqa: ANN401  # geographiclib has no types
    """Return what measures geodesics."""
    from geographiclib.geodesic import Geodesic  # noqa: PLC0415  # seldom needed

    return Geodesic(MAJOR_KM, FLATTENING)
