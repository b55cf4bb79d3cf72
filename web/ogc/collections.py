"""The collections and what they hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from geomap.store import BoundingBox, Collection, Extent
from web.ogc.asked import (
    GEOJSON,
    HTML,
    JSON,
    SCHEMA,
    Answer,
    Asked,
    Json,
    check_names,
    link,
    own_links,
)

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a collection is called, and what one of it is."""

    title: str
    about: str


DESCRIBED: Mapping[Collection, Described] = {
    "mentions": Described(
        title="Mentions",
        about="A point for each time that an article names a place: the place it means, how "
        "sure, in which role, and the sentences around it.",
    ),
    "places": Described(
        title="Places",
        about="A point for each place that articles name, with how many mentions and articles "
        "name it, between which days.",
    ),
    "articles": Described(
        title="Articles",
        about="The points of the places that each article names; none where it names none.",
    ),
}


def collections(asked: Asked) -> Answer:
    """Answer all collections (requirement fc-md-success)."""
    check_names(asked, ())
    with asked.store.listing() as lists:
        extent = lists.extent()
    body = {
        "links": own_links(asked, JSON),
        "collections": [collection_json(asked, each, extent) for each in DESCRIBED],
    }
    return Answer(
        body=body, media_type=JSON, template="ogc_collections.html", title="Collections"
    )  # fmt: skip


def collection(asked: Asked) -> Answer:
    """Answer one collection (requirement sfc-md-success)."""
    check_names(asked, ())
    with asked.store.listing() as lists:
        body = collection_json(asked, asked.collection, lists.extent())
    body["links"] = [*own_links(asked, JSON), *body["links"][1:]]
    return Answer(
        body=body, media_type=JSON, template="ogc_collection.html",
        title=DESCRIBED[asked.collection].title,
    )  # fmt: skip


def collection_json(asked: Asked, name: Collection, extent: Extent) -> Json:
    """Return a collection, as the standard's schema collection.yaml has it."""
    path = f"/collections/{name}"
    title = DESCRIBED[name].title
    return {
        "id": name,
        "title": title,
        "description": DESCRIBED[name].about,
        "itemType": "feature",
        "extent": extent_json(extent),
        "crs": [CRS84],
        "links": [
            link(asked.address(path), "self", JSON, title),
            link(asked.address(f"{path}/items", f="json"), "items", GEOJSON, f"{title} as GeoJSON"),
            link(asked.address(f"{path}/items", f="html"), "items", HTML, f"{title} as a page"),
            link(asked.address(f"{path}/queryables"), QUERYABLES, SCHEMA, "What can be asked for"),
        ],
    }


def extent_json(extent: Extent) -> Json:
    """Return where and when a collection is (requirement fc-md-extent); empty where it is not."""
    found: Json = {}
    if extent.box is not None:
        found["spatial"] = {"bbox": [box_json(extent.box)], "crs": CRS84}
    if extent.first is not None and extent.last is not None:
        found["temporal"] = {
            "interval": [[moment(extent.first, "00:00:00"), moment(extent.last, "23:59:59")]],
            "trs": GREGORIAN,
        }
    return found


def box_json(box: BoundingBox) -> list[float]:
    """Return a box as west, south, east, north."""
    return [box.west, box.south, box.east, box.north]


def moment(day: date, time: str) -> str:
    """Return a moment of a day in UTC."""
    return f"{day.isoformat()}T{time}Z"
