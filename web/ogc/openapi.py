"""The API in OpenAPI 3.0 (requirements class oas30), for the three collections as they are."""

from typing import get_args

from geomap._version import VERSION
from geomap.store import Collection
from web.ogc import openapi_parameters as parameters
from web.ogc import openapi_schemas as schemas
from web.ogc.asked import GEOJSON, HTML, JSON, OPENAPI, SCHEMA, Answer, Asked, Json, check_names
from web.ogc.collections import DESCRIBED
from web.ogc.landing import ABOUT, TITLE

PROBLEM = "application/problem+json"
PROBLEMS = {
    "400": "A parameter is unknown, or its value cannot be meant",
    "404": "There is no such feature",
    "406": "Accept names no form that there is",
    "421": "The request came under another name than this server's",
    "422": "The database is not there or cannot be read",
    "500": "A fault of the server",
    "503": "The database needs too long for this",
}
USUAL_PROBLEMS = tuple(code for code in PROBLEMS if code != "404")


def api(asked: Asked) -> Answer:
    """Answer the description of the API (requirement api-definition-success)."""
    check_names(asked, ())
    body = {
        "openapi": "3.0.3",
        "info": {
            "title": TITLE, "description": ABOUT, "version": VERSION,
            "license": {"name": "Apache-2.0"},
        },
        "servers": [{"url": asked.base}],
        "paths": paths(),
        "components": {
            "schemas": schemas.SCHEMAS,
            "responses": {code: problem(code) for code in PROBLEMS},
        },
    }  # fmt: skip
    return Answer(
        body=body, media_type=OPENAPI, template="ogc_api.html", title=f"{TITLE}: the API"
    )  # fmt: skip


def paths() -> Json:
    """Return every path with its operation."""
    found = {
        "/": operation("landing", "The way to everything else", JSON, "landingPage"),
        "/conformance": operation("conformance", "What it conforms to", JSON, "confClasses"),
        "/api": operation("api", "This document", OPENAPI, "api"),
        "/collections": operation("collections", "All collections", JSON, "collections"),
    }
    for name in get_args(Collection):
        found |= collection_paths(name)
    return found


def collection_paths(name: Collection) -> Json:
    """Return the paths of one collection."""
    title = DESCRIBED[name].title
    path = f"/collections/{name}"
    return {
        path: operation(f"{name}.collection", f"{title}: what they are", JSON, "collection"),
        f"{path}/queryables": operation(
            f"{name}.queryables", f"{title}: what a filter may ask for", SCHEMA, "queryables"
        ),
        f"{path}/items": operation(
            f"{name}.items", title, GEOJSON, f"{name}Collection", given=parameters.OF_FEATURES
        ),
        f"{path}/items/{{featureId}}": operation(
            f"{name}.item", f"{title}: one of them", GEOJSON, f"{name}Feature",
            given=[parameters.FEATURE_ID], codes=tuple(PROBLEMS),
        ),
    }  # fmt: skip


def operation(
    identifier: str,
    summary: str,
    media_type: str,
    schema: str,
    *,
    given: list[Json] | None = None,
    codes: tuple[str, ...] = USUAL_PROBLEMS,
) -> Json:
    """Return a path on which GET is the only operation; `codes` are the problems it answers."""
    success = {
        "description": "The document",
        "content": {
            media_type: {"schema": {"$ref": f"#/components/schemas/{schema}"}},
            HTML: {"schema": {"type": "string"}},
        },
    }
    problems = {code: {"$ref": f"#/components/responses/{code}"} for code in codes}
    return {
        "get": {
            "operationId": identifier,
            "summary": summary,
            "parameters": [*(given or []), parameters.FORM],
            "responses": {"200": success, "304": {"description": "As it was"}, **problems},
        }
    }


def problem(code: str) -> Json:
    """Return a problem in the one shape of all errors (RFC 9457)."""
    return {
        "description": PROBLEMS[code],
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/problem"}}},
    }
