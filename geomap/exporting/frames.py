"""Layers as geopandas frames."""

import geopandas
import pyarrow as pa

from geomap.exporting.arrow import WKB, batches, schema_of
from geomap.exporting.layers import Layer


def frame_of(layer: Layer) -> geopandas.GeoDataFrame:
    """Return a line a row; its point is None while unresolved. Days are datetime64, NaT unknown."""
    schema = schema_of(layer, marks=WKB)
    with layer.reading() as rows:
        table = pa.Table.from_batches(batches(rows, schema), schema)
    frame = geopandas.GeoDataFrame.from_arrow(table, to_pandas_kwargs={"date_as_object": False})
    return frame.set_crs("EPSG:4326", allow_override=True)
