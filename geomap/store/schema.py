"""Open a database as ours, make a new one, and bring an older one forward."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain, count
from json import JSONDecodeError
from pathlib import Path

from geomap.errors import BusyError, GeomapError, NoRoomError
from geomap.store import backing_up
from geomap.store.rows import LostRowError

APPLICATION_ID = 0x67656F6D  # "geom"
# What brings a database from each version to the next, oldest first.
STEPS = (
    "schema.sql", "imports.sql", "decisions.sql", "tokens.sql", "facts.sql", "rewritten.sql",
    "habits.sql", "grouping.sql", "facts_again.sql", "watched.sql", "authors.sql",
)  # fmt: skip
VERSION = len(STEPS)
BUSY_SECONDS = 30.0
# 64 MB of pages, and a log of 40 MB (10,000 pages) before it is copied into the file.
FOR_MANY = ("PRAGMA cache_size = -65536", "PRAGMA wal_autocheckpoint = 10000")

LEAST_ROOM = 64 * 1024  # bytes: the index of the log that all who read share

REMEDIES = {
    sqlite3.SQLITE_NOTADB: 'is not a geomap database; give another path as "--db"',
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check the folder and its permissions",
    sqlite3.SQLITE_PERM: "cannot be opened; check the folder and its permissions",
    sqlite3.SQLITE_READONLY: "cannot be written; check its permissions and its folder's",
    sqlite3.SQLITE_BUSY: "is being written by another process; try again when that is done",
    sqlite3.SQLITE_FULL: "has no room on its disk; what is stored stays, free some and try again",
    sqlite3.SQLITE_IOERR: "cannot be read or written; check its disk",
    sqlite3.SQLITE_CORRUPT: "is damaged; put a backup in its place, or ingest the articles again",
}
KINDS = {sqlite3.SQLITE_FULL: NoRoomError, sqlite3.SQLITE_BUSY: BusyError}


@contextmanager
def mendable(path: Path) -> Iterator[None]:
    """Turn what a user can mend about a database file into a GeomapError; let bugs through."""
    try:
        yield
    # A text, or SQLite's own message, that is no UTF-8; a column that is no JSON; a lost place.
    except (UnicodeDecodeError, JSONDecodeError, LostRowError) as error:
        raise GeomapError(f"{path}: {REMEDIES[sqlite3.SQLITE_CORRUPT]}") from error
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if str(error).startswith("Could not decode to UTF-8"):
            code = sqlite3.SQLITE_CORRUPT
        if code == sqlite3.SQLITE_IOERR and is_full(path):
            code = sqlite3.SQLITE_FULL
        if code not in REMEDIES:
            raise
        raise KINDS.get(code, GeomapError)(f"{path}: {REMEDIES[code]}") from error


def is_full(path: Path) -> bool:
    """Return whether a disk has no room for the file that SQLite needs even to read."""
    folder = path if path.is_dir() else path.parent
    return shutil.disk_usage(folder).free < LEAST_ROOM


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """Return a connection to a database of ours at its newest version.

    Raises GeomapError where there is none (unless `create`), or it is not one of ours.
    """
    check_path(path, create=create)
    with mendable(path):
        mode = "rwc" if create else "rw"
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True, timeout=BUSY_SECONDS, isolation_level=None,
        )  # fmt: skip
        try:
            prepare(connection, path, create=create)
        except BaseException:
            connection.close()
            raise
    return connection


def check_path(path: Path, *, create: bool) -> None:
    """Refuse what SQLite would name badly."""
    try:
        if path.is_dir():
            raise GeomapError(f"{path}: is a folder; name a file in it")
        if not path.exists() and not create:
            raise GeomapError(
                f"{path}: no such database; make it with: geomap ingest ARTICLES --db {path}"
            )
        if not path.parent.is_dir():
            raise GeomapError(f"{path}: its folder does not exist; make it first")
    except OSError as error:
        raise GeomapError(f"{path}: cannot be opened ({error.strerror}); give another") from error


def is_database(path: Path) -> bool:
    """Return whether a file is one of our databases, as its head tells, or any that is in use."""
    if Path(f"{path}-wal").exists():
        return True  # a new one's head may stand in its log alone
    with path.open("rb") as file:
        head = file.read(72)
    return head.startswith(b"SQLite format 3\0") and head[68:] == APPLICATION_ID.to_bytes(4, "big")


def prepare(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    """Check whose database it is before anything is written to it."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    version = check_owner(connection, path, create=create)
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":  # as VACUUM INTO leaves it
        keep_log(connection)
    if version < VERSION:
        bring_forward(connection, path, create=create)


def keep_log(connection: sqlite3.Connection) -> None:
    """Let readers read while somebody writes, where the file can be written at all."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise


def check_owner(connection: sqlite3.Connection, path: Path, *, create: bool) -> int:
    """Return the schema's version, 0 for an empty file."""
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    empty = not (owner or version or tables)
    if not (owner == APPLICATION_ID or (empty and create)):
        raise GeomapError(f"{path}: {REMEDIES[sqlite3.SQLITE_NOTADB]}")
    if version < 0 or (owner and not version):
        raise GeomapError(f"{path}: {REMEDIES[sqlite3.SQLITE_CORRUPT]}")
    if version > VERSION:
        raise GeomapError(
            f"{path}: was written by a newer geomap (schema {version}, this one knows {VERSION}); "
            "upgrade geomap"
        )
    return version


def bring_forward(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    """Run the steps that are missing, all or none; another process may have run them.

    An older database is copied first, to `war.db.schema-2` for one of version 2.
    """
    connection.execute("BEGIN IMMEDIATE")
    kept: Path | None = None
    try:
        version = check_owner(connection, path, create=create)
        if 0 < version < VERSION:
            kept = keep_former(path, version)
        for step in STEPS[version:]:
            for statement in statements((Path(__file__).parent / step).read_text("utf-8")):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    except BaseException as error:
        connection.execute("ROLLBACK")
        if kept:  # or each attempt would leave a copy
            kept.unlink(missing_ok=True)
        if isinstance(error, sqlite3.OperationalError) and is_of_schema(error):
            raise GeomapError(f"{path}: {REMEDIES[sqlite3.SQLITE_CORRUPT]}") from error
        raise
    connection.execute("COMMIT")


def is_of_schema(error: sqlite3.OperationalError) -> bool:
    """Return whether a step found other tables than the version of the schema says."""
    return error.sqlite_errorcode == sqlite3.SQLITE_ERROR


def keep_former(path: Path, version: int) -> Path:
    """Copy a database before it is brought forward, beside what was kept before; return where.

    By a connection of its own, as SQLite copies nothing for one that writes.
    """
    name = f"{path.name}.schema-{version}"
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    kept = next(each for each in map(path.with_name, names) if not each.exists())
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        backing_up.copy(reader, kept, lambda left, pages: None, token=True)
    return kept


def statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; `executescript` would commit what is under way."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
