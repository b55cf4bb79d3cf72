"""What a whole article says about where it plays: countries, and places already clear."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from gazetteer import DEMONYM, Place
from geomap.model import Candidate
from geomap.recognising import Recognised

EARTH_RADIUS_KM = 6371.0088
DEMONYM_WEIGHT = 0.7
CITY_WEIGHT = 0.6
CLEAR_MARGIN = 2.5


@dataclass(slots=True)
class Evidence:
    """Weights of countries, 0 to 1, and the anchors: places that are clear by themselves."""

    countries: dict[str, float] = field(default_factory=dict)
    anchors: dict[str, Place] = field(default_factory=dict)  # by the name that gave them
    provinces: Counter[tuple[str, str]] = field(default_factory=Counter)


def countries_named(judged: Sequence[Recognised]) -> Counter[str]:
    """Return how often each country is named, by itself or by its people."""
    counts: Counter[str] = Counter()
    for each in judged:
        for sense in each.span.senses:
            if sense.place.place_type != "country":
                continue
            weight = DEMONYM_WEIGHT if sense.flags & DEMONYM else 1.0
            counts[sense.place.country] += weight * each.probability  # type: ignore[assignment]
            break
    return counts


def shares(counts: Counter[str]) -> dict[str, float]:
    """Return each country's weight on a logarithmic scale, the most named being 1."""
    most = max(counts.values(), default=0.0)
    if most <= 0:
        return {}
    return {
        country: math.log1p(count) / math.log1p(max(most, 2.0))
        for country, count in counts.items()
        if count > 0.2
    }


def add_clear_places(counts: Counter[str], ranked: dict[str, list[Candidate]]) -> None:
    """Count the countries of the places whose first candidate leads by far."""
    for candidates in ranked.values():
        if not candidates:
            continue
        lead = candidates[0].score - (candidates[1].score if len(candidates) > 1 else 0.0)
        same_country = {c.place.country for c in candidates[:3]} == {candidates[0].place.country}
        if lead >= CLEAR_MARGIN or same_country:
            country = candidates[0].place.country
            if candidates[0].place.place_type != "country" and country:
                counts[country] += CITY_WEIGHT  # type: ignore[assignment]


def anchors_of(ranked: dict[str, list[Candidate]], *, least: float) -> dict[str, Place]:
    """Return the places that names mean with at least this confidence, countries left out."""
    return {
        name: candidates[0].place
        for name, candidates in ranked.items()
        if candidates
        and candidates[0].confidence >= least
        and candidates[0].place.place_type not in ("country", "continent")
    }


def provinces_of(anchors: dict[str, Place]) -> Counter[tuple[str, str]]:
    """Return how many anchors lie in each first-level division."""
    return Counter((p.country, p.admin1) for p in anchors.values() if p.admin1)


def kilometres(one: Place, other: Place) -> float:
    """Return the great-circle distance between two places on a sphere, in kilometres."""
    lat1, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    half = math.radians(other.longitude - one.longitude) / 2
    chord = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))
