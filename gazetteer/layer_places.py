"""All places of a layer with all their names, and the shapes of those that have one."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from gazetteer.columns import column, has_column
from gazetteer.layer import DEMONYM, DERIVED, Layer
from gazetteer.place import Place


def named_places(layer: Layer) -> Iterator[Place]:
    """Yield the places of a layer, each with the names that its provider gave."""
    given = np.flatnonzero((column(layer, "sense_flags") & (DERIVED | DEMONYM)) == 0)
    place, text = column(layer, "sense_place")[given], column(layer, "sense_text")[given]
    order = np.argsort(place, kind="stable")
    place, text = place[order], text[order]
    for number in range(layer.place_count):
        found = layer.place(number)
        low, high = np.searchsorted(place, (number, number + 1)).tolist()
        # In the order they were given, as far as the pool of strings tells it.
        names = dict.fromkeys(layer.text(each) for each in sorted(text[low:high].tolist()))
        names.pop(found.name, None)
        yield replace(found, names=tuple(names))


def names_of(layer: Layer, number: int) -> list[str]:
    """Return the names that its provider gave a place, its own first."""
    found = layer.place(number)
    mine = np.flatnonzero(column(layer, "sense_place") == number)
    given = mine[(column(layer, "sense_flags")[mine] & (DERIVED | DEMONYM)) == 0]
    texts = sorted(column(layer, "sense_text")[given].tolist())
    return list(dict.fromkeys([found.name, *map(layer.text, texts)]))


def shapes_of(layer: Layer) -> dict[int, dict[str, Any]]:
    """Return the GeoJSON geometries of a layer's areas and lines, by the number of the place."""
    if not has_column(layer, "shape_place"):
        return {}
    starts, body = column(layer, "shape_starts").tolist(), column(layer, "shapes")
    return {
        number: json.loads(bytes(body[starts[i] : starts[i + 1]]))
        for i, number in enumerate(column(layer, "shape_place").tolist())
    }
