"""Where the project's physical features lie, held against Natural Earth's where both have one."""

import csv
import re
from pathlib import Path

import pytest
from geopy.distance import great_circle

from gazetteer.sources import plain_names, rows
from gazetteer.spelling import fold

REFERENCE = Path(__file__).parents[2] / "shared" / "reference" / "natural_earth_names.tsv"
WATERS = frozenset("ocean sea gulf strait channel river canal lake dam wetland".split())
WATER_LAYERS = frozenset({"marine", "river", "lake"})
SHORTENED = {"mts": "mountains", "mt": "mount", "pen": "peninsula", "i": "island", "is": "islands"}
FARTHEST_KM = 100  # from the other's box, which for many a feature is that of its label's line
# What was looked at on a map, and why it stays.
EXPLAINED = {
    "geomap:litani": "the other one is in Suriname",
    "geomap:caucasus-mountains": "the box is two kilometres of the eastern end",
    "geomap:benue-river": "the box is that of the upper course in Cameroon",
    "geomap:amazon-river": "the box is that of the mouth",
    "geonames:329933": "the box is a corner of the Ogaden",
    "geomap:luzon-strait": "the box is a kilometre of the northern edge",
    "geomap:korea-strait": "the box is that of the eastern channel's edge",
}


@pytest.fixture(scope="module")
def reference():
    if not REFERENCE.exists():
        pytest.skip("Natural Earth's names are not beside the project")
    found = {}
    with REFERENCE.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault(key_of(row["name"]), []).append(row)
    return found


def key_of(name):
    """Return a name folded, with what maps shorten written out."""
    words = re.findall(r"\w+", fold(name))
    return " ".join(SHORTENED.get(word, word) for word in words)


def distance(row, box):
    """Return how many kilometres a feature's point lies outside a box."""
    x, y = float(row["longitude"]), float(row["latitude"])
    west, south, east, north = (float(box[f"{end}_{axis}"]) for end, axis in (
        ("min", "lon"), ("min", "lat"), ("max", "lon"), ("max", "lat")))  # fmt: skip
    nearest = min(max(y, south), north), min(max(x, west), east)
    return great_circle((y, x), nearest).km


def test_features_lie_where_natural_earth_has_them(reference):
    compared, far = 0, {}
    for row in rows("features"):
        keys = {key_of(name) for name in (row["name"], *plain_names(row))} - {""}
        boxes = [
            box for key in keys for box in reference.get(key, ())
            if (box["layer"] in WATER_LAYERS) == (row["place_type"] in WATERS)
        ]  # fmt: skip
        if boxes:
            compared += 1
            nearest = min(distance(row, box) for box in boxes)
            if nearest > FARTHEST_KM and row["id"] not in EXPLAINED:
                far[row["id"]] = round(nearest)
    assert compared > 200
    assert far == {}
