"""Facts of the store as JSON values."""

from typing import Any

from gazetteer import Place
from geomap.model import Candidate, Reason, Relation, is_area, precision_of
from geomap.store import PlaceCount, StoredMention

SHOWN_CANDIDATES = 5
UNSURE_BELOW = 0.8


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


def named_json(mentions: int, articles: int, confidence: float) -> dict[str, Any]:
    """Return how often a place is named, and whether it is doubtful that it is meant."""
    return {
        "mentions": mentions,
        "articles": articles,
        "confidence": round(confidence, 3),
        "doubtful": confidence < UNSURE_BELOW,
    }


def count_json(count: PlaceCount) -> dict[str, Any]:
    """Return a place with how often it is named, and when."""
    first, last = count.first_published, count.last_published
    return (
        place_json(count.place)
        | named_json(count.mentions, count.articles, count.confidence)
        | {
            "first_published": first.isoformat() if first else None,
            "last_published": last.isoformat() if last else None,
        }
    )


def unnamed_json(place: Place) -> dict[str, Any]:
    """Return an added place that no article names so far."""
    dates = {"first_published": None, "last_published": None}
    return place_json(place) | named_json(0, 0, 1.0) | dates


def mention_json(stored: StoredMention) -> dict[str, Any]:
    """Return a mention with its excerpt and article; `start` and `end` lie in the excerpt."""
    return anchored_json(stored) | {
        "article": stored.article_id,
        "excerpt": {
            "text": stored.excerpt.text,
            "start": stored.excerpt.start,
            "end": stored.excerpt.end,
        },
        "title": stored.title,
        "source": stored.source,
        "url": stored.url,
        "published": stored.published.isoformat() if stored.published else None,
        "language": stored.language,
        "author": stored.author,
        "copies": stored.copies,
        "sources": list(stored.sources),
    }


def anchored_json(stored: StoredMention) -> dict[str, Any]:
    """Return what is known of a mention itself, without its article."""
    mention = stored.mention
    decision = stored.decision
    return {
        "mention_id": stored.mention_id,
        "name": mention.name,
        "kind": mention.kind,
        "place": place_json(mention.place) if mention.place else None,
        "longitude": mention.longitude,
        "latitude": mention.latitude,
        "radius_km": mention.radius_km,
        "relation": relation_json(mention.relation),
        "role": mention.role,
        "role_reason": mention.role_reason,
        "decision": {"number": decision.number, "verdict": decision.verdict} if decision else None,
        "precision": mention.precision,
        "confidence": round(mention.confidence, 3),
        "reasons": [reason_json(reason) for reason in mention.reasons],
        "candidates": [candidate_json(each) for each in mention.candidates[:SHOWN_CANDIDATES]],
    }


def relation_json(relation: Relation | None) -> dict[str, Any] | None:
    """Return how a mention's point lies to its place, None where it is the place's own."""
    if relation is None:
        return None
    return {
        "text": relation.text,
        "longitude": relation.longitude,
        "latitude": relation.latitude,
        "radius_km": relation.radius_km,
        "reason": reason_json(relation.reason),
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
