"""Abstract tests of OGC API - Features Part 1, annex A: classes oas30, html and geojson; HTTP."""

import json
from html.parser import HTMLParser
from pathlib import Path

import jsonschema_rs
import openapi_spec_validator
import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from geomap.store import Store
from web import create_app
from web.assets import versioned
from web.ogc.periods import PERIOD

SCHEMAS = json.loads((Path(__file__).parent / "data" / "ogc" / "features-1.json").read_text())
PATHS = [
    "/", "/conformance", "/api", "/collections", "/collections/articles",
    "/collections/articles/queryables", "/collections/articles/items",
    "/collections/articles/items/3", "/collections/mentions/items",
    "/collections/places/items/geonames:169577",
]  # fmt: skip


class Strict(HTMLParser):
    """Notes what stands in a page, and that what is opened is closed."""

    VOID = frozenset({"meta", "link", "br"})

    def __init__(self, page):
        super().__init__()
        self.open, self.tags, self.links, self.styled = [], [], [], False
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        told = dict(attrs)
        assert not [name for name in told if name.startswith("on") or name == "style"]
        if tag == "a":
            self.links.append(told["href"])
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_ats_oas30_definition_1_and_2(ogc):
    answer = ogc("/api", headers={"Accept": "application/vnd.oai.openapi+json;version=3.0"})
    assert answer.content_type == "application/vnd.oai.openapi+json;version=3.0"
    openapi_spec_validator.validate(json.loads(answer.data), cls=OpenAPIV30SpecValidator)
    assert ogc("/api", headers={"Accept": "text/html"}).mimetype == "text/html"


def test_ats_oas30_oas_impl_every_path_is_there(ogc):
    api = json.loads(ogc("/api").data)
    for path in api["paths"]:
        feature = "geonames:169577" if "/places/" in path else "1"
        assert ogc(path.replace("{featureId}", feature)).status_code == 200, path
    assert ogc("/collections/rumours").status_code == 404


def test_ats_oas30_completeness_every_parameter_and_property_is_described(ogc):
    api = json.loads(ogc("/api").data)
    operation = api["paths"]["/collections/mentions/items"]["get"]
    known = {each["name"] for each in operation["parameters"]}
    refused = ogc("/collections/mentions/items", nothing="1").get_json(force=True)["detail"]
    assert known == {name.strip() for name in refused.split("those are:")[1].split(",")}
    for name in ("mentions", "places", "articles"):
        schema = api["components"]["schemas"][f"{name}Feature"]["properties"]["properties"]
        [feature] = json.loads(ogc(f"/collections/{name}/items", limit=1).data)["features"]
        assert list(schema["properties"]) == list(feature["properties"])


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        # What is over the most is the most, so nothing is too large to be given.
        ("limit", {"type": "integer", "minimum": 1, "default": 100}),
        (
            "bbox",
            {
                "type": "array",
                "items": {"type": "number"},
                "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
            },
        ),
        ("datetime", {"type": "string", "pattern": f"^(?:{PERIOD.pattern})$"}),
    ],
)
def test_ats_core_fc_limit_bbox_and_time_definition(ogc, name, schema):
    api = json.loads(ogc("/api").data)
    for collection in ("mentions", "places", "articles"):
        [found] = [
            each
            for each in api["paths"][f"/collections/{collection}/items"]["get"]["parameters"]
            if each["name"] == name
        ]
        assert found["schema"] == schema
        told = (found["in"], found["required"], found["style"], found["explode"])
        assert told == ("query", False, "form", False)


def test_ats_oas30_exception_codes(ogc):
    api = json.loads(ogc("/api").data)
    for path in api["paths"].values():
        assert {"200", "400", "406", "500"} <= set(path["get"]["responses"])


def test_ats_oas30_security_nothing_is_asked_of_readers(ogc):
    assert "security" not in json.loads(ogc("/api").data)


FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CHROMIUM = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
    "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("browser", [FIREFOX, CHROMIUM])
def test_ats_html_definition_and_content(ogc, path, browser):
    page = ogc(path, headers={"Accept": browser})
    assert page.status_code == 200
    assert page.content_type == "text/html; charset=utf-8"
    parsed = Strict(page.text)
    assert "script" not in parsed.tags
    assert "h1" in parsed.tags


def test_the_page_of_the_api_tells_every_parameter(ogc):
    page = ogc("/api", f="html").text
    for name in ("limit", "bbox", "datetime", "filter-lang", "min_confidence", "featureId"):
        assert f"<code>{name}</code>" in page
    assert "What it conforms to" in page


def test_hostile_text_is_text_on_a_page(ogc):
    for path in ("/collections/articles/items", "/collections/articles/items/3"):
        page = ogc(path, f="html").text
        assert "<script>" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_pages_keep_the_policy_without_a_style_or_script_of_their_own(ogc):
    answer = ogc("/collections/mentions/items", f="html")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "<style" not in answer.text
    assert f'href="{versioned("ogc.css")}"' in answer.text


