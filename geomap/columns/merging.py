"""Put what is new, or was written again, among the columns there are. None of them is changed."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import fields

import numpy as np

from gazetteer.place import Place
from geomap.columns.reading import place_columns
from geomap.columns.table import (
    ArticleColumns,
    Bools,
    MentionColumns,
    Numbers,
    PlaceColumns,
    RelationColumns,
)
from geomap.model import Relation

Told = tuple[int, int, Relation]  # of the mention with an identifier, in an article


def with_articles(
    former: ArticleColumns, again: Set[int], numbers: Numbers, new: ArticleColumns
) -> ArticleColumns:
    """Return articles with new ones at their numbers, and without those written again."""
    size = max(len(former.held), 1, int(numbers.max(initial=0)) + 1)
    gone = among(again, size)

    def merged(name: str) -> Numbers:
        kept, added = getattr(former, name), getattr(new, name)
        column = np.zeros(size, kept.dtype)
        column[: len(kept)] = kept
        column[gone] = 0
        column[numbers] = added
        return column

    return ArticleColumns(**{each.name: merged(each.name) for each in fields(ArticleColumns)})


def with_mentions(former: MentionColumns, again: Set[int], new: MentionColumns) -> MentionColumns:
    """Return mentions with new ones, and without those of articles written again."""
    columns = {each.name: getattr(former, each.name) for each in fields(MentionColumns)}
    if again:
        stays = ~among(again, int(former.article.max(initial=0)) + 1)[former.article]
        columns = {name: column[stays] for name, column in columns.items()}
    columns = {
        name: np.concatenate([column, getattr(new, name)]) for name, column in columns.items()
    }
    key = columns["article"].astype(np.int64) << 32 | columns["place"]
    if (key[1:] < key[:-1]).any():
        order = np.argsort(key, kind="stable")
        columns = {name: column[order] for name, column in columns.items()}
    return MentionColumns(**columns)


def with_places(former: PlaceColumns, again: Set[int], found: Mapping[int, Place]) -> PlaceColumns:
    """Return places with those found at their numbers, and without those that are gone."""
    if not (found or again):
        return former
    first = len(former.known)
    if again or min(found) < first:
        kept = {number: place for number, place in enumerate(former.known) if place}
        return place_columns({
            number: place for number, place in {**kept, **found}.items()
            if number in found or number not in again
        })  # fmt: skip
    new = place_columns(found)
    none = np.empty(0, np.int64)
    return PlaceColumns(
        known=[*former.known, *new.known[first:]],
        longitude=np.concatenate([former.longitude, new.longitude[first:]]),
        latitude=np.concatenate([former.latitude, new.latitude[first:]]),
        area=np.concatenate([former.area, new.area[first:]]),
        country=np.concatenate([former.country, new.country[first:]]),
        of_country={
            code: np.concatenate([
                former.of_country.get(code, none), new.of_country.get(code, none)
            ])
            for code in former.of_country.keys() | new.of_country.keys()
        },
        number={**former.number, **new.number},
    )  # fmt: skip


def with_relations(
    former: RelationColumns, again: Set[int], new: Iterable[Told], mentions: MentionColumns
) -> RelationColumns:
    """Return relations with new ones, and without those of articles written again."""
    ones = zip(former.mention_id.tolist(), former.article.tolist(), former.told, strict=True)
    told = [each for each in ones if each[1] not in again]
    told += new
    identifiers = np.array([identifier for identifier, _, _ in told], np.int64)
    articles = np.array([article for _, article, _ in told], np.int64)
    return RelationColumns(
        mention_id=identifiers, article=articles, row=rows_of(mentions, identifiers, articles),
        longitude=np.array([relation.longitude for _, _, relation in told], np.float64),
        latitude=np.array([relation.latitude for _, _, relation in told], np.float64),
        told=[relation for _, _, relation in told],
    )  # fmt: skip


def rows_of(mentions: MentionColumns, identifiers: Numbers, articles: Numbers) -> Numbers:
    """Return the rows of mentions, which are known by their identifiers and articles."""
    if not len(identifiers):
        return np.empty(0, np.int64)
    size = int(mentions.article.max(initial=0)) + 1
    near = np.flatnonzero(among(articles, size)[mentions.article])
    known = mentions.mention_id[near]
    order = np.argsort(known)
    rows: Numbers = near[order[np.searchsorted(known, identifiers, sorter=order)]]
    return rows


def among(numbers: Iterable[int] | Numbers, size: int) -> Bools:
    """Return for each number below a size whether it is one of these."""
    mask = np.zeros(size, bool)
    wanted = np.fromiter(numbers, np.int64)
    mask[wanted[wanted < size]] = True
    return mask
