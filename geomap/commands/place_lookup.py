"""geomap place add --lookup: choose among what a geocoder finds."""

import sys
from collections.abc import Iterable, Sequence

import click

from gazetteer import Gazetteer
from geomap.commands.printing import print_table
from geomap.errors import GeomapError
from geomap.looking_up import USER_AGENT, Found, Settings, look_up
from geomap.store import Store


def settings_of(options: Iterable[str]) -> Settings:
    """Return what --geocoder-option says, as names and values."""
    settings = {}
    for option in options:
        key, separator, value = option.partition("=")
        if not (key and separator):
            raise click.UsageError(f'--geocoder-option is "{option}"; write it as KEY=VALUE')
        settings[key] = value
    return settings


def taken_from_geocoder(
    store: Store,
    name: str,
    *,
    known: Gazetteer,
    geocoder: str,
    settings: Settings,
    country: str,
    pick: int | None,
) -> tuple[float, float] | None:
    """Return longitude and latitude of the chosen answer, None where none was chosen."""
    agent = settings.get("user_agent", USER_AGENT)
    found = look_up(
        store, name, geocoder=geocoder, settings=settings, country=country, known=known,
        asking=lambda: click.echo(f'Asking {geocoder} for "{name}", as {agent}', err=True),
    )  # fmt: skip
    if not found:
        raise GeomapError(
            f'{geocoder}: knows no "{name}"; give the point itself with --latitude and --longitude'
        )
    print_found(found)
    number = pick or chosen(len(found))
    if not number:
        return None
    if number > len(found):
        raise GeomapError(f"--pick is {number}; the geocoder gave {len(found)}")
    answer = found[number - 1].answer
    return answer.longitude, answer.latitude


def chosen(most: int) -> int:
    """Return which answer the user takes, 0 for none."""
    if not sys.stdin.isatty():
        click.echo("Nothing added; add one of these with --pick NUMBER", err=True)
        return 0
    number: int = click.prompt(
        "Add which (0 for none)", type=click.IntRange(0, most), default=0, err=True
    )
    return number


def print_found(found: Sequence[Found]) -> None:
    """Print a line an answer, with the nearest known place of the name."""
    print_table(
        [
            str(number), f"{each.answer.latitude:.5f}", f"{each.answer.longitude:.5f}",
            beside(each), each.answer.address,
        ]
        for number, each in enumerate(found, start=1)
    )  # fmt: skip


def beside(found: Found) -> str:
    """Return how far the nearest known place of the name is."""
    if found.nearest is None:
        return "no such place known"
    place = found.nearest
    return f"{found.apart_km:,.1f} km from {place.name} {place.country} ({place.place_id})"
