"""What an import makes of files, sound and otherwise."""

import json
import os
import zipfile

import pytest

from gazetteer import Gazetteer, GazetteerError, Place, compile_layer, importing
from gazetteer.archives import opened
from gazetteer.imports import (
    import_layer,
    import_of,
    import_path,
    imports,
    name_from,
    remove_import,
)
from gazetteer.layer_places import named_places, names_of, shapes_of

ALEPPO = Place(
    place_id="geonames:170063", name="Aleppo", place_type="admin1 seat", longitude=37.16117,
    latitude=36.20124, population=1602264, countries=("SY",), admin1="09", names=("حلب",),
)  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GEOMAP_DATA", str(tmp_path / "imports"))
    return tmp_path / "imports"


@pytest.fixture(scope="module")
def below():
    """A world of Aleppo and enough of Syria to know where the country lies."""
    villages = [
        Place(
            place_id=f"geonames:{100 + number}", name=f"Village {chr(65 + number)}",
            place_type="populated place", longitude=38 + number / 10, latitude=33 + number / 10,
            countries=("SY",),
        )
        for number in range(1, 8)
    ]  # fmt: skip
    return Gazetteer([compile_layer([ALEPPO, *villages])])


def import_file(path, below, **settings):
    told = []
    made, done = importing.import_file(
        path, name=settings.pop("name", "test"), world=below, tell=told.append, **settings
    )
    layer = import_layer(made.name)
    layer.verify()
    return made, done, told, layer


def places_in(layer):
    return {place.name: place for place in named_places(layer)}


def dump_line(number, name, others="", *, at=("36.1", "37.1"), feature=("P", "PPL"), country="SY"):
    cells = [str(number), name, name, others, *at, *feature, country, "", "09", "123", "", "",
             "450", "", "300", "Asia/Damascus", "2024-05-31"]  # fmt: skip
    return "\t".join(cells) + "\n"


def written(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


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
        (dump_line(5, "Khan Tuman", at=("nan", "37")), '"latitude" is "nan"'),
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
        ("Qah,36,37,,Syria,", '"country" is "Syria"; write two letters'),
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


def collection(*features, **more):
    return json.dumps({"type": "FeatureCollection", **more, "features": list(features)})


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(longitude=37, latitude=36):
    return {"type": "Point", "coordinates": [longitude, latitude]}


SQUARE = {"type": "Polygon", "coordinates": [[[36, 36], [37, 36], [37, 37], [36, 37], [36, 36]]]}
BOW_TIE = {"type": "Polygon", "coordinates": [[[36, 36], [37, 37], [37, 36], [36, 37], [36, 36]]]}


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


def test_a_file_that_is_cut_short_changes_nothing(tmp_path, below):
    whole = written(tmp_path / "a.json", collection(feature(point(), name="Qah")))
    import_file(whole, below)
    cut = written(tmp_path / "b.json", collection(*[feature(point(), name="Zerba")] * 9)[:-30])
    with pytest.raises(GazetteerError, match=r"feature 9 is not JSON; the file may be cut short"):
        import_file(cut, below)
    assert [*places_in(import_layer("test"))] == ["Qah"]


def test_alternate_names_are_joined_by_their_number(tmp_path, below):
    dump = written(tmp_path / "SY.txt", dump_line(5, "Khan Tuman") + dump_line(3, "Zerba"))
    names = written(
        tmp_path / "alternateNamesV2.txt",
        "1\t5\tar\tخان طومان\t\t\t\t\t\t\n2\t5\tlink\thttps://example.org\t\t\t\t\t\t\n"
        "3\t3\ttr\tZirbe\t\t\t\t\t\t\n4\t99\ten\tElsewhere\t\t\t\t\t\t\n5\tbad\n",
    )
    layer = import_file(dump, below, alternate_names=names)[3]
    places = places_in(layer)
    assert places["Khan Tuman"].names == ("خان طومان",)
    assert places["Zerba"].names == ("Zirbe",)


def test_another_file_than_alternate_names_is_refused(tmp_path, below):
    dump = written(tmp_path / "SY.txt", dump_line(5, "Khan Tuman"))
    with pytest.raises(GazetteerError, match=r"is not GeoNames' alternateNamesV2"):
        import_file(dump, below, alternate_names=dump)


def test_a_zip_bomb_is_refused(tmp_path, below):
    bomb = tmp_path / "SY.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SY.txt", b"\0" * 30_000_000)
    with pytest.raises(
        GazetteerError, match=r"times its size, over 100; this is no list of places"
    ):
        import_file(bomb, below)


def test_a_file_of_more_than_four_gigabytes_is_refused(tmp_path):
    huge = tmp_path / "SY.txt"
    huge.touch()
    os.truncate(huge, 5_000_000_000)
    with pytest.raises(GazetteerError, match=r"holds 5\.0 GB; 4 GB are the most"), opened(huge):
        pass


