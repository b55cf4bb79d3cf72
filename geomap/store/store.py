"""The store: articles, their mentions and the places added by hand, in one SQLite file."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import starmap
from pathlib import Path
from types import TracebackType

from gazetteer.place import Place
from geomap.model import Article, Mention
from geomap.store import arriving, decisions, grouping, schema, tokens, using, writing
from geomap.store.feeds import WatchedFeeds
from geomap.store.geocoding import GeocoderAnswers
from geomap.store.learning import Snapshots
from geomap.store.model import Added, Decision, UsedImport, Verdict
from geomap.store.preparing import Prepared, prepared
from geomap.store.readable import ReadableStore


class Store(ReadableStore):
    """A connection to one database, for one thread; a context manager.

    Each method sees one state of the database while other processes write to it; several
    methods see one state together inside `reading` or `transaction`. What a user can mend
    (a full disk, a locked or damaged file) is raised as GeomapError.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, *, time_limit: float | None = None
    ) -> None:
        super().__init__(connection, path, time_limit=time_limit)
        self.snapshots = Snapshots(connection, self.reading, self.transaction)
        self.feeds = WatchedFeeds(connection, self.reading, self.transaction)
        self.geocoders = GeocoderAnswers(connection, self.reading, self.transaction)

    @classmethod
    def open(cls, path: Path, *, create: bool = False, time_limit: float | None = None) -> "Store":
        """Open a database of ours; raise GeomapError where there is none, unless `create`.

        A reading, but no transaction, that takes more seconds than `time_limit` raises
        TimeLimitError.
        """
        return cls(schema.connect(path, create=create), path, time_limit=time_limit)

    def close(self) -> None:
        """Close the connection; what was not committed is gone."""
        self._connection.close()

    def __enter__(self) -> "Store":
        """Return the store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connection."""
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all that is written inside, or nothing of it; an inner one joins the outer."""
        with self._begun("BEGIN IMMEDIATE"):
            yield

    def expect_many(self) -> None:
        """Hold more of the file in memory and copy its log back seldom, from now on.

        Many articles in a row touch the same pages of its indexes again and again.
        """
        for pragma in schema.FOR_MANY:
            self._connection.execute(pragma)

    def add(
        self,
        articles: Iterable[tuple[Article, list[Mention]]],
        *,
        gazetteer: str = "",
        snapshot: int = 0,
    ) -> Added:
        """Add the articles not known by content, in one transaction.

        `gazetteer` is the version that the mentions come from, `snapshot` the number of the
        habits that they were read with.
        """
        read = starmap(prepared, articles)
        return self.add_prepared(read, gazetteer=gazetteer, snapshot=snapshot)

    def add_prepared(
        self, read: Iterable[Prepared], *, gazetteer: str = "", snapshot: int = 0
    ) -> Added:
        """Add as `add` does what was prepared for it, as in another process."""
        with self.transaction():
            return arriving.Arriving(self._connection, gazetteer, snapshot).add(read)

    def note_appearances(self, articles: Iterable[Article]) -> None:
        """Keep where articles stood that are known by their content."""
        with self.transaction():
            for each in articles:
                grouping.note_appearance(self._connection, each)

    def replace_mentions(
        self, number: int, mentions: Iterable[Mention], *, gazetteer: str = ""
    ) -> None:
        """Put what a new reading found in the place of a stored article's mentions."""
        with self.transaction():
            writing.replace_mentions(self._connection, number, mentions, gazetteer=gazetteer)

    def keep_place(self, place: Place) -> Place:
        """Keep a place added by hand and return it with its identifier; no article is read."""
        with self.transaction():
            return writing.add_place(self._connection, place)

    def forget_place(self, place_id: str) -> None:
        """Forget a place added by hand; raise GeomapError where there is none."""
        with self.transaction():
            writing.remove_place(self._connection, place_id)

    def drop_copy(self, place_id: str) -> None:
        """Drop the copy of a place that nothing uses any more."""
        with self.transaction():
            writing.drop_copy(self._connection, place_id)

    def keep_decision(
        self, number: int, mention: Mention, *, verdict: Verdict, place: Place | None, who: str
    ) -> Decision:
        """Keep a decision about a mention of an article; the mention stays as it is."""
        with self.transaction():
            return decisions.add_decision(
                self._connection, number, mention, verdict=verdict, place=place, who=who
            )

    def undo_decision(self, number: int) -> Decision:
        """Let a decision stand no more; raise GeomapError where it does not. Nothing is read."""
        with self.transaction():
            return decisions.undo_decision(self._connection, number)

    def renew_token(self) -> str:
        """Make a new token for writers over the network and return it."""
        with self.transaction():
            return tokens.renew_token(self._connection)

    def use_import(self, used: UsedImport) -> None:
        """Lay an import over the world; no article is read."""
        with self.transaction():
            using.use_import(self._connection, used)

    def drop_import(self, name: str) -> None:
        """Use an import no more; raise GeomapError where it was not used."""
        with self.transaction():
            using.drop_import(self._connection, name)

    def note_versions(self, former: str, present: str) -> None:
        """Note that what one version read, another would read alike."""
        with self.transaction():
            using.note_versions(self._connection, former, present)

    def note_version(self, number: int, present: str) -> None:
        """Note that a version would read an article as it is stored."""
        with self.transaction():
            using.note_version(self._connection, number, present)
