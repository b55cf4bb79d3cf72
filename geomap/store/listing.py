"""List mentions, places and articles in the order in which they came.

What is added while a reader pages through comes last: no page skips or repeats anything.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from geomap.store.conditions import Condition, article_terms, condition_of, kind_terms, place_terms
from geomap.store.expressions import FUNCTIONS, condition_of_expression
from geomap.store.grouping import COPIES
from geomap.store.model import (
    BoundingBox,
    BriefArticle,
    Collection,
    Extent,
    Filter,
    Listing,
    NumberedPlace,
    StoredMention,
)
from geomap.store.queryables import INSIDE, POINTS_OF_ARTICLE
from geomap.store.querying import place_count
from geomap.store.rows import (
    ARTICLE_COLUMNS,
    PLACE_COLUMNS,
    StoredPlaces,
    article_of,
    columns,
    day,
    relation_of,
)
from geomap.store.streaming import COLUMNS, brief_mentions

MENTIONS = (
    "FROM mention CROSS JOIN article ON article.number = mention.article "
    "CROSS JOIN place ON place.number = mention.place"
)
COUNTS = (
    "count(*) AS mentions, count(DISTINCT mention.article) AS articles, "
    "avg(mention.confidence) AS confidence, min(nullif(article.published, '')) AS first, "
    "max(nullif(article.published, '')) AS last"
)
BRIEF_COLUMNS = tuple("''" if name == "text" else name for name in ARTICLE_COLUMNS)
MENTION_COUNT = f"(SELECT count(*) FROM mention WHERE {POINTS_OF_ARTICLE})"


class Lists:
    """What lists the three collections, for as long as its connection reads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        for name, function in FUNCTIONS.items():
            connection.create_function(name, 1, function, deterministic=True)
        self._connection = connection

    def mentions(self, asked: Listing) -> list[StoredMention]:
        """Return mentions, without their reasons and candidates, by their identifiers."""
        sql, parameters = mention_condition(asked)
        rows = self._connection.execute(
            f"SELECT {COLUMNS} {MENTIONS} WHERE {sql} AND mention_id > ? "
            "ORDER BY mention_id LIMIT ?",
            (*parameters, asked.after, asked.limit),
        )
        return list(brief_mentions(self._connection, rows))

    def places(self, asked: Listing) -> list[NumberedPlace]:
        """Return the places of the wanted mentions, by their numbers."""
        sql, parameters = place_query(asked)
        rows = self._connection.execute(
            f"SELECT counted.number, {columns(PLACE_COLUMNS, 'place')}, counted.mentions, "
            f"counted.articles, counted.confidence, counted.first, counted.last {sql} "
            "ORDER BY counted.number LIMIT ?",
            (*parameters, asked.limit),
        )
        return [NumberedPlace(number=row[0], count=place_count(row[1:])) for row in rows]

    def articles(self, asked: Listing) -> list[BriefArticle]:
        """Return articles, by their numbers."""
        sql, parameters = article_query(asked)
        rows = self._connection.execute(
            f"SELECT number, {MENTION_COUNT}, {columns(BRIEF_COLUMNS)} {sql} "
            "AND number > ? ORDER BY number LIMIT ?",
            (*parameters, asked.after, asked.limit),
        ).fetchall()
        points = points_of(self._connection, [row[0] for row in rows])
        return [
            BriefArticle(number=number, article=article_of(row), mentions=count,
                         points=tuple(points[number]))
            for number, count, *row in rows
        ]  # fmt: skip

    def matching(self, collection: Collection, asked: Listing) -> int:
        """Return how many there are, on all pages."""
        queries = {"mentions": mention_query, "places": place_query, "articles": article_query}
        sql, parameters = queries[collection](replace(asked, after=0))
        count: int = self._connection.execute(f"SELECT count(*) {sql}", parameters).fetchone()[0]
        return count

    def extent(self) -> Extent:
        """Return where all points lie, and when articles were published."""
        edges = self._connection.execute(
            "SELECT min(x), min(y), max(x), max(y) FROM (SELECT longitude AS x, latitude AS y "
            "FROM place WHERE number IN (SELECT place FROM mention WHERE kind = 'place') "
            "UNION ALL SELECT json_extract(relation, '$[1]'), json_extract(relation, '$[2]') "
            "FROM mention WHERE relation <> '' AND kind = 'place')"
        ).fetchone()
        first, last = self._connection.execute(
            "SELECT min(nullif(published, '')), max(nullif(published, '')) FROM article"
        ).fetchone()
        west, south, east, north = edges
        box = None if west is None else BoundingBox(west=west, south=south, east=east, north=north)
        return Extent(box=box, first=day(first), last=day(last))


def mention_query(asked: Listing) -> Condition:
    """Return FROM and WHERE of the wanted mentions.

    Where nothing but copies is asked of their articles, the mentions alone are looked through:
    400,000 are counted in 0.05 s, beside their articles and places in 1 s.
    """
    with_copies = replace(asked, wanted=replace(asked.wanted, copies=True))
    sql, parameters = mention_condition(with_copies)
    if asked.expression is None and "article." not in sql:
        counted = "" if asked.wanted.copies else f" AND mention.article NOT IN ({COPIES})"
        return f"FROM mention WHERE {sql}{counted}", parameters
    sql, parameters = mention_condition(asked)
    return f"{MENTIONS} WHERE {sql}", parameters


