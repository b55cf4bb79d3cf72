"""A real article about Syria whose places were marked by hand; it lies beside the checkout."""

import json
import math
from pathlib import Path

import pytest

from geomap import Geoparser

MARKED = Path(__file__).parents[2] / "shared" / "seeds" / "iran-syria-2015.gold.json"
COUNTRIES = {
    "Iran": "IR", "Israel": "IL", "Russia": "RU", "Syria": "SY", "United States": "US",
}  # fmt: skip
RIGHT_WITHIN_KM = 50

pytestmark = pytest.mark.skipif(
    not MARKED.is_file(), reason="the marked article lies not beside this checkout"
)


def kilometres(lat1, lon1, lat2, lon2):
    p, q = math.radians(lat1), math.radians(lat2)
    chord = (
        math.sin((q - p) / 2) ** 2
        + math.cos(p) * math.cos(q) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(math.sqrt(chord))


@pytest.fixture(scope="module")
def marked():
    return json.loads(MARKED.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def mentions(marked, world):
    return Geoparser(world).parse(marked["text"])


def overlapping(mentions, mark):
    return [m for m in mentions if m.start < mark["end"] and mark["start"] < m.end]


def marks(marked, kind):
    return [mark for mark in marked["mentions"] if mark["kind"] == kind]


def test_every_marked_place_is_found_where_it_is(marked, mentions):
    for mark in marks(marked, "place"):
        (mention,) = overlapping(mentions, mark)
        assert mention.place, mark
        if mark["name"] in COUNTRIES:
            assert mention.place.country == COUNTRIES[mark["name"]]
            continue
        place = mention.place
        off = kilometres(mark["lat"], mark["lon"], place.latitude, place.longitude)
        assert off <= RIGHT_WITHIN_KM, (mark, place)


def test_nothing_marked_as_no_place_is_one(marked, mentions):
    for mark in marks(marked, "not-a-place"):
        assert [m for m in overlapping(mentions, mark) if m.kind == "place"] == []


def test_marked_demonyms_are_no_places(marked, mentions):
    for mark in marks(marked, "demonym"):
        assert {m.kind for m in overlapping(mentions, mark)} <= {"demonym"}, mark


def test_lower_case_iran_is_no_wrong_place(marked, mentions):
    (mark,) = [m for m in marks(marked, "either") if m["name"] == "iran"]
    assert {m.place.country for m in overlapping(mentions, mark) if m.place} <= {"IR"}
