"""The parameters of the API, as OpenAPI 3.0 describes them."""

from geomap.filters import PRECISIONS, ROLES
from web.ogc.asked import FORMATS, Json
from web.ogc.collections import CRS84
from web.ogc.listings import LANGUAGES, LARGEST, LONGEST_FILTER, MOST, USUAL
from web.ogc.periods import PERIOD

COUNTRY = "^[A-Za-z]{2}$"
DAY = {"type": "string", "format": "date"}


def parameter(name: str, about: str, schema: Json) -> Json:
    """Return a parameter that is given once."""
    return {
        "name": name, "in": "query", "description": about, "required": False, "schema": schema,
        "style": "form", "explode": False,
    }  # fmt: skip


def repeated(name: str, about: str, schema: Json) -> Json:
    """Return a parameter that may be given again, for one of several."""
    several = {"type": "array", "items": schema}
    return parameter(name, about, several) | {"explode": True}


FORM = parameter("f", "json or html, whatever Accept says", {"type": "string", "enum": [*FORMATS]})
FEATURE_ID: Json = {
    "name": "featureId", "in": "path", "required": True, "description": "Identifier of a feature",
    "schema": {"type": "string", "minLength": 1},
}  # fmt: skip
LIMIT = parameter(
    "limit", f"At most so many features; more than {MOST} is {MOST}",
    {"type": "integer", "minimum": 1, "default": USUAL},
)  # fmt: skip
BBOX = parameter(
    "bbox",
    "west,south,east,north in degrees; west greater than east crosses the antimeridian. "
    "What has no geometry is in every box.",
    {
        "type": "array",
        "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
        "items": {"type": "number"},
    },
)
DATETIME = parameter(
    "datetime",
    "A moment, or a period as 2015-10-01T00:00:00Z/2015-10-31T23:59:59Z, which .. leaves open "
    "at an end: days of publication. An article without a date is of every period.",
    {"type": "string", "pattern": f"^(?:{PERIOD.pattern})$"},
)
EXPRESSION = [
    parameter(
        "filter", "Only what this is true of, in CQL2",
        {"type": "string", "maxLength": LONGEST_FILTER},
    ),
    parameter(
        "filter-lang", "The language of the filter",
        {"type": "string", "enum": [*LANGUAGES], "default": LANGUAGES[0]},
    ),
    parameter("filter-crs", "Of the filter's shapes", {"type": "string", "enum": [CRS84]}),
]  # fmt: skip
PAGING = parameter(
    "after", "Only what follows this number; from the link next",
    {"type": "integer", "format": "int64", "minimum": 1, "maximum": LARGEST},
)  # fmt: skip
OF_MAP = [
    parameter("since", "Published on this day or later; no article without a date", DAY),
    parameter("until", "Published on this day or before; no article without a date", DAY),
    parameter("undated", "1 for articles without a date", {"type": "string", "enum": ["0", "1"]}),
    parameter(
        "q", "Words that the article holds, \"several in quotes\" side by side",
        {"type": "string", "maxLength": 200},
    ),
    parameter(
        "min_confidence", "At least this sure", {"type": "number", "minimum": 0, "maximum": 1}
    ),
    parameter(
        "place", "Identifier of a place, as geonames:170063, or its name", {"type": "string"}
    ),
    repeated(
        "country", "ISO 3166-1 code of the place's country; one that none has is refused",
        {"type": "string", "pattern": COUNTRY},
    ),
    repeated("source", "Who published the article", {"type": "string"}),
    repeated("language", "Language of the article", {"type": "string"}),
    repeated(
        "role", "The part the place plays in its sentence",
        {"type": "string", "enum": ["all", *ROLES]},
    ),
    repeated(
        "precision", "How precisely the name says where",
        {"type": "string", "enum": [*PRECISIONS]},
    ),
]  # fmt: skip
OF_FEATURES: list[Json] = [LIMIT, BBOX, DATETIME, *EXPRESSION, PAGING, *OF_MAP]
