"""The facts that travel from an article to the map."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gazetteer.place import REGION_TYPES, SITE_TYPES, WATER_TYPES, Place

Kind = Literal["place", "demonym"]
Precision = Literal[
    "point", "populated place", "admin2", "admin1", "country", "region", "water", ""
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was given. Offsets elsewhere count characters of `text`.

    `article_id` is the giver's own, empty where there was none; `published` is None and
    `language` empty where unknown.
    """

    text: str
    title: str = ""
    article_id: str = ""
    source: str = ""
    url: str = ""
    published: date | None = None
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One named, signed term of a score, in words a reader understands."""

    score: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a toponym might mean. `confidence` is its share among all candidates, 0 to 1."""

    place: Place
    score: float
    confidence: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A toponym anchored in an article: `text[start:end] == name`.

    `place` is None while unresolved, and then `precision` is empty. `reasons` say why this span
    is a place and why this place; `candidates` are the best few, best first.
    """

    start: int
    end: int
    name: str
    kind: Kind
    place: Place | None
    confidence: float
    precision: Precision = ""
    reasons: tuple[Reason, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """A name inside the name of something else, "the Jerusalem Post": evidence, no mention."""

    start: int
    end: int
    name: str
    place: Place
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What was read in one article, both in text order."""

    mentions: list[Mention]
    evidence: list[Embedded]


def precision_of(place: Place) -> Precision:
    """Return how precisely naming this place says where something is."""
    if place.place_type in ("country", "admin1", "admin2"):
        return place.place_type  # type: ignore[return-value]  # the three words are the same
    if place.place_type in WATER_TYPES:
        return "water"
    if place.place_type in REGION_TYPES:
        return "region"
    return "point" if place.place_type in SITE_TYPES else "populated place"
