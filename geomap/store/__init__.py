"""Articles, their mentions and the places added by hand, in one SQLite file."""

from geomap.store.model import (
    Added,
    BoundingBox,
    Filter,
    Page,
    PlaceCount,
    StoredArticle,
    StoredMention,
    Summary,
)
from geomap.store.store import Store

__all__ = [
    "Added",
    "BoundingBox",
    "Filter",
    "Page",
    "PlaceCount",
    "Store",
    "StoredArticle",
    "StoredMention",
    "Summary",
]
