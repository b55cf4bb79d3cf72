"""What sites let robots read (RFC 9309), asked for once a day and site."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from geomap.fetching import Limits, UnansweredError, fetch
from geomap.readers.model import Network

ROBOT = "geomap"  # what a robots.txt calls us
LIMITS = Limits(size=8 * 1024 * 1024, total=30.0)
READ = 512 * 1024  # bytes of a robots.txt; what stands behind them is not heeded
GOOD_FOR = timedelta(days=1)
NOTHING = "User-agent: *\nDisallow: /"
SERVER_ERROR = 500
AGAIN_AFTER = timedelta(minutes=10)
RECORD = re.compile(r"\s*(user[- ]?agent|allow|dis+al+ow|crawl[- ]delay)\s*[:\s]([^#]*)", re.I)
PRODUCT = re.compile(r"[a-z_-]*", re.I)  # so far it is a name; the rest is a version


class Robots:
    """The rules of the sites asked so far; `before` is told each address that is asked for them."""

    def __init__(
        self,
        networks: Sequence[Network],
        *,
        before: Callable[[str], None] = lambda _: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._networks = networks
        self._before = before
        self._clock = clock
        self._rules: dict[str, tuple[Protego, datetime]] = {}

    def allow(self, url: str) -> bool:
        """Return whether a site lets us read an address; raise GeomapError where none answers."""
        return self._of(url).can_fetch(url, ROBOT)

    def delay(self, url: str) -> float:
        """Return how many seconds a site wants between two requests, 0 where it is not known."""
        rules, _ = self._rules.get(site_of(url), (None, None))
        return (rules and rules.crawl_delay(ROBOT)) or 0.0

    def _of(self, url: str) -> Protego:
        site = site_of(url)
        rules, until = self._rules.get(site, (None, self._clock()))
        if rules is None or self._clock() >= until:
            rules, good_for = self._asked(site)
            self._rules[site] = (rules, self._clock() + good_for)
        return rules

    def _asked(self, site: str) -> tuple[Protego, timedelta]:
        """Ask a site for its rules; all is allowed without any, nothing while it is out of order.

        That is what RFC 9309 says of 4xx and of 5xx. Raises GeomapError where there is no site to
        ask, which then is not read either.
        """
        try:
            answer = fetch(
                f"{site}/robots.txt", networks=self._networks, limits=LIMITS, before=self._before
            )
        except UnansweredError as error:
            broken = error.status >= SERVER_ERROR
            return Protego.parse(NOTHING if broken else ""), AGAIN_AFTER if broken else GOOD_FOR
        return rules_of(answer.content), GOOD_FOR


def site_of(url: str) -> str:
    """Return the part of an address that one robots.txt is for."""
    return "{0.scheme}://{0.netloc}".format(urlsplit(url)).lower()


def rules_of(content: bytes) -> Protego:
    """Return the rules of a robots.txt."""
    text = content[:READ].decode("utf-8-sig", "replace")
    return Protego.parse("\n".join(map(for_us, text.splitlines())))


def for_us(line: str) -> str:
    """Return a line as Protego is to read it, empty where it means nothing to us.

    Protego is right about paths, but takes a group for "geo" as one for us, one for "geomap/1.0"
    as none, and an unknown record as a group's end; and it copies each rule for each agent of
    its group, by which 60 kB can take 275 MB. So we are named alike everywhere, all others too.
    """
    record = RECORD.match(line)
    if record is None:
        return ""
    field, stated = record[1].lower(), record[2].strip()
    if field.startswith("user"):
        return f"User-agent: {named(stated)}"
    return f"{field}: {stated}"


def named(agent: str) -> str:
    """Return whom a group is for: all, us, or another."""
    if agent.split()[:1] == ["*"]:
        return "*"
    product = PRODUCT.match(agent)
    return ROBOT if product and product[0].lower() == ROBOT else "another"
