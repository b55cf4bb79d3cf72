"""geomap learn: what each source usually writes about."""

from pathlib import Path

import click

from geomap.commands.options import database
from geomap.commands.printing import print_table
from geomap.commands.progress import reading_bar
from geomap.commands.world import opened_world
from geomap.learning import Learned, forget
from geomap.learning import learn as learn_habits
from geomap.parsing.habits import FEWEST_ARTICLES, SourceHabits
from geomap.store import Store

MOST_SOURCES = 20
MOST_COUNTRIES = 3


@click.command(epilog="Example: geomap learn --db war.db")
@click.option("--forget", "forgetting", is_flag=True, help="Read as if nothing had been learned.")
@database
def learn(forgetting: bool, database: Path) -> None:
    """Learn what each source usually writes about, so that a local paper's Paris is its own.

    What is learned is kept as a numbered snapshot. Articles that come later are read with it;
    those that are stored keep theirs until `geomap reread --changed` takes up the newest. Three
    articles make a source.
    """
    with Store.open(database) as store:
        if forgetting:
            learned = forget(store)
        else:
            with reading_bar(store) as progress:
                learned = learn_habits(store, gazetteer=opened_world(), progress=progress)
    report(learned, database)


def report(learned: Learned, database: Path) -> None:
    """Print the snapshot, the sources with the most articles first."""
    habits, told = learned.habits, "learned" if learned.fresh else "nothing new since"
    sources = sorted(habits.sources.values(), key=lambda each: (-each.articles, each.source))
    click.echo(
        f"{told} snapshot {habits.number}; sources with {FEWEST_ARTICLES} articles or more: "
        f"{len(sources):,}"
    )
    print_table([cells(each) for each in sources[:MOST_SOURCES]], indent="  ")
    if len(sources) > MOST_SOURCES:
        click.echo(f"  and {len(sources) - MOST_SOURCES:,} more")
    if learned.articles:
        click.echo(
            f"{learned.articles:,} articles were read without it; see what it changes with: "
            f"geomap reread --changed --db {database}"
        )


def cells(source: SourceHabits) -> list[str]:
    """Return the columns of a source, the countries that it names most at the end."""
    most = sorted(source.countries.items(), key=lambda each: (-each[1], each[0]))[:MOST_COUNTRIES]
    return [
        source.source, f"{source.articles:,} articles",
        ", ".join(f"{country} {count / source.articles:.0%}" for country, count in most),
    ]  # fmt: skip