def test_a_line_without_an_end_is_refused(tmp_path, below):
    endless = written(tmp_path / "SY.txt", "x" * 6_000_000)
    with pytest.raises(GazetteerError, match=r"SY.txt:1: has over 1,048,576 bytes in one line"):
        import_file(endless, below)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.zip", b"PK", "a.zip: cannot be unpacked"),
        ("a.xlsx", b"PK", "a.xlsx: is no list of places by its name"),
        ("a.txt", b"", "has no row that could be imported; nothing changed"),
        ("a.csv", b"", 'a.csv:1: has no column "name"'),
        ("a.geojson", b"", "has no row that could be imported"),
        ("a.geojson", b"\xff\xfe", "a.geojson: is not UTF-8"),
    ],
)
def test_a_file_of_another_sort_is_refused(tmp_path, below, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GazetteerError) as raised:
        import_file(tmp_path / name, below)
    assert message in str(raised.value)
    assert imports() == []
    assert not [path for path in import_path("test").parent.glob("*") if path.suffix != ".lock"]


def test_a_missing_file_is_said(tmp_path, below):
    with pytest.raises(GazetteerError, match=r"no.csv: no such file"):
        import_file(tmp_path / "no.csv", below)


def test_a_folder_that_cannot_be_made_is_said(tmp_path, below, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("GEOMAP_DATA", str(tmp_path / "file" / "imports"))
    table = written(tmp_path / "a.csv", "name,latitude,longitude\nQah,36,37\n")
    with pytest.raises(GazetteerError, match=r"cannot be written .*set GEOMAP_DATA to a folder"):
        import_file(table, below)


@pytest.mark.parametrize("room", [0, 1000, 20_000])
def test_a_full_disk_leaves_the_old_import_in_use(tmp_path, below, folder, disk_of, room):
    table = written(tmp_path / "a.csv", "name,latitude,longitude\nQah,36,37\n")
    import_file(table, below)
    before = import_path("test").read_bytes()
    rows = "".join(f"Tell {n} Zerba,36,{n / 100}\n" for n in range(3000))
    written(table, "name,latitude,longitude\n" + rows)
    with disk_of(room), pytest.raises(GazetteerError, match=r"free some room.*nothing changed"):
        import_file(table, below)
    assert import_path("test").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["test.gaz", "test.lock"]


def test_a_second_import_of_the_name_at_once_is_refused(tmp_path, below):
    table = written(tmp_path / "a.csv", "name,latitude,longitude\nQah,36,37\n")
    import_file(table, below)
    with (
        importing.one_at_a_time(import_path("test")),
        pytest.raises(GazetteerError, match=r"is being imported by another process"),
    ):
        import_file(table, below)


def test_what_a_crash_left_is_swept_up(tmp_path, below, folder):
    left = folder / ".test~abc"
    left.mkdir(parents=True)
    (left / "texts").write_bytes(b"x")
    import_file(written(tmp_path / "a.csv", "name,latitude,longitude\nQah,36,37\n"), below)
    assert not left.exists()


def test_a_reader_of_the_old_import_is_not_disturbed(tmp_path, below):
    table = written(tmp_path / "a.csv", "name,latitude,longitude\nQah,36,37\n")
    old = import_file(table, below)[3]
    written(table, "name,latitude,longitude\nZerba,36,37\n")
    import_file(table, below)
    old.verify()
    assert old.place(0).name == "Qah"
    assert import_layer("test").place(0).name == "Zerba"


def test_several_processes_give_what_one_gives(tmp_path, below, monkeypatch):
    lines = [dump_line(number, f"Tell {chr(65 + number % 26)}{number % 7 * 'o'}bar", "تل")
             for number in range(1000, 4000)]  # fmt: skip
    dump = written(tmp_path / "SY.txt", "".join(lines))
    monkeypatch.setattr(importing, "SMALL", 0)
    monkeypatch.setattr("gazetteer.archives.BLOCK", 20_000)
    monkeypatch.setattr("gazetteer.assembling.LEVEL_PART", 50)
    monkeypatch.setattr("gazetteer.assembling.PART", 64)
    _, done, _, layer = import_file(dump, below)
    assert done.places == 3000
    assert [place.place_id for place in layer_places(layer)] == [
        f"geonames:{n}" for n in range(1000, 4000)
    ]
    for word, count in (("Tell Abar", 17), ("Tell Boobar", 16), ("تل", 3000)):
        assert abs(len(Gazetteer([layer]).search(word, limit=5000)) - count) <= 1


def layer_places(layer):
    return [layer.place(number) for number in range(layer.place_count)]


def test_a_removed_import_is_gone_as_a_whole(tmp_path, below, folder):
    import_file(written(tmp_path / "a.csv", "name,latitude,longitude\nQah,36,37\n"), below)
    remove_import("test")
    assert [*folder.iterdir()] == []
    with pytest.raises(GazetteerError, match=r"import:test: is not on this machine"):
        remove_import("test")
    with pytest.raises(GazetteerError, match=r"import its file again with --name test"):
        import_of("test")


def test_a_damaged_import_is_said_and_not_listed(tmp_path, below):
    import_file(written(tmp_path / "a.csv", "name,latitude,longitude\nQah,36,37\n"), below)
    import_path("test").write_bytes(b"geomapGZ" + b"\1" * 100)
    with pytest.raises(GazetteerError, match=r"damaged or of another version"):
        import_layer("test")
    assert imports() == []


@pytest.mark.parametrize("name", ["geonames", "user", "Bad Name", "", "../x", "a" * 41])
def test_a_name_that_no_identifier_could_begin_with_is_refused(tmp_path, below, name):
    with pytest.raises(GazetteerError, match=r"cannot name an import"):
        import_file(tmp_path / "a.csv", below, name=name)
