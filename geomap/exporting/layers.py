"""What an exporter is given: layers of rows, read from the store as they are written."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from typing import Any, Literal

from geomap.exporting.columns import (
    ARTICLE_COLUMNS,
    COUNT_COLUMNS,
    NAME_COLUMNS,
    PLACE_COLUMNS,
    SAID_COLUMNS,
    Column,
    Value,
    values_of,
)
from geomap.store import Filter, PlaceCount, Store, StoredMention

By = Literal["mention", "place"]
Values = tuple[Value, ...]
Rows = Generator["Row", None, None]

Columns = tuple[Column[Any], ...]

MENTION_LAYER: Columns = (*NAME_COLUMNS, *PLACE_COLUMNS, *SAID_COLUMNS, *ARTICLE_COLUMNS)
PLACE_LAYER: Columns = (*PLACE_COLUMNS, *COUNT_COLUMNS)
NO_PLACE: Values = (None,) * len(PLACE_COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One mention or place: its values in the order of the layer's columns.

    The point is WGS 84 degrees; both are None while unresolved. `identifier` is None for a
    mention not stored.
    """

    identifier: int | str | None
    longitude: float | None
    latitude: float | None
    values: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A table of points. `rows` starts reading them; `unplaced` counts those without a point."""

    name: str
    columns: Columns
    rows: Callable[[], Rows]
    unplaced: Callable[[], int]

    @property
    def names(self) -> list[str]:
        """The names of all columns."""
        return [column.name for column in self.columns]

    def reading(self) -> AbstractContextManager[Rows]:
        """Give the rows, and end the reading of the store however the writing ends."""
        return closing(self.rows())


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What is wanted from a store. `by` None leaves the choice of layers to the format."""

    store: Store
    wanted: Filter
    by: By | None = None

    @property
    def layer(self) -> Layer:
        """The one layer of a format that holds one: mentions, unless places are asked for."""
        chosen = places_of if self.by == "place" else mentions_of
        return chosen(self.store, self.wanted)

    @property
    def layers(self) -> Sequence[Layer]:
        """The layers of a format that holds several."""
        if self.by is not None:
            return [self.layer]
        return [mentions_of(self.store, self.wanted), places_of(self.store, self.wanted)]


def mentions_of(store: Store, wanted: Filter) -> Layer:
    """Return the layer of mentions, newest article first."""

    def rows() -> Rows:
        with closing(store.each_brief_mention(wanted)) as mentions:
            yield from mention_rows(mentions)

    return Layer(
        name="mentions", columns=MENTION_LAYER, rows=rows,
        unplaced=lambda: store.unresolved_among(wanted),
    )  # fmt: skip


def places_of(store: Store, wanted: Filter) -> Layer:
    """Return the layer of places, most mentions first."""

    def rows() -> Rows:
        yield from map(place_row, store.places(wanted))

    return Layer(name="places", columns=PLACE_LAYER, rows=rows, unplaced=lambda: 0)


def mention_rows(mentions: Iterable[StoredMention]) -> Iterator[Row]:
    """Yield each mention as a row, at the point that it means; those of an article together."""
    places: dict[str, Values] = {}
    number, article = -1, NO_PLACE
    for stored in mentions:
        place, meant = stored.mention.place, NO_PLACE
        if place is not None:
            if place.place_id not in places:
                places[place.place_id] = values_of(place, PLACE_COLUMNS)
            meant = places[place.place_id]
        if stored.article_id != number:
            number, article = stored.article_id, values_of(stored, ARTICLE_COLUMNS)
        yield Row(
            identifier=stored.mention_id,
            longitude=degrees(stored.mention.longitude),
            latitude=degrees(stored.mention.latitude),
            values=(
                *values_of(stored, NAME_COLUMNS), *meant,
                *values_of(stored, SAID_COLUMNS), *article,
            ),
        )  # fmt: skip


def place_row(count: PlaceCount) -> Row:
    """Return a place and its counts as a row."""
    return Row(
        identifier=count.place.place_id,
        longitude=degrees(count.place.longitude),
        latitude=degrees(count.place.latitude),
        values=(*values_of(count.place, PLACE_COLUMNS), *values_of(count, COUNT_COLUMNS)),
    )


def degrees(exact: float | None) -> float | None:
    """Return a coordinate to six decimals, a decimetre."""
    return None if exact is None else round(exact, 6)
