"""Reading the rivers of Natural Earth 1:50m as Marble packs them, for `build_basemap.py`.

The format (PN2, version 2) holds coordinates in half minutes: a header, then lines of absolute
points, each followed by points relative to it in one byte a coordinate.
"""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from struct import Struct

from shapely.geometry import LineString

VERSION = 2
MULTIGEOMETRY = 4
A_DEGREE = 120.0
HEADER = Struct(">BIB")  # version, how many lines, whether each has a colour
PART = Struct(">II")  # number, how many absolute points
POINT = Struct(">hhh")  # latitude, longitude, how many relative points
STEP = Struct(">bb")
SMOOTHED = 2
"""Times that corners are cut, as half a minute shows as stairs in a near view."""


def read_rivers(path: Path) -> Iterator[LineString]:
    """Yield the lines of a file, smoothed."""
    content = path.read_bytes()
    version, _lines, coloured = HEADER.unpack_from(content)
    if version != VERSION or coloured:
        raise SystemExit(f"{path}: not a PN2 file of version {VERSION} without colours")
    at = HEADER.size
    while at < len(content):
        flag, at = content[at], at + 1
        parts = 1
        if flag == MULTIGEOMETRY:
            parts, at = content[at + 4], at + 5
        for _part in range(parts):
            at += flag == MULTIGEOMETRY
            points, at = read_part(content, at)
            if len(points) > 1:
                yield LineString(smooth(points))


def read_part(content: bytes, at: int) -> tuple[list[tuple[float, float]], int]:
    """Return the points of one line as longitude and latitude, and where the next begins."""
    _, absolute = PART.unpack_from(content, at)
    at += PART.size
    points = []
    for _ in range(absolute):
        latitude, longitude, relative = POINT.unpack_from(content, at)
        at += POINT.size
        points.append((longitude / A_DEGREE, latitude / A_DEGREE))
        for _ in range(relative):
            north, east = STEP.unpack_from(content, at)
            at += STEP.size
            points.append(((longitude + east) / A_DEGREE, (latitude + north) / A_DEGREE))
    return points, at


def smooth(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Cut every corner at a quarter of its sides (Chaikin 1974); the ends stay."""
    for _ in range(SMOOTHED):
        cut = [points[0]]
        for (x1, y1), (x2, y2) in pairwise(points):
            cut += [(0.75 * x1 + 0.25 * x2, 0.75 * y1 + 0.25 * y2)]
            cut += [(0.25 * x1 + 0.75 * x2, 0.25 * y1 + 0.75 * y2)]
        points = [*cut, points[-1]]
    return points
