"""GeoJSON (RFC 7946) and GeoJSON text sequences (RFC 8142)."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, BinaryIO, TextIO

from geomap.exporting.columns import Column, Value
from geomap.exporting.features import Feature
from geomap.exporting.layers import SHARED_PARTS, Export, Layer, Part, Row

Encode = Callable[[Part], str]

HEAD, SEPARATOR, TAIL = '{"type": "FeatureCollection", "features": [\n', ",\n", "\n]}\n"
RECORD_SEPARATOR = "\x1e"
# Ends of a line to some readers, though not to JSON; NEL and the like never come this far.
LINE_ENDS = (("\u2028", "\\u2028"), ("\u2029", "\\u2029"))
REMEMBERED_PARTS = 4096


def write_collection(export: Export, out: BinaryIO) -> None:
    """Write a FeatureCollection, a line a Feature."""
    layer = export.layer
    separator = b""
    out.write(HEAD.encode())
    with layer.reading() as rows:
        for line in lines(layer, rows):
            out.write(separator + line.encode())
            separator = SEPARATOR.encode()
    out.write(TAIL.encode())


def write_sequence(export: Export, out: BinaryIO) -> None:
    """Write a text sequence: each Feature led by a record separator and ended by a line feed."""
    layer = export.layer
    with layer.reading() as rows:
        for line in lines(layer, rows):
            out.write(f"{RECORD_SEPARATOR}{line}\n".encode())


def lines(layer: Layer, rows: Iterable[Row]) -> Iterator[str]:
    """Yield each row as a Feature on one line.

    A part that many rows share is encoded once: that is half the time of writing.
    """
    encoders = [
        lru_cache(REMEMBERED_PARTS)(encoder(part)) if part in SHARED_PARTS else encoder(part)
        for part in layer.parts
    ]
    for row in rows:
        properties = [encode(part) for encode, part in zip(encoders, row.parts, strict=True)]
        point = "null"
        if row.longitude is not None:
            point = f'{{"type": "Point", "coordinates": [{row.longitude}, {row.latitude}]}}'
        yield one_line(
            f'{{"type": "Feature", "id": {encoded(row.identifier)}, "geometry": {point}, '
            f'"properties": {{{", ".join(properties)}}}}}'
        )


def encoder(columns: Sequence[Column[Any]]) -> Encode:
    """Return what writes a part as members of a JSON object."""
    keys = [f"{encoded(column.name)}: " for column in columns]

    def encode(part: Part) -> str:
        return ", ".join([key + encoded(value) for key, value in zip(keys, part, strict=True)])

    return encode


def encoded(value: Value) -> str:
    """Return a value as JSON."""
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    return f'"{value.isoformat()}"' if isinstance(value, date) else repr(value)


def write(features: Iterable[Feature], out: TextIO) -> None:
    """Write a FeatureCollection of Features made elsewhere, a line a Feature."""
    out.write(HEAD)
    separator = ""
    for feature in features:
        out.write(separator + one_line(ENCODER.encode(feature)))
        separator = SEPARATOR
    out.write(TAIL)


def one_line(written: str) -> str:
    """Return JSON without what anybody takes for the end of a line."""
    for end, escaped in LINE_ENDS:
        written = written.replace(end, escaped)
    return written


def iso(day: object) -> str:
    """Return a date as JSON holds it; raise TypeError for whatever else JSON cannot hold."""
    if isinstance(day, date):
        return day.isoformat()
    raise TypeError(f"{day!r} is nothing that JSON can hold")


ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=iso)
