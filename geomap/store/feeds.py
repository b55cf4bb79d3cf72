"""What is known of the feeds that are watched."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from geomap.store.model import Begun


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedFeed:
    """A feed, and what its server last said; `due` is in UTC, `failures` are those in a row."""

    url: str
    due: datetime
    etag: str = ""
    modified: str = ""
    failures: int = 0


@dataclass(frozen=True, slots=True)
class WatchedFeeds:
    """The feeds that a database knows of."""

    _connection: sqlite3.Connection
    _reading: Begun
    _transaction: Begun

    def known(self, url: str) -> WatchedFeed | None:
        """Return what is known of a feed, None where it was never asked."""
        with self._reading():
            row = self._connection.execute(
                "SELECT due, etag, modified, failures FROM watched_feed WHERE url = ?", (url,)
            ).fetchone()
        if row is None:
            return None
        due, etag, modified, failures = row
        return WatchedFeed(
            url=url, due=datetime.fromisoformat(due), etag=etag, modified=modified,
            failures=failures,
        )  # fmt: skip

    def keep(self, feed: WatchedFeed) -> None:
        """Keep what is known of a feed."""
        with self._transaction():
            self._connection.execute(
                "INSERT OR REPLACE INTO watched_feed (url, due, etag, modified, failures) "
                "VALUES (?, ?, ?, ?, ?)",
                (feed.url, feed.due.isoformat(), feed.etag, feed.modified, feed.failures),
            )
