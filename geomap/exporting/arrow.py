"""Rows as Arrow record batches, for the formats that are written from those."""

import json
from collections.abc import Iterator
from itertools import islice

import pyarrow as pa

from geomap.exporting.columns import ColumnType
from geomap.exporting.layers import Layer, Row
from geomap.exporting.points import wkb

GEOMETRY = "geometry"
BATCH_ROWS = 4096
TYPES: dict[ColumnType, pa.DataType] = {
    "text": pa.string(), "integer": pa.int64(), "real": pa.float64(), "date": pa.date32()
}  # fmt: skip
# https://geoarrow.org/extension-types.html: longitude first.
WKB = {
    "ARROW:extension:name": "geoarrow.wkb",
    "ARROW:extension:metadata": json.dumps({"crs": "OGC:CRS84"}),
}


def schema_of(layer: Layer, *, marks: dict[str, str] | None = None) -> pa.Schema:
    """Return a layer's columns and its points as well-known binary, which bear `marks`."""
    fields = [pa.field(column.name, TYPES[column.type]) for column in layer.columns]
    return pa.schema([*fields, pa.field(GEOMETRY, pa.binary(), metadata=marks)])


def batches(rows: Iterator[Row], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Yield the rows, some thousands at a time."""
    while some := list(islice(rows, BATCH_ROWS)):
        columns = list(zip(*(row.values for row in some), strict=True))
        points = [wkb(longitude=row.longitude, latitude=row.latitude) for row in some]
        arrays = [
            pa.array(column, type=field.type)
            for column, field in zip([*columns, points], schema, strict=True)
        ]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)
