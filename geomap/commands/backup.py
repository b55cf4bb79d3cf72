"""geomap backup: copy a database while it is in use."""

import sys
from pathlib import Path

import click

from geomap.commands.options import PathType, database
from geomap.store import Store


@click.command(epilog="Example: geomap backup war-2024-05-31.db --db war.db")
@click.argument("copy", metavar="COPY", type=PathType)
@database
def backup(copy: Path, database: Path) -> None:
    """Copy a database into the file COPY, also while it is read and written.

    The copy holds everything but the token that writing over the network needs.
    """
    with (
        Store.open(database) as store,
        click.progressbar(
            length=1, label="Copying", file=sys.stderr, hidden=not sys.stderr.isatty(),
        ) as bar,
    ):  # fmt: skip

        def progress(left: int, pages: int) -> None:
            bar.length = pages
            bar.update(pages - left - bar.pos)

        store.back_up(copy, progress=progress)
    click.echo(f"{copy}: {copy.stat().st_size:,} bytes")
