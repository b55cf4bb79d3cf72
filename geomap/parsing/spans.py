"""Spans: names the matcher found, and what their places alone say of them."""

import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from gazetteer import DEMONYM, DERIVED, PRIMARY, NamedSense, fold
from gazetteer.place import POPULATED_TYPES
from geomap.model import Kind
from geomap.parsing.surroundings import Surroundings

CYRILLIC = ("\u0400", "\u052f")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text with the senses its names have in the gazetteer."""

    start: int
    end: int
    name: str
    senses: tuple[NamedSense, ...]


@dataclass(slots=True)
class Recognised:
    """A span with what speaks for and against its being a place."""

    span: Span
    kind: Kind
    around: Surroundings
    terms: list[tuple[float, str]] = field(default_factory=list)
    cue_types: set[str] = field(default_factory=set)  # what the words beside call it
    behind_type: str = ""  # what the word right behind calls it
    cued: bool = False
    person: bool = False
    first_name: bool = False  # perhaps: a place's name before what may be a surname
    organisation: str = ""  # the longer name that this is part of, in words
    vetoed: bool = False
    score: float = 0.0

    def add(self, score: float, text: str) -> None:
        """Add a term to the score."""
        self.score += score
        self.terms.append((score, text))

    @property
    def accepted(self) -> bool:
        """Whether this is a place or a demonym rather than anything else."""
        return self.score > 0 and not self.vetoed

    @property
    def probability(self) -> float:
        """The share of such spans that are places."""
        return 0.0 if self.vetoed else 1 / (1 + math.exp(-max(-30.0, min(30.0, self.score))))


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


class Taken:
    """Stretches of a text that do not overlap each other, asked quickly whether one is met."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def meets(self, start: int, end: int) -> bool:
        """Return whether any of the stretches shares a character with `start:end`."""
        last = bisect_left(self._starts, end) - 1
        return last >= 0 and self._ends[last] > start


@lru_cache(maxsize=50_000)
def folded(name: str) -> str:
    """Return a name as the matcher spells it, remembered."""
    return fold(name)


def first_word(words: list[str]) -> str:
    """Return the nearest word in small letters, or nothing."""
    return words[0].lower() if words else ""


def is_seat(span: Span) -> bool:
    """Return whether a capital or a first-level division bears the name: such speak, in news."""
    return any(s.place.place_type in ("capital", "admin1") for s in span.senses)


def is_country(span: Span) -> bool:
    """Return whether a country bears the name."""
    return any(s.place.place_type == "country" and not s.flags & DEMONYM for s in span.senses)


def prior_of(senses: tuple[NamedSense, ...]) -> tuple[float, str]:
    """Return how much a name is worth before any context, by its weightiest place."""
    return max((weight_of(sense) for sense in senses), default=(-3.0, "no known place"))


@lru_cache(maxsize=100_000)
def weight_of(sense: NamedSense) -> tuple[float, str]:
    """Return the log-odds that a capitalised name means this place at all, and why."""
    place = sense.place
    how = 0.0 if sense.flags & PRIMARY else -0.8 if is_remade(sense) else -0.5
    base = TYPE_WEIGHTS.get(place.place_type)
    if base is not None:
        return base.weight + base.share_of_how * how, base.text
    if place.place_type in POPULATED_TYPES:
        size = 0.95 * (math.log10(max(place.population, 300)) - 4) + 0.3
        return max(-1.3, min(2.6, size)) + how, f"a place of {place.population:,} people"
    return 2.0 + how / 2, f"the name of a {place.place_type}"


def is_remade(sense: NamedSense) -> bool:
    """Return whether a spelling was made by rule; a case ending is as good as the name itself."""
    return bool(sense.flags & DERIVED) and not CYRILLIC[0] <= sense.spelling[:1] <= CYRILLIC[1]
