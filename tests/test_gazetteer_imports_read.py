"""What an import makes of rows, tables and features, sound and otherwise."""

import json
import zipfile

import pytest
from import_samples import (
    ALEPPO,
    BOW_TIE,
    SQUARE,
    collection,
    dump_line,
    feature,
    import_file,
    places_in,
    point,
    written,
)

from gazetteer import Gazetteer, GazetteerError
from gazetteer.imports import import_path, imports, name_from
from gazetteer.layer_places import names_of, shapes_of

pytestmark = pytest.mark.usefixtures("imports_folder")


def test_a_dump_becomes_places_with_their_names(tmp_path, below):
    dump = written(tmp_path / "SY.txt", dump_line(5, "Khān Ţūmān", "Khan Tuman,خان طومان"))
    made, done, told, layer = import_file(dump, below)
    place = layer.place(0)
    assert (place.place_id, place.place_type, place.country) == (
        "geonames:5", "populated place", "SY",
    )  # fmt: skip
    assert (place.admin1, place.admin2, place.population) == ("09", "123", 450)
    assert (place.latitude, place.longitude) == (36.1, 37.1)
    found = Gazetteer([layer]).find("Fighting in Khan Tuman. خان طومان")
    assert len(found) == 2
    assert (made.rows, made.places, done.refused, told) == (1, 1, 0, [])
    assert imports() == [made]


def test_a_packed_dump_is_read_past_its_readme(tmp_path, below):
    packed = tmp_path / "SY.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "Readme for GeoNames Gazetteer extract files")
        archive.writestr("SY.txt", dump_line(5, "Khan Tuman"))
    _, done, _, _ = import_file(packed, below, name=name_from(packed))
    assert done.places == 1
    assert import_path("sy").exists()


