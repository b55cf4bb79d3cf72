"""GeoParquet 1.1: https://geoparquet.org/releases/v1.1.0/."""

import json
from typing import BinaryIO

import pyarrow.parquet as pq

from geomap.exporting.arrow import GEOMETRY, batches, schema_of
from geomap.exporting.layers import Export

# Without `crs`, coordinates are WGS 84, longitude first (OGC:CRS84).
METADATA = {
    "version": "1.1.0",
    "primary_column": GEOMETRY,
    "columns": {GEOMETRY: {"encoding": "WKB", "geometry_types": ["Point"]}},
}


def write(export: Export, out: BinaryIO) -> None:
    """Write the export's one layer, a row group some thousand rows."""
    layer = export.layer
    schema = schema_of(layer).with_metadata({"geo": json.dumps(METADATA)})
    with (
        layer.reading() as rows,
        pq.ParquetWriter(out, schema, compression="zstd") as writer,
    ):
        for batch in batches(rows, schema):
            writer.write_batch(batch)
