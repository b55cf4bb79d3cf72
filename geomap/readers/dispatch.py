"""Give each input to the reader of its kind; what goes wrong in it stays in it."""

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import BinaryIO

from geomap.errors import GeomapError
from geomap.readers.kinds import HEAD, KINDS, PACKED, kind_of
from geomap.readers.limits import Headed, available
from geomap.readers.links import addressed
from geomap.readers.model import Input, Reading, Refusal, Settings
from geomap.readers.recoding import as_utf8
from geomap.readers.storable import storable

READERS = {
    "text": "text:read_text",
    "html": "pages:read_page",
    "jsonl": "json_lines:read_json_lines",
    "json": "json_document:read_json",
    "csv": "tables:read_csv",
    "parquet": "parquet:read_parquet",
    "feed": "feeds:read_feed",
    "warc": "warc:read_warc",
    "zip": "archives:read_zip",
    "gzip": "archives:read_gzip",
}
ARCHIVES = ("zip", "gzip")
# How many archives may be around one; a WARC file may come packed, and that in an archive.
DEPTHS = {"zip": 1, "gzip": 1, "warc": 2}
# What the unpackers raise for an input that stops or is damaged half way.
BROKEN = (EOFError, zlib.error, OSError)

Reader = Callable[[Input, Settings], Iterator[Reading | Refusal]]


def read_input(given: Input, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield the articles of an input, and what of it could not be read."""
    try:
        head, stream = begun(given.stream)
        kind = kind_of(head, given.name, settings)
        if settings.kind and (kind not in ARCHIVES or settings.kind in ARCHIVES):
            kind = settings.kind
        reader = reader_of(kind, given)
        stream, notes = as_utf8(stream, head, kind, given, settings)
        found = reader(replace(given, stream=stream), settings)
        yield from noted(addressed(storable(found)), notes)
    except GeomapError as error:
        yield Refusal(message=str(error))
    except BROKEN as error:
        fault = str(getattr(error, "strerror", None) or error).partition("\n")[0][:80]
        yield Refusal(message=f"{given.origin}: cannot be read on ({fault}); copy it anew")


def noted(
    found: Iterator[Reading | Refusal], notes: tuple[str, ...]
) -> Iterator[Reading | Refusal]:
    """Yield what was found, the first article with notes about the whole input."""
    for each in found:
        if notes and isinstance(each, Reading):
            yield replace(each, notes=(*notes, *each.notes))
            notes = ()
        else:
            yield each


def reader_of(kind: str, given: Input) -> Reader:
    """Import and return the reader of a kind; raise GeomapError where there is none."""
    if kind in PACKED:
        raise GeomapError(f"{given.origin}: is {kind}; unpack it and name the folder of its files")
    if kind not in KINDS:
        raise GeomapError(f"{given.origin}: is {kind}; save its text, or name its kind by --as")
    if given.depth > DEPTHS.get(kind, given.depth):
        raise GeomapError(f"{given.origin}: is an archive too deep inside others; unpack it")
    module, _, name = READERS[kind].partition(":")
    reader: Reader = getattr(import_module(f"geomap.readers.{module}"), name)
    return reader


def begun(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Return the first bytes of a stream, and the stream from its first byte on."""
    if stream.seekable():
        start = stream.tell()
        head = stream.read(HEAD)
        stream.seek(start)
        return head, stream
    head = available(stream, HEAD)
    while not telling(head) and (more := available(stream, HEAD - len(head))):
        head += more
    return head, io.BufferedReader(Headed(head, stream))


def telling(head: bytes) -> bool:
    """Return whether the first bytes tell a kind: a whole line does, and of markup all of them.

    So that a line written into a pipe is read before the next is.
    """
    begins = head.lstrip()
    return len(head) >= HEAD or (b"\n" in begins and not begins.startswith(b"<"))
