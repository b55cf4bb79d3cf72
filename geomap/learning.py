"""Learn from the stored articles what each source usually writes about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gazetteer import Gazetteer, Place, open_world
from geomap.parsing.habits import (
    LEAST_CONFIDENCE,
    Frequent,
    Habits,
    frequent_in,
    habits_in,
    surely_named,
)
from geomap.places_added import geoparser_of
from geomap.reading_again import ReaderAgain
from geomap.store import NamedPlaces, Store

NO_HABITS = 0

Progress = Callable[[int], None]  # articles looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """The newest snapshot; `fresh` says that it is not what was known before.

    `articles` are those that were not read with it.
    """

    habits: Habits
    fresh: bool
    articles: int


def learn(
    store: Store, *, gazetteer: Gazetteer | None = None, progress: Progress = lambda _: None
) -> Learned:
    """Count what each source names, and keep it as a snapshot where it is not known yet.

    What was read with habits is read without them first, so that habits do not confirm
    themselves, and the order in which articles came and snapshots were made cannot matter.
    """
    frequent = frequent_in(store.snapshots.sources())
    reader = ReaderAgain(store, geoparser_of(store, gazetteer or open_world()))
    return kept(store, Habits(sources=habits_in(named(store, reader, frequent, progress))))


def forget(store: Store) -> Learned:
    """Keep an empty snapshot, with which articles are read as if nothing had been learned."""
    return kept(store, Habits())


def kept(store: Store, habits: Habits) -> Learned:
    """Keep habits as the newest snapshot unless they are just that."""
    with store.transaction():
        newest = store.snapshots.habits()
        fresh = newest.sources != habits.sources
        if fresh:
            newest = store.snapshots.keep(habits.sources)
        return Learned(
            habits=newest, fresh=fresh, articles=store.snapshots.articles_without(newest.number)
        )


def named(
    store: Store, reader: ReaderAgain, frequent: Frequent, progress: Progress
) -> Iterator[tuple[str, list[Place] | set[Place]]]:
    """Yield the source and places of the articles whose sources come often enough."""
    with store.reading():
        for done, each in enumerate(
            store.snapshots.named_places(confidence=LEAST_CONFIDENCE), start=1
        ):
            if frequent.holds(each.source):
                yield each.source, named_without_habits(store, reader, each)
            progress(done)


def named_without_habits(
    store: Store, reader: ReaderAgain, each: NamedPlaces
) -> list[Place] | set[Place]:
    """Return the places that an article surely names, read without habits."""
    if each.snapshot == NO_HABITS:
        return each.places
    stored = store.article(each.number)
    assert stored is not None  # the database stands still meanwhile
    return surely_named(reader.mentions(stored, snapshot=NO_HABITS))
