"""Which articles hold a word, and which may hold a spelling of a place."""

import re
import sqlite3
from collections.abc import Iterable, Sequence

from gazetteer.spelling import own_speller
from geomap.model import Article
from geomap.store.wording import match_of

TRIGRAM = 3
NOT_LETTERS = re.compile(r"[\W_]+")


def index_articles(
    connection: sqlite3.Connection, articles: Sequence[tuple[int, Article, str]]
) -> None:
    """Make new articles findable by their words and, folded and `squeezed`, by parts of them.

    Given are each one's number, the article and the folded text. One index is filled before the
    other: article by article, each pushes the other out of the processor's cache.
    """
    connection.executemany(
        "INSERT INTO article_words (rowid, title, text) VALUES (?, ?, ?)",
        [(number, article.title, article.text) for number, article, _ in articles],
    )
    connection.executemany(
        "INSERT INTO article_trigrams (rowid, folded) VALUES (?, ?)",
        [(number, folded) for number, _, folded in articles],
    )


def unindex_article(connection: sqlite3.Connection, number: int) -> Article:
    """Take an article out of the indexes, before it says something else; return it."""
    row = connection.execute(
        "SELECT title, text FROM article WHERE number = ?", (number,)
    ).fetchone()
    former = Article(title=row[0], text=row[1])
    connection.execute(
        "INSERT INTO article_words (article_words, rowid, title, text) VALUES ('delete', ?, ?, ?)",
        (number, former.title, former.text),
    )
    connection.execute(
        "INSERT INTO article_trigrams (article_trigrams, rowid, folded) VALUES ('delete', ?, ?)",
        (number, squeezed(f"{former.title}\n{former.text}")),
    )
    return former


def squeezed(text: str) -> str:
    """Return a text folded as the matcher folds it, with nothing between the words."""
    letters = own_speller().letters(text)
    # Whatever sign the tokens kept, as an apostrophe, is looked for only where there is one.
    return letters if letters.isalnum() else NOT_LETTERS.sub("", letters)


def articles_with_words(connection: sqlite3.Connection, words: str) -> list[int]:
    """Return the articles that hold all of the words, in title or text, in any case.

    Words in double quotes must stand side by side. Raises GeomapError where none is asked for.
    """
    rows = connection.execute(
        "SELECT rowid FROM article_words WHERE article_words MATCH ? ORDER BY rowid",
        (match_of(words),),
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
