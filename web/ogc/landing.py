"""The landing page and what the interface conforms to."""

from web.ogc.asked import HTML, JSON, OPENAPI, Answer, Asked, check_names, link, own_links

TITLE = "geomap"
ABOUT = (
    "News articles, the places that they name and which place each name means, with how sure "
    "that is: read without a person, corrected by some."
)
FEATURES_1 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
FEATURES_3 = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf"
CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf"
CONFORMS_TO = (
    f"{FEATURES_1}/core",
    f"{FEATURES_1}/oas30",
    f"{FEATURES_1}/html",
    f"{FEATURES_1}/geojson",
    f"{FEATURES_3}/queryables",
    f"{FEATURES_3}/filter",
    f"{FEATURES_3}/features-filter",
    f"{CQL2}/cql2-text",
    f"{CQL2}/cql2-json",
    f"{CQL2}/basic-cql2",
    f"{CQL2}/advanced-comparison-operators",
    f"{CQL2}/case-insensitive-comparison",
    f"{CQL2}/accent-insensitive-comparison",
    f"{CQL2}/basic-spatial-functions",
    f"{CQL2}/property-property",
)


def landing(asked: Asked) -> Answer:
    """Answer the way to everything else (requirement root-success)."""
    check_names(asked, ())
    links = [
        *own_links(asked, JSON),
        link(asked.address("/api", f="json"), "service-desc", OPENAPI, "The API in OpenAPI 3.0"),
        link(asked.address("/api", f="html"), "service-doc", HTML, "The API as a page"),
        link(asked.address("/conformance"), "conformance", JSON, "What it conforms to"),
        link(asked.address("/collections"), "data", JSON, "Mentions, places and articles"),
    ]
    return Answer(
        body={"title": TITLE, "description": ABOUT, "links": links}, media_type=JSON,
        template="ogc_landing.html", title=TITLE,
    )  # fmt: skip


def conformance(asked: Asked) -> Answer:
    """Answer the conformance classes (requirement conformance-success)."""
    check_names(asked, ())
    return Answer(
        body={"links": own_links(asked, JSON), "conformsTo": list(CONFORMS_TO)}, media_type=JSON,
        template="ogc_conformance.html", title="What it conforms to",
    )  # fmt: skip
