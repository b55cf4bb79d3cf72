"""geomap parse: print the places that articles name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click

from geomap.commands.options import optional_database
from geomap.commands.parse_printing import PRINTERS, Read
from geomap.commands.world import opened_world
from geomap.errors import GeomapError
from geomap.geoparser import MIN_CONFIDENCE, Geoparser
from geomap.model import Kind, Parsed
from geomap.names_counted import without_crowded
from geomap.parsing.habits import Habits, frequent_sources, learn
from geomap.parsing.hints import parse_focus
from geomap.readers.folders import file_size, is_folder
from geomap.reading import Reading, Refusal, read

KINDS = ("place", "place,demonym")
FORMATS = ("text", "jsonl", "geojson")

Readings = Callable[[], Iterator[Reading | Refusal]]


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What decides about the exit code."""

    read: int = 0
    refused: int = 0
    missing: int = 0

    @property
    def exit_code(self) -> int:
        """Return 1 where a file is missing or nothing could be read."""
        return 1 if self.missing or (self.refused and not self.read) else 0


@click.command(epilog="Example: geomap parse --format jsonl articles.jsonl > places.jsonl")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format", "form", type=click.Choice(FORMATS),
    help="text for a person, jsonl an article a line, geojson a Feature a mention. "
    "[default: jsonl for .jsonl files, else text]",
)  # fmt: skip
@click.option(
    "--given-spans",
    is_flag=True,
    help='Resolve the spans in the input\'s own "toponyms", all and only these.',
)
@click.option(
    "--kinds",
    type=click.Choice(KINDS),
    default=KINDS[-1],
    show_default=True,
    help="Which mentions to print; a demonym is Syrian for Syria.",
)
@click.option("--explain", is_flag=True, help="Print the candidates with their reasons.")
@click.option(
    "--focus", metavar="PLACES",
    help="Where the articles play: countries (SY,IQ) or a box (west,south,east,north).",
)  # fmt: skip
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), metavar="SHARE",
    help=f"Leave less sure mentions unresolved. [default: {MIN_CONFIDENCE}; 0 with --given-spans]",
)  # fmt: skip
@optional_database
@click.pass_context
def parse(
    ctx: click.Context,
    *,
    files: tuple[str, ...],
    form: str | None,
    given_spans: bool,
    kinds: str,
    explain: bool,
    focus: str | None,
    min_confidence: float | None,
    database: Path | None,
) -> None:
    """Print the places that articles name.

    FILE is a text file (one article), a .jsonl file (one article a line), a folder of these, or
    - for standard input.
    """
    parser = geoparser(database, focus=focus, min_confidence=min_confidence)
    readings = rereadable(files, parser)
    parser.habits = learned(readings, parser)
    outcome = Outcome()
    read_article = given(parser) if given_spans else found(parser)
    parsed = chosen(parse_all(readings(), read_article, outcome), kinds)
    first = next(parsed, None)
    if first is not None:
        form = form or ("jsonl" if first[0].record else "text")
        PRINTERS[form](chained(first, parsed), explain)
    ctx.exit(outcome.exit_code)


def rereadable(files: tuple[str, ...], parser: Geoparser) -> Readings:
    """Return what gives the articles as often as asked; what is there once is kept in memory.

    That is standard input, a pipe, and what an address answers.
    """
    if all(file_size(path) is not None or is_folder(path) for path in map(Path, files)):
        return lambda: without_crowded(read(files), parser.gazetteer)
    kept = list(without_crowded(read(files), parser.gazetteer))
    return lambda: iter(kept)


def geoparser(
    database: Path | None, *, focus: str | None, min_confidence: float | None
) -> Geoparser:
    """Return a geoparser that knows a database's added places, where one is named."""
    world = opened_world()
    if database is not None:
        from geomap.places_added import world_of  # noqa: PLC0415  # SQLite only where asked for
        from geomap.store import Store  # noqa: PLC0415

        with Store.open(database) as store:
            world = world_of(store, world)
    return Geoparser(
        world,
        focus=parse_focus(focus) if focus else None,
        min_confidence=MIN_CONFIDENCE if min_confidence is None else min_confidence,
    )


def learned(readings: Readings, parser: Geoparser) -> Habits:
    """Return what the sources with several articles in the input usually write about.

    It is learned from the whole input before anything is printed, so that the order of articles
    does not matter.
    """
    sources = (each.article.source for each in readings() if isinstance(each, Reading))
    frequent = frequent_sources(sources)
    if not frequent:
        return Habits()
    return learn(
        (each.article.source, parser.parse(each.article))
        for each in readings()
        if isinstance(each, Reading) and frequent.holds(each.article.source)
    )


def found(parser: Geoparser) -> Callable[[Reading], Parsed]:
    """Return what finds the mentions of an article."""
    return lambda reading: parser.read(reading.article)


def given(parser: Geoparser) -> Callable[[Reading], Parsed]:
    """Return what resolves the spans that an article came with."""

    def resolve(reading: Reading) -> Parsed:
        if reading.spans is None:
            raise GeomapError(
                f'{reading.origin}: has no "toponyms"; --given-spans needs JSON lines with them'
            )
        mentions = parser.resolve_spans(reading.article, list(reading.spans))
        return Parsed(mentions=mentions, evidence=[])

    return resolve


def parse_all(
    readings: Iterator[Reading | Refusal], parse_one: Callable[[Reading], Parsed], outcome: Outcome
) -> Iterator[Read]:
    """Yield each article with what was read in it; say what is refused on standard error."""
    for each in readings:
        if isinstance(each, Refusal):
            refuse(each.message, outcome)
            outcome.missing += each.missing
            continue
        try:
            parsed = each, parse_one(each)
        except GeomapError as error:
            refuse(str(error), outcome)
            continue
        for note in each.notes:
            click.echo(f"geomap: {note}", err=True)
        outcome.read += 1
        yield parsed


def refuse(message: str, outcome: Outcome) -> None:
    """Say what is not read."""
    outcome.refused += 1
    click.echo(f"geomap: {message}", err=True)


def chosen(parsed: Iterator[Read], kinds: str) -> Iterator[Read]:
    """Yield each article with the mentions of the wanted kinds."""
    wanted: list[Kind] = ["place", "demonym"] if kinds == KINDS[-1] else ["place"]
    for reading, each in parsed:
        kept = [mention for mention in each.mentions if mention.kind in wanted]
        yield reading, replace(each, mentions=kept)


def chained(first: Read, rest: Iterator[Read]) -> Iterator[Read]:
    """Yield what was taken to look at it, then the rest."""
    yield first
    yield from rest
