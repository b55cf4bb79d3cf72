"""FlatGeobuf, written by GDAL: https://flatgeobuf.org/."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import pyarrow as pa
from pyogrio import write_arrow

from geomap.exporting.arrow import GEOMETRY, WKB, batches, schema_of
from geomap.exporting.layers import Export


def write(export: Export, out: BinaryIO) -> None:
    """Write the export's one layer, with an index where every row has a point.

    The format's index has no room for an unresolved mention; keeping it matters more. GDAL
    writes no stream, so the file is made in the system's folder for temporary ones first.
    """
    with TemporaryDirectory(prefix="geomap-") as folder, export.store.reading():
        path = Path(folder) / "export.fgb"
        layer = export.layer
        schema = schema_of(layer, marks=WKB)
        indexed = "NO" if layer.unplaced() else "YES"
        with layer.reading() as rows:
            write_arrow(
                pa.RecordBatchReader.from_batches(schema, batches(rows, schema)),
                path, driver="FlatGeobuf", layer=layer.name, geometry_name=GEOMETRY,
                geometry_type="Point", crs="EPSG:4326", SPATIAL_INDEX=indexed,
            )  # fmt: skip
        with path.open("rb") as made:
            shutil.copyfileobj(made, out)
