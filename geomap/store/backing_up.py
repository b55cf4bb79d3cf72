"""Copy a database while it is in use."""

import os
import secrets
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from geomap.errors import GeomapError

PAGES = 1000  # at a time, so that a writer waits for a moment only

Progress = Callable[[int, int], None]  # pages that remain, pages in all


def copy(
    connection: sqlite3.Connection, target: Path, progress: Progress, *, token: bool = False
) -> None:
    """Copy a database as it stands at one moment; the file appears when it is whole.

    The write token stays behind unless asked for, as a copy may be passed on; who may read the
    database may read the copy, and nobody else. Raises GeomapError where the target is there
    already or cannot be written.
    """
    if target.exists():
        raise GeomapError(f"{target}: is there already; name another file, or remove it first")
    part = target.with_name(f".geomap-{secrets.token_hex(8)}.part")
    try:
        part.touch(mode=0o600)
        with closing(sqlite3.connect(part, isolation_level=None)) as made, one_state(connection):
            connection.backup(
                made, pages=PAGES, progress=lambda _, left, all_: progress(left, all_)
            )
            if not token:
                made.execute("DELETE FROM write_token")
            made.execute("PRAGMA journal_mode = WAL")
        put_in_place(part, target, mode_of(connection))
    except (sqlite3.OperationalError, OSError) as error:
        raise GeomapError(
            f"{target}: cannot be written ({error}); name a file in a folder of yours with room"
        ) from error
    finally:
        part.unlink(missing_ok=True)


def mode_of(connection: sqlite3.Connection) -> int:
    """Return who may do what with the file of a connection, as chmod takes it."""
    _, _, path = connection.execute("PRAGMA database_list").fetchone()
    return stat.S_IMODE(Path(path).stat().st_mode)


@contextmanager
def one_state(connection: sqlite3.Connection) -> Iterator[None]:
    """See one state of a database throughout: SQLite begins a copy anew when it changes."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # from here on
        yield
    finally:
        connection.execute("ROLLBACK")


def put_in_place(part: Path, target: Path, mode: int) -> None:
    """Give a file its readers, who may not be its writers, and its name once it is on the disk."""
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    part.chmod(mode)
    part.rename(target)
