"""All of an article that can be made ready without its database, as in another process."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from geomap.model import Article, Mention
from geomap.store.likeness import bands
from geomap.store.searching import squeezed
from geomap.store.written import Written, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article that was read, ready to be written.

    `folded` is what the index of trigrams holds, `bands` tell near-duplicates.
    """

    article: Article
    content_hash: bytes
    folded: str
    bands: tuple[int, ...]
    mentions: Written


def prepared(article: Article, mentions: Iterable[Mention]) -> Prepared:
    """Make an article and its mentions ready to be written."""
    return Prepared(
        article=article, content_hash=content_hash(article),
        folded=folded(article), bands=bands(article.text), mentions=written(mentions),
    )  # fmt: skip


def folded(article: Article) -> str:
    """Return what the index of trigrams holds of an article."""
    return squeezed(f"{article.title}\n{article.text}")


def content_hash(article: Article) -> bytes:
    """Return what tells one article's content from another's."""
    return hashlib.sha256(f"{article.title}\0{article.text}".encode()).digest()
