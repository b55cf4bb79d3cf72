"""geomap ingest: read articles into a database."""

import sys
from collections.abc import Iterator
from ipaddress import ip_network
from itertools import chain
from pathlib import Path

import click

from geomap.commands.interrupting import INTERRUPTED, Interrupt
from geomap.commands.options import database
from geomap.commands.world import opened_world
from geomap.ingesting import Ingested
from geomap.ingesting_jobs import ingest_tasks, jobs_here
from geomap.readers.encodings import codec_of
from geomap.readers.kinds import KINDS
from geomap.readers.model import Network
from geomap.readers.records import FIELDS
from geomap.reading import Reading, Refusal, Settings, size_of
from geomap.reading_tasks import Found, Task, found_in, tasks
from geomap.store import Store


def fields_of(ctx: click.Context, option: click.Parameter, written: str | None) -> dict[str, str]:
    """Return what --fields maps, our names to the input's."""
    pairs = {}
    for each in filter(None, (written or "").split(",")):
        ours, _, theirs = (part.strip() for part in each.partition("="))
        if ours not in FIELDS or not theirs:
            raise click.BadParameter(
                f'"{each}": write it as text=body, with one of {", ".join(FIELDS)}'
            )
        pairs[ours] = theirs
    return pairs


def encoding_of(ctx: click.Context, option: click.Parameter, written: str) -> str:
    """Return what --encoding names, refused at once and not once a file where it is none."""
    if written and not codec_of(written):
        raise click.BadParameter(f'no encoding is named "{written}"; write one as windows-1256')
    return written


def networks_of(
    ctx: click.Context, option: click.Parameter, written: tuple[str, ...]
) -> tuple[Network, ...]:
    """Return the networks that --allow-network opens."""
    try:
        return tuple(map(ip_network, written))
    except ValueError as error:
        raise click.BadParameter(f"{error}; write a range as 10.1.0.0/16") from error


@click.command(epilog="Example: geomap ingest seeds/ --db war.db")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--as", "kind", type=click.Choice(KINDS), help="What the input is. [default: as it looks]"
)
@click.option(
    "--fields", callback=fields_of, metavar="NAMES",
    help="Which fields of JSON, CSV or Parquet hold what: text=body,title=headline.",
)  # fmt: skip
@click.option(
    "--encoding", default="", metavar="NAME", callback=encoding_of,
    help="How the text is encoded, as windows-1256. [default: as it looks]",
)  # fmt: skip
@click.option(
    "--allow-network", "networks", multiple=True, callback=networks_of, metavar="CIDR",
    help="Fetch from this private range too, as 10.1.0.0/16; may be given again.",
)  # fmt: skip
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N",
    help="Read with so many processes. [default: one a core]",
)  # fmt: skip
@database
@click.pass_context
def ingest(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    kind: str | None,
    fields: dict[str, str],
    encoding: str,
    networks: tuple[Network, ...],
    jobs: int | None,
    database: Path,
) -> None:
    """Read articles into a database, made where there is none.

    PATH is a file, a folder, an address (http or https) or - for standard input. It may hold
    text, a web page, JSON lines, JSON, CSV, Parquet, an RSS or Atom feed or a WARC, also as ZIP
    or gzip. What is stored already, by its title and text, is left as it is. Ctrl-C ends after
    what is being read, and the same command goes on from there.
    """
    settings = Settings(kind=kind or "", fields=fields, encoding=encoding, networks=networks)
    waiting = tasks(paths, settings)
    read, any_article = until_article(waiting, settings)
    if not any_article:  # and no database is made for nothing
        found = [each for task in read for each in task.readings]
        report(Ingested(refusals=[each for each in found if isinstance(each, Refusal)]))
        ctx.exit(1)
    world = opened_world()
    with (
        Store.open(database, create=True) as store,
        Interrupt() as interrupt,
        click.progressbar(
            length=size_of(paths), label="Reading", file=sys.stderr,
            hidden=not sys.stderr.isatty(),
        ) as bar,
    ):  # fmt: skip
        done = ingest_tasks(
            store, interrupt.until(chain(read, waiting)), settings, jobs=jobs or jobs_here(),
            gazetteer=world, progress=bar.update,
        )  # fmt: skip
    report(done)
    if interrupt.cut:
        click.echo("geomap: stopped; what was read is stored, the same command goes on", err=True)
        ctx.exit(INTERRUPTED)
    if any(refusal.missing for refusal in done.refusals):
        ctx.exit(1)


def until_article(waiting: Iterator[Task], settings: Settings) -> tuple[list[Found], bool]:
    """Return the first tasks, read, up to one with an article; and whether there is one."""
    read = []
    for task in waiting:
        read.append(Found(readings=tuple(found_in(task, settings))))
        if any(isinstance(each, Reading) for each in read[-1].readings):
            return read, True
    return read, False


def report(done: Ingested) -> None:
    """Print the summary, and what was mended or refused to standard error."""
    for message in (*done.notes, *(refusal.message for refusal in done.refusals)):
        click.echo(f"geomap: {message}", err=True)
    click.echo(f"{counted(done.articles, 'article')} read, {done.known:,} already known")
    if done.versions:
        click.echo(f"{counted(done.versions, 'article')} in a new version of a known address")
    if done.copies:
        click.echo(f"{counted(done.copies, 'near-duplicate')} of others, counted once with them")
    click.echo(f"{counted(done.mentions, 'mention')} found, {done.unresolved:,} unresolved")
    refused = sum(refusal.number for refusal in done.refusals)
    if refused:
        click.echo(f"{counted(refused, 'line or file', 'lines or files')} refused")
    if done.notes:
        click.echo(
            f"{counted(len(done.notes), 'line or file', 'lines or files')} mended or guessed"
        )


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
