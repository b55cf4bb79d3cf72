"""How `geomap parse` prints what it read: for a person, as JSON lines, as GeoJSON."""

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

import click

from geomap.commands.printing import print_table
from geomap.excerpts import excerpt
from geomap.model import Candidate, Embedded, Mention, Parsed, Reason, Relation
from geomap.reading import Reading

Read = tuple[Reading, Parsed]
Feature = dict[str, Any]


def print_jsonl(parsed: Iterator[Read], explain: bool) -> None:
    """Print a line an article."""
    for reading, read in parsed:
        record = {
            "id": reading.given_id,
            "toponyms": [toponym(mention, explain) for mention in read.mentions],
            "evidence": [embedded_record(each) for each in read.evidence],
        }
        click.echo(json.dumps(record, ensure_ascii=False))


def embedded_record(each: Embedded) -> Feature:
    """Return a name inside another name as the JSON lines hold it."""
    return {
        "start": each.start,
        "end": each.end,
        "name": each.name,
        "place_id": each.place.place_id,
        "country": each.place.country,
        "reason": each.reason,
    }


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
        "role": mention.role,
        "radius_km": mention.radius_km,
    }
    if mention.relation:
        record["relation"] = relation_record(mention.relation)
    if explain:
        record["role_reason"] = mention.role_reason
        record["reasons"] = [reason_record(reason) for reason in mention.reasons]
        record["candidates"] = [candidate_record(each) for each in mention.candidates]
    return record


def relation_record(relation: Relation) -> Feature:
    """Return a point told by its relation to the place as the JSON lines hold it."""
    return {
        "text": relation.text,
        "lat": relation.latitude,
        "lon": relation.longitude,
        "radius_km": relation.radius_km,
        "reason": relation.reason.text,
    }


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


def print_geojson(parsed: Iterator[Read], explain: bool) -> None:
    """Print one FeatureCollection."""
    from geomap.exporting import geojson  # noqa: PLC0415  # SQLite only where asked for

    geojson.write(features(parsed, explain), sys.stdout)


def features(parsed: Iterator[Read], explain: bool) -> Iterator[Feature]:
    """Yield a Feature a mention."""
    from geomap.exporting.features import mention_feature  # noqa: PLC0415

    for reading, read in parsed:
        for mention in read.mentions:
            around = excerpt(reading.article.text, mention.start, mention.end)
            feature = mention_feature(mention=mention, excerpt=around, article=reading.article)
            if explain:
                told = toponym(mention, explain)
                feature["properties"] |= {key: told[key] for key in ("reasons", "candidates")}
            yield feature


def print_text(parsed: Iterator[Read], explain: bool) -> None:
    """Print the name of each article, then a line a mention."""
    for reading, read in parsed:
        click.echo(" ".join((reading.article.title or reading.origin).split()))
        if not explain:
            print_table(map(cells, read.mentions), indent="  ")
            continue
        for mention in read.mentions:
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
    """Print why a mention is one, its part in the sentence, and what it may mean."""
    for reason in mention.reasons:
        click.echo(f"    {reason.score:+.1f} {reason.text}")
    if mention.role_reason:
        click.echo(f"    {mention.role}: {mention.role_reason}")
    if mention.relation:
        at = mention.relation
        click.echo(f"    {at.latitude:.4f}, {at.longitude:.4f}: {at.reason.text}")
    for rank, candidate in enumerate(mention.candidates):
        place = candidate.place
        facts = ", ".join(filter(None, (place.name, place.country, place.place_type)))
        told = f"{candidate.confidence:.2f} {facts} ({place.place_id}), score {candidate.score:.1f}"
        click.echo(f"    {told}{', would have been second' if rank == 1 else ''}")
        for reason in candidate.reasons:
            click.echo(f"      {reason.score:+.1f} {reason.text}")


PRINTERS: dict[str, Callable[[Iterator[Read], bool], None]] = {
    "text": print_text,
    "jsonl": print_jsonl,
    "geojson": print_geojson,
}
