"""The columns of everything written. A new fact of a mention is one line, for every format."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from gazetteer.place import Place
from geomap.store import PlaceCount, StoredMention

Value = str | int | float | date | None
ColumnType = Literal["text", "integer", "real", "date"]
Told = TypeVar("Told")

# No text in XML, the end of a C string, or the end of a record to somebody: C0 but for tab and
# line ends, DEL and C1, lone surrogates, the last two code points of the plane.
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Column(Generic[Told]):
    """A named value of what is told. None is written as nothing, never as zero.

    Dates are UTC.
    """

    name: str
    type: ColumnType
    value: Callable[[Told], Value]


def relation_text(stored: StoredMention) -> str | None:
    """Return "20 km north of Palmyra" as the article says it, None where the place is meant."""
    relation = stored.mention.relation
    return relation.text if relation else None


PLACE_COLUMNS: tuple[Column[Place], ...] = (
    Column("place_id", "text", lambda place: place.place_id),
    Column("geonameid", "integer", lambda place: place.geonameid),
    Column("place", "text", lambda place: place.name),
    Column("place_type", "text", lambda place: place.place_type),
    Column("country", "text", lambda place: place.country or None),
    Column("admin1", "text", lambda place: place.admin1 or None),
    Column("admin2", "text", lambda place: place.admin2 or None),
)
# Of a mention, before its place and after it.
NAME_COLUMNS: tuple[Column[StoredMention], ...] = (
    Column("toponym", "text", lambda stored: stored.mention.name),
    Column("kind", "text", lambda stored: stored.mention.kind),
)
SAID_COLUMNS: tuple[Column[StoredMention], ...] = (
    Column("precision", "text", lambda stored: stored.mention.precision or None),
    Column("confidence", "real", lambda stored: round(stored.mention.confidence, 4)),
    Column("role", "text", lambda stored: stored.mention.role),
    Column("relation", "text", relation_text),
    Column("radius_km", "real", lambda stored: stored.mention.radius_km),
    Column("excerpt", "text", lambda stored: stored.excerpt.text),
)
ARTICLE_COLUMNS: tuple[Column[StoredMention], ...] = (
    Column("title", "text", lambda stored: stored.title or None),
    Column("source", "text", lambda stored: stored.source or None),
    Column("url", "text", lambda stored: stored.url or None),
    Column("published", "date", lambda stored: stored.published),
    Column("language", "text", lambda stored: stored.language or None),
    Column("article", "text", lambda stored: stored.given_id or None),
    Column("author", "text", lambda stored: stored.author or None),
)
COUNT_COLUMNS: tuple[Column[PlaceCount], ...] = (
    Column("precision", "text", lambda count: count.precision),
    Column("mentions", "integer", lambda count: count.mentions),
    Column("articles", "integer", lambda count: count.articles),
    Column("confidence", "real", lambda count: round(count.confidence, 4)),
    Column("first_published", "date", lambda count: count.first_published),
    Column("last_published", "date", lambda count: count.last_published),
)


def values_of(told: Told, columns: Iterable[Column[Told]]) -> tuple[Value, ...]:
    """Return the values, with U+FFFD for each character that some format cannot hold."""
    values = tuple([column.value(told) for column in columns])
    if "".join([value for value in values if isinstance(value, str)]).isprintable():
        return values
    return tuple(
        NO_TEXT.sub(REPLACEMENT, value) if isinstance(value, str) else value for value in values
    )
