"""The names on the base map: importance, zoom, language, and what is refused."""

import pytest

from web import create_app
from web.naming import ALPHABETS, in_script, letters_of

SYRIA = "33,32,43,38"
UKRAINE = "22,44,41,53"


@pytest.fixture
def ask(tmp_path, world):
    client = create_app(tmp_path / "war.db").test_client()

    def labels(box, zoom, language="en"):
        answer = client.get(f"/api/labels?bbox={box}&zoom={zoom}&lang={language}")
        return answer.get_json()["labels"]

    return labels


def named(labels):
    return [label["name"] for label in labels]


def test_a_far_view_names_few_and_a_near_one_more(ask):
    far, near = named(ask(SYRIA, 5)), named(ask(SYRIA, 8))
    assert "Damascus" in far
    assert "Maarrat an Nu'man" not in far
    assert len(near) > 2 * len(far)


def test_more_important_names_come_first(ask):
    names = named(ask(SYRIA, 7))
    assert names.index("Damascus") < names.index("Raqqa")


def test_no_part_of_the_view_is_crowded(ask):
    assert len(ask("-10,36,40,60", 6)) <= 220


def test_only_what_lies_in_the_box_is_named(ask):
    for label in ask(SYRIA, 9):
        assert 33 <= label["longitude"] <= 43
        assert 32 <= label["latitude"] <= 38


def test_a_box_may_cross_the_antimeridian(ask):
    names = named(ask("170,-50,-170,-10", 6))
    assert "Suva" in names


@pytest.mark.parametrize(
    ("language", "box", "name"),
    [
        ("ar", SYRIA, "دمشق"), ("ar-SY", SYRIA, "دمشق"), ("uk", UKRAINE, "Київ"),
        ("uk", UKRAINE, "Харків"), ("ru", UKRAINE, "Киев"), ("de", UKRAINE, "Bukarest"),
    ],
)  # fmt: skip
def test_names_are_in_the_readers_language_or_script(ask, language, box, name):
    assert name in named(ask(box, 6, language))


def test_a_name_that_no_script_has_stays_the_primary_one(ask):
    assert "Mersin" in named(ask(SYRIA, 7, "ar"))


def test_letters_of_another_language_keep_a_name_out():
    chosen = in_script(
        ["Кейӳ", "Киев", "Kyiv"], letters_of("ru"), language="ru", primary="Kyiv"
    )  # fmt: skip
    assert chosen == "Киев"
    assert set(ALPHABETS) >= {"ar", "ru", "uk"}


def test_countries_are_named_as_cldr_names_them(tmp_path):
    client = create_app(tmp_path / "war.db").test_client()
    assert client.get("/api/labels/countries?lang=ar").get_json()["SY"] == "سوريا"
    assert client.get("/api/labels/countries?lang=fr-CA").get_json()["DE"] == "Allemagne"


def test_places_are_named_by_their_identifiers_and_unknown_ones_left_out(tmp_path, world):
    client = create_app(tmp_path / "war.db").test_client()
    answer = client.get("/api/labels/places?lang=ar&id=geonames:170063&id=user:1")
    assert answer.get_json() == {"geonames:170063": "حلب"}
    assert answer.headers["Cache-Control"].startswith("max-age")


@pytest.mark.parametrize(
    "query",
    ["zoom=5", "bbox=1,2,3&zoom=5", "bbox=1,2,3,4", "bbox=1,2,3,4&zoom=x", "bbox=1,2,3,4&zoom=nan",
     "bbox=1,2,3,4&zoom=5&lang=<b>", "bbox=1,2,3,4&zoom=99"],
)  # fmt: skip
def test_what_cannot_be_read_is_a_problem(tmp_path, query):
    answer = create_app(tmp_path / "war.db").test_client().get(f"/api/labels?{query}")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
