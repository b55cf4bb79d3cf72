"""Mentions in great number, on their way out of the store."""

import sqlite3
from collections.abc import Iterable, Iterator

from geomap.excerpts import excerpt
from geomap.model import Article, Mention
from geomap.store.conditions import condition_of
from geomap.store.model import Filter, StoredMention
from geomap.store.querying import article_with_number
from geomap.store.rows import Row, StoredPlaces, relation_of

# Half the time of reading a mention goes into its reasons and candidates; no file holds those.
COLUMNS = """mention_id, article.number, mention.start, mention."end", mention.name, mention.kind,
    mention.place, mention.confidence, mention.precision, mention.role, mention.relation"""


def each_brief_mention(connection: sqlite3.Connection, wanted: Filter) -> Iterator[StoredMention]:
    """Yield mentions in the order of pages, without their reasons and candidates."""
    sql, parameters = condition_of(wanted)
    join = "CROSS JOIN" if wanted.place_id is None and wanted.bbox is None else "JOIN"
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM article {join} mention ON mention.article = article.number "
        f"WHERE {sql} ORDER BY published DESC, article.number DESC, start, mention_id",
        parameters,
    )
    yield from brief_mentions(connection, rows)


def brief_mentions(connection: sqlite3.Connection, rows: Iterable[Row]) -> Iterator[StoredMention]:
    """Yield the mentions of rows that are ordered by article; each article is read once."""
    places = StoredPlaces(connection)
    read, article = -1, Article(text="")
    for (mention_id, number, start, end, name, kind, place, confidence, precision, role,
         relation) in rows:  # fmt: skip
        if number != read:
            read, article = number, article_with_number(connection, number)
        yield StoredMention(
            mention_id=mention_id, article_id=number, given_id=article.article_id,
            mention=Mention(
                start=start, end=end, name=name, kind=kind,
                place=None if place is None else places[place], confidence=confidence,
                precision=precision, role=role, relation=relation_of(relation),
            ),
            excerpt=excerpt(article.text, start, end), title=article.title,
            source=article.source, url=article.url, published=article.published,
            language=article.language, author=article.author,
        )  # fmt: skip


def unresolved_among(connection: sqlite3.Connection, wanted: Filter) -> int:
    """Return how many of the wanted mentions have no place."""
    sql, parameters = condition_of(wanted)
    row = connection.execute(
        "SELECT count(*) FROM mention JOIN article ON article.number = mention.article "
        f"WHERE mention.place IS NULL AND {sql}",
        parameters,
    ).fetchone()
    return int(row[0])
