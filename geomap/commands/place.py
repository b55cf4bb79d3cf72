"""geomap place: places added by hand or imported, and a look into the gazetteer."""

from collections.abc import Iterable
from pathlib import Path

import click

from gazetteer import Gazetteer, Place
from gazetteer.imports import Import, import_of, imports, remove_import
from geomap.commands.options import database, database_option, optional_database
from geomap.commands.place_files import export_places, import_places
from geomap.commands.place_lookup import settings_of, taken_from_geocoder
from geomap.commands.printing import print_table
from geomap.commands.progress import reading_bar
from geomap.commands.world import opened_world
from geomap.errors import GeomapError
from geomap.imports_used import drop_import
from geomap.places_added import PlaceChange, add_checked, checked_place, remove_place, world_of
from geomap.store import Store

IMPORT = "import:"


@click.group(epilog='Example: geomap place search "Khan Tuman"')
def place() -> None:
    """Add places by hand or from files, remove them, and search the gazetteer."""


place.add_command(import_places)
place.add_command(export_places)


@place.command(
    epilog='Example: geomap place add "Khan Tuman" --latitude 36.12 --longitude 37.05 '
    '--country SY --alias "خان طومان" --db war.db'
)
@click.argument("name")
@click.option("--latitude", type=float, help="Degrees, -90 to 90.")
@click.option("--longitude", type=float, help="Degrees, -180 to 180.")
@click.option("--country", default="", metavar="CC", help="Two letters, as SY for Syria.")
@click.option(
    "--alias",
    "aliases",
    multiple=True,
    envvar="GEOMAP_PLACE_ADD_ALIAS",
    metavar="NAME",
    help="Another name; repeatable.",
)
@click.option(
    "--type", "place_type", metavar="TYPE", envvar="GEOMAP_PLACE_ADD_TYPE",
    default="populated place", show_default=True,
    help="What it is, as: camp, base, dam, river, border crossing.",
)  # fmt: skip
@click.option(
    "--lookup", is_flag=True,
    help="Ask a geocoder on the internet for the point, and choose among its answers.",
)  # fmt: skip
@click.option(
    "--geocoder", default="nominatim", show_default=True, metavar="SERVICE",
    help="Which one, by geopy's name for it.",
)  # fmt: skip
@click.option(
    "--geocoder-option", "geocoder_options", multiple=True, metavar="KEY=VALUE",
    envvar="GEOMAP_PLACE_ADD_GEOCODER_OPTION",
    help="A setting of the geocoder, as api_key=...; repeatable.",
)  # fmt: skip
@click.option("--pick", type=click.IntRange(1), help="Take this answer of the lookup, unasked.")
@database
def add(
    *, name: str, latitude: float | None, longitude: float | None, country: str,
    aliases: tuple[str, ...], place_type: str, lookup: bool, geocoder: str,
    geocoder_options: tuple[str, ...], pick: int | None, database: Path,
) -> None:  # fmt: skip
    """Add a place and read again the articles that may name it."""
    if lookup:
        if latitude is not None or longitude is not None:
            raise click.UsageError("--lookup finds the point; leave out --latitude and --longitude")
        # Checked before anybody is asked.
        checked_place(name=name, longitude=0, latitude=0, country=country, aliases=aliases,
                      place_type=place_type)  # fmt: skip
        with Store.open(database, create=True) as store:
            point = taken_from_geocoder(
                store, name, known=world_of(store, opened_world()), geocoder=geocoder,
                settings=settings_of(geocoder_options), country=country, pick=pick,
            )  # fmt: skip
        if point is None:
            return
        longitude, latitude = point
    if latitude is None or longitude is None:
        raise click.UsageError("give --latitude and --longitude, or --lookup")
    place = checked_place(
        name=name, longitude=longitude, latitude=latitude, country=country, aliases=aliases,
        place_type=place_type,
    )  # fmt: skip
    with Store.open(database, create=True) as store:
        change = add_checked(store, place, gazetteer=opened_world())
    report("added", change)


