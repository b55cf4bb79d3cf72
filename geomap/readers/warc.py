"""Read a WARC file, an article a record that holds a page, a feed or a text."""

import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from geomap.errors import GeomapError
from geomap.readers.dispatch import read_input
from geomap.readers.limits import Guarded, available
from geomap.readers.model import Input, Reading, Refusal, Settings

# What warcio lets through of headers that lack a part, beside its own.
BROKEN = (EOFError, zlib.error, ValueError, LookupError, AttributeError, TypeError)
HEADER_BYTES = 1024 * 1024
HELD_KINDS = ("response", "resource", "conversion")
TEXTS = ("text/html", "application/xhtml", "text/plain", "xml", "json", "csv")


def read_warc(given: Input, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield the articles of the records; images, scripts, requests and errors are passed over."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  # only for WARC
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    inner = Settings(fields=settings.fields, encoding=settings.encoding)
    try:
        stream = Paced(given.stream, given.origin)
        for record in ArchiveIterator(stream):
            stream.allow(int(record.length or 0))
            if holds_article(record):
                yield from read_record(record, given, inner)
    except (ArchiveLoadFailed, *BROKEN) as error:
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
    body = Guarded(Body(record, where), where, lambda: length)  # type: ignore[arg-type]
    encoding = content_type(record).partition("charset=")[2].partition(";")[0].strip(" \"'")
    yield from read_input(
        Input(
            stream=io.BufferedReader(body), origin=where, name=url or given.name, url=url,
            encoding=encoding, depth=given.depth + 2,
        ),
        settings,
    )  # fmt: skip


class Body:
    """What a record holds, which must be there whole."""

    def __init__(self, record: Any, where: str) -> None:  # noqa: ANN401
        self._content = record.content_stream()
        self._raw = record.raw_stream
        self._where = where

    def read(self, size: int) -> bytes:
        """Return some of it; raise GeomapError where the file stops before its end."""
        piece: bytes = self._content.read(size)
        if not piece and getattr(self._raw, "limit", 0) > 0 and not self._raw.read(1):
            raise GeomapError(f"{self._where}: stops half way; copy the file anew")
        return piece


class Paced:
    """A stream of records, of which no more is read than the records say they hold.

    warcio reads a header line however long it is, in time that grows with its square. This has
    no buffer of its own, which would drop what it has where the stream breaks.
    """

    def __init__(self, stream: BinaryIO, where: str) -> None:
        self._stream = stream
        self._where = where
        self._left = HEADER_BYTES

    def allow(self, length: int) -> None:
        """Let a record of so many bytes be read, and the header behind it."""
        self._left = max(0, length) + HEADER_BYTES

    def read(self, size: int) -> bytes:
        """Return some of it; raise GeomapError where a header does not end."""
        if self._left < 0:
            raise GeomapError(f"{self._where}: is damaged WARC from here on; copy it anew")
        piece = available(self._stream, size)
        self._left -= len(piece)
        return piece
