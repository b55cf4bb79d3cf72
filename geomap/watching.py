"""Poll feeds, politely, and store what they bring.

One request at a time, and a pause between two to the same host, those for its robots.txt among
them. A server is asked whether anything is new (ETag, Last-Modified), left alone where its
robots.txt says so, where a redirect leads too, and asked ever less often while it fails; what it
says of when to come again (Retry-After) is heeded. When each feed is due stands in the database,
so that whoever stops and starts again asks no more often.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from io import BytesIO
from operator import attrgetter

from gazetteer import Gazetteer
from geomap.errors import BusyError, GeomapError
from geomap.fetching import UNCHANGED, Answer, UnansweredError, fetch, parts_of
from geomap.ingesting import Ingested, ingest
from geomap.readers.dispatch import read_input
from geomap.readers.model import Input, Settings
from geomap.robots import Robots
from geomap.store import Store
from geomap.store.feeds import WatchedFeed

LONGEST = timedelta(days=1)
GONE = 410
# Seconds between two requests to one host, and how many a site may ask for: all feeds wait.
PAUSE, LONGEST_PAUSE = 1.0, 120.0
DOUBLINGS = 10

Sleep = Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What a poll brought: articles, or None where nothing was new or `fault` says why not."""

    url: str
    due: datetime
    ingested: Ingested | None = None
    fault: str = ""


class Watcher:
    """Feeds that are polled into a store, each `every` so often."""

    def __init__(
        self,
        store: Store,
        urls: Sequence[str],
        *,
        every: timedelta,
        settings: Settings,
        gazetteer: Gazetteer | None = None,
        sleep: Sleep = time.sleep,
    ) -> None:
        for url in urls:
            parts_of(url)  # raises GeomapError for what can be no address
        self._store = store
        self._urls = list(dict.fromkeys(urls))
        self._every = every
        # What a site in repair sends in a feed's place is no article.
        self._settings = replace(settings, kind="feed")
        self._gazetteer = gazetteer
        self._sleep = sleep
        self._robots = Robots(settings.networks, before=self._keep_distance)
        self._asked: dict[str, float] = {}
        self._known: dict[str, WatchedFeed] = {}

    def watch(self) -> Iterator[Polled]:
        """Poll each feed when it is due, without end or until all are gone for good."""
        while self._urls:
            feed = min(map(self.known, self._urls), key=attrgetter("due"))
            self._wait((feed.due - now()).total_seconds())
            yield self.poll(feed)

    def due(self) -> Iterator[Polled]:
        """Poll each feed that is due now, once."""
        for url in list(self._urls):
            feed = self.known(url)
            if feed.due <= now():
                yield self.poll(feed)

    def known(self, url: str) -> WatchedFeed:
        """Return what is known of a feed; one never asked is due at once.

        A busy database may not have taken the newest, nor give what it has.
        """
        with suppress(BusyError):
            kept = self._store.feeds.known(url) or WatchedFeed(url=url, due=now())
            self._known[url] = max(kept, self._known.get(url, kept), key=attrgetter("due"))
        return self._known.get(url) or WatchedFeed(url=url, due=now())

    def poll(self, feed: WatchedFeed) -> Polled:
        """Ask for a feed once, store what it brings, and keep when it is due again.

        Where the database is busy, the feed is asked anew later: what it brought is not stored.
        """
        try:
            return self._polled(feed)
        except BusyError as error:
            due = now() + self._every
            self._known[feed.url] = replace(feed, due=due)
            return Polled(url=feed.url, due=due, fault=str(error))

    def _polled(self, feed: WatchedFeed) -> Polled:
        try:
            return self._brought(feed, self._answer(feed))
        except BusyError:  # which is no fault of the feed
            raise
        except GeomapError as error:
            status = error.status if isinstance(error, UnansweredError) else 0
            if status == GONE:
                self._urls.remove(feed.url)
            later = error.retry_after if isinstance(error, UnansweredError) else ""
            return self._failed(feed, str(error), later)

    def _answer(self, feed: WatchedFeed) -> Answer:
        """Return what the server says; raise GeomapError where it is not to be asked."""
        stated = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
        headers = {name: value for name, value in stated.items() if value}
        return fetch(
            feed.url, networks=self._settings.networks, headers=headers, before=self._admit
        )  # fmt: skip

    def _admit(self, url: str) -> None:
        """Wait until an address may be asked; raise GeomapError where its site wants no robots."""
        if not self._robots.allow(url):
            raise GeomapError(
                f"{url}: its robots.txt asks not to be read; ask its publisher for leave"
            )
        self._keep_distance(url)

    def _keep_distance(self, url: str) -> None:
        """Wait until a host was left alone for long enough."""
        _, host, _ = parts_of(url)
        last = self._asked.get(host)
        if last is not None:
            pause = max(PAUSE, min(self._robots.delay(url), LONGEST_PAUSE))
            self._wait(last + pause - time.monotonic())
        self._asked[host] = time.monotonic()

    def _brought(self, feed: WatchedFeed, answer: Answer) -> Polled:
        """Store what an answer brings; the feed counts as read only then."""
        due = now() + self._every
        if answer.status == UNCHANGED:
            self._keep(replace(feed, due=due, failures=0))
            return Polled(url=feed.url, due=due)
        given = Input(
            stream=BytesIO(answer.content), origin=feed.url, name=answer.url, url=answer.url,
            encoding=answer.encoding,
        )  # fmt: skip
        done = ingest(self._store, read_input(given, self._settings), gazetteer=self._gazetteer)
        headers = answer.headers
        self._keep(
            WatchedFeed(
                url=feed.url, due=due, etag=headers.get("etag", ""),
                modified=headers.get("last-modified", ""),
            )
        )  # fmt: skip
        return Polled(url=feed.url, due=due, ingested=done)

    def _failed(self, feed: WatchedFeed, fault: str, retry_after: str) -> Polled:
        """Ask later and later while a feed fails."""
        failures = feed.failures + 1
        pause = max(self._every * 2 ** min(failures, DOUBLINGS), told(retry_after))
        due = now() + max(self._every, min(pause, LONGEST))
        self._keep(replace(feed, due=due, failures=failures))
        return Polled(url=feed.url, due=due, fault=fault)

    def _keep(self, feed: WatchedFeed) -> None:
        """Keep what is known of a feed."""
        self._store.feeds.keep(feed)
        self._known[feed.url] = feed

    def _wait(self, seconds: float) -> None:
        if seconds > 0:
            self._sleep(seconds)


def told(retry_after: str) -> timedelta:
    """Return how long a Retry-After asks to wait, in seconds or until a date; else nothing."""
    if retry_after.isascii() and retry_after.isdigit():
        # Python reads no int of more than 4,300 digits, but every float.
        return timedelta(seconds=min(float(retry_after), LONGEST.total_seconds()))
    try:
        until = parsedate_to_datetime(retry_after)
    except (TypeError, ValueError, IndexError, OverflowError):
        return timedelta(0)
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(timedelta(0), min(until - now(), LONGEST))


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)
