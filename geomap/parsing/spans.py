"""Spans: names the matcher found in a text, with what speaks for and against each."""

import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from gazetteer import NamedSense
from geomap.model import Kind
from geomap.parsing.scoring import rounded
from geomap.parsing.surroundings import Surroundings
from geomap.parsing.toponyms import Toponym
from geomap.reasons import Term


class Span:
    """A stretch of text that bears a toponym."""

    __slots__ = ("end", "name", "start", "toponym")

    def __init__(self, start: int, end: int, toponym: Toponym) -> None:
        self.start = start
        self.end = end
        self.name = toponym.name
        self.toponym = toponym

    @property
    def senses(self) -> tuple[NamedSense, ...]:
        """The places that the name may mean."""
        return self.toponym.senses


@dataclass(slots=True)
class Recognised:
    """A span with what speaks for and against its being a place."""

    span: Span
    kind: Kind
    around: Surroundings
    terms: list[Term] = field(default_factory=list)
    cue_types: set[str] = field(default_factory=set)  # what the words beside call it
    behind_type: str = ""  # what the word right behind calls it
    after_people: bool = False  # right behind a demonym: the Greek Peloponnese
    cued: bool = False
    person: bool = False
    first_name: bool = False  # perhaps: a place's name before what may be a surname
    begins_name: bool = False  # only the first word of a name that nobody knows
    organisation: str = ""  # the longer name that this is part of, in words
    vetoed: bool = False
    score: float = 0.0

    def add(self, score: float, words: str, *parts: object) -> None:
        """Add a term to the score; `parts` are put into its words when somebody asks."""
        self.score += score
        self.terms.append((rounded(score, 10.0), words, parts))

    @property
    def accepted(self) -> bool:
        """Whether this is a place or a demonym rather than anything else."""
        return self.score > 0 and not self.vetoed

    @property
    def probability(self) -> float:
        """The share of such spans that are places."""
        if self.vetoed or self.score < -30.0:
            return 0.0
        return 1 / (1 + math.exp(-self.score))


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


def first_word(words: list[str]) -> str:
    """Return the nearest word in small letters, or nothing."""
    return words[0].lower() if words else ""
