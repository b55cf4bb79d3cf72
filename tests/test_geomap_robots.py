"""What robots.txt says is heeded as RFC 9309 has it, and whatever it says ends nothing."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geomap import robots
from geomap.fetching import Answer, UnansweredError
from geomap.robots import Robots, rules_of

SITE = "https://example.org"


def allows(text, path):
    return rules_of(text.encode()).can_fetch(SITE + path, robots.ROBOT)


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /*.xml$", "/news/a.xml", False),
        ("User-agent: *\nDisallow: /*.xml$", "/news/a.xml?page=2", True),
        ("User-agent: *\nDisallow: /*/feed", "/en/feed/rss", False),
        ("User-agent: *\nDisallow: /*?", "/a?b=1", False),
        ("User-agent: *\nDisallow: *.gif$\nAllow: /publications/", "/a.gif", False),
        ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\n\nDisallow: /", "/a", False),
        ("User-agent: *\rDisallow: /\r", "/a", False),
        ("User-agent: * # all\nDisallow: / # of it", "/a", False),
        ("useragent:*\ndisallow:/a", "/a", False),
        ("User-agent: geomap\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\n"
         "User-agent: geomap\nDisallow: /b", "/a", False),
        ("User-agent: geomap\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\n"
         "User-agent: geomap\nDisallow: /b", "/b", False),
        ("User-agent: geomap\nDisallow: /a\n\nUser-agent: x\nDisallow: /", "/c", True),
        ("User-agent: *\nDisallow: /\nAllow: /feed", "/feed", True),
        ("User-agent: *\nAllow: /\nDisallow: /feed", "/feed", False),
        ("User-agent: *\nDisallow: /feed\nAllow: /feed", "/feed", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: geomap\nDisallow: /a", "/b", True),
        ("User-agent: x\nUser-agent: GeoMap\nDisallow: /", "/b", False),
        ("User-agent: geomap/2.0 (news)\nDisallow: /", "/b", False),
        ("User-agent: geomap*\nDisallow: /", "/b", False),
        ("User-agent: geo\nDisallow: /", "/b", True),
        ("User-agent: geomap-images\nDisallow: /", "/b", True),
        ("User-agent: news\nDisallow: /", "/b", True),
        ("User-agent: geomap\nSitemap: /s.xml\nHost: a\nUser-agent: x\nDisallow: /", "/b", False),
        ("User-agent: *\nCrawl-delay: 5\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /حمص", "/%d8%ad%d9%85%d8%b5", False),
        ("User-agent: *\nDisallow: /%D8%AD%D9%85%D8%B5", "/حمص", False),
        ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("Disallow: /", "/a", True),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("", "/a", True),
    ],
)  # fmt: skip
def test_rules_are_heeded_as_the_standard_has_them(text, path, allowed):
    assert allows(text, path) == allowed


LINE = st.builds(
    "{}{}{}".format,
    st.sampled_from(["User-agent", "Allow", "Disallow", "Crawl-delay", "Request-rate", " ", ""]),
    st.sampled_from([":", ": ", " ", "::", ""]),
    st.one_of(st.text(max_size=30), st.text("*$/[]%ax0", max_size=12), st.integers().map(str)),
)
TEXT = st.lists(LINE, max_size=12).map("\n".join).map(str.encode)


@given(content=TEXT | st.binary(max_size=80), path=st.text("*$/[]%ax0?#;é", max_size=12))
@example(content=b"User-agent: *\nAllow: //[", path="//[")
@example(content="User-agent: *\nCrawl-delay: ²".encode(), path="")
@example(content=b"User-agent: *\nCrawl-delay: " + b"1" * 5000, path="")
@example(content=b"User-agent: *\nRequest-rate: 1/" + b"1" * 5000, path="")
def test_whatever_a_robots_txt_holds_is_understood(content, path):
    rules = rules_of(content)
    assert rules.can_fetch(f"{SITE}/{path}", robots.ROBOT) in (True, False)
    assert 0 <= (rules.crawl_delay(robots.ROBOT) or 0) < float("inf")


@pytest.mark.parametrize("stated", ["1" + "0" * 400, "nan", "inf", "-1", "²"])
def test_a_delay_that_is_no_number_of_seconds_is_none(stated):
    rules = rules_of(f"User-agent: *\nCrawl-delay: {stated}".encode())
    assert rules.crawl_delay(robots.ROBOT) is None


def test_agents_times_rules_take_no_longer_than_both():
    agents = "".join(f"User-agent: a{number}\n" for number in range(12_000))
    content = (agents + "Disallow: /a\n" * 20_000).encode()
    begun = time.process_time()
    assert not rules_of(content + b"User-agent: *\nDisallow: /b").can_fetch(f"{SITE}/b", "geomap")
    assert time.process_time() - begun < 5


def test_of_a_long_robots_txt_the_beginning_is_read():
    long = b"User-agent: *\nDisallow: /a\n" + b"#" * robots.READ + b"\nDisallow: /b"
    assert not rules_of(long).can_fetch(f"{SITE}/a", robots.ROBOT)
    assert rules_of(long).can_fetch(f"{SITE}/b", robots.ROBOT)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self):
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.mark.parametrize(
    ("status", "kept"),
    [(200, timedelta(days=1)), (404, timedelta(days=1)), (500, timedelta(minutes=10)),
     (503, timedelta(minutes=10))],
)  # fmt: skip
def test_rules_are_asked_again_when_their_time_is_over(monkeypatch, status, kept):
    asked, clock = [], Clock()

    def fetch(url, **_):
        asked.append(url)
        if status != 200:
            raise UnansweredError("out of order", status=status, retry_after="")
        return Answer(url=url, status=200, content=b"User-agent: *\nDisallow: /a")

    monkeypatch.setattr(robots, "fetch", fetch)
    rules = Robots((), clock=clock)
    assert rules.allow(SITE + "/b") == (status < 500)
    clock.now += kept - timedelta(seconds=1)
    rules.allow("HTTPS://Example.org/c")
    assert asked == ["https://example.org/robots.txt"]
    clock.now += timedelta(seconds=1)
    rules.allow(SITE + "/b")
    assert len(asked) == 2
