"""Toponym resolution: which place does this name mean in this article?

Each candidate gets an additive score of named, signed reasons; a softmax over the scores is its
confidence. Names are scored once an article (one sense a discourse); what stands beside a single
mention, such as "province" or ", Texas", is added for that mention alone.
"""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from gazetteer import DEMONYM, DERIVED, PRIMARY, NamedSense, Place
from gazetteer.place import POPULATED_TYPES
from geomap.model import Candidate, Reason
from geomap.parsing.evidence import Compass, Evidence, kilometres

TEMPERATURE = 1.1
MOST_CANDIDATES = 40
NEAR_KM = 150.0
# A candidate this far behind the best can no longer win by what its neighbours say.
HOPELESS = 5.0
SCORED_TYPES = {"country": 5.5, "continent": 4.5, "capital": 4.2, "admin1": 2.6, "admin2": 0.8}
FEATURE_SCORE = 2.4
# A table somebody made for these articles says by itself that its villages matter.
OWN_LIST_SCORE = 0.8
WORLD_PROVIDERS = frozenset({"geonames", "geomap"})
STATES_BEFORE_TOWNS = frozenset({"US", "CA", "AU"})
STATE_SHARE = 0.3
# A tenfold population is worth this much; a place of 200,000 people scores 2.3.
SIZE_WEIGHT = 1.2
SIZE_ZERO = 4.1
# What the place meant scores when no gazetteer lists it: a share of the confidence is kept for it.
UNLISTED_SCORE = 0.3
TYPE_WORDS = {"admin1": "province", "admin2": "district"}

Term = tuple[float, str]


class Rated:
    """A place while it is being scored: the terms of its score so far."""

    __slots__ = ("place", "score", "terms")

    def __init__(self, place: Place, score: float, terms: list[Term]) -> None:
        self.place = place
        self.score = score
        self.terms = terms

    def add(self, term: Term | None) -> None:
        """Add a term, unless it is None or too small to matter."""
        if term is not None and abs(term[0]) >= 0.05:
            self.score += term[0]
            self.terms.append(term)

    def copy(self) -> "Rated":
        """Return one that can be changed alone."""
        return Rated(self.place, self.score, self.terms.copy())


Pool = list[Rated]


def candidates_of(senses: Sequence[NamedSense], name: str) -> Pool:
    """Return the places a name may mean with their scores before any context, best first."""
    best: dict[str, Rated] = {}
    for sense in senses:
        if sense.flags & DEMONYM and sense.place.place_type != "country":
            continue
        rated = rated_alone(sense, name)
        known = best.get(sense.place.place_id)
        if known is None or known.score < rated.score:
            best[sense.place.place_id] = rated
    pool = in_order(list(best.values()))[:MOST_CANDIDATES]
    weigh_exactness(pool, name)
    return in_order(pool)


def weigh_exactness(pool: Pool, name: str) -> None:
    """Let a country's own name, spelled just so, stand above what else is also called that."""
    if any(r.place.place_type == "country" and r.place.name == name for r in pool):
        for rated in pool:
            if rated.place.name != name:
                rated.add((-3.0, f"“{name}” is first of all the country"))


def rated_alone(sense: NamedSense, name: str) -> Rated:
    """Return a place scored by what it is and how it bears the name."""
    place = sense.place
    rated = Rated(place, 0.0, [])
    rated.add(importance(place))
    if sense.spelling == name:
        if sense.flags & PRIMARY:
            rated.add((1.0, "its own name, spelled just so"))
    elif sense.flags & DERIVED:
        rated.add((-0.4, f"a form of “{place.name}”"))
    elif not sense.flags & PRIMARY:
        rated.add((-0.3, f"its other name “{sense.spelling}”"))
    return rated


