"""FlatGeobuf, written by GDAL: https://flatgeobuf.org/."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
from pyogrio import open_arrow, write_arrow

from geomap.exporting.arrow import GEOMETRY, WKB, batches, schema_of
from geomap.exporting.files import made_aside, no_room
from geomap.exporting.layers import Export, Layer


class Given:
    """Batches on their way to GDAL, which says of an error among them only that there was one."""

    def __init__(self, batches: Iterator[pa.RecordBatch]) -> None:
        self._batches = batches
        self.error: BaseException | None = None
        self.rows = 0

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        """Yield them, and keep what ends them too early, as Ctrl-C does."""
        try:
            for batch in self._batches:
                self.rows += batch.num_rows
                yield batch
        except BaseException as error:
            self.error = error
            raise


def write(export: Export, out: BinaryIO) -> None:
    """Write the export's one layer.

    GDAL may say nothing of a disk that is full: what it wrote is read again before it goes out.
    """
    with made_aside("export.fgb", out) as path, export.store.reading():
        given = written(export.layer, path)
        if rows_in(path) != given:
            raise no_room()


def written(layer: Layer, path: Path) -> int:
    """Write a layer, with an index where every row has a point; return how many rows it has.

    The format's index has no room for an unresolved mention; keeping it matters more.
    """
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
        except RuntimeError as error:  # of GDAL, which has written what it could
            raise given.error or no_room() from error
    return given.rows


def rows_in(path: Path) -> int:
    """Return how many rows can be read from a file."""
    try:
        with open_arrow(path, use_pyarrow=True) as (_, reader):
            return sum(batch.num_rows for batch in reader)
    except (RuntimeError, pa.ArrowException):
        return 0
