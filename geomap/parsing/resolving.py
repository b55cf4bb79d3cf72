"""Toponym resolution: which place does this name mean in this article?

Each candidate gets an additive score of named, signed reasons; a softmax over the scores is its
confidence. Names are scored once an article (one sense a discourse); what stands beside a single
mention, such as "province" or ", Texas", is added for that mention alone. What is counted for
every candidate of every article lies in `geomap.parsing.scoring`.
"""

import math
from collections.abc import Iterable, Sequence
from functools import cache

from gazetteer import DEMONYM, DERIVED, PRIMARY, NamedSense, Place
from gazetteer.disputed import claimants
from gazetteer.place import POPULATED_TYPES
from gazetteer.sources import rows
from geomap.parsing.scales import CONTINENT, COUNTRY, NEAR_KM, OTHER
from geomap.parsing.scoring import Rated, Standing, in_order, kilometres
from geomap.parsing.toponyms import Toponym, is_curated, likely_population
from geomap.reasons import Term

MOST_CANDIDATES = 40
SCORED_TYPES = {"country": 5.5, "continent": 4.5, "capital": 4.2, "admin1": 2.5, "admin2": 0.8}
FEATURE_SCORE = 2.4
KNOWN_SCORE = 1.5
# A table somebody made for these articles says by itself that its villages matter.
OWN_LIST_SCORE = 0.8
WORLD_PROVIDERS = frozenset({"geonames", "geomap"})
STATES_BEFORE_TOWNS = frozenset({"US", "CA", "AU"})
STATE_SHARE = 0.3
LARGE_CITY = 500_000
# A tenfold population is worth this much; a place of 200,000 people scores 2.3.
SIZE_WEIGHT = 1.2
SIZE_ZERO = 4.1
# "Rome, Georgia" says as much of Georgia as of Rome, unless the article goes on about another.
HOLDING_SCORE = 3.5
SEATS = {"admin1 seat": "seat of a province", "admin2 seat": "seat of a district"}
TYPE_WORDS = {"admin1": "province", "admin2": "district"}
HEIGHTS_AND_LAKES = frozenset({"mountain", "mountains", "lake"})
RANKS = {"continent": CONTINENT, "country": COUNTRY}

Pool = list[Rated]


def candidates_of(toponym: Toponym) -> list[Standing]:
    """Return the places a name may mean with their scores before any context, best first."""
    if toponym.alone is None:
        toponym.alone = ranked_alone(toponym.senses, toponym.name)
    return toponym.alone


def ranked_alone(senses: Sequence[NamedSense], name: str) -> list[Standing]:
    """Return the places of some senses by what they are and how they bear the name."""
    best: dict[str, Standing] = {}
    for sense in senses:
        if sense.flags & DEMONYM and sense.place.place_type != "country":
            continue
        standing = standing_of(sense.place, terms_alone(sense, name))
        known = best.get(standing.place_id)
        if known is None or known.score < standing.score:
            best[standing.place_id] = standing
    pool = ordered(best.values())[:MOST_CANDIDATES]
    return marked(ordered(weighed_for_exactness(pool, name)))


def ordered(pool: Iterable[Standing]) -> list[Standing]:
    """Return candidates best first; of equals, by identifier."""
    return sorted(pool, key=lambda standing: (-standing.score, standing.place_id))


def standing_of(place: Place, terms: Sequence[Term], *, outshone: bool = False) -> Standing:
    """Return a candidate with the terms that matter and their sum."""
    kept = tuple(term for term in terms if abs(term[0]) >= 0.05)
    return Standing(
        place, sum((score for score, _, _ in kept), 0.0), kept,
        RANKS.get(place.place_type, OTHER), own_type(place), outshone,
        claimants().get(place.place_id, place.countries),
    )  # fmt: skip


def own_type(place: Place) -> str:
    """Return a place's type, with all populated types as one."""
    return "populated place" if place.place_type in POPULATED_TYPES else place.place_type


def weighed_for_exactness(pool: list[Standing], name: str) -> list[Standing]:
    """Let a country's own name, spelled just so, stand above what else is also called that."""
    if not any(s.place.place_type == "country" and s.place.name == name for s in pool):
        return pool
    term: Term = (-3.0, "“{}” is first of all the country", (name,))
    return [
        standing if standing.place.name == name
        else standing_of(standing.place, (*standing.terms, term))
        for standing in pool
    ]  # fmt: skip


def marked(pool: list[Standing]) -> list[Standing]:
    """Return candidates with the areas marked that a city of the same name outshines."""
    towns = [s.place for s in pool if s.own_type == "populated place"]
    if not towns:
        return pool
    return [
        standing_of(standing.place, standing.terms, outshone=True)
        if standing.own_type in ("admin1", "admin2")
        and any(outshines(town, standing.place) for town in towns)
        else standing
        for standing in pool
    ]


def terms_alone(sense: NamedSense, name: str) -> list[Term]:
    """Return what a place scores by what it is and how it bears the name."""
    terms = [importance(sense.place)]
    if known_by().get(sense.place.place_id) == name:
        terms.append((KNOWN_SCORE, "news means it by this name", ()))
    if sense.spelling == name:
        if sense.flags & PRIMARY:
            terms.append((1.0, "its own name, spelled just so", ()))
    elif sense.flags & DERIVED:
        terms.append((-0.4, "a form of “{}”", (sense.place.name,)))
    elif not sense.flags & PRIMARY:
        terms.append((-0.3, "its other name “{}”", (sense.spelling,)))
    return terms


