"""Excerpts, whole articles, and files of what the filters leave."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import Any, BinaryIO

from flask import Blueprint, Response, request, send_file

from geomap import exporting
from geomap.exporting.files import told_of_room
from geomap.exporting.layers import By
from geomap.store import Filter, Store, StoredMention
from web.asking import limit_of
from web.features import anchored_json, mention_json
from web.filtering import filter_of
from web.opened import counts, store
from web.problems import BadValueError, CrowdedError, UnknownArticleError

PAGE_LENGTH = 20
LONGEST_PAGE = 100
MAKING = BoundedSemaphore(2)  # files at once
LARGEST = 2**63 - 1  # what SQLite can hold
BYS: tuple[By, ...] = ("mention", "place")
# Media types and endings of files; what is not here is some bytes, its format its ending.
MEDIA = {
    "geojson": ("application/geo+json", "geojson"),
    "geojsonseq": ("application/geo+json-seq", "geojsonl"),
    "csv": ("text/csv", "csv"),
    "kml": ("application/vnd.google-earth.kml+xml", "kml"),
    "gpkg": ("application/geopackage+sqlite3", "gpkg"),
    "geoparquet": ("application/vnd.apache.parquet", "parquet"),
    "flatgeobuf": ("application/vnd.flatgeobuf", "fgb"),
    "decisions": ("application/json", "json"),
    "decisions-csv": ("text/csv", "csv"),
    "html": ("text/html", "html"),
}

blueprint = Blueprint("reading", __name__, url_prefix="/api")

Json = dict[str, Any]


@blueprint.get("/mentions")
def mentions() -> Json:
    """Answer a page of the mentions that the filters leave, newest article first."""
    wanted = filter_of(request.args, further=["after", "limit", "zoom"])
    limit = limit_of(request.args.get("limit"), usual=PAGE_LENGTH, most=LONGEST_PAGE)
    counted = counts()
    page = counted.page(store(), wanted, limit=limit, after=request.args.get("after"))
    return {
        "mentions": [mention_json(stored) for stored in page.mentions],
        "next": page.next,
        "matching": counted.matching(store(), wanted),
    }


@blueprint.get(f"/articles/<int(max={LARGEST}):number>")
def article(number: int) -> Json:
    """Answer a whole article and its mentions; `start` and `end` count characters of `text`."""
    with store().reading():
        stored = store().article(number)
        found = store().mentions_of(number)
    if stored is None:
        raise UnknownArticleError(number)
    told = stored.article
    return {
        "article": number,
        "title": told.title,
        "text": told.text,
        "source": told.source,
        "url": told.url,
        "published": told.published.isoformat() if told.published else None,
        "language": told.language,
        "author": told.author,
        "mentions": [in_text(each) for each in found],
    }


def in_text(stored: StoredMention) -> Json:
    """Return a mention anchored in the article's text."""
    place = {"start": stored.mention.start, "end": stored.mention.end}
    return place | anchored_json(stored)


@blueprint.get("/export")
def export() -> Response:
    """Answer a file of what the filters leave.

    It is made whole before the first byte is sent: what goes wrong is told, and nobody gets
    half a file that looks like a whole one.
    """
    wanted = filter_of(request.args, further=["format", "by", "zoom"])
    format = request.args.get("format", "geojson")
    if format not in exporting.formats():
        known = ", ".join(exporting.formats())
        raise BadValueError(f'"format" is "{format}"; one is: {known}')
    by = by_of(request.args.get("by"))
    media, ending = MEDIA.get(format, ("application/octet-stream", format))
    if request.method == "HEAD":  # what it would be, at no cost
        out: BinaryIO = TemporaryFile()  # noqa: SIM115  # as in made()
    else:
        with one_of_few():
            out = made(wanted, format, by)
    # A part of it cannot be asked for: what is made next may be another file.
    return send_file(
        out, mimetype=media, as_attachment=True, download_name=f"geomap.{ending}", conditional=False
    )


@contextmanager
def one_of_few() -> Iterator[None]:
    """Let others read the map meanwhile: making a file takes a thread as long as it takes."""
    if not MAKING.acquire(blocking=False):
        raise CrowdedError
    try:
        yield
    finally:
        MAKING.release()


def made(wanted: Filter, format: str, by: By | None) -> BinaryIO:
    """Return a file of what is wanted, at its beginning."""
    out = TemporaryFile()  # noqa: SIM115  # the answer closes it once it is sent
    try:
        with told_of_room(), Store.open(store().path) as unhurried:
            exporting.write(unhurried, wanted, format, out, by=by)
            out.seek(0)  # the last of it is written by now
        return out
    except BaseException:
        with suppress(OSError):  # what it could not write before it cannot write now
            out.close()
        raise


def by_of(given: str | None) -> By | None:
    """Read what a feature or a line stands for; None leaves it to the format."""
    for each in BYS:
        if given == each:
            return each
    if given:
        raise BadValueError(f'"by" is "{given}"; one is: {", ".join(BYS)}')
    return None
