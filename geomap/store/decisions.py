"""Keep what people decided about mentions, and ask for it."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from gazetteer.place import Place
from geomap.errors import GeomapError
from geomap.model import Mention
from geomap.store.conditions import Condition, article_terms
from geomap.store.model import Decision, Filter, Verdict
from geomap.store.rows import (
    MENTION_COLUMNS,
    Row,
    StoredPlaces,
    columns,
    mention_of,
    now,
    place_row,
)
from geomap.store.writing import note_change, stored_number

COLUMNS = (
    "number", "article", "start", '"end"', "name", "verdict", "place", "who", "decided",
    "former_place", "former_confidence", "undone",
)  # fmt: skip


def mention_with_id(connection: sqlite3.Connection, mention_id: int) -> tuple[int, Mention] | None:
    """Return a mention and the number of its article, None where there is none any more."""
    row = connection.execute(
        f"SELECT article, {columns(MENTION_COLUMNS)} FROM mention WHERE mention_id = ?",
        (mention_id,),
    ).fetchone()
    return (row[0], mention_of(row[1:], StoredPlaces(connection))) if row else None


def add_decision(
    connection: sqlite3.Connection,
    article: int,
    mention: Mention,
    *,
    verdict: Verdict,
    place: Place | None,
    who: str,
) -> Decision:
    """Keep a decision about a mention as it stands now."""
    former = stored_number(connection, place_row(mention.place)) if mention.place else None
    chosen = stored_number(connection, place_row(place)) if place else None
    row = connection.execute(
        f"INSERT INTO decision ({columns(COLUMNS[1:])}) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '') RETURNING number",
        (article, mention.start, mention.end, mention.name, verdict, chosen, who, now(), former,
         mention.confidence),
    ).fetchone()  # fmt: skip
    note_change(connection)
    return known(connection, row[0])


def undo_decision(connection: sqlite3.Connection, number: int) -> Decision:
    """Let a decision stand no more; raise GeomapError where it does not stand."""
    undone = connection.execute(
        "UPDATE decision SET undone = ? WHERE number = ? AND undone = ''", (now(), number)
    ).rowcount
    if not undone:
        raise GeomapError(f"decision {number}: was undone already; there is nothing to undo")
    note_change(connection)
    return known(connection, number)


def decision(connection: sqlite3.Connection, number: int) -> Decision | None:
    """Return a decision, standing or undone, or None."""
    return next(found(connection, "WHERE number = ?", (number,)), None)


def known(connection: sqlite3.Connection, number: int) -> Decision:
    """Return a decision that is there."""
    return next(found(connection, "WHERE number = ?", (number,)))


def decisions(
    connection: sqlite3.Connection,
    *,
    limit: int = -1,
    before: int | None = None,
    wanted: Filter | None = None,
) -> Iterator[Decision]:
    """Yield decisions, standing and undone, newest first; -1 is no limit.

    Of `wanted` counts what it asks of the article.
    """
    asked, parameters = about(wanted or Filter())
    yield from found(
        connection, f"WHERE (? IS NULL OR number < ?){asked} ORDER BY number DESC LIMIT ?",
        (before, before, *parameters, limit),
    )  # fmt: skip


def about(wanted: Filter) -> Condition:
    """Return the SQL that the article of a decision must meet, after another condition.

    A decision about a near-duplicate is on record like any other.
    """
    terms = list(article_terms(replace(wanted, copies=True)))
    if not terms:
        return "", ()
    sql = " AND ".join(text for text, _ in terms)
    return (
        f" AND article IN (SELECT number FROM article WHERE {sql})",
        tuple(value for _, values in terms for value in values),
    )


def standing(connection: sqlite3.Connection, article: int) -> list[Decision]:
    """Return the decisions about one article that stand, oldest first."""
    asked = "WHERE article = ? AND undone = '' ORDER BY number"
    return list(found(connection, asked, (article,)))


def by_stretch(connection: sqlite3.Connection, article: int) -> dict[tuple[int, int], Decision]:
    """Return the decision that counts for each stretch of an article that has one."""
    return {(each.start, each.end): each for each in standing(connection, article)}


def any_decision(connection: sqlite3.Connection) -> bool:
    """Return whether anybody ever decided anything."""
    return connection.execute("SELECT 1 FROM decision LIMIT 1").fetchone() is not None


def decisions_for(connection: sqlite3.Connection, place_id: str) -> int:
    """Return how many standing decisions say that a mention is this place."""
    row = connection.execute(
        "SELECT count(*) FROM decision JOIN place ON place.number = decision.place "
        "WHERE place_id = ? AND undone = ''",
        (place_id,),
    ).fetchone()
    return int(row[0])


def found(
    connection: sqlite3.Connection, condition: str, parameters: tuple[object, ...]
) -> Iterator[Decision]:
    """Yield the decisions of a query."""
    places = StoredPlaces(connection)
    rows = connection.execute(f"SELECT {columns(COLUMNS)} FROM decision {condition}", parameters)
    for row in rows:
        yield decision_of(row, places)


def decision_of(row: Row, places: StoredPlaces) -> Decision:
    """Return the decision in the columns of COLUMNS."""
    return Decision(
        number=row[0], article_id=row[1], start=row[2], end=row[3], name=row[4], verdict=row[5],
        place=None if row[6] is None else places[row[6]], who=row[7],
        decided=datetime.fromisoformat(row[8]),
        former_place=None if row[9] is None else places[row[9]], former_confidence=row[10],
        undone=datetime.fromisoformat(row[11]) if row[11] else None,
    )  # fmt: skip
