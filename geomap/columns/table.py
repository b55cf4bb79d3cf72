"""The columns: one row a mention, in the order of articles and of places within an article."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gazetteer.place import Place
from geomap.columns.names import Names
from geomap.model import Relation

Bools = NDArray[np.bool_]
Numbers = NDArray[Any]

UNDATED = 0  # as a day; days count as those of `date.toordinal`


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionColumns:
    """One value a mention. `place` 0 is none; `kind`, `role` and `precision` are codes."""

    article: Numbers
    place: Numbers
    mention_id: Numbers
    confidence: Numbers
    kind: Numbers
    role: Numbers
    precision: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleColumns:
    """One value an article, at its number; `source` and `language` are codes.

    `held` is whether there is an article of this number.
    """

    held: Bools
    day: Numbers
    source: Numbers
    language: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceColumns:
    """One value a place, at its number; nothing stands at 0 and where a number is free."""

    known: Sequence[Place | None]
    longitude: Numbers
    latitude: Numbers
    area: Bools
    country: Bools
    of_country: Mapping[str, Numbers]
    number: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationColumns:
    """The mentions whose point is not that of their place; `row` is theirs among mentions."""

    mention_id: Numbers
    article: Numbers
    row: Numbers
    longitude: Numbers
    latitude: Numbers
    told: Sequence[Relation]


@dataclass(frozen=True, slots=True)
class Codes:
    """Words and the small numbers that stand for them."""

    words: list[str]
    code: dict[str, int]

    @classmethod
    def empty(cls) -> "Codes":
        """Return codes for no word yet."""
        return cls([], {})

    def of(self, word: str) -> int:
        """Return a word's code, a new one for a new word."""
        found = self.code.get(word)
        if found is None:
            found = self.code[word] = len(self.words)
            self.words.append(word)
        return found

    def among(self, wanted: Iterable[str]) -> Bools:
        """Return for each code whether its word is wanted."""
        chosen = np.zeros(len(self.words), bool)
        chosen[[self.code[word] for word in wanted if word in self.code]] = True
        return chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabularies:
    """What the codes stand for."""

    kinds: Codes
    roles: Codes
    precisions: Codes
    sources: Codes
    languages: Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """One state of a database; `changes` is the store's number of it. Never changed."""

    changes: int
    mentions: MentionColumns
    articles: ArticleColumns
    places: PlaceColumns
    relations: RelationColumns
    words: Vocabularies
    names: Names
