"""Read a WARC file, an article a record that holds a page, a feed or a text."""

import io
import zlib
from collections.abc import Iterator
from typing import Any

from geomap.errors import GeomapError
from geomap.readers.dispatch import read_input
from geomap.readers.limits import Guarded
from geomap.readers.model import Input, Reading, Refusal, Settings

HELD_KINDS = ("response", "resource", "conversion")
TEXTS = ("text/html", "application/xhtml", "text/plain", "xml", "json", "csv")


def read_warc(given: Input, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield the articles of the records; images, scripts, requests and errors are passed over."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  # only for WARC
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    inner = Settings(fields=settings.fields, encoding=settings.encoding)
    try:
        for record in ArchiveIterator(given.stream):
            if holds_article(record):
                yield from read_record(record, given, inner)
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError, KeyError) as error:
        raise GeomapError(
            f"{given.origin}: is damaged or stops half way (behind what was read); copy it anew"
        ) from error


def holds_article(record: Any) -> bool:  # noqa: ANN401  # warcio has no types
    """Return whether a record may hold an article."""
    if record.rec_type not in HELD_KINDS:
        return False
    if record.rec_type == "response":
        answer = record.http_headers
        if answer is None or answer.get_statuscode() != "200":
            return False
    return any(text in content_type(record) for text in TEXTS)


def content_type(record: Any) -> str:  # noqa: ANN401
    """Return what a record says it holds, in lower case."""
    headers = record.http_headers if record.rec_type == "response" else record.rec_headers
    return (headers.get_header("Content-Type") or "").lower()


def read_record(record: Any, given: Input, settings: Settings) -> Iterator[Reading | Refusal]:  # noqa: ANN401
    """Yield the articles of one record."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    url = url.strip("<>")
    where = f"{given.origin}, {url or 'a record without address'}"
    length = int(record.length or 0)
    body = Guarded(record.content_stream(), where, lambda: length)
    encoding = content_type(record).partition("charset=")[2].partition(";")[0].strip(" \"'")
    yield from read_input(
        Input(
            stream=io.BufferedReader(body), origin=where, name=url or given.name, url=url,
            encoding=encoding, depth=given.depth + 2,
        ),
        settings,
    )  # fmt: skip