def test_pages_lead_to_the_next_and_to_each_other(ogc):
    links = Strict(ogc("/collections/mentions/items", f="html", limit=2).text).links
    following = [href for href in links if "after=" in href]
    assert len(following) == 1
    page = ogc(following[0].partition("/ogc")[2])
    assert page.mimetype == "text/html"
    for href in Strict(page.text).links:
        path = href.removeprefix("http://localhost")
        if path.startswith("/ogc"):
            assert ogc(path.removeprefix("/ogc")).status_code == 200, href


@pytest.mark.parametrize("collection", ["mentions", "places", "articles"])
def test_ats_geojson_definition_and_content(ogc, collection):
    feature = "geonames:169577" if collection == "places" else "1"
    paths = {
        f"/collections/{collection}/items": "featureCollectionGeoJSON",
        f"/collections/{collection}/items/{feature}": "featureGeoJSON",
    }
    for path, schema in paths.items():
        answer = ogc(path, headers={"Accept": "application/geo+json"})
        assert answer.status_code == 200
        assert answer.content_type == "application/geo+json"
        jsonschema_rs.validate({**SCHEMAS, "$ref": f"#/$defs/{schema}"}, json.loads(answer.data))


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        (None, "application/geo+json"),
        ("*/*", "application/geo+json"),
        ("application/json", "application/geo+json"),
        ("application/geo+json, application/json", "application/geo+json"),
        ("text/html;q=0.3, application/json;q=0.9", "application/geo+json"),
        ("text/*", "text/html"),
    ],
)
def test_the_form_is_what_accept_prefers(ogc, accept, mimetype):
    headers = {"Accept": accept} if accept else None
    answer = ogc("/collections/mentions/items", headers=headers)
    assert answer.mimetype == mimetype
    assert "accept" in answer.vary


def test_what_accept_cannot_have_is_refused_in_the_one_shape(ogc):
    answer = ogc("/", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert answer.content_type == "application/problem+json"
    assert ogc("/", headers={"Accept": "image/png"}, f="json").status_code == 200


@pytest.mark.parametrize("form", ["json", "html"])
@pytest.mark.parametrize("path", PATHS)
def test_rec_core_etag_an_unchanged_document_is_not_sent_again(ogc, path, form):
    first = ogc(path, f=form)
    again = ogc(path, f=form, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["Cache-Control"] == "no-cache"  # kept, and asked about each time
    other = ogc(path, f="json" if form == "html" else "html")
    assert other.headers["ETag"] != first.headers["ETag"]


def test_an_etag_changes_with_the_version(ogc, monkeypatch):
    first = ogc("/collections/articles/items").headers["ETag"]
    monkeypatch.setattr("web.ogc.binding.VERSION", "99")
    assert ogc("/collections/articles/items").headers["ETag"] != first


def test_an_etag_changes_with_the_database(ogc, ogc_database, make_article):
    first = ogc("/collections/articles/items").headers["ETag"]
    with Store.open(ogc_database) as store:
        store.add([(make_article("More."), [])])
    answer = ogc("/collections/articles/items", headers={"If-None-Match": first})
    assert answer.status_code == 200
    assert answer.get_json(force=True)["numberMatched"] == 5


@pytest.mark.parametrize("path", PATHS)
def test_head_is_get_without_a_body_and_options_names_both(ogc_database, path):
    client = create_app(ogc_database).test_client()
    got, head = client.get(f"/ogc{path}"), client.head(f"/ogc{path}")
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]
    assert head.content_type == got.content_type
    options = client.options(f"/ogc{path}")
    assert options.status_code == 200
    assert set(options.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_other_methods_are_refused_as_such(ogc_database, method):
    answer = create_app(ogc_database).test_client().open("/ogc/collections", method=method)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert answer.content_type == "application/problem+json"


def test_pages_neither_skip_nor_repeat_while_articles_are_added(
    ogc, ogc_database, places, make_article, make_mention
):
    there = [each["id"] for each in json.loads(ogc("/collections/mentions/items").data)["features"]]
    seen, path, added = [], "/collections/mentions/items?limit=2", 0
    while path:
        body = json.loads(ogc(path).data)
        seen += [feature["id"] for feature in body["features"]]
        following = [link["href"] for link in body["links"] if link["rel"] == "next"]
        path = following[0].partition("/ogc")[2] if following else ""
        if added < 3:
            article = make_article(f"Homs {added}.")
            with Store.open(ogc_database) as store:
                store.add([(article, [make_mention(article, "Homs", places["Homs"])])])
            added += 1
    assert seen[: len(there)] == there
    assert len(seen) == len(set(seen)) == len(there) + added
