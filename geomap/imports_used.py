"""Lay an import over the world of a database, or take it away, and read its articles again."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from gazetteer import Gazetteer, GazetteerError, open_world
from gazetteer.imports import import_layer, import_of
from geomap.places_added import LostImportError, differing, geoparser_of
from geomap.reading_again import ReaderAgain
from geomap.store import Store, UsedImport

Progress = Callable[[int], None]  # articles looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportChange:
    """What laying an import over the world or taking it away did to the articles."""

    name: str
    articles_read_again: int
    mentions_changed: int


def use_import(
    store: Store,
    name: str,
    *,
    gazetteer: Gazetteer | None = None,
    progress: Progress = lambda _: None,
) -> ImportChange:
    """Lay an import over the world and read again the articles that name one of its places.

    All or nothing. Raises GazetteerError where there is no such import.
    """
    world = gazetteer or open_world()
    version = import_of(name).version
    with store.transaction():
        used = {each.name: each.version for each in store.used_imports()}
        same = used.get(name, version) == version
        former = geoparser_of(store, world).version if same else None
        numbers = list(naming(store, name) if same else store.article_numbers())
        store.use_import(UsedImport(name=name, version=version))
        return read_again(store, name, world, numbers, former=former, progress=progress)


def drop_import(
    store: Store,
    name: str,
    *,
    gazetteer: Gazetteer | None = None,
    progress: Progress = lambda _: None,
) -> ImportChange:
    """Take an import away and put every article back as it was, all or nothing.

    Where the import's layer is lost, every article is read again.
    """
    world = gazetteer or open_world()
    with store.transaction():
        used = {each.name: each.version for each in store.used_imports()}
        try:
            intact = import_of(name).version == used.get(name)
            former = geoparser_of(store, world).version if intact else None
        except (GazetteerError, LostImportError):
            intact, former = False, None
        numbers = list(naming(store, name) if intact else store.article_numbers())
        store.drop_import(name)
        try:
            return read_again(store, name, world, numbers, former=former, progress=progress)
        except LostImportError:  # another one: nothing can be read before that is gone too
            return ImportChange(name=name, articles_read_again=0, mentions_changed=0)


def naming(store: Store, name: str) -> Iterator[int]:
    """Yield the articles in which the matcher finds a name of an import."""
    places = Gazetteer([import_layer(name)])
    return (number for number, text in store.article_texts() if places.find(text))


def read_again(
    store: Store,
    name: str,
    world: Gazetteer,
    numbers: Iterable[int],
    *,
    former: str | None,
    progress: Progress,
) -> ImportChange:
    """Read some articles again; the others, where `former` read them, are as they would be."""
    reader = ReaderAgain(store, geoparser_of(store, world))
    again = changed = 0
    for number in numbers:
        stored = store.article(number)
        if stored is None:
            continue
        again += 1
        mentions = reader.mentions(stored)
        changed += differing(stored.mentions, mentions)
        if mentions != stored.mentions:
            store.replace_mentions(number, mentions, gazetteer=reader.version)
        else:
            store.note_version(number, reader.version)
        progress(again)
    if former is not None:
        store.note_versions(former, reader.version)
    return ImportChange(name=name, articles_read_again=again, mentions_changed=changed)
