"""Points as bytes: well-known binary, and GeoPackage's header before it."""

from struct import Struct

WKB_POINT = Struct("<BIdd")  # byte order, geometry type, x, y
LITTLE_ENDIAN, POINT = 1, 1
GEOPACKAGE_HEADER = Struct("<2sBBi")  # magic, version, flags, spatial reference system
NO_ENVELOPE = 0b00000001  # little endian, and no envelope, as a point is its own


def wkb(*, longitude: float | None, latitude: float | None) -> bytes | None:
    """Return a point as well-known binary, or None where there is none."""
    if longitude is None or latitude is None:
        return None
    return WKB_POINT.pack(LITTLE_ENDIAN, POINT, longitude, latitude)


def geopackage_point(
    *, longitude: float | None, latitude: float | None, srs_id: int
) -> bytes | None:
    """Return a point as GeoPackage holds it (OGC 12-128r18, 2.1.3), or None."""
    point = wkb(longitude=longitude, latitude=latitude)
    return None if point is None else GEOPACKAGE_HEADER.pack(b"GP", 0, NO_ENVELOPE, srs_id) + point
