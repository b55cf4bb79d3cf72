"""The files that `build_outlines.py` makes: compact GeoJSON, and the smaller layers."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import shapefile
import shapely
from shapely.geometry import box, mapping, shape
from shapely.geometry.base import BaseGeometry

MERCATOR_SOUTH = -85.0
LAKE_LEAST = 0.15
"""Square degrees: smaller lakes are not drawn."""


class Area(Protocol):
    @property
    def country(self) -> str: ...
    @property
    def admin1(self) -> str: ...
    @property
    def tag(self) -> str: ...
    @property
    def geometry(self) -> BaseGeometry: ...


DISPUTED_LINES = (
    ("golan", "Golan Heights", "geonames:173708", "golan", "SY IL"),
    ("east-jerusalem", "East Jerusalem", "geonames:7303419", "east-jerusalem", "PS IL"),
    ("crimea", "Crimea", "geonames:703883", "crimea", "UA"),
    ("western-sahara", "Western Sahara", "geonames:2461445", "EH", "MA"),
    ("kosovo", "Kosovo", "geonames:831053", "XK", "RS"),
    ("abkhazia", "Abkhazia", "geonames:6643410", "GE.02", "GE"),
    ("transnistria", "Transnistria", "geonames:858889", "MD.58", "MD UA"),
    ("northern-cyprus", "Northern Cyprus", "geomap:northern-cyprus", "northern-cyprus", "CY"),
    ("somaliland", "Somaliland", "geonames:328195", "somaliland", "SO"),
    ("kashmir", "Line of Control", "geomap:kashmir", "IN.12", "PK"),
    ("palestine", "Green Line", "geomap:green-line", "PS", "IL"),
    ("halaib", "Hala'ib Triangle", "geomap:halaib-triangle", "EG", "SD"),
    ("abyei", "Abyei", "geomap:abyei-area", "SD", "SS"),
)
"""Key, name, place, and the two sides whose common border is drawn dashed.

The places are those of `gazetteer/data/disputed.tsv`. A side is a tag of an area, a province
("GE.02") or a country.
"""
WINDOWS = {"halaib": (33.0, 21.9, 37.2, 22.4), "abyei": (27.6, 9.0, 29.1, 10.5)}
"""West, south, east, north: the part of the border that is disputed."""
DISPUTED_AREAS = ("golan", "east-jerusalem", "crimea", "northern-cyprus", "somaliland")


def write_features(path: Path, features: Iterable[Mapping[str, object]]) -> None:
    collection = {"type": "FeatureCollection", "features": list(features)}
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


def outline_feature(properties: Mapping[str, str], geometry: BaseGeometry) -> dict[str, object]:
    """Return a Feature wound as RFC 7946 asks, its coordinates at most 3 decimals."""
    wound = shapely.normalize(geometry)
    if geometry.geom_type.endswith("Polygon"):
        wound = shapely.orient_polygons(wound)
    shown = mapping(wound)
    return {
        "type": "Feature",
        "properties": dict(properties),
        "geometry": {"type": shown["type"], "coordinates": _rounded(shown["coordinates"])},
    }


def _rounded(value: object) -> object:
    if isinstance(value, Sequence):
        return [_rounded(part) for part in value]
    number = round(float(value), 3)  # type: ignore[arg-type]
    return int(number) if number == int(number) else number


def read_shapes(path: Path) -> list[BaseGeometry]:
    """Read a shapefile that may lack its table of attributes."""
    with path.open("rb") as shp, path.with_suffix(".shx").open("rb") as shx:
        reader = shapefile.Reader(shp=shp, shx=shx)
        return [shapely.make_valid(shape(row.__geo_interface__)) for row in reader.iterShapes()]


def land_features(shapes: list[BaseGeometry], land: Path) -> list[dict[str, object]]:
    """Return the land under all outlines, and Antarctica in two halves.

    The halves keep every ring within 180 degrees; Web Mercator ends at 85 degrees south.
    """
    halves = [box(-180, MERCATOR_SOUTH, 0, -60), box(0, MERCATOR_SOUTH, 180, -60)]
    south = shapely.union_all(
        [part.intersection(box(-180, -90, 180, -60)) for part in read_shapes(land)]
    )
    large = shapely.multipolygons([p for p in shapely.get_parts(south) if p.area > 1])
    ice = large.simplify(0.15).buffer(0)
    parts = [half.intersection(ice) for half in halves]
    pieces = [shapely.set_precision(part, 0.01) for part in parts]
    return [
        outline_feature({"id": "land"}, shapely.union_all(shapes)),
        *(outline_feature({"id": "land:AQ"}, piece) for piece in pieces),
    ]


def lake_features(path: Path) -> list[dict[str, object]]:
    lakes = [
        shapely.set_precision(_simple_lake(part), 0.01)
        for lake in read_shapes(path)
        for part in shapely.get_parts(lake)
        if part.area > LAKE_LEAST
    ]
    return [
        outline_feature({"id": f"lake:{i}"}, lake)
        for i, lake in enumerate(sorted(lakes, key=lambda lake: lake.bounds))
        if not lake.is_empty
    ]


def _simple_lake(lake: BaseGeometry) -> BaseGeometry:
    return lake.simplify(min(0.06, math.sqrt(lake.area) / 10))


def disputed_features(areas: Sequence[Area]) -> list[dict[str, object]]:
    """Return the disputed borders as lines, then the areas that are no country or province."""
    features = []
    for kind in ("line", "area"):
        for key, name, place, one, other in DISPUTED_LINES:
            properties = {"id": f"disputed:{key}", "kind": kind, "name": name, "place": place}
            if kind == "line":
                features.append(outline_feature(properties, _border(areas, key, one, other)))
            elif key in DISPUTED_AREAS:
                shapes = [area.geometry for area in areas if area.tag == key]
                features.append(outline_feature(properties, shapely.union_all(shapes)))
    return features


def _border(areas: Sequence[Area], key: str, one: str, other: str) -> BaseGeometry:
    inside = [area for area in areas if is_side(area, one)]
    outside = [
        area
        for area in areas
        if any(is_side(area, side) for side in other.split()) and not is_side(area, one)
    ]
    line = shapely.union_all([a.geometry for a in inside]).boundary.intersection(
        shapely.union_all([a.geometry for a in outside]).boundary
    )
    if key in WINDOWS:
        line = line.intersection(box(*WINDOWS[key]))
    parts = [part for part in shapely.get_parts(line) if part.geom_type.endswith("LineString")]
    merged = shapely.line_merge(shapely.union_all(parts))
    return shapely.multilinestrings(shapely.get_parts(merged))


def is_side(area: Area, side: str) -> bool:
    return side in (area.tag, area.country, f"{area.country}.{area.admin1}")
