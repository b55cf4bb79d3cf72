"""Rows of GeoJSON files: points as they are, areas and lines by a point inside.

RFC 7946: https://www.rfc-editor.org/rfc/rfc7946.
"""

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from gazetteer.checking import PlaceRefusedError, shown
from gazetteer.errors import GazetteerError
from gazetteer.import_rows import Row, degrees
from gazetteer.tables import given_row

NAME_FIELDS = (
    "name", "Name", "NAME", "name_en", "NAME_EN", "name:en", "title", "label", "shapeName",
    "ADM3_EN", "ADM2_EN", "ADM1_EN", "NAME_3", "NAME_2", "NAME_1", "admin", "ADMIN",
)  # fmt: skip
FIELDS = {
    "aliases": ("aliases", "alt_names", "alt_name", "alternatenames"),
    "place_type": ("place_type",),
    "country": ("country", "country_code", "ISO_A2", "iso_a2"),
    "admin1": ("admin1",),
    "admin2": ("admin2",),
    "population": ("population", "pop"),
    "id": ("place_id", "id", "geonameid"),
}
HEAD = re.compile(r'\s*\{(?:(?!"features"\s*:).)*?"features"\s*:\s*\[', re.DOTALL)
CRS = re.compile(r'"crs"\s*:\s*\{[^{}]*\{[^{}]*"name"\s*:\s*"([^"]*)"')
LONGEST_HEAD = 1 << 16
BLOCK = 1 << 20
LARGEST_FEATURE = 1 << 26
BETWEEN = " \t\r\n,\x1e"
DIGITS = 6

Feature = dict[str, Any]


def features(content: IO[bytes], path: Path) -> Iterator[tuple[int, Feature]]:
    """Yield the features of a file with their numbers, a megabyte of text in memory at a time.

    A file is a FeatureCollection, one Feature, or Features one after the other.
    """
    decode = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        text = decode.decode(content.read(LONGEST_HEAD))
        head = HEAD.match(text)
        refuse_projected(text[: head.end()] if head else text, path)
        at = head.end() if head else 0
        yield from decoded(text[at:], content, decode, path)
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{path}: is not UTF-8; convert it first") from error


def refuse_projected(head: str, path: Path) -> None:
    """Refuse coordinates that are no degrees of longitude and latitude."""
    named = CRS.search(head)
    if named and not re.search(r"CRS84|4326|WGS ?84$", named[1]):
        raise GazetteerError(
            f"{path}: has the coordinates of {shown(named[1])}; convert it to WGS 84 degrees"
        )


def decoded(
    text: str, content: IO[bytes], decode: codecs.IncrementalDecoder, path: Path
) -> Iterator[tuple[int, Feature]]:
    """Yield each object of a text whose rest is still to be read."""
    decoder, number, block, at = json.JSONDecoder(), 0, BLOCK, 0
    while True:
        while at < len(text) and text[at] in BETWEEN:
            at += 1
        try:
            if text[at : at + 1] == "]":
                return
            value, at = decoder.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError) as error:
            more = decode.decode(content.read(block))
            if more and len(text) - at < LARGEST_FEATURE:
                text, at, block = text[at:] + more, 0, 2 * block
                continue
            if not text[at:].strip() and not isinstance(error, RecursionError):
                return
            raise GazetteerError(
                f"{path}: feature {number + 1} is not JSON; the file may be cut short"
            ) from error
        block = BLOCK
        for feature in unfolded(value):
            number += 1
            yield number, feature


def unfolded(value: object) -> Iterator[Feature]:
    """Yield a Feature, or those of a collection."""
    if isinstance(value, dict) and isinstance(value.get("features"), list):
        yield from (each if isinstance(each, dict) else {} for each in value["features"])
    else:
        yield value if isinstance(value, dict) else {}


def feature_row(feature: Feature, number: int, name_field: str | None) -> tuple[Row, str]:
    """Return the place of a Feature, and what had to be repaired in it."""
    properties = feature.get("properties")
    if feature.get("type") != "Feature" or not isinstance(properties, dict):
        raise PlaceRefusedError('is no Feature with "properties"; see RFC 7946')
    fields = NAME_FIELDS if name_field is None else (name_field,)
    given = {key: first_of(properties, names) for key, names in FIELDS.items()}
    given["name"] = first_of(properties, fields)
    if not given["name"]:
        raise PlaceRefusedError(
            f"has no name; its properties are {', '.join(map(shown, [*properties][:12]))}; "
            "choose one with --name-field"
        )
    given["id"] = given["id"] or text_of(feature.get("id"))
    east, north, shape, repair = placed(feature.get("geometry"))
    given |= {"longitude": str(east), "latitude": str(north)}
    row = given_row(given, number)
    row.shape = shape
    if shape and not row.place_type:
        row.place_type = "region"
    return row, repair


def first_of(properties: Feature, names: tuple[str, ...]) -> str:
    """Return the first property of these names that says something."""
    return next(filter(None, (text_of(properties.get(name)) for name in names)), "")


def text_of(value: object) -> str:
    """Return a JSON value as a cell of a table would hold it."""
    if isinstance(value, list):
        return "|".join(map(text_of, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def placed(geometry: object) -> tuple[float, float, str, str]:
    """Return longitude, latitude, the shape of what is no point, and what was repaired."""
    if not isinstance(geometry, dict) or geometry.get("type") is None:
        raise PlaceRefusedError('has no "geometry"; give it a Point')
    if geometry["type"] != "Point":
        return inside(geometry)
    at = geometry.get("coordinates")
    if not isinstance(at, list) or len(at) < 2:
        raise PlaceRefusedError(f'"coordinates" are {shown(at)}; write [longitude, latitude]')
    return *degrees(text_of_number(at[0]), text_of_number(at[1])), "", ""


def text_of_number(value: object) -> str:
    """Return a number as text, and what is none as it stands."""
    return repr(value) if isinstance(value, float | int) else str(value)


def inside(geometry: Feature) -> tuple[float, float, str, str]:
    """Return a point inside an area or on a line, its shape, and what was repaired in it."""
    import shapely  # noqa: PLC0415  # it takes longer to load than most imports take
    from shapely.geometry import shape as shape_of  # noqa: PLC0415

    try:
        area = shape_of(geometry)
    except (
        AttributeError,
        IndexError,
        KeyError,
        TypeError,
        ValueError,
        shapely.errors.ShapelyError,
    ):
        raise PlaceRefusedError(
            f"has a broken geometry of type {shown(geometry['type'])}"
        ) from None
    repair = ""
    if not area.is_valid:
        fault = shapely.is_valid_reason(area).split("[")[0].lower()
        area, repair = shapely.make_valid(area), f"was repaired, its shape had a {fault}"
    if area.is_empty:
        raise PlaceRefusedError("has an empty geometry; give it a Point")
    west, south, east, north = area.bounds
    degrees(repr(west), repr(south))
    degrees(repr(east), repr(north))
    point = area.representative_point()
    rounded = shapely.set_precision(area, 10**-DIGITS, mode="pointwise")
    return point.x, point.y, shapely.to_geojson(rounded), repair
