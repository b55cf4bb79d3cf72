"""Toponym resolution: which place does this name mean in this article?

Each candidate gets an additive score of named, signed reasons; a softmax over the scores is its
confidence. Names are scored once an article (one sense a discourse); what stands beside a single
mention, such as "province" or ", Texas", is added for that mention alone.
"""

import math
from dataclasses import replace

from gazetteer import DEMONYM, DERIVED, PRIMARY, NamedSense, Place
from gazetteer.place import POPULATED_TYPES
from geomap.evidence import Evidence, kilometres
from geomap.model import Candidate, Reason

TEMPERATURE = 1.1
MOST_CANDIDATES = 40
NEAR_KM = 150.0
SCORED_TYPES = {"country": 5.5, "continent": 4.5, "capital": 3.8, "admin1": 2.6, "admin2": 0.8}
FEATURE_SCORE = 2.4
STATES_BEFORE_TOWNS = frozenset({"US", "CA", "AU"})
STATE_SHARE = 0.3
# A tenfold population is worth this much; a place of 200,000 people scores 2.3.
SIZE_WEIGHT = 1.2
SIZE_ZERO = 4.1
# What the place meant scores when no gazetteer lists it: a share of the confidence is kept for it.
UNLISTED_SCORE = 0.3


def candidates_of(senses: tuple[NamedSense, ...], name: str) -> list[Candidate]:
    """Return the places a name may mean with their scores before any context, best first."""
    best: dict[str, Candidate] = {}
    for sense in senses:
        if sense.flags & DEMONYM and sense.place.place_type != "country":
            continue
        candidate = prior_candidate(sense, name)
        known = best.get(sense.place.place_id)
        if known is None or known.score < candidate.score:
            best[sense.place.place_id] = candidate
    ranked = sorted(best.values(), key=lambda c: c.score, reverse=True)
    return ranked[:MOST_CANDIDATES]


def prior_candidate(sense: NamedSense, name: str) -> Candidate:
    """Return a candidate scored by what it is and how it bears the name."""
    place = sense.place
    reasons = [importance_reason(place)]
    if sense.spelling == name:
        if sense.flags & PRIMARY:
            reasons.append(Reason(score=1.0, text="its own name, spelled just so"))
    elif sense.flags & DERIVED:
        reasons.append(Reason(score=-0.4, text=f"a form of “{place.name}”"))
    elif not sense.flags & PRIMARY:
        reasons.append(Reason(score=-0.3, text=f"its other name “{sense.spelling}”"))
    return scored(place, reasons)


def importance_reason(place: Place) -> Reason:
    """Return what a place is worth by its type and population."""
    if place.place_id.startswith("user:"):
        return Reason(score=3.0, text="a place added by hand")
    base = SCORED_TYPES.get(place.place_type)
    size = SIZE_WEIGHT * math.log10(max(place.population, 100)) - SIZE_ZERO
    if place.place_type in POPULATED_TYPES:
        worth = max(base or 0.0, size) - (1.4 if place.place_type == "neighbourhood" else 0.0)
        kind = "capital" if place.place_type == "capital" else "place"
        return Reason(score=round(worth, 1), text=f"a {kind} of {place.population:,} people")
    if base is None:
        return Reason(score=FEATURE_SCORE, text=f"a {place.place_type}")
    if place.place_type == "admin1":
        base = max(base, size - 1.0)
    return Reason(score=round(base, 1), text=f"a {TYPE_WORDS.get(place.place_type, place.place_type)}")


TYPE_WORDS = {"admin1": "province", "admin2": "district"}


def scored(place: Place, reasons: list[Reason]) -> Candidate:
    """Return a candidate whose score is the sum of its reasons."""
    total = round(sum(reason.score for reason in reasons), 2)
    return Candidate(place=place, score=total, confidence=0.0, reasons=tuple(reasons))


def with_reasons(candidate: Candidate, more: list[Reason]) -> Candidate:
    """Return a candidate with further reasons added to its score."""
    kept = [reason for reason in more if abs(reason.score) >= 0.05]
    return scored(candidate.place, [*candidate.reasons, *kept]) if kept else candidate


