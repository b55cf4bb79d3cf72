"""Keep the token that a writer over the network must show."""

import secrets
import sqlite3

BYTES = 24


def write_token(connection: sqlite3.Connection) -> str | None:
    """Return the token, None while none was made."""
    row = connection.execute("SELECT token FROM write_token").fetchone()
    return row[0] if row else None


def renew_token(connection: sqlite3.Connection) -> str:
    """Make a new token; a former one opens nothing any more."""
    token = secrets.token_urlsafe(BYTES)
    connection.execute("INSERT OR REPLACE INTO write_token VALUES (1, ?)", (token,))
    return token
