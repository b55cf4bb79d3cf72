"""What a map shows of the chosen mentions in one viewport."""

from dataclasses import dataclass

import numpy as np

from geomap.columns.bounds import first_view
from geomap.columns.counting import Tally, tally
from geomap.columns.grouping import Cell, cells_of
from geomap.columns.paging import newest
from geomap.columns.selecting import inside
from geomap.columns.table import Bools, Columns, Numbers
from geomap.model import Relation
from geomap.store import BoundingBox

MOST_PLACES = 1000
MOST_AREAS = 300
MOST_RELATIONS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewport:
    """What a map shows: a box in degrees, None for the world, and Leaflet's zoom.

    Without a zoom nothing is grouped. `margin` is the share of the box's width and height that is
    told beyond each of its edges, for a reader who moves the map.
    """

    box: BoundingBox | None = None
    zoom: float | None = None
    margin: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A mention whose point is told by its relation to a place."""

    mention_id: int
    place: int
    relation: Relation
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Numbers of places, most mentions first, and what is grouped or left out.

    `shown` are the mentions in the viewport; `largest` the most mentions of any one circle.
    """

    points: list[int]
    areas: list[int]
    cells: list[Cell]
    related: list[Related]
    shown: int
    omitted: int
    largest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The chosen mentions by place, the numbers of the chosen relations, and where to begin."""

    counted: Tally
    relations: Numbers
    first_view: BoundingBox | None


def selection(columns: Columns, mask: Bools) -> Selection:
    """Return what any view of the chosen mentions is made from."""
    counted = tally(columns, mask)
    return Selection(
        counted=counted, relations=np.flatnonzero(mask[columns.relations.row]),
        first_view=first_view(columns, counted),
    )  # fmt: skip


def view_of(columns: Columns, chosen: Selection, viewport: Viewport) -> View:
    """Return what a viewport shows."""
    places, counted = columns.places, chosen.counted
    within, wider = in_view(columns, viewport.box), widened(viewport.box, viewport.margin)
    near = in_view(columns, wider)
    named = counted.mentions > 0
    points = most_named(np.flatnonzero(named & near & ~places.area), counted.mentions)
    single, cells = cells_of(columns, counted, points, zoom=viewport.zoom, seen=within[points])
    areas = area_numbers(columns, counted, near)
    everywhere = counted.mentions[~places.area]
    return View(
        points=single[:MOST_PLACES].tolist(),
        areas=areas[:MOST_AREAS].tolist(),
        cells=cells,
        related=related(columns, chosen, wider),
        shown=int(counted.mentions[named & within].sum()),
        omitted=int(np.count_nonzero(within[single[MOST_PLACES:]]))
        + max(0, len(areas) - MOST_AREAS),
        largest=max([int(everywhere.max(initial=0)), *(cell.mentions for cell in cells)]),
    )


def widened(box: BoundingBox | None, margin: float) -> BoundingBox | None:
    """Return a box with a share of its width and height more on each side."""
    if box is None or not margin:
        return box
    width = box.east - box.west + (360 if box.west > box.east else 0)
    height = box.north - box.south
    if width * (1 + 2 * margin) >= 360:
        west, east = -180.0, 180.0
    else:
        west, east = (
            (longitude + 180) % 360 - 180
            for longitude in (box.west - margin * width, box.east + margin * width)
        )
    return BoundingBox(
        west=west, south=max(-90.0, box.south - margin * height), east=east,
        north=min(90.0, box.north + margin * height),
    )  # fmt: skip


def in_view(columns: Columns, box: BoundingBox | None) -> Bools:
    """Return for each place whether its point is in a box; nothing stands at 0."""
    if box is not None:
        return inside(box, columns.places.longitude, columns.places.latitude)
    everywhere = np.ones(len(columns.places.known), bool)
    everywhere[0] = False
    return everywhere


def area_numbers(columns: Columns, counted: Tally, within: Bools) -> Numbers:
    """Return the areas, most named first; countries wherever they are, as they may reach in."""
    places = columns.places
    named = np.flatnonzero((counted.mentions > 0) & places.area & (within | places.country))
    return most_named(named, counted.mentions)


def most_named(numbers: Numbers, mentions: Numbers) -> Numbers:
    """Return places by their mentions, most first, then by their numbers."""
    return numbers[np.argsort(-mentions[numbers], kind="stable")]


def related(columns: Columns, chosen: Selection, box: BoundingBox | None) -> list[Related]:
    """Return the newest chosen mentions whose told point is in a box."""
    relations, mentions = columns.relations, columns.mentions
    numbers = chosen.relations
    if box is not None:
        numbers = numbers[inside(box, relations.longitude, relations.latitude)[numbers]]
    numbers = numbers[newest(columns, relations.row[numbers], MOST_RELATIONS)]
    return [
        Related(
            mention_id=int(mentions.mention_id[row]), place=int(mentions.place[row]),
            relation=relations.told[number], confidence=float(mentions.confidence[row]),
        )
        for number, row in zip(numbers.tolist(), relations.row[numbers].tolist(), strict=True)
    ]  # fmt: skip
