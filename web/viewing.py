"""What the map, its timeline and its filters show: counted in memory, as JSON."""

import re
from dataclasses import replace
from functools import cache
from typing import Any

from flask import Blueprint, request

from gazetteer.place import Place
from gazetteer.sources import rows
from geomap.columns import Cell, Counts, Related, Tally, Viewport, widened
from geomap.store import BoundingBox, Filter
from web.asking import limit_of
from web.features import named_json, place_json, unnamed_json
from web.filtering import HIDDEN_ROLES, SHOWN_ROLES, Args, filter_of, hides_roles, share_of
from web.fitting import Fitted, fitted
from web.opened import counts, store
from web.problems import BadValueError

EVERYTHING = Filter(placed=True, roles=SHOWN_ROLES)  # what a map shows that nobody filters
MOST_VALUES = 100  # of a facet
BINS = 120
MOST_BINS = 2000
FURTHEST_ZOOM = 30.0
UNKNOWN = "unknown"
PIXELS = re.compile(r"([1-9][0-9]{0,4})x([1-9][0-9]{0,4})")

blueprint = Blueprint("viewing", __name__, url_prefix="/api")

Json = dict[str, Any]


@blueprint.get("/view")
def view() -> Json:
    """Answer what a viewport shows: places, cells of places, areas and points told by relation.

    `shown` are the mentions in view, `hidden` those that only the usual choice of roles leaves
    out, `matching` those that the filters leave anywhere. `margin` asks for what lies beyond the
    viewport too, as a share of its width and height; the counts stay those in view. `fit`, a
    map's pixels as `1200x800`, stands for the viewport that holds most of the mentions.
    """
    wanted = filter_of(request.args, further=["zoom", "margin", "fit"])
    anywhere = replace(wanted, bbox=None)
    counted, opened = counts(), store()
    first = counted.selection(opened, anywhere).first_view
    fit = fitted_of(request.args, first)
    box = fit.box if fit else wanted.bbox
    viewport = Viewport(
        box=box, zoom=fit.zoom if fit else zoom_of(request.args.get("zoom")),
        margin=share_of(request.args.get("margin"), "margin"),
    )  # fmt: skip
    seen = counted.view(opened, anywhere, viewport)
    tally = counted.selection(opened, anywhere).counted
    return {
        "changes": counted.columns.changes,
        "places": [tallied_json(counted, tally, number) for number in seen.points]
        + (unnamed(counted, widened(box, viewport.margin)) if anywhere == EVERYTHING else []),
        "cells": [cell_json(counted, cell) for cell in seen.cells],
        "areas": [tallied_json(counted, tally, number) for number in seen.areas],
        "relations": [related_json(counted, each) for each in seen.related],
        "shown": seen.shown,
        "hidden": hidden(counted, anywhere, box) if hides_roles(request.args) else 0,
        "matching": counted.matching(opened, anywhere),
        "largest": seen.largest,
        "omitted": seen.omitted,
        "first_view": box_json(first),
        "fitted": fitted_json(fit),
    }


@blueprint.get("/histogram")
def histogram() -> Json:
    """Answer the mentions by day, week or month. The filters' own period does not narrow them."""
    bins = limit_of(request.args.get("bins"), usual=BINS, most=MOST_BINS, name="bins")
    wanted = filter_of(request.args, further=["bins", "zoom"])
    told = counts().histogram(store(), wanted, bins=bins)
    return {
        "unit": told.unit,
        "bars": [{"start": start.isoformat(), "mentions": count} for start, count in told.bars],
        "undated": told.undated,
    }


@blueprint.get("/facets")
def facets() -> Json:
    """Answer what the mentions can be filtered by, each counted with its own filter lifted."""
    told = counts().facets(store(), filter_of(request.args, further=["zoom"]))
    return {
        facet: [
            {"value": value, "label": label(facet, value), "mentions": mentions}
            for value, mentions in values[:MOST_VALUES]
        ]
        for facet, values in told.items()
    }