def place_query(asked: Listing) -> Condition:
    """Return FROM and WHERE of the wanted places, `counted` and `place`."""
    sql, parameters = joined([wanted_terms(asked), *period_terms(asked)])
    query = (
        f"FROM (SELECT mention.place AS number, {COUNTS} FROM mention "
        "JOIN article ON article.number = mention.article "
        f"WHERE {sql} AND mention.place > ? GROUP BY mention.place) AS counted "
        "JOIN place ON place.number = counted.number"
    )
    outer, values = joined([*box_terms("places", asked), *expression_terms("places", asked)])
    return f"{query} WHERE {outer}", (*parameters, asked.after, *values)


def article_query(asked: Listing) -> Condition:
    """Return FROM and WHERE of the wanted articles."""
    sql, parameters = joined([
        *article_terms(asked.wanted), *holding_terms(asked), *period_terms(asked),
        *article_box_terms(asked), *expression_terms("articles", asked),
        *number_terms("article.number", asked),
    ])  # fmt: skip
    return f"FROM article WHERE {sql}", parameters


def mention_condition(asked: Listing) -> Condition:
    """Return what a wanted mention must meet."""
    return joined([
        wanted_terms(asked), *period_terms(asked), *box_terms("mentions", asked),
        *expression_terms("mentions", asked), *number_terms("mention.mention_id", asked),
    ])  # fmt: skip


def joined(conditions: Iterable[Condition]) -> Condition:
    """Return that all conditions hold."""
    known = list(conditions)
    sql = " AND ".join(f"({text})" for text, _ in known) or "TRUE"
    return sql, tuple(value for _, values in known for value in values)


def wanted_terms(asked: Listing) -> Condition:
    """Return the filter of mentions, which have a place here."""
    return joined([condition_of(replace(asked.wanted, placed=True)), *name_terms(asked)])


def name_terms(asked: Listing) -> Iterator[Condition]:
    """Yield that the place bears a name."""
    if asked.place_name:
        yield (
            "mention.place IN (SELECT number FROM place WHERE name = ?)", (asked.place_name,)
        )  # fmt: skip


def period_terms(asked: Listing) -> Iterator[Condition]:
    """Yield the days of publication; what has none is of every period."""
    if asked.first is not None:
        yield "article.published = '' OR article.published >= ?", (asked.first.isoformat(),)
    if asked.last is not None:
        yield "article.published <= ?", (asked.last.isoformat(),)


def box_terms(collection: Collection, asked: Listing) -> Iterator[Condition]:
    """Yield that the points of a collection lie in the box."""
    if asked.box is not None:
        yield INSIDE[collection](asked.box)


def article_box_terms(asked: Listing) -> Iterator[Condition]:
    """Yield that one of an article's points lies in the box, or that it has none."""
    for inside, edges in box_terms("articles", asked):
        yield f"coalesce({inside}, TRUE)", edges


def expression_terms(collection: Collection, asked: Listing) -> Iterator[Condition]:
    """Yield what the expression asks for."""
    if asked.expression is not None:
        yield condition_of_expression(asked.expression, collection)


def number_terms(column: str, asked: Listing) -> Iterator[Condition]:
    """Yield that only one is wanted."""
    if asked.number is not None:
        yield f"{column} = ?", (asked.number,)


def holding_terms(asked: Listing) -> Iterator[Condition]:
    """Yield that an article holds a wanted mention, if a filter of mentions is given at all."""
    wanted, plain = replace(asked.wanted, placed=False), Filter(kinds=asked.wanted.kinds)
    asks = [*kind_terms(wanted), *place_terms(wanted), *name_terms(asked)]
    if asks != [*kind_terms(plain), *place_terms(plain)]:
        sql, parameters = joined([*asks, ("mention.place IS NOT NULL", ())])
        yield (
            f"EXISTS (SELECT 1 FROM mention WHERE mention.article = article.number AND {sql})",
            parameters,
        )


def points_of(
    connection: sqlite3.Connection, numbers: list[int]
) -> dict[int, list[tuple[float, float]]]:
    """Return the different points of articles' mentions, by the article's number."""
    stored = StoredPlaces(connection)
    rows = connection.execute(
        "SELECT article, place, relation FROM mention WHERE article IN "
        "(SELECT value FROM json_each(?)) AND kind = 'place' AND place IS NOT NULL "
        "GROUP BY article, place, relation",
        (json.dumps(numbers),),
    )
    found: dict[int, dict[tuple[float, float], None]] = defaultdict(dict)
    for number, place, relation in rows:
        at = relation_of(relation) or stored[place]
        found[number][at.longitude, at.latitude] = None
    return defaultdict(list, {number: list(points) for number, points in found.items()})
