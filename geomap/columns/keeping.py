"""Keep the columns of one database, for all threads of a process."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

import numpy as np

from gazetteer.place import Place
from geomap.columns.building import columns_of
from geomap.columns.counting import (
    Held,
    Histogram,
    by_article,
    by_code,
    by_country,
    held,
    histogram,
    tally,
)
from geomap.columns.paging import page_candidates
from geomap.columns.selecting import chosen
from geomap.columns.table import Bools, Columns, Numbers
from geomap.columns.viewing import Selection, View, Viewport, in_view, selection, view_of
from geomap.store import BoundingBox, Filter, Page, Store

REMEMBERED = 32  # answers to one kind of question; a mask of a million mentions is a megabyte
Answered = TypeVar("Answered")
Ranked = list[tuple[str, int]]

# Each facet and what lifts the part of a filter that narrows it.
FACETS: dict[str, Callable[[Filter], Filter]] = {
    "country": lambda wanted: replace(wanted, countries=frozenset()),
    "source": lambda wanted: replace(wanted, sources=frozenset()),
    "language": lambda wanted: replace(wanted, languages=frozenset()),
    "role": lambda wanted: replace(wanted, roles=frozenset()),
    "precision": lambda wanted: replace(wanted, precisions=frozenset()),
}


class Kept:
    """The columns of one database, brought up to date when they are asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counts | None = None

    def counts(self, store: Store) -> "Counts":
        """Return what counts the mentions of a store as it is now."""
        changes = store.changes()
        with self._lock:
            if self._counts is None or self._counts.columns.changes < changes:
                former = self._counts.columns if self._counts else None
                self._counts = Counts(columns_of(store, former))
            return self._counts


class Counts:
    """Answers about one state of a database; those to former questions are remembered."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self._lock = threading.Lock()
        self._answers: dict[str, OrderedDict[Hashable, object]] = {}

    @cached_property
    def held(self) -> Held:
        """What the database holds."""
        return held(self.columns)

    def view(self, store: Store, wanted: Filter, viewport: Viewport) -> View:
        """Return what a viewport shows of the wanted mentions; `wanted` has no box of its own."""
        return view_of(self.columns, self.selection(store, wanted), viewport)

    def place(self, number: int) -> Place:
        """Return the place with a number that one of these answers gave."""
        place = self.columns.places.known[number]
        assert place is not None  # only places that are there are counted
        return place

    def known(self, place_id: str) -> Place | None:
        """Return a place that this database has a copy of, or None."""
        return self.columns.places.known[self.columns.places.number.get(place_id, 0)]

    def beginning(self, store: Store, written: str) -> list[tuple[Place, int]]:
        """Return the named places of which a name begins so, with their mentions, most first."""
        counted = self.selection(store, Filter(placed=True)).counted.mentions
        found = [
            (self.place(number), int(counted[number]))
            for number in self.columns.names.beginning(written)
            if counted[number]
        ]
        return sorted(found, key=lambda each: (-each[1], each[0].place_id))

    def in_box(self, store: Store, wanted: Filter, box: BoundingBox | None) -> int:
        """Return how many wanted mentions have their place in a box; `wanted` has none."""
        mentions = self.selection(store, wanted).counted.mentions
        return int(mentions[in_view(self.columns, box)].sum())

    def matching(self, store: Store, wanted: Filter) -> int:
        """Return how many mentions are wanted."""
        return int(np.count_nonzero(self._mask(store, wanted)))

    def histogram(self, store: Store, wanted: Filter, *, bins: int) -> Histogram:
        """Return the wanted mentions by time; the filter's own period does not narrow them."""
        timeless = replace(wanted, since=None, until=None, undated=False)
        return self._answered(
            "histogram", (timeless, bins),
            lambda: histogram(self.columns, self._mask(store, timeless), bins=bins),
        )  # fmt: skip

    def facets(self, store: Store, wanted: Filter) -> dict[str, Ranked]:
        """Return for each facet its values and their mentions, were it not filtered by itself."""
        return {facet: self._facet(store, wanted, facet) for facet in FACETS}

    def page(self, store: Store, wanted: Filter, *, limit: int, after: str | None) -> Page:
        """Return a page of mentions, as `Store.mentions` does."""
        among = page_candidates(
            self.columns, self._mask(store, wanted), limit=limit + 1, after=after
        )
        return store.mentions_among(among, limit=limit, after=after)

    def selection(self, store: Store, wanted: Filter) -> Selection:
        """Return the wanted mentions by place."""
        return self._answered(
            "selection", wanted, lambda: selection(self.columns, self._mask(store, wanted))
        )

    def _facet(self, store: Store, wanted: Filter, facet: str) -> Ranked:
        lifted = FACETS[facet](wanted)
        return self._answered(
            facet, lifted, lambda: self._counted(facet, self._mask(store, lifted))
        )

    def _counted(self, facet: str, mask: Bools) -> Ranked:
        columns, words = self.columns, self.columns.words
        if facet == "country":
            return by_country(columns, tally(columns, mask))
        if facet == "role":
            return by_code(columns.mentions.role[mask], words.roles)
        if facet == "precision":
            return by_code(columns.mentions.precision[mask], words.precisions)
        weights = by_article(columns, mask)
        if facet == "source":
            return by_code(columns.articles.source, words.sources, weights)
        return by_code(columns.articles.language, words.languages, weights)

    def _mask(self, store: Store, wanted: Filter) -> Bools:
        return self._answered(
            "mask", wanted, lambda: chosen(self.columns, wanted, self._holding(store, wanted))
        )

    def _holding(self, store: Store, wanted: Filter) -> Numbers | None:
        if not wanted.words:
            return None
        return self._answered(
            "holding", wanted.words,
            lambda: np.array(store.articles_with_words(wanted.words), np.int64),
        )  # fmt: skip

    def _answered(self, question: str, key: Hashable, answer: Callable[[], Answered]) -> Answered:
        """Return a remembered answer or a new one. Two threads may make the same one."""
        with self._lock:
            known = self._answers.setdefault(question, OrderedDict())
            if key in known:
                known.move_to_end(key)
                return known[key]  # type: ignore[return-value]  # a question has one type
        made = answer()
        with self._lock:
            known[key] = made
            while len(known) > REMEMBERED:
                known.popitem(last=False)
        return made
