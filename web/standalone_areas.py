"""The outlines of areas that a page without a server carries: countries and provinces."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from gazetteer import Place

FOLDER = Path(__file__).parent / "static" / "basemap"
MOST_CHARACTERS = 500_000  # of all outlines of a page

Geometry = dict[str, Any]


@cache
def outlines(layer: str) -> dict[str, Geometry]:
    """Return the geometries of a layer by identifier: "country:SY", "admin1:SY.12"."""
    features = json.loads((FOLDER / f"{layer}.json").read_text("utf-8"))["features"]
    return {feature["properties"]["id"]: feature["geometry"] for feature in features}


def outline_of(place: Place) -> Geometry | None:
    """Return the outline of a country or a province, None where there is none of it."""
    if place.place_type == "country":
        return outlines("countries").get(f"country:{place.country}")
    if place.place_type == "admin1":
        return outlines("provinces").get(f"admin1:{place.country}.{place.admin1}")
    return None


class Outlines:
    """The outlines of one page, until there is room for no more."""

    def __init__(self) -> None:
        self._room = MOST_CHARACTERS

    def of(self, place: Place) -> Geometry | None:
        """Return the outline of a place where it has one that still fits."""
        outline = outline_of(place)
        size = len(json.dumps(outline, separators=(",", ":"))) if outline else 0
        if size > self._room:
            return None
        self._room -= size
        return outline
