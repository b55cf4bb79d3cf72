"""Feeds are polled politely; a real server on the loopback says what it was asked."""

import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from itertools import pairwise

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from geomap.cli import main
from geomap.errors import BusyError, GeomapError
from geomap.fetching import USER_AGENT
from geomap.reading import Settings
from geomap.store import Filter, Store
from geomap.watching import LONGEST, LONGEST_PAUSE, PAUSE, Watcher, now, told

LOOPBACK = Settings(networks=(ip_network("127.0.0.0/8"),))
EVERY = timedelta(minutes=15)

# A shell lets what it starts in the background ignore Ctrl-C; a person's terminal does not.
GEOMAP = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from geomap.cli import run; run()"
)


def feed(*texts):
    items = "".join(f"<item><guid>{text}</guid><description>{text}</description></item>"
                    for text in texts)  # fmt: skip
    return f"<rss version='2.0'><channel><title>Desk</title>{items}</channel></rss>".encode()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        site = self.server
        site.asked.append((self.path, dict(self.headers)))
        status, headers, body = site.pages.get(self.path, (404, {}, b""))
        if status == 200 and self.headers.get("If-None-Match") == headers.get("ETag", "none"):
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Keep the test's output clean."""


@contextmanager
def serving():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.pages = [], {}
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def site():
    with serving() as server:
        yield server


@pytest.fixture
def watcher(store, small_world, site):
    slept = []

    def made(*paths, **settings):
        urls = [site.url + path for path in paths]
        return Watcher(store, urls, every=EVERY, settings=LOOPBACK, gazetteer=small_world,
                       sleep=slept.append, **settings)  # fmt: skip

    made.slept = slept
    return made


def names(store):
    return [each.mention.name for each in store.each_mention(Filter())]


def make_due(store, url):
    known = store.feeds.known(url)
    store.feeds.keep(type(known)(url=url, due=now(), etag=known.etag, modified=known.modified,
                                failures=known.failures))  # fmt: skip


def test_a_feed_is_stored_and_asked_for_what_is_new_alone(watcher, store, site):
    stated = {"ETag": '"1"', "Last-Modified": "Mon, 15 Feb 2016 22:30:00 GMT"}
    site.pages["/a"] = (200, stated, feed("Shelling in Homs."))
    [polled] = watcher("/a").due()
    assert (polled.ingested.articles, names(store)) == (1, ["Homs"])
    assert list(watcher("/a").due()) == []  # whoever starts again does not ask again
    make_due(store, site.url + "/a")
    [polled] = watcher("/a").due()
    assert (polled.ingested, polled.fault) == (None, "")
    path, headers = site.asked[-1]
    assert (path, headers["User-Agent"]) == ("/a", USER_AGENT)
    assert headers["If-None-Match"] == '"1"'
    assert headers["If-Modified-Since"] == stated["Last-Modified"]
    site.pages["/a"] = (200, {"ETag": '"2"'}, feed("Shelling in Homs.", "Fighting in Idlib."))
    make_due(store, site.url + "/a")
    [polled] = watcher("/a").due()
    assert (polled.ingested.articles, polled.ingested.known) == (1, 1)
    assert store.feeds.known(site.url + "/a").etag == '"2"'


def test_robots_txt_is_heeded_and_asked_for_once(watcher, store, site):
    rules = b"User-agent: geomap\nDisallow: /closed\nCrawl-delay: 7\n"
    site.pages |= {"/robots.txt": (200, {}, rules), "/closed": (200, {}, feed("Homs.")),
                   "/open": (200, {}, feed("Shelling in Homs.")),
                   "/more": (200, {}, feed("Fighting in Idlib."))}  # fmt: skip
    closed, opened, more = watcher("/closed", "/open", "/more").due()
    assert "robots.txt" in closed.fault
    assert opened.ingested.articles == more.ingested.articles == 1
    assert [path for path, _ in site.asked] == ["/robots.txt", "/open", "/more"]
    assert [round(each) for each in watcher.slept] == [7, 7]


