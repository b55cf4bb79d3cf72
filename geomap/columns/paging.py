"""Find the mentions of a page before any is read from the database."""

import re
from datetime import date

import numpy as np

from geomap.columns.table import UNDATED, Bools, Columns, Numbers
from geomap.store.querying import AFTER

DAY_SHIFT = 40  # an article's number stays below 2**40


def page_candidates(columns: Columns, mask: Bools, *, limit: int, after: str | None) -> list[int]:
    """Return identifiers among which are the `limit` chosen mentions behind a key.

    A few more may be among them, those of whole articles; the store has the last word.
    """
    rows = np.flatnonzero(mask)
    article = columns.mentions.article[rows]
    order = columns.articles.day[article].astype(np.int64) << DAY_SHIFT | article
    match = AFTER.fullmatch(after or "")
    if match:
        key = key_order(match)
        behind = order <= key
        rows, order = rows[behind], order[behind]
        limit += int((order == key).sum())
    if len(rows) > limit:
        least = np.partition(order, len(rows) - limit)[len(rows) - limit]
        rows = rows[order >= least]
    identifiers: list[int] = columns.mentions.mention_id[rows].tolist()
    return identifiers


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
