"""geomap reread: resolve stored articles again."""

from pathlib import Path

import click

from geomap.commands.options import database
from geomap.commands.printing import print_table
from geomap.commands.progress import reading_bar
from geomap.commands.world import opened_world
from geomap.model import Mention
from geomap.rereading import Difference, Reread, preview
from geomap.rereading import reread as reread_articles
from geomap.store import Store


@click.command(epilog="Example: geomap reread --changed --db war.db --yes")
@click.option(
    "--changed", "changed_only", is_flag=True,
    help="Only the articles that another gazetteer, other rules or older habits have read.",
)  # fmt: skip
@click.option("--yes", is_flag=True, help="Do it; else only what would change is shown.")
@database
def reread(changed_only: bool, yes: bool, database: Path) -> None:
    """Read stored articles again, after the gazetteer, the rules or the habits have changed.

    What people decided stands.
    """
    world = opened_world()
    step = reread_articles if yes else preview
    with Store.open(database) as store, reading_bar(store) as progress:
        told = step(store, changed_only=changed_only, gazetteer=world, progress=progress)
    report(told, done=yes)


def report(told: Reread, *, done: bool) -> None:
    """Print what changes, with a sample."""
    click.echo(
        f"articles read again: {told.articles:,}, changed: {told.articles_changed:,}; "
        f"mentions found: {told.found:,}, lost: {told.lost:,}, meaning another place: "
        f"{told.moved:,}"
    )
    print_table([cells(each) for each in told.sample], indent="  ")
    if not done and told.differences:
        click.echo("Nothing was written; do it with --yes", err=True)


def cells(difference: Difference) -> list[str]:
    """Return the columns of a difference."""
    mention = difference.after or difference.before
    article = difference.article.article
    return [
        mention.name if mention else "", meaning(difference.before), "->",
        meaning(difference.after), article.title or article.article_id,
    ]  # fmt: skip


def meaning(mention: Mention | None) -> str:
    """Return what a mention means."""
    if mention is None:
        return "no mention"
    place = mention.place
    return f"{place.name}, {place.country} ({place.place_id})" if place else "unresolved"
