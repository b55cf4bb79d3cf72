"""Simplifying areas that share borders, for `build_outlines.py`.

Every border between two areas is one arc, simplified once, so that neighbours keep a common
line. The arcs are then noded on a grid and turned back into faces; each face goes to the area
that covers most of it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

GRID = 0.001
"""Degrees: the coordinates of every outline are multiples of it (some 100 m)."""
COARSE_FROM = 0.015
"""Arcs simplified by at least this many degrees are rounded to hundredths."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Detail:
    """How finely an area is drawn: tolerance in degrees, smallest island in square degrees.

    An area is never simplified by more than its width (the root of its size) over `widths`.
    """

    tolerance: float
    island: float
    widths: int


def simplify(areas: Sequence[BaseGeometry], details: Sequence[Detail]) -> list[BaseGeometry]:
    """Return the areas simplified, in their order, without gaps between neighbours."""
    arcs = shapely.get_parts(shapely.line_merge(shapely.union_all([a.boundary for a in areas])))
    sides = _sides(arcs, areas)
    largest = [max(part.area for part in shapely.get_parts(area)) for area in areas]
    kept = [
        (arc, _tolerance(arc, touching, details, largest))
        for arc, touching in zip(arcs, sides, strict=True)
        if touching and not _is_lost_island(arc, touching, details, largest)
    ]
    fine = {end for arc, tolerance in kept if tolerance < COARSE_FROM for end in _ends(arc)}
    lines = [_simplify_arc(arc, tolerance, fine) for arc, tolerance in kept]
    noded = shapely.union_all(lines, grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    return _collect(faces, areas)


def _sides(arcs: Sequence[LineString], areas: Sequence[BaseGeometry]) -> list[list[int]]:
    """Return for each arc the indexes of the areas that it bounds."""
    middles = [_middle(arc) for arc in arcs]
    tree = shapely.STRtree([area.boundary for area in areas])
    sides: list[list[int]] = [[] for _ in arcs]
    pairs = tree.query(middles, predicate="dwithin", distance=1e-7)
    for arc, area in sorted(map(tuple, pairs.T)):
        sides[arc].append(int(area))
    return sides


def _middle(arc: LineString) -> BaseGeometry:
    """Return the middle of the arc's middle segment, away from the nodes at its ends."""
    coordinates = shapely.get_coordinates(arc)
    i = (len(coordinates) - 2) // 2
    return shapely.points((coordinates[i] + coordinates[i + 1]) / 2)


def _is_lost_island(
    arc: LineString, touching: list[int], details: Sequence[Detail], largest: Sequence[float]
) -> bool:
    if not arc.is_ring or len(touching) > 1:
        return False
    (area,) = touching
    size = Polygon(arc).area
    return bool(size < details[area].island and size < 0.99 * largest[area])


def _tolerance(
    arc: LineString, touching: list[int], details: Sequence[Detail], largest: Sequence[float]
) -> float:
    """Return the tolerance of the finest neighbour; small areas keep their shape."""
    ring = Polygon(arc).area if arc.is_ring else math.inf
    return min(
        min(details[i].tolerance, math.sqrt(min(largest[i], ring)) / details[i].widths)
        for i in touching
    )


def _ends(arc: LineString) -> set[tuple[float, float]]:
    return {arc.coords[0], arc.coords[-1]}


def _simplify_arc(arc: LineString, tolerance: float, fine: set[tuple[float, float]]) -> LineString:
    """Simplify one arc; an end that a finer arc shares keeps its third decimal."""
    line = arc.simplify(tolerance, preserve_topology=arc.is_ring)
    exact = shapely.get_coordinates(line)
    if tolerance < COARSE_FROM:
        return LineString(np.round(exact, 3))
    coarse = np.round(exact, 2)
    for i in (0, -1):
        if tuple(exact[i]) in fine:
            coarse[i] = np.round(exact[i], 3)
    return LineString(coarse)


def _collect(faces: Sequence[Polygon], areas: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    tree = shapely.STRtree(areas)
    owned: list[list[Polygon]] = [[] for _ in areas]
    for face in faces:
        owner = _owner(face, tree, areas)
        if owner is not None:
            owned[owner].append(face)
    return [shapely.coverage_union_all(parts) if parts else Polygon() for parts in owned]


def _owner(face: Polygon, tree: shapely.STRtree, areas: Sequence[BaseGeometry]) -> int | None:
    """Return the area that covers most of the face, None where half of it is water."""
    candidates = sorted(int(i) for i in tree.query(face, predicate="intersects"))
    if not candidates:
        return None
    shares = {i: float(areas[i].intersection(face).area) for i in candidates}
    if sum(shares.values()) < face.area / 2:
        return None
    return max(candidates, key=lambda i: shares[i])
