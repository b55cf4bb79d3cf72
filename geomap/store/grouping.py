"""Keep the same words once, former versions beside the present one, and copies in groups.

The caller holds the transaction.
"""

import sqlite3
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from geomap.model import Article
from geomap.store.likeness import NEARLY_SAME, bands, resemblance, shingles
from geomap.store.preparing import Prepared, content_hash
from geomap.store.rows import (
    ARTICLE_COLUMNS,
    MENTION_COLUMNS,
    article_row,
    columns,
    day,
    now,
)

# Copies appear within days; the same words later are another report.
DAYS_APART = 3
KIND, PLACE = MENTION_COLUMNS.index("kind"), MENTION_COLUMNS.index("place")
# Articles whose mentions are not counted, as a query for SQL's IN.
COPIES = "SELECT number FROM article INDEXED BY article_copies WHERE copy_of IS NOT NULL"


class Current(NamedTuple):
    """The article that an address stands for now; a date is as stored."""

    number: int
    published: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What an article is compared by with others; its number is 0 before it has one."""

    number: int
    text: str
    published: date | None
    bands: Sequence[int]
    named: AbstractSet[str]  # the places


def note_appearance(connection: sqlite3.Connection, article: Article) -> None:
    """Keep where an article stood that is known by its content."""
    published = article.published.isoformat() if article.published else ""
    if article.source or article.url:
        connection.execute(
            "INSERT OR IGNORE INTO appearance SELECT number, ?1, ?2, ?3, ?4 FROM article "
            "WHERE content_hash = ?5 AND (source, url, published) <> (?1, ?2, ?3)",
            (article.source, article.url, published, now(), content_hash(article)),
        )


def is_known(connection: sqlite3.Connection, article: Article, hashed: bytes) -> bool:
    """Return whether an article has this content, or had it before it said something else.

    What an address says once more is news, unless its date tells that it is not, or another
    source has it say so: two feeds that shorten a page differently would take turns for ever.
    """
    if connection.execute("SELECT 1 FROM article WHERE content_hash = ?", (hashed,)).fetchone():
        return True
    former = connection.execute(
        "SELECT 1 FROM former_version WHERE content_hash = ?1 AND ?2 IN (url, '')",
        (hashed, article.url),
    ).fetchone()
    if former is None:
        return False
    current = at_address(connection, article)
    if current is None:
        return True
    return current.source != article.source or is_older(article, current.published)


def is_older(article: Article, published: str) -> bool:
    """Return whether an article was published before another; one without a date was not."""
    return bool(article.published and published) and str(article.published) < published


def at_address(connection: sqlite3.Connection, article: Article) -> Current | None:
    """Return the article that is current at an address."""
    if not article.url:
        return None
    found = connection.execute(
        "SELECT number, published, source FROM article WHERE url = ? AND url <> '' "
        "ORDER BY number LIMIT 1",
        (article.url,),
    ).fetchone()
    return Current(*found) if found else None


def keep_former(connection: sqlite3.Connection, number: int, when: str) -> None:
    """Keep what an article says, before it says something else."""
    names = columns(("content_hash", *ARTICLE_COLUMNS))
    connection.execute(
        f"INSERT OR IGNORE INTO former_version (article, seen, {names}) "
        f"SELECT number, ?, {names} FROM article WHERE number = ?",
        (when, number),
    )


def forget_former(connection: sqlite3.Connection, number: int, hashed: bytes) -> str:
    """Drop a former version that is current again; return when it was put there, if it was."""
    row = connection.execute(
        "DELETE FROM former_version WHERE article = ? AND content_hash = ? RETURNING seen",
        (number, hashed),
    ).fetchone()
    return row[0] if row else ""


def keep_older(connection: sqlite3.Connection, number: int, read: Prepared) -> None:
    """Keep a version of an article that was published before the current one."""
    names = ("article", "seen", "content_hash", *ARTICLE_COLUMNS)
    marks = ", ".join("?" * len(names))
    connection.execute(
        f"INSERT OR IGNORE INTO former_version ({columns(names)}) VALUES ({marks})",
        (number, now(), read.content_hash, *article_row(read.article)),
    )


def keep_bands(connection: sqlite3.Connection, number: int, found: Sequence[int]) -> None:
    """Let an article be found by its copies."""
    connection.executemany(
        "INSERT OR IGNORE INTO likeness VALUES (?, ?)", [(each, number) for each in found]
    )


def drop_bands(connection: sqlite3.Connection, number: int, former: str) -> None:
    """Let an article be found no more by copies of what it said; no index leads to its bands."""
    connection.executemany(
        "DELETE FROM likeness WHERE band = ? AND article = ?",
        [(each, number) for each in bands(former)],
    )


def as_read(number: int, read: Prepared) -> Compared:
    """Return what an article is compared by as it arrives."""
    return Compared(
        number=number, text=read.article.text, published=read.article.published,
        bands=read.bands, named=named_by(read),
    )  # fmt: skip


def as_stored(connection: sqlite3.Connection, number: int) -> Compared:
    """Return what a stored article is compared by."""
    text, published = connection.execute(
        "SELECT text, published FROM article WHERE number = ?", (number,)
    ).fetchone()
    return Compared(
        number=number, text=text, published=day(published), bands=bands(text),
        named=named_in(connection, number),
    )  # fmt: skip


def regroup_copies(connection: sqlite3.Connection, number: int) -> None:
    """Group anew what was grouped under an article that says something else now.

    The earliest that is like no other becomes a first itself: nothing leaves the map with the
    words that it was a copy of.
    """
    copies = connection.execute(
        "SELECT number FROM article WHERE copy_of = ? ORDER BY number", (number,)
    ).fetchall()
    for (copy,) in copies:
        compared = as_stored(connection, copy)
        first = first_like(connection, compared)
        connection.execute("UPDATE article SET copy_of = ? WHERE number = ?", (first, copy))
        if first is None:
            keep_bands(connection, copy, compared.bands)


def first_like(connection: sqlite3.Connection, compared: Compared) -> int | None:
    """Return the earliest article that another is a copy of, None where it is none.

    A copy names no place that the first does not, so that no place is lost with it; what a person
    decided about the first is decided about its copies.
    """
    for other, text, published in alike(connection, compared.number, compared.bands):
        if (
            near_in_time(compared.published, published)
            and compared.named <= named_in(connection, other) | decided_in(connection, other)
            and resemblance(shingles(compared.text), shingles(text)) >= NEARLY_SAME
        ):
            return other
    return None


def alike(
    connection: sqlite3.Connection, number: int, shared: Sequence[int]
) -> list[tuple[int, str, str]]:
    """Return the articles that share a band, earliest first."""
    marks = ", ".join("?" * len(shared))
    return connection.execute(
        "SELECT DISTINCT article.number, text, published FROM likeness JOIN article "
        f"ON article.number = likeness.article WHERE band IN ({marks}) "
        "AND article.number <> ? AND copy_of IS NULL ORDER BY article.number LIMIT 20",
        (*shared, number),
    ).fetchall()


def near_in_time(published: date | None, other: str) -> bool:
    """Return whether two articles may be copies by their dates; one without may always."""
    if published is None or not other:
        return True
    return abs((published - date.fromisoformat(other)).days) <= DAYS_APART


def named_by(read: Prepared) -> set[str]:
    """Return the places that an article names."""
    return {each[PLACE] for each in read.mentions.rows if each[PLACE] and each[KIND] == "place"}


def named_in(connection: sqlite3.Connection, number: int) -> set[str]:
    """Return the places that a stored article names."""
    rows = connection.execute(
        "SELECT DISTINCT place_id FROM mention JOIN place ON place.number = mention.place "
        "WHERE article = ? AND kind = 'place'",
        (number,),
    )
    return {place_id for (place_id,) in rows}


def decided_in(connection: sqlite3.Connection, number: int) -> set[str]:
    """Return the places that a stored article named before a person decided otherwise."""
    rows = connection.execute(
        "SELECT place_id FROM decision JOIN place ON place.number = former_place "
        "WHERE article = ? AND undone = ''",
        (number,),
    )
    return {place_id for (place_id,) in rows}


def any_group(connection: sqlite3.Connection) -> bool:
    """Return whether any article has a copy or a further appearance."""
    row = connection.execute(
        f"SELECT EXISTS ({COPIES}) OR EXISTS (SELECT 1 FROM appearance)"
    ).fetchone()
    return bool(row[0])


def copies_of(connection: sqlite3.Connection, number: int) -> tuple[int, tuple[str, ...]]:
    """Return how many copies an article has, and who else published it, by name."""
    rows = connection.execute(
        "SELECT source, 1 FROM article WHERE copy_of = ?1 "
        "UNION ALL SELECT source, 0 FROM appearance WHERE article = ?1",
        (number,),
    ).fetchall()
    return sum(copy for _, copy in rows), tuple(sorted({source for source, _ in rows if source}))
