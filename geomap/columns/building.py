"""Read a store into columns, or what has changed in it since they were read."""

from dataclasses import replace

import numpy as np

from geomap.columns.merging import with_articles, with_mentions, with_places, with_relations
from geomap.columns.names import Names
from geomap.columns.reading import article_columns, mention_columns, place_columns
from geomap.columns.table import Bools, Codes, Columns, RelationColumns, Vocabularies
from geomap.store import Store
from geomap.store.tabling import Rewritten, Wanted


def columns_of(store: Store, former: Columns | None = None) -> Columns:
    """Return the columns of a store as it is now.

    `former` are its columns as they were: only what was written since then is read. Where a
    backup was put in the place of the database, everything is.
    """
    with store.reading():
        changes = store.changes()
        if former and former.changes == changes:
            return former
        if former and former.changes > changes:
            former = None
        again = store.rewritten(since=former.changes) if former else Rewritten()
        return replace(updated(former or empty(), store, again), changes=changes)


def empty() -> Columns:
    """Return the columns of a database that holds nothing yet."""
    words = Vocabularies(
        sorts=Codes(), sources=Codes(), languages=Codes()
    )  # fmt: skip
    names = Names()
    none = np.empty(0, np.int64)
    return Columns(
        changes=-1, words=words, names=names, places=place_columns({}),
        articles=article_columns([], words)[1], mentions=mention_columns([], words, names),
        relations=RelationColumns(
            mention_id=none, article=none, row=none, longitude=none, latitude=none, told=()
        ),
    )  # fmt: skip


def updated(former: Columns, store: Store, again: Rewritten) -> Columns:
    """Return columns with what is new in a store, and what was written again."""
    words, names = former.words, former.names
    # What was last and is gone leaves its number to the next, so the highest in use counts.
    wanted = Wanted(after=last(former.articles.held), again=again.articles)
    known = np.array([place is not None for place in former.places.known])
    found = dict(store.numbered_places(Wanted(after=last(known), again=again.places)))
    names.add((number, place.name) for number, place in found.items())
    numbers, articles = article_columns(store.article_facts(wanted), words)
    mentions = mention_columns(store.mention_facts(wanted), words, names)
    merged = with_mentions(former.mentions, again.articles, mentions)
    return replace(
        former,
        places=with_places(former.places, again.places, found),
        articles=with_articles(former.articles, again.articles, numbers, articles),
        mentions=merged,
        relations=with_relations(former.relations, again.articles, store.relations(wanted), merged),
    )


def last(held: Bools) -> int:
    """Return the highest number at which something stands, 0 for none."""
    numbers = np.flatnonzero(held)
    return int(numbers[-1]) if len(numbers) else 0
