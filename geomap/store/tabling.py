"""The facts that mentions are counted by, in great number and without their texts."""

import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from gazetteer.place import Place
from geomap.model import Relation
from geomap.store.grouping import COPIES
from geomap.store.rows import PLACE_COLUMNS, Row, columns, place_of, relation_of

ROWS = 500  # at a time: so few that what each needs stays near the processor
ARTICLES = (
    "SELECT number, published, source, language FROM article INDEXED BY article_facts "
    f"WHERE number > ? AND number NOT IN ({COPIES}) UNION ALL "
    "SELECT number, published, source, language FROM json_each(?) AS asked CROSS JOIN article "
    f"ON article.number = asked.value WHERE number NOT IN ({COPIES})"
)
MENTIONS = (
    "SELECT article, place, mention_id, confidence, kind, role, precision, name FROM "
    f"mention INDEXED BY mention_facts WHERE article > ? AND article NOT IN ({COPIES}) UNION ALL "
    "SELECT article, place, mention_id, confidence, kind, role, precision, name FROM "
    "json_each(?) AS asked CROSS JOIN mention INDEXED BY mention_facts "
    f"ON mention.article = asked.value WHERE article NOT IN ({COPIES})"
)
RELATIONS = (
    "SELECT mention_id, article, relation FROM mention INDEXED BY mention_related "
    f"WHERE relation <> '' AND article > ? AND article NOT IN ({COPIES}) UNION ALL "
    "SELECT mention_id, article, relation FROM json_each(?) AS asked CROSS JOIN mention "
    "INDEXED BY mention_related ON mention.article = asked.value "
    f"WHERE relation <> '' AND article NOT IN ({COPIES})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """The numbers of articles and places that were written again, or are gone."""

    articles: frozenset[int] = frozenset()
    places: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which articles or places to read: those with a number above one, and some below it."""

    after: int = 0
    again: Collection[int] = ()

    @property
    def parameters(self) -> tuple[int, str]:
        """Both, as the queries here take them."""
        return self.after, json.dumps([each for each in self.again if each <= self.after])


def rewritten(connection: sqlite3.Connection, *, since: int) -> Rewritten:
    """Return what was written again since the store's changes were so many."""
    articles, places = (
        frozenset(row[0] for row in connection.execute(query, (since,)))
        for query in (
            "SELECT article FROM rewritten_article WHERE step > ?",
            "SELECT place FROM rewritten_place WHERE step > ?",
        )
    )
    return Rewritten(articles=articles, places=places)


def article_facts(connection: sqlite3.Connection, wanted: Wanted) -> Iterator[list[Row]]:
    """Yield number, published, source and language of articles, many at a time."""
    yield from blocks(connection.execute(ARTICLES, wanted.parameters))


def mention_facts(connection: sqlite3.Connection, wanted: Wanted) -> Iterator[list[Row]]:
    """Yield article, place (or None), identifier, confidence, kind, role, precision and name.

    They are those of the mentions of wanted articles, many at a time.
    """
    yield from blocks(connection.execute(MENTIONS, wanted.parameters))


def blocks(cursor: sqlite3.Cursor) -> Iterator[list[Row]]:
    """Yield the rows of a query, many at a time."""
    while block := cursor.fetchmany(ROWS):
        yield block


def relations(
    connection: sqlite3.Connection, wanted: Wanted
) -> Iterator[tuple[int, int, Relation]]:
    """Yield the identifier, the article and the relation of each mention that has one."""
    for mention_id, article, written in connection.execute(RELATIONS, wanted.parameters):
        relation = relation_of(written)
        if relation is not None:
            yield mention_id, article, relation


def numbered_places(connection: sqlite3.Connection, wanted: Wanted) -> Iterator[tuple[int, Place]]:
    """Yield the places that mentions and candidates use, by their number."""
    names = columns(PLACE_COLUMNS)
    rows = connection.execute(
        f"SELECT number, {names} FROM place WHERE number > ? UNION ALL "
        f"SELECT number, {names} FROM json_each(?) AS asked CROSS JOIN place "
        "ON place.number = asked.value",
        wanted.parameters,
    )
    for row in rows:
        yield row[0], place_of(row[1:])
