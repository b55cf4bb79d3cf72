"""What a map shows first: where most of the news is, not the one distant capital."""

import numpy as np

from geomap.columns.counting import Tally
from geomap.columns.table import Columns, Numbers
from geomap.store import BoundingBox

SHARE = 0.9  # of the mentions, on each axis
SMALLEST_SPAN = 1.0  # degrees


def first_view(columns: Columns, counted: Tally) -> BoundingBox | None:
    """Return the box that holds the middle 90 % of the mentions on each axis, None for no place.

    Areas count only where nothing else is named. The antimeridian is not crossed.
    """
    named = counted.mentions > 0
    points = np.flatnonzero(named & ~columns.places.area)
    weighed = points if len(points) else np.flatnonzero(named & columns.places.area)
    if not len(weighed):
        return None
    weights = counted.mentions[weighed]
    west, east = middle(columns.places.longitude[weighed], weights)
    south, north = middle(columns.places.latitude[weighed], weights)
    return BoundingBox(
        west=max(west, -180.0), south=max(south, -85.0), east=min(east, 180.0),
        north=min(north, 85.0),
    )  # fmt: skip


def middle(values: Numbers, weights: Numbers) -> tuple[float, float]:
    """Return where the middle share of the weights begins and ends, at least a degree apart."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    last = len(order) - 1
    low, high = (
        float(values[order[min(last, int(np.searchsorted(reached, share)))]])
        for share in ((1 - SHARE) / 2, (1 + SHARE) / 2)
    )
    missing = max(0.0, SMALLEST_SPAN - (high - low)) / 2
    return low - missing, high + missing
