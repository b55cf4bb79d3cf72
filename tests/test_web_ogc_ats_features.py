"""Abstract tests of OGC API - Features Part 1, annex A (17-069r4), class core: the features.

Each test bears the name of the abstract test that it carries out.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import jsonschema_rs
import pytest

from web.ogc import listings

SCHEMAS = json.loads((Path(__file__).parent / "data" / "ogc" / "features-1.json").read_text())
COUNTS = {"mentions": 7, "places": 5, "articles": 4}


@pytest.fixture
def items(ogc):
    def found(collection="mentions", **arguments):
        answer = ogc(f"/collections/{collection}/items", **arguments)
        assert answer.status_code == 200, answer.text
        assert answer.content_type == "application/geo+json"
        body = json.loads(answer.data)
        jsonschema_rs.validate(
            {**SCHEMAS, "$ref": "#/$defs/featureCollectionGeoJSON"}, body, validate_formats=True
        )  # fmt: skip
        return body

    return found


def names(body):
    told = (feature["properties"] for feature in body["features"])
    return [each.get("toponym") or each.get("place") or each["title"] for each in told]


def rel(body, name):
    return [link for link in body["links"] if link["rel"] == name]


@pytest.mark.parametrize("collection", COUNTS)
def test_ats_core_fc_op_and_fc_response(items, collection):
    body = items(collection)
    assert body["type"] == "FeatureCollection"
    assert len(body["features"]) == COUNTS[collection]


@pytest.mark.parametrize("collection", COUNTS)
def test_ats_core_fc_limit_definition_and_response(items, collection):
    assert len(items(collection, limit=2)["features"]) == 2
    assert len(items(collection, limit=10000)["features"]) == COUNTS[collection]
    for many in (10**12, 2**63, 10**40):
        assert len(items(collection, limit=many)["features"]) == COUNTS[collection]


def test_ats_core_fc_limit_response_more_than_the_most_is_the_most(items, monkeypatch):
    monkeypatch.setattr(listings, "MOST", 3)
    body = items(limit=10001)
    assert len(body["features"]) == 3
    assert rel(body, "next")


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ("36.6,34.7,36.8,34.8", ["Homs", "Homs"]),  # the first is said to be 20 km north of it
        ("36.6,34.85,36.8,35", ["Homs"]),
        ("36.6,34.7,0,36.8,34.8,100", ["Homs", "Homs"]),
        ("178,-20,-171,-10", ["Suva", "Apia"]),
        ("-172,-20,179,-10", ["Suva", "Apia"]),
        ("-180,-90,180,90", ["Homs", "Idlib", "Homs", "Aleppo", "Suva", "Apia", "Homs"]),
        ("0,0,1,1", []),
    ],
)  # fmt: skip
def test_ats_core_fc_bbox_definition_and_response(items, box, expected):
    assert names(items(bbox=box)) == expected


def test_ats_core_fc_bbox_response_of_what_has_no_geometry(items):
    assert names(items("places", bbox="178,-20,-171,-10")) == ["Suva", "Apia"]
    # Homs is in the box of the mention 20 km north of it, and itself is not.
    assert names(items("places", bbox="36.6,34.85,36.8,35")) == []
    titles = names(items("articles", bbox="178,-20,-171,-10"))
    assert titles == ["<script>alert(1)</script>", "Nothing"]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2015-10-07T12:00:00Z", ["A day of war"]),
        ("2015-10-07t12:00:00.5z", ["A day of war"]),
        ("2015-10-08T00:30:00+01:00", ["A day of war"]),
        ("2015-10-07T23:59:60Z", ["A day of war"]),
        ("2015-10-07", ["A day of war"]),
        ("2015-10-07T00:00:00Z/2015-11-02T00:00:00Z", ["A day of war", "Homs again"]),
        ("2015-10-08T00:00:00Z/..", ["Homs again", "Nothing"]),
        ("2015-10-08T00:00:00Z/", ["Homs again", "Nothing"]),
        ("../2015-10-08T00:00:00Z", ["A day of war"]),
        ("/2015-10-08T00:00:00Z", ["A day of war"]),
        ("2001-01-01T00:00:00Z", []),
    ],
)
def test_ats_core_fc_time_definition_and_response(items, when, expected):
    undated = "<script>alert(1)</script>"
    found = names(items("articles", datetime=when))
    assert [name for name in found if name != undated] == expected
    assert undated in found  # what has no time is of every time (requirement fc-time-response, C)


def test_ats_core_fc_links(items):
    body = items(limit=2)
    [here] = rel(body, "self")
    assert here["type"] == "application/geo+json"
    assert [link["type"] for link in rel(body, "alternate")] == ["text/html"]
    assert "limit=2" in here["href"]


def test_ats_core_fc_next_links_lead_through_everything_once(items, ogc):
    for collection, count in COUNTS.items():
        body, seen = items(collection, limit=2), []
        while True:
            seen += [feature["id"] for feature in body["features"]]
            following = rel(body, "next")
            if not following:
                break
            body = json.loads(ogc(following[0]["href"].partition("/ogc")[2]).data)
            assert body["numberMatched"] == count
        assert len(seen) == len(set(seen)) == count


def test_ats_core_fc_timestamp(items):
    sent = datetime.fromisoformat(items()["timeStamp"])
    assert abs((datetime.now(UTC) - sent).total_seconds()) < 60


@pytest.mark.parametrize("collection", COUNTS)
def test_ats_core_fc_number_matched_and_returned(items, collection):
    body = items(collection, limit=1)
    assert (body["numberMatched"], body["numberReturned"]) == (COUNTS[collection], 1)


@pytest.mark.parametrize("collection", COUNTS)
def test_ats_core_f_op_and_f_success_and_f_links(items, ogc, collection):
    for feature in items(collection)["features"]:
        answer = ogc(f"/collections/{collection}/items/{feature['id']}")
        assert answer.status_code == 200
        assert answer.content_type == "application/geo+json"
        body = json.loads(answer.data)
        jsonschema_rs.validate({**SCHEMAS, "$ref": "#/$defs/featureGeoJSON"}, body)
        assert {link["rel"] for link in body.pop("links")} >= {"self", "alternate", "collection"}
        assert body == feature


@pytest.mark.parametrize(
    ("asked", "of_mentions", "of_places", "of_articles"),
    [
        ({"role": "event"}, 2, 2, 1),
        ({"role": "all"}, 7, 5, 4),
        ({"role": ["dateline", "actor"]}, 2, 2, 1),
        ({"country": "FJ"}, 1, 1, 1),
        ({"country": ["fj", "WS"]}, 2, 2, 1),
        ({"source": "Wire"}, 2, 2, 1),
        ({"language": "en"}, 2, 2, 1),
        ({"min_confidence": 0.8}, 6, 4, 3),
        ({"precision": "populated place"}, 7, 5, 3),
        ({"place": "geonames:169577"}, 3, 1, 3),
        ({"place": "Homs"}, 3, 1, 3),
        ({"since": "2015-11-01"}, 2, 2, 2),
        ({"until": "2015-11-01"}, 2, 2, 1),
        ({"undated": "1"}, 3, 3, 1),
        ({"q": "again"}, 2, 2, 1),
        ({"q": '"rockets fell"', "role": "event"}, 2, 2, 1),
    ],
)
def test_rec_core_fc_filters_every_filter_of_the_map(
    items, asked, of_mentions, of_places, of_articles
):
    found = [len(items(collection, **asked)["features"]) for collection in COUNTS]
    assert found == [of_mentions, of_places, of_articles]
    assert [items(each, **asked)["numberMatched"] for each in COUNTS] == found
