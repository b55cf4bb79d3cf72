"""What a whole article says about where it plays: countries, and places already clear."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geomap.parsing.battlegrounds import home_share
from geomap.parsing.scoring import Rated, Standing, shares
from geomap.parsing.spans import Recognised

CITY_WEIGHT = 0.6
CLEAR_MARGIN = 2.5
ANCHOR_MARGIN = 0.7
MOST_ANCHORS = 60  # of a book; an article has some ten


@dataclass(slots=True)
class Evidence:
    """How much each country is spoken of.

    What a name itself adds is kept apart, so that it is no evidence for its own reading.
    """

    counts: dict[str, float] = field(default_factory=dict)
    own: dict[str, dict[str, float]] = field(default_factory=dict)  # by the name that gave it

    def add(self, key: str, country: str, weight: float) -> None:
        """Count a name as evidence for a country."""
        self.counts[country] = self.counts.get(country, 0.0) + weight
        own = self.own.setdefault(key, {})
        own[country] = own.get(country, 0.0) + weight

    def add_named(self, judged: Sequence[Recognised]) -> None:
        """Count each country that is named, by itself or by its people."""
        for each in judged:
            named = each.span.toponym.named_country
            if named is not None:
                country, weight = named
                weight *= each.probability * home_share(each)
                self.add(each.span.toponym.folded, country, weight)

    def add_clear(self, pools: Mapping[str, Sequence[Rated]]) -> None:
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
        return shares(self.counts, self.own.get(key))


def anchors_of(pools: Mapping[str, Sequence[Rated]]) -> dict[str, Standing]:
    """Return the places that names surely mean so far, countries left out; pools are ordered."""
    sure = {
        name: (pool[0].score - rival(pool), pool[0].standing)
        for name, pool in pools.items()
        if pool and pool[0].place.place_type not in ("country", "continent")
    }
    kept = [name for name, (lead, _) in sure.items() if lead >= ANCHOR_MARGIN]
    if len(kept) > MOST_ANCHORS:
        kept = sorted(kept, key=lambda name: (-sure[name][0], name))[:MOST_ANCHORS]
    return {name: sure[name][1] for name in kept}


def rival(pool: Sequence[Rated]) -> float:
    """Return the score of the best candidate that lies elsewhere than the first."""
    first = pool[0].place
    for other in pool[1:]:
        if (other.place.country, other.place.admin1) != (first.country, first.admin1):
            return other.score
    return -math.inf
