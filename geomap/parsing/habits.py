"""What a source usually writes about: a local paper's Paris is its own.

Habits are counted over whole articles that were read without them, so that the order of
articles cannot matter; a snapshot has a number, and an article read with it records that number.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from gazetteer import Place
from geomap.model import Mention

FEWEST_ARTICLES = 3
LEAST_CONFIDENCE = 0.6
COUNTRY_WEIGHT = 1.2
PROVINCE_WEIGHT = 1.6
PLACE_WEIGHT = 1.2
MOST = 2.5


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
    counts = Counter(source_key(source) for source in sources if source)
    return Frequent(frozenset(key for key, count in counts.items() if count >= FEWEST_ARTICLES))


def source_key(source: str) -> str:
    """Return what a source's articles have in common: the host of an address, else the name."""
    host = urlsplit(source).hostname if "://" in source else None
    return (host or source).removeprefix("www.").lower()


def learn(read: Iterable[tuple[str, Sequence[Mention]]], *, number: int = 1) -> Habits:
    """Count what each source names; `read` holds (source, mentions) of every article."""
    grouped: dict[str, list[Sequence[Mention]]] = {}
    for source, mentions in read:
        if source:
            grouped.setdefault(source_key(source), []).append(mentions)
    return Habits(
        number=number,
        sources={
            source: counted(source, articles)
            for source, articles in grouped.items()
            if len(articles) >= FEWEST_ARTICLES
        },
    )


def counted(source: str, articles: Sequence[Sequence[Mention]]) -> SourceHabits:
    """Return one source's habits; an article counts once for each thing it names."""
    countries: Counter[str] = Counter()
    provinces: Counter[tuple[str, str]] = Counter()
    places: Counter[str] = Counter()
    for mentions in articles:
        named = {m.place for m in mentions if m.place and m.confidence >= LEAST_CONFIDENCE}
        countries.update({place.country for place in named if place.country})
        provinces.update({(place.country, place.admin1) for place in named if place.admin1})
        places.update({place.place_id for place in named if place.place_type != "country"})
    return SourceHabits(
        source=source, articles=len(articles), countries=countries, provinces=provinces,
        places=places,
    )  # fmt: skip


def habit_term(habits: SourceHabits, place: Place) -> tuple[float, str] | None:
    """Return what a source's habits say for a place, or None; the weight is capped."""
    if place.place_type in ("country", "continent"):
        return None
    score = COUNTRY_WEIGHT * habits.share(habits.countries.get(place.country, 0))
    if place.admin1:
        score += PROVINCE_WEIGHT * habits.share(
            habits.provinces.get((place.country, place.admin1), 0)
        )
    score += PLACE_WEIGHT * habits.share(habits.places.get(place.place_id, 0))
    if score < 0.1:
        return None
    return round(min(score, MOST), 1), f"{habits.source} often writes about places there"