def test_features_that_are_no_places_are_counted_and_passed_over(tmp_path, below):
    dump = written(
        tmp_path / "SY.txt",
        dump_line(5, "Khan Tuman") + dump_line(6, "Tuman School", feature=("S", "SCH")),
    )
    _, done, told, _ = import_file(dump, below)
    assert (done.rows, done.places, done.passed_over, told) == (2, 1, {"S.SCH": 1}, [])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("5\tKhan Tuman\t36\t37\n", "has 4 columns; a GeoNames dump has 19"),
        (dump_line("x5", "Khan Tuman"), '"geonameid" is "x5"'),
        (dump_line(5, "Khan Tuman", at=("96", "37")), "they look swapped"),
        (dump_line(5, "Khan Tuman", at=("-91", "137")), '"latitude" is -91; it goes from -90'),
        (dump_line(5, "Khan Tuman", at=("36", "237")), '"longitude" is 237; it goes from -180'),
        (dump_line(5, "Khan Tuman", at=("nan", "37")), '"latitude" is nan'),
        (dump_line(5, "Khan Tuman", at=("", "37")), '"latitude" is ""'),
        (
            dump_line(5, "Khan Tuman", at=("38.5", "33.5")),
            "look swapped; exchanged, they lie in SY",
        ),
        (dump_line(5, "K" * 10_000), '"name" has 10,000 characters; 200 are enough'),
        (dump_line(5, "—"), "has at least one letter"),
        (dump_line(5, "Khan\x1b[2J"), "control character"),
        (dump_line(5, "12"), "has no name that a text could hold"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_the_others_are_not(tmp_path, below, line, message):
    dump = written(tmp_path / "SY.txt", dump_line(4, "Zerba") + line)
    _, done, told, layer = import_file(dump, below)
    assert (done.refused, done.places) == (1, 1)
    assert told[0].startswith(f"{dump}:2: ")
    assert message in told[0]
    assert "\n" not in told[0]
    assert [*places_in(layer)] == ["Zerba"]


def test_a_row_that_is_not_utf8_is_refused(tmp_path, below):
    dump = tmp_path / "SY.txt"
    dump.write_bytes(dump_line(4, "Zerba").encode() + dump_line(5, "Zörba").encode("latin-1"))
    _, _, told, _ = import_file(dump, below)
    assert f"{dump}:2: is not UTF-8 at byte 4" in told[0]


def test_a_row_with_the_identifier_of_a_known_place_joins_it(tmp_path, below):
    dump = written(tmp_path / "SY.txt", dump_line(170063, "Ḩalab", "Haleb", at=("30", "30")))
    made, done, _, layer = import_file(dump, below)
    assert (done.joined, made.joined) == (1, 1)
    assert layer.place(0) == ALEPPO
    assert names_of(layer, 0) == ["Aleppo", "Ḩalab", "Haleb"]
    both = below.with_layer(layer)
    assert [place.place_id for place in both.search("Haleb")] == ["geonames:170063"]
    assert [place.place_id for place in below.search("Haleb")] == []


@pytest.mark.parametrize(
    ("row", "joins"),
    [
        ("Aleppo,36.2013,37.1611,,SY", True),
        ("ALEPPO,36.2013,37.1611,populated place,SY", True),
        ("Aleppo,36.2013,37.1611,,", True),
        ("حلب,36.2013,37.1611,,SY", True),
        ("Aleppo,36.218,37.1611,,SY", True),  # 1.9 km away
        ("Aleppo,36.2202,37.1611,,SY", False),  # 2.1 km away
        ("Aleppo,36.2013,37.1611,base,SY", False),
        ("Aleppo,36.2013,37.1611,,TR", False),
        ("Alepo,36.2013,37.1611,,SY", False),
    ],
)
def test_a_row_of_the_same_name_type_and_country_within_2_km_joins(tmp_path, below, row, joins):
    table = written(tmp_path / "a.csv", f"name,latitude,longitude,place_type,country\n{row}\n")
    _, done, _, layer = import_file(table, below)
    assert done.joined == joins
    assert (layer.place(0).place_id == "geonames:170063") == joins


def test_a_table_has_optional_columns_in_any_order(tmp_path, below):
    table = written(
        tmp_path / "camps.csv",
        "ID;Lon;lat;Name;aliases;place_type;population;admin1\n"
        "q1;36.69;36.29;Qah Camp;قاح|Kah;camp;12,000;12\n",
    )
    _, _, _, layer = import_file(table, below, name="camps")
    place = places_in(layer)["Qah Camp"]
    assert (place.place_id, place.place_type, place.admin1) == ("camps:q1", "camp", "12")
    assert (place.population, place.names) == (12000, ("قاح", "Kah"))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Qah,36,37,city,SY,", '"place_type" is "city"; one is: admin1'),
        ("Qah,36,37,,Syria,", '"country" is "Syria"; write its two letters'),
        ("Qah,36,37,,ZZ,", '"country" is "ZZ"; write its two letters'),
        ("Qah,36", "has 2 columns; the first line names 6"),
        ("Qah,north,37,,,", '"latitude" is "north"'),
        ("Qah,36,37,,,z1", '"id" is "z1", as in line 2'),
        ('"' + "Q" * 140_000 + '",36,37,,,', "has a cell of over 100,000 letters"),
    ],
)
def test_a_bad_row_of_a_table_is_refused(tmp_path, below, row, message):
    table = written(
        tmp_path / "a.csv",
        f"name,latitude,longitude,place_type,country,id\nZerba,36,37,,,z1\n{row}\nKafr,36,37,,,k\n",
    )
    _, done, told, layer = import_file(table, below)
    assert done.refused == 1
    assert told[0].startswith(f"{table}:3: ")
    assert message in told[0]
    assert [*places_in(layer)] == ["Zerba", "Kafr"]


def test_a_table_without_a_needed_column_is_refused(tmp_path, below):
    table = written(tmp_path / "a.csv", "name,latitude\nQah,36\n")
    with pytest.raises(GazetteerError, match=r'a\.csv:1: has no column "longitude"'):
        import_file(table, below)


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path, below):
    table = written(tmp_path / "a.csv", "\ufeffname,latitude,longitude\nQah,36,37\n")
    assert [*places_in(import_file(table, below)[3])] == ["Qah"]


