"""geomap export: write a database's mentions or places into a file."""

from pathlib import Path

import click

from geomap import exporting
from geomap.commands.filtering import filters
from geomap.commands.options import database
from geomap.exporting.exporters import EXPORTERS
from geomap.exporting.files import standard_output
from geomap.store import Filter, Store

STANDARD_OUTPUT, STANDARD_FORMAT = "-", "geojson"
DECISIONS = frozenset({"decisions", "decisions-csv"})
FORMATS_HELP = "; ".join(f"{name}: {exporter.help}" for name, exporter in EXPORTERS.items())


@click.command(epilog="Example: geomap export --db war.db --country SY -o war.gpkg")
@database
@click.option(
    "--format", type=click.Choice(exporting.formats()),
    help=f"{FORMATS_HELP}.  [default: what the name of OUT tells, else {STANDARD_FORMAT}]",
)  # fmt: skip
@click.option(
    "--by", type=click.Choice(["mention", "place"]),
    help="One feature or line a mention, or a place with its counts.  [default: mention; gpkg "
    "holds both]",
)  # fmt: skip
@filters
@click.option(
    "-o", "--output", default=STANDARD_OUTPUT, show_default=True, metavar="OUT",
    help="The file to write, - for standard output.",
)  # fmt: skip
def export(
    database: Path, format: str | None, by: exporting.By | None, wanted: Filter, output: str
) -> None:
    """Write the mentions of a database, or its places, into a file.

    An unresolved mention has no coordinates. A file is put in place when it is whole.
    """
    with Store.open(database) as store:
        if nothing_wanted(store, wanted, format):
            click.echo(f"geomap: {database}: nothing in it matches; ask for less", err=True)
        if output == STANDARD_OUTPUT:
            exporting.write(store, wanted, format or STANDARD_FORMAT, standard_output(), by=by)
            return
        format = format or exporting.format_of(Path(output))
        with exporting.beside(Path(output)) as out:
            exporting.write(store, wanted, format, out, by=by)


def nothing_wanted(store: Store, wanted: Filter, format: str | None) -> bool:
    """Return whether an export holds nothing."""
    if format in DECISIONS:
        return not store.decisions(limit=1, wanted=wanted)
    return not store.mentions(wanted, limit=1).mentions
