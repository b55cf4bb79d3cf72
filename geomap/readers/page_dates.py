"""Tell the day in UTC on which a page was published, by the zone that it states."""

import re
from collections.abc import Iterator
from datetime import UTC, date
from html import unescape

from geomap.readers.dates import day_of, moment_of
from geomap.readers.records import undated

TAG = re.compile(r"<(?:meta|time|abbr)\b([^<>]{0,1000})>", re.IGNORECASE)
ATTRIBUTE = re.compile(
    r"""(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))"""
)
NAMES = ("property", "name", "itemprop")
VALUES = ("content", "datetime", "title")
# Which names state when a page was published, whatever else it dates.
PUBLISHED = frozenset(("article:published_time", "og:article:published_time", "datepublished"))
IN_SCRIPTS = re.compile(r"""["']datePublished["']\s*+:\s*+["']([^"'<>]{4,40})["']""")

Attributes = dict[str, str]


def published(
    markup: str, found: str | None, where: str
) -> tuple[date | None, tuple[str, ...]]:  # fmt: skip
    """Return the day in UTC, and why there is none where what the page states cannot be read.

    What the page states comes first. `found` is the day that trafilatura found, without a zone:
    it decides which of the page's other moments, where one is of that day, is the page's own.
    """
    tags = [attributes(tag[1]) for tag in TAG.finditer(markup)]
    stated = [*explicit(tags), *(each[1] for each in IN_SCRIPTS.finditer(markup))]
    for written in (*stated, *of_day(tags, found), found or ""):
        try:
            return day_of(written), ()
        except (ValueError, OverflowError):
            continue
    return None, (undated(stated[0], where),) if stated else ()


def attributes(written: str) -> Attributes:
    """Return the attributes of a tag, names in lower case."""
    return {
        name.lower(): unescape(quoted or single or bare).strip()
        for name, quoted, single, bare in ATTRIBUTE.findall(written)
    }


def value_of(tag: Attributes) -> str:
    """Return what a tag may say a moment in, empty where nothing."""
    return next((tag[name] for name in VALUES if tag.get(name)), "")


def explicit(tags: list[Attributes]) -> Iterator[str]:
    """Yield what the page calls its time of publication, in whatever order a tag says so."""
    for tag in tags:
        if any(tag.get(name, "").lower() in PUBLISHED for name in NAMES) and value_of(tag):
            yield value_of(tag)


def of_day(tags: list[Attributes], day: str | None) -> Iterator[str]:
    """Yield the moments with a zone whose day, as it is written, is that one."""
    for written in map(value_of, tags):
        try:
            moment = moment_of(written)
        except (ValueError, OverflowError, OSError):
            continue
        if moment.tzinfo not in (None, UTC) and moment.date().isoformat() == day:
            yield written
