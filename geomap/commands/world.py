"""The world gazetteer for a command, with a progress bar while it is made on first use."""

import sys

import click

from gazetteer import Gazetteer, open_world


def opened_world() -> Gazetteer:
    """Return the world; compile it first where that was not done yet."""
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

    world = open_world(progress)
    if bar is not None:
        bar.render_finish()
    return world
