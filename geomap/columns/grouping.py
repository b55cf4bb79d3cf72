"""Group places whose circles would overlap, on a grid of the screen."""

from dataclasses import dataclass

import numpy as np

from geomap.columns.counting import Tally
from geomap.columns.table import Bools, Columns, Numbers
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
    columns: Columns, counted: Tally, points: Numbers, *, zoom: float | None, seen: Bools
) -> tuple[Numbers, list[Cell]]:
    """Return the points that stand alone, in their order, and the cells of the others.

    `points` are numbers of places, most mentions first; `seen` whether each is on the screen.
    """
    if zoom is None or zoom >= SINGLE_FROM_ZOOM or len(points) < 2:
        return points, []
    x, y = pixels(columns.places.longitude[points], columns.places.latitude[points], zoom)
    cell, members = grid(x, y, seen)
    alone = members.take(cell) == 1
    return points[alone], cells(columns, counted, points[~alone], cell[~alone])


def grid(x: Numbers, y: Numbers, seen: Bools) -> tuple[Numbers, Numbers]:
    """Return each point's cell, and how many points each cell has.

    The cells are as small as they can be with no more marks on the screen than it should have.
    """
    for size in CELL_SIZES:
        key = np.floor(x / size).astype(np.int64) << 32 | np.floor(y / size).astype(np.int64)
        if len(np.unique(key[seen])) <= MOST_MARKS:
            break
    _, cell, members = np.unique(key, return_inverse=True, return_counts=True)
    return cell, members


def pixels(longitude: Numbers, latitude: Numbers, zoom: float) -> tuple[Numbers, Numbers]:
    """Return where points are on a map of the world in Web Mercator, from its upper left."""
    world = TILE * 2.0**zoom
    sine = np.sin(np.radians(np.clip(latitude, -POLE, POLE)))
    y = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    return (longitude + 180) / 360 * world, y * world


def cells(columns: Columns, counted: Tally, points: Numbers, cell: Numbers) -> list[Cell]:
    """Return the cells that points are in, most mentions first."""
    if not len(points):
        return []
    order = np.argsort(cell, kind="stable")  # the most named of each cell stays its first
    points = points[order]
    first = np.flatnonzero(np.diff(cell[order], prepend=-1))
    weights = counted.mentions[points]
    longitude, latitude = columns.places.longitude[points], columns.places.latitude[points]
    mentions = np.add.reduceat(weights, first)
    found = zip(
        (np.add.reduceat(longitude * weights, first) / mentions).tolist(),
        (np.add.reduceat(latitude * weights, first) / mentions).tolist(),
        mentions.tolist(), np.diff(first, append=len(points)).tolist(), points[first].tolist(),
        np.minimum.reduceat(longitude, first).tolist(),
        np.minimum.reduceat(latitude, first).tolist(),
        np.maximum.reduceat(longitude, first).tolist(),
        np.maximum.reduceat(latitude, first).tolist(),
        strict=True,
    )  # fmt: skip
    made = [
        Cell(
            longitude=x, latitude=y, mentions=mentions, places=places, largest=largest,
            box=BoundingBox(west=west, south=south, east=east, north=north),
        )
        for x, y, mentions, places, largest, west, south, east, north in found
    ]  # fmt: skip
    return sorted(made, key=lambda each: -each.mentions)
