"""What geocoders answered before."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from geomap.store.model import Answer, Begun
from geomap.store.rows import compact


@dataclass(frozen=True, slots=True)
class GeocoderAnswers:
    """The answers of geocoders that a database keeps."""

    _connection: sqlite3.Connection
    _reading: Begun
    _transaction: Begun

    def known(self, geocoder: str, settings: str, query: str) -> list[Answer] | None:
        """Return what a geocoder answered before, None where it was not asked."""
        with self._reading():
            row = self._connection.execute(
                "SELECT answer FROM geocoder_answer "
                "WHERE geocoder = ? AND settings = ? AND query = ?",
                (geocoder, settings, query),
            ).fetchone()
        if row is None:
            return None
        return [
            Answer(address=address, longitude=longitude, latitude=latitude)
            for address, longitude, latitude in json.loads(row[0])
        ]

    def last(self, geocoder: str) -> datetime | None:
        """Return when a geocoder gave its last answer, None where it was never asked."""
        with self._reading():
            row = self._connection.execute(
                "SELECT max(answered) FROM geocoder_answer WHERE geocoder = ?", (geocoder,)
            ).fetchone()
        return datetime.fromisoformat(row[0]) if row[0] else None

    def keep(self, geocoder: str, settings: str, query: str, found: list[Answer]) -> None:
        """Keep what a geocoder answered."""
        told = [[each.address, each.longitude, each.latitude] for each in found]
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        with self._transaction():
            self._connection.execute(
                "INSERT OR REPLACE INTO geocoder_answer VALUES (?, ?, ?, ?, ?)",
                (geocoder, settings, query, now, compact(told)),
            )
