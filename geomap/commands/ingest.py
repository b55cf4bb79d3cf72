"""geomap ingest: read articles into a database."""

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click

from geomap.commands.options import database
from geomap.commands.world import opened_world
from geomap.ingesting import Ingested
from geomap.ingesting import ingest as ingest_articles
from geomap.reading import Reading, Refusal, read, size_of
from geomap.store import Store


@click.command(epilog="Example: geomap ingest seeds/ --db war.db")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@database
@click.pass_context
def ingest(ctx: click.Context, paths: tuple[str, ...], database: Path) -> None:
    """Read articles into a database, made where there is none.

    PATH is a text file (one article), a .jsonl file (one article a line), a folder of these, or
    - for standard input. What is stored already, by its title and text, is left as it is.
    """
    found = read(paths)
    refused, first = until_reading(found)
    if first is None:  # and no database is made for nothing
        report(Ingested(refusals=refused))
        ctx.exit(1)
    world = opened_world()
    with (
        Store.open(database, create=True) as store,
        click.progressbar(
            length=size_of(paths), label="Reading", file=sys.stderr,
            hidden=not sys.stderr.isatty(),
        ) as bar,
    ):  # fmt: skip
        done = ingest_articles(
            store, chain(refused, [first], found), gazetteer=world, progress=bar.update
        )
    report(done)
    if any(refusal.missing for refusal in done.refusals):
        ctx.exit(1)


def until_reading(found: Iterator[Reading | Refusal]) -> tuple[list[Refusal], Reading | None]:
    """Return the first article, None where there is none, and what was refused before it."""
    refused: list[Refusal] = []
    for each in found:
        if isinstance(each, Reading):
            return refused, each
        refused.append(each)
    return refused, None


def report(done: Ingested) -> None:
    """Print the summary, and what was refused to standard error."""
    for refusal in done.refusals:
        click.echo(f"geomap: {refusal.message}", err=True)
    click.echo(f"{counted(done.articles, 'article')} read, {done.known:,} already known")
    click.echo(f"{counted(done.mentions, 'mention')} found, {done.unresolved:,} unresolved")
    if done.refusals:
        click.echo(f"{counted(len(done.refusals), 'line or file', 'lines or files')} refused")


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
