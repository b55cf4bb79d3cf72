"""What sites let robots read (RFC 9309), asked for once a day and site."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from geomap.fetching import USER_AGENT, Limits, UnansweredError, fetch
from geomap.readers.model import Network

LIMITS = Limits(size=512 * 1024, total=30.0)
GOOD_FOR = timedelta(days=1)
NOTHING = ("User-agent: *", "Disallow: /")
SERVER_ERROR = 500
AGAIN_AFTER = timedelta(minutes=10)


class Robots:
    """The rules of the sites asked so far."""

    def __init__(self, networks: Sequence[Network]) -> None:
        self._networks = networks
        self._rules: dict[str, tuple[RobotFileParser, datetime]] = {}

    def allow(self, url: str) -> bool:
        """Return whether a site lets us read an address; raise GeomapError where none answers."""
        return self._of(url).can_fetch(USER_AGENT, url)

    def delay(self, url: str) -> float:
        """Return how many seconds a site wants between two requests, 0 where it does not say."""
        return float(self._of(url).crawl_delay(USER_AGENT) or 0)

    def _of(self, url: str) -> RobotFileParser:
        site = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        rules, until = self._rules.get(site, (None, datetime.min.replace(tzinfo=UTC)))
        if rules is None or datetime.now(UTC) >= until:
            rules, good_for = self._asked(site)
            self._rules[site] = (rules, datetime.now(UTC) + good_for)
        return rules

    def _asked(self, site: str) -> tuple[RobotFileParser, timedelta]:
        """Ask a site for its rules; all is allowed without any, nothing while it is out of order.

        That is what RFC 9309 says of 4xx and of 5xx. Raises GeomapError where there is no site to
        ask, which then is not read either.
        """
        rules = RobotFileParser()
        try:
            answer = fetch(f"{site}/robots.txt", networks=self._networks, limits=LIMITS)
        except UnansweredError as error:
            broken = error.status >= SERVER_ERROR
            rules.parse(NOTHING if broken else ())
            return rules, AGAIN_AFTER if broken else GOOD_FOR
        rules.parse(understood(answer.content.decode("utf-8", "replace").splitlines()))
        return rules, GOOD_FOR


def understood(lines: list[str]) -> list[str]:
    """Return the lines that can be parsed: RFC 9309 passes over the others."""
    return [line for line in lines if is_understood(line)]


def is_understood(line: str) -> bool:
    """Return whether Python can parse a line; it fails over "Crawl-delay: ²" or "Allow: //["."""
    try:
        RobotFileParser().parse(["User-agent: *", line])
    except ValueError:
        return False
    return True
