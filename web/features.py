"""Facts of the store as JSON values."""

from typing import Any

from gazetteer import Place
from geomap.model import Candidate, Precision, Reason, precision_of
from geomap.store import PlaceCount, StoredMention

# Named as a whole and wide: drawn as an area, never as a pin in its middle.
AREA_PRECISIONS: frozenset[Precision] = frozenset(
    {"country", "admin1", "admin2", "region", "water"}
)
SHOWN_CANDIDATES = 5


def is_area(place: Place) -> bool:
    """Return whether a place is too wide for a point."""
    return precision_of(place) in AREA_PRECISIONS


def place_json(place: Place) -> dict[str, Any]:
    """Return a place; coordinates in WGS 84 degrees."""
    return {
        "place_id": place.place_id,
        "name": place.name,
        "place_type": place.place_type,
        "precision": precision_of(place),
        "area": is_area(place),
        "longitude": place.longitude,
        "latitude": place.latitude,
        "country": place.country,
        "countries": list(place.countries),
        "admin1": place.admin1,
        "population": place.population,
    }


def count_json(count: PlaceCount) -> dict[str, Any]:
    """Return a place with how often it is named."""
    first, last = count.first_published, count.last_published
    return place_json(count.place) | {
        "mentions": count.mentions,
        "articles": count.articles,
        "confidence": round(count.confidence, 3),
        "first_published": first.isoformat() if first else None,
        "last_published": last.isoformat() if last else None,
    }


def unnamed_json(place: Place) -> dict[str, Any]:
    """Return an added place that no article names so far."""
    return place_json(place) | {
        "mentions": 0,
        "articles": 0,
        "confidence": 1.0,
        "first_published": None,
        "last_published": None,
    }


def mention_json(stored: StoredMention) -> dict[str, Any]:
    """Return a mention with its excerpt and article; `start` and `end` lie in the excerpt."""
    mention = stored.mention
    return {
        "mention_id": stored.mention_id,
        "article": stored.article_id,
        "excerpt": {
            "text": stored.excerpt.text,
            "start": stored.excerpt.start,
            "end": stored.excerpt.end,
        },
        "name": mention.name,
        "title": stored.title,
        "source": stored.source,
        "url": stored.url,
        "published": stored.published.isoformat() if stored.published else None,
        "language": stored.language,
        "precision": mention.precision,
        "confidence": round(mention.confidence, 3),
        "reasons": [reason_json(reason) for reason in mention.reasons],
        "candidates": [candidate_json(each) for each in mention.candidates[:SHOWN_CANDIDATES]],
    }


def candidate_json(candidate: Candidate) -> dict[str, Any]:
    """Return one of the places that a toponym might mean, with its reasons."""
    return {
        "place": place_json(candidate.place),
        "score": round(candidate.score, 2),
        "confidence": round(candidate.confidence, 3),
        "reasons": [reason_json(reason) for reason in candidate.reasons],
    }


def reason_json(reason: Reason) -> dict[str, Any]:
    """Return one signed term of a score."""
    return {"score": round(reason.score, 2), "text": reason.text}
