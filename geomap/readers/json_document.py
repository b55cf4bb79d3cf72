"""Read a JSON document: a list of articles, one article, or an object that holds such a list."""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from geomap.errors import GeomapError
from geomap.readers.decoding import left_out, unread
from geomap.readers.limits import PIECE, RECORD_BYTES, megabytes
from geomap.readers.model import Input, Reading, Refusal, Settings
from geomap.readers.records import Record, reached, read_record, with_notes

SPACE = " \t\r\n"
DECODER = json.JSONDecoder()


def read_json(given: Input, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield the articles of a document; a list is read piece by piece."""
    text = Characters(given)
    number = 0
    for number, (value, size) in enumerate(values(text, settings), start=1):
        where = f"{given.origin}, article {number:,}"
        try:
            if not isinstance(value, dict):
                raise GeomapError(f"{where}: is not an object; write the article as one")
            reading = read_record(value, where, size, fields=settings.fields)
            if "\ufffd" in reading.article.text:
                reading = with_notes(reading, (unread(where),))
            yield with_notes(reading, text.mended())
        except GeomapError as error:
            yield Refusal(message=str(error), size=size)
    if not number:
        raise GeomapError(f"{given.origin}: is an empty list; write articles into it")


def values(text: "Characters", settings: Settings) -> Iterator[tuple[Any, int]]:
    """Yield each element of a list, or the articles of each object, with its characters."""
    if text.peek() == "[":
        yield from text.elements()
        text.end()
        return
    while True:
        value, size = text.value()
        inside = articles_inside(value, settings) or [value]
        yield from ((each, size // len(inside)) for each in inside)
        if not isinstance(value, dict):
            text.end()
        if not text.peek():
            return


def articles_inside(value: object, settings: Settings) -> list[Any]:
    """Return the one list of objects that an answer of a service holds, else nothing."""
    name = settings.fields.get("text", "text")
    if not isinstance(value, dict) or reached(value, name) is not None:
        return []
    lists = [
        each for each in value.values() if isinstance(each, list) and each
        and all(isinstance(one, dict) for one in each)
    ]  # fmt: skip
    if len(lists) == 1:
        return lists[0]
    objects = [each for each in value.values() if isinstance(each, dict)]
    deeper = [found for each in objects if (found := flat(each))]
    return deeper[0] if not lists and len(deeper) == 1 else []


def flat(value: Record) -> list[Any]:
    """Return the first list of objects in an object, as in {"response": {"docs": [...]}}."""
    return next((
        each for each in value.values() if isinstance(each, list) and each
        and all(isinstance(one, dict) for one in each)
    ), [])  # fmt: skip


class Characters:
    """A JSON document of which no more is held than its next value."""

    def __init__(self, given: Input) -> None:
        self._origin = given.origin
        self._stream: BinaryIO = given.stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._text = ""
        self._at = 0
        self._ended = False
        self._nuls = 0

    def _feed(self, piece: bytes) -> None:
        """Take in more of the document."""
        self._ended = not piece
        self._nuls += piece.count(0)
        more = self._decoder.decode(piece.replace(b"\0", b""), final=self._ended)
        self._text = self._text[self._at :] + more
        self._at = 0

    def mended(self) -> tuple[str, ...]:
        """Return in a line what was left out since it was asked for the last time."""
        nuls, self._nuls = self._nuls, 0
        return (left_out(nuls, self._origin),) if nuls else ()

    def peek(self) -> str:
        """Return the next character that is no space, empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in SPACE:
                self._at += 1
            if self._at < len(self._text) or self._ended:
                return self._text[self._at : self._at + 1]
            self._feed(self._stream.read(PIECE))

    def value(self) -> tuple[Any, int]:
        """Return the next value and its length; raise GeomapError where it is none."""
        self.peek()
        wanted = PIECE
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._ended:
                    raise GeomapError(self._fault(error.msg)) from error
            except (ValueError, RecursionError) as error:
                raise GeomapError(self._fault("it is too deep or too large")) from error
            else:
                if end < len(self._text) or self._ended:
                    size, self._at = end - self._at, end
                    return value, size
            if len(self._text) - self._at > RECORD_BYTES:
                raise GeomapError(
                    f"{self._origin}: holds an article above {megabytes(RECORD_BYTES)}; write "
                    "one object a line"
                )
            # Twice as much each time, so that a long value is not tried over and over.
            self._feed(self._stream.read(wanted))
            wanted = max(PIECE, len(self._text))

    def elements(self) -> Iterator[tuple[Any, int]]:
        """Yield the elements of a list."""
        self._at += 1
        if self.peek() == "]":
            self._at += 1
            return
        while True:
            yield self.value()
            mark = self.peek()
            self._at += 1
            if mark == "]":
                return
            if mark != ",":
                raise GeomapError(self._fault("a comma or ] is missing"))

    def end(self) -> None:
        """Raise GeomapError where more follows."""
        if self.peek():
            raise GeomapError(self._fault("more follows than one document"))

    def _fault(self, what: str) -> str:
        """Return the refusal of the rest of the document."""
        return (
            f"{self._origin}: is not JSON from here on ({what}): "
            f"{json.dumps(self._text[self._at : self._at + 30])}; mend it or copy it anew"
        )
