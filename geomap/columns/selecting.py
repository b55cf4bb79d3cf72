"""Which rows a filter means."""

from collections.abc import Iterator

import numpy as np

from geomap.columns.table import UNDATED, Bools, Columns, Numbers, Sort
from geomap.store import BoundingBox, Filter


def chosen(columns: Columns, wanted: Filter, holding: Numbers | None = None) -> Bools:
    """Return for each mention whether it is wanted.

    `holding` are the numbers of the articles that hold the words, None where no word is asked.
    """
    mentions = columns.mentions
    mask = sorts(columns, wanted).take(mentions.sort)
    if wanted.min_confidence > 0:
        mask &= mentions.confidence >= np.float32(wanted.min_confidence)
    for places in place_masks(columns, wanted):
        mask &= places.take(mentions.place)
    articles = None
    for each in article_masks(columns, wanted, holding):
        articles = each if articles is None else articles & each
    if articles is not None:
        mask &= articles.take(mentions.article)
    return mask


def sorts(columns: Columns, wanted: Filter) -> Bools:
    """Return for each kind, role and precision that occur together whether they are wanted."""

    def holds(sort: Sort) -> bool:
        kind, role, precision = sort
        return (
            kind in wanted.kinds
            and (not wanted.roles or role in wanted.roles)
            and (not wanted.precisions or precision in wanted.precisions)
        )

    return columns.words.sorts.among(holds)


def place_masks(columns: Columns, wanted: Filter) -> Iterator[Bools]:
    """Yield for each place whether one condition on it holds."""
    places = columns.places
    size = len(places.known)
    if wanted.placed:
        named = np.ones(size, bool)
        named[0] = False
        yield named
    if wanted.place_id is not None:
        yield at([places.number.get(wanted.place_id, 0)], size)
    if wanted.countries:
        none = np.empty(0, np.int64)
        numbers = [places.of_country.get(code, none) for code in wanted.countries]
        yield at(np.concatenate(numbers), size)
    if wanted.bbox is not None:
        yield inside(wanted.bbox, places.longitude, places.latitude)


def at(numbers: Numbers | list[int], size: int) -> Bools:
    """Return a mask of what stands at some numbers; nothing stands at 0."""
    mask = np.zeros(size, bool)
    mask[numbers] = True
    mask[0] = False
    return mask


def inside(box: BoundingBox, longitude: Numbers, latitude: Numbers) -> Bools:
    """Return which points lie in a box, its edges included; what has no point does not."""
    if box.west > box.east:
        across = (longitude >= box.west) | (longitude <= box.east)
    else:
        across = (longitude >= box.west) & (longitude <= box.east)
    mask: Bools = across & (latitude >= box.south) & (latitude <= box.north)
    return mask


def article_masks(columns: Columns, wanted: Filter, holding: Numbers | None) -> Iterator[Bools]:
    """Yield for each article whether one condition on it holds."""
    articles = columns.articles
    if wanted.sources:
        yield columns.words.sources.among(wanted.sources.__contains__).take(articles.source)
    if wanted.languages:
        yield columns.words.languages.among(wanted.languages.__contains__).take(articles.language)
    if wanted.since is not None:
        yield articles.day >= wanted.since.toordinal()
    if wanted.until is not None:
        yield (articles.day <= wanted.until.toordinal()) & (articles.day != UNDATED)
    if wanted.undated:
        yield articles.day == UNDATED
    if holding is not None:
        yield at(holding[holding < len(articles.day)], len(articles.day))
