"""Keep the columns of one database, for all threads of a process."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np

from gazetteer.place import Place
from geomap.columns.building import columns_of
from geomap.columns.counting import (
    Held,
    Histogram,
    Ranked,
    by_article,
    by_place,
    by_sort,
    held,
    histogram,
    place_count,
    ranked_codes,
    ranked_countries,
    ranked_sorts,
)
from geomap.columns.paging import articles_of_page, mentions_in
from geomap.columns.remembering import Answers
from geomap.columns.selecting import chosen
from geomap.columns.table import Bools, Columns, Numbers
from geomap.columns.viewing import Selection, View, Viewport, in_view, selection, view_of
from geomap.errors import GeomapError
from geomap.store import BoundingBox, Filter, Page, PlaceCount, Store

# What lifts the part of a filter that narrows each facet.
FACETS: tuple[Callable[[Filter], Filter], ...] = (
    lambda wanted: replace(wanted, countries=frozenset()),
    lambda wanted: replace(wanted, sources=frozenset()),
    lambda wanted: replace(wanted, languages=frozenset()),
    lambda wanted: replace(wanted, roles=frozenset()),
    lambda wanted: replace(wanted, precisions=frozenset()),
)


class Kept:
    """The columns of one database, brought up to date when they are asked for.

    They are read by a connection of their own, which takes as long as it needs.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counts | None = None
        self._file = (0, 0)

    def warm(self, path: Path) -> threading.Thread:
        """Read a database in a thread of its own, so that the first question need not wait."""

        def read() -> None:
            with suppress(GeomapError), Store.open(path) as store:  # whoever asks is told
                self.counts(store)

        reader = threading.Thread(target=read, name="geomap-columns", daemon=True)
        reader.start()
        return reader

    def counts(self, store: Store) -> "Counts":
        """Return what counts the mentions of a store as it is now."""
        changes = store.changes()
        with self._lock:
            file = file_of(store.path)
            if file != self._file:  # another database was put in its place
                self._counts, self._file = None, file
            if self._counts is None or self._counts.columns.changes != changes:
                former = self._counts.columns if self._counts else None
                with Store.open(store.path) as own:
                    self._counts = Counts(columns_of(own, former))
            return self._counts


def file_of(path: Path) -> tuple[int, int]:
    """Return which file a path names now, whatever it holds."""
    told = path.stat()
    return told.st_dev, told.st_ino


class Counts:
    """Answers about one state of a database; those to former questions are remembered."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self._answers = Answers()

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

    def words_beginning(self, store: Store, written: str, *, limit: int) -> Ranked:
        """Return words of articles, as `Store.words_beginning` does."""
        return self._answers.get(
            "words", (written, limit), lambda: store.words_beginning(written, limit=limit)
        )

    def known(self, place_id: str) -> Place | None:
        """Return a place that this database has a copy of, or None."""
        return self.columns.places.known[self.columns.places.number.get(place_id, 0)]

    def named(self, store: Store, wanted: Filter) -> PlaceCount | None:
        """Return the one place that is wanted and its counts, None where nothing names it."""
        number = self.columns.places.number.get(wanted.place_id or "", 0)
        mask = self._mask(store, wanted)
        if not number or not mask.any():
            return None
        return place_count(self.columns, mask, number)

    def beginning(self, store: Store, written: str) -> list[tuple[Place, int]]:
        """Return the named places of which a name begins so, with their mentions, most first."""
        counted = self._by_place(store, Filter())
        found = [
            (self.place(number), int(counted[number]))
            for number in self.columns.names.beginning(written)
            if counted[number]
        ]
        return sorted(found, key=lambda each: (-each[1], each[0].place_id))

    def is_named(self, store: Store, place_id: str) -> bool:
        """Return whether any mention means a place."""
        number = self.columns.places.number.get(place_id, 0)
        return bool(self._by_place(store, Filter())[number])

    def in_box(self, store: Store, wanted: Filter, box: BoundingBox | None) -> int:
        """Return how many wanted mentions have their place in a box; `wanted` has none."""
        return int(self._by_place(store, wanted)[in_view(self.columns, box)].sum())

    def matching(self, store: Store, wanted: Filter) -> int:
        """Return how many mentions are wanted."""
        return int(np.count_nonzero(self._mask(store, wanted)))

    def histogram(self, store: Store, wanted: Filter, *, bins: int) -> Histogram:
        """Return the wanted mentions by time; the filter's own period does not narrow them."""
        timeless = replace(wanted, since=None, until=None, undated=False)
        return self._answers.get(
            "histogram", (timeless, bins),
            lambda: histogram(self.columns, self._by_article(store, timeless), bins=bins),
        )  # fmt: skip

    def facets(self, store: Store, wanted: Filter) -> dict[str, Ranked]:
        """Return for each facet its values and their mentions, were it not filtered by itself."""
        columns, words = self.columns, self.columns.words
        country, source, language, role, precision = (lift(wanted) for lift in FACETS)
        return {
            "country": ranked_countries(columns, self._by_place(store, country)),
            "source": ranked_codes(
                columns.articles.source, words.sources, self._by_article(store, source)
            ),
            "language": ranked_codes(
                columns.articles.language, words.languages, self._by_article(store, language)
            ),
            "role": ranked_sorts(words.sorts, self._by_sort(store, role), 1),
            "precision": ranked_sorts(words.sorts, self._by_sort(store, precision), 2),
        }

    def page(self, store: Store, wanted: Filter, *, limit: int, after: str | None) -> Page:
        """Return a page of mentions, as `Store.mentions` does."""
        articles = articles_of_page(
            self.columns, self._by_article(store, wanted), limit=limit + 1, after=after
        )
        among = mentions_in(self.columns, self._mask(store, wanted), articles)
        return store.mentions_among(among, limit=limit, after=after)

    def selection(self, store: Store, wanted: Filter) -> Selection:
        """Return the wanted mentions by place."""
        return self._answers.get(
            "selection", wanted, lambda: selection(self.columns, self._mask(store, wanted))
        )

    def _by_place(self, store: Store, wanted: Filter) -> Numbers:
        return self._answers.get(
            "by place", wanted, lambda: by_place(self.columns, self._mask(store, wanted))
        )

    def _by_article(self, store: Store, wanted: Filter) -> Numbers:
        return self._answers.get(
            "by article", wanted, lambda: by_article(self.columns, self._mask(store, wanted))
        )

    def _by_sort(self, store: Store, wanted: Filter) -> Numbers:
        return self._answers.get(
            "by sort", wanted, lambda: by_sort(self.columns, self._mask(store, wanted))
        )

    def _mask(self, store: Store, wanted: Filter) -> Bools:
        return self._answers.get(
            "mask", wanted, lambda: chosen(self.columns, wanted, self._holding(store, wanted))
        )

    def _holding(self, store: Store, wanted: Filter) -> Numbers | None:
        if not wanted.words:
            return None
        return self._answers.get(
            "holding", wanted.words,
            lambda: np.array(store.articles_with_words(wanted.words), np.int64),
        )  # fmt: skip
