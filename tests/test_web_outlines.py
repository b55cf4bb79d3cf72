"""The outlines of the base map: small, valid, and each place in its own."""

import json
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "web" / "static" / "basemap"
FILES = ("countries", "provinces", "disputed")
COUNTRIES = (
    "SY UA SD PS IL LB IQ YE LY ET CD ML MM SO AF RU TR JO EG SS TD CF NE NG BF HT CO AZ AM GE MD"
    " BY IR PK EH XK CY CN US FR GB DE BH SG VA KW QA TW MO GI"
).split()


@cache
def features(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["features"]


def polygons(feature):
    geometry = feature["geometry"]
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"]]
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else []


def is_inside(ring, *, longitude, latitude):
    """Say whether a ray to the east crosses the ring an odd number of times."""
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        crosses = (y1 > latitude) != (y2 > latitude)
        if crosses and longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def holds(feature, *, longitude, latitude):
    return any(
        is_inside(outer, longitude=longitude, latitude=latitude)
        and not any(is_inside(hole, longitude=longitude, latitude=latitude) for hole in holes)
        for outer, *holes in polygons(feature)
    )


def ids_at(name, *, longitude, latitude):
    return [
        feature["properties"]["id"]
        for feature in features(name)
        if holds(feature, longitude=longitude, latitude=latitude)
    ]


def test_the_whole_base_map_is_under_two_megabytes():
    assert sum((FOLDER / f"{name}.json").stat().st_size for name in FILES) < 2_000_000


@pytest.mark.parametrize("name", ["countries", "provinces"])
def test_a_label_stands_inside_its_outline(name):
    for feature in features(name):
        longitude, latitude = feature["properties"]["centre"]
        west, south, east, north = feature["bbox"]
        assert west <= longitude <= east
        assert south <= latitude <= north
        wide = east - west > 0.01  # the Vatican's is as wide as the last decimal
        assert holds(feature, longitude=longitude, latitude=latitude) or not wide


@pytest.mark.parametrize("name", FILES)
def test_every_outline_is_valid(name):
    shapely = pytest.importorskip("shapely")
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features(name)]
    assert all(shape.is_valid and not shape.is_empty for shape in shapes)


@pytest.mark.parametrize("name", ["countries", "provinces"])
def test_neighbours_share_their_borders(name):
    shapely = pytest.importorskip("shapely")
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features(name)]
    assert shapely.coverage_is_valid(shapes)


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_country_has_an_outline(country):
    found = [
        f["properties"] for f in features("countries") if f["properties"]["country"] == country
    ]
    assert [properties["id"] for properties in found] == [f"country:{country}"]
    assert found[0]["name"]


def test_each_outline_has_its_own_id():
    for name in ("countries", "provinces"):
        ids = [feature["properties"]["id"] for feature in features(name)]
        assert len(ids) == len(set(ids))


def test_a_province_is_named_by_its_country_and_geonames_code():
    for feature in features("provinces"):
        properties = feature["properties"]
        assert properties["id"] == f"admin1:{properties['country']}.{properties['admin1']}"
        assert properties["name"]


@pytest.mark.parametrize(
    ("city", "longitude", "latitude", "country"),
    [
        ("Damascus", 36.291, 33.510, "SY"),
        ("Majdal Shams", 35.77, 33.27, "SY"),
        ("Simferopol", 34.108, 44.957, "UA"),
        ("Sevastopol", 33.526, 44.589, "UA"),
        ("Gaza City", 34.466, 31.502, "PS"),
        ("Ramallah", 35.204, 31.899, "PS"),
        ("the Old City of Jerusalem", 35.2316, 31.7767, "PS"),
        ("the Knesset", 35.205, 31.777, "IL"),
        ("Smara", -11.672, 26.738, "EH"),
        ("Pristina", 21.166, 42.663, "XK"),
        ("Kyrenia", 33.319, 35.325, "CY"),
        ("Hargeisa", 44.065, 9.56, "SO"),
        ("Sukhumi", 41.03, 43.02, "GE"),
        ("Stepanakert", 46.752, 39.818, "AZ"),
    ],
)
def test_the_city_lies_in_its_country_alone(city, longitude, latitude, country):
    assert ids_at("countries", longitude=longitude, latitude=latitude) == [f"country:{country}"]


@pytest.mark.parametrize(
    ("city", "longitude", "latitude", "province"),
    [
        ("Idlib", 36.632, 35.931, "SY.12"),
        ("Damascus", 36.291, 33.510, "SY.13"),
        ("Majdal Shams", 35.77, 33.27, "SY.03"),
        ("Latakia", 35.79, 35.53, "SY.02"),
        ("Simferopol", 34.108, 44.957, "UA.11"),
        ("Kyiv", 30.523, 50.45, "UA.12"),
        ("Bakhmut", 38.001, 48.595, "UA.05"),
        ("Gaza City", 34.466, 31.502, "PS.GZ"),
        ("Ramallah", 35.204, 31.899, "PS.WE"),
        ("El Fasher", 25.35, 13.63, "SD.55"),
        ("Khartoum", 32.53, 15.55, "SD.29"),
        ("Belgorod", 36.58, 50.61, "RU.09"),
    ],
)
def test_the_city_lies_in_its_province_alone(city, longitude, latitude, province):
    assert ids_at("provinces", longitude=longitude, latitude=latitude) == [f"admin1:{province}"]


def rings(name):
    return [ring for feature in features(name) for polygon in polygons(feature) for ring in polygon]


@pytest.mark.parametrize("name", ["countries", "provinces", "disputed"])
def test_no_ring_spans_half_the_world(name):
    assert all(max(x for x, _ in ring) - min(x for x, _ in ring) <= 180 for ring in rings(name))


@pytest.mark.parametrize("name", ["countries", "provinces"])
def test_no_side_crosses_the_map(name):
    inland = list(rings(name))
    longest = max(abs(x2 - x1) for ring in inland for (x1, _), (x2, _) in pairwise(ring))
    assert longest < 30


@pytest.mark.parametrize("name", FILES)
def test_coordinates_have_three_decimals_at_most(name):
    numbers = [number for ring in rings(name) for point in ring for number in point]
    assert all(round(number, 3) == number for number in numbers)


def test_disputed_lines_and_areas_name_a_place_of_the_gazetteer():
    known = (FOLDER.parents[2] / "gazetteer" / "data" / "disputed.tsv").read_text(encoding="utf-8")
    known += "geomap:green-line"  # a line, in features.tsv
    for feature in features("disputed"):
        assert feature["properties"]["place"] in known
        assert feature["properties"]["kind"] in ("line", "area")
        assert feature["geometry"]["coordinates"]


def test_the_golan_has_an_outline_of_its_own():
    assert "disputed:golan" in ids_at("disputed", longitude=35.69, latitude=32.99)
