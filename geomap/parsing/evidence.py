"""What a whole article says about where it plays: countries, and places already clear."""

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from gazetteer import DEMONYM, Place
from geomap.parsing.spans import Recognised, folded

EARTH_RADIUS_KM = 6371.0088
DEMONYM_WEIGHT = 0.7
CITY_WEIGHT = 0.6
CLEAR_MARGIN = 2.5
ANCHOR_MARGIN = 0.7
MOST_ANCHORS = 60  # of a book; an article has some ten


class Scored(Protocol):
    """A place with its score so far."""

    place: Place
    score: float


@dataclass(slots=True)
class Evidence:
    """How much each country is spoken of, and the anchors: places that are clear by themselves.

    What a name itself adds is kept apart, so that it is no evidence for its own reading.
    """

    counts: Counter[str] = field(default_factory=Counter)
    own: dict[str, Counter[str]] = field(default_factory=dict)  # by the name that gave it
    anchors: dict[str, Place] = field(default_factory=dict)  # by the name that gave them
    provinces: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, key: str, country: str, weight: float) -> None:
        """Count a name as evidence for a country."""
        self.counts[country] += weight  # type: ignore[assignment]  # a Counter of weights
        self.own.setdefault(key, Counter())[country] += weight  # type: ignore[assignment]

    def add_named(self, judged: Sequence[Recognised]) -> None:
        """Count each country that is named, by itself or by its people."""
        for each in judged:
            for sense in each.span.senses:
                if sense.place.place_type == "country":
                    weight = DEMONYM_WEIGHT if sense.flags & DEMONYM else 1.0
                    key = folded(each.span.name)
                    self.add(key, sense.place.country, weight * each.probability)
                    break

    def add_clear(self, pools: Mapping[str, Sequence[Scored]]) -> None:
        """Count the countries of the places that lead by far before any in another country."""
        for key, pool in pools.items():
            best = pool[0].place if pool else None
            if best is None or not best.country or best.place_type == "country":
                continue
            abroad = (rated.score for rated in pool if rated.place.country != best.country)
            if pool[0].score - max(abroad, default=-math.inf) >= CLEAR_MARGIN:
                self.add(key, best.country, CITY_WEIGHT)

    def countries_beside(self, key: str) -> dict[str, float]:
        """Return each country's weight, 0 to 1, without what a name itself says."""
        return shares(self.counts - self.own[key] if key in self.own else self.counts)


def shares(counts: Counter[str]) -> dict[str, float]:
    """Return each country's weight on a logarithmic scale, the most named being near 1."""
    most = max(counts.values(), default=0.0)
    return {
        country: math.log1p(count) / math.log1p(max(most, 1.0))
        for country, count in counts.items()
        if count > 0.2
    }


def anchors_of(pools: Mapping[str, Sequence[Scored]]) -> dict[str, Place]:
    """Return the places that names surely mean so far, countries left out; pools are ordered."""
    sure = {
        name: (pool[0].score - rival(pool), pool[0].place)
        for name, pool in pools.items()
        if pool and pool[0].place.place_type not in ("country", "continent")
    }
    kept = [name for name, (lead, _) in sure.items() if lead >= ANCHOR_MARGIN]
    if len(kept) > MOST_ANCHORS:
        kept = sorted(kept, key=lambda name: (-sure[name][0], name))[:MOST_ANCHORS]
    return {name: sure[name][1] for name in kept}


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


@lru_cache(maxsize=50_000)
def direction(longitude: float, latitude: float) -> tuple[float, float, float]:
    """Return the unit vector from the Earth's centre to a point."""
    east, north = math.radians(longitude), math.radians(latitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


class Compass:
    """Measures from any place to a few given ones."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = list(places)
        self._directions = [direction(p.longitude, p.latitude) for p in self._places]

    def nearest(self, place: Place, *, most: int) -> list[tuple[float, Place]]:
        """Return the nearest places with their great-circle distances in kilometres."""
        x, y, z = direction(place.longitude, place.latitude)
        cosines = [x * a + y * b + z * c for a, b, c in self._directions]
        near = heapq.nlargest(most, range(len(cosines)), key=cosines.__getitem__)
        return [(EARTH_RADIUS_KM * math.acos(min(1.0, cosines[i])), self._places[i]) for i in near]


def kilometres(one: Place, other: Place) -> float:
    """Return the great-circle distance between two places on a sphere, in kilometres."""
    lat1, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    half = math.radians(other.longitude - one.longitude) / 2
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))
