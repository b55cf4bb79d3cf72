"""geomap watch: poll feeds into a database."""

import math
import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import FrameType

import click

from geomap.commands.ingest import counted, networks_of
from geomap.commands.options import database
from geomap.commands.world import opened_world
from geomap.readers.model import Network
from geomap.reading import Settings
from geomap.store import Store
from geomap.watching import Polled, Watcher

YEAR = 365 * 24 * 60  # in minutes; a moment in a distant year is none that Python knows


def minutes_of(ctx: click.Context, option: click.Parameter, minutes: float) -> timedelta:
    """Return how long --every is; nan, which lies in every range, is refused."""
    if math.isnan(minutes):
        raise click.BadParameter("nan is no number of minutes; write one as 15")
    return timedelta(minutes=minutes)


@click.command(epilog="Example: geomap watch https://example.org/feed.xml --db war.db")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option(
    "--every", type=click.FloatRange(1, YEAR), default=15.0, show_default=True, metavar="MINUTES",
    callback=minutes_of, help="How often each feed is asked for, at most.",
)  # fmt: skip
@click.option("--once", is_flag=True, help="Ask for the feeds that are due, and end.")
@click.option(
    "--allow-network", "networks", multiple=True, callback=networks_of, metavar="CIDR",
    help="Fetch from this private range too, as 10.1.0.0/16; may be given again.",
)  # fmt: skip
@database
def watch(
    *,
    urls: tuple[str, ...],
    every: timedelta,
    once: bool,
    networks: tuple[Network, ...],
    database: Path,
) -> None:
    """Poll RSS or Atom feeds into a database until stopped (Ctrl-C).

    Politely: one request at a time, only where robots.txt allows, asking for what is new alone,
    and ever less often while a server fails. Started again, it goes on where it was: a feed is
    not asked for before it is due.
    """
    world = opened_world()
    with Store.open(database, create=True) as store:
        watcher = Watcher(
            store, urls, every=every, settings=Settings(networks=networks), gazetteer=world,
        )  # fmt: skip
        signal.signal(signal.SIGTERM, stop)
        try:
            report(watcher.due() if once else watcher.watch())
        except KeyboardInterrupt:
            click.echo("geomap: stopped; what was read is stored", err=True)


def stop(_number: int, _frame: FrameType | None) -> None:
    """End as Ctrl-C does."""
    raise KeyboardInterrupt


def report(polls: Iterator[Polled]) -> None:
    """Print a line for each poll that brought something, and each that failed."""
    for polled in polls:
        if polled.fault:
            again = polled.due.strftime("%Y-%m-%d %H:%M UTC")
            click.echo(f"geomap: {polled.fault} (asked again at {again})", err=True)
        elif polled.ingested:
            for message in (*polled.ingested.notes, *(e.message for e in polled.ingested.refusals)):
                click.echo(f"geomap: {message}", err=True)
            done = polled.ingested
            click.echo(f"{polled.url}: {counted(done.articles, 'article')} read, "
                       f"{done.known:,} already known")  # fmt: skip
        else:
            click.echo(f"{polled.url}: nothing new")
