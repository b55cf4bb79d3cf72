"""GeoPackage 1.3 (OGC 12-128r17), an SQLite file: https://www.geopackage.org/spec130/."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import BinaryIO

from geomap.exporting.columns import ColumnType, Value
from geomap.exporting.files import made_aside
from geomap.exporting.layers import Export, Layer, Row
from geomap.exporting.points import geopackage_point

SCHEMA = Path(__file__).with_name("geopackage.sql")
WGS84 = 4326
TYPES: dict[ColumnType, str] = {
    "text": "TEXT", "integer": "INTEGER", "real": "REAL", "date": "DATE"
}  # fmt: skip


def write(export: Export, out: BinaryIO) -> None:
    """Write the layers `mentions` and `places`, or the one asked for.

    The store is left last, or it would take an error of the file that is made for its own.
    """
    with (
        export.store.reading(),
        made_aside("export.gpkg", out) as path,
        closing(sqlite3.connect(path, isolation_level=None)) as connection,
    ):
        connection.execute("PRAGMA journal_mode = OFF")  # a file half made is thrown away
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(SCHEMA.read_text("utf-8"))
        connection.execute("BEGIN")
        for layer in export.layers:
            write_layer(connection, layer)
        connection.execute("COMMIT")


def write_layer(connection: sqlite3.Connection, layer: Layer) -> None:
    """Make a feature table and fill it. A mention's number is its row's; a place has `place_id`."""
    columns = "".join(f', "{column.name}" {TYPES[column.type]}' for column in layer.columns)
    connection.execute(
        f"CREATE TABLE {layer.name} "
        f"(fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT{columns})"
    )
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
        "VALUES (?, 'features', ?, ?)",
        (layer.name, layer.name, WGS84),
    )
    connection.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', ?, 0, 0)",
        (layer.name, WGS84),
    )
    extent = Extent()
    marks = ", ".join("?" * (2 + len(layer.columns)))
    with layer.reading() as rows:
        connection.executemany(f"INSERT INTO {layer.name} VALUES ({marks})", cells(rows, extent))
    connection.execute(
        "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
        (*extent.edges, layer.name),
    )


def cells(rows: Iterator[Row], extent: "Extent") -> Iterator[tuple[object, ...]]:
    """Yield what the table holds, and let the extent grow with it."""
    for row in rows:
        extent.reach(longitude=row.longitude, latitude=row.latitude)
        point = geopackage_point(longitude=row.longitude, latitude=row.latitude, srs_id=WGS84)
        number = row.identifier if isinstance(row.identifier, int) else None
        yield number, point, *map(storable, row.values)


def storable(value: Value) -> object:
    """Return a value as SQLite stores it; a DATE is text."""
    return value.isoformat() if isinstance(value, date) else value


class Extent:
    """The box around the points so far."""

    def __init__(self) -> None:
        self.edges: tuple[float | None, ...] = (None, None, None, None)

    def reach(self, *, longitude: float | None, latitude: float | None) -> None:
        """Grow to a point, if there is one."""
        if longitude is None or latitude is None:
            return
        west, south, east, north = self.edges
        self.edges = (
            longitude if west is None else min(west, longitude),
            latitude if south is None else min(south, latitude),
            longitude if east is None else max(east, longitude),
            latitude if north is None else max(north, latitude),
        )
