"""Snapshots of the sources' habits, and what they are learned from."""

import json
import sqlite3
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from geomap.parsing.habits import Habits, SourceHabits
from geomap.store.model import Begun, NamedPlaces
from geomap.store.rows import StoredPlaces, compact, now
from geomap.store.writing import note_change

# A copy teaches nothing about a source that has the same words in another article already.
TEACHING = """(copy_of IS NULL OR NOT EXISTS (
    SELECT 1 FROM article AS first
    WHERE first.number = article.copy_of AND first.source = article.source
    UNION ALL SELECT 1 FROM article AS other INDEXED BY article_copies
    WHERE other.copy_of = article.copy_of AND other.source = article.source
    AND other.number < article.number
))"""


@dataclass(frozen=True, slots=True)
class Snapshots:
    """The snapshots of habits that a database keeps. Number 0 is that of no habits."""

    _connection: sqlite3.Connection
    _reading: Begun
    _transaction: Begun

    def habits(self, number: int | None = None) -> Habits:
        """Return a snapshot, the newest one unless another is named."""
        with self._reading():
            return habits(self._connection, number)

    def keep(self, sources: Mapping[str, SourceHabits]) -> Habits:
        """Keep habits as the newest snapshot, and drop those that no article records."""
        with self._transaction():
            return keep(self._connection, sources)

    def note(self, number: int, snapshot: int) -> None:
        """Note with which snapshot an article was read."""
        with self._transaction():
            self._connection.execute(
                "UPDATE article SET snapshot = ? WHERE number = ?", (snapshot, number)
            )

    def articles_without(self, snapshot: int) -> int:
        """Return how many articles were read with another snapshot."""
        with self._reading():
            row = self._connection.execute(
                "SELECT count(*) FROM article WHERE snapshot <> ?", (snapshot,)
            ).fetchone()
        return int(row[0])

    def sources(self) -> list[tuple[str, int]]:
        """Return each source and how many articles it has, its own copies counted once."""
        with self._reading():
            return list(
                self._connection.execute(
                    f"SELECT source, count(*) FROM article WHERE {TEACHING} GROUP BY source"
                )
            )

    def named_places(self, *, confidence: float) -> Generator[NamedPlaces, None, None]:
        """Yield each article with the places that it names so surely, from one state."""
        with self._reading():
            yield from named_places(self._connection, confidence)


def habits(connection: sqlite3.Connection, number: int | None) -> Habits:
    """Return a snapshot, the newest one for None; that of number 0 knows no habits."""
    if number is None:
        row = connection.execute("SELECT max(number) FROM snapshot").fetchone()
        number = row[0] or 0
    found = connection.execute(
        "SELECT source, articles, countries, provinces, places FROM habit WHERE snapshot = ?",
        (number,),
    )
    return Habits(number=number, sources={row[0]: source_habits(*row) for row in found})


def source_habits(
    source: str, articles: int, countries: str, provinces: str, places: str
) -> SourceHabits:
    """Return the habits that a row holds."""
    return SourceHabits(
        source=source, articles=articles, countries=dict(json.loads(countries)),
        provinces={(country, admin1): count for country, admin1, count in json.loads(provinces)},
        places=dict(json.loads(places)),
    )  # fmt: skip


def keep(connection: sqlite3.Connection, sources: Mapping[str, SourceHabits]) -> Habits:
    """Keep the habits of sources as the newest snapshot; drop those that no article records."""
    connection.execute(
        "DELETE FROM snapshot WHERE number NOT IN (SELECT DISTINCT snapshot FROM article)"
    )
    number = connection.execute("INSERT INTO snapshot (learned) VALUES (?)", (now(),)).lastrowid
    connection.executemany(
        "INSERT INTO habit VALUES (?, ?, ?, ?, ?, ?)",
        [
            (number, key, each.articles, compact(sorted(each.countries.items())),
             compact(sorted([*pair, count] for pair, count in each.provinces.items())),
             compact(sorted(each.places.items())))
            for key, each in sources.items()
        ],
    )  # fmt: skip
    note_change(connection, places=1)
    return Habits(number=number or 0, sources=sources)


def named_places(connection: sqlite3.Connection, confidence: float) -> Iterator[NamedPlaces]:
    """Yield each article with the places that it names with some confidence at least.

    Left out are a source's copies of its own words.
    """
    places = StoredPlaces(connection)
    rows = connection.execute(
        "SELECT article.number, source, snapshot, mention.place FROM article LEFT JOIN mention "
        "ON mention.article = article.number AND confidence >= ? AND place IS NOT NULL "
        f"WHERE {TEACHING} ORDER BY article.number",
        (confidence,),
    )
    for (number, source, snapshot), mentions in groupby(rows, key=itemgetter(0, 1, 2)):
        named = {place for *_, place in mentions if place is not None}
        yield NamedPlaces(
            number=number, source=source, snapshot=snapshot, places=[places[n] for n in named]
        )
