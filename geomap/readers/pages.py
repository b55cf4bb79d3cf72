"""Read a web page as one article."""

import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from geomap.errors import GeomapError
from geomap.model import Article
from geomap.readers.decoding import decoded_markup, stated
from geomap.readers.limits import whole
from geomap.readers.model import Input, Reading, Refusal, Settings
from geomap.readers.page_dates import published

# Above these, telling the article from what is around it takes minutes.
PAGE_BYTES = 8 * 1024 * 1024
TAGS = 60_000
LANGUAGE = re.compile(r"""<html\b[^>]{0,500}?\blang\s*=\s*["']?([a-zA-Z]{2,3})\b""", re.IGNORECASE)
# What a page states; to search its text takes seconds, and makes 1 January of "2016-0".
STATED_DATE = {"extensive_search": False, "original_date": True}
# Those that trafilatura speaks by are silent unless a program listens.
for _name in ("trafilatura", "htmldate", "justext", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


def read_page(given: Input, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield the article of a page, without its menus and adverts."""
    content = whole(given.stream, given.origin, limit=PAGE_BYTES)
    markup, notes = decoded_markup(content, given.origin, encoding=stated(given, settings))
    if markup.count("<") > TAGS:
        raise GeomapError(f"{given.origin}: has more than {TAGS:,} tags; save its text")
    article, undated = article_of(markup, given)
    yield Reading(
        article=article, origin=given.origin, size=len(content), given_id=article.article_id,
        notes=(*notes, *undated),
    )  # fmt: skip


def article_of(markup: str, given: Input) -> tuple[Article, tuple[str, ...]]:
    """Return the article of a page, and why it has no date; raise GeomapError for no article."""
    found = extracted(markup, given.url)
    if not found or not (found.text or "").strip():
        raise GeomapError(f"{given.origin}: no article was found on the page; save its text")
    language = LANGUAGE.search(markup)
    url = found.url or given.url
    day, undated = published(markup, found.date, given.origin)
    article = Article(
        text=storable(found.text),
        title=storable(found.title or ""),
        article_id=given.name,
        source=storable(found.sitename or found.hostname or urlsplit(url).hostname or ""),
        url=storable(url),
        published=day,
        language=language[1].lower() if language else "",
        author=storable(found.author or ""),
    )
    return article, undated


def extracted(markup: str, url: str) -> Any:  # noqa: ANN401  # trafilatura is imported late
    """Return what trafilatura finds on a page, None where nothing."""
    from trafilatura import bare_extraction  # noqa: PLC0415  # 0.7 s

    return bare_extraction(
        markup, url=url or None, with_metadata=True, include_comments=False,
        date_extraction_params=STATED_DATE,
    )  # fmt: skip


def storable(text: str) -> str:
    """Return the text without NULs and half characters, which no database holds."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()
