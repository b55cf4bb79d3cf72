"""How far a command is, for a person who waits."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from geomap.store import Store


@contextmanager
def reading_bar(store: Store) -> Iterator[Callable[[int], None]]:
    """Give what shows how many of a database's articles were read again."""
    with click.progressbar(
        length=store.summary().articles, label="Reading again", file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as bar:  # fmt: skip
        yield lambda done: bar.update(done - bar.pos)
