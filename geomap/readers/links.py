"""Keep what is no address out of an article's `url`, by which new versions of it are known."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from geomap.readers.model import Reading, Refusal
from geomap.readers.records import shown, with_notes

SCHEMES = ("http", "https")
# What browsers write of characters that are seen nowhere; Persian words are joined by the second.
ESCAPED = str.maketrans({" ": "%20", "\u200c": "%E2%80%8C", "\u200d": "%E2%80%8D"})


def is_address(url: str) -> bool:
    """Return whether this is a whole http or https address, open to all: without a password."""
    if not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in SCHEMES and bool(parts.hostname) and parts.username is None
    except ValueError:  # as of http://[
        return False


def absolute(url: str, base: str) -> str:
    """Return a link as an address, by that of what it stands in; as it is where that fails."""
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def addressed(found: Iterator[Reading | Refusal]) -> Iterator[Reading | Refusal]:
    """Yield what was found, with no `url` but addresses; the first other one is told.

    "N/A" in every row would make each a new version of the one before.
    """
    told = False
    for each in found:
        if not isinstance(each, Reading) or not each.article.url:
            yield each
            continue
        url = each.article.url.strip().translate(ESCAPED)
        if is_address(url):
            yield each if url == each.article.url else with_url(each, url)
            continue
        yield with_notes(with_url(each, ""), () if told else (no_address(each),))
        told = True


def with_url(reading: Reading, url: str) -> Reading:
    """Return a reading whose article has another address."""
    return replace(reading, article=replace(reading.article, url=url))


def no_address(reading: Reading) -> str:
    """Return the note about the first that is none."""
    return (
        f'{reading.origin}: "url" is {shown(reading.article.url)}, which is no address, and was '
        "left out, as others behind it are; write https://example.org/1"
    )
