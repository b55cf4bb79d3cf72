"""Toponyms: names with the places they may mean, and what these alone say of them."""

import math
from dataclasses import dataclass
from functools import lru_cache

from gazetteer import ACRONYM, DEMONYM, DERIVED, PRIMARY, NamedSense, fold
from gazetteer.place import POPULATED_TYPES, Place
from geomap.parsing.scoring import Standing

DEMONYM_WEIGHT = 0.7  # of a country named by its people or its adjective
CYRILLIC = ("\u0400", "\u052f")


class Toponym:
    """A name as spelled, with the places it may mean and what these alone say of it.

    Articles share it: the gazetteer is immutable, so that none of this depends on a text.
    `alone` is left for resolving to fill.
    """

    __slots__ = (
        "alone", "areas", "folded", "has_later_capital", "is_acronym", "is_country", "is_demonym",
        "is_seat", "lower", "name", "named_country", "prior", "prior_as_place", "senses",
        "weights", "word",
    )  # fmt: skip

    def __init__(self, name: str, senses: tuple[NamedSense, ...]) -> None:
        self.name = name
        self.senses = senses
        self.lower = name.lower()
        self.has_later_capital = any(word[:1].isupper() for word in name.split()[1:])
        self.folded = folded(name)
        self.word = self.folded.removeprefix("the ")
        places = tuple(sense for sense in senses if not sense.flags & DEMONYM)
        self.prior = prior_of(senses)
        self.prior_as_place = prior_of(places)[0] if places else None
        types = {sense.place.place_type for sense in senses}
        self.is_demonym = len(places) < len(senses)
        self.is_acronym = any(sense.flags & ACRONYM for sense in senses)
        self.is_seat = not types.isdisjoint(("capital", "admin1"))
        self.is_country = any(sense.place.place_type == "country" for sense in places)
        self.areas = [s.place for s in places if s.place.place_type in ("country", "admin1")]
        self.named_country = country_named(senses)
        self.weights = tuple((weight_of(sense)[0], sense.place.country) for sense in senses)
        self.alone: list[Standing] | None = None


@dataclass(frozen=True, slots=True)
class TypeWeight:
    """What a name of a place type is worth, and how far it matters how the place bears it."""

    weight: float
    share_of_how: float
    text: str


TYPE_WEIGHTS = {
    "country": TypeWeight(4.0, 0.5, "the name of a country"),
    "continent": TypeWeight(3.0, 0.0, "the name of a continent"),
    "capital": TypeWeight(3.0, 0.5, "the name of a capital"),
    "admin1": TypeWeight(2.0, 1.0, "the name of a province"),
    "admin2": TypeWeight(0.2, 1.0, "the name of a district"),
}
# The medians of the seats in GeoNames cities500 whose population is known; that of 3,900 is not.
USUAL_POPULATION = {"admin1 seat": 56_000, "admin2 seat": 7_500}
ADDED_WEIGHT = 2.0  # somebody put it on the map because articles name it


@lru_cache(maxsize=50_000)
def folded(name: str) -> str:
    """Return a name as the matcher spells it, remembered."""
    return fold(name)


def country_named(senses: tuple[NamedSense, ...]) -> tuple[str, float] | None:
    """Return the first country that a name or its adjective means, and how strongly."""
    for sense in senses:
        if sense.place.place_type == "country":
            weight = DEMONYM_WEIGHT if sense.flags & DEMONYM else 1.0
            return sense.place.country, weight
    return None


def prior_of(senses: tuple[NamedSense, ...]) -> tuple[float, str]:
    """Return how much a name is worth before any context, by its weightiest place."""
    return max((weight_of(sense) for sense in senses), default=(-3.0, "no known place"))


@lru_cache(maxsize=100_000)
def weight_of(sense: NamedSense) -> tuple[float, str]:
    """Return the log-odds that a capitalised name means this place at all, and why."""
    place = sense.place
    how = 0.0 if sense.flags & PRIMARY else -0.8 if is_remade(sense) else -0.5
    if place.place_id.startswith("user:"):
        return ADDED_WEIGHT + how, "a place added by hand"
    base = TYPE_WEIGHTS.get(place.place_type)
    if base is not None:
        return base.weight + base.share_of_how * how, base.text
    if place.place_type in POPULATED_TYPES and not is_curated(place):
        size = 0.95 * (math.log10(max(likely_population(place), 300)) - 4) + 0.3
        known = f"{place.population:,} people" if place.population else "unknown size"
        return max(-1.3, min(2.6, size)) + how, f"a place of {known}"
    return 2.0 + how / 2, f"the name of a {place.place_type}"


def is_curated(place: Place) -> bool:
    """Return whether the project lists a place itself, as news names it, without its people."""
    return place.place_id.startswith("geomap:") and not place.population


def likely_population(place: Place) -> int:
    """Return how many people a place has, or what seats of its kind usually have; 0 is unknown."""
    return place.population or USUAL_POPULATION.get(place.place_type, 0)


def is_remade(sense: NamedSense) -> bool:
    """Return whether a spelling was made by rule; a case ending is as good as the name itself."""
    return bool(sense.flags & DERIVED) and not CYRILLIC[0] <= sense.spelling[:1] <= CYRILLIC[1]
