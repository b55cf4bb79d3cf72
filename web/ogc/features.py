"""Rows of the store as GeoJSON Features."""

from collections.abc import Callable
from typing import Any

import orjson

from geomap.exporting.features import feature_of
from geomap.exporting.layers import (
    MENTION_LAYER,
    PLACE_LAYER,
    degrees,
    mention_rows,
    place_row,
)
from geomap.store import BriefArticle, Collection, Listing
from geomap.store.listing import Lists

Feature = dict[str, Any]
# The number by which each is listed, and itself.
Numbered = tuple[int, Feature]

MENTION_NAMES = [column.name for column in MENTION_LAYER]
PLACE_NAMES = [column.name for column in PLACE_LAYER]


def mentions(lists: Lists, wanted: Listing) -> list[Numbered]:
    """Return mentions, each at the point that it means."""
    found = lists.mentions(wanted)
    numbered = []
    for stored, row in zip(found, mention_rows(found), strict=True):
        feature = feature_of(row, MENTION_NAMES)
        feature["properties"]["article_number"] = stored.article_id
        numbered.append((stored.mention_id, feature))
    return numbered


def places(lists: Lists, wanted: Listing) -> list[Numbered]:
    """Return places with their counts."""
    return [
        (each.number, feature_of(place_row(each.count), PLACE_NAMES))
        for each in lists.places(wanted)
    ]


def articles(lists: Lists, wanted: Listing) -> list[Numbered]:
    """Return articles, each at the points that its mentions mean."""
    return [(each.number, article_feature(each)) for each in lists.articles(wanted)]


def article_feature(brief: BriefArticle) -> Feature:
    """Return an article without its text; it has no geometry where it names no place.

    What is unknown is None, as in every export.
    """
    article = brief.article
    points = [[degrees(longitude), degrees(latitude)] for longitude, latitude in brief.points]
    return {
        "type": "Feature",
        "id": brief.number,
        "geometry": {"type": "MultiPoint", "coordinates": points} if points else None,
        "properties": {
            "article_number": brief.number, "article": article.article_id or None,
            "title": article.title or None, "source": article.source or None,
            "url": article.url or None, "published": article.published,
            "language": article.language or None, "author": article.author or None,
            "mentions": brief.mentions,
        },
    }  # fmt: skip


FEATURES: dict[Collection, Callable[[Lists, Listing], list[Numbered]]] = {
    "mentions": mentions, "places": places, "articles": articles,
}  # fmt: skip


def plain(value: object) -> Any:  # noqa: ANN401  # JSON
    """Return what JSON makes of a value: a date is a text."""
    return orjson.loads(orjson.dumps(value))
