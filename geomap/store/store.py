"""The store: articles, their mentions and the places added by hand, in one SQLite file."""

import sqlite3
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import starmap
from pathlib import Path
from types import TracebackType

from gazetteer.place import Place
from geomap.model import Article, Mention, Relation
from geomap.store import (
    arriving,
    backing_up,
    checking,
    decisions,
    grouping,
    listing,
    querying,
    schema,
    searching,
    streaming,
    suggesting,
    tabling,
    tokens,
    using,
    writing,
)
from geomap.store.feeds import WatchedFeeds
from geomap.store.geocoding import GeocoderAnswers
from geomap.store.learning import Snapshots
from geomap.store.limiting import TimeLimit
from geomap.store.model import (
    Added,
    Decision,
    Filter,
    Page,
    PlaceCount,
    StoredArticle,
    StoredMention,
    Summary,
    UsedImport,
    Verdict,
)
from geomap.store.preparing import Prepared, prepared
from geomap.store.rows import Row
from geomap.store.tabling import Rewritten, Wanted


class Store:
    """A connection to one database, for one thread; a context manager.

    Each method sees one state of the database while other processes write to it; several
    methods see one state together inside `reading` or `transaction`. What a user can mend
    (a full disk, a locked or damaged file) is raised as GeomapError.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, *, time_limit: float | None = None
    ) -> None:
        self.path = path
        self._connection = connection
        self._limit = TimeLimit(connection, time_limit)
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

    @contextmanager
    def reading(self) -> Iterator[None]:
        """See one state of the database throughout."""
        if self._connection.in_transaction:
            yield
            return
        with self._limit.running(), self._begun("BEGIN"):
            yield

    @contextmanager
    def _begun(self, begin: str) -> Iterator[None]:
        with schema.mendable(self.path):
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute(begin)
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has ended it already
                    self._connection.execute("ROLLBACK")
                raise

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

    def knows(self, article: Article) -> bool:
        """Return whether an article with this title and text is stored."""
        with self.reading():
            return querying.knows(self._connection, article)

    def places(self, wanted: Filter) -> list[PlaceCount]:
        """Return the places named in the wanted mentions, most mentions first."""
        with self.reading():
            return querying.places(self._connection, wanted)

    def mentions(self, wanted: Filter, *, limit: int, after: str | None = None) -> Page:
        """Return a page of mentions, newest article first; `after` is a former page's `next`."""
        with self.reading():
            return querying.mentions(self._connection, wanted, limit=limit, after=after)

    def each_mention(self, wanted: Filter) -> Generator[StoredMention, None, None]:
        """Yield every wanted mention, newest article first, from one state of the database.

        Close the generator before the store where it was not read to its end.
        """
        with self.reading():
            yield from querying.each_mention(self._connection, wanted)

    def each_brief_mention(self, wanted: Filter) -> Generator[StoredMention, None, None]:
        """Yield as `each_mention`, twice as fast and without reasons and candidates."""
        with self.reading():
            yield from streaming.each_brief_mention(self._connection, wanted)

    def unresolved_among(self, wanted: Filter) -> int:
        """Return how many of the wanted mentions have no place."""
        with self.reading():
            return streaming.unresolved_among(self._connection, wanted)

    def mentions_among(
        self, identifiers: Iterable[int], *, limit: int = -1, after: str | None = None
    ) -> Page:
        """Return a page, as `mentions` does, of the mentions with these identifiers."""
        with self.reading():
            return querying.mentions_among(self._connection, identifiers, limit=limit, after=after)

    def mentions_of(self, number: int) -> list[StoredMention]:
        """Return the mentions of an article in text order, of every kind."""
        with self.reading():
            return querying.mentions_of(self._connection, number)

    def changes(self) -> int:
        """Return a number that grows with every write."""
        with self.reading():
            return querying.changes(self._connection)

    def rewritten(self, *, since: int) -> Rewritten:
        """Return what was written again since `changes` was so much."""
        with self.reading():
            return tabling.rewritten(self._connection, since=since)

    def article_facts(self, wanted: Wanted) -> Generator[list[Row], None, None]:
        """Yield what articles are counted by, as `tabling.article_facts` orders it."""
        with self.reading():
            yield from tabling.article_facts(self._connection, wanted)

    def mention_facts(self, wanted: Wanted) -> Generator[list[Row], None, None]:
        """Yield what mentions are counted by, as `tabling.mention_facts` orders it."""
        with self.reading():
            yield from tabling.mention_facts(self._connection, wanted)

    def relations(self, wanted: Wanted) -> list[tuple[int, int, Relation]]:
        """Return the identifier, the article and the relation of each mention that has one."""
        with self.reading():
            return list(tabling.relations(self._connection, wanted))

    def numbered_places(self, wanted: Wanted) -> list[tuple[int, Place]]:
        """Return the places that mentions and candidates use, by the store's own numbers."""
        with self.reading():
            return list(tabling.numbered_places(self._connection, wanted))

    def article(self, number: int) -> StoredArticle | None:
        """Return an article with its mentions in text order, or None."""
        with self.reading():
            return querying.article(self._connection, number)

    def articles_with_words(self, words: str) -> list[int]:
        """Return the numbers of the articles that hold all of the words."""
        with self.reading():
            return searching.articles_with_words(self._connection, words)

    def words_beginning(self, written: str, *, limit: int) -> list[tuple[str, int]]:
        """Return words of articles that begin as the last one written, most articles first.

        A single letter gives none: counting all its words takes too long for who is typing.
        """
        with self.reading():
            return suggesting.words_beginning(self._connection, written, limit=limit)

    def articles_that_may_hold(self, spellings: Iterable[str]) -> list[int]:
        """Return the numbers of all articles that hold one of the spellings, and some more."""
        with self.reading():
            return searching.articles_that_may_hold(self._connection, spellings)

    def unresolved(self, *, limit: int) -> list[tuple[str, int]]:
        """Return the toponyms that stand for no place, with their mentions, most first."""
        with self.reading():
            return querying.unresolved(self._connection, limit=limit)

    def added_places(self) -> list[Place]:
        """Return the places added by hand, oldest first, `names` holding their aliases."""
        with self.reading():
            return querying.added_places(self._connection)

    def place_changes(self) -> int:
        """Return how often the places added by hand have changed."""
        with self.reading():
            return querying.place_changes(self._connection)

    def summary(self) -> Summary:
        """Return what the database holds."""
        with self.reading():
            return querying.summary(self._connection)

    def mention_with_id(self, mention_id: int) -> tuple[int, Mention] | None:
        """Return the number of a mention's article and the mention, None where it is gone."""
        with self.reading():
            return decisions.mention_with_id(self._connection, mention_id)

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

    def decision(self, number: int) -> Decision | None:
        """Return a decision, standing or undone, or None."""
        with self.reading():
            return decisions.decision(self._connection, number)

    def decisions(
        self, *, limit: int = -1, before: int | None = None, wanted: Filter | None = None
    ) -> list[Decision]:
        """Return decisions, standing and undone, newest first; -1 is no limit.

        Of `wanted` counts what it asks of the article.
        """
        with self.reading():
            return list(
                decisions.decisions(self._connection, limit=limit, before=before, wanted=wanted)
            )

    def decisions_for(self, place_id: str) -> int:
        """Return how many standing decisions say that a mention is this place."""
        with self.reading():
            return decisions.decisions_for(self._connection, place_id)

    def write_token(self) -> str | None:
        """Return what a writer over the network must show, None while none was made."""
        with self.reading():
            return tokens.write_token(self._connection)

    def renew_token(self) -> str:
        """Make a new token for writers over the network and return it."""
        with self.transaction():
            return tokens.renew_token(self._connection)

    def faults(self, *, progress: checking.Progress = lambda _: None) -> list[str]:
        """Return what is wrong with the database, a line each; none where it is sound."""
        return checking.faults(self._connection, progress)

    def back_up(
        self, target: Path, *, progress: backing_up.Progress = lambda left, pages: None
    ) -> None:
        """Copy the database as it stands at one moment, without the write token.

        Raises GeomapError where the target is there already or cannot be written.
        """
        with schema.mendable(self.path):
            backing_up.copy(self._connection, target, progress)

    def used_imports(self) -> list[UsedImport]:
        """Return the imports that lie over the world in this database, by name."""
        with self.reading():
            return using.used_imports(self._connection)

    def use_import(self, used: UsedImport) -> None:
        """Lay an import over the world; no article is read."""
        with self.transaction():
            using.use_import(self._connection, used)

    def drop_import(self, name: str) -> None:
        """Use an import no more; raise GeomapError where it was not used."""
        with self.transaction():
            using.drop_import(self._connection, name)

    @contextmanager
    def listing(self) -> Iterator[listing.Lists]:
        """List mentions, places and articles from one state of the database."""
        with self.reading():
            yield listing.Lists(self._connection)

    def article_numbers(self, *, other_than: tuple[str, int] | None = None) -> Iterator[int]:
        """Yield the articles' numbers, or those read with another version or snapshot than this."""
        return using.article_numbers(self._connection, other_than=other_than)

    def article_texts(self) -> Iterator[tuple[int, str]]:
        """Yield each article's number and text; read to its end before anything is written."""
        return using.article_texts(self._connection)

    def note_versions(self, former: str, present: str) -> None:
        """Note that what one version read, another would read alike."""
        with self.transaction():
            using.note_versions(self._connection, former, present)

    def note_version(self, number: int, present: str) -> None:
        """Note that a version would read an article as it is stored."""
        with self.transaction():
            using.note_version(self._connection, number, present)