def test_no_site_makes_the_others_feeds_wait_for_long(watcher, site):
    rules = b"User-agent: *\nCrawl-delay: 86400\n"
    site.pages |= {"/robots.txt": (200, {}, rules), "/a": (200, {}, feed("Homs."))}
    [polled] = watcher("/a").due()
    assert polled.ingested.articles == 1
    assert [round(each) for each in watcher.slept] == [LONGEST_PAUSE]


def test_a_redirect_is_followed_only_where_robots_txt_allows(watcher, store, site):
    closed = (200, {}, b"User-agent: *\nDisallow: /closed\n")
    with serving() as other:
        other.pages |= {"/robots.txt": closed, "/closed": (200, {}, feed("Homs."))}
        site.pages |= {"/robots.txt": closed, "/closed": (200, {}, feed("Homs.")),
                       "/open": (200, {}, feed("Shelling in Idlib.")),
                       "/a": (301, {"Location": other.url + "/closed"}, b""),
                       "/b": (302, {"Location": "/closed"}, b""),
                       "/c": (302, {"Location": "/open"}, b"")}  # fmt: skip
        elsewhere, same, _ = watcher("/a", "/b", "/c").due()
    assert f"{other.url}/closed: its robots.txt asks not to be read" in elsewhere.fault
    assert f"{site.url}/closed: its robots.txt asks not to be read" in same.fault
    assert names(store) == ["Idlib"]
    assert [path for path, _ in other.asked] == ["/robots.txt"]
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/b", "/c", "/open"]


@pytest.mark.parametrize(("status", "read"), [(404, True), (403, True), (500, False)])
def test_a_site_without_rules_is_read_and_one_out_of_order_is_not(watcher, site, status, read):
    site.pages |= {"/robots.txt": (status, {}, b""), "/a": (200, {}, feed("Shelling in Homs."))}
    [polled] = watcher("/a").due()
    assert (polled.ingested is not None) == read


def test_two_requests_to_a_host_keep_their_distance(watcher, site):
    site.pages |= {"/a": (200, {}, feed("Homs.")), "/b": (200, {}, feed("Idlib."))}
    list(watcher("/a", "/b").due())
    assert len(watcher.slept) == 2  # after robots.txt, and between the feeds
    assert all(0 < slept <= PAUSE for slept in watcher.slept)


def test_a_failing_feed_is_asked_ever_later(watcher, store, site):
    url = site.url + "/a"
    site.pages["/a"] = (503, {}, b"")
    pauses = []
    for _ in range(12):
        [polled] = watcher("/a").due()
        assert "answers 503" in polled.fault
        pauses.append(polled.due - now())
        make_due(store, url)
    assert all(before < after for before, after in pairwise(pauses[:6]))
    assert pauses[0] > EVERY * 1.9
    assert pauses[-1] <= LONGEST
    site.pages["/a"] = (200, {}, feed("Shelling in Homs."))
    list(watcher("/a").due())
    assert store.feeds.known(url).failures == 0


def test_retry_after_is_heeded(watcher, site):
    site.pages["/a"] = (429, {"Retry-After": "7200"}, b"")
    [polled] = watcher("/a").due()
    assert timedelta(seconds=7190) < polled.due - now() <= timedelta(seconds=7200)
    hour = datetime.now(UTC) + timedelta(hours=1)
    assert timedelta(minutes=59) < told(format_datetime(hour, usegmt=True)) < timedelta(minutes=61)


RETRY_AFTER = st.one_of(
    st.text(), st.from_regex(r"\A0*[0-9]{1,40}\Z"),
    st.builds("{}, {} {} {} {}:{}:{} {}".format, st.sampled_from(["Mon", "Tuesday", ""]),
              st.integers(-9, 99), st.sampled_from(["Jan", "Feb", "Juli", "1"]), st.integers(),
              *[st.integers(-1, 99)] * 3, st.sampled_from(["GMT", "", "+2359", "-9999", "EST"])),
)  # fmt: skip


@given(said=RETRY_AFTER)
@example(said="9" * 5000)
@example(said="Mon, 99999999999 Jan 2024 00:00:00 GMT")
@example(said="Mon, 01 Jan 0001 00:00:00 +2359")
@example(said="Fri, 31 Dec 9999 23:59:59 -2359")
@example(said="٥")
def test_whatever_retry_after_says_is_a_time_of_a_day_at_most(said):
    assert timedelta(0) <= told(said) <= LONGEST