@place.command(epilog="Example: geomap place remove user:1 --db war.db")
@click.argument("place_id", metavar="ID")
@database_option("The database to remove it from (also GEOMAP_DB).")
def remove(place_id: str, database: Path | None) -> None:
    """Remove an added place, or an import as a whole: import:NAME.

    Every article of the database is as it was before. Without a database, an import's file is
    removed from this machine.
    """
    if place_id.startswith(IMPORT):
        remove_whole_import(place_id.removeprefix(IMPORT), database)
        return
    if database is None:
        raise click.UsageError("give --db: the database that the place was added to")
    with Store.open(database) as store:
        change = remove_place(store, place_id, gazetteer=opened_world())
    report("removed", change)


def remove_whole_import(name: str, database: Path | None) -> None:
    """Take an import out of a database, or off this machine where none is named."""
    if database is None:
        remove_import(name)
        click.echo(f"removed {IMPORT}{name} from this machine")
        return
    with Store.open(database) as store, reading_bar(store) as progress:
        change = drop_import(store, name, gazetteer=opened_world(), progress=progress)
    click.echo(
        f"removed {IMPORT}{name} from {database}; "
        f"articles read again: {change.articles_read_again:,}, "
        f"mentions changed: {change.mentions_changed:,}"
    )


@place.command("list", epilog="Example: geomap place list --db war.db")
@database_option("List the places added to this database (also GEOMAP_DB).")
def list_places(database: Path | None) -> None:
    """List the places added to a database and the imports it uses.

    Without a database, the imports of this machine.
    """
    if database is None:
        print_imports(imports())
        return
    with Store.open(database) as store:
        print_places(store.added_places())
        print_table([f"{IMPORT}{used.name}", "uses", used.version] for used in store.used_imports())


@place.command(epilog="Example: geomap place search Tripoli")
@click.argument("name")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most.")
@optional_database
def search(name: str, limit: int, database: Path | None) -> None:
    """Show the places of a name, the most important first."""
    found = known_to(database).search(name, limit=limit)
    if not found:
        raise GeomapError(
            f'"{name}": no such place in the gazetteer; add it with: geomap place add'
        )
    print_places(found)


@place.command(epilog="Example: geomap place show geonames:170063")
@click.argument("place_id", metavar="ID")
@optional_database
def show(place_id: str, database: Path | None) -> None:
    """Show what is known of a place, with all its names, or of an import: import:NAME."""
    if place_id.startswith(IMPORT):
        print_imports([import_of(place_id.removeprefix(IMPORT))])
        return
    from gazetteer.layer_places import names_of  # noqa: PLC0415  # numpy only where asked for

    world = known_to(database)
    found = world.place(place_id)
    if found is None:
        raise GeomapError(f'"{place_id}": no such place; find it with: geomap place search NAME')
    names: dict[str, None] = {}
    for layer in world.layers:
        number = layer.number_of(place_id)
        if number is not None:
            names |= dict.fromkeys(names_of(layer, number))
    names.pop(found.name, None)
    print_table([
        ["id", found.place_id], ["name", found.name], ["place type", found.place_type],
        ["latitude", f"{found.latitude:.5f}"], ["longitude", f"{found.longitude:.5f}"],
        ["country", ", ".join(found.countries)], ["admin1", found.admin1],
        ["admin2", found.admin2],
        ["population", f"{found.population:,}" if found.population else "unknown"],
        ["further names", ", ".join(names)],
    ])  # fmt: skip


def known_to(database: Path | None) -> Gazetteer:
    """Return the world, with what a database lays over it where one is named."""
    world = opened_world()
    if database is None:
        return world
    with Store.open(database) as store:
        return world_of(store, world)


def report(done: str, change: PlaceChange) -> None:
    """Print what adding or removing a place did."""
    click.echo(
        f"{done} {change.place.name} ({change.place.place_id}); "
        f"articles read again: {change.articles_read_again:,}, "
        f"mentions changed: {change.mentions_changed:,}"
    )


def print_imports(found: Iterable[Import]) -> None:
    """Print a line an import."""
    print_table(
        [
            f"{IMPORT}{each.name}", f"{each.places:,} places", f"{each.joined:,} joined",
            each.source, f"{each.imported:%Y-%m-%d}", str(each.path),
        ]
        for each in found
    )  # fmt: skip


def print_places(places: Iterable[Place]) -> None:
    """Print a line a place."""
    print_table(
        [
            place.place_id, place.name, place.place_type, place.country,
            f"{place.latitude:.5f}", f"{place.longitude:.5f}",
            f"{place.population:,}" if place.population else "", ", ".join(place.names),
        ]
        for place in places
    )  # fmt: skip
