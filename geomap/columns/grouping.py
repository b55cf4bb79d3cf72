"""Group places whose circles would overlap, on a grid of the screen."""

from dataclasses import dataclass

import numpy as np

from geomap.columns.counting import Tally
from geomap.columns.table import Columns, Numbers
from geomap.store import BoundingBox

TILE = 256  # pixels that the world is wide at zoom 0, in Web Mercator
POLE = 85.05112878  # degrees: beyond it Web Mercator does not go
# Pixels: in the first, any two circles overlap; the others are for views with very many places.
CELL_SIZES = (16, 24, 36, 54, 81)
MOST_MARKS = 400  # that a browser moves without stuttering and a reader takes in
SINGLE_FROM_ZOOM = 13.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Places so near to one another that their circles would overlap.

    It stands at the mean of their mentions; `box` holds all of them, `largest` is the number of
    the most named one.
    """

    longitude: float
    latitude: float
    mentions: int
    places: int
    largest: int
    box: BoundingBox


def cells_of(
    columns: Columns, counted: Tally, points: Numbers, zoom: float | None
) -> tuple[Numbers, list[Cell]]:
    """Return the points that stand alone, in their order, and the cells of the others.

    `points` are numbers of places, most mentions first.
    """
    if zoom is None or zoom >= SINGLE_FROM_ZOOM or len(points) < 2:
        return points, []
    x, y = pixels(columns.places.longitude[points], columns.places.latitude[points], zoom)
    for size in CELL_SIZES:
        key = np.floor(x / size).astype(np.int64) << 32 | np.floor(y / size).astype(np.int64)
        _, first, cell, members = np.unique(
            key, return_index=True, return_inverse=True, return_counts=True
        )
        if len(first) <= MOST_MARKS:
            break
    alone = members[cell] == 1
    grouped = np.flatnonzero(~alone)
    ordered = grouped[np.argsort(cell[grouped], kind="stable")]
    parts = np.split(ordered, np.flatnonzero(np.diff(cell[ordered])) + 1)
    cells = [cell_of(columns, counted, points[part]) for part in parts if len(part)]
    return points[alone], sorted(cells, key=lambda each: -each.mentions)


def pixels(longitude: Numbers, latitude: Numbers, zoom: float) -> tuple[Numbers, Numbers]:
    """Return where points are on a map of the world in Web Mercator, from its upper left."""
    world = TILE * 2.0**zoom
    sine = np.sin(np.radians(np.clip(latitude, -POLE, POLE)))
    y = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    return (longitude + 180) / 360 * world, y * world


def cell_of(columns: Columns, counted: Tally, members: Numbers) -> Cell:
    """Return the cell of some places, the most named first."""
    weights = counted.mentions[members]
    longitude = columns.places.longitude[members]
    latitude = columns.places.latitude[members]
    mentions = int(weights.sum())
    return Cell(
        longitude=float(longitude @ weights) / mentions,
        latitude=float(latitude @ weights) / mentions,
        mentions=mentions,
        places=len(members),
        largest=int(members[0]),
        box=BoundingBox(
            west=float(longitude.min()), south=float(latitude.min()),
            east=float(longitude.max()), north=float(latitude.max()),
        ),
    )  # fmt: skip
