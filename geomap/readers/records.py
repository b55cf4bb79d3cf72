"""Turn one record of named fields, from JSON or a table, into an article."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from geomap.errors import GeomapError
from geomap.model import Article
from geomap.readers.dates import day_of
from geomap.readers.model import Reading, Span

OPTIONAL_TEXTS = ("title", "source", "url", "language")
FIELDS = ("text", "id", "published", "author", *OPTIONAL_TEXTS)
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
    if isinstance(record.get("text"), list):
        record = {**record, "text": joined(record["text"])}
    source = record.get("source")
    if isinstance(source, dict) and "name" in source:  # as services of news have it
        record = {**record, "source": source["name"]}
    given_id = id_of(record, where)
    published, no_date = date_of(record, where)
    article = Article(
        text=text_of(record, where),
        article_id="" if given_id is None else str(given_id),
        published=published,
        author=author_of(record),
        **{key: optional_text(record, key, where) for key in OPTIONAL_TEXTS},
    )
    return Reading(
        article=article, origin=where, size=size, given_id=given_id, record=line,
        spans=spans_of(record, len(article.text), where), notes=no_date,
    )  # fmt: skip


def with_notes(reading: Reading, notes: tuple[str, ...]) -> Reading:
    """Return a reading that tells of more that was mended."""
    return replace(reading, notes=(*reading.notes, *notes)) if notes else reading


def joined(pieces: list[Any]) -> Any:  # noqa: ANN401  # what is no such text stays as it is
    """Return the text that stands in pieces, some of them objects with a "text".

    So does Telegram write its exports, a piece for each link or bold word.
    """
    texts = [each.get("text") if isinstance(each, dict) else each for each in pieces]
    known = [each for each in texts if isinstance(each, str)]
    return "".join(known) if len(known) == len(texts) else pieces


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
    if isinstance(given, float) and given.is_integer():  # as pandas writes beside a missing one
        given = int(given)
    if given is not None and (isinstance(given, bool) or not isinstance(given, str | int)):
        raise GeomapError(f'{where}: "id" is {shown(given)}; write a string or a whole number')
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


def no_column(name: str, columns: list[str], where: str) -> str:
    """Return the refusal of a table without texts."""
    return (
        f'{where}: has no column "{name}"; name the one with the articles\' text of '
        f"{shown(columns[:SHOWN_FIELDS])} by: --fields text=NAME"
    )


def optional_text(record: Record, key: str, where: str) -> str:
    """Return a string, empty where the record has none."""
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise GeomapError(f'{where}: "{key}" is {shown(value)}; write a string')
    return value


def author_of(record: Record) -> str:
    """Return who wrote it: a name, names, or objects that have one; empty for anything else."""
    given = record.get("author")
    several = given if isinstance(given, list) else [given]
    names = [each.get("name") if isinstance(each, dict) else each for each in several]
    stripped = [each.strip() for each in names if isinstance(each, str)]
    return ", ".join(filter(None, stripped))


def date_of(record: Record, where: str) -> tuple[date | None, tuple[str, ...]]:
    """Return the day of publication in UTC, None and why where it cannot be read.

    An article is worth more than its date, so that it is kept without one.
    """
    value = record.get("published")
    if value is None or value == "":
        return None, ()
    try:
        return day_of(value), ()
    except (ValueError, OverflowError):
        return None, (undated(value, where),)


def undated(value: object, where: str) -> str:
    """Return the note that an article was kept without a date."""
    return f'{where}: "published" is {shown(value)} and was left out; write a date as 2024-05-31'


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
