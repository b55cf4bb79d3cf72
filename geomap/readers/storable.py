"""Replace in articles what no database and no UTF-8 file can hold: NULs, halves of characters."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from geomap.readers.model import Reading, Refusal
from geomap.readers.records import with_notes

TEXTS = ("text", "title", "article_id", "source", "url", "language", "author")
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(found: Iterator[Reading | Refusal]) -> Iterator[Reading | Refusal]:
    """Yield what was found, each article as a database can hold it, and told where it could not."""
    for each in found:
        broken = broken_texts(each) if isinstance(each, Reading) else []
        yield mended(each, broken) if isinstance(each, Reading) and broken else each


def broken_texts(reading: Reading) -> list[str]:
    """Return the names of the texts that a database cannot hold."""
    return [name for name in TEXTS if not is_storable(getattr(reading.article, name))]


def is_storable(text: str) -> bool:
    """Return whether a database can hold a text."""
    return "\0" not in text and (text.isascii() or not UNSTORABLE.search(text))


def mended(reading: Reading, broken: list[str]) -> Reading:
    """Return a reading whose broken texts are replaced, and told in a line each.

    Character by character, so that the spans of its toponyms stay right.
    """
    article = reading.article
    texts: dict[str, Any] = {
        name: UNSTORABLE.sub("\ufffd", getattr(article, name)) for name in broken
    }
    given_id = reading.given_id
    if isinstance(given_id, str):
        given_id = UNSTORABLE.sub("\ufffd", given_id)
    notes = (
        f'{reading.origin}: "{name.removeprefix("article_")}" held NULs or half characters (lone '
        "surrogates), which were replaced; write whole ones" for name in broken
    )  # fmt: skip
    mended = replace(reading, article=replace(article, **texts), given_id=given_id)
    return with_notes(mended, tuple(notes))
