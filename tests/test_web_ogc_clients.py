"""OGC API - Features as others read it from a running server: GDAL, OWSLib, schemathesis."""

import json
import shutil
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings

from web import create_app

EXAMPLES = 40  # of each operation, both ways


@pytest.fixture
def address(ogc_database):
    """Serve the database as a user does; return where."""
    with subprocess.Popen(
        [sys.executable, "-c", "from geomap.cli import run; run()", "serve", "--db", ogc_database,
         "--port", "0", "--read-only"],
        stdout=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        yield server.stdout.readline().split()[-1] + "ogc/"
        server.terminate()


@pytest.fixture
def gdal(address, tmp_path):
    """Read a collection with GDAL as Features; any warning is a failure."""
    if shutil.which("ogr2ogr") is None:
        pytest.skip("GDAL's tools are not installed: apt-get install gdal-bin")

    def features(collection, *arguments):
        out = tmp_path / f"{collection}.geojson"
        ran = subprocess.run(
            ["ogr2ogr", "-f", "GeoJSON", out, f"OAPIF:{address}", collection, *arguments,
             "-oo", "PAGE_SIZE=2"],
            capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        assert ran.stderr == ""
        found = json.loads(out.read_text())["features"]
        out.unlink()
        return found

    return features


def test_gdal_lists_the_collections_without_a_warning(address):
    if shutil.which("ogrinfo") is None:
        pytest.skip("GDAL's tools are not installed: apt-get install gdal-bin")
    ran = subprocess.run(
        ["ogrinfo", "-al", f"OAPIF:{address}"], capture_output=True, text=True, check=True,
        timeout=60,
    )  # fmt: skip
    assert ran.stderr == ""
    for name, kind, count in (("mentions", "Point", 7), ("places", "Point", 5),
                              ("articles", "Multi Point", 4)):  # fmt: skip
        said = ran.stdout.partition(f"Layer name: {name}\n")[2]
        assert f"Geometry: {kind}\nFeature Count: {count}\n" in said
    assert "published: Date" in ran.stdout
    assert "confidence: Real" in ran.stdout


def test_gdal_pages_through_everything(gdal, ogc):
    for collection in ("mentions", "places", "articles"):
        told = json.loads(ogc(f"/collections/{collection}/items").data)["features"]
        read = gdal(collection)
        assert [each["geometry"] for each in read] == [each["geometry"] for each in told]
        assert [each["properties"].get("title") for each in read] == [
            each["properties"].get("title") for each in told
        ]


def test_gdal_filters_on_the_server(gdal):
    assert len(gdal("mentions", "-where", "role='event'")) == 2
    assert len(gdal("mentions", "-where", "place='Homs' AND confidence > 0.5")) == 3
    assert len(gdal("mentions", "-spat", "178", "-20", "179", "-10")) == 1
    assert len(gdal("places", "-where", "country='SY'")) == 3


@pytest.mark.parametrize(
    ("where", "count"),
    [("published >= '2015/10/08'", 5), ("published = '2015/11/02'", 5),
     ("published >= '2015/11/03'", 3), ("published < '2015/10/01'", 3)],
)  # fmt: skip
def test_gdal_filters_by_day(gdal, where, count):
    # Three are of an article without a date, which is of every period.
    assert len(gdal("mentions", "-where", where)) == count


def test_owslib_finds_its_way(address):
    features = pytest.importorskip("owslib.ogcapi.features")
    client = features.Features(address)
    assert client.feature_collections() == ["mentions", "places", "articles"]
    assert client.api()["openapi"] == "3.0.3"
    assert any(each.endswith("/conf/core") for each in client.conformance()["conformsTo"])
    assert "role" in client.collection_queryables("mentions")["properties"]
    found = client.collection_items(
        "mentions", limit=2, bbox=[36, 34, 38, 37], datetime_="2015-11-01/..",
        filter="role <> 'event'",
    )  # fmt: skip
    assert (found["numberMatched"], found["numberReturned"]) == (3, 2)
    homs = client.collection_item("places", "geonames:169577")
    assert homs["properties"]["mentions"] == 3


def test_what_is_served_keeps_the_contract_that_is_served(ogc_database):
    """Answers to what the document allows, and to what it does not, are as it says.

    A value that the schema cannot tell from a good one, as a box of five numbers or a filter
    that is no CQL2, may be refused all the same.
    """
    schemathesis = pytest.importorskip("schemathesis")
    told = schemathesis.openapi.from_wsgi("/ogc/api?f=json", create_app(ogc_database))
    refused = schemathesis.checks.CHECKS.get_one("positive_data_acceptance")
    modes = schemathesis.GenerationMode
    operations = [each.ok() for each in told.get_all_operations()]
    assert len(operations) == 15  # all but the document itself
    for operation in operations:
        for mode in (modes.POSITIVE, modes.NEGATIVE):

            @settings(
                max_examples=EXAMPLES, deadline=None, database=None,
                suppress_health_check=list(HealthCheck),
            )  # fmt: skip
            @given(case=operation.as_strategy(generation_mode=mode))
            def answered_as_told(case):
                # Without a network between, nobody unpacks what is sent compressed.
                plain = {"Accept-Encoding": "identity"}
                case.call_and_validate(excluded_checks=[refused], headers=plain)

            answered_as_told()
