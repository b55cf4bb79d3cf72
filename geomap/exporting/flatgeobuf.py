"""FlatGeobuf, written by GDAL: https://flatgeobuf.org/."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import pyarrow as pa
from pyogrio import write_arrow

from geomap.exporting.arrow import GEOMETRY, WKB, batches, schema_of
from geomap.exporting.layers import Export


class Given:
    """Batches on their way to GDAL, which says of an error among them only that there was one."""

    def __init__(self, batches: Iterator[pa.RecordBatch]) -> None:
        self._batches = batches
        self.error: BaseException | None = None

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        """Yield them, and keep what ends them too early, as Ctrl-C does."""
        try:
            yield from self._batches
        except BaseException as error:
            self.error = error
            raise


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
            given = Given(batches(rows, schema))
            try:
                write_arrow(
                    pa.RecordBatchReader.from_batches(schema, given),
                    path, driver="FlatGeobuf", layer=layer.name, geometry_name=GEOMETRY,
                    geometry_type="Point", crs="EPSG:4326", SPATIAL_INDEX=indexed,
                )  # fmt: skip
            except RuntimeError as error:
                raise given.error or error from None
        with path.open("rb") as made:
            shutil.copyfileobj(made, out)
