"""Turn one record of named fields, from JSON or a table, into an article."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from geomap.errors import GeomapError
from geomap.model import Article
from geomap.readers.model import Reading, Span

OPTIONAL_TEXTS = ("title", "source", "url", "language")
FIELDS = ("text", "id", "published", "author", *OPTIONAL_TEXTS)
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
SHOWN_FIELDS = 12

Record = dict[str, Any]


def read_record(
    record: Record, where: str, size: int, *, fields: Mapping[str, str], line: bool = False
) -> Reading:
    """Read one record; raise GeomapError with the fault and the remedy.

    `fields` maps our names to the input's; `line` tells that it was a JSON line.
    """
    if fields:
        record = renamed(record, fields)
    given_id = id_of(record, where)
    article = Article(
        text=text_of(record, where),
        article_id="" if given_id is None else str(given_id),
        published=date_of(record, where),
        author=author_of(record, where),
        **{key: optional_text(record, key, where) for key in OPTIONAL_TEXTS},
    )
    spans = spans_of(record, len(article.text), where)
    return Reading(
        article=article, origin=where, size=size, given_id=given_id, spans=spans, record=line
    )


def renamed(record: Record, fields: Mapping[str, str]) -> Record:
    """Return the record under our names; "body.plain" is the field plain inside body."""
    return {**record, **{ours: reached(record, theirs) for ours, theirs in fields.items()}}


def reached(record: Record, name: str) -> Any:  # noqa: ANN401  # a field may hold anything
    """Return what a record holds under a name or a path, None where nothing."""
    if name in record:
        return record[name]
    value: Any = record
    for step in name.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def id_of(record: Record, where: str) -> str | int | None:
    """Return the giver's identifier; numbers stay numbers."""
    given = record.get("id")
    if given is not None and (isinstance(given, bool) or not isinstance(given, str | int)):
        raise GeomapError(f'{where}: "id" is {shown(given)}; write a string or a whole number')
    if isinstance(given, str):
        storable(given, "id", where)
    return given


def text_of(record: Record, where: str) -> str:
    """Return the article's text."""
    if record.get("text") is None:
        raise GeomapError(f'{where}: has no "text"; {remedy(record)}')
    text = optional_text(record, "text", where)
    if not text.strip():
        raise GeomapError(f'{where}: "text" is empty; put the article\'s text there')
    return text


def remedy(record: Record) -> str:
    """Return how to mend a record without text, by the fields that it has."""
    others = [str(name) for name in record if name not in FIELDS][:SHOWN_FIELDS]
    if not others:
        return "put the article's text there"
    return (
        f"put the article's text there, or name its field of {shown(others)} by: --fields text=NAME"
    )


def optional_text(record: Record, key: str, where: str) -> str:
    """Return a string, empty where the record has none."""
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise GeomapError(f'{where}: "{key}" is {shown(value)}; write a string')
    return storable(value, key, where)


def author_of(record: Record, where: str) -> str:
    """Return who wrote it: a name, names, or objects that have one; empty for anything else."""
    given = record.get("author")
    several = given if isinstance(given, list) else [given]
    names = [each.get("name") if isinstance(each, dict) else each for each in several]
    return storable(", ".join(each for each in names if isinstance(each, str)), "author", where)


def storable(text: str, key: str, where: str) -> str:
    """Refuse a string with half a character, which no UTF-8 file can hold, or with a NUL."""
    if not text.isascii() and HALF_CHARACTER.search(text):
        raise GeomapError(
            f'{where}: "{key}" holds half a character (a lone surrogate); write both its escapes'
        )
    if "\0" in text:
        raise GeomapError(f'{where}: "{key}" holds a NUL character; leave it out')
    return text


def date_of(record: Record, where: str) -> date | None:
    """Return the day of publication, in UTC where the time has a zone."""
    value = record.get("published")
    if value is None or value == "":
        return None
    try:
        return day_of(value)
    except (ValueError, OverflowError) as error:
        raise GeomapError(
            f'{where}: "published" is {shown(value)}; write a date as 2024-05-31'
        ) from error


def day_of(value: object) -> date:
    """Return the day in UTC of a date, a time, or one written as ISO 8601 or RFC 5322 has it.

    Raises ValueError or OverflowError for anything else.
    """
    if isinstance(value, str):
        value = moment_of(value.strip())
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).date()
    if isinstance(value, date):
        return value
    raise ValueError


def moment_of(written: str) -> datetime:
    """Return a written time; raise ValueError where it is none."""
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        try:
            return parsedate_to_datetime(written)
        except (TypeError, IndexError) as error:  # of some texts that are no date
            raise ValueError(written) from error


def spans_of(record: Record, length: int, where: str) -> tuple[Span, ...] | None:
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
    text = json.dumps(value, ensure_ascii=True, default=str)
    return text if len(text) <= 60 else text[:57] + "..."
