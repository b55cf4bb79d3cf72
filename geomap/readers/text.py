"""Read a whole input as one article."""

from collections.abc import Iterator

from geomap.errors import GeomapError
from geomap.model import Article
from geomap.readers.decoding import decoded, stated
from geomap.readers.limits import whole
from geomap.readers.model import Input, Reading, Refusal, Settings


def read_text(given: Input, settings: Settings) -> Iterator[Reading | Refusal]:
    """Yield the article that a text file is."""
    content = whole(given.stream, given.origin)
    text, notes = decoded(content, given.origin, encoding=stated(given, settings))
    if not text.strip():
        raise GeomapError(f"{given.origin}: is empty; an article needs text")
    yield Reading(
        article=Article(text=text, article_id=given.name, url=given.url),
        origin=given.origin, size=len(content), given_id=given.name, notes=notes,
    )  # fmt: skip
