"""Which articles hold a word, and which may hold a spelling of a place."""

import re
import sqlite3
from collections.abc import Iterable

from gazetteer import fold
from geomap.model import Article

TRIGRAM = 3
NOT_LETTERS = re.compile(r"[\W_]+")


def index_article(connection: sqlite3.Connection, number: int, article: Article) -> None:
    """Make a new article findable by its words and by parts of them."""
    connection.execute(
        "INSERT INTO article_words (rowid, title, text) VALUES (?, ?, ?)",
        (number, article.title, article.text),
    )
    connection.execute(
        "INSERT INTO article_trigrams (rowid, folded) VALUES (?, ?)",
        (number, squeezed(f"{article.title}\n{article.text}")),
    )


def squeezed(text: str) -> str:
    """Return a text folded as the matcher folds it, with nothing between the words."""
    return NOT_LETTERS.sub("", fold(text))


def articles_with_words(connection: sqlite3.Connection, words: str) -> list[int]:
    """Return the articles that hold all of the words, in title or text, in any case."""
    quoted = ['"' + word.replace('"', '""') + '"' for word in words.split()]
    if not quoted:
        return []
    rows = connection.execute(
        "SELECT rowid FROM article_words WHERE article_words MATCH ? ORDER BY rowid",
        (" AND ".join(quoted),),
    )
    return [row[0] for row in rows]


def articles_that_may_hold(connection: sqlite3.Connection, spellings: Iterable[str]) -> list[int]:
    """Return every article in which the matcher may find one of the spellings, and some more.

    All of a spelling's trigrams standing somewhere is less than the spelling itself: nothing
    is missed. A spelling of fewer than three letters tells nothing apart.
    """
    keys = {squeezed(spelling) for spelling in spellings}
    if any(len(key) < TRIGRAM for key in keys):
        return [row[0] for row in connection.execute("SELECT number FROM article ORDER BY number")]
    found: set[int] = set()
    for key in keys:
        rows = connection.execute(
            "SELECT rowid FROM article_trigrams WHERE article_trigrams MATCH ?", (trigrams(key),)
        )
        found.update(row[0] for row in rows)
    return sorted(found)


def trigrams(key: str) -> str:
    """Return the query for all three-letter parts of a key."""
    parts = dict.fromkeys(key[i : i + TRIGRAM] for i in range(len(key) - TRIGRAM + 1))
    return " AND ".join(f'"{part}"' for part in parts)