@cache
def known_by() -> dict[str, str]:
    """Return the name by which news knows each place at war or of talks, by its identifier."""
    return {row["id"]: row["name"] for row in rows("news_names")}


def importance(place: Place) -> Term:
    """Return what a place is worth by its type and population."""
    if place.place_id.startswith("user:"):
        return 3.0, "a place added by hand", ()
    if place.place_type in POPULATED_TYPES and not is_curated(place):
        return importance_of_town(place)
    base = SCORED_TYPES.get(place.place_type)
    if base is None:
        return FEATURE_SCORE, "a {}", (place.place_type,)
    if place.place_type == "admin1":
        base = max(base, size_score(place) - 1.0)
    return round(base, 1), "a {}", (TYPE_WORDS.get(place.place_type, place.place_type),)


def importance_of_town(place: Place) -> Term:
    """Return what a populated place is worth by its people, if they are known."""
    provider = place.place_id.partition(":")[0]
    if not place.population and provider not in WORLD_PROVIDERS:
        return OWN_LIST_SCORE, "a place of the list “{}”", (provider,)
    worth = max(SCORED_TYPES.get(place.place_type, -9.0), size_score(place))
    worth -= 1.4 if place.place_type == "neighbourhood" else 0.0
    kind = "capital" if place.place_type == "capital" else "place"
    if not place.population:
        return round(worth, 1), "a {} of unknown size", (SEATS.get(place.place_type, kind),)
    return round(worth, 1), "a {} of {:,} people", (kind, place.population)


def size_score(place: Place) -> float:
    """Return what a place is worth by its people, or those that its kind usually has."""
    return SIZE_WEIGHT * math.log10(max(likely_population(place), 100)) - SIZE_ZERO


def weigh_nearness(pool: Pool, others: Pool) -> None:
    """Add how near each place lies to what the name beside it most likely means."""
    if not others:
        return
    other = others[0].place
    for rated in pool:
        distance = kilometres(rated.place, other)
        closeness = round(3.5 * math.exp(-distance / NEAR_KM), 1)
        rated.add(closeness, "said to be near {}, {:.0f} km away", (other.name, distance))


def weigh_holding(outer: Pool, inner: Pool) -> None:
    """Add to an area that something is said to lie in it: "Rome, Georgia" is no Caucasus."""
    for rated in outer:
        held = next((other.place for other in inner if contains(rated.place, other.place)), None)
        if held is not None:
            rated.add(HOLDING_SCORE, "holds a {}", (held.name,))


def weigh_equals(pool: Pool, others: Pool) -> None:
    """Add how well a place fits one it is named together with: "Alabama and Georgia"."""
    if not others:
        return
    other = others[0].place
    words = "named together with {}, of the same kind and country"
    for rated in pool:
        place = rated.place
        if place.place_type == other.place_type and place.country == other.country:
            rated.add(1.2, words, (other.name,))


def beside_mention(pool: Pool, cue_types: set[str], containers: Sequence[Place]) -> Pool:
    """Return the pool, best first, with what stands right beside one mention.

    That is type words, and the place it is said to lie in.
    """
    if not cue_types and not containers and not any(r.standing.outshone for r in pool):
        return in_order(pool)
    changed = [rated.copy() for rated in pool]
    parted = "part" in cue_types and not any(is_large_town(rated.place) for rated in pool)
    for rated in changed:
        weigh_type(rated, cue_types, parted=parted)
        if containers:
            inside = next((outer for outer in containers if contains(outer, rated.place)), None)
            if inside is not None:
                rated.add(6.0, "said to lie in {}", (inside.name,))
    return in_order(changed)


def contains(outer: Place, inner: Place) -> bool:
    """Return whether a country or division holds a place, by their codes."""
    if outer.place_id == inner.place_id or outer.country not in inner.countries:
        return False
    if outer.place_type == "country":
        return inner.place_type != "country"
    if outer.place_type == "admin1":
        return outer.admin1 == inner.admin1 and inner.place_type not in ("country", "admin1")
    return outer.place_type == "admin2" and outer.admin2 == inner.admin2 != ""


def is_large_town(place: Place) -> bool:
    """Return whether a city is so large that "eastern Aleppo" means a part of it."""
    return place.place_type in POPULATED_TYPES and place.population >= LARGE_CITY


def weigh_type(rated: Rated, cue_types: set[str], *, parted: bool) -> None:
    """Add how the words beside a mention fit the place's type.

    `parted` says that a part is named, "northern Idlib", of what is no large city.
    """
    own = rated.standing.own_type
    called_area = not cue_types.isdisjoint(("admin1", "admin2"))
    if own in cue_types:
        rated.add(2.6, "called a {} here", (TYPE_WORDS.get(own, own),))
    elif own == "populated place" and called_area:
        rated.add(-1.2, "called an area here")
    elif own == "populated place" and not cue_types.isdisjoint(HEIGHTS_AND_LAKES):
        rated.add(-1.5, "called a mountain or a lake here")
    elif rated.standing.outshone and parted and own == "admin1":
        rated.add(1.8, "a part of it is named, which means the area around the city")
    elif rated.standing.outshone and not called_area:
        rated.add(-2.2, "a bare name means the city, not the area around it")


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
