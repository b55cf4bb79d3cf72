"""Features: what a mention or a place becomes on its way out (RFC 7946, section 3.2)."""

from datetime import date
from typing import Any

from gazetteer.place import Place
from geomap.excerpts import Excerpt
from geomap.model import Article, Mention, Precision

Feature = dict[str, Any]

PLACE_KEYS = ("place_id", "geonameid", "place", "place_type", "country", "admin1", "admin2")
MENTION_KEYS = (
    "toponym", "kind", *PLACE_KEYS, "precision", "confidence", "excerpt", "title", "source",
    "url", "published", "language", "article",
)  # fmt: skip
COUNT_KEYS = (
    *PLACE_KEYS, "precision", "mentions", "articles", "confidence", "first_published",
    "last_published",
)  # fmt: skip


def mention_feature(
    *, number: int | None, mention: Mention, excerpt: Excerpt, article: Article
) -> Feature:
    """Return a mention; its `article` is the giver's identifier. Unresolved, it lies nowhere."""
    properties = {
        "toponym": mention.name,
        "kind": mention.kind,
        **place_properties(mention.place),
        "precision": mention.precision or None,
        "confidence": round(mention.confidence, 4),
        "excerpt": excerpt.text,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": iso(article.published),
        "language": article.language,
        "article": article.article_id,
    }
    return feature(number, mention.place, properties)


def place_feature(
    *,
    place: Place,
    precision: Precision,
    mentions: int,
    articles: int,
    confidence: float,
    first_published: date | None,
    last_published: date | None,
) -> Feature:
    """Return a place with the count of what names it."""
    properties = {
        **place_properties(place),
        "precision": precision,
        "mentions": mentions,
        "articles": articles,
        "confidence": round(confidence, 4),
        "first_published": iso(first_published),
        "last_published": iso(last_published),
    }
    return feature(place.place_id, place, properties)


def feature(identifier: int | str | None, place: Place | None, properties: Feature) -> Feature:
    """Return a Feature, without an `id` where there is none."""
    named = {} if identifier is None else {"id": identifier}
    return {"type": "Feature", **named, "geometry": geometry(place), "properties": properties}


def geometry(place: Place | None) -> Feature | None:
    """Return a place's point, longitude first, or None."""
    if place is None:
        return None
    return {"type": "Point", "coordinates": [round(place.longitude, 6), round(place.latitude, 6)]}


def place_properties(place: Place | None) -> Feature:
    """Return what PLACE_KEYS name; all null while unresolved."""
    if place is None:
        return dict.fromkeys(PLACE_KEYS)
    values = (
        place.place_id, place.geonameid, place.name, place.place_type, place.country,
        place.admin1, place.admin2,
    )  # fmt: skip
    return dict(zip(PLACE_KEYS, values, strict=True))


def iso(day: date | None) -> str | None:
    """Return a date as RFC 3339 writes it."""
    return day.isoformat() if day else None
