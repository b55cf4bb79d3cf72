"""geomap token: what a writer over the network must show."""

from pathlib import Path

import click

from geomap.commands.options import database
from geomap.store import Store


@click.command(epilog="Example: geomap token --new --db war.db")
@click.option("--new", is_flag=True, help="Make a new one; the former opens nothing any more.")
@database
def token(new: bool, database: Path) -> None:
    """Print the token that writes to a served database need."""
    with Store.open(database) as store:
        click.echo(store.renew_token() if new else store.write_token() or store.renew_token())
