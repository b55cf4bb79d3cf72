"""geomap place: the places added by hand, and a look into the gazetteer."""

from collections.abc import Iterable
from pathlib import Path

import click

from gazetteer import Place
from geomap.commands.options import database, optional_database
from geomap.commands.printing import print_table
from geomap.commands.world import opened_world
from geomap.errors import GeomapError
from geomap.places_added import PlaceChange, add_checked, checked_place, remove_place, world_of
from geomap.store import Store


@click.group(epilog='Example: geomap place search "Khan Tuman"')
def place() -> None:
    """Add places by hand, remove them, and search the gazetteer."""


@place.command(
    epilog='Example: geomap place add "Khan Tuman" --latitude 36.12 --longitude 37.05 '
    '--country SY --alias "خان طومان" --db war.db'
)
@click.argument("name")
@click.option("--latitude", type=float, required=True, help="Degrees, -90 to 90.")
@click.option("--longitude", type=float, required=True, help="Degrees, -180 to 180.")
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
@database
def add(
    *, name: str, latitude: float, longitude: float, country: str, aliases: tuple[str, ...],
    place_type: str, database: Path,
) -> None:  # fmt: skip
    """Add a place and read again the articles that may name it."""
    place = checked_place(
        name=name, longitude=longitude, latitude=latitude, country=country, aliases=aliases,
        place_type=place_type,
    )  # fmt: skip
    with Store.open(database, create=True) as store:
        change = add_checked(store, place, gazetteer=opened_world())
    report("added", change)


@place.command(epilog="Example: geomap place remove user:1 --db war.db")
@click.argument("place_id", metavar="ID")
@database
def remove(place_id: str, database: Path) -> None:
    """Remove an added place; every article is as it was before."""
    with Store.open(database) as store:
        change = remove_place(store, place_id, gazetteer=opened_world())
    report("removed", change)


@place.command("list", epilog="Example: geomap place list --db war.db")
@database
def list_places(database: Path) -> None:
    """List the places added to a database."""
    with Store.open(database) as store:
        print_places(store.added_places())


@place.command(epilog="Example: geomap place search Tripoli")
@click.argument("name")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most.")
@optional_database
def search(name: str, limit: int, database: Path | None) -> None:
    """Show the places of a name, the most important first."""
    world = opened_world()
    if database:
        with Store.open(database) as store:
            world = world_of(store, world)
    found = world.search(name, limit=limit)
    if not found:
        raise GeomapError(
            f'"{name}": no such place in the gazetteer; add it with: geomap place add'
        )
    print_places(found)


def report(done: str, change: PlaceChange) -> None:
    """Print what adding or removing a place did."""
    click.echo(
        f"{done} {change.place.name} ({change.place.place_id}); "
        f"articles read again: {change.articles_read_again:,}, "
        f"mentions changed: {change.mentions_changed:,}"
    )


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