def test_windows_1256_is_read_where_it_is_said_and_refused_else(tmp_path, below):
    table = written(tmp_path / "a.csv", "name,latitude,longitude\nقاح,36,37\n", "windows-1256")
    with pytest.raises(GazetteerError, match=r"a.csv:2: is not UTF-8 at byte 1; .*windows-1256"):
        import_file(table, below)
    layer = import_file(table, below, encoding="windows-1256")[3]
    assert [*places_in(layer)] == ["قاح"]


def test_utf16_is_refused(tmp_path, below):
    table = written(tmp_path / "a.csv", "name,latitude,longitude\nQah,36,37\n", "utf-16")
    with pytest.raises(GazetteerError, match=r"a.csv:1: is UTF-16; save it as UTF-8"):
        import_file(table, below)


def test_an_area_is_a_point_inside_and_keeps_its_shape(tmp_path, below):
    areas = written(
        tmp_path / "a.geojson", collection(feature(SQUARE, NAME="Square", country="SY"))
    )
    _, _, told, layer = import_file(areas, below)
    place = layer.place(0)
    assert 36 < place.longitude < 37
    assert 36 < place.latitude < 37
    assert place.place_type == "region"
    assert shapes_of(layer)[0]["type"] == "Polygon"
    assert told == []


def test_an_area_that_crosses_itself_is_repaired_and_said(tmp_path, below):
    areas = written(tmp_path / "a.geojson", collection(feature(BOW_TIE, name="Bow Tie")))
    _, done, told, layer = import_file(areas, below)
    assert told == [f"{areas}: feature 1: Bow Tie: was repaired, its shape had a self-intersection"]
    assert (done.repaired, done.refused) == (1, 0)
    assert shapes_of(layer)[0]["type"] == "MultiPolygon"


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (feature(point(), foo="x"), 'has no name; its properties are "foo"; choose one'),
        (feature(point(237, 36), name="Far"), '"longitude" is 237'),
        (feature(point(37, "x"), name="Odd"), '"latitude" is "x"'),
        (feature(None, name="Nowhere"), 'has no "geometry"'),
        (feature({"type": "Point", "coordinates": []}, name="Empty"), '"coordinates" are "[]"'),
        (feature({"type": "Polygon", "coordinates": [[1]]}, name="Broken"), "broken geometry"),
        (feature({"type": "Blob", "coordinates": []}, name="Blob"), "broken geometry"),
        ({"type": "Point"}, 'is no Feature with "properties"'),
        (7, 'is no Feature with "properties"'),
    ],
)
def test_a_bad_feature_is_refused(tmp_path, below, bad, message):
    areas = written(tmp_path / "a.json", collection(feature(point(), name="Qah"), bad))
    _, done, told, layer = import_file(areas, below)
    assert done.refused == 1
    assert told[0].startswith(f"{areas}: feature 2: ")
    assert message in told[0]
    assert [*places_in(layer)] == ["Qah"]


def test_the_name_field_can_be_chosen(tmp_path, below):
    areas = written(tmp_path / "a.json", collection(feature(point(), name="1", ort="Qah")))
    assert [*places_in(import_file(areas, below, name_field="ort")[3])] == ["Qah"]


def test_projected_coordinates_are_refused(tmp_path, below):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    areas = written(tmp_path / "a.json", collection(feature(point(), name="Qah"), crs=crs))
    with pytest.raises(GazetteerError, match=r"convert it to WGS 84 degrees"):
        import_file(areas, below)


def test_features_one_a_line_are_read_too(tmp_path, below):
    lines = [json.dumps(feature(point(), name=name)) for name in ("Qah", "Zerba")]
    areas = written(tmp_path / "a.geojson", "\n".join(lines))
    assert [*places_in(import_file(areas, below)[3])] == ["Qah", "Zerba"]
