"""Articles, their mentions and the places added by hand, in one SQLite file."""

from geomap.store.model import (
    Added,
    Answer,
    BoundingBox,
    Decision,
    Filter,
    NamedPlaces,
    Page,
    PlaceCount,
    StoredArticle,
    StoredMention,
    Summary,
    UsedImport,
    Verdict,
)
from geomap.store.store import Store

__all__ = [
    "Added",
    "Answer",
    "BoundingBox",
    "Decision",
    "Filter",
    "NamedPlaces",
    "Page",
    "PlaceCount",
    "Store",
    "StoredArticle",
    "StoredMention",
    "Summary",
    "UsedImport",
    "Verdict",
]
