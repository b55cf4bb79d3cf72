"""Add a place by hand, or remove one, and read again the articles that may name it."""

from collections.abc import Iterable
from dataclasses import dataclass

from gazetteer import (
    Gazetteer,
    GazetteerError,
    Place,
    compile_layer,
    fold,
    open_world,
)
from gazetteer.checking import (
    PlaceRefusedError,
    check_point,
    checked_country,
    checked_name,
    checked_type,
)
from gazetteer.gazetteer import spelled_forms
from gazetteer.imports import import_layer
from geomap.errors import GeomapError
from geomap.geodesics import kilometres_between
from geomap.geoparser import Geoparser
from geomap.model import Mention
from geomap.reading_again import ReaderAgain
from geomap.store import Store

SAME_WITHIN_KM = 1.0
USUAL_TYPE = "populated place"


class LostImportError(GeomapError):
    """A database uses an import that is not on this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChange:
    """What adding or removing a place did. `mentions_changed` are those now other than before."""

    place: Place
    articles_read_again: int
    mentions_changed: int


def add_place(
    store: Store,
    *,
    name: str,
    longitude: float,
    latitude: float,
    country: str = "",
    aliases: Iterable[str] = (),
    place_type: str = USUAL_TYPE,
    gazetteer: Gazetteer | None = None,
) -> PlaceChange:
    """Add a place and read again every article that may name it, all or nothing.

    `gazetteer` is the world unless given. Raises GeomapError for a place that cannot be, or
    that was added before.
    """
    place = checked_place(
        name=name, longitude=longitude, latitude=latitude, country=country, aliases=aliases,
        place_type=place_type,
    )  # fmt: skip
    return add_checked(store, place, gazetteer=gazetteer)


def add_checked(store: Store, place: Place, *, gazetteer: Gazetteer | None = None) -> PlaceChange:
    """Add a place that `checked_place` gave; raise GeomapError where it was added before."""
    world = gazetteer or open_world()
    with store.transaction():
        refuse_twice(place, store.added_places())
        return read_again(store, store.keep_place(place), world)


def remove_place(store: Store, place_id: str, *, gazetteer: Gazetteer | None = None) -> PlaceChange:
    """Remove an added place and put every article back as it was, all or nothing.

    Raises GeomapError where no such place was added.
    """
    world = gazetteer or open_world()
    with store.transaction():
        added = {place.place_id: place for place in store.added_places()}
        refuse_decided(store, place_id)
        store.forget_place(place_id)
        change = read_again(store, added[place_id], world)
        store.drop_copy(place_id)
    return change


def geoparser_of(store: Store, gazetteer: Gazetteer | None = None) -> Geoparser:
    """Return a geoparser that knows the world and the places added to a database.

    It reads with the newest snapshot of habits.
    """
    return Geoparser(world_of(store, gazetteer or open_world()), habits=store.snapshots.habits())


def world_of(store: Store, world: Gazetteer) -> Gazetteer:
    """Return the world with the imports that a database uses, and its added places, over it.

    Raises LostImportError where an import is not on this machine.
    """
    for used in store.used_imports():
        try:
            world = world.with_layer(import_layer(used.name))
        except GazetteerError as error:
            raise LostImportError(
                f"{store.path}: uses {error}, or: geomap place remove import:{used.name} "
                f"--db {store.path}"
            ) from error
    added = store.added_places()
    return world.with_layer(compile_layer(added)) if added else world


def read_again(store: Store, place: Place, world: Gazetteer) -> PlaceChange:
    """Read again the articles that may name a place that has come or gone."""
    reader = ReaderAgain(store, geoparser_of(store, world))
    numbers = store.articles_that_may_hold(spelled_forms([place]))
    changed = 0
    for number in numbers:
        stored = store.article(number)
        if stored is None:
            continue
        mentions = reader.mentions(stored)
        if mentions != stored.mentions:
            store.replace_mentions(number, mentions, gazetteer=reader.version)
            changed += differing(stored.mentions, mentions)
    return PlaceChange(place=place, articles_read_again=len(numbers), mentions_changed=changed)


def differing(before: Iterable[Mention], after: Iterable[Mention]) -> int:
    """Return how many stretches of text mean another place, or are one reading's alone."""
    former = {(m.start, m.end): m.place for m in before}
    latter = {(m.start, m.end): m.place for m in after}
    return sum(
        span not in former or span not in latter or former[span] != latter[span]
        for span in former.keys() | latter.keys()
    )


def checked_place(
    *,
    name: str,
    longitude: float,
    latitude: float,
    country: str,
    aliases: Iterable[str],
    place_type: str,
) -> Place:
    """Return a place without an identifier; raise GeomapError for what cannot be."""
    try:
        check_point(longitude=longitude, latitude=latitude)
        code = checked_country(country)
        primary = checked_name("name", name)
        further = dict.fromkeys(checked_name("alias", alias) for alias in aliases)
        further.pop(primary, None)
        return Place(
            place_id="", name=primary, place_type=checked_type(place_type) or USUAL_TYPE,
            longitude=longitude, latitude=latitude, countries=(code,) if code else (),
            names=tuple(further),
        )  # fmt: skip
    except PlaceRefusedError as error:
        raise GeomapError(str(error)) from error


def refuse_twice(place: Place, added: Iterable[Place]) -> None:
    """Raise GeomapError for a place that stands there under the same name already."""
    for other in added:
        apart = kilometres_between(place.longitude, place.latitude, other.longitude, other.latitude)
        if fold(other.name) == fold(place.name) and apart <= SAME_WITHIN_KM:
            raise GeomapError(
                f'"{place.name}" was added already as {other.place_id}, {apart:.1f} km away; '
                f"remove that first with: geomap place remove {other.place_id}"
            )


def refuse_decided(store: Store, place_id: str) -> None:
    """Raise GeomapError for a place that a person decided a mention is."""
    decisions = store.decisions_for(place_id)
    if decisions:
        raise GeomapError(
            f'"{place_id}" is what {decisions} decision{"s say" if decisions > 1 else " says"}; '
            "undo those on the map first"
        )
