"""The columns: one row a mention, in the order of articles and of places within an article."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from gazetteer.place import Place
from geomap.columns.names import Names
from geomap.model import Relation

Bools = NDArray[np.bool_]
Numbers = NDArray[Any]

Told = TypeVar("Told")
Sort = tuple[str, str, str]
UNDATED = 0  # as a day; days count as those of `date.toordinal`


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionColumns:
    """One value a mention. `place` 0 is none; `sort` is the code of kind, role and precision."""

    article: Numbers
    place: Numbers
    mention_id: Numbers
    confidence: Numbers
    sort: Numbers


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


class Codes(dict[Told, int]):
    """Words, or several that belong together, and the small numbers that stand for them."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Told] = []

    def __missing__(self, told: Told) -> int:
        """Give what is new the next number."""
        self[told] = number = len(self.told)
        self.told.append(told)
        return number

    def among(self, wanted: Callable[[Told], bool]) -> Bools:
        """Return for each number whether what it stands for is wanted."""
        return np.array([wanted(each) for each in self.told], bool)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabularies:
    """What the codes stand for; `sorts` are of kind, role and precision."""

    sorts: Codes[Sort]
    sources: Codes[str]
    languages: Codes[str]


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
