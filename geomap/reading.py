"""Read articles from files; what cannot be read is refused with its place, fault and remedy."""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from geomap.errors import GeomapError
from geomap.model import Article

STANDARD_INPUT = "-"
JSON_LINES = frozenset({".jsonl", ".ndjson"})
FOLDER_KINDS = JSON_LINES | {".txt"}
OPTIONAL_TEXTS = ("title", "source", "url", "language")
HALF_CHARACTER = re.compile("[\ud800-\udfff]")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article and where it stood.

    `given_id` is as the giver wrote it, None where there was none; `spans` are those of the
    input's own "toponyms", None where it has none; `size` counts the bytes read for it;
    `record` is true for a JSON line.
    """

    article: Article
    origin: str
    size: int
    given_id: str | int | None = None
    spans: tuple[Span, ...] | None = None
    record: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What was not read: file and line, the fault and the remedy. `missing` is no file at all."""

    message: str
    size: int = 0
    missing: bool = False


def read(paths: Iterable[str]) -> Iterator[Reading | Refusal]:
    """Yield every article of files, folders and "-", the standard input, in order.

    A `.jsonl` file holds an article a line, any other file is one article. A folder gives its
    `.txt` and `.jsonl` files, by name.
    """
    for path in paths:
        if path == STANDARD_INPUT:
            yield from read_standard_input()
        elif Path(path).is_dir():
            yield from read_folder(Path(path))
        else:
            yield from read_file(Path(path))


def size_of(paths: Iterable[str]) -> int:
    """Return how many bytes `read` will read, standard input not counted."""
    total = 0
    for path in map(Path, paths):
        files = folder_files(path) if path.is_dir() else [path] if path.is_file() else []
        total += sum(file.stat().st_size for file in files)
    return total


def folder_files(folder: Path) -> list[Path]:
    """Return the files of a folder and its folders that may hold articles, in order of name."""
    return sorted(
        path for path in folder.rglob("*")
        if path.suffix.lower() in FOLDER_KINDS and path.is_file()
    )  # fmt: skip


def read_folder(folder: Path) -> Iterator[Reading | Refusal]:
    """Yield the articles of a folder."""
    files = folder_files(folder)
    if not files:
        yield Refusal(
            message=f"{printable(folder)}: holds no .txt or .jsonl file; name another folder"
        )
    for path in files:
        yield from read_file(path)


def read_file(path: Path) -> Iterator[Reading | Refusal]:
    """Yield the articles of one file."""
    try:
        with path.open("rb") as file:
            if path.suffix.lower() in JSON_LINES:
                yield from read_lines(file, printable(path))
            else:
                yield read_text(file.read(), printable(path), printable(path.name))
    except FileNotFoundError:
        yield Refusal(message=f"{printable(path)}: no such file; check its name", missing=True)
    except OSError as error:
        yield Refusal(
            message=f"{printable(path)}: cannot be read ({error.strerror}); check its permissions"
        )


def printable(path: Path | str) -> str:
    """Return a path as text, even where its name is not UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def read_standard_input() -> Iterator[Reading | Refusal]:
    """Yield the articles of standard input: JSON lines where the first line is an object."""
    source = sys.stdin.buffer
    first = source.readline()
    if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and is_json(first):
        yield from read_lines(Chained(first, source), STANDARD_INPUT)
    else:
        yield read_text(first + source.read(), STANDARD_INPUT, STANDARD_INPUT)


def is_json(line: bytes) -> bool:
    """Return whether a line is JSON by itself."""
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


class Chained(BytesIO):
    """A line that was read already, then the rest of its file."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        super().__init__(first)
        self._rest = rest

    def readline(self, size: int | None = -1, /) -> bytes:
        """Return the next line."""
        return super().readline(size) or self._rest.readline()

    def __next__(self) -> bytes:
        """Return the next line, or stop."""
        line = self.readline()
        if not line:
            raise StopIteration
        return line


def read_text(content: bytes, origin: str, name: str) -> Reading | Refusal:
    """Read a whole file as one article."""
    try:
        text = decoded(content, origin)
        if not text.strip():
            raise GeomapError(f"{origin}: is empty; an article needs text")
    except GeomapError as error:
        return Refusal(message=str(error), size=len(content))
    article = Article(text=text, article_id=name)
    return Reading(article=article, origin=origin, size=len(content), given_id=name)


