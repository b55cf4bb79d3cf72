"""Write the articles that arrive: new ones, new versions of known ones, and known ones.

The caller holds the transaction.
"""

import sqlite3
from collections.abc import Iterable
from typing import Literal

from geomap.model import Article
from geomap.store import grouping
from geomap.store.carrying import Change, carry_decisions
from geomap.store.model import Added
from geomap.store.preparing import Prepared
from geomap.store.rows import ARTICLE_COLUMNS, MENTION_COLUMNS, article_row, columns, instant
from geomap.store.searching import index_articles, unindex_article
from geomap.store.writing import PlaceNumbers, add_mentions, marks, note_change

PLACE = MENTION_COLUMNS.index("place")
NAMES = ("content_hash", *ARTICLE_COLUMNS, "gazetteer", "snapshot", "copy_of")
INSERT = f"INSERT INTO article ({columns(NAMES)}) VALUES ({marks(NAMES)})"

# Articles that are made findable together, one index before the other.
TOGETHER = 1000

Arrival = Literal["known", "new", "copy", "version", "older version"]


class Arriving:
    """Articles on their way into a database, and what became of them so far."""

    def __init__(self, connection: sqlite3.Connection, gazetteer: str, snapshot: int) -> None:
        self._connection = connection
        self._read_with = (gazetteer, snapshot)
        self._numbers = PlaceNumbers(connection)
        self._became: list[Arrival] = []
        self._mentions = 0
        self._unresolved = 0
        self._decided: list[int] = []
        self._unindexed: list[tuple[int, Article, str]] = []

    def add(self, read: Iterable[Prepared]) -> Added:
        """Add articles and return what all became."""
        for each in read:
            became = self._arrive(each)
            self._became.append(became)
            if became not in ("known", "older version"):
                self._mentions += len(each.mentions.rows)
                self._unresolved += sum(mention[PLACE] is None for mention in each.mentions.rows)
        self._index()
        changed = len(self._became) - self._became.count("known")
        if changed:
            note_change(self._connection)
        return Added(
            articles=changed, known=self._became.count("known"), mentions=self._mentions,
            unresolved=self._unresolved, copies=self._became.count("copy"),
            versions=self._became.count("version") + self._became.count("older version"),
            decided=tuple(self._decided),
        )  # fmt: skip

    def _arrive(self, read: Prepared) -> Arrival:
        """Write one article."""
        if grouping.is_known(self._connection, read.article, read.content_hash):
            grouping.note_appearance(self._connection, read.article)
            return "known"
        current = grouping.at_address(self._connection, read.article)
        if current is None:
            return "copy" if self._insert(read) else "new"
        if grouping.is_older(read.article, current.published):
            grouping.keep_older(self._connection, current.number, read)
            return "older version"
        self._replace(current.number, read)
        return "version"

    def _insert(self, read: Prepared) -> bool:
        """Add a new article; return whether it is a copy of another."""
        first = grouping.first_like(self._connection, grouping.as_read(0, read))
        number = self._connection.execute(
            INSERT, (read.content_hash, *article_row(read.article), *self._read_with, first)
        ).lastrowid
        assert number is not None  # of a row that was written just now
        self._fill(number, read, first)
        return first is not None

    def _replace(self, number: int, read: Prepared) -> None:
        """Let an article say what its address says now; its number and decisions stay."""
        connection = self._connection
        when = instant()
        grouping.keep_former(connection, number, when)
        left = grouping.forget_former(connection, number, read.content_hash)
        self._index()  # it may have arrived just now
        former = unindex_article(connection, number)
        grouping.drop_bands(connection, number, former.text)
        connection.execute("DELETE FROM mention WHERE article = ?", (number,))
        first = grouping.first_like(connection, grouping.as_read(number, read))
        connection.execute(
            f"UPDATE article SET ({columns(NAMES)}) = ({marks(NAMES)}) WHERE number = ?",
            (read.content_hash, *article_row(read.article), *self._read_with, first, number),
        )
        self._fill(number, read, first)
        grouping.regroup_copies(connection, number)
        change = Change(former=former.text, present=read.article.text, when=when, left=left)
        if carry_decisions(connection, number, change):
            self._decided.append(number)

    def _fill(self, number: int, read: Prepared, first: int | None) -> None:
        """Add what belongs to an article; `first` is the one that it is a copy of."""
        self._unindexed.append((number, read.article, read.folded))
        if len(self._unindexed) == TOGETHER:
            self._index()
        add_mentions(self._connection, number, read.mentions, self._numbers)
        if first is None:
            grouping.keep_bands(self._connection, number, read.bands)

    def _index(self) -> None:
        """Make findable what was added."""
        index_articles(self._connection, self._unindexed)
        self._unindexed.clear()
