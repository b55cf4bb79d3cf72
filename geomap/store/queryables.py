"""What an expression over mentions, places or articles may ask for: these columns, no others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from geomap.store.conditions import Condition, within
from geomap.store.model import BoundingBox, Collection

QueryableType = Literal["text", "number", "integer", "date"]


@dataclass(frozen=True, slots=True)
class Queryable:
    """A value that can be compared. `sql` is NULL where the value is unknown."""

    name: str
    type: QueryableType
    sql: str
    title: str


def known(column: str) -> str:
    """Return a text column as SQL, NULL where it is empty."""
    return f"nullif({column}, '')"


PLACE = (
    Queryable("place_id", "text", "place.place_id", "Identifier of the place"),
    Queryable("place", "text", "place.name", "Name of the place"),
    Queryable("place_type", "text", "place.place_type", "Kind of place, as city or river"),
    Queryable(
        "country", "text", known("substr(place.countries, 1, 2)"), "First country, ISO 3166-1"
    ),
    Queryable("admin1", "text", known("place.admin1"), "GeoNames code of the province"),
    Queryable("admin2", "text", known("place.admin2"), "GeoNames code of the district"),
)
ARTICLE = (
    Queryable("article_number", "integer", "article.number", "Number of the article"),
    Queryable("article", "text", known("article.article_id"), "The giver's own identifier"),
    Queryable("title", "text", known("article.title"), "Title of the article"),
    Queryable("source", "text", known("article.source"), "Who published the article"),
    Queryable("author", "text", known("article.author"), "Who wrote the article"),
    Queryable("url", "text", known("article.url"), "Address of the article"),
    Queryable("published", "date", known("article.published"), "Day of publication"),
    Queryable("language", "text", known("article.language"), "Language of the article"),
)
MENTION = (
    Queryable("mention_id", "integer", "mention.mention_id", "Number of the mention"),
    Queryable("toponym", "text", "mention.name", "The name as the article spells it"),
    Queryable("precision", "text", known("mention.precision"), "How precisely it says where"),
    Queryable("confidence", "number", "mention.confidence", "How sure the place is, 0 to 1"),
    Queryable("role", "text", "mention.role", "The part the place plays in its sentence"),
)
COUNTED = (
    Queryable("mentions", "integer", "counted.mentions", "How many mentions name the place"),
    Queryable("articles", "integer", "counted.articles", "How many articles name the place"),
    Queryable(
        "confidence", "number", "rounded(counted.confidence)", "Mean confidence of the mentions"
    ),
    Queryable("first_published", "date", "counted.first", "Day of the first article"),
    Queryable("last_published", "date", "counted.last", "Day of the last article"),
)

QUERYABLES: Mapping[Collection, Mapping[str, Queryable]] = {
    "mentions": {each.name: each for each in (*MENTION, *PLACE, *ARTICLE)},
    "places": {each.name: each for each in (*PLACE, *COUNTED)},
    "articles": {each.name: each for each in ARTICLE},
}
GEOMETRY = "geometry"
RELATION = "json_extract(mention.relation, '$[{}]')"
POINTS_OF_ARTICLE = (
    "mention.article = article.number AND mention.kind = 'place' AND mention.place IS NOT NULL"
)


def mention_inside(box: BoundingBox) -> Condition:
    """Return that the point that a mention means lies in a box: its relation's, or its place's."""
    inside, edges = within(box)
    spans = [(box.west, box.east)]
    if box.west > box.east:
        spans = [(box.west, 180.0), (-180.0, box.east)]
    ranges = " OR ".join([f"{RELATION.format(1)} BETWEEN ? AND ?"] * len(spans))
    return (
        f"CASE WHEN mention.relation = '' THEN mention.place IN ({inside}) "
        f"ELSE ({ranges}) AND {RELATION.format(2)} BETWEEN ? AND ? END",
        (*edges, *(edge for span in spans for edge in span), box.south, box.north),
    )


def place_inside(box: BoundingBox) -> Condition:
    """Return that a place lies in a box."""
    inside, edges = within(box)
    return f"place.number IN ({inside})", edges


def article_inside(box: BoundingBox) -> Condition:
    """Return that one of an article's points lies in a box, NULL where it has none.

    A point is what a mention means.
    """
    inside, edges = mention_inside(box)
    points = f"SELECT 1 FROM mention WHERE {POINTS_OF_ARTICLE}"
    return f"CASE WHEN EXISTS ({points}) THEN EXISTS ({points} AND {inside}) END", edges


# That a feature of a collection has no point; unresolved mentions are not among them.
WITHOUT_POINT: Mapping[Collection, str] = {
    "mentions": "FALSE", "places": "FALSE",
    "articles": f"NOT EXISTS (SELECT 1 FROM mention WHERE {POINTS_OF_ARTICLE})",
}  # fmt: skip
INSIDE: Mapping[Collection, Callable[[BoundingBox], Condition]] = {
    "mentions": mention_inside, "places": place_inside, "articles": article_inside
}  # fmt: skip
