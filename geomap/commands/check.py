"""geomap check: read a whole database and tell what is wrong with it."""

import sys
from pathlib import Path

import click

from geomap.commands.ingest import counted
from geomap.commands.options import database
from geomap.store import Store


@click.command(epilog="Example: geomap check --db war.db")
@database
@click.pass_context
def check(ctx: click.Context, database: Path) -> None:
    """Read a whole database and say whether it is sound.

    Exit code 1 where it is not, and a line for each of the first faults.
    """
    with Store.open(database) as store:
        held = store.summary()
        with click.progressbar(
            length=held.articles, label="Checking", file=sys.stderr,
            hidden=not sys.stderr.isatty(),
        ) as bar:  # fmt: skip
            faults = store.faults(progress=bar.update)
    for fault in faults:
        click.echo(f"geomap: {database}: {fault}", err=True)
    if faults:
        click.echo("damaged; put a backup in its place, or ingest the articles again")
        ctx.exit(1)
    click.echo(
        f"sound: {counted(held.articles, 'article')}, {counted(held.mentions, 'mention')}, "
        f"{counted(held.places, 'place')}"
    )