@lru_cache(maxsize=50_000)
def importance(place: Place) -> Term:
    """Return what a place is worth by its type and population."""
    if place.place_id.startswith("user:"):
        return 3.0, "a place added by hand"
    base = SCORED_TYPES.get(place.place_type)
    size = SIZE_WEIGHT * math.log10(max(place.population, 100)) - SIZE_ZERO
    if place.place_type in POPULATED_TYPES:
        provider = place.place_id.partition(":")[0]
        if not place.population and provider not in WORLD_PROVIDERS:
            return OWN_LIST_SCORE, f"a place of the list “{provider}”"
        worth = max(base or -9.0, size) - (1.4 if place.place_type == "neighbourhood" else 0.0)
        kind = "capital" if place.place_type == "capital" else "place"
        return round(worth, 1), f"a {kind} of {place.population:,} people"
    if base is None:
        return FEATURE_SCORE, f"a {place.place_type}"
    if place.place_type == "admin1":
        base = max(base, size - 1.0)
    return round(base, 1), f"a {TYPE_WORDS.get(place.place_type, place.place_type)}"


def in_order(pool: Pool) -> Pool:
    """Return a pool best first."""
    return sorted(pool, key=lambda rated: (-rated.score, rated.place.place_id))


def confidences(pool: Pool) -> list[float]:
    """Return each candidate's share, in an ordered pool; some is kept for an unlisted place."""
    if not pool:
        return []
    top = pool[0].score
    weights = [math.exp((rated.score - top) / TEMPERATURE) for rated in pool]
    total = sum(weights) + math.exp((UNLISTED_SCORE - top) / TEMPERATURE)
    return [weight / total for weight in weights]


def finished(pool: Pool, *, most: int) -> tuple[Candidate, ...]:
    """Return the best candidates of a pool, best first, with their confidence and reasons."""
    ordered = in_order(pool)
    return tuple(
        Candidate(
            place=rated.place,
            score=round(rated.score, 2),
            confidence=round(confidence, 3),
            reasons=tuple(Reason(score=score, text=text) for score, text in rated.terms),
        )
        for rated, confidence in zip(ordered[:most], confidences(ordered), strict=False)
    )


def weigh_countries(pool: Pool, countries: Mapping[str, float]) -> None:
    """Add what the countries of the article say; weights go from 0 to 1."""
    if countries:
        for rated in pool:
            rated.add(country_term(rated.place, countries))


def country_term(place: Place, countries: Mapping[str, float]) -> Term | None:
    """Return how well a place's country fits the article."""
    if not place.countries or place.place_type == "continent":
        return None
    share, country = max((countries.get(code, 0.0), code) for code in place.countries)
    if share == 0.0:
        if place.place_type == "country":
            return None
        return -0.6, f"{country} is not named in the article"
    weight = 1.5 if place.place_type == "country" else 2.4
    return round(weight * share, 1), f"the article is about {country}"


def weigh_nearness(pool: Pool, others: Pool) -> None:
    """Add how near each place lies to what the name beside it most likely means."""
    if not others:
        return
    other = others[0].place
    for rated in pool:
        distance = kilometres(rated.place, other)
        closeness = round(3.5 * math.exp(-distance / NEAR_KM), 1)
        rated.add((closeness, f"said to be near {other.name}, {distance:.0f} km away"))


def weigh_holding(outer: Pool, inner: Pool) -> None:
    """Add to an area that something is said to lie in it: "Rome, Georgia" is no Caucasus."""
    for rated in outer:
        held = next((other.place for other in inner if contains(rated.place, other.place)), None)
        if held is not None:
            rated.add((2.0, f"holds a {held.name}"))


def weigh_equals(pool: Pool, others: Pool) -> None:
    """Add how well a place fits one it is named together with: "Alabama and Georgia"."""
    if not others:
        return
    other = others[0].place
    for rated in pool:
        place = rated.place
        if place.place_type == other.place_type and place.country == other.country:
            rated.add((1.2, f"named together with {other.name}, of the same kind and country"))


