"""Imports as files: damaged, too large, at once, replaced and removed."""

import os
import zipfile

import pytest
from import_samples import (
    collection,
    dump_line,
    feature,
    import_file,
    layer_places,
    places_in,
    point,
    written,
)

from gazetteer import Gazetteer, GazetteerError, importing
from gazetteer.archives import opened
from gazetteer.imports import import_layer, import_of, import_path, imports, remove_import

pytestmark = pytest.mark.usefixtures("imports_folder")


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
def test_a_full_disk_leaves_the_old_import_in_use(tmp_path, below, imports_folder, disk_of, room):
    table = written(tmp_path / "a.csv", "name,latitude,longitude\nQah,36,37\n")
    import_file(table, below)
    before = import_path("test").read_bytes()
    rows = "".join(f"Tell {n} Zerba,36,{n / 100}\n" for n in range(3000))
    written(table, "name,latitude,longitude\n" + rows)
    with disk_of(room), pytest.raises(GazetteerError, match=r"free some room.*nothing changed"):
        import_file(table, below)
    assert import_path("test").read_bytes() == before
    assert sorted(path.name for path in imports_folder.iterdir()) == ["test.gaz", "test.lock"]


def test_a_second_import_of_the_name_at_once_is_refused(tmp_path, below):
    table = written(tmp_path / "a.csv", "name,latitude,longitude\nQah,36,37\n")
    import_file(table, below)
    with (
        importing.one_at_a_time(import_path("test")),
        pytest.raises(GazetteerError, match=r"is being imported by another process"),
    ):
        import_file(table, below)


def test_what_a_crash_left_is_swept_up(tmp_path, below, imports_folder):
    left = imports_folder / ".test~abc"
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


def test_a_removed_import_is_gone_as_a_whole(tmp_path, below, imports_folder):
    import_file(written(tmp_path / "a.csv", "name,latitude,longitude\nQah,36,37\n"), below)
    remove_import("test")
    assert [*imports_folder.iterdir()] == []
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
