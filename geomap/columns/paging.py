"""Find the mentions of a page before any is read from the database."""

import re
from datetime import date

import numpy as np

from geomap.columns.table import UNDATED, Bools, Columns, Numbers
from geomap.store.querying import AFTER

DAY_SHIFT = 40  # an article's number stays below 2**40


def articles_of_page(
    columns: Columns, counts: Numbers, *, limit: int, after: str | None
) -> Numbers:
    """Return the articles among which the `limit` mentions behind a key are, by number.

    `counts` are of the chosen mentions, by article.
    """
    article = np.flatnonzero(counts)
    order = columns.articles.day.take(article).astype(np.int64) << DAY_SHIFT | article
    match = AFTER.fullmatch(after or "")
    if match:  # a part of the key's own article may be behind it too
        behind = np.flatnonzero(order <= key_order(match))
        article, order = article[behind], order[behind]
        limit += 1
    if len(article) > limit:
        article = article[np.argpartition(order, len(order) - limit)[len(order) - limit :]]
    return np.sort(article)


def mentions_in(columns: Columns, mask: Bools, articles: Numbers) -> list[int]:
    """Return the identifiers of the chosen mentions of some articles."""
    first = np.searchsorted(columns.mentions.article, articles, side="left")
    last = np.searchsorted(columns.mentions.article, articles, side="right")
    found: list[int] = []
    for start, end in zip(first.tolist(), last.tolist(), strict=True):
        found += columns.mentions.mention_id[start:end][mask[start:end]].tolist()
    return found


def key_order(match: re.Match[str]) -> int:
    """Return where a key stands in the order of pages."""
    published, article, *_ = match.groups()
    return day_number(published) << DAY_SHIFT | min(int(article), (1 << DAY_SHIFT) - 1)


def day_number(published: str) -> int:
    """Return a key's day; one that no calendar has is before all."""
    try:
        return date.fromisoformat(published).toordinal() if published else UNDATED
    except ValueError:
        return UNDATED


def newest(columns: Columns, rows: Numbers, most: int) -> Numbers:
    """Return which of some rows are of the newest articles, as their places among them."""
    if len(rows) <= most:
        return np.arange(len(rows))
    days = columns.articles.day[columns.mentions.article[rows]]
    return np.argpartition(days, len(rows) - most)[len(rows) - most :]
