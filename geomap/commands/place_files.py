"""geomap place import and geomap place export: places from files, and into files."""

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gazetteer import GazetteerError
from gazetteer.imports import checked_import_name, name_from
from geomap.commands.options import PathType, database_option
from geomap.commands.progress import reading_bar
from geomap.commands.world import opened_world
from geomap.errors import GeomapError
from geomap.exporting.files import beside, standard_output, text_over
from geomap.imports_used import use_import
from geomap.store import Store

if TYPE_CHECKING:
    from gazetteer.importing import Importing
    from geomap.places_exported import Exported

STANDARD_OUTPUT = "-"
MOST_TOLD = 50
MOST_FEATURES = 5
STEPS = 1000


@click.command("import", epilog="Example: geomap place import SY.zip --db war.db")
@click.argument("file", type=PathType)
@click.option("--name", help="What to call the import.  [default: after the file]")
@click.option(
    "--alternate-names", type=PathType, metavar="FILE",
    help="GeoNames' alternateNamesV2.zip or .txt: further names for a GeoNames dump.",
)  # fmt: skip
@click.option("--name-field", metavar="FIELD", help="The column or property that is the name.")
@click.option(
    "--encoding", default="utf-8", show_default=True, help="Of a CSV file, as: windows-1256."
)
@database_option("Use the import in this database (also GEOMAP_DB).")
def import_places(
    *, file: Path, name: str | None, alternate_names: Path | None, name_field: str | None,
    encoding: str, database: Path | None,
) -> None:  # fmt: skip
    """Import the places of a file; a database that is named uses them from then on.

    FILE is a GeoNames country dump (SY.zip, SY.txt); a CSV file whose first line names its
    columns: name, latitude, longitude, and optionally aliases (divided by |), place_type,
    country, admin1, admin2, population, id; or GeoJSON, whose areas and lines are represented
    by a point inside and kept as shapes.

    A row with the identifier of a known place, or its name, place type and country within 2 km
    of it, joins that place. An import of the same name is replaced.
    """
    from gazetteer.importing import import_file  # noqa: PLC0415  # numpy

    chosen = checked_import_name(name or name_from(file))
    check_encoding(encoding)
    if database is not None:
        with Store.open(database, create=True):
            pass  # so that a wrong path is said at once
    world = opened_world()
    told: list[str] = []
    with click.progressbar(
        length=STEPS, label="Importing", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        try:
            made, done = import_file(
                file, name=chosen, world=world, alternate_names=alternate_names,
                name_field=name_field, encoding=encoding, tell=told.append,
                progress=lambda share: bar.update(int(share * STEPS) - bar.pos),
            )  # fmt: skip
        except (GazetteerError, GeomapError):
            tell(told)  # why no row could be used
            raise
    tell(told)
    report(made.name, made.source, done)
    if database is not None:
        use(database, made.name)


def check_encoding(encoding: str) -> None:
    """Refuse an encoding that Python does not know."""
    try:
        "".encode(encoding)
    except LookupError as error:
        raise GeomapError(f'--encoding is "{encoding}"; write it as: windows-1256') from error


def tell(messages: list[str]) -> None:
    """Say what was refused or repaired, the first of it line by line."""
    for message in messages[:MOST_TOLD]:
        click.echo(f"geomap: {message}", err=True)
    if len(messages) > MOST_TOLD:
        click.echo(f"geomap: and {len(messages) - MOST_TOLD:,} lines more like these", err=True)


def report(name: str, source: str, done: "Importing") -> None:
    """Print what was imported."""
    click.echo(
        f"imported {source} as import:{name}: {done.places:,} places of {done.rows:,} rows, "
        f"{done.joined:,} joined to known ones, {done.refused:,} refused"
    )
    if done.passed_over:
        most = ", ".join(f"{code} {n:,}" for code, n in done.passed_over.most_common(MOST_FEATURES))
        click.echo(
            f"passed over: {done.passed_over.total():,} features that news does not name as "
            f"places (most: {most})"
        )


def use(database: Path, name: str) -> None:
    """Let a database use an import."""
    with Store.open(database) as store, reading_bar(store) as progress:
        change = use_import(store, name, gazetteer=opened_world(), progress=progress)
    click.echo(
        f"{database} uses import:{name}; articles read again: {change.articles_read_again:,}, "
        f"mentions changed: {change.mentions_changed:,}"
    )


@click.command("export", epilog="Example: geomap place export --db war.db -o places.geojson")
@click.argument("names", nargs=-1, metavar="[import:NAME]...")
@click.option(
    "--format", "form", type=click.Choice(["geojson", "csv"]), default="geojson",
    show_default=True, help="geojson keeps shapes, csv opens in a spreadsheet.",
)  # fmt: skip
@click.option(
    "-o", "--output", default=STANDARD_OUTPUT, show_default=True, metavar="OUT",
    help="The file to write, - for standard output.",
)  # fmt: skip
@database_option("Write the places added to this database (also GEOMAP_DB).")
def export_places(*, names: tuple[str, ...], form: str, output: str, database: Path | None) -> None:
    """Write the places added to a database, or those of imports, as an import reads them back."""
    from geomap.places_exported import write  # noqa: PLC0415  # numpy

    places = wanted(names, database)
    if output == STANDARD_OUTPUT:
        with text_over(standard_output()) as text:
            write(places, form, text)
        return
    with beside(Path(output)) as out, text_over(out) as text:
        write(places, form, text)


def wanted(names: tuple[str, ...], database: Path | None) -> "Iterator[Exported]":
    """Return the places of the named imports, else the database's added ones."""
    from geomap.places_exported import added, imported  # noqa: PLC0415  # numpy

    if names:
        opened = [imported(name.removeprefix("import:")) for name in names]
        return chain.from_iterable(opened)
    if database is None:
        raise click.UsageError("name an import, as import:sy, or a database with --db")
    with Store.open(database) as store:
        return iter(list(added(store)))
