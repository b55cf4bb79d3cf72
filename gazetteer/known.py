"""The places that a gazetteer knows already, asked by the thousand: which is a row's own?"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from gazetteer.columns import column
from gazetteer.gazetteer import Gazetteer
from gazetteer.import_rows import Row
from gazetteer.joining import JOINED_WITHIN_KM, distance_km, family
from gazetteer.layer import DEMONYM, PLACE_TYPE_ORDER, Layer
from gazetteer.place import POPULATED_TYPES, Place

CELL = 0.02  # degrees; two kilometres are 0.018
COLUMNS_OF_CELLS = 1 << 16
SLACK_DEGREES = 1.0
SMALLEST_COUNTRY = 5  # places, for its extent to be trusted

Numbers = npt.NDArray[np.int64]
Degrees = npt.NDArray[np.float64]
Extent = tuple[float, float, float, float]


class Known:
    """What an import asks of the world below it."""

    def __init__(self, world: Gazetteer) -> None:
        self._world = world
        layers = [layer for layer in world.layers if layer.place_count]
        none = np.empty(0, np.int64)
        self._cells = np.unique(np.concatenate([none, *map(cells_of, layers)]))
        self._extents = extents(layers)
        self._numbered = np.unique(np.concatenate([none, *map(geoname_numbers, layers)]))

    def matches(self, rows: Sequence[Row]) -> dict[int, Place]:
        """Return the known place of each row that is one, by the row's position."""
        found: dict[int, Place] = {}
        numbers = np.array([geoname_number(row.given_id) for row in rows], dtype=np.int64)
        near = self._near(rows)
        for i in np.flatnonzero(near | is_among(numbers, self._numbered)).tolist():
            place = self._identified(rows[i]) or (self._named(rows[i]) if near[i] else None)
            if place is not None:
                found[i] = place
        return found

    def _identified(self, row: Row) -> Place | None:
        return self._world.place(row.given_id) if row.given_id else None

    def _named(self, row: Row) -> Place | None:
        """Return the nearest known place that has a row's name, place type and country."""
        places = [
            sense.place
            for sense in self._world.named(row.name)
            if not sense.flags & DEMONYM
            and family(sense.place.place_type) == family(row.place_type or "populated place")
            and (not row.country or row.country.split(",")[0] == sense.place.country)
        ]
        nearest = min(places, key=lambda place: distance_km(place, row), default=None)
        if nearest is None or distance_km(nearest, row) > JOINED_WITHIN_KM:
            return None
        return nearest

    def _near(self, rows: Sequence[Row]) -> npt.NDArray[np.bool_]:
        """Return which rows may have a known place within two kilometres."""
        longitude = np.array([row.longitude for row in rows])
        latitude = np.array([row.latitude for row in rows])
        near = np.zeros(len(rows), dtype=bool)
        for up in (-1, 0, 1):
            line, column = line_and_column(longitude, latitude, up)
            for aside in (-1, 0, 1):
                near |= is_among(line * COLUMNS_OF_CELLS + column + aside, self._cells)
        return near

    def looks_swapped(self, row: Row) -> bool:
        """Return whether a row lies in its country only with its coordinates exchanged."""
        extent = self._extents.get(row.country)
        if extent is None:
            return False
        return not within(row.longitude, row.latitude, extent) and within(
            row.latitude, row.longitude, extent
        )


def within(longitude: float, latitude: float, extent: Extent) -> bool:
    """Return whether a point is in or near an extent: west, south, east, north."""
    west, south, east, north = extent
    return (
        west - SLACK_DEGREES <= longitude <= east + SLACK_DEGREES
        and south - SLACK_DEGREES <= latitude <= north + SLACK_DEGREES
    )


def is_among(wanted: npt.NDArray[Any], known: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Return which numbers are among sorted ones."""
    if not len(known):
        return np.zeros(len(wanted), dtype=bool)
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.asarray(known[at] == wanted, dtype=bool)


def line_and_column(longitude: Degrees, latitude: Degrees, up: int) -> tuple[Numbers, Numbers]:
    """Return the line of cells over or under each point, and the column there."""
    line = np.floor(latitude / CELL).astype(np.int64) + up
    narrow = np.maximum(np.cos(np.radians((line + 0.5) * CELL)), 0.0)
    return line, np.floor(longitude * narrow / CELL).astype(np.int64)


def cells_of(layer: Layer) -> Numbers:
    """Return the cells in which a layer has places."""
    line, across = line_and_column(column(layer, "longitude"), column(layer, "latitude"), 0)
    return np.unique(line * COLUMNS_OF_CELLS + across)


def geoname_number(place_id: str) -> int:
    """Return the number in a GeoNames identifier, else -1."""
    number = place_id.removeprefix("geonames:")
    return int(number) if number != place_id and number.isdigit() and len(number) < 18 else -1


def geoname_numbers(layer: Layer) -> Numbers:
    """Return the GeoNames numbers of a layer's places."""
    texts = (layer.text(number) for number in column(layer, "place_id").tolist())
    return np.fromiter(map(geoname_number, texts), dtype=np.int64, count=layer.place_count)


def extents(layers: Sequence[Layer]) -> dict[str, Extent]:
    """Return west, south, east and north of each country, after its populated places."""
    found: dict[str, Extent] = {}
    for layer in layers:
        populated = np.isin(
            column(layer, "place_type"),
            [n for n, name in enumerate(PLACE_TYPE_ORDER) if name in POPULATED_TYPES],
        )
        countries = column(layer, "countries")
        longitude, latitude = column(layer, "longitude"), column(layer, "latitude")
        for number in np.unique(countries[populated]).tolist():
            mine = populated & (countries == number)
            if mine.sum() >= SMALLEST_COUNTRY:
                found[layer.text(number)] = (
                    float(longitude[mine].min()), float(latitude[mine].min()),
                    float(longitude[mine].max()), float(latitude[mine].max()),
                )  # fmt: skip
    return found
