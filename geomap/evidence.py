"""What a whole article says about where it plays: countries, and places already clear."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from gazetteer import DEMONYM, Place
from geomap.recognising import Recognised

EARTH_RADIUS_KM = 6371.0088
DEMONYM_WEIGHT = 0.7
CITY_WEIGHT = 0.6
CLEAR_MARGIN = 2.5
ANCHOR_MARGIN = 0.7


class Scored(Protocol):
    """A place with its score so far."""

    place: Place
    score: float


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


def add_clear_places(counts: Counter[str], pools: Mapping[str, Sequence[Scored]]) -> None:
    """Count the countries of the places whose first candidate leads by far."""
    for pool in pools.values():
        if not pool:
            continue
        best = pool[0].place
        lead = pool[0].score - (pool[1].score if len(pool) > 1 else 0.0)
        one_country = {rated.place.country for rated in pool[:3]} == {best.country}
        if (lead >= CLEAR_MARGIN or one_country) and best.country and best.place_type != "country":
            counts[best.country] += CITY_WEIGHT  # type: ignore[assignment]


def anchors_of(pools: Mapping[str, Sequence[Scored]]) -> dict[str, Place]:
    """Return the places that names surely mean so far, countries left out; pools are ordered."""
    return {
        name: pool[0].place
        for name, pool in pools.items()
        if pool
        and pool[0].place.place_type not in ("country", "continent")
        and (len(pool) == 1 or pool[0].score - rival(pool) >= ANCHOR_MARGIN)
    }


def rival(pool: Sequence[Scored]) -> float:
    """Return the score of the best candidate that lies elsewhere than the first."""
    first = pool[0].place
    for other in pool[1:]:
        if (other.place.country, other.place.admin1) != (first.country, first.admin1):
            return other.score
    return -math.inf


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
