"""What a filter of a collection may ask for (Part 3, requirement queryables-response)."""

from geomap.filters import PRECISIONS, ROLES
from geomap.store.queryables import GEOMETRY, QUERYABLES, Queryable
from web.ogc.asked import SCHEMA, Answer, Asked, Json, check_names
from web.ogc.collections import DESCRIBED

DIALECT = "https://json-schema.org/draft/2019-09/schema"
TYPES: dict[str, Json] = {
    "text": {"type": "string"},
    "number": {"type": "number"},
    "integer": {"type": "integer"},
    "date": {"type": "string", "format": "date"},
}
CHOICES = {"role": list(ROLES), "precision": list(PRECISIONS)}


def queryables(asked: Asked) -> Answer:
    """Answer a schema of the properties that a filter may name."""
    check_names(asked, ())
    known = QUERYABLES[asked.collection].values()
    title = DESCRIBED[asked.collection].title
    body = {
        "$schema": DIALECT,
        "$id": asked.address(f"/collections/{asked.collection}/queryables"),
        "type": "object",
        "title": title,
        "properties": {each.name: property_json(each) for each in known}
        | {GEOMETRY: {"title": "Where it is", "format": "geometry-any"}},
        "additionalProperties": False,
    }
    return Answer(
        body=body, media_type=SCHEMA, template="ogc_queryables.html",
        title=f"{title}: what can be asked for", shown={"collection": asked.collection},
    )  # fmt: skip


def property_json(queryable: Queryable) -> Json:
    """Return what is said of one property."""
    found = {"title": queryable.title, **TYPES[queryable.type]}
    if queryable.name in CHOICES:
        found["enum"] = CHOICES[queryable.name]
    return found
