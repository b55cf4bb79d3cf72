"""Ask for places, mentions and articles."""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator

from gazetteer.place import Place
from geomap.errors import GeomapError
from geomap.excerpts import excerpt
from geomap.model import Article, precision_of
from geomap.store import decisions
from geomap.store.conditions import Condition, condition_of
from geomap.store.grouping import COPIES, any_group, copies_of, is_known
from geomap.store.model import (
    Filter,
    Page,
    PlaceCount,
    StoredArticle,
    StoredMention,
    Summary,
)
from geomap.store.preparing import content_hash
from geomap.store.rows import (
    ARTICLE_COLUMNS,
    MENTION_COLUMNS,
    PLACE_COLUMNS,
    Row,
    StoredPlaces,
    article_of,
    columns,
    day,
    mention_of,
    place_of,
)
from geomap.store.writing import ADDED_PROVIDER

NO_COPIES: tuple[int, tuple[str, ...]] = (0, ())
AFTER = re.compile(r"(\d{4}-\d\d-\d\d|)_(\d{1,18})_(\d{1,18})_(\d{1,18})", re.ASCII)


def places(connection: sqlite3.Connection, wanted: Filter) -> list[PlaceCount]:
    """Return the places named in the wanted mentions, most mentions first."""
    sql, parameters = condition_of(wanted)
    rows = connection.execute(
        f"SELECT {columns(PLACE_COLUMNS, 'place')}, mentions, articles, confidence, first, last "
        "FROM (SELECT mention.place AS number, count(*) AS mentions, "
        "count(DISTINCT mention.article) AS articles, avg(confidence) AS confidence, "
        "min(nullif(published, '')) AS first, max(nullif(published, '')) AS last "
        "FROM mention JOIN article ON article.number = mention.article "
        f"WHERE mention.place IS NOT NULL AND {sql} GROUP BY mention.place) "
        "JOIN place USING (number) ORDER BY mentions DESC, place_id",
        parameters,
    )
    return [place_count(row) for row in rows]


def place_count(row: Row) -> PlaceCount:
    """Return one row of `places`."""
    place = place_of(row)
    mentions, articles, confidence, first, last = row[len(PLACE_COLUMNS) :]
    return PlaceCount(
        place=place, mentions=mentions, articles=articles, confidence=confidence,
        precision=precision_of(place), first_published=day(first), last_published=day(last),
    )  # fmt: skip


def mentions(
    connection: sqlite3.Connection, wanted: Filter, *, limit: int, after: str | None
) -> Page:
    """Return a page of mentions, newest article first, in text order within an article.

    Raises GeomapError for an `after` that no page gave.
    """
    return page_of(list(each_mention(connection, wanted, limit=limit + 1, after=after)), limit)


def key_of(stored: StoredMention) -> str:
    """Return what follows a mention in the order of pages, as `after` takes it."""
    published = stored.published.isoformat() if stored.published else ""
    return f"{published}_{stored.article_id}_{stored.mention.start}_{stored.mention_id}"


def each_mention(
    connection: sqlite3.Connection, wanted: Filter, *, limit: int = -1, after: str | None = None
) -> Iterator[StoredMention]:
    """Yield mentions in the order of pages; -1 is no limit."""
    sql, parameters = condition_of(wanted)
    # Articles first, in the order of their index, so that nothing is sorted; but mentions first
    # where the place narrows them down. SQLite has no statistics to see that itself.
    join = "CROSS JOIN" if wanted.place_id is None and wanted.bbox is None else "JOIN"
    if after is not None:
        behind, key = following(after)
        sql += f" AND {behind}"
        parameters += key
    rows = connection.execute(
        f"SELECT mention_id, article.number, {columns(MENTION_COLUMNS, 'mention')} "
        f"FROM article {join} mention ON mention.article = article.number "
        f"WHERE {sql} ORDER BY published DESC, article.number DESC, start, mention_id LIMIT ?",
        (*parameters, limit),
    )
    yield from with_excerpts(connection, rows)


def mentions_among(
    connection: sqlite3.Connection, identifiers: Iterable[int], *, limit: int, after: str | None
) -> Page:
    """Return a page of the mentions with these identifiers, in the order of `mentions`."""
    sql, parameters = following(after) if after else ("TRUE", ())
    rows = connection.execute(
        f"SELECT mention_id, article.number, {columns(MENTION_COLUMNS, 'mention')} "
        "FROM json_each(?) AS asked CROSS JOIN mention ON mention.mention_id = asked.value "
        f"JOIN article ON article.number = mention.article WHERE {sql} "
        "ORDER BY published DESC, article.number DESC, start, mention_id LIMIT ?",
        (json.dumps(list(identifiers)), *parameters, limit + 1 if limit >= 0 else -1),
    )
    return page_of(list(with_excerpts(connection, rows)), limit)


def page_of(found: list[StoredMention], limit: int) -> Page:
    """Return a page of what was found, one more than its limit where there is a next; -1 is all."""
    if 0 < limit < len(found):
        return Page(mentions=found[:limit], next=key_of(found[limit - 1]))
    return Page(mentions=found, next=None)


def mentions_of(connection: sqlite3.Connection, number: int) -> list[StoredMention]:
    """Return the mentions of an article in text order, of every kind."""
    rows = connection.execute(
        f"SELECT mention_id, article, {columns(MENTION_COLUMNS)} FROM mention "
        "WHERE article = ? ORDER BY start, mention_id",
        (number,),
    )
    return list(with_excerpts(connection, rows))


