"""What is known of the feeds that are watched."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedFeed:
    """A feed, and what its server last said; `due` is in UTC, `failures` are those in a row."""

    url: str
    due: datetime
    etag: str = ""
    modified: str = ""
    failures: int = 0


def watched_feed(connection: sqlite3.Connection, url: str) -> WatchedFeed | None:
    """Return what is known of a feed, None where it was never asked."""
    row = connection.execute(
        "SELECT due, etag, modified, failures FROM watched_feed WHERE url = ?", (url,)
    ).fetchone()
    if row is None:
        return None
    return WatchedFeed(
        url=url, due=datetime.fromisoformat(row[0]), etag=row[1], modified=row[2], failures=row[3]
    )


def keep_feed(connection: sqlite3.Connection, feed: WatchedFeed) -> None:
    """Keep what is known of a feed."""
    connection.execute(
        "INSERT OR REPLACE INTO watched_feed (url, due, etag, modified, failures) "
        "VALUES (?, ?, ?, ?, ?)",
        (feed.url, feed.due.isoformat(), feed.etag, feed.modified, feed.failures),
    )
