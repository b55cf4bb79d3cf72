"""The borders between provinces as lines, for `build_basemap.py`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import shapely
from build_outlines_write import DISPUTED_LINES, WINDOWS, Area, is_side
from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]
Segment = tuple[Point, Point]
DECIMALS = 6

MORE_DISPUTED = (
    ("line-of-control", "IN", "PK", (73.0, 32.9, 78.5, 36.0)),
    ("aksai-chin", "IN", "CN", (78.0, 32.5, 80.4, 36.1)),
    ("arunachal", "IN", "CN", (91.5, 26.6, 97.5, 29.6)),
    ("ilemi", "KE", "SS ET", (33.9, 4.2, 36.0, 5.7)),
    ("essequibo", "GY", "VE", (-62.0, 1.0, -57.5, 9.0)),
)
"""Disputed borders of `gazetteer/data/disputed.tsv` that no outline needs: key, sides, window."""
WORLD = (-180.0, -90.0, 180.0, 90.0)


def borders(regions: Sequence[Area]) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield each kind of border with its lines: country, province, disputed.

    Neighbours in Natural Earth share their vertices, so a segment that two regions have is their
    border, and one that a single region has is a coast.
    """
    found: dict[str, list[Segment]] = defaultdict(list)
    for segment, sides in shared_segments(regions).items():
        if len(sides) == 2:
            one, other = (regions[side] for side in sides)
            found[kind_of(segment, one, other)].append(segment)
    for kind, segments in sorted(found.items()):
        yield kind, shapely.line_merge(shapely.multilinestrings(shapely.linestrings(segments)))


def shared_segments(regions: Sequence[Area]) -> dict[Segment, list[int]]:
    """Return for each segment of an outline the regions that have it."""
    sides: dict[Segment, list[int]] = defaultdict(list)
    for number, region in enumerate(regions):
        for segment in segments_of(region.geometry):
            if not sides[segment] or sides[segment][-1] != number:
                sides[segment].append(number)
    return sides


def segments_of(geometry: BaseGeometry) -> Iterator[Segment]:
    """Yield the segments of all rings, the same whichever way they are walked."""
    for ring in shapely.get_rings(shapely.get_parts(geometry)):
        points = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in ring.coords]
        for start, end in pairwise(points):
            if start != end:
                yield min(start, end), max(start, end)


def kind_of(segment: Segment, one: Area, other: Area) -> str:
    """Return whether a segment is disputed, a country's border or a province's."""
    middle = ((segment[0][0] + segment[1][0]) / 2, (segment[0][1] + segment[1][1]) / 2)
    if any(
        inside(window, middle) and divides(side, others.split(), one, other)
        for side, others, window in disputed()
    ):
        return "disputed"
    return "province" if one.country == other.country else "country"


def disputed() -> Iterable[tuple[str, str, tuple[float, float, float, float]]]:
    """Yield the two sides of each disputed border, and where it is disputed."""
    for key, _name, _place, one, other in DISPUTED_LINES:
        yield one, other, WINDOWS.get(key, WORLD)
    for _key, one, other, window in MORE_DISPUTED:
        yield one, other, window


def inside(window: tuple[float, float, float, float], point: Point) -> bool:
    west, south, east, north = window
    return west <= point[0] <= east and south <= point[1] <= north


def divides(side: str, others: Sequence[str], one: Area, other: Area) -> bool:
    """Return whether one of two regions is on a side and the other on the opposite."""
    for first, second in ((one, other), (other, one)):
        if is_side(first, side) and not is_side(second, side):
            return any(is_side(second, each) for each in others)
    return False