@pytest.mark.parametrize("later", ["9" * 5000, "Mon, 99999999999 Jan 2024 00:00:00 GMT"])
def test_an_absurd_retry_after_loses_no_other_feed(watcher, site, later):
    site.pages |= {"/a": (503, {"Retry-After": later}, b""), "/b": (200, {}, feed("Homs."))}
    failed, read = watcher("/a", "/b").due()
    assert "answers 503" in failed.fault
    assert read.ingested.articles == 1


def test_a_feed_that_fails_is_asked_no_more_often_than_one_that_does_not(watcher, store, site):
    site.pages["/a"] = (503, {}, b"")
    seldom = timedelta(days=3)
    [polled] = Watcher(store, [site.url + "/a"], every=seldom, settings=LOOPBACK).due()
    assert polled.due - now() > seldom * 0.9


@pytest.mark.parametrize("every", ["nan", "inf", "-inf", "1e300", "0"])
def test_a_period_that_is_none_is_wrong_usage(tmp_path, every):
    arguments = ["watch", "http://127.0.0.1:9/", "--db", str(tmp_path / "war.db")]
    result = CliRunner().invoke(main, [*arguments, "--every", every])
    assert result.exit_code == 2
    assert "Invalid value for '--every'" in result.output
    assert not (tmp_path / "war.db").exists()


@pytest.fixture
def busy(tmp_path, store):
    """Return what another process does that writes to the database for long."""
    store._connection.execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(tmp_path / "war.db", isolation_level=None)
    yield other
    other.close()


def test_a_busy_database_is_told_and_the_feed_asked_again(watcher, store, site, busy):
    site.pages["/a"] = (200, {"ETag": '"1"'}, feed("Shelling in Homs."))
    polls = watcher("/a").watch()
    busy.execute("BEGIN IMMEDIATE")
    waiting = next(polls)
    assert "war.db: is being written by another process" in waiting.fault
    assert EVERY * 0.9 < waiting.due - now() <= EVERY
    busy.execute("ROLLBACK")
    done = next(polls)
    assert (done.ingested.articles, done.fault) == (1, "")
    assert max(watcher.slept) > EVERY.total_seconds() * 0.9  # it was not asked before that
    assert "If-None-Match" not in site.asked[-1][1]
    assert store.feeds.known(site.url + "/a").failures == 0


def test_a_database_too_busy_to_be_read_ends_nothing_either(watcher, store, site, monkeypatch):
    site.pages |= {"/a": (200, {"ETag": '"1"'}, feed("Homs.")), "/b": (503, {}, b"")}
    polls = watcher("/a", "/b").watch()
    assert [next(polls).url, next(polls).url] == [site.url + "/a", site.url + "/b"]
    for method in ("known", "keep"):
        monkeypatch.setattr(type(store.feeds), method, raising(BusyError("war.db: is written")))
    assert next(polls).fault == "war.db: is written"
    assert site.asked[-1][1].get("If-None-Match") == '"1"'
    assert max(watcher.slept) > EVERY.total_seconds() * 0.9


def raising(error):
    def call(*_, **__):
        raise error

    return call


