"""All of an article that can be made ready without its database, as in another process."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from gazetteer.place import Place
from geomap.model import Article, Mention
from geomap.store.likeness import bands
from geomap.store.rows import Row, written_mentions
from geomap.store.searching import squeezed


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article that was read, ready to be written.

    `mentions` are as `written_mentions` gives them, `places` all those that they and their
    candidates use; `folded` is what the index of trigrams holds, `bands` tell near-duplicates.
    """

    article: Article
    content_hash: bytes
    folded: str
    bands: tuple[int, ...]
    mentions: list[Row]
    places: dict[str, Place]


def prepared(article: Article, mentions: Iterable[Mention]) -> Prepared:
    """Make an article and its mentions ready to be written."""
    read = list(mentions)
    return Prepared(
        article=article, content_hash=content_hash(article),
        folded=folded(article), bands=bands(article.text),
        mentions=list(written_mentions(read)), places=places_of(read),
    )  # fmt: skip


def folded(article: Article) -> str:
    """Return what the index of trigrams holds of an article."""
    return squeezed(f"{article.title}\n{article.text}")


def places_of(mentions: Iterable[Mention]) -> dict[str, Place]:
    """Return the places that mentions and their candidates use, by their identifiers."""
    read = list(mentions)
    places = {each.place.place_id: each.place for each in read if each.place}
    for candidates in {id(each.candidates): each.candidates for each in read}.values():
        places.update((each.place.place_id, each.place) for each in candidates)
    return places


def content_hash(article: Article) -> bytes:
    """Return what tells one article's content from another's."""
    return hashlib.sha256(f"{article.title}\0{article.text}".encode()).digest()
