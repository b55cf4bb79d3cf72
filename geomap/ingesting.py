"""Read articles into a store, in batches of one transaction each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from gazetteer import Gazetteer, open_world
from geomap.geoparser import Geoparser
from geomap.model import Article, Mention
from geomap.places_added import geoparser_of
from geomap.reading import Reading, Refusal
from geomap.store import Added, Store

BATCH = 100

Parsed = list[tuple[Article, list[Mention]]]


@dataclass(slots=True, kw_only=True)
class Ingested:
    """What was read so far; `known` articles were stored before and are left as they were."""

    articles: int = 0
    known: int = 0
    mentions: int = 0
    unresolved: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    def count(self, added: Added) -> None:
        """Count one batch."""
        self.articles += added.articles
        self.known += added.known
        self.mentions += added.mentions
        self.unresolved += added.unresolved


class StoreGeoparser:
    """A geoparser that knows the places added to a store, as they are now."""

    def __init__(self, store: Store, world: Gazetteer) -> None:
        self._store = store
        self._world = world
        self._changes = -1

    def current(self) -> Geoparser:
        """Return the geoparser, built anew where a place was added or removed meanwhile."""
        changes = self._store.place_changes()
        if changes != self._changes:
            self._geoparser = geoparser_of(self._store, self._world)
            self._changes = changes
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
    geoparser = StoreGeoparser(store, gazetteer or open_world())
    for batch in batches(found):
        articles = [each.article for each in batch if isinstance(each, Reading)]
        done.refusals += [each for each in batch if isinstance(each, Refusal)]
        done.count(store_batch(store, geoparser, articles))
        progress(sum(each.size for each in batch))
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


def store_batch(store: Store, geoparser: StoreGeoparser, articles: list[Article]) -> Added:
    """Parse outside the transaction, and again inside where a place was added in between."""
    fresh = [article for article in articles if not store.knows(article)]
    parser = geoparser.current()
    parsed = parse_all(parser, fresh)
    with store.transaction():
        if geoparser.current() is not parser:
            parser = geoparser.current()
            parsed = parse_all(parser, fresh)
        added = store.add(parsed, gazetteer=parser.version, snapshot=parser.habits.number)
    known = len(articles) - len(fresh) + added.known
    return Added(
        articles=added.articles, known=known, mentions=added.mentions, unresolved=added.unresolved
    )


def parse_all(geoparser: Geoparser, articles: Iterable[Article]) -> Parsed:
    """Return each article with its mentions."""
    return [(article, geoparser.parse(article)) for article in articles]