def test_a_feed_that_was_not_stored_is_asked_for_whole_again(watcher, store, site, monkeypatch):
    site.pages["/a"] = (200, {"ETag": '"1"'}, feed("Shelling in Homs."))
    with monkeypatch.context() as patched:
        patched.setattr("geomap.watching.ingest", raising(GeomapError("war.db: has no room")))
        [polled] = watcher("/a").due()
    assert polled.fault == "war.db: has no room"
    make_due(store, site.url + "/a")
    with monkeypatch.context() as patched:
        patched.setattr("geomap.watching.ingest", raising(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            list(watcher("/a").due())
    [polled] = watcher("/a").due()
    assert "If-None-Match" not in site.asked[-1][1]
    assert polled.ingested.articles == 1


def test_nothing_new_ends_a_feeds_failures(watcher, store, site):
    url, page = site.url + "/a", (200, {"ETag": '"1"'}, feed("Homs."))
    for answer, failures in ((page, 0), ((503, {}, b""), 1), (page, 0)):
        site.pages["/a"] = answer
        list(watcher("/a").due())
        assert store.feeds.known(url).failures == failures
        make_due(store, url)
    assert site.asked[-1][1]["If-None-Match"] == '"1"'


def test_a_feed_that_is_gone_is_watched_no_more(watcher, site):
    site.pages["/a"] = (410, {}, b"")
    [polled] = watcher("/a").watch()
    assert "answers 410" in polled.fault


@pytest.mark.parametrize("charset", ["idna", "undefined", "utf-7", "klingon"])
def test_an_encoding_that_is_none_loses_no_article(watcher, site, charset):
    stated = {"Content-Type": f"text/xml; charset={charset}"}
    itself = f'<?xml version="1.0" encoding="{charset}"?>'.encode()
    site.pages |= {"/a": (200, stated, feed("Shelling in حمص.")),
                   "/b": (200, {}, itself + feed("Fighting in حمص. +2AA-"))}  # fmt: skip
    assert [polled.ingested.articles for polled in watcher("/a", "/b").due()] == [1, 1]


def test_a_broken_feed_loses_only_itself(watcher, site):
    site.pages |= {"/a": (200, {}, b"<rss><channel>"), "/b": (200, {}, feed("Shelling in Homs."))}
    broken, whole = watcher("/a", "/b").due()
    assert broken.ingested.refusals
    assert whole.ingested.articles == 1


def test_a_page_in_a_feeds_place_is_no_article(watcher, store, site):
    site.pages["/a"] = (200, {}, b"<html><body><p>Shells fell on Homs, and we are back soon.")
    [polled] = watcher("/a").due()
    assert "is no feed, or one without entries" in polled.ingested.refusals[0].message
    assert names(store) == []


def test_watching_waits_until_a_feed_is_due(watcher, site):
    site.pages["/a"] = (200, {}, feed("Shelling in Homs."))
    polls = watcher("/a").watch()
    next(polls)
    next(polls)
    assert any(timedelta(seconds=each) > EVERY * 0.9 for each in watcher.slept)


def test_what_is_no_address_is_refused_at_once(store, small_world):
    with pytest.raises(GeomapError, match="is not http or https"):
        Watcher(store, ["file:///etc/passwd"], every=EVERY, settings=LOOPBACK)


def test_a_private_address_is_not_asked(store, site, small_world):
    settings = Settings()
    watcher = Watcher(store, [site.url + "/a"], every=EVERY, settings=settings,
                      gazetteer=small_world)  # fmt: skip
    [polled] = watcher.due()
    assert polled.fault
    assert site.asked == []


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_stopped_it_says_so_and_goes_on_where_it_was(tmp_path, site, world, end):
    site.pages["/a"] = (200, {"ETag": '"1"'}, feed("Shelling in Homs."))
    command = [sys.executable, "-c", GEOMAP, "watch",
               site.url + "/a", "--allow-network", "127.0.0.0/8", "--db",
               str(tmp_path / "war.db")]  # fmt: skip
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not asked_before(tmp_path / "war.db", site.url + "/a"):
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(end)
    out, err = process.communicate(timeout=300)
    assert (process.returncode, "Traceback" in err) == (0, False)
    assert err == "geomap: stopped; what was read is stored\n"
    assert out in ("", f"{site.url}/a: 1 article read, 0 already known\n")
    asked = len(site.asked)
    subprocess.run([*command, "--once"], check=True, capture_output=True)
    assert len(site.asked) == asked


def asked_before(path, url):
    if not path.exists():
        return False
    try:
        with Store.open(path) as store:
            return store.feeds.known(url) is not None
    except GeomapError:  # it is made just now
        return False


def test_a_feed_that_may_not_be_fetched_is_not_said_to_forbid_it(store, small_world):
    urls = ["http://127.0.0.1:9/feed"]
    watcher = Watcher(store, urls, every=EVERY, settings=Settings(), gazetteer=small_world)
    [polled] = watcher.due()
    assert "private network" in polled.fault
    assert "asks not to be read" not in polled.fault
