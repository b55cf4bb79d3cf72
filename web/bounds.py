"""What the map shows first: where most of the news is, not the one distant capital."""

from collections.abc import Iterable

from geomap.model import is_area
from geomap.store import BoundingBox, PlaceCount

SHARE = 0.9  # of the mentions, on each axis
SMALLEST_SPAN = 1.0  # degrees


def first_view(counts: Iterable[PlaceCount]) -> BoundingBox | None:
    """Return the box that holds the middle 90 % of the mentions on each axis, None for no place.

    Areas count only where nothing else is named. The antimeridian is not crossed.
    """
    known = list(counts)
    weighed = [count for count in known if not is_area(count.place)] or known
    if not weighed:
        return None
    west, east = middle([(count.place.longitude, count.mentions) for count in weighed])
    south, north = middle([(count.place.latitude, count.mentions) for count in weighed])
    return BoundingBox(
        west=max(west, -180.0), south=max(south, -85.0), east=min(east, 180.0),
        north=min(north, 85.0),
    )  # fmt: skip


def middle(weighed: list[tuple[float, int]]) -> tuple[float, float]:
    """Return where the middle share of the weights begins and ends, at least a degree apart."""
    low = quantile(sorted(weighed), (1 - SHARE) / 2)
    high = quantile(sorted(weighed), (1 + SHARE) / 2)
    missing = max(0.0, SMALLEST_SPAN - (high - low)) / 2
    return low - missing, high + missing


def quantile(ordered: list[tuple[float, int]], share: float) -> float:
    """Return the value below which this share of the weights lies."""
    left = share * sum(weight for _, weight in ordered)
    for value, weight in ordered:
        left -= weight
        if left <= 0:
            return value
    return ordered[-1][0]
