"""Read a WARC file, an article a record that holds a page, a feed or a text."""

import io
import logging
import zlib
from collections.abc import Iterator
from typing import Any

from geomap.errors import GeomapError
from geomap.readers.decoding import printable
from geomap.readers.dispatch import read_input
from geomap.readers.limits import Guarded
from geomap.readers.model import Input, Reading, Refusal, Settings
from geomap.readers.warc_frames import Block, Frame, frames

# What warcio lets through of headers that lack a part, beside its own.
BROKEN = (EOFError, zlib.error, ValueError, LookupError, AttributeError, TypeError)
HELD_KINDS = ("response", "resource", "conversion")
# What it says of odd headers is no line of ours.
logging.getLogger("warcio").addHandler(logging.NullHandler())
TEXTS = ("text/html", "application/xhtml", "text/plain", "xml", "json", "csv")


def read_warc(given: Input, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield the articles of the records; images, scripts, requests and errors are passed over."""
    inner = Settings(fields=settings.fields, encoding=settings.encoding)
    for frame in frames(given.stream, given.origin):
        if isinstance(frame, Refusal):
            yield frame
        else:
            yield from read_frame(frame, given, inner)


def read_frame(frame: Frame, given: Input, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield the articles of one record; what is broken in it stays in it."""
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415  # only for WARC
    from warcio.recordloader import ArcWarcRecordLoader  # noqa: PLC0415
    from warcio.statusandheaders import StatusAndHeadersParserException  # noqa: PLC0415

    try:
        loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
        record = loader.parse_record_stream(Headed(frame), known_format="warc")
        if holds_article(record):
            yield from read_record(record, frame, given, settings)
    except (ArchiveLoadFailed, StatusAndHeadersParserException, *BROKEN):
        if not frame.block.short:  # which is told of the whole file
            yield Refusal(message=f"{given.origin}: holds a record that is damaged; copy it anew")


class Headed:
    """A record's header, then its block, as warcio reads them."""

    def __init__(self, frame: Frame) -> None:
        self._head = io.BytesIO(frame.head)
        self._block = frame.block

    def readline(self, size: int = -1) -> bytes:
        """Return a line."""
        return self._head.readline(size) or (
            self._block.readline(size) if size >= 0 else self._block.readline()
        )

    def read(self, size: int) -> bytes:
        """Return some bytes."""
        return self._head.read(size) or self._block.read(size)


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


def read_record(
    record: Any, frame: Frame, given: Input, settings: Settings  # noqa: ANN401
) -> Iterator[Reading | Refusal]:  # fmt: skip
    """Yield the articles of one record."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    url = url.strip("<>")
    where = f"{given.origin}, {printable(url) or 'a record without address'}"
    body = Guarded(Whole(record, frame.block, where), where, lambda: frame.length)  # type: ignore[arg-type]
    encoding = content_type(record).partition("charset=")[2].partition(";")[0].strip(" \"'")
    yield from read_input(
        Input(
            stream=io.BufferedReader(body), origin=where, name=url or given.name, url=url,
            encoding=encoding, depth=given.depth + 3,
        ),
        settings,
    )  # fmt: skip


class Whole:
    """What a record holds, unpacked, which must be there whole."""

    def __init__(self, record: Any, block: Block, where: str) -> None:  # noqa: ANN401
        self._content = record.content_stream()
        self._block = block
        self._where = where

    def read(self, size: int) -> bytes:
        """Return some of it; raise GeomapError where the file stops before its end."""
        piece: bytes = self._content.read(size)
        if not piece and self._block.short:
            self._block.told = True
            raise GeomapError(f"{self._where}: stops half way; copy the file anew")
        return piece
