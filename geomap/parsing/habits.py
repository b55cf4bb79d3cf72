"""What a source usually writes about: a local paper's Paris is its own.

Habits are counted over whole articles that were read without them, so that the order of
articles cannot matter; a snapshot has a number, and an article read with it records that number.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from gazetteer import Place
from geomap.model import Mention

FEWEST_ARTICLES = 3
LEAST_CONFIDENCE = 0.6
LEAST_SHARE = 0.01  # of a source's articles; a snapshot of ten thousand sources stays small
COUNTRY_WEIGHT = 1.2
PROVINCE_WEIGHT = 1.6
PLACE_WEIGHT = 1.2
MOST = 2.5

Counted = TypeVar("Counted")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHabits:
    """In how many of a source's articles each country, province and place is named."""

    source: str
    articles: int
    countries: Mapping[str, int]
    provinces: Mapping[tuple[str, str], int]
    places: Mapping[str, int]

    def share(self, count: int) -> float:
        """Return which share of the other articles a count stands for."""
        return max(0, count - 1) / self.articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """A numbered snapshot of the habits of every source. Number 0 knows none."""

    number: int = 0
    sources: Mapping[str, SourceHabits] = field(default_factory=dict)

    def of(self, source: str) -> SourceHabits | None:
        """Return the habits of a source, or None where it has too few articles."""
        return self.sources.get(source_key(source)) if source else None


@dataclass(frozen=True, slots=True)
class Frequent:
    """The sources with enough articles to have habits. False where there are none."""

    keys: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.keys)

    def holds(self, source: str) -> bool:
        """Return whether this is one of them."""
        return source_key(source) in self.keys


def frequent_sources(sources: Iterable[str]) -> Frequent:
    """Return the sources that come often enough; `sources` holds one an article."""
    return frequent_in((source, 1) for source in sources)


def frequent_in(counted: Iterable[tuple[str, int]]) -> Frequent:
    """Return the sources that come often enough; `counted` holds how many articles they have."""
    counts: Counter[str] = Counter()
    for source, articles in counted:
        if source:
            counts[source_key(source)] += articles
    return Frequent(frozenset(key for key, count in counts.items() if count >= FEWEST_ARTICLES))


def source_key(source: str) -> str:
    """Return what a source's articles have in common: the host of an address, else the name."""
    host = urlsplit(source).hostname if "://" in source else None
    return (host or source).removeprefix("www.").lower()


def learn(read: Iterable[tuple[str, Sequence[Mention]]], *, number: int = 1) -> Habits:
    """Count what each source names; `read` holds (source, mentions) of every article."""
    named = ((source, surely_named(mentions)) for source, mentions in read)
    return Habits(number=number, sources=habits_in(named))


def surely_named(mentions: Iterable[Mention]) -> set[Place]:
    """Return the places that an article names with some confidence at least."""
    return {m.place for m in mentions if m.place and m.confidence >= LEAST_CONFIDENCE}


def habits_in(named: Iterable[tuple[str, Iterable[Place]]]) -> dict[str, SourceHabits]:
    """Return the habits of sources; `named` holds (source, places) of every article."""
    counts: defaultdict[str, Counts] = defaultdict(Counts)
    for source, places in named:
        if source:
            counts[source_key(source)].add(set(places))
    return {
        source: each.habits(source)
        for source, each in counts.items()
        if each.articles >= FEWEST_ARTICLES
    }


@dataclass(slots=True)
class Counts:
    """What is counted of one source; an article counts once for each thing it names."""

    articles: int = 0
    countries: Counter[str] = field(default_factory=Counter)
    provinces: Counter[tuple[str, str]] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)

    def add(self, named: Collection[Place]) -> None:
        """Count an article."""
        self.articles += 1
        self.countries.update({place.country for place in named if place.country})
        self.provinces.update({(place.country, place.admin1) for place in named if place.admin1})
        self.places.update({place.place_id for place in named if place.place_type != "country"})

    def habits(self, source: str) -> SourceHabits:
        """Return the habits, without what is too rare to weigh anything."""
        fewest = max(2, math.ceil(LEAST_SHARE * self.articles))
        return SourceHabits(
            source=source, articles=self.articles, countries=frequent(self.countries, fewest),
            provinces=frequent(self.provinces, fewest), places=frequent(self.places, fewest),
        )  # fmt: skip


def frequent(counts: Mapping[Counted, int], fewest: int) -> dict[Counted, int]:
    """Return what was counted often enough."""
    return {each: count for each, count in counts.items() if count >= fewest}


def habit_score(habits: SourceHabits, place: Place) -> float:
    """Return what a source's habits say for a place, 0 for nothing; the weight is capped."""
    if place.place_type in ("country", "continent"):
        return 0.0
    score = COUNTRY_WEIGHT * habits.share(habits.countries.get(place.country, 0))
    if place.admin1:
        score += PROVINCE_WEIGHT * habits.share(
            habits.provinces.get((place.country, place.admin1), 0)
        )
    score += PLACE_WEIGHT * habits.share(habits.places.get(place.place_id, 0))
    return round(min(score, MOST), 1) if score >= 0.1 else 0.0
