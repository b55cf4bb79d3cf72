"""The base maps that a reader may choose from: our own, a street map, an online one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, send_file

from geomap.errors import GeomapError
from web.assets import versioned
from web.pmtiles import read_archive
from web.problems import UnknownBasemapError

BASEMAPS = "GEOMAP_BASEMAPS"
KEEP_SECONDS = 3600  # a browser keeps tiles that long before it asks whether they changed
LAST_ZOOM = 14  # of a view, where the base map has no streets
STREET_ZOOM = 18
WORLD_DATA_ZOOM = 7  # of the last tiles in world.pmtiles
PROTOMAPS_LAYERS = frozenset({"earth", "roads", "water"})
PLACEHOLDERS = ("{z}", "{x}", "{y}")

OSM = (
    '\u00a9 <a href="https://www.openstreetmap.org/copyright" rel="noopener noreferrer">'
    "OpenStreetMap</a>"
)
NATURAL_EARTH = (
    '<a href="https://www.naturalearthdata.com/" rel="noopener noreferrer">Natural Earth</a>'
)
PROTOMAPS = '<a href="https://protomaps.com/" rel="noopener noreferrer">Protomaps</a>'

blueprint = Blueprint("basemaps", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basemap:
    """One choice. `kind` is how it is drawn: "world", "streets" (both vector) or "pictures".

    `url` is the name of one of our files for the world.
    `attribution` is markup of our own, in which nothing of an archive or a server stands.
    `origin` is the host that pictures come from, empty where there is none.
    """

    id: str
    name: str
    kind: str
    url: str
    attribution: str
    data_zoom: int
    max_zoom: int = LAST_ZOOM
    path: Path | None = None
    origin: str = ""


WORLD = Basemap(
    id="world", name="Quiet map", kind="world", url="basemap/world.pmtiles",
    attribution=f"Map: {NATURAL_EARTH}", data_zoom=WORLD_DATA_ZOOM,
)  # fmt: skip


def basemaps_of(archive: Path | None, tiles: str | None) -> tuple[Basemap, ...]:
    """Return the base maps of a server, our own first; the last is what a reader sees first.

    Raises GeomapError for an archive or an address that cannot be used.
    """
    found = [WORLD]
    if archive is not None:
        found.append(street_map(archive))
    if tiles is not None:
        found.append(online_map(tiles))
    return tuple(found)


def street_map(path: Path) -> Basemap:
    """Return the base map of an extract of OpenStreetMap in the Protomaps schema."""
    archive = read_archive(path)
    missing = sorted(PROTOMAPS_LAYERS - archive.layers)
    if missing:
        raise GeomapError(
            f"{path}: has no layer {', '.join(missing)}; name an extract of the Protomaps basemap"
        )
    return Basemap(
        id="streets", name=f"Streets ({path.stem})", kind="streets", url="/basemap/streets.pmtiles",
        attribution=f"Streets: {OSM}, {PROTOMAPS}", data_zoom=archive.last_zoom,
        max_zoom=STREET_ZOOM, path=path.resolve(),
    )  # fmt: skip


def online_map(url: str) -> Basemap:
    """Return the base map of a tile server; its pictures are all that is fetched from there."""
    given = urlsplit(url.replace("{s}.", ""))
    missing = [each for each in PLACEHOLDERS if each not in url]
    if given.scheme not in ("http", "https") or not given.hostname or given.username is not None:
        raise GeomapError(
            f"--tiles {url}: is no web address; write https://HOST/{{z}}/{{x}}/{{y}}.png"
        )
    if missing or "{s}" in url:
        wrong = f"has no {' '.join(missing)}" if missing else "has {s}; name one host"
        raise GeomapError(f"--tiles {url}: {wrong}; write https://HOST/{{z}}/{{x}}/{{y}}.png")
    if not set(given.netloc) <= HOST_CHARACTERS:
        raise GeomapError(f"--tiles {url}: the host has characters that no host has")
    host = given.hostname
    whose = OSM if host.endswith("openstreetmap.org") else host
    return Basemap(
        id="online", name=f"Online ({host})", kind="pictures", url=url,
        attribution=f"Tiles: {whose}", data_zoom=0, max_zoom=STREET_ZOOM,
        origin=f"{given.scheme}://{given.netloc}",
    )  # fmt: skip


HOST_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]")


def offered() -> Sequence[Basemap]:
    """Return the base maps of this server."""
    found: Sequence[Basemap] = current_app.config.get(BASEMAPS, (WORLD,))
    return found


@blueprint.get("/api/basemaps")
def list_basemaps() -> dict[str, Any]:
    """Answer the base maps to choose from; `first` is the one to begin with."""
    known = offered()
    return {"basemaps": [basemap_json(each, first=each is known[-1]) for each in known]}


def basemap_json(basemap: Basemap, *, first: bool) -> dict[str, Any]:
    """Return a base map as the page draws it."""
    return {
        "id": basemap.id,
        "name": basemap.name,
        "kind": basemap.kind,
        "url": versioned(basemap.url) if basemap is WORLD else basemap.url,
        "attribution": basemap.attribution,
        "data_zoom": basemap.data_zoom,
        "max_zoom": basemap.max_zoom,
        "first": first,
    }


@blueprint.get("/basemap/<basemap_id>.pmtiles")
def archive(basemap_id: str) -> Response:
    """Answer the bytes of an archive that were asked for: a page reads it by ranges."""
    for each in offered():
        if each.id == basemap_id and each.path is not None:
            return send_file(
                each.path, mimetype="application/vnd.pmtiles", conditional=True,
                max_age=KEEP_SECONDS,
            )  # fmt: skip
    raise UnknownBasemapError(basemap_id)


def picture_origins() -> str:
    """Return the hosts that pictures may come from, for the policy."""
    return "".join(f" {each.origin}" for each in offered() if each.origin)
