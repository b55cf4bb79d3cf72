"""Count the chosen mentions by place, by day and by what else they can be filtered by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from geomap.columns.table import UNDATED, Bools, Codes, Columns, Numbers

Unit = Literal["day", "week", "month"]
Bar = tuple[date, int]
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
    dated = columns.articles.day[columns.articles.day != UNDATED]
    named = np.bincount(columns.mentions.place, minlength=1)
    return Held(
        articles=int(np.count_nonzero(columns.articles.held)),
        mentions=len(columns.mentions.place),
        places=int(np.count_nonzero(named[1:])),
        unresolved=int(named[0]),
        first_published=date.fromordinal(int(dated.min())) if len(dated) else None,
        last_published=date.fromordinal(int(dated.max())) if len(dated) else None,
    )


def tally(columns: Columns, mask: Bools) -> Tally:
    """Count by place."""
    size = len(columns.places.known)
    place = columns.mentions.place[mask]
    article = columns.mentions.article[mask]
    mentions = np.bincount(place, minlength=size)
    sure = np.bincount(place, weights=columns.mentions.confidence[mask], minlength=size)
    # Rows of one article and place stand side by side: the first of them stands for the article.
    first = np.ones(len(place), bool)
    first[1:] = (place[1:] != place[:-1]) | (article[1:] != article[:-1])
    return Tally(
        mentions=mentions,
        articles=np.bincount(place[first], minlength=size),
        confidence=sure / np.maximum(mentions, 1),
    )


def by_article(columns: Columns, mask: Bools) -> Numbers:
    """Count by article, at its number."""
    return np.bincount(columns.mentions.article[mask], minlength=len(columns.articles.day))


def histogram(columns: Columns, mask: Bools, *, bins: int) -> Histogram:
    """Count by day, week or month: the shortest of which all known days need at most `bins`.

    Which days there are does not depend on the mask, so that the bars stay where they are.
    """
    days = columns.articles.day
    counts = by_article(columns, mask)
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


def by_country(columns: Columns, counted: Tally) -> list[tuple[str, int]]:
    """Count by country; a place of several counts in each."""
    return ranked(
        (code, int(counted.mentions[numbers].sum()))
        for code, numbers in columns.places.of_country.items()
    )


def by_code(codes: Numbers, words: Codes, weights: Numbers | None = None) -> list[tuple[str, int]]:
    """Count by word."""
    counts = np.bincount(codes, weights=weights, minlength=len(words.words))
    return ranked(zip(words.words, counts.astype(np.int64).tolist(), strict=False))


def ranked(counted: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return what was counted at all, most first."""
    return sorted((each for each in counted if each[1]), key=lambda each: (-each[1], each[0]))
