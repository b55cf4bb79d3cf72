"""Write what a store holds into a file of another format, as a stream."""

import os
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal, TextIO

from geomap.errors import GeomapError
from geomap.exporting import geojson, spreadsheet
from geomap.exporting.features import (
    COUNT_KEYS,
    MENTION_KEYS,
    Feature,
    mention_feature,
    place_feature,
)
from geomap.model import Article
from geomap.store import Filter, PlaceCount, Store, StoredMention

By = Literal["mention", "place"]

FORMATS = ("geojson", "csv")


def write(store: Store, wanted: Filter, format: str, out: TextIO, *, by: By = "mention") -> None:
    """Write the wanted mentions, or their places, to a text stream that keeps newlines as given.

    Raises GeomapError for a format that nobody here writes.
    """
    with closing(features(store, wanted, by=by)) as found:
        if format == "geojson":
            geojson.write(found, out)
        elif format == "csv":
            spreadsheet.write(found, MENTION_KEYS if by == "mention" else COUNT_KEYS, out)
        else:
            raise GeomapError(f'"format" is "{format}"; one is: {", ".join(FORMATS)}')


def features(store: Store, wanted: Filter, *, by: By) -> Generator[Feature, None, None]:
    """Yield a Feature a mention, newest article first, or a place, most mentions first."""
    if by == "place":
        yield from map(counted_feature, store.places(wanted))
        return
    with closing(store.each_mention(wanted)) as mentions:
        yield from map(stored_feature, mentions)


def stored_feature(stored: StoredMention) -> Feature:
    """Return a stored mention as a Feature."""
    article = Article(
        text="", title=stored.title, article_id=stored.given_id, source=stored.source,
        url=stored.url, published=stored.published, language=stored.language,
    )  # fmt: skip
    return mention_feature(
        number=stored.mention_id, mention=stored.mention, excerpt=stored.excerpt, article=article
    )


def counted_feature(count: PlaceCount) -> Feature:
    """Return a place with its counts as a Feature."""
    return place_feature(
        place=count.place, precision=count.precision, mentions=count.mentions,
        articles=count.articles, confidence=count.confidence,
        first_published=count.first_published, last_published=count.last_published,
    )  # fmt: skip


@contextmanager
def beside(path: Path) -> Iterator[TextIO]:
    """Write a file under another name and rename it when it is whole.

    A link stays one: its target is written. What is there and no file, as a device or a pipe,
    is written to and never replaced. Raises GeomapError where it cannot be written.
    """
    if path.is_dir():
        raise GeomapError(f"{path}: is a folder; name a file in it")
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", newline="") as out:
                yield out
            return
        with renamed_when_whole(path.resolve()) as out:
            yield out
    except BrokenPipeError:
        raise
    except OSError as error:
        raise GeomapError(
            f"{path}: cannot be written ({error.strerror}); name a file in a folder of yours"
        ) from error


@contextmanager
def renamed_when_whole(target: Path) -> Iterator[TextIO]:
    """Write a file beside another, then put it in its place."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("x", encoding="utf-8", newline="") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
