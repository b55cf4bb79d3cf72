"""Only addresses are addresses: what stands in `url` otherwise makes no versions of articles."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_samples import ATOM, PAGE, read_bytes, zipped

from geomap.ingesting import ingest
from geomap.readers.dispatch import read_input
from geomap.readers.links import absolute, is_address
from geomap.readers.model import Input
from geomap.reading import Settings
from geomap.store import Store

NO_ADDRESSES = (
    "N/A", "none", "/n/1", "www.example.org/1", "javascript:alert(1)", "http://[", "http://",
    "ftp://example.org/1", "urn:uuid:1", "https://a:b@example.org/1", "https://a@example.org/",
)  # fmt: skip
RSS = "<rss version='2.0' xmlns:a='http://www.w3.org/2005/Atom'{attributes}><channel>{head}{items}"


def feed(*links, head="", attributes=""):
    items = "".join(
        f"<item>{link}<description>Shells fell on Homs {n}.</description></item>"
        for n, link in enumerate(links)
    )
    return RSS.format(attributes=attributes, head=head, items=items) + "</channel></rss>"


def addresses(content, url=""):
    given = Input(stream=io.BytesIO(content.encode()), origin="a", name="a", url=url)
    return [each.article.url for each in read_input(given, Settings())]


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_what_is_no_address_is_left_out_and_told_once(url):
    records = [{"text": f"Homs {number}", "url": url} for number in range(3)]
    table = "text,url\n" + "".join(f"{each['text']},{url}\n" for each in records)
    for content in (json.dumps(records), "\n".join(map(json.dumps, records)), table):
        found = read_bytes(content)
        assert [each.article.url for each in found] == [""] * 3
        [note] = [note for each in found for note in each.notes]
        assert f'"url" is "{url}", which is no address, and was left out' in note


def test_rows_of_no_address_are_no_versions_of_one_another(tmp_path, small_world):
    table = "text,url\nShells fell on Homs.,N/A\nFighting in Idlib.,N/A\nCalm in Hama.,N/A\n"
    with Store.open(tmp_path / "war.db", create=True) as store:
        done = ingest(store, read_bytes(table), gazetteer=small_world)
    assert (done.articles, done.versions) == (3, 0)


def test_an_address_is_kept_as_it_is():
    [reading] = read_bytes('{"text": "Homs", "url": " HTTPS://example.org/حمص?a=1#b "}')
    assert reading.article.url == "HTTPS://example.org/حمص?a=1#b"
    assert not reading.notes
    [reading] = read_bytes('{"text": "Homs", "url": "https://example.org/a b"}')
    assert reading.article.url == "https://example.org/a%20b"
    [reading] = read_bytes('{"text": "Homs", "url": "https://example.org/می\\u200cشود"}')
    assert reading.article.url == "https://example.org/می%E2%80%8Cشود"


@pytest.mark.parametrize(
    ("fetched", "head", "attributes", "base"),
    [
        ("https://a.org/feed/x.xml", "", "", "https://a.org"),
        ("https://a.org/feed/x.xml", "<link>https://b.org/</link>", "", "https://a.org"),
        ("", "<link>https://b.org/</link>", "", "https://b.org"),
        ("", "<link>https://b.org/</link><a:link rel='self' href='https://c.org/x'/>", "",
         "https://c.org"),
        ("https://a.org/x", "", " xml:base='https://d.org/'", "https://d.org"),
    ],
)  # fmt: skip
def test_a_relative_link_in_a_feed_is_an_address_by_that_of_the_feed(
    fetched, head, attributes, base
):
    content = feed("<link>/n/1</link>", "<link>/n/2</link>", head=head, attributes=attributes)
    assert addresses(content, fetched) == [f"{base}/n/1", f"{base}/n/2"]


def test_a_relative_link_in_a_feed_that_is_nowhere_is_none():
    assert addresses(feed("<link>/n/1</link>", "<link>http://[</link>")) == ["", ""]


def test_an_identifier_is_an_address_only_where_it_is_one():
    content = feed("<guid>g1</guid>", "<guid>https://b.org/2</guid>", "<guid>/n/3</guid>")
    assert addresses(content, "https://a.org/") == ["", "https://b.org/2", ""]
    atom = ATOM.replace("https://example.org/1", "n/1")
    assert addresses(atom, "https://a.org/feed/x") == ["https://a.org/feed/n/1"]


def test_a_feed_keeps_articles_whose_date_cannot_be_read():
    dates = ("31/31/2024", "1712010500", "Mon, 15 Feb 2016 22:30:00 -0500")
    found = read_bytes(feed(*(f"<pubDate>{each}</pubDate>" for each in dates)))
    assert [str(each.article.published) for each in found] == ["None", "2024-04-01", "2016-02-16"]
    [note] = [note for each in found for note in each.notes]
    assert note.startswith('a, entry 1: "published" is "31/31/2024" and was left out; write')


def test_a_page_in_an_archive_has_no_address_but_its_own():
    page = PAGE.replace('href="https://example.org/a/1"', 'href="/a/1"')
    [reading] = read_bytes(zipped(**{"a.html": page}))
    assert reading.article.url == ""
    assert addresses(page, "https://example.com/b/2") == ["https://example.com/b/2"]
    assert addresses("<html><p>Homs", "https://example.com/b/2") == ["https://example.com/b/2"]


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_link_is_an_address_or_none(url, base):
    assert is_address(f"https://{base}/{url}") in (True, False)
    assert isinstance(absolute(url, base), str)


@pytest.mark.parametrize(
    "written", ["2024-02-30", "2024-13-45", "2024年05月31日", "1717113600.0", "-31", "31 May 124"]
)
def test_no_day_is_made_of_a_date_that_says_another(written):
    [reading] = read_bytes(feed(f"<pubDate>{written}</pubDate>"))
    assert reading.article.published is None
    [note] = reading.notes
    assert "was left out" in note


def test_a_day_that_only_feeds_write_so_is_read():
    dates = ("2024-05-31 10:00:00 EST", "2024-05-31 11:30 PM")
    found = read_bytes(feed(*(f"<pubDate>{each}</pubDate>" for each in dates)))
    assert [str(each.article.published) for each in found] == ["2024-05-31"] * 2


def test_entries_of_one_page_without_identifiers_are_told_apart_by_their_titles():
    page = "<link>https://example.org/live</link>"
    content = feed(f"{page}<title>First shells</title>", page)
    assert addresses(content) == [
        "https://example.org/live#First%20shells",
        "https://example.org/live#Shells%20fell%20on%20Homs%201.",
    ]


def test_a_feed_that_feedparser_fails_at_is_refused():
    attributes = " xmlns:gml='http://www.opengis.net/gml'"
    [refusal] = read_bytes(feed("<gml:pos>1 2</gml:pos>", attributes=attributes))
    assert refusal.message == "a: is no sound feed; ask its publisher to mend it"