def changes(connection: sqlite3.Connection) -> int:
    """Return a number that grows with every write."""
    return int(connection.execute("SELECT changes FROM state").fetchone()[0])


def following(after: str) -> Condition:
    """Return the SQL for the mentions behind a key."""
    match = AFTER.fullmatch(after)
    if match is None:
        raise GeomapError(f'"after" is "{after}"; take it from the page before')
    published, *numbers = match.groups()
    article, start, mention = map(int, numbers)
    sql = (
        "((published, article.number) < (?, ?) OR ((published, article.number) = (?, ?) "
        "AND (mention.start, mention.mention_id) > (?, ?)))"
    )
    return sql, (published, article, published, article, start, mention)


def with_excerpts(connection: sqlite3.Connection, rows: Iterable[Row]) -> Iterator[StoredMention]:
    """Yield the mentions of rows that are ordered by article; each article is read once."""
    stored_places = StoredPlaces(connection)
    decided = decisions.any_decision(connection)
    grouped = any_group(connection)
    number, article, standing, others = -1, Article(text=""), {}, NO_COPIES
    for row in rows:
        if row[1] != number:
            number, article = row[1], article_with_number(connection, row[1])
            standing = decisions.by_stretch(connection, number) if decided else {}
            others = copies_of(connection, number) if grouped else NO_COPIES
        mention = mention_of(row[2:], stored_places)
        yield StoredMention(
            mention_id=row[0], article_id=number, given_id=article.article_id, mention=mention,
            excerpt=excerpt(article.text, mention.start, mention.end),
            title=article.title, source=article.source, url=article.url,
            published=article.published, language=article.language, author=article.author,
            decision=standing.get((mention.start, mention.end)), copies=others[0],
            sources=others[1],
        )  # fmt: skip


def article_with_number(connection: sqlite3.Connection, number: int) -> Article:
    """Return an article that is known to be there."""
    return article_of(
        connection.execute(
            f"SELECT {columns(ARTICLE_COLUMNS)} FROM article WHERE number = ?", (number,)
        ).fetchone()
    )


def article(connection: sqlite3.Connection, number: int) -> StoredArticle | None:
    """Return an article with its mentions in text order, or None."""
    row = connection.execute(
        f"SELECT gazetteer, snapshot, {columns(ARTICLE_COLUMNS)} FROM article WHERE number = ?",
        (number,),
    ).fetchone()
    if row is None:
        return None
    stored_places = StoredPlaces(connection)
    found = connection.execute(
        f"SELECT {columns(MENTION_COLUMNS)} FROM mention WHERE article = ? "
        "ORDER BY start, mention_id",
        (number,),
    )
    return StoredArticle(
        number=number, article=article_of(row[2:]), gazetteer=row[0], snapshot=row[1],
        mentions=[mention_of(each, stored_places) for each in found],
        decisions=decisions.standing(connection, number),
    )  # fmt: skip


def knows(connection: sqlite3.Connection, wanted: Article) -> bool:
    """Return whether an article of this content is stored, or a former version of one."""
    return is_known(connection, wanted, content_hash(wanted))


def unresolved(connection: sqlite3.Connection, *, limit: int) -> list[tuple[str, int]]:
    """Return the toponyms that stand for no place, with their mentions, most frequent first."""
    return connection.execute(
        "SELECT name, count(*) AS mentions FROM mention INDEXED BY mention_unresolved "
        f"WHERE place IS NULL AND kind = 'place' AND article NOT IN ({COPIES}) "
        "GROUP BY name ORDER BY mentions DESC, name LIMIT ?",
        (limit,),
    ).fetchall()


def added_places(connection: sqlite3.Connection) -> list[Place]:
    """Return the places added by hand, oldest first, with their aliases."""
    rows = connection.execute(
        "SELECT number, name, place_type, longitude, latitude, country, aliases "
        "FROM added_place ORDER BY number"
    )
    return [
        Place(
            place_id=f"{ADDED_PROVIDER}:{number}", name=name, place_type=place_type,
            longitude=longitude, latitude=latitude, countries=(country,) if country else (),
            names=tuple(json.loads(aliases)),
        )
        for number, name, place_type, longitude, latitude, country, aliases in rows
    ]  # fmt: skip


def summary(connection: sqlite3.Connection) -> Summary:
    """Return what the database holds; `places` counts those that a mention means."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM mention), "
        "(SELECT count(DISTINCT place) FROM mention), "
        "(SELECT count(*) FROM mention WHERE place IS NULL), changes, "
        f"(SELECT count(*) FROM ({COPIES})), "
        f"(SELECT count(*) FROM mention WHERE article IN ({COPIES})), "
        f"(SELECT count(*) FROM mention WHERE article IN ({COPIES}) AND place IS NULL) FROM state"
    ).fetchone()
    articles, mentions, places, unresolved, changes, copies, theirs, unknown = row
    return Summary(
        articles=articles - copies, mentions=mentions - theirs, places=places,
        unresolved=unresolved - unknown, changes=changes, copies=copies,
    )  # fmt: skip


def place_changes(connection: sqlite3.Connection) -> int:
    """Return how often the places added by hand have changed."""
    return int(connection.execute("SELECT place_changes FROM state").fetchone()[0])
