"""The facts that mentions are counted by, in great number and without their texts."""

import sqlite3
from collections.abc import Iterator

from gazetteer.place import Place
from geomap.model import Relation
from geomap.store.rows import PLACE_COLUMNS, Row, columns, place_of, relation_of


def article_facts(connection: sqlite3.Connection) -> Iterator[Row]:
    """Yield number, published, source and language of each article, by number."""
    yield from connection.execute(
        "SELECT number, published, source, language FROM article INDEXED BY article_facts "
        "ORDER BY number"
    )


def mention_facts(connection: sqlite3.Connection) -> Iterator[Row]:
    """Yield article, place (or None), identifier, confidence, kind, role, precision and name.

    They are ordered by article, then by place.
    """
    yield from connection.execute(
        "SELECT article, place, mention_id, confidence, kind, role, precision, name "
        "FROM mention INDEXED BY mention_facts ORDER BY article, place"
    )


def relations(connection: sqlite3.Connection) -> Iterator[tuple[int, Relation]]:
    """Yield each mention that has a relation, and it."""
    rows = connection.execute(
        "SELECT mention_id, relation FROM mention INDEXED BY mention_related WHERE relation <> ''"
    )
    for mention_id, written in rows:
        relation = relation_of(written)
        if relation is not None:
            yield mention_id, relation


def numbered_places(connection: sqlite3.Connection) -> Iterator[tuple[int, Place]]:
    """Yield the places that mentions and candidates use, by their number."""
    rows = connection.execute(f"SELECT number, {columns(PLACE_COLUMNS)} FROM place ORDER BY number")
    for row in rows:
        yield row[0], place_of(row[1:])
