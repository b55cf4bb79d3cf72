"""What can be read of a database."""

import sqlite3
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gazetteer.place import Place
from geomap.model import Article, Mention, Relation
from geomap.store import (
    backing_up,
    checking,
    decisions,
    listing,
    querying,
    schema,
    searching,
    streaming,
    suggesting,
    tabling,
    tokens,
    using,
)
from geomap.store.limiting import TimeLimit
from geomap.store.model import (
    Decision,
    Filter,
    Page,
    PlaceCount,
    StoredArticle,
    StoredMention,
    Summary,
    UsedImport,
)
from geomap.store.rows import Row
from geomap.store.tabling import Rewritten, Wanted


class ReadableStore:
    """What a store answers; nothing here writes.

    Each method sees one state of the database while other processes write to it; several
    methods see one state together inside `reading`.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, *, time_limit: float | None
    ) -> None:
        self.path = path
        self._connection = connection
        self._limit = TimeLimit(connection, time_limit)

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

    def faults(self, *, progress: checking.Progress = lambda _: None) -> list[str]:
        """Return what is wrong with the database, a line each; none where it is sound."""
        with schema.mendable(self.path):
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

    @contextmanager
    def listing(self) -> Iterator[listing.Lists]:
        """List mentions, places and articles from one state of the database."""
        with self.reading():
            yield listing.Lists(self._connection)

    def article_numbers(self, *, other_than: tuple[str, int] | None = None) -> Iterator[int]:
        """Yield the articles' numbers, or those read with another version or snapshot than this."""
        with schema.mendable(self.path):
            yield from using.article_numbers(self._connection, other_than=other_than)

    def article_texts(self) -> Iterator[tuple[int, str]]:
        """Yield each article's number and text; read to its end before anything is written."""
        with schema.mendable(self.path):
            yield from using.article_texts(self._connection)
