"""Rows of the database and the facts they stand for."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from gazetteer.place import Place
from geomap.model import Article, Candidate, Mention, Reason, Relation

PLACE_COLUMNS = (
    "place_id", "name", "place_type", "longitude", "latitude", "population", "countries",
    "admin1", "admin2",
)  # fmt: skip
ARTICLE_COLUMNS = (
    "article_id", "title", "text", "source", "url", "published", "language", "author",
)  # fmt: skip
MENTION_COLUMNS = (
    "start", '"end"', "name", "kind", "place", "confidence", "precision", "role",
    "role_reason", "relation", "reasons", "candidates",
)  # fmt: skip

SHORTEST = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

Row = tuple[Any, ...]


class LostRowError(LookupError):
    """A row refers to one that is not there: the file is damaged."""


def columns(names: Iterable[str], table: str = "") -> str:
    """Return a column list for a statement, each name led by its table where one is given."""
    return ", ".join(f"{table}.{name}" if table else name for name in names)


def compact(value: object) -> str:
    """Return the shortest JSON."""
    return SHORTEST.encode(value)


def day(text: str | None) -> date | None:
    """Return a stored date; an empty string and None are unknown."""
    return date.fromisoformat(text) if text else None


def now() -> str:
    """Return this moment as the database writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def instant() -> str:
    """Return this moment so finely that no two changes of an article share it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def place_row(place: Place) -> Row:
    """Return the columns of PLACE_COLUMNS."""
    return (
        place.place_id, place.name, place.place_type, place.longitude, place.latitude,
        place.population, ",".join(place.countries), place.admin1, place.admin2,
    )  # fmt: skip


def place_of(row: Row) -> Place:
    """Return the place in the columns of PLACE_COLUMNS."""
    return Place(
        place_id=row[0], name=row[1], place_type=row[2], longitude=row[3], latitude=row[4],
        population=row[5], countries=tuple(row[6].split(",")) if row[6] else (),
        admin1=row[7], admin2=row[8],
    )  # fmt: skip


def article_row(article: Article) -> Row:
    """Return the columns of ARTICLE_COLUMNS."""
    published = article.published.isoformat() if article.published else ""
    return (
        article.article_id, article.title, article.text, article.source, article.url, published,
        article.language, article.author,
    )  # fmt: skip


def article_of(row: Row) -> Article:
    """Return the article in the columns of ARTICLE_COLUMNS."""
    return Article(
        article_id=row[0], title=row[1], text=row[2], source=row[3], url=row[4],
        published=day(row[5]), language=row[6], author=row[7],
    )  # fmt: skip


def mention_of(row: Row, places: "StoredPlaces") -> Mention:
    """Return the mention in the columns of MENTION_COLUMNS."""
    return Mention(
        start=row[0], end=row[1], name=row[2], kind=row[3],
        place=None if row[4] is None else places[row[4]], confidence=row[5], precision=row[6],
        role=row[7], role_reason=row[8], relation=relation_of(row[9]),
        reasons=reasons_of(json.loads(row[10])),
        candidates=tuple(
            Candidate(
                place=places[number], score=score, confidence=share, reasons=reasons_of(reasons)
            )
            for number, score, share, reasons in json.loads(row[11])
        ),
    )  # fmt: skip


def relation_of(written: str) -> Relation | None:
    """Return the relation in its column."""
    if not written:
        return None
    text, longitude, latitude, radius_km, score, reason = json.loads(written)
    return Relation(
        text=text, longitude=longitude, latitude=latitude, radius_km=radius_km,
        reason=Reason(score=score, text=reason),
    )  # fmt: skip


def reasons_of(pairs: Iterable[tuple[float, str]]) -> tuple[Reason, ...]:
    """Return the reasons in a JSON column."""
    return tuple(Reason(score=score, text=text) for score, text in pairs)


class StoredPlaces(dict[int, Place]):
    """The stored places by their number, each read once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, number: int) -> Place:
        """Read a place that has not been asked for yet."""
        row = self._connection.execute(
            f"SELECT {columns(PLACE_COLUMNS)} FROM place WHERE number = ?", (number,)
        ).fetchone()
        if row is None:
            raise LostRowError(number)
        self[number] = place_of(row)
        return self[number]
