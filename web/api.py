"""The JSON that the page asks for. Handlers read, ask the store, and answer."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, request

from geomap.places_added import PlaceChange, add_place, remove_place, world_of
from web.asking import json_of, limit_of, new_place_of
from web.features import count_json, mention_json, place_json, unnamed_json
from web.filtering import check_names, filter_of
from web.opened import counts, store, world
from web.problems import BadValueError, UnknownPlaceError
from web.tokens import writes

PAGE_LENGTH = 20
LONGEST_PAGE = 100
LONGEST_QUERY = 200  # characters

blueprint = Blueprint("api", __name__, url_prefix="/api")

Json = dict[str, Any]


@blueprint.get("/summary")
def summary() -> Json:
    """Answer what the database holds, and `changes`, which grows with every write.

    `writes` is whether this server takes them: "token" or "off".
    """
    check_names(request.args, ())
    counted = counts()
    held = counted.held
    first, last = held.first_published, held.last_published
    return {
        "articles": held.articles,
        "mentions": held.mentions,
        "places": held.places,
        "unresolved": held.unresolved,
        "changes": counted.columns.changes,
        "first_published": first.isoformat() if first else None,
        "last_published": last.isoformat() if last else None,
        "writes": writes(),
    }


@blueprint.get("/places/<place_id>/mentions")
def mentions(place_id: str) -> Json:
    """Answer one place and a page of its excerpts, newest article first.

    The counts of the place are those under the filters.
    """
    limit = limit_of(request.args.get("limit"), usual=PAGE_LENGTH, most=LONGEST_PAGE)
    asked = filter_of(request.args, further=["limit", "after", "zoom"])
    wanted = replace(asked, place_id=place_id, bbox=None)
    counted = counts()
    with store().reading():
        found = counted.named(store(), wanted)
        page = counted.page(store(), wanted, limit=limit, after=request.args.get("after"))
        added = {place.place_id: place for place in store().added_places()}
    known = counted.known(place_id) or added.get(place_id)
    if known is None:
        raise UnknownPlaceError(place_id)
    return {
        "place": count_json(found) if found else unnamed_json(known),
        "removable": place_id in added,
        "mentions": [mention_json(stored) for stored in page.mentions],
        "next": page.next,
        "matching": counted.matching(store(), wanted),
    }


@blueprint.get("/unresolved")
def unresolved() -> Json:
    """Answer the toponyms that no place answers to, most frequent first."""
    check_names(request.args, ["limit"])
    limit = limit_of(request.args.get("limit"), usual=100, most=1000)
    return {
        "toponyms": [
            {"name": name, "mentions": count} for name, count in store().unresolved(limit=limit)
        ]
    }


@blueprint.get("/search")
def search() -> Json:
    """Answer the gazetteer's places of a name, the added ones among them."""
    check_names(request.args, ["q", "limit"])
    query = request.args.get("q", "").strip()
    if not query or len(query) > LONGEST_QUERY:
        raise BadValueError(f'"q" has {len(query)} characters; write 1 to {LONGEST_QUERY}')
    limit = limit_of(request.args.get("limit"), usual=20, most=100)
    found = world_of(store(), world()).search(query, limit=limit)
    return {"places": [place_json(place) for place in found]}


@blueprint.post("/places")
def add() -> tuple[Json, int]:
    """Add a place, read again the articles that may name it, and answer what changed."""
    given = new_place_of(json_of(request))
    change = add_place(
        store(), name=given.name, longitude=given.longitude, latitude=given.latitude,
        country=given.country, aliases=given.aliases, gazetteer=world(),
    )  # fmt: skip
    return change_json(change), 201


@blueprint.delete("/places/<place_id>")
def remove(place_id: str) -> Json:
    """Remove a place that was added by hand; everything is as it was before it."""
    if place_id not in {place.place_id for place in store().added_places()}:
        raise UnknownPlaceError(place_id)
    return change_json(remove_place(store(), place_id, gazetteer=world()))


def change_json(change: PlaceChange) -> Json:
    """Return a place that has come or gone, and what that did to the articles."""
    return {
        "place": place_json(change.place),
        "articles_read_again": change.articles_read_again,
        "mentions_changed": change.mentions_changed,
    }
