"""The imports that a database uses, and what its articles were read with."""

import sqlite3
from collections.abc import Iterator

from geomap.errors import GeomapError
from geomap.store.model import UsedImport
from geomap.store.writing import note_change

NUMBERS = 1000


def used_imports(connection: sqlite3.Connection) -> list[UsedImport]:
    """Return the imports that lie over the world, by name."""
    rows = connection.execute("SELECT name, version FROM used_import ORDER BY name")
    return [UsedImport(name=name, version=version) for name, version in rows]


def use_import(connection: sqlite3.Connection, used: UsedImport) -> None:
    """Lay an import over the world, or note its new version."""
    connection.execute(
        "INSERT INTO used_import VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET version = excluded.version",
        (used.name, used.version),
    )
    note_change(connection, places=1)


def drop_import(connection: sqlite3.Connection, name: str) -> None:
    """Use an import no more; raise GeomapError where it was not used."""
    if not connection.execute("DELETE FROM used_import WHERE name = ?", (name,)).rowcount:
        raise GeomapError(
            f"import:{name}: is not used by this database; "
            "list those with: geomap place list --db DATABASE"
        )
    note_change(connection, places=1)


def article_numbers(
    connection: sqlite3.Connection, *, other_than: tuple[str, int] | None
) -> Iterator[int]:
    """Yield the articles' numbers, or those read with another version or snapshot than this one.

    Articles may be written between two of them.
    """
    last = 0
    version, snapshot = other_than or (None, None)
    while True:
        rows = connection.execute(
            "SELECT number FROM article WHERE number > ? AND (gazetteer IS NOT ? OR snapshot "
            "IS NOT ?) ORDER BY number LIMIT ?",
            (last, version, snapshot, NUMBERS),
        ).fetchall()
        if not rows:
            return
        for (last,) in rows:
            yield last


def article_texts(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """Yield each article's number and text."""
    yield from connection.execute("SELECT number, text FROM article ORDER BY number")


def note_versions(connection: sqlite3.Connection, former: str, present: str) -> None:
    """Note that what one version read, another would read alike."""
    connection.execute("UPDATE article SET gazetteer = ? WHERE gazetteer = ?", (present, former))


def note_version(connection: sqlite3.Connection, number: int, present: str) -> None:
    """Note that a version would read an article as it is stored."""
    connection.execute("UPDATE article SET gazetteer = ? WHERE number = ?", (present, number))
