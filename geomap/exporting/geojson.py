"""GeoJSON (RFC 7946) and GeoJSON text sequences (RFC 8142)."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, TextIO

import orjson

from geomap.exporting.features import Feature, feature_of
from geomap.exporting.layers import Export, Layer, Row

HEAD, SEPARATOR, TAIL = b'{"type": "FeatureCollection", "features": [\n', b",\n", b"\n]}\n"
RECORD = b"\x1e%b\n"
# Ends of a line to some readers, though not to JSON; NEL and the like never come this far.
LINE_ENDS = (("\u2028".encode(), rb"\u2028"), ("\u2029".encode(), rb"\u2029"))


def write_collection(export: Export, out: BinaryIO) -> None:
    """Write a FeatureCollection, a line a Feature."""
    layer = export.layer
    with layer.reading() as rows:
        for part in collection(lines(layer, rows)):
            out.write(part)


def write_sequence(export: Export, out: BinaryIO) -> None:
    """Write a text sequence: each Feature led by a record separator and ended by a line feed."""
    layer = export.layer
    with layer.reading() as rows:
        for line in lines(layer, rows):
            out.write(RECORD % line)


def write(features: Iterable[Feature], out: TextIO) -> None:
    """Write a FeatureCollection of Features made elsewhere, a line a Feature."""
    for part in collection(map(one_line, features)):
        out.write(part.decode())


def collection(written: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a FeatureCollection around Features as they come."""
    yield HEAD
    separator = b""
    for line in written:
        yield separator + line
        separator = SEPARATOR
    yield TAIL


def lines(layer: Layer, rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield each row as a Feature on one line, in UTF-8."""
    names = layer.names
    for row in rows:
        yield one_line(feature_of(row, names))


def one_line(value: object) -> bytes:
    """Return a value as JSON without what anybody takes for the end of a line, in UTF-8."""
    written = orjson.dumps(value)
    for end, escaped in LINE_ENDS:
        written = written.replace(end, escaped)
    return written