def unnamed(counted: Counts, box: BoundingBox | None = None) -> list[Json]:
    """Return the added places in a box that no article names so far."""
    return [
        unnamed_json(place)
        for place in store().added_places()
        if not counted.is_named(store(), place.place_id) and (box is None or holds(box, place))
    ]


def holds(box: BoundingBox, place: Place) -> bool:
    """Return whether a place lies in a box, its edges included."""
    if not box.south <= place.latitude <= box.north:
        return False
    if box.west > box.east:
        return place.longitude >= box.west or place.longitude <= box.east
    return box.west <= place.longitude <= box.east


def zoom_of(given: str | None) -> float | None:
    """Read how near a map is, as Leaflet counts; None where nothing was given."""
    if not given:
        return None
    try:
        zoom = float(given)
    except ValueError:
        zoom = -1.0
    if not 0 <= zoom <= FURTHEST_ZOOM:
        raise BadValueError(f'"zoom" is "{given}"; write a number from 0 to {FURTHEST_ZOOM:g}')
    return zoom


def hidden(counted: Counts, wanted: Filter, box: BoundingBox | None) -> int:
    """Return how many mentions in a box only the usual choice of roles leaves out."""
    return counted.in_box(store(), replace(wanted, roles=HIDDEN_ROLES), box)


def fitted_of(args: Args, first: BoundingBox | None) -> Fitted | None:
    """Return the viewport that a map of the asked size begins with; None for no place."""
    given = args.get("fit")
    if given is None:
        return None
    if args.get("bbox") or args.get("zoom"):
        raise BadValueError('"fit" stands in the place of "bbox" and "zoom"; leave those out')
    size = PIXELS.fullmatch(given)
    if size is None:
        raise BadValueError(f'"fit" is "{given}"; write a map\'s pixels, as 1200x800')
    return fitted(first, width=int(size[1]), height=int(size[2])) if first else None


def fitted_json(fit: Fitted | None) -> Json | None:
    """Return where a map begins."""
    if fit is None:
        return None
    return {"longitude": fit.longitude, "latitude": fit.latitude, "zoom": fit.zoom}


def tallied_json(counted: Counts, tally: Tally, number: int) -> Json:
    """Return a place with how often it is named."""
    place = counted.place(number)
    return place_json(place) | named_json(
        int(tally.mentions[number]), int(tally.articles[number]), float(tally.confidence[number])
    )


def cell_json(counted: Counts, cell: Cell) -> Json:
    """Return places that are drawn as one; `largest` is the most named of them."""
    largest = counted.place(cell.largest)
    return {
        "longitude": round(cell.longitude, 5),
        "latitude": round(cell.latitude, 5),
        "mentions": cell.mentions,
        "places": cell.places,
        "bbox": box_json(cell.box),
        "largest": {"place_id": largest.place_id, "name": largest.name},
    }


def related_json(counted: Counts, related: Related) -> Json:
    """Return a mention whose point is told by its relation to a place."""
    relation = related.relation
    return {
        "mention_id": related.mention_id,
        "place_id": counted.place(related.place).place_id,
        "text": relation.text,
        "longitude": relation.longitude,
        "latitude": relation.latitude,
        "radius_km": relation.radius_km,
        "confidence": round(related.confidence, 3),
    }


def box_json(box: BoundingBox | None) -> list[float] | None:
    """Return a box as west, south, east, north."""
    return None if box is None else [box.west, box.south, box.east, box.north]


def label(facet: str, value: str) -> str:
    """Return a value in words that an English reader knows."""
    if facet == "country":
        return country_names().get(value, value)
    return value or UNKNOWN


@cache
def country_names() -> dict[str, str]:
    """Return the countries' own names in English, by their codes."""
    return {
        row["country"]: row["name"] for row in rows("countries") if row["place_type"] == "country"
    }
