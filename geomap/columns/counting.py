"""Count the chosen mentions by place, by day and by what else they can be filtered by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from geomap.columns.table import UNDATED, Bools, Codes, Columns, Numbers, Sort
from geomap.model import precision_of
from geomap.store import PlaceCount

Unit = Literal["day", "week", "month"]
Bar = tuple[date, int]
Ranked = list[tuple[str, int]]
MOST_BARS = 5000  # with empty ones; a lone old date must not draw thousands


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One value a place, at its number; `confidence` is the mean over its mentions."""

    mentions: Numbers
    articles: Numbers
    confidence: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Mentions by the first day of each unit, oldest first, and those without a date."""

    unit: Unit
    bars: list[Bar]
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a database holds; the days are those of its dated articles, None where none is."""

    articles: int
    mentions: int
    places: int
    unresolved: int
    first_published: date | None
    last_published: date | None


def held(columns: Columns) -> Held:
    """Count everything, demonyms too."""
    first, last = period(columns.articles.day)
    named = np.bincount(columns.mentions.place, minlength=1)
    return Held(
        articles=int(np.count_nonzero(columns.articles.held)),
        mentions=len(columns.mentions.place),
        places=int(np.count_nonzero(named[1:])),
        unresolved=int(named[0]),
        first_published=first,
        last_published=last,
    )


def tally(columns: Columns, mask: Bools) -> Tally:
    """Count by place."""
    size = len(columns.places.known)
    rows = np.flatnonzero(mask)  # taking by numbers is several times as fast as by a mask
    place = columns.mentions.place.take(rows)
    article = columns.mentions.article.take(rows)
    mentions = np.bincount(place, minlength=size)
    sure = np.bincount(place, weights=columns.mentions.confidence.take(rows), minlength=size)
    # Rows of one article and place stand side by side: the first of them stands for the article.
    first = np.ones(len(place), bool)
    first[1:] = (place[1:] != place[:-1]) | (article[1:] != article[:-1])
    return Tally(
        mentions=mentions,
        articles=chosen_counts(place, first, size),
        confidence=sure / np.maximum(mentions, 1),
    )


def place_count(columns: Columns, mask: Bools, number: int) -> PlaceCount:
    """Return the counts of the only place that is chosen, at least once."""
    place = columns.places.known[number]
    assert place is not None  # something names it
    rows = np.flatnonzero(mask)
    articles = np.unique(columns.mentions.article[rows])
    first, last = period(columns.articles.day[articles])
    return PlaceCount(
        place=place, mentions=len(rows), articles=len(articles),
        confidence=float(columns.mentions.confidence[rows].mean(dtype=np.float64)),
        precision=precision_of(place), first_published=first, last_published=last,
    )  # fmt: skip


def period(days: Numbers) -> tuple[date | None, date | None]:
    """Return the first and the last of some days, None where none is dated."""
    dated = days[days != UNDATED]
    if not len(dated):
        return None, None
    return date.fromordinal(int(dated.min())), date.fromordinal(int(dated.max()))


def by_place(columns: Columns, mask: Bools) -> Numbers:
    """Count by place, at its number; nothing is counted at 0."""
    return chosen_counts(columns.mentions.place, mask, len(columns.places.known))


def by_article(columns: Columns, mask: Bools) -> Numbers:
    """Count by article, at its number."""
    counts = chosen_counts(columns.mentions.article, mask, len(columns.articles.held))
    return counts.astype(np.int32)


def by_sort(columns: Columns, mask: Bools) -> Numbers:
    """Count by kind, role and precision together, at their code."""
    return np.bincount(
        columns.mentions.sort, weights=mask, minlength=len(columns.words.sorts.told)
    ).astype(np.int64)


def chosen_counts(numbers: Numbers, mask: Bools, size: int) -> Numbers:
    """Count each number where the mask is set. What is not chosen would count at 0."""
    counts = np.bincount(numbers * mask, minlength=size)
    counts[0] = 0
    return counts


def histogram(columns: Columns, counts: Numbers, *, bins: int) -> Histogram:
    """Count by day, week or month: the shortest of which all known days need at most `bins`.

    `counts` are by article. Which days there are does not depend on them, so that the bars stay
    where they are.
    """
    days = columns.articles.day
    undated = int(counts[days == UNDATED].sum())
    dated = days[days != UNDATED]
    if not len(dated):
        return Histogram(unit="day", bars=[], undated=undated)
    first, last = int(dated.min()), int(dated.max())
    unit = unit_for(last - first + 1, bins)
    daily = np.bincount(
        days[days != UNDATED] - first, weights=counts[days != UNDATED], minlength=last - first + 1
    )
    return Histogram(unit=unit, bars=bars(daily, first, unit), undated=undated)


def unit_for(days: int, bins: int) -> Unit:
    """Return the shortest unit of which a span needs no more than so many."""
    if days <= bins:
        return "day"
    return "week" if days <= 7 * bins else "month"


def bars(daily: Numbers, first: int, unit: Unit) -> list[Bar]:
    """Return a bar for each unit, in order; without the empty ones where those are too many."""
    counted: dict[date, int] = {}
    for offset in np.flatnonzero(daily).tolist():
        start = start_of(date.fromordinal(first + offset), unit)
        counted[start] = counted.get(start, 0) + int(daily[offset])
    last = start_of(date.fromordinal(first + len(daily) - 1), unit)
    start = start_of(date.fromordinal(first), unit)
    every: list[Bar] = []
    while start <= last and len(every) <= MOST_BARS:
        every.append((start, counted.get(start, 0)))
        start = following(start, unit)
    return every if len(every) <= MOST_BARS else sorted(counted.items())


def start_of(day: date, unit: Unit) -> date:
    """Return the first day of the unit that a day is in; weeks begin on Monday (ISO 8601)."""
    if unit == "week":
        return date.fromordinal(max(1, day.toordinal() - day.weekday()))
    return day.replace(day=1) if unit == "month" else day


def following(start: date, unit: Unit) -> date:
    """Return the first day of the next unit."""
    if unit == "month":
        return (start + timedelta(days=31)).replace(day=1)
    return start + timedelta(days=7 if unit == "week" else 1)


def ranked_countries(columns: Columns, by_place: Numbers) -> Ranked:
    """Return the mentions of each country; a place of several counts in each."""
    return ranked(
        (code, int(by_place[numbers].sum())) for code, numbers in columns.places.of_country.items()
    )


def ranked_codes(codes: Numbers, words: Codes[str], by_article: Numbers) -> Ranked:
    """Return the mentions of each word that articles have a code of."""
    counts = np.bincount(codes, weights=by_article, minlength=len(words.told))
    return ranked(zip(words.told, counts.astype(np.int64).tolist(), strict=False))


def ranked_sorts(words: Codes[Sort], by_sort: Numbers, part: int) -> Ranked:
    """Return the mentions of each role (1) or precision (2)."""
    counts: dict[str, int] = {}
    for sort, mentions in zip(words.told, by_sort.tolist(), strict=False):
        counts[sort[part]] = counts.get(sort[part], 0) + mentions
    return ranked(counts.items())


def ranked(counted: Iterable[tuple[str, int]]) -> Ranked:
    """Return what was counted at all, most first."""
    return sorted((each for each in counted if each[1]), key=lambda each: (-each[1], each[0]))