def weigh_neighbours(key: str, pool: Pool, evidence: Evidence) -> None:
    """Add what the clear places of the article say: same province, short distances."""
    others = [place for name, place in evidence.anchors.items() if name != key]
    if not others or not pool:
        return
    own = evidence.anchors.get(key)
    compass = Compass(others)
    best = max(rated.score for rated in pool)
    for rated in pool:
        if rated.score >= best - HOPELESS and rated.place.place_type not in SPACIOUS:
            rated.add(province_term(rated.place, own, evidence))
            rated.add(distance_term(rated.place, compass))


SPACIOUS = frozenset({"country", "continent"})


def province_term(place: Place, own: Place | None, evidence: Evidence) -> Term | None:
    """Return what other anchors in the same first-level division say for a place."""
    if not place.admin1:
        return None
    found = evidence.provinces[(place.country, place.admin1)]
    if own is not None and (own.country, own.admin1) == (place.country, place.admin1):
        found -= 1
    if found <= 0:
        return None
    return 0.7 + 0.4 * min(found - 1, 2), "other places of its province are named"


def distance_term(place: Place, compass: Compass) -> Term | None:
    """Return what the two nearest anchors say for a place."""
    near = compass.nearest(place, most=2)
    closeness = sum(math.exp(-distance / NEAR_KM) for distance, _ in near)
    if closeness <= 0.05:
        return None
    names = " and ".join(other.name for _, other in near)
    distances = " and ".join(f"{distance:.0f}" for distance, _ in near)
    return round(1.1 * closeness, 1), f"named with {names}, {distances} km away"


def beside_mention(pool: Pool, cue_types: set[str], containers: Sequence[Place]) -> Pool:
    """Return the pool with what stands right beside one mention.

    That is type words, and the place it is said to lie in.
    """
    towns = [r.place for r in pool if r.place.place_type in POPULATED_TYPES]
    areas = [r.place for r in pool if r.place.place_type in ("admin1", "admin2")]
    if not cue_types and not containers and not (areas and towns):
        return pool
    changed = [rated.copy() for rated in pool]
    for rated in changed:
        rated.add(type_term(rated.place, cue_types, towns))
        inside = next((outer for outer in containers if contains(outer, rated.place)), None)
        if inside is not None:
            rated.add((6.0, f"said to lie in {inside.name}"))
    return changed


def contains(outer: Place, inner: Place) -> bool:
    """Return whether a country or division holds a place, by their codes."""
    if outer.place_id == inner.place_id or outer.country not in inner.countries:
        return False
    if outer.place_type == "country":
        return inner.place_type != "country"
    if outer.place_type == "admin1":
        return outer.admin1 == inner.admin1 and inner.place_type not in ("country", "admin1")
    return outer.place_type == "admin2" and outer.admin2 == inner.admin2 != ""


def type_term(place: Place, cue_types: set[str], towns: Sequence[Place]) -> Term | None:
    """Return how the words beside a mention fit the place's type."""
    own = "populated place" if place.place_type in POPULATED_TYPES else place.place_type
    if own in cue_types:
        return 2.6, f"called a {TYPE_WORDS.get(own, own)} here"
    if own == "populated place" and cue_types & {"admin1", "admin2"}:
        return -1.2, "called an area here"
    bare = own in ("admin1", "admin2") and not cue_types & {"admin1", "admin2"}
    if bare and any(outshines(town, place) for town in towns):
        return -2.2, "a bare name means the city, not the area around it"
    return None


def outshines(city: Place, area: Place) -> bool:
    """Return whether a bare name shared by a city and the area around it means the city.

    The states of a few federations are better known than the towns that share their names:
    there the city must hold a fair part of the people.
    """
    if city.country != area.country or city.admin1 != area.admin1:
        return False
    if area.place_type == "admin1" and area.country in STATES_BEFORE_TOWNS:
        return city.population > STATE_SHARE * area.population
    return True
