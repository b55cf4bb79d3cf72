"""Read articles into a store, in batches of one transaction each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter

from gazetteer import Gazetteer, open_world
from geomap.decided import laid_over
from geomap.geoparser import Geoparser
from geomap.model import Article
from geomap.names_counted import without_crowded
from geomap.places_added import geoparser_of
from geomap.readers.language import with_language
from geomap.reading import Reading, Refusal
from geomap.store import Added, Prepared, Store, prepared

BATCH = 100


@dataclass(slots=True, kw_only=True)
class Ingested:
    """What was read so far; `known` articles were stored before and are left as they were.

    Of the `articles`, `versions` are new versions of known ones and `copies` near-duplicates.
    `notes` say in a line each what was mended or guessed on the way.
    """

    articles: int = 0
    known: int = 0
    mentions: int = 0
    unresolved: int = 0
    versions: int = 0
    copies: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def count(self, batch: "Batch", added: Added) -> None:
        """Count one batch."""
        self.articles += added.articles
        self.known += len(batch.articles) - added.articles
        self.mentions += added.mentions
        self.unresolved += added.unresolved
        self.versions += added.versions
        self.copies += added.copies
        self.refusals += batch.refusals
        self.notes += batch.notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some articles, read and ready to be written.

    `articles` come in the order of the input, those stored already as they are; `changes`,
    `version` and `snapshot` tell what the others were read with; `size` counts the bytes of all.
    """

    articles: list[Prepared | Article]
    refusals: list[Refusal]
    notes: list[str]
    size: int
    changes: int
    version: str
    snapshot: int

    @property
    def fresh(self) -> int:
        """How many were not stored already."""
        return sum(isinstance(each, Prepared) for each in self.articles)


class StoreGeoparser:
    """A geoparser that knows the places added to a store, as they are now."""

    def __init__(self, store: Store, gazetteer: Gazetteer | None = None) -> None:
        self._store = store
        self._gazetteer = gazetteer
        self.changes = -1

    def current(self) -> Geoparser:
        """Return the geoparser, built anew where a place was added or removed meanwhile."""
        changes = self._store.place_changes()
        if changes != self.changes:
            self._geoparser = geoparser_of(self._store, self._gazetteer or open_world())
            self.changes = changes
        return self._geoparser


def ingest(
    store: Store,
    found: Iterable[Reading | Refusal],
    *,
    gazetteer: Gazetteer | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Ingested:
    """Store every article not known by its content; `progress` is told the bytes done.

    Each hundred articles are one transaction, stored whole or not at all.
    """
    done = Ingested()
    geoparser = StoreGeoparser(store, gazetteer)
    for readings in batches(found):
        batch = parsed(store, geoparser, readings)
        write(store, geoparser, [batch], done)
        progress(batch.size)
    return done


def batches(found: Iterable[Reading | Refusal]) -> Iterator[list[Reading | Refusal]]:
    """Yield what was found in lists of BATCH at most."""
    batch: list[Reading | Refusal] = []
    for each in found:
        batch.append(each)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def parsed(
    store: Store, geoparser: StoreGeoparser, readings: Iterable[Reading | Refusal]
) -> Batch:  # fmt: skip
    """Parse what is not stored yet; nothing is written."""
    found = list(without_crowded(readings, geoparser.current().gazetteer))
    refusals = [each for each in found if isinstance(each, Refusal)]
    read = [each for each in found if isinstance(each, Reading)]
    batch = Batch(
        articles=[each.article for each in read], refusals=refusals,
        notes=[note for each in read for note in each.notes],
        size=sum(each.size for each in found), changes=0, version="", snapshot=0,
    )  # fmt: skip
    return parsed_now(geoparser, batch, [store.knows(each.article) for each in read])


def parsed_now(geoparser: StoreGeoparser, batch: Batch, known: Iterable[bool]) -> Batch:
    """Return a batch with its articles parsed but for those that are known."""
    parser = geoparser.current()
    parted = list(zip(map(article_of, batch.articles), known, strict=True))
    # A step of all articles before the next step: article by article, each finds its part of the
    # memory pushed out of the processor's cache, and all take a twelfth longer.
    told = [with_language(article) for article, is_known in parted if not is_known]
    fresh = map(prepared, told, parser.parse_all(told))
    return replace(
        batch, articles=[article if is_known else next(fresh) for article, is_known in parted],
        changes=geoparser.changes, version=parser.version, snapshot=parser.habits.number,
    )  # fmt: skip


def article_of(each: Prepared | Article) -> Article:
    """Return an article, parsed or not."""
    return each.article if isinstance(each, Prepared) else each


def write(
    store: Store, geoparser: StoreGeoparser, parsed_batches: Iterable[Batch], done: Ingested
) -> None:
    """Write batches in one transaction, and count them when it is committed."""
    counted = []
    with store.transaction():
        for batch in joined(as_of_now(store, geoparser, each) for each in parsed_batches):
            added = store.add_prepared(
                new_ones(store, geoparser, batch), gazetteer=batch.version,
                snapshot=batch.snapshot,
            )  # fmt: skip
            lay_decisions(store, added.decided)
            counted.append((batch, added))
    for batch, added in counted:
        done.count(batch, added)


def new_ones(store: Store, geoparser: StoreGeoparser, batch: Batch) -> Iterator[Prepared]:
    """Yield what is to be written of a batch; note where known articles stood.

    One may be known no more: what its address says has changed with an article before it.
    """
    for each in batch.articles:
        if isinstance(each, Prepared):
            yield each
        elif store.knows(each):
            store.note_appearances([each])
        else:
            article = with_language(each)
            yield prepared(article, geoparser.current().parse(article))


def joined(batches: Iterable[Batch]) -> Iterator[Batch]:
    """Yield batches that were read with the same as one, in their order."""
    for _, alike in groupby(batches, attrgetter("changes", "version", "snapshot")):
        parts = list(alike)
        yield replace(
            parts[0],
            articles=[each for part in parts for each in part.articles],
            refusals=[each for part in parts for each in part.refusals],
            notes=[each for part in parts for each in part.notes],
            size=sum(part.size for part in parts),
        )


def lay_decisions(store: Store, numbers: Iterable[int]) -> None:
    """Lay the decisions that were carried over on new versions of articles."""
    for number in numbers:
        stored = store.article(number)
        assert stored is not None  # it was written just now
        mentions = laid_over(stored, stored.mentions)
        store.replace_mentions(number, mentions, gazetteer=stored.gazetteer)


def as_of_now(store: Store, geoparser: StoreGeoparser, batch: Batch) -> Batch:
    """Return a batch, parsed again where a place was added after it was parsed."""
    if store.place_changes() == batch.changes:
        return batch
    return parsed_now(geoparser, batch, [isinstance(each, Article) for each in batch.articles])
