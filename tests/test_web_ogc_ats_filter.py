"""Abstract tests of OGC API - Features Part 3 (19-079r2, annex A), on /items (filter-on-items).

Each test bears the name of the abstract test that it carries out.
"""

import json

import pytest

COLLECTIONS = ["mentions", "places", "articles"]
LANGUAGES = ["cql2-text", "cql2-json"]
FEATURES_3 = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf"
QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
BOX = "S_INTERSECTS(geometry, BBOX({},{},{},{}))"


@pytest.fixture
def found(ogc):
    """Return the features that a filter leaves, by their identifiers."""

    def features(collection, **asked):
        answer = ogc(f"/collections/{collection}/items", **asked)
        assert answer.status_code == 200, answer.text
        assert answer.content_type == "application/geo+json"
        return {each["id"]: each for each in json.loads(answer.data)["features"]}

    return features


@pytest.fixture
def box(ogc):
    def edges(collection):
        told = ogc(f"/collections/{collection}").get_json(force=True)
        return told["extent"]["spatial"]["bbox"][0]

    return edges


def is_null(queryable, language):
    """Return {queryable} IS NULL in a language."""
    if language == "cql2-text":
        return f"{queryable} IS NULL"
    return json.dumps({"op": "isNull", "args": [{"property": queryable}]})


def located(features):
    return {name for name, feature in features.items() if feature["geometry"] is not None}


@pytest.mark.parametrize("conformance", ["queryables", "filter", "features-filter"])
def test_conf_filter_get_conformance(ogc, conformance):
    declared = ogc("/conformance", headers={"Accept": "application/json"})
    assert declared.content_type == "application/json"
    assert f"{FEATURES_3}/{conformance}" in declared.get_json()["conformsTo"]


def test_conf_filter_get_collections(ogc):
    told = ogc("/collections", headers={"Accept": "application/json"}).get_json()
    assert [each["id"] for each in told["collections"]] == COLLECTIONS


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_conf_filter_get_queryables(ogc, collection):
    path = f"/collections/{collection}/queryables"
    answer = ogc(path, headers={"Accept": "application/schema+json"})
    assert answer.content_type == "application/schema+json"
    schema = answer.get_json(force=True)
    assert schema["$schema"] in (
        "http://json-schema.org/draft-07/schema#", "https://json-schema.org/draft/2019-09/schema",
        "https://json-schema.org/draft/2020-12/schema",
    )  # fmt: skip
    assert schema["$id"].endswith(f"/ogc{path}")
    assert schema["type"] == "object"
    assert schema["properties"]


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_conf_filter_get_collection(ogc, collection):
    links = ogc(f"/collections/{collection}").get_json(force=True)["links"]
    [link] = [each for each in links if each["rel"] == QUERYABLES]
    assert link["href"].endswith(f"/ogc/collections/{collection}/queryables")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_conf_filter_filter_param(ogc, found, collection, language):
    every = found(collection)
    queryables = ogc(f"/collections/{collection}/queryables").get_json(force=True)["properties"]
    for name in queryables.keys() - {"geometry"}:
        matching = found(
            collection, filter=is_null(name, language), **{"filter-lang": language}
        )  # fmt: skip
        shown = {key for key, each in every.items() if name in each["properties"]}
        unknown = {key for key in shown if every[key]["properties"][name] is None}
        assert shown & matching.keys() == unknown, name
    asked = {"filter": "THIS IS NOT A FILTER", "filter-lang": language}
    assert ogc(f"/collections/{collection}/items", **asked).status_code == 400


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_conf_filter_filter_lang_default(ogc, found, collection):
    name = "country" if collection == "places" else "published"
    for expression in (f"{name} IS NULL", f"{name} IS NOT NULL"):
        said = found(collection, filter=expression, **{"filter-lang": "cql2-text"})
        assert found(collection, filter=expression) == said
    assert said
    answer = ogc(f"/collections/{collection}/items", filter="THIS IS NOT A FILTER")
    assert answer.status_code == 400


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_conf_filter_expression_construction(ogc, collection, language):
    wanted = {"filter": is_null("this_is_not_a_queryable", language), "filter-lang": language}
    assert ogc(f"/collections/{collection}/items", **wanted).status_code == 400


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_conf_filter_filter_crs_wgs84(ogc, found, box, collection):
    whole = found(collection, filter=BOX.format(*box(collection)))
    assert whole.keys() == located(found(collection)) != set()
    beyond = BOX.format(1000000, 1000000, 2000000, 2000000)
    assert ogc(f"/collections/{collection}/items", filter=beyond).status_code == 400


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_conf_filter_filter_crs_param(ogc, found, box, collection):
    [only] = ogc(f"/collections/{collection}").get_json(force=True)["crs"]
    asked = {"filter": BOX.format(*box(collection)), "filter-crs": only}
    assert found(collection, **asked).keys() == located(found(collection))
    asked["filter-crs"] = "http://www.opengis.net/def/crs/OGC/0/does_not_exist"
    assert ogc(f"/collections/{collection}/items", **asked).status_code == 400


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_conf_filter_mixing_expression(found, box, collection):
    edges = box(collection)
    asked = {"filter": BOX.format(*edges), "bbox": ",".join(map(str, edges))}
    assert found(collection, **asked).keys() == located(found(collection))
    assert found(collection, **{**asked, "bbox": "-180,-90,180,-80"}) == {}


def test_conf_filter_get_functions_there_are_none(ogc):
    assert ogc("/functions").status_code == 404
    refused = ogc("/collections/mentions/items", filter="nothing(confidence) = 1")
    assert refused.status_code == 400
