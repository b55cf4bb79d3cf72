"""What people decided, as a record: who, when, about which words, and the answer before."""

import csv
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from gazetteer.place import Place
from geomap.errors import GeomapError
from geomap.exporting.files import text_over
from geomap.exporting.geojson import one_line
from geomap.exporting.layers import Export, degrees
from geomap.exporting.spreadsheet import BYTE_ORDER_MARK, harmless
from geomap.store import Decision, Filter, Listing

Record = dict[str, Any]

EVERY = Filter(copies=True)


def write_list(export: Export, out: BinaryIO) -> None:
    """Write a JSON array, a line a decision."""
    out.write(b"[\n")
    separator = b""
    for record in records(export):
        out.write(separator + one_line(record))
        separator = b",\n"
    out.write(b"\n]\n")


def write_csv(export: Export, out: BinaryIO) -> None:
    """Write a line a decision, as a spreadsheet opens it."""
    with text_over(out) as text:
        text.write(BYTE_ORDER_MARK)
        lines = csv.DictWriter(text, COLUMNS)
        lines.writeheader()
        for record in records(export):
            lines.writerow({name: harmless(value) for name, value in record.items()})


def records(export: Export) -> Iterator[Record]:
    """Yield the decisions about wanted articles, standing and undone, newest first."""
    if export.by is not None:
        raise GeomapError(f'"by" is "{export.by}"; decisions are neither: leave it out')
    with export.store.listing() as lists:
        for decision in export.store.decisions(wanted=export.wanted):
            [brief] = lists.articles(Listing(wanted=EVERY, number=decision.article_id))
            told = brief.article
            yield decided(decision) | {
                "article_number": brief.number, "article": told.article_id, "title": told.title,
                "source": told.source, "url": told.url,
                "published": told.published.isoformat() if told.published else None,
            }  # fmt: skip


def decided(decision: Decision) -> Record:
    """Return a decision; `start` and `end` count characters of the article's text."""
    return {
        "number": decision.number, "toponym": decision.name, "verdict": decision.verdict,
        "who": decision.who, "decided": moment(decision.decided),
        "undone": moment(decision.undone), **placed("", decision.place),
        **placed("former_", decision.former_place),
        "former_confidence": round(decision.former_confidence, 4),
        "start": decision.start, "end": decision.end,
    }  # fmt: skip


def placed(prefix: str, place: Place | None) -> Record:
    """Return a place that a decision names, None in each value where it names none."""
    return {
        f"{prefix}place_id": place.place_id if place else None,
        f"{prefix}place": place.name if place else None,
        f"{prefix}longitude": degrees(place.longitude) if place else None,
        f"{prefix}latitude": degrees(place.latitude) if place else None,
    }


def moment(when: datetime | None) -> str | None:
    """Return a moment in UTC, as RFC 3339 writes it."""
    return when.strftime("%Y-%m-%dT%H:%M:%SZ") if when else None


COLUMNS = (
    "number", "toponym", "verdict", "who", "decided", "undone", "place_id", "place", "longitude",
    "latitude", "former_place_id", "former_place", "former_longitude", "former_latitude",
    "former_confidence", "start", "end", "article_number", "article", "title", "source", "url",
    "published",
)  # fmt: skip
