"""What the store is asked for and what it answers."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from gazetteer.place import Place
from geomap.excerpts import Excerpt
from geomap.model import Article, Kind, Mention, Precision, Role

Verdict = Literal["not a place", "another place"]
Begun = Callable[[], AbstractContextManager[None]]  # a reading or a transaction
Collection = Literal["mentions", "places", "articles"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundingBox:
    """Degrees, edges included; crosses the antimeridian where `west` is greater than `east`."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which mentions are wanted; None and, but for `kinds`, an empty set mean every one.

    Only mentions with a place have a box and a country: its ISO 3166-1 alpha-2 code, where a
    river has several. `since` and `until` are days of publication, both included; `undated`
    asks for articles without one. `placed` asks for mentions that have a place. All of `words`
    must occur in the article, and words in double quotes side by side. `precisions` are those
    of the mention, "" while unresolved. `copies` asks for near-duplicates of other articles too,
    which are left out otherwise.
    """

    bbox: BoundingBox | None = None
    place_id: str | None = None
    kinds: frozenset[Kind] = field(default=frozenset({"place"}))
    countries: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    min_confidence: float = 0.0
    roles: frozenset[Role] = frozenset()
    precisions: frozenset[Precision] = frozenset()
    languages: frozenset[str] = frozenset()
    words: str = ""
    undated: bool = False
    placed: bool = False
    copies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCount:
    """A place and how often it is named. `confidence` is the mean over its mentions."""

    place: Place
    mentions: int
    articles: int
    confidence: float
    precision: Precision
    first_published: date | None
    last_published: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about the stretch `start` to `end` of an article's text.

    `place` is None where it is not a place. `former_place` and `former_confidence` are the
    answer before, None while unresolved. Times are UTC; `undone` is None while it stands, and
    the latest one that stands for a stretch counts. `who` is empty where nobody said.
    """

    number: int
    article_id: int
    start: int
    end: int
    name: str
    verdict: Verdict
    place: Place | None
    who: str
    decided: datetime
    former_place: Place | None
    former_confidence: float
    undone: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMention:
    """A mention with what a reader needs beside it.

    `article_id` is the store's own number, `given_id` the giver's identifier; `decision` is
    what a person decided about it, None for most.
    """

    mention_id: int
    article_id: int
    given_id: str
    mention: Mention
    excerpt: Excerpt
    title: str
    source: str
    url: str
    published: date | None
    language: str
    author: str = ""
    decision: Decision | None = None
    copies: int = 0
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some mentions; `next` is what `after` must be to get those that follow, None at the end."""

    mentions: list[StoredMention]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article and its mentions in text order; `gazetteer` is the version that read it.

    `snapshot` is the number of the habits it was read with, 0 for none. `decisions` are those
    that stand, oldest first.
    """

    number: int
    article: Article
    mentions: list[Mention]
    gazetteer: str
    snapshot: int = 0
    decisions: list[Decision] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a database holds. `changes` grows with every write.

    `copies` are near-duplicates of other articles, which no other number counts.
    """

    articles: int
    mentions: int
    places: int
    unresolved: int
    changes: int
    copies: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What one write added; `known` articles were there already and are left as they were.

    Of the `articles`, `versions` are new versions of known ones and `copies` near-duplicates.
    `decided` are the numbers of those that decisions of a former version are about.
    """

    articles: int
    known: int
    mentions: int
    unresolved: int
    versions: int = 0
    copies: int = 0
    decided: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlaces:
    """The places that an article of a source names; `snapshot` is what it was read with."""

    number: int
    source: str
    snapshot: int
    places: list[Place]


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedImport:
    """An import that lies over the world; `version` is that of the layer last read with."""

    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A point that a geocoder gave for a name, and its address in the geocoder's words."""

    address: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What is wanted of a collection, in the order in which it came.

    Of the mentions with a place that `wanted` describes: they, their places, or their articles;
    every article where it describes none. `box` holds the very points of a collection, and
    whatever has none. `first` and `last` are days of publication, both included, and what has
    none is of every period. `place_name` is the name of a place, whichever bears it; empty for
    any. `expression` is CQL2 as JSON. `number` asks for one mention or
    article alone, `after` for what follows a number; -1 is no limit.
    """

    wanted: Filter = field(default_factory=Filter)
    box: BoundingBox | None = None
    first: date | None = None
    last: date | None = None
    place_name: str = ""
    expression: object = None
    number: int | None = None
    after: int = 0
    limit: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPlace:
    """A named place under the store's own number."""

    number: int
    count: PlaceCount


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefArticle:
    """An article without its text, how many mentions of places it has, and where those point.

    Each point is its longitude and its latitude, WGS 84 degrees.
    """

    number: int
    article: Article
    mentions: int
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """Where and when everything held is; None where nothing is."""

    box: BoundingBox | None
    first: date | None
    last: date | None
