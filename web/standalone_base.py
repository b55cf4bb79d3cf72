"""What a page without a server carries of the base map: finer where its places are."""

import base64
import math
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from gazetteer.sources import rows
from web.labels import NEVER, kind_of, places
from web.messages import languages
from web.naming import names
from web.opened import world
from web.pmtiles_tiles import Tile, read_tiles

WORLD_FILE = Path(__file__).parent / "static" / "basemap" / "world.pmtiles"
WHOLE_UNTIL = 3  # the last zoom of which all tiles are carried
FINEST = 7
MOST_BYTES = 900_000  # of finer tiles, as stored
NAMES_UNTIL = 5.0  # zoom: names that stand there are carried for the whole world
NEAR_UNTIL = 8.0
NEAR = 3.0  # degrees
MOST_NAMES = 1500
COUNTRY_ZOOMS = ((60_000_000, 2.5), (15_000_000, 3.5), (3_000_000, 4.5), (0, 5.5))

Point = tuple[float, float]  # longitude, latitude


@cache
def tiles() -> dict[Tile, bytes]:
    """Return our archive's tiles."""
    return read_tiles(WORLD_FILE)


def base_tiles(points: Sequence[Point]) -> dict[str, str]:
    """Return the tiles to carry: all far ones, and the nearer ones that hold most points."""
    known = tiles()
    chosen = [tile for tile in known if tile[0] <= WHOLE_UNTIL]
    room = MOST_BYTES
    for zoom in range(WHOLE_UNTIL + 1, FINEST + 1):
        counted: dict[Tile, int] = {}
        for point in points:
            tile = tile_at(point, zoom)
            counted[tile] = counted.get(tile, 0) + 1
        for tile in sorted(counted, key=lambda each: -counted[each]):
            if tile in known and len(known[tile]) <= room:
                room -= len(known[tile])
                chosen.append(tile)
    return {"/".join(map(str, tile)): base64.b64encode(known[tile]).decode() for tile in chosen}


def tile_at(point: Point, zoom: int) -> Tile:
    """Return the Web Mercator tile that holds a point."""
    longitude, latitude = point
    sine = math.sin(math.radians(max(-85.0, min(85.0, latitude))))
    side = 2**zoom
    x = int((longitude + 180) / 360 * side)
    y = int((0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * side)
    return zoom, min(max(x, 0), side - 1), min(max(y, 0), side - 1)


def base_names(points: Sequence[Point], *, named: Collection[str]) -> list[dict[str, Any]]:
    """Return names of the base map, the most important first, without those in `named`."""
    found = country_names()
    (layer,) = world().layers[:1]
    known = places(layer)
    near = {(round(longitude / NEAR), round(latitude / NEAR)) for longitude, latitude in points}
    for at in range(len(known.number)):
        zoom = float(known.zoom[at])
        if zoom > NEAR_UNTIL or zoom >= NEVER or len(found) >= MOST_NAMES:
            break
        here = (round(float(known.longitude[at]) / NEAR), round(float(known.latitude[at]) / NEAR))
        if zoom > NAMES_UNTIL and here not in near:
            continue
        place = layer.place(int(known.number[at]))
        if place.place_id not in named and place.place_type != "admin1":
            told = name_json(place.name, kind_of(place.place_type), zoom,
                             (place.longitude, place.latitude))  # fmt: skip
            found.append({**told, **local_names(place.place_id)})
    return found


def local_names(place_id: str) -> dict[str, dict[str, str]]:
    """Return a place's names in the languages of the interface, where they are others."""
    (layer,) = world().layers[:1]
    number = layer.number_of(place_id)
    if number is None:
        return {}
    primary = layer.place(number).name
    known = {language: names(layer, language).of(number) for language in languages()[1:]}
    return {"names": {language: name for language, name in known.items() if name != primary}}


def country_names() -> list[dict[str, Any]]:
    """Return the countries' names, the most people first."""
    countries = sorted(rows("countries"), key=lambda row: -int(row["population"] or 0))
    return [
        name_json(
            row["name"], "country",
            next(zoom for least, zoom in COUNTRY_ZOOMS if int(row["population"] or 0) >= least),
            (float(row["longitude"]), float(row["latitude"])),
        ) | local_names(row["id"])
        for row in countries
    ]  # fmt: skip


def name_json(name: str, kind: str, zoom: float, point: Point) -> dict[str, Any]:
    """Return a name, its lettering, from which zoom it stands, and where."""
    return {
        "name": name, "kind": kind, "zoom": zoom, "longitude": round(point[0], 3),
        "latitude": round(point[1], 3),
    }  # fmt: skip
