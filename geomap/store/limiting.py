"""Stop a query that takes too long, so that it does not keep a server from others."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from geomap.errors import GeomapError

STEPS = 20_000  # of SQLite's machine between two looks at the clock: about a millisecond


class TimeLimitError(GeomapError):
    """A question that the database cannot answer in the time it is given."""


class TimeLimit:
    """Seconds that a reading may take; None for as long as it needs."""

    def __init__(self, connection: sqlite3.Connection, seconds: float | None) -> None:
        self._seconds = seconds
        self._end: float | None = None
        if seconds is not None:
            connection.set_progress_handler(self._over, STEPS)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let the time run; raise TimeLimitError where it is over."""
        if self._seconds is None:
            yield
            return
        self._end = monotonic() + self._seconds
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            raise TimeLimitError(
                f"the database needs more than {self._seconds:g} s for this; ask for rarer words "
                "or a shorter period, or try again when less is going on"
            ) from error
        finally:
            self._end = None

    def _over(self) -> bool:
        return self._end is not None and monotonic() > self._end
