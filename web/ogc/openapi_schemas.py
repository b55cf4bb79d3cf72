"""The schemas of the API's answers, as OpenAPI 3.0 writes them."""

from geomap.exporting.layers import MENTION_LAYER, PLACE_LAYER
from web.ogc.asked import Json

TEXT: Json = {"type": "string"}
WHOLE: Json = {"type": "integer"}
TYPES: dict[str, Json] = {
    "text": {"type": "string", "nullable": True},
    "integer": {"type": "integer", "nullable": True},
    "real": {"type": "number", "nullable": True},
    "date": {"type": "string", "format": "date", "nullable": True},
}
POSITION: Json = {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "number"}}


def of(name: str) -> Json:
    """Return a reference to one of the schemas."""
    return {"$ref": f"#/components/schemas/{name}"}


def listed(schema: Json) -> Json:
    """Return a list."""
    return {"type": "array", "items": schema}


def whole(properties: Json, *, optional: tuple[str, ...] = ()) -> Json:
    """Return an object; all but the optional properties are always there."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "required": required, "properties": properties}


def shape(name: str, coordinates: Json) -> Json:
    """Return a geometry of GeoJSON."""
    return whole({"type": {"type": "string", "enum": [name]}, "coordinates": coordinates})


def feature_schema(geometry: Json, identifier: Json, properties: Json) -> Json:
    """Return a Feature of GeoJSON; its links stand where it stands alone."""
    known = {
        "type": {"type": "string", "enum": ["Feature"]}, "id": identifier, "geometry": geometry,
        "properties": properties, "links": listed(of("link")),
    }  # fmt: skip
    return whole(known, optional=("links",))


def collection_schema(feature: str) -> Json:
    """Return a FeatureCollection of GeoJSON as this API answers it."""
    return whole({
        "type": {"type": "string", "enum": ["FeatureCollection"]},
        "timeStamp": {"type": "string", "format": "date-time"},
        "numberMatched": {"type": "integer", "minimum": 0},
        "numberReturned": {"type": "integer", "minimum": 0},
        "features": listed(of(feature)), "links": listed(of("link")),
    })  # fmt: skip


MENTION = {c.name: TYPES[c.type] for c in MENTION_LAYER}
PLACE = {c.name: TYPES[c.type] for c in PLACE_LAYER}
ARTICLE = {
    "article_number": WHOLE, "article": TYPES["text"], "title": TYPES["text"],
    "source": TYPES["text"], "url": TYPES["text"], "published": TYPES["date"],
    "language": TYPES["text"], "author": TYPES["text"], "mentions": WHOLE,
}  # fmt: skip
EXTENT: Json = {
    "type": "object",
    "properties": {
        "spatial": whole({
            "bbox": listed({"type": "array", "minItems": 4, "maxItems": 4,
                            "items": {"type": "number"}}), "crs": TEXT,
        }),
        "temporal": whole({
            "interval": listed({"type": "array", "minItems": 2, "maxItems": 2,
                                "items": {"type": "string", "format": "date-time"}}), "trs": TEXT,
        }),
    },
}  # fmt: skip

SCHEMAS: Json = {
    "link": whole({"href": TEXT, "rel": TEXT, "type": TEXT, "title": TEXT}),
    "landingPage": whole({"title": TEXT, "description": TEXT, "links": listed(of("link"))}),
    "confClasses": whole({"links": listed(of("link")), "conformsTo": listed(TEXT)}),
    "api": whole({"openapi": TEXT, "info": {"type": "object"}, "paths": {"type": "object"}}),
    "collections": whole({"links": listed(of("link")), "collections": listed(of("collection"))}),
    "collection": whole({
        "id": TEXT, "title": TEXT, "description": TEXT, "itemType": TEXT, "extent": EXTENT,
        "crs": listed(TEXT), "links": listed(of("link")),
    }),
    "queryables": whole({"$schema": TEXT, "$id": TEXT, "type": TEXT, "title": TEXT,
                         "properties": {"type": "object"}, "additionalProperties": {}}),
    "mentionsFeature": feature_schema(
        shape("Point", POSITION), WHOLE, whole(MENTION | {"article_number": WHOLE})
    ),
    "placesFeature": feature_schema(shape("Point", POSITION), TEXT, whole(PLACE)),
    "articlesFeature": feature_schema(
        shape("MultiPoint", listed(POSITION)) | {"nullable": True}, WHOLE, whole(ARTICLE)
    ),
    "mentionsCollection": collection_schema("mentionsFeature"),
    "placesCollection": collection_schema("placesFeature"),
    "articlesCollection": collection_schema("articlesFeature"),
    "problem": whole({"type": TEXT, "title": TEXT, "status": WHOLE, "detail": TEXT}),
}  # fmt: skip
