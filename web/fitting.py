"""The viewport that fits a box into a map of so many pixels, as Leaflet's `fitBounds` does."""

import math
from dataclasses import dataclass

from geomap.store import BoundingBox

TILE = 256  # pixels that the world is wide at zoom 0, in Web Mercator
POLE = 85.05112878  # degrees: beyond it Web Mercator does not go
PADDING = 28  # pixels on each side
SNAP = 0.25  # zooms are multiples of it
NEAREST, FARTHEST = 13.0, 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Where the middle of a map stands, how near it is, and what it shows."""

    longitude: float
    latitude: float
    zoom: float
    box: BoundingBox


def fitted(box: BoundingBox, *, width: int, height: int) -> Fitted:
    """Return the nearest viewport of a map of so many pixels that holds a box."""
    east = box.east + (360 if box.west > box.east else 0)
    across = max((east - box.west) / 360, 1e-9)
    top, bottom = mercator(box.north), mercator(box.south)
    room = [(size - 2 * PADDING) / TILE for size in (width, height)]
    scale = min(max(room[0], 0.1) / across, max(room[1], 0.1) / max(bottom - top, 1e-9))
    steps = round(math.log2(scale) / SNAP * 100) / 100
    zoom = max(FARTHEST, min(NEAREST, math.floor(steps) * SNAP))
    x, y = (box.west + east) / 2, (top + bottom) / 2
    half_width = width / 2 / (TILE * 2**zoom)
    half_height = height / 2 / (TILE * 2**zoom)
    whole = half_width >= 0.5
    return Fitted(
        longitude=turned(x), latitude=latitude(y), zoom=zoom,
        box=BoundingBox(
            west=-180.0 if whole else turned(x - 360 * half_width),
            south=latitude(y + half_height),
            east=180.0 if whole else turned(x + 360 * half_width),
            north=latitude(y - half_height),
        ),
    )  # fmt: skip


def mercator(degrees: float) -> float:
    """Return how far down the map of the world a latitude is, 0 to 1."""
    sine = math.sin(math.radians(max(-POLE, min(POLE, degrees))))
    return 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def latitude(down: float) -> float:
    """Return the latitude that is so far down the map; what is off the map is at its edge."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * max(0.0, min(1.0, down))))))


def turned(longitude: float) -> float:
    """Return a longitude from -180 to 180."""
    return (longitude + 180) % 360 - 180
