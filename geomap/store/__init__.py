"""Articles, their mentions and the places added by hand, in one SQLite file."""

from geomap.store.model import (
    Added,
    Answer,
    BoundingBox,
    BriefArticle,
    Collection,
    Decision,
    Extent,
    Filter,
    Listing,
    NamedPlaces,
    NumberedPlace,
    Page,
    PlaceCount,
    StoredArticle,
    StoredMention,
    Summary,
    UsedImport,
    Verdict,
)
from geomap.store.preparing import Prepared, prepared
from geomap.store.store import Store

__all__ = [
    "Added",
    "Answer",
    "BoundingBox",
    "BriefArticle",
    "Collection",
    "Decision",
    "Extent",
    "Filter",
    "Listing",
    "NamedPlaces",
    "NumberedPlace",
    "Page",
    "PlaceCount",
    "Prepared",
    "Store",
    "StoredArticle",
    "StoredMention",
    "Summary",
    "UsedImport",
    "Verdict",
    "prepared",
]
