"""Features: GeoJSON values for whoever adds to them before they are written (RFC 7946, 3.2)."""

from typing import Any

from geomap.excerpts import Excerpt
from geomap.exporting.layers import MENTION_LAYER, Row, mention_rows
from geomap.model import Article, Mention
from geomap.store import StoredMention

Feature = dict[str, Any]

MENTION_NAMES = [column.name for column in MENTION_LAYER]


def feature_of(row: Row, names: list[str]) -> Feature:
    """Return a row as a Feature, without an `id` where there is none, of no place if unplaced."""
    named = {} if row.identifier is None else {"id": row.identifier}
    point = {"type": "Point", "coordinates": [row.longitude, row.latitude]}
    return {
        "type": "Feature",
        **named,
        "geometry": None if row.longitude is None else point,
        "properties": dict(zip(names, row.values, strict=True)),
    }


def mention_feature(*, mention: Mention, excerpt: Excerpt, article: Article) -> Feature:
    """Return a mention that is not stored; its `article` is the giver's identifier."""
    stored = StoredMention(
        mention_id=0, article_id=0, given_id=article.article_id, mention=mention,
        excerpt=excerpt, title=article.title, source=article.source, url=article.url,
        published=article.published, language=article.language, author=article.author,
    )  # fmt: skip
    [row] = mention_rows([stored])
    feature = feature_of(row, MENTION_NAMES)
    del feature["id"]
    return feature
