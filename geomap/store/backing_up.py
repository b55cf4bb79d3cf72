"""Copy a database while it is in use."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from geomap.errors import GeomapError

PAGES = 1000  # at a time, so that a writer waits for a moment only

Progress = Callable[[int, int], None]  # pages that remain, pages in all


def copy(
    connection: sqlite3.Connection, target: Path, progress: Progress, *, token: bool = False
) -> None:
    """Copy a database as it stands at one moment; the file appears when it is whole.

    The write token stays behind unless asked for, as a copy may be passed on. Raises GeomapError
    where the target is there already or cannot be written.
    """
    if target.exists():
        raise GeomapError(f"{target}: is there already; name another file, or remove it first")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as made:
            connection.backup(
                made, pages=PAGES, progress=lambda _, left, all_: progress(left, all_)
            )
            if not token:
                made.execute("DELETE FROM write_token")
            made.execute("PRAGMA journal_mode = WAL")
        put_in_place(part, target)
    except (sqlite3.OperationalError, OSError) as error:
        raise GeomapError(
            f"{target}: cannot be written ({error}); name a file in a folder of yours with room"
        ) from error
    finally:
        part.unlink(missing_ok=True)


def put_in_place(part: Path, target: Path) -> None:
    """Give a file its name once all of it is on the disk."""
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    part.rename(target)
