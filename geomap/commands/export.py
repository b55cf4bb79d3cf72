"""geomap export: write a database's mentions or places into a file."""

import sys
from pathlib import Path

import click

from geomap.commands.options import database
from geomap.exporting import export as exporting
from geomap.store import Filter, Store

STANDARD_OUTPUT = "-"


@click.command(epilog="Example: geomap export --db war.db --format geojson -o war.geojson")
@database
@click.option(
    "--format", required=True, type=click.Choice(exporting.FORMATS),
    help="geojson (RFC 7946), or csv for a spreadsheet.",
)  # fmt: skip
@click.option(
    "--by", type=click.Choice(["mention", "place"]), default="mention", show_default=True,
    help="One feature or line a mention, or a place with its counts.",
)  # fmt: skip
@click.option(
    "-o", "--output", default=STANDARD_OUTPUT, show_default=True, metavar="OUT",
    help="The file to write, - for standard output.",
)  # fmt: skip
def export(database: Path, format: str, by: exporting.By, output: str) -> None:
    """Write the mentions of a database, or its places, into a file.

    An unresolved mention has no coordinates. A file is put in place when it is whole.
    """
    with Store.open(database) as store:
        if output == STANDARD_OUTPUT:
            exporting.write(store, Filter(), format, sys.stdout, by=by)
        else:
            with exporting.beside(Path(output)) as out:
                exporting.write(store, Filter(), format, out, by=by)
