"""Build the columns from a store."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

import numpy as np

from gazetteer.place import Place
from geomap.columns.names import Names
from geomap.columns.table import (
    UNDATED,
    ArticleColumns,
    Codes,
    Columns,
    MentionColumns,
    Numbers,
    PlaceColumns,
    RelationColumns,
    Vocabularies,
)
from geomap.model import Relation, is_area
from geomap.store import Store
from geomap.store.rows import Row

ROWS = 50_000


def columns_of(store: Store) -> Columns:
    """Return the columns of a store as it is now."""
    with store.reading():
        words = Vocabularies(
            kinds=Codes.empty(), roles=Codes.empty(), precisions=Codes.empty(),
            sources=Codes.empty(), languages=Codes.empty(),
        )  # fmt: skip
        places = place_columns(store.numbered_places())
        names = Names()
        names.add((number, each.name) for number, each in enumerate(places.known) if each)
        mentions = mention_columns(store.mention_facts(), words, names)
        return Columns(
            changes=store.changes(), words=words, names=names, places=places,
            articles=article_columns(store.article_facts(), words),
            mentions=mentions, relations=relation_columns(store.relations(), mentions),
        )  # fmt: skip


def blocks(rows: Iterable[Row]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield some thousand rows at a time, as columns."""
    remaining = iter(rows)
    while block := list(islice(remaining, ROWS)):
        yield list(zip(*block, strict=True))


def mention_columns(rows: Iterable[Row], words: Vocabularies, names: Names) -> MentionColumns:
    """Return the columns of mentions; learn the names that they use."""
    made: list[tuple[Numbers, ...]] = []
    for article, place, identifier, confidence, kind, role, precision, name in blocks(rows):
        numbers = [each or 0 for each in place]
        names.add(each for each in set(zip(numbers, name, strict=True)) if each[0])
        made.append((
            np.array(article, np.int32), np.array(numbers, np.int32),
            np.array(identifier, np.int64), np.array(confidence, np.float32),
            codes(kind, words.kinds, np.uint8), codes(role, words.roles, np.uint8),
            codes(precision, words.precisions, np.uint8),
        ))  # fmt: skip
    kinds = (np.int32, np.int32, np.int64, np.float32, np.uint8, np.uint8, np.uint8)
    columns = joined(made, kinds)
    return MentionColumns(
        article=columns[0], place=columns[1], mention_id=columns[2], confidence=columns[3],
        kind=columns[4], role=columns[5], precision=columns[6],
    )  # fmt: skip


def article_columns(rows: Iterable[Row], words: Vocabularies) -> ArticleColumns:
    """Return the columns of articles, each at its number."""
    made: list[tuple[Numbers, ...]] = []
    for number, published, source, language in blocks(rows):
        days = [ordinal(day) for day in published]
        made.append((
            np.array(number, np.int64), np.array(days, np.int32),
            codes(source, words.sources, np.int32), codes(language, words.languages, np.int32),
        ))  # fmt: skip
    columns = joined(made, (np.int64, np.int32, np.int32, np.int32))
    held = at_numbers(columns[0], np.ones(len(columns[0]), bool))
    placed = [at_numbers(columns[0], column) for column in columns[1:]]
    return ArticleColumns(held=held, day=placed[0], source=placed[1], language=placed[2])


def place_columns(numbered: Iterable[tuple[int, Place]]) -> PlaceColumns:
    """Return the columns of places, each at its number."""
    places = dict(numbered)
    size = max(places, default=0) + 1
    known = [places.get(number) for number in range(size)]
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


def relation_columns(
    told: Iterable[tuple[int, Relation]], mentions: MentionColumns
) -> RelationColumns:
    """Return the columns of relations, which are told by the identifiers of their mentions."""
    by_identifier = dict(told)
    identifiers = np.fromiter(by_identifier, np.int64, len(by_identifier))
    rows = np.flatnonzero(np.isin(mentions.mention_id, identifiers))
    ordered = [by_identifier[each] for each in mentions.mention_id[rows].tolist()]
    return RelationColumns(
        row=rows,
        longitude=np.array([relation.longitude for relation in ordered], np.float64),
        latitude=np.array([relation.latitude for relation in ordered], np.float64),
        told=ordered,
    )


def codes(words: Iterable[str], known: Codes, kind: type) -> Numbers:
    """Return a column of words as their codes."""
    return np.array([known.of(word) for word in words], kind)


def joined(made: list[tuple[Numbers, ...]], kinds: tuple[type, ...]) -> list[Numbers]:
    """Return the blocks of each column as one array."""
    return [
        np.concatenate([np.empty(0, kind), *(block[place] for block in made)], dtype=kind)
        for place, kind in enumerate(kinds)
    ]


def at_numbers(numbers: Numbers, values: Numbers) -> Numbers:
    """Return values at the places that their numbers say, zeros elsewhere."""
    column = np.zeros(int(numbers[-1]) + 1 if len(numbers) else 1, values.dtype)
    column[numbers] = values
    return column


@lru_cache(maxsize=20_000)
def ordinal(published: str) -> int:
    """Return a stored day as a number."""
    return date.fromisoformat(published).toordinal() if published else UNDATED