def read_lines(lines: Iterable[bytes], origin: str) -> Iterator[Reading | Refusal]:
    """Read a file of one JSON object a line; empty lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{origin}:{number}"
        try:
            yield read_record(decoded(line, where), where, len(line))
        except GeomapError as error:
            yield Refusal(message=str(error), size=len(line))


def decoded(content: bytes, where: str) -> str:
    """Return UTF-8 as text without its byte order mark; raise GeomapError for anything else."""
    if b"\0" in content:
        raise GeomapError(f"{where}: is not text (it holds NUL bytes); save it as UTF-8 text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        inside = where if line == 1 and content.count(b"\n") <= 1 else f"{where}:{line}"
        raise GeomapError(
            f"{inside}: is not UTF-8 at byte {error.start + 1}; convert it, as with: "
            "iconv -f WINDOWS-1252 -t UTF-8"
        ) from error


def read_record(line: str, where: str, size: int) -> Reading:
    """Read one JSON line; raise GeomapError with the fault and the remedy."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise GeomapError(
            f"{where}: is not JSON ({error.msg} at character {error.pos + 1}); "
            'write one object a line, as {"id": "1", "text": "..."}'
        ) from error
    except (ValueError, RecursionError) as error:
        raise GeomapError(f"{where}: is too deep or too large; write plain values") from error
    if not isinstance(record, dict):
        raise GeomapError(f'{where}: is not an object; write it as {{"id": "1", "text": "..."}}')
    given_id = id_of(record, where)
    article = Article(
        text=text_of(record, where),
        article_id="" if given_id is None else str(given_id),
        published=date_of(record, where),
        **{key: optional_text(record, key, where) for key in OPTIONAL_TEXTS},
    )
    spans = spans_of(record, len(article.text), where)
    return Reading(
        article=article, origin=where, size=size, given_id=given_id, spans=spans, record=True
    )


def id_of(record: dict[str, Any], where: str) -> str | int | None:
    """Return the giver's identifier; numbers stay numbers."""
    given = record.get("id")
    if given is not None and (isinstance(given, bool) or not isinstance(given, str | int)):
        raise GeomapError(f'{where}: "id" is {shown(given)}; write a string or a whole number')
    if isinstance(given, str):
        whole(given, "id", where)
    return given


def text_of(record: dict[str, Any], where: str) -> str:
    """Return the article's text."""
    if record.get("text") is None:
        raise GeomapError(f'{where}: has no "text"; put the article\'s text there')
    text = optional_text(record, "text", where)
    if not text.strip():
        raise GeomapError(f'{where}: "text" is empty; put the article\'s text there')
    return text


def optional_text(record: dict[str, Any], key: str, where: str) -> str:
    """Return a string, empty where the record has none."""
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise GeomapError(f'{where}: "{key}" is {shown(value)}; write a string')
    return whole(value, key, where)


def whole(text: str, key: str, where: str) -> str:
    """Refuse a string with half a character, which no UTF-8 file can hold, or with a NUL."""
    if HALF_CHARACTER.search(text):
        raise GeomapError(
            f'{where}: "{key}" holds half a character (a lone surrogate); write both its escapes'
        )
    if "\0" in text:
        raise GeomapError(f'{where}: "{key}" holds a NUL character; leave it out')
    return text


def date_of(record: dict[str, Any], where: str) -> date | None:
    """Return the day of publication, in UTC where the time has a zone."""
    value = record.get("published")
    if value is None or value == "":
        return None
    try:
        if not isinstance(value, str):
            raise ValueError
        moment = datetime.fromisoformat(value.strip())
        return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError) as error:
        raise GeomapError(
            f'{where}: "published" is {shown(value)}; write a date as 2024-05-31'
        ) from error


def spans_of(record: dict[str, Any], length: int, where: str) -> tuple[Span, ...] | None:
    """Return the spans of the record's own "toponyms", None where it has none."""
    toponyms = record.get("toponyms")
    if toponyms is None:
        return None
    if not isinstance(toponyms, list):
        raise GeomapError(f'{where}: "toponyms" is {shown(toponyms)}; write a list')
    return tuple(span_of(toponym, length, where) for toponym in toponyms)


def span_of(toponym: object, length: int, where: str) -> Span:
    """Return one span, which must hold text and lie in it."""
    if isinstance(toponym, dict):
        start, end = toponym.get("start"), toponym.get("end")
        if type(start) is int and type(end) is int and 0 <= start < end <= length:
            return start, end
    raise GeomapError(
        f'{where}: "toponyms" holds {shown(toponym)}; write "start" and "end" as characters '
        f"of the text, which has {length:,}"
    )


def shown(value: object) -> str:
    """Return a value as it stands in JSON, cut short."""
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) <= 60 else text[:57] + "..."
