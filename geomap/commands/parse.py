"""geomap parse: print the places that articles name."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from geomap import export_geojson
from geomap.commands.options import optional_database
from geomap.commands.printing import print_table
from geomap.commands.world import opened_world
from geomap.errors import GeomapError
from geomap.excerpts import excerpt
from geomap.export_features import Feature, mention_feature
from geomap.geoparser import Geoparser
from geomap.model import Candidate, Kind, Mention, Reason
from geomap.reading import Reading, Refusal, read

KINDS = ("place", "place,demonym")
FORMATS = ("text", "jsonl", "geojson")

Parsed = tuple[Reading, list[Mention]]


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
    "--format", type=click.Choice(FORMATS),
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
@optional_database
@click.pass_context
def parse(
    ctx: click.Context,
    *,
    files: tuple[str, ...],
    format: str | None,
    given_spans: bool,
    kinds: str,
    explain: bool,
    database: Path | None,
) -> None:
    """Print the places that articles name.

    FILE is a text file (one article), a .jsonl file (one article a line), a folder of these, or
    - for standard input.
    """
    outcome = Outcome()
    read_mentions = given if given_spans else found
    parsed = chosen(parse_all(files, read_mentions(geoparser(database)), outcome), kinds)
    first = next(parsed, None)
    if first is not None:
        form = format or ("jsonl" if first[0].record else "text")
        PRINTERS[form](chained(first, parsed), explain)
    ctx.exit(outcome.exit_code)


def geoparser(database: Path | None) -> Geoparser:
    """Return a geoparser that knows a database's added places, where one is named."""
    if database is None:
        return Geoparser(opened_world())
    from geomap.places_added import geoparser_of  # noqa: PLC0415  # SQLite only where asked for
    from geomap.store import Store  # noqa: PLC0415

    with Store.open(database) as store:
        return geoparser_of(store, opened_world())


def found(parser: Geoparser) -> Callable[[Reading], list[Mention]]:
    """Return what finds the mentions of an article."""
    return lambda reading: parser.parse(reading.article)


def given(parser: Geoparser) -> Callable[[Reading], list[Mention]]:
    """Return what resolves the spans that an article came with."""

    def resolve(reading: Reading) -> list[Mention]:
        if reading.spans is None:
            raise GeomapError(
                f'{reading.origin}: has no "toponyms"; --given-spans needs JSON lines with them'
            )
        return parser.resolve_spans(reading.article, list(reading.spans))

    return resolve


def parse_all(
    files: tuple[str, ...], mentions: Callable[[Reading], list[Mention]], outcome: Outcome
) -> Iterator[Parsed]:
    """Yield each article with its mentions; say what is refused on standard error."""
    for each in read(files):
        if isinstance(each, Refusal):
            refuse(each.message, outcome)
            outcome.missing += each.missing
            continue
        try:
            parsed = each, mentions(each)
        except GeomapError as error:
            refuse(str(error), outcome)
            continue
        outcome.read += 1
        yield parsed


def refuse(message: str, outcome: Outcome) -> None:
    """Say what is not read."""
    outcome.refused += 1
    click.echo(f"geomap: {message}", err=True)


def chosen(parsed: Iterator[Parsed], kinds: str) -> Iterator[Parsed]:
    """Yield each article with the mentions of the wanted kinds."""
    wanted: list[Kind] = ["place", "demonym"] if kinds == KINDS[-1] else ["place"]
    for reading, mentions in parsed:
        yield reading, [mention for mention in mentions if mention.kind in wanted]


def chained(first: Parsed, rest: Iterator[Parsed]) -> Iterator[Parsed]:
    """Yield what was taken to look at it, then the rest."""
    yield first
    yield from rest


def print_jsonl(parsed: Iterator[Parsed], explain: bool) -> None:
    """Print a line an article."""
    for reading, mentions in parsed:
        toponyms = [toponym(mention, explain) for mention in mentions]
        click.echo(json.dumps({"id": reading.given_id, "toponyms": toponyms}, ensure_ascii=False))