def ranked(candidates: list[Candidate]) -> list[Candidate]:
    """Return candidates best first, each with its confidence among them."""
    ordered = sorted(candidates, key=lambda c: (-c.score, c.place.place_id))
    if not ordered:
        return []
    top = ordered[0].score
    weights = [math.exp((c.score - top) / TEMPERATURE) for c in ordered]
    total = sum(weights) + math.exp((UNLISTED_SCORE - top) / TEMPERATURE)
    return [
        replace(candidate, confidence=round(weight / total, 3))
        for candidate, weight in zip(ordered, weights, strict=True)
    ]


def in_country_context(candidates: list[Candidate], evidence: Evidence) -> list[Candidate]:
    """Add what the countries of the article say."""
    if not evidence.countries:
        return candidates
    return [with_reasons(c, [country_reason(c.place, evidence)]) for c in candidates]


def country_reason(place: Place, evidence: Evidence) -> Reason:
    """Return how well a place's country fits the article."""
    if place.place_type in ("country", "continent") or not place.countries:
        return Reason(score=0.0, text="")
    share, country = max((evidence.countries.get(code, 0.0), code) for code in place.countries)
    if share == 0.0:
        return Reason(score=-0.6, text=f"{country} is not named in the article")
    return Reason(score=round(2.4 * share, 1), text=f"the article is about {country}")


def in_place_context(
    key: str, candidates: list[Candidate], evidence: Evidence
) -> list[Candidate]:
    """Add what the clear places of the article say: same province, short distances."""
    others = [place for name, place in evidence.anchors.items() if name != key]
    if not others:
        return candidates
    own = evidence.anchors.get(key)
    return [with_reasons(c, place_reasons(c.place, own, others, evidence)) for c in candidates]


def place_reasons(
    place: Place, own: Place | None, others: list[Place], evidence: Evidence
) -> list[Reason]:
    """Return what nearby anchors say for one candidate."""
    if place.place_type in ("country", "continent"):
        return []
    reasons = []
    in_province = evidence.provinces[(place.country, place.admin1)] if place.admin1 else 0
    if own is not None and (own.country, own.admin1) == (place.country, place.admin1):
        in_province -= 1
    if in_province > 0:
        reasons.append(Reason(score=0.7, text="other places of its province are named"))
    near = sorted((kilometres(place, other), other.name) for other in others)[:2]
    closeness = sum(math.exp(-distance / NEAR_KM) for distance, _ in near)
    if closeness > 0.05:
        names = " and ".join(name for _, name in near)
        distances = " and ".join(f"{distance:.0f}" for distance, _ in near)
        reasons.append(
            Reason(score=round(1.1 * closeness, 1), text=f"named with {names}, {distances} km away")
        )
    return reasons


def contains(outer: Place, inner: Place) -> bool:
    """Return whether a country or division holds a place, by their codes."""
    if outer.place_id == inner.place_id or outer.country not in inner.countries:
        return False
    if outer.place_type == "country":
        return inner.place_type != "country"
    if outer.place_type == "admin1":
        return outer.admin1 == inner.admin1 and inner.place_type not in ("country", "admin1")
    return outer.place_type == "admin2" and outer.admin2 == inner.admin2 != ""


def beside_mention(
    candidates: list[Candidate], cue_types: set[str], containers: list[Place]
) -> list[Candidate]:
    """Add what stands right beside one mention: type words, and the place it is said to lie in."""
    places = [candidate.place for candidate in candidates]
    areas = [place for place in places if place.place_type in ("admin1", "admin2")]
    changed = []
    for candidate in candidates:
        place, reasons = candidate.place, []
        fit = type_reason(place, cue_types, areas)
        if fit:
            reasons.append(fit)
        inside = next((c for c in containers if contains(c, place)), None)
        if inside is not None:
            reasons.append(Reason(score=4.0, text=f"said to lie in {inside.name}"))
        changed.append(with_reasons(candidate, reasons))
    return changed


def type_reason(place: Place, cue_types: set[str], areas: list[Place]) -> Reason | None:
    """Return how the words beside a mention fit the place's type."""
    own = "populated place" if place.place_type in POPULATED_TYPES else place.place_type
    if own in cue_types:
        return Reason(score=2.6, text=f"called a {TYPE_WORDS.get(own, own)} here")
    if cue_types & {"admin1", "admin2"} and own == "populated place":
        return Reason(score=-1.2, text="called an area here")
    if not cue_types and own == "populated place" and any(outshines(place, a) for a in areas):
        return Reason(score=2.2, text="a bare name means the city, not the area around it")
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
