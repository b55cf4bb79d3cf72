"""Which words of articles begin as what is being typed."""

import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from operator import itemgetter

from geomap.store.grouping import COPIES, any_group

NOT_WORDS = re.compile(r"[\W_]+(?=\w)")
LAST = "\U0010ffff"
SHORTEST_START = 2  # letters; one begins so many words that counting their articles takes long


def words_beginning(
    connection: sqlite3.Connection, written: str, *, limit: int
) -> list[tuple[str, int]]:
    """Return the words of articles that begin as the last one written, with their articles.

    Most articles first; words are in small letters and without marks, as the index has them.
    """
    *_, start = ["", *NOT_WORDS.split(unmarked(written))]
    if len(start) < SHORTEST_START:
        return []
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word USING fts5vocab(main, article_words, row)"
    )
    found = connection.execute(
        "SELECT term, doc FROM temp.word WHERE term >= ? AND term < ? ORDER BY doc DESC LIMIT ?",
        (start, start + LAST, limit),
    ).fetchall()
    return without_copies(connection, found) if any_group(connection) else found


def without_copies(
    connection: sqlite3.Connection, counted: Iterable[tuple[str, int]]
) -> list[tuple[str, int]]:
    """Return words with their articles, copies of others not counted, most articles first."""
    # The sign keeps SQLite from looking every article up in the index of words.
    query = (
        "SELECT count(*) FROM article_words WHERE article_words MATCH ? "
        f"AND +rowid NOT IN ({COPIES})"
    )
    ranked = [
        (word, connection.execute(query, (f'"{word}"',)).fetchone()[0]) for word, _ in counted
    ]
    return sorted(ranked, key=itemgetter(1), reverse=True)


def unmarked(text: str) -> str:
    """Return a text as the word index folds it: in small letters, without combining marks."""
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