def toponym(mention: Mention, explain: bool) -> Feature:
    """Return a mention as the JSON lines hold it; null where it is unresolved."""
    place = mention.place
    record: Feature = {
        "start": mention.start,
        "end": mention.end,
        "name": mention.name,
        "kind": mention.kind,
        "place_id": place.place_id if place else None,
        "geonameid": place.geonameid if place else None,
        "lat": round(place.latitude, 6) if place else None,
        "lon": round(place.longitude, 6) if place else None,
        "country": place.country if place else None,
        "precision": mention.precision or None,
        "confidence": round(mention.confidence, 4),
    }
    if explain:
        record["reasons"] = [reason_record(reason) for reason in mention.reasons]
        record["candidates"] = [candidate_record(each) for each in mention.candidates]
    return record


def candidate_record(candidate: Candidate) -> Feature:
    """Return a candidate as the JSON lines hold it."""
    place = candidate.place
    return {
        "place_id": place.place_id,
        "name": place.name,
        "place_type": place.place_type,
        "country": place.country,
        "lat": round(place.latitude, 6),
        "lon": round(place.longitude, 6),
        "score": round(candidate.score, 3),
        "confidence": round(candidate.confidence, 4),
        "reasons": [reason_record(reason) for reason in candidate.reasons],
    }


def reason_record(reason: Reason) -> Feature:
    """Return a reason as the JSON lines hold it."""
    return {"score": round(reason.score, 3), "text": reason.text}


def print_geojson(parsed: Iterator[Parsed], explain: bool) -> None:
    """Print one FeatureCollection."""
    export_geojson.write(features(parsed, explain), sys.stdout)


def features(parsed: Iterator[Parsed], explain: bool) -> Iterator[Feature]:
    """Yield a Feature a mention."""
    for reading, mentions in parsed:
        for mention in mentions:
            around = excerpt(reading.article.text, mention.start, mention.end)
            feature = mention_feature(
                number=None, mention=mention, excerpt=around, article=reading.article
            )
            if explain:
                told = toponym(mention, explain)
                feature["properties"] |= {key: told[key] for key in ("reasons", "candidates")}
            yield feature


def print_text(parsed: Iterator[Parsed], explain: bool) -> None:
    """Print the name of each article, then a line a mention."""
    for reading, mentions in parsed:
        click.echo(" ".join((reading.article.title or reading.origin).split()))
        if not explain:
            print_table(map(cells, mentions), indent="  ")
            continue
        for mention in mentions:
            print_table([cells(mention)], indent="  ")
            print_reasons(mention)


def cells(mention: Mention) -> list[str]:
    """Return the columns of a mention."""
    place = mention.place
    if place is None:
        return [mention.name, "unresolved", "", "", f"{mention.confidence:.2f}"]
    what = f"{place.name}, {place.country}" if place.country else place.name
    point = f"{place.latitude:.4f}, {place.longitude:.4f}"
    sort = mention.kind if mention.kind == "demonym" else place.place_type
    return [mention.name, what, sort, point, f"{mention.confidence:.2f}"]


def print_reasons(mention: Mention) -> None:
    """Print why a mention is one, and what it may mean."""
    for reason in mention.reasons:
        click.echo(f"    {reason.score:+.1f} {reason.text}")
    for candidate in mention.candidates:
        place = candidate.place
        facts = ", ".join(filter(None, (place.name, place.country, place.place_type)))
        click.echo(f"    {candidate.confidence:.2f} {facts} ({place.place_id})")
        for reason in candidate.reasons:
            click.echo(f"      {reason.score:+.1f} {reason.text}")


PRINTERS: dict[str, Callable[[Iterator[Parsed], bool], None]] = {
    "text": print_text,
    "jsonl": print_jsonl,
    "geojson": print_geojson,
}
