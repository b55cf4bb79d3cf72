"""Read a whole database and tell what is wrong with it."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice

from geomap.store.preparing import content_hash
from geomap.store.rows import ARTICLE_COLUMNS, article_of, columns

MOST_FAULTS = 20
UNFIT_WORDS = "the index of words: does not fit the articles"
BATCH = 200
NO_DAMAGE = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL})

Progress = Callable[[int], None]  # articles read


def faults(connection: sqlite3.Connection, progress: Progress) -> list[str]:
    """Return what is wrong, a line each, at most MOST_FAULTS; nothing where all is well.

    The file itself first, then its indexes, then what must hold among articles, mentions and
    places. A file that SQLite cannot read ends the search.
    """
    found: list[str] = []
    for search in (pages, references, words, copies, articles, mentions):
        try:
            found += islice(search(connection, progress), MOST_FAULTS - len(found))
        except (sqlite3.DatabaseError, TypeError, ValueError) as error:
            if is_no_damage(error):
                raise
            return [*found, f"the file cannot be read on: {error}"]
    return found


def is_no_damage(error: Exception) -> bool:
    """Return whether an error says nothing of the database: somebody writes, a disk is full."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF in NO_DAMAGE


def pages(connection: sqlite3.Connection, _progress: Progress) -> Iterator[str]:
    """Check the file's pages, tables and indexes (PRAGMA integrity_check)."""
    for (line,) in connection.execute(f"PRAGMA integrity_check({MOST_FAULTS})"):
        if line != "ok":
            yield f"the file: {' '.join(line.split())}"


def references(connection: sqlite3.Connection, _progress: Progress) -> Iterator[str]:
    """Check that every row refers to one that is there."""
    for table, row, other, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"{table} {row}: refers to a {other} that is not there"


def words(connection: sqlite3.Connection, _progress: Progress) -> Iterator[str]:
    """Check the index of words against the articles (FTS5's own check, rank 1).

    It is asked for as a write, so a file that cannot be written is checked in a copy.
    """
    try:
        check_words(connection)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT:
            yield UNFIT_WORDS
        elif error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY:
            with closing(sqlite3.connect("")) as copy:  # a temporary file, gone with it
                connection.backup(copy)
                yield from words(copy, _progress)
        else:
            raise


def check_words(connection: sqlite3.Connection) -> None:
    """Let FTS5 compare its index with the articles; raise its error where it does not fit."""
    connection.execute(
        "INSERT INTO article_words (article_words, rank) VALUES ('integrity-check', 1)"
    )


def copies(connection: sqlite3.Connection, _progress: Progress) -> Iterator[str]:
    """Check the copies of places against their boxes."""
    rows = connection.execute(
        "SELECT place_id FROM place LEFT JOIN place_box USING (number) WHERE west IS NULL "
        "OR longitude NOT BETWEEN west AND east OR latitude NOT BETWEEN south AND north "
        "OR abs(longitude) > 180 OR abs(latitude) > 90"
    )
    for (place_id,) in rows:
        yield f"{place_id}: is not where the map's index has it"


def articles(connection: sqlite3.Connection, progress: Progress) -> Iterator[str]:
    """Check every article's text against its content hash, and every mention against the text."""
    rows = connection.execute(
        f"SELECT number, content_hash, {columns(ARTICLE_COLUMNS)} FROM article ORDER BY number"
    )
    for done, (number, hashed, *facts) in enumerate(rows, start=1):
        article = article_of(tuple(facts))
        if content_hash(article) != hashed:
            yield f"article {number}: its title or text is not what was stored"
        stretches = connection.execute(
            'SELECT mention_id, start, "end", name FROM mention WHERE article = ?', (number,)
        )
        for mention_id, start, end, name in stretches:
            if article.text[start:end] != name:
                yield f'mention {mention_id}: "{name}" is not at {start} of article {number}'
        if done % BATCH == 0:
            progress(BATCH)


def mentions(connection: sqlite3.Connection, _progress: Progress) -> Iterator[str]:
    """Check that what mentions hold as JSON can be read, and names places that are there."""
    known = {number for (number,) in connection.execute("SELECT number FROM place")}
    rows = connection.execute("SELECT mention_id, reasons, candidates, relation FROM mention")
    for mention_id, reasons, candidates, relation in rows:
        try:
            named = {candidate[0] for candidate in json.loads(candidates)}
            json.loads(reasons), relation and json.loads(relation)
        except (ValueError, TypeError, LookupError):
            yield f"mention {mention_id}: its reasons cannot be read"
            continue
        if not named <= known:
            yield f"mention {mention_id}: has a candidate that is not there"
