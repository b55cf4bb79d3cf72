"""The files that `build_outlines.py` makes: compact GeoJSON, and the smaller layers."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import shapely
from shapely import affinity
from shapely.geometry import box, mapping
from shapely.geometry.base import BaseGeometry


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


def labelled_outline(properties: Mapping[str, str], geometry: BaseGeometry) -> dict[str, object]:
    """Return a Feature with its box (RFC 7946, 5) and a `centre` well inside, for its label."""
    feature = outline_feature(properties, geometry)
    told = dict(properties) | {"centre": _rounded(label_point(geometry))}
    return feature | {"properties": told, "bbox": _rounded(geometry.bounds)}


def label_point(geometry: BaseGeometry) -> tuple[float, float]:
    """Return the point farthest from the edge of the part that is widest on a map."""
    part = max(shapely.get_parts(geometry), key=lambda each: shapely.box(*each.bounds).area)
    shrink = math.cos(math.radians(part.centroid.y))
    tolerance = math.sqrt(part.area) / 100
    narrowed = affinity.scale(part, shrink, 1, origin=(0, 0))
    centre = shapely.maximum_inscribed_circle(narrowed, tolerance).coords[0]
    return centre[0] / shrink, centre[1]


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
                features.append(labelled_outline(properties, shapely.union_all(shapes)))
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
