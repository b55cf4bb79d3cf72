"""Resolve stored articles again after the gazetteer or the rules have changed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from gazetteer import Gazetteer, open_world
from geomap.decided import laid_over
from geomap.geoparser import Geoparser
from geomap.ingesting import StoreGeoparser
from geomap.model import Mention
from geomap.places_added import geoparser_of
from geomap.store import Store, StoredArticle

BATCH = 100
SAMPLE = 10

Progress = Callable[[int], None]  # articles looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A toponym that is read otherwise; a None is no mention, an empty place is unresolved."""

    article: StoredArticle
    before: Mention | None
    after: Mention | None


@dataclass(slots=True, kw_only=True)
class Reread:
    """What reading again changes. `sample` holds the first few differences."""

    articles: int = 0
    articles_changed: int = 0
    found: int = 0
    lost: int = 0
    moved: int = 0
    sample: list[Difference] = field(default_factory=list)

    @property
    def differences(self) -> int:
        """How many toponyms are read otherwise."""
        return self.found + self.lost + self.moved

    def count(self, difference: Difference) -> None:
        """Count one difference."""
        if difference.before is None:
            self.found += 1
        elif difference.after is None:
            self.lost += 1
        else:
            self.moved += 1
        if len(self.sample) < SAMPLE:
            self.sample.append(difference)


def preview(
    store: Store,
    *,
    changed_only: bool,
    gazetteer: Gazetteer | None = None,
    progress: Progress = lambda _: None,
) -> Reread:
    """Return what reading again would change; nothing is written.

    `changed_only` leaves out the articles that this gazetteer, these rules and the newest
    habits have read.
    """
    geoparser = geoparser_of(store, gazetteer or open_world())
    told = Reread()
    for stored in articles(store, wanted(store, geoparser, changed_only=changed_only)):
        weigh(stored, resolved_again(geoparser, stored), told)
        progress(told.articles)
    return told


def reread(
    store: Store,
    *,
    changed_only: bool,
    gazetteer: Gazetteer | None = None,
    progress: Progress = lambda _: None,
) -> Reread:
    """Read stored articles again, a hundred in a transaction; return what changed.

    What is decided or added meanwhile stands.
    """
    geoparsers = StoreGeoparser(store, gazetteer or open_world())
    told = Reread()
    waiting = wanted(store, geoparsers.current(), changed_only=changed_only)
    while batch := list(islice(waiting, BATCH)):
        with store.transaction():
            geoparser = geoparsers.current()
            for stored in articles(store, batch):
                keep(store, stored, geoparser, told)
        progress(told.articles)
    return told


def keep(store: Store, stored: StoredArticle, geoparser: Geoparser, told: Reread) -> None:
    """Read an article again and keep what is read otherwise, and with what it was read."""
    mentions = resolved_again(geoparser, stored)
    if weigh(stored, mentions, told):
        store.replace_mentions(stored.number, mentions, gazetteer=geoparser.version)
    else:
        store.note_version(stored.number, geoparser.version)
    store.snapshots.note(stored.number, geoparser.habits.number)


def wanted(store: Store, geoparser: Geoparser, *, changed_only: bool) -> Iterator[int]:
    """Return the numbers of the articles to read again."""
    present = (geoparser.version, geoparser.habits.number)
    return store.article_numbers(other_than=present if changed_only else None)


def articles(store: Store, numbers: Iterable[int]) -> Iterator[StoredArticle]:
    """Yield the articles of these numbers that are still there."""
    return (stored for number in numbers if (stored := store.article(number)) is not None)


def resolved_again(geoparser: Geoparser, stored: StoredArticle) -> list[Mention]:
    """Return an article's mentions as they are read now, people's decisions laid over them."""
    return laid_over(stored, geoparser.parse(stored.article))


def weigh(stored: StoredArticle, mentions: list[Mention], told: Reread) -> bool:
    """Count what is read otherwise; return whether anything at all is to be written."""
    told.articles += 1
    differences = told.differences
    before = {(m.start, m.end, m.kind): m for m in stored.mentions}
    after = {(m.start, m.end, m.kind): m for m in mentions}
    for span in sorted(before.keys() | after.keys()):
        former, present = before.get(span), after.get(span)
        if former is None or present is None or place_id(former) != place_id(present):
            told.count(Difference(article=stored, before=former, after=present))
    told.articles_changed += told.differences > differences
    return mentions != stored.mentions


def place_id(mention: Mention) -> str | None:
    """Return what a mention means, None while unresolved."""
    return mention.place.place_id if mention.place else None
