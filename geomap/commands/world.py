"""The world gazetteer for a command, with a progress bar while it is made on first use."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from gazetteer import Gazetteer, open_world
from gazetteer.world import Progress


def opened_world() -> Gazetteer:
    """Return the world; compile it first where that was not done yet."""
    with shown_progress() as progress:
        return open_world(progress)


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """Give what shows how far a compilation is; nothing is shown where none is told."""
    bar = None

    def progress(done: int, expected: int) -> None:
        nonlocal bar
        if bar is None:
            bar = click.progressbar(
                length=expected,
                label="Compiling the gazetteer, once",
                file=sys.stderr,
                hidden=not sys.stderr.isatty(),
            )
        bar.update(done - bar.pos)

    yield progress
    if bar is not None:
        bar.render_finish()
