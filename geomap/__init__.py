"""Reads news articles, finds every place they name and says which place each one means."""

from geomap._version import VERSION as __version__
from geomap.errors import GeomapError
from geomap.geoparser import Geoparser
from geomap.model import Article, Candidate, Mention, Reason
from geomap.opening import open

__all__ = [
    "Article",
    "Candidate",
    "GeomapError",
    "Geoparser",
    "Mention",
    "Reason",
    "__version__",
    "open",
]
