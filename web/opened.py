"""What a request holds open: its store; and what the process holds: the world."""

from functools import cache
from pathlib import Path

from flask import current_app, g

from gazetteer import Gazetteer, open_world
from geomap.columns import Counts, Kept
from geomap.store import Store

DATABASE = "GEOMAP_DATABASE"
COLUMNS = "GEOMAP_COLUMNS"
LONGEST_READING = 5.0  # seconds; a map that takes longer is of no use to anybody


def store() -> Store:
    """Return this request's connection, opened on first use."""
    if "store" not in g:
        path: Path = current_app.config[DATABASE]
        g.store = Store.open(path, time_limit=LONGEST_READING)
    opened: Store = g.store
    return opened


def close_store(_error: BaseException | None = None) -> None:
    """Close the connection at the end of the request."""
    opened: Store | None = g.pop("store", None)
    if opened is not None:
        opened.close()


def counts() -> Counts:
    """Return what counts the mentions of this request's database."""
    kept: Kept = current_app.config[COLUMNS]
    return kept.counts(store())


@cache
def world() -> Gazetteer:
    """Return the world without anybody's additions; the first call opens it."""
    return open_world()
