"""Rows of the store as columns."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

import numpy as np

from gazetteer.place import Place
from geomap.columns.names import Names
from geomap.columns.table import (
    UNDATED,
    ArticleColumns,
    Codes,
    MentionColumns,
    Numbers,
    PlaceColumns,
    Told,
    Vocabularies,
)
from geomap.model import is_area
from geomap.store.rows import Row

Blocks = Iterable[list[Row]]  # none of them empty
MENTION_KINDS = (np.int32, np.int32, np.int64, np.float32, np.uint16)
ARTICLE_KINDS = (np.int64, np.int32, np.int32, np.int32)


def mention_columns(blocks: Blocks, words: Vocabularies, names: Names) -> MentionColumns:
    """Return the columns of mentions, in the order of rows; learn the names that they use."""
    made: list[tuple[Numbers, ...]] = []
    for block in blocks:
        article, place, identifier, confidence, *sort, name = zip(*block, strict=True)
        numbers = [each or 0 for each in place]
        names.add(set(zip(numbers, name, strict=True)))
        made.append((
            np.array(article, np.int32), np.array(numbers, np.int32),
            np.array(identifier, np.int64), np.array(confidence, np.float32),
            codes(zip(*sort, strict=True), words.sorts, np.uint16),
        ))  # fmt: skip
    columns = joined(made, MENTION_KINDS)
    return MentionColumns(
        article=columns[0], place=columns[1], mention_id=columns[2], confidence=columns[3],
        sort=columns[4],
    )  # fmt: skip


def article_columns(blocks: Blocks, words: Vocabularies) -> tuple[Numbers, ArticleColumns]:
    """Return the numbers of articles, and their columns in the same order."""
    made: list[tuple[Numbers, ...]] = []
    for block in blocks:
        number, published, source, language = zip(*block, strict=True)
        days = [ordinal(day) for day in published]
        made.append((
            np.array(number, np.int64), np.array(days, np.int32),
            codes(source, words.sources, np.int32), codes(language, words.languages, np.int32),
        ))  # fmt: skip
    columns = joined(made, ARTICLE_KINDS)
    held = np.ones(len(columns[0]), bool)
    return columns[0], ArticleColumns(
        held=held, day=columns[1], source=columns[2], language=columns[3]
    )


def place_columns(places: Mapping[int, Place]) -> PlaceColumns:
    """Return the columns of places, each at its number."""
    known = [places.get(number) for number in range(max(places, default=0) + 1)]
    of_country: dict[str, list[int]] = {}
    for number, place in places.items():
        for country in place.countries:
            of_country.setdefault(country, []).append(number)
    return PlaceColumns(
        known=known,
        longitude=np.array([each.longitude if each else np.nan for each in known]),
        latitude=np.array([each.latitude if each else np.nan for each in known]),
        area=np.array([each is not None and is_area(each) for each in known]),
        country=np.array([each is not None and each.place_type == "country" for each in known]),
        of_country={code: np.array(numbers) for code, numbers in of_country.items()},
        number={place.place_id: number for number, place in places.items()},
    )


def codes(told: Iterable[Told], known: Codes[Told], kind: type) -> Numbers:
    """Return a column of words as their codes."""
    return np.array(list(map(known.__getitem__, told)), kind)


def joined(made: list[tuple[Numbers, ...]], kinds: tuple[type, ...]) -> list[Numbers]:
    """Return the blocks of each column as one array."""
    return [
        np.concatenate([np.empty(0, kind), *(block[place] for block in made)], dtype=kind)
        for place, kind in enumerate(kinds)
    ]


@lru_cache(maxsize=20_000)
def ordinal(published: str) -> int:
    """Return a stored day as a number."""
    return date.fromisoformat(published).toordinal() if published else UNDATED
