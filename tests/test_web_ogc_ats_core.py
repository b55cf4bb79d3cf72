"""Abstract tests of OGC API - Features Part 1, annex A (17-069r4), class core, but for features.

Each test bears the name of the abstract test that it carries out.
"""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from geomap.store import Store
from web import create_app

SCHEMAS = json.loads((Path(__file__).parent / "data" / "ogc" / "features-1.json").read_text())
CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
COLLECTIONS = ["mentions", "places", "articles"]


def valid(answer, schema):
    """Return the body of an answer that has this schema of the standard."""
    assert answer.status_code == 200
    body = answer.get_json(force=True)
    jsonschema_rs.validate(
        {**SCHEMAS, "$ref": f"#/$defs/{schema}"}, body, validate_formats=True
    )  # fmt: skip
    return body


def rels(body):
    return {link["rel"] for link in body["links"]}


def test_ats_core_http(ogc):
    assert ogc("/").status_code == 200
    assert ogc("/nowhere").status_code == 404


def test_ats_core_root_op_and_root_success(ogc):
    body = valid(ogc("/"), "landingPage")
    assert {"service-desc", "service-doc", "conformance", "data", "self"} <= rels(body)


def test_ats_core_api_definition_op_and_success(ogc):
    for link in ogc("/").get_json()["links"]:
        if link["rel"] in ("service-desc", "service-doc"):
            answer = ogc(link["href"].partition("/ogc")[2])
            assert answer.status_code == 200
            assert answer.content_type.partition(";")[0] == link["type"].partition(";")[0]


def test_ats_core_conformance_op_and_success(ogc):
    assert CORE in valid(ogc("/conformance"), "confClasses")["conformsTo"]


def test_ats_core_fc_md_op_and_success(ogc):
    body = valid(ogc("/collections"), "collections")
    assert [each["id"] for each in body["collections"]] == COLLECTIONS
    assert {"self", "alternate"} <= rels(body)


def test_ats_core_fc_md_links(ogc):
    for link in ogc("/collections").get_json()["links"]:
        assert link["rel"]
        assert link["type"]


def test_ats_core_fc_md_items_and_items_links(ogc):
    for collection in ogc("/collections").get_json()["collections"]:
        offered = {link["type"] for link in collection["links"] if link["rel"] == "items"}
        assert {"application/geo+json", "text/html"} <= offered
        assert all(link["rel"] and link["type"] for link in collection["links"])


def test_ats_core_fc_md_extent(ogc):
    for collection in ogc("/collections").get_json()["collections"]:
        [[west, south, east, north]] = collection["extent"]["spatial"]["bbox"]
        assert (west, south, east, north) == (-171.76666, -18.14161, 178.44149, 36.20124)
        [[first, last]] = collection["extent"]["temporal"]["interval"]
        assert (first, last) == ("2015-10-07T00:00:00Z", "2016-01-01T23:59:59Z")


def test_an_empty_database_claims_no_extent(tmp_path):
    Store.open(tmp_path / "empty.db", create=True).close()
    client = create_app(tmp_path / "empty.db").test_client()
    body = valid(client.get("/ogc/collections"), "collections")
    assert [each["extent"] for each in body["collections"]] == [{}, {}, {}]
    items = valid(client.get("/ogc/collections/places/items"), "featureCollectionGeoJSON")
    assert (items["numberMatched"], items["features"]) == (0, [])


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_ats_core_sfc_md_op_and_success(ogc, collection):
    body = valid(ogc(f"/collections/{collection}"), "collection")
    [listed] = [
        each for each in ogc("/collections").get_json()["collections"] if each["id"] == collection
    ]
    assert {**body, "links": []} == {**listed, "links": []}
    assert {link["href"] for link in listed["links"]} <= {link["href"] for link in body["links"]}


def test_ats_core_crs84(ogc):
    for collection in ogc("/collections").get_json()["collections"]:
        assert collection["crs"][0] == CRS84


@pytest.mark.parametrize(
    "path",
    ["/", "/conformance", "/api", "/collections", "/collections/mentions",
     "/collections/mentions/queryables", "/collections/mentions/items",
     "/collections/mentions/items/1"],
)  # fmt: skip
def test_ats_core_query_param_unknown(ogc, path):
    answer = ogc(path, unheard_of="1")
    assert answer.status_code == 400
    assert "unheard_of" in answer.get_json()["detail"]


@pytest.mark.parametrize(
    "wrong",
    ["limit=0", "limit=x", "limit=-1", "limit=007", "limit=", "bbox=1",
     "bbox=a,b,c,d", "bbox=0,0,0,0,0", "bbox=3_0,0,31,1", "bbox=%D9%A3,0,31,1",
     "bbox=0,0,x,1,1,y", "bbox=0,0,nan,1,1,1", "bbox=0,0,5,1,1,1",
     "bbox=0,91,1,92", "bbox=0,5,1,1", "bbox=nan,0,1,1", "datetime=yesterday", "datetime=../..",
     "datetime=/", "datetime=", "datetime=2015-10-07/2015-10-08/..", "datetime=2015-10-07T25:00Z",
     "datetime=2015-10-07T00:00:00", "datetime=2015-13-01",
     "datetime=2016-01-01/2015-01-01", "datetime=2015-01-01/2015-01-02/2015-01-03",
     "datetime=0001-01-01T00:00:00+23:59", "role=hero", "precision=vague", "country=Syria",
     "min_confidence=2", "since=soon", "since=", "since=20151001", "undated=yes", "min_confidence=",
     "after=0", "after=-1", "after=x",
     f"after={2**63}", "limit=1&limit=2", "f=xml", "filter-lang=sql", "filter-crs=EPSG:3857",
     "filter=confidence >", "q=%22%22", "q=", "place=", "min_confidence=0_1", "role=all&role=hero",
     "filter=null&filter-lang=cql2-json", "filter=published > DATE('20151001')",
     "filter=published > DATE('2015-W41-4')"],
)  # fmt: skip
def test_ats_core_query_param_invalid(ogc_database, wrong):
    client = create_app(ogc_database).test_client()
    answer = client.get(f"/ogc/collections/mentions/items?{wrong}")
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    jsonschema_rs.validate({**SCHEMAS, "$ref": "#/$defs/exception"}, answer.get_json(force=True))


@pytest.mark.parametrize(
    "path",
    ["/collections/rumours", "/collections/rumours/items", "/collections/rumours/queryables",
     "/collections/mentions/items/99", "/collections/mentions/items/x",
     "/collections/mentions/items/0", f"/collections/mentions/items/{2**63}",
     "/collections/places/items/geonames:1", "/collections/articles/items/99"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(ogc, path):
    answer = ogc(path)
    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"
