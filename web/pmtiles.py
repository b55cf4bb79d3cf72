"""Reading the header of a PMTiles archive (version 3), to know what it holds before it is served.

https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
"""

import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from struct import Struct, error

from geomap.errors import GeomapError

MAGIC = b"PMTiles"
VERSION = 3
VECTOR, GZIP, PLAIN = 1, 2, 1
# Magic, version, root directory, metadata, leaf directories, tiles; then counts that are skipped;
# clustered, compression within and of the tiles, kind of tile, zooms; bounds in 1e-7 degrees.
HEADER = Struct("<7sB2Q2Q2Q2Q24x6B4i")
LARGEST_METADATA = 16 * 1024 * 1024  # bytes, once unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What an archive says of itself; `layers` are the names of its vector layers."""

    path: Path
    last_zoom: int
    layers: frozenset[str]
    box: tuple[float, float, float, float]


def read_archive(path: Path) -> Archive:
    """Read an archive of vector tiles.

    Raises GeomapError for a file that is missing, cut short, of another kind, or of pictures.
    """
    try:
        with path.open("rb") as file:
            header = unpack(path, file.read(HEADER.size))
            file.seek(header[4])
            packed = file.read(min(header[5], LARGEST_METADATA))
    except OSError as fault:
        raise GeomapError(f"{path}: cannot be read ({fault.strerror}); name a .pmtiles") from fault
    ends = max(header[at] + header[at + 1] for at in (2, 4, 6, 8))
    if path.stat().st_size < ends:
        raise GeomapError(f"{path}: ends before its tiles do; download or copy it again")
    west, south, east, north = (degrees / 1e7 for degrees in header[16:20])
    return Archive(
        path=path,
        last_zoom=header[15],
        layers=layer_names(path, packed, compression=header[11]),
        box=(west, south, east, north),
    )


def unpack(path: Path, start: bytes) -> tuple[int, ...]:
    """Return the fields of the header."""
    if start[: len(MAGIC)] != MAGIC:
        raise GeomapError(f"{path}: is no PMTiles archive; make one with pmtiles extract")
    try:
        header = HEADER.unpack(start)
    except error as fault:
        raise GeomapError(f"{path}: ends within its header; download or copy it again") from fault
    if header[1] != VERSION:
        raise GeomapError(f"{path}: is of PMTiles version {header[1]}; run pmtiles convert")
    if header[13] != VECTOR:
        raise GeomapError(f"{path}: holds pictures; name an archive of vector tiles (MVT)")
    return header


def layer_names(path: Path, packed: bytes, *, compression: int) -> frozenset[str]:
    """Return the names of the vector layers that the metadata lists."""
    try:
        if compression == GZIP:
            packed = zlib.decompressobj(wbits=31).decompress(packed, LARGEST_METADATA)
        elif compression != PLAIN:
            raise GeomapError(f"{path}: is packed other than with gzip; run pmtiles convert")
        listed = json.loads(packed)["vector_layers"]
        return frozenset(str(layer["id"]) for layer in listed)
    except (zlib.error, ValueError, KeyError, TypeError) as fault:
        raise GeomapError(
            f"{path}: does not list its layers; make it again with pmtiles extract"
        ) from fault
