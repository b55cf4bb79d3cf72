"""Read an RSS or Atom feed, an article an entry."""

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import quote
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from geomap.errors import GeomapError
from geomap.model import Article
from geomap.readers.dates import day_of
from geomap.readers.decoding import decoded_markup, stated
from geomap.readers.limits import whole
from geomap.readers.links import absolute, is_address
from geomap.readers.markup import plain
from geomap.readers.model import Input, Reading, Refusal, Settings
from geomap.readers.records import undated, with_notes

FEED_BYTES = 32 * 1024 * 1024
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CHARACTER = re.compile(r"&#(?:[xX]([0-9a-fA-F]++)|([0-9]++));?")
NUMBER = re.compile("[0-9]+")
BEGINNING = 80  # characters
FIRST_YEAR = 1000  # of which all four digits are written
# What feedparser fails with, as at a <gml:pos> that stands alone.
BROKEN = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
UTF8 = {"content-type": "application/xml; charset=utf-8"}

Entry = Any  # feedparser's own dictionary, which answers for what it has not


def read_feed(given: Input, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield the article of each entry; what has no text, as a bare link, is refused."""
    content = whole(given.stream, given.origin, limit=FEED_BYTES)
    text, notes = decoded_markup(content, given.origin, encoding=stated(given, settings))
    written = CHARACTER.sub(character, UNWRITABLE.sub("", text))
    safe = DECLARATION.sub("", written).lstrip().encode()
    check(safe, given.origin)
    feed = parsed(safe, given.origin)
    if not feed.entries:
        raise GeomapError(f"{given.origin}: is no feed, or one without entries; check its address")
    size = len(content) // len(feed.entries)
    base = given.url or own_address(feed.feed)
    links = Counter(link_of(entry, base) for entry in feed.entries)
    for number, entry in enumerate(feed.entries, start=1):
        where = f"{given.origin}, entry {number}"
        try:
            reading = read_entry(entry, feed.feed, where, size, base)
            shared = links[reading.article.url] > 1
            reading = with_own_address(reading) if shared else reading
            yield with_notes(reading, notes)
            notes = ()
        except GeomapError as error:
            yield Refusal(message=str(error), size=size)


def character(found: re.Match[str]) -> str:
    """Return a character's number, or U+FFFD where it is none, which feedparser fails at."""
    digits = (found[1] or found[2]).lstrip("0")
    number = int(digits or "0", 16 if found[1] else 10) if len(digits) < 8 else sys.maxsize
    sound = number <= sys.maxunicode and not UNWRITABLE.match(chr(number))
    return found[0] if sound else "\ufffd"


def check(content: bytes, where: str) -> None:
    """Refuse entities, by which a feed can blow up or reach for other files."""
    from defusedxml import DefusedXmlException  # noqa: PLC0415  # only for feeds
    from defusedxml.sax import parseString  # noqa: PLC0415

    try:
        parseString(content, ContentHandler(), forbid_dtd=False)
    except DefusedXmlException as error:
        raise GeomapError(
            f"{where}: declares XML entities, as attacks do; ask its publisher for a plain feed"
        ) from error
    except (SAXException, ValueError, LookupError):
        if b"<!ENTITY" in content:
            raise GeomapError(f"{where}: is not XML and declares entities; mend it") from None


def parsed(content: bytes, where: str) -> Entry:
    """Return what feedparser reads in it, also where it is not quite XML.

    Raises GeomapError where feedparser itself fails.
    """
    import feedparser  # noqa: PLC0415  # only for feeds

    try:
        return feedparser.parse(
            BytesIO(content), response_headers=UTF8, sanitize_html=False,
            resolve_relative_uris=False,
        )  # fmt: skip
    except BROKEN as error:
        raise GeomapError(f"{where}: is no sound feed; ask its publisher to mend it") from error


def own_address(feed: Entry) -> str:
    """Return where a feed says that it stands, or else what site it is of; empty where neither."""
    links = (
        each.get("href") or "" for each in feed.get("links") or () if each.get("rel") == "self"
    )
    return next(filter(is_address, links), feed.get("link") or "")


def link_of(entry: Entry, base: str) -> str:
    """Return an entry's address, by that of the feed where it is relative; empty for none.

    An identifier that stands in for a link, as RSS lets it, is an address or none.
    """
    link = (entry.get("link") or "").strip()
    if link == entry.get("id") and not is_address(link):
        return ""
    return absolute(link, base) if link else ""


def read_entry(entry: Entry, feed: Entry, where: str, size: int, base: str) -> Reading:
    """Read one entry; raise GeomapError where it has no text."""
    bodies = [each.get("value") or "" for each in entry.get("content") or ()]
    text = max((plain(each) for each in (*bodies, entry.get("summary") or "")), key=len)
    if not text:
        raise GeomapError(f"{where}: has no text; read the page that it links to")
    url = link_of(entry, base)
    given_id = entry.get("id") or url
    published, no_date = day(entry, where)
    source = (entry.get("source") or {}).get("title") or feed.get("title") or ""
    article = Article(
        text=text,
        title=" ".join(plain(entry.get("title") or "").split()),
        article_id=given_id,
        source=" ".join(plain(source).split()),
        url=url,
        published=published,
        language=language(entry, feed),
        author=authors(entry),
    )
    return Reading(article=article, origin=where, size=size, given_id=given_id, notes=no_date)


def authors(entry: Entry) -> str:
    """Return who wrote an entry, all by name; its `author` is the last one alone."""
    given = [each.get("name") for each in entry.get("authors") or ()]
    named = list(filter(None, given)) or [entry.get("author") or ""]
    return ", ".join(dict.fromkeys(" ".join(plain(each).split()) for each in named))


def with_own_address(reading: Reading) -> Reading:
    """Return an entry with an address of its own, where several have that of one page.

    Otherwise each would be taken for a new version of the one before. One without an identifier
    is told by its title, or by how it begins.
    """
    article = reading.article
    if not article.url:
        return reading
    given_id = article.article_id if article.article_id != article.url else ""
    own = given_id or article.title or article.text[:BEGINNING]
    url = f"{article.url.partition('#')[0]}#{quote(own, safe='')}"
    return replace(reading, article=replace(article, url=url))


def day(entry: Entry, where: str) -> tuple[date | None, tuple[str, ...]]:
    """Return the day in UTC that an entry was published, or else updated; and why it has none."""
    # feedparser's own get would let the one stand for the other, and warn of it.
    stated = [name for name in ("published", "updated") if dict.get(entry, name)]
    for name in stated:
        with suppress(ValueError, OverflowError):
            return day_of(entry[name]), ()
    for name in stated:
        moment = dict.get(entry, f"{name}_parsed")
        if moment and says(entry[name], moment):
            return date(*moment[:3]), ()
    return None, tuple(undated(entry[name], where) for name in stated[:1])


def says(written: str, moment: time.struct_time) -> bool:
    """Return whether a date's year and day stand in what feedparser, which guesses, read it from.

    It makes 1 March of 2024-02-30, and 1 November of 2024年05月31日.
    """
    numbers = {each.lstrip("0") for each in NUMBER.findall(written)}
    return moment.tm_year >= FIRST_YEAR and {str(moment.tm_year), str(moment.tm_mday)} <= numbers


def language(entry: Entry, feed: Entry) -> str:
    """Return the language that an entry or its feed states, as en of en-GB."""
    bodies = entry.get("content") or ()
    stated = next((each.get("language") for each in bodies if each.get("language")), None)
    code = str(stated or entry.get("language") or feed.get("language") or "")
    return code.replace("_", "-").partition("-")[0].strip().lower()
