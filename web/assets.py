"""Our own files: kept compressed in memory, under addresses that change when a file does.

The page names its files below a version of the whole folder, so that a browser keeps them for
good and never shows an old one beside a new.
"""

import gzip
import hashlib
import mimetypes
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, request, send_from_directory
from werkzeug.exceptions import NotFound

STATIC = Path(__file__).parent / "static"
LEAFLET = "vendor/leaflet-1.9.4"
STYLES = ("tokens", "page", "map", "basemap", "bar", "panel", "reading", "taking")
# One file instead of many, as a browser paints nothing before it has them all.
SHEETS = {
    "whole.css": (f"{LEAFLET}/leaflet.css", *(f"{style}.css" for style in STYLES)),
    "ogc.css": ("tokens.css", "ogc.css"),
}
YEAR = 365 * 24 * 3600  # seconds
DIGITS = 12
BY_RANGES = ".pmtiles"  # an archive too large to be sent whole
ENCODING = "gzip"

blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file as it is sent, and compressed."""

    mimetype: str
    whole: bytes
    packed: bytes
    tag: str


@blueprint.app_template_global()
def versioned(name: str) -> str:
    """Return the address of a file as it is now."""
    return f"/static/{version()}/{name}"


def version() -> str:
    """Return what changes when any file of ours does; looked at once in a second at most."""
    return version_at(int(time.monotonic()))


@lru_cache(maxsize=1)
def version_at(_second: int) -> str:
    """Return the version at a time."""
    return digest_of(signature())


def signature() -> tuple[tuple[str, int, int], ...]:
    """Return which files there are, with their times and sizes."""
    found = (path for path in STATIC.rglob("*") if path.is_file())
    told = ((path, path.stat()) for path in sorted(found))
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in told)


@lru_cache(maxsize=1)
def digest_of(files: tuple[tuple[str, int, int], ...]) -> str:
    """Return a hash of what files hold."""
    digest = hashlib.sha256()
    for name, _, _ in files:
        digest.update(hashlib.sha256(Path(name).read_bytes()).digest())
    return digest.hexdigest()[:DIGITS]


@blueprint.get("/static/<path:name>", endpoint="file")
def file(name: str) -> Response:
    """Answer a file of ours; under the version of now it is kept for good."""
    first, _, rest = name.partition("/")
    numbered = len(first) == DIGITS and set(first) <= set("0123456789abcdef")
    plain = rest if numbered else name
    if plain.endswith(BY_RANGES):
        response = send_from_directory(STATIC, plain, conditional=True)
        response.mimetype = "application/vnd.pmtiles"
    else:
        response = answer(asset_of(plain))
    if numbered and first == version():
        response.cache_control.no_cache = None
        response.cache_control.max_age = YEAR
        response.cache_control.immutable = True
        response.cache_control.public = True
    else:
        response.cache_control.no_cache = True
    return response


def asset_of(name: str) -> Asset:
    """Return a file. Raises NotFound for what is none of ours."""
    paths = [STATIC / part for part in SHEETS.get(name, (name,))]
    try:
        ours = all(
            path.resolve().is_relative_to(STATIC.resolve()) and path.is_file() for path in paths
        )
    except (OSError, ValueError) as error:  # a name too long for any file, or with a NUL in it
        raise NotFound from error
    if not ours:
        raise NotFound
    return packed(tuple((path, path.stat().st_mtime_ns) for path in paths))


@lru_cache(maxsize=256)
def packed(files: tuple[tuple[Path, int], ...]) -> Asset:
    """Return files as one, compressed once for each of their versions."""
    whole = b"\n".join(path.read_bytes() for path, _ in files)
    return Asset(
        mimetype=mimetypes.guess_type(files[0][0].name)[0] or "application/octet-stream",
        whole=whole, packed=gzip.compress(whole, 9, mtime=0),
        tag=hashlib.sha256(whole).hexdigest()[:DIGITS],
    )  # fmt: skip


def answer(asset: Asset) -> Response:
    """Answer a file, compressed where the browser takes it and it is worth it."""
    small = request.accept_encodings[ENCODING] and len(asset.packed) < len(asset.whole)
    asked_for_part = "Range" in request.headers
    compressed = small and not asked_for_part
    response = Response(asset.packed if compressed else asset.whole, mimetype=asset.mimetype)
    response.vary.add("Accept-Encoding")
    response.set_etag(asset.tag, weak=bool(small))
    if compressed:
        response.headers["Content-Encoding"] = ENCODING
    response.make_conditional(request, accept_ranges=True, complete_length=len(asset.whole))
    return response
