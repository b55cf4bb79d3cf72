"""The facts that travel from an article to the map."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gazetteer.place import REGION_TYPES, SITE_TYPES, WATER_TYPES, Place

Kind = Literal["place", "demonym"]
Precision = Literal[
    "point", "populated place", "admin2", "admin1", "country", "region", "water", ""
]
Role = Literal["event", "dateline", "actor", "destination", "origin", "reference"]
# Named as a whole and wide: drawn as an area, never as a pin in its middle.
AREA_PRECISIONS: frozenset[Precision] = frozenset(
    {"country", "admin1", "admin2", "region", "water"}
)
RADII_KM: dict[Precision, float] = {"point": 1.0, "admin2": 20.0, "admin1": 60.0, "region": 100.0}
POPULATED_RADII_KM = ((1_000_000, 10.0), (100_000, 5.0), (10_000, 3.0), (0, 2.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was given. Offsets elsewhere count characters of `text`.

    `article_id` is the giver's own, empty where there was none; `published` is None and
    `language` and `author` empty where unknown.
    """

    text: str
    title: str = ""
    article_id: str = ""
    source: str = ""
    url: str = ""
    published: date | None = None
    language: str = ""
    author: str = ""


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
    reasons: Sequence[Reason]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A point told by its relation to a named place: "20 km north of Palmyra".

    `text` is what the article says; `radius_km` is the stated uncertainty around the point.
    """

    text: str
    longitude: float
    latitude: float
    radius_km: float
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A toponym anchored in an article: `text[start:end] == name`.

    `place` is None while unresolved, and then `precision` is empty. `reasons` say why this span
    is a place and why this place; `candidates` are the best few, best first. `relation` moves
    the point off the place itself; the span stays the toponym alone. `role` says what part the
    place plays in its sentence, `role_reason` why.
    """

    start: int
    end: int
    name: str
    kind: Kind
    place: Place | None
    confidence: float
    precision: Precision = ""
    reasons: Sequence[Reason] = ()
    candidates: Sequence[Candidate] = ()
    role: Role = "reference"
    role_reason: str = ""
    relation: Relation | None = None

    @property
    def longitude(self) -> float | None:
        """Where the mention points, WGS 84 degrees; None while unresolved."""
        at = self.relation or self.place
        return at.longitude if at else None

    @property
    def latitude(self) -> float | None:
        """Where the mention points, WGS 84 degrees; None while unresolved."""
        at = self.relation or self.place
        return at.latitude if at else None

    @property
    def radius_km(self) -> float | None:
        """How far off the point may be; None while unresolved, and for an area without one."""
        if self.relation:
            return self.relation.radius_km
        return place_radius_km(self.place) if self.place else None


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


def place_radius_km(place: Place) -> float | None:
    """Return how far from its point a place that is merely named may mean, in kilometres.

    None for a country, a continent and a water: such a name gives an area, not a point.
    The table stands in docs/precision.md.
    """
    precision = precision_of(place)
    if precision == "populated place":
        return next(km for least, km in POPULATED_RADII_KM if place.population >= least)
    return None if place.place_type == "continent" else RADII_KM.get(precision)


def precision_of(place: Place) -> Precision:
    """Return how precisely naming this place says where something is."""
    if place.place_type in ("country", "admin1", "admin2"):
        return place.place_type  # type: ignore[return-value]  # the three words are the same
    if place.place_type in WATER_TYPES:
        return "water"
    if place.place_type in REGION_TYPES:
        return "region"
    return "point" if place.place_type in SITE_TYPES else "populated place"


def is_area(place: Place) -> bool:
    """Return whether a place is too wide for a point."""
    return precision_of(place) in AREA_PRECISIONS
