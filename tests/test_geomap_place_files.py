"""geomap place import, list, show, remove and export, and geomap reread, as a user runs them."""

import csv
import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from geomap.cli import main

DUMP = (
    (169577, "Homs", "Hims,حمص", 34.7268, 36.7234, "P", "PPLA"),
    (900001, "Khan Tuman", "خان طومان,Khan Touman", 36.1167, 37.0667, "P", "PPL"),
    (900002, "Busra al-Harir", "", 32.8392, 36.3386, "P", "PPL"),
    (900003, "Madrasat Homs", "", 34.72, 36.72, "S", "SCH"),
)
TABLE = "name,latitude,longitude,aliases,country,place_type\nTell Nasriyah,35.9,36.9,تل,SY,camp\n"
AREA = {
    "type": "Feature",
    "properties": {"shapeName": "Badiya Heights", "country": "SY"},
    "geometry": {
        "type": "Polygon",
        "coordinates": [[[36, 33], [37, 34], [37, 33], [36, 34], [36, 33]]],
    },
}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GEOMAP_DATA", str(tmp_path / "imports"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(world):
    def run_command(*words, code=0):
        ended = CliRunner().invoke(main, list(map(str, words)))
        assert ended.exit_code == code, ended.output
        return ended.output

    return run_command


@pytest.fixture
def dump(folder):
    lines = [
        "\t".join(map(str, (number, name, name, others, north, east, sort, code, "SY", "", "11",
                            "", "", "", 0, "", 300, "Asia/Damascus", "2024-05-31")))
        for number, name, others, north, east, sort, code in DUMP
    ]  # fmt: skip
    path = folder / "SY.txt"
    path.write_text("\n".join([*lines, "900004\tshort"]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def database(folder, run):
    path = folder / "war.db"
    (folder / "a.txt").write_text("Shells fell on Khan Tuman, south of Aleppo, on Monday.")
    (folder / "b.txt").write_text("Rain fell in Homs.")
    run("ingest", folder / "a.txt", folder / "b.txt", "--db", path)
    return path


def test_an_import_goes_from_the_file_to_the_map_and_off_it_again(run, dump, database):
    before = run("export", "--db", database, "--format", "csv")
    told = run("place", "import", dump, "--db", database)
    assert "SY.txt:5: has 2 columns; a GeoNames dump has 19, with tabs between" in told
    assert "imported SY.txt as import:sy: 3 places of 5 rows, 1 joined to known ones" in told
    assert "passed over: 1 features that news does not name as places (most: S.SCH 1)" in told
    assert f"{database} uses import:sy; articles read again: 2, mentions changed: 1" in told
    assert "geonames:900001" in run("export", "--db", database, "--format", "csv")
    assert "import:sy" in run("place", "list", "--db", database)
    told = run("place", "remove", "import:sy", "--db", database)
    assert f"removed import:sy from {database}; articles read again: 2, mentions changed: 1" in told
    assert run("export", "--db", database, "--format", "csv") == before
    assert run("place", "list", "--db", database) == ""


def test_an_import_is_shown_and_removed_from_the_machine(run, dump, folder):
    run("place", "import", dump)
    assert "import:sy  3 places  1 joined  SY.txt" in run("place", "list")
    assert "import:sy  3 places" in run("place", "show", "import:sy")
    assert "removed import:sy from this machine" in run("place", "remove", "import:sy")
    assert run("place", "list") == ""
    assert "import:sy: is not on this machine" in run("place", "show", "import:sy", code=1)


def test_an_imported_place_is_searched_and_shown_in_its_database_alone(run, dump, database):
    run("place", "import", dump, "--db", database)
    assert "geonames:900001" in run("place", "search", "khan touman", "--db", database)
    shown = run("place", "show", "geonames:900001", "--db", database)
    assert "further names  خان طومان, Khan Touman" in shown
    assert "no such place" in run("place", "search", "khan touman", code=1)


def test_a_database_whose_import_is_gone_says_how_to_mend_it(run, dump, database):
    run("place", "import", dump, "--db", database)
    run("place", "remove", "import:sy")
    told = run("reread", "--db", database, code=1)
    assert "uses import:sy: is not on this machine" in told
    assert f"or: geomap place remove import:sy --db {database}" in told
    run("place", "remove", "import:sy", "--db", database)
    assert "articles read again: 2" in run("reread", "--db", database)


def test_rereading_shows_first_and_writes_only_then(run, dump, database, folder):
    run("place", "import", dump, "--db", database)
    (folder / "SY.txt").write_text("\n".join(dump.read_text("utf-8").split("\n")[2:]), "utf-8")
    run("place", "import", dump)  # without Khan Tuman now
    told = run("reread", "--changed", "--db", database)
    assert "articles read again: 2, changed: 1" in told
    assert "Khan Tuman, SY (geonames:900001)" in told
    assert "Nothing was written; do it with --yes" in told
    assert "geonames:900001" in run("export", "--db", database, "--format", "csv")
    run("reread", "--changed", "--yes", "--db", database)
    assert "geonames:900001" not in run("export", "--db", database, "--format", "csv")
    assert "articles read again: 0" in run("reread", "--changed", "--db", database)


@pytest.mark.parametrize("form", ["csv", "geojson"])
def test_what_is_exported_imports_again_as_it_was(run, dump, folder, form):
    run("place", "import", dump)
    run("place", "export", "import:sy", "--format", form, "-o", folder / f"again.{form}")
    run("place", "import", folder / f"again.{form}")
    run("place", "export", "import:again", "--format", form, "-o", folder / f"twice.{form}")
    first, second = ((folder / f"{name}.{form}").read_text("utf-8") for name in ("again", "twice"))
    assert first == second
    assert "خان طومان" in first


def test_a_table_of_hostile_names_computes_nothing_and_imports_again(run, folder):
    (folder / "t.csv").write_text(TABLE + "=cmd|' /C calc'!A0,35.5,36.5,,SY,camp\n", "utf-8")
    run("place", "import", folder / "t.csv")
    run("place", "export", "import:t", "--format", "csv", "-o", folder / "out.csv")
    rows = csv.DictReader((folder / "out.csv").read_text("utf-8-sig").splitlines())
    assert [*rows][1]["name"].startswith("'=cmd")
    run("place", "import", folder / "out.csv")
    assert "=cmd|' /C calc'!A0" in run("place", "export", "import:out")


def test_a_repaired_area_is_said_kept_and_exported(run, folder):
    (folder / "areas.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [AREA]})
    )
    told = run("place", "import", folder / "areas.geojson")
    assert "feature 1: Badiya Heights: was repaired, its shape had a self-intersection" in told
    exported = json.loads(run("place", "export", "import:areas"))
    (feature,) = exported["features"]
    assert feature["geometry"]["type"] == "MultiPolygon"
    assert feature["properties"]["place_type"] == "region"


def test_the_places_added_by_hand_are_exported_and_import_elsewhere(run, database, folder):
    run("place", "add", "Tell Nasriyah", "--latitude", "35.9", "--longitude", "36.9",
        "--country", "SY", "--alias", "تل", "--type", "camp", "--db", database)  # fmt: skip
    run("place", "export", "--db", database, "--format", "csv", "-o", folder / "mine.csv")
    told = run("place", "import", folder / "mine.csv")
    assert "1 places of 1 rows" in told
    assert "Tell Nasriyah" in run("place", "export", "import:mine", "--format", "csv")


def test_a_table_in_windows_1256_and_one_with_a_byte_order_mark_give_the_same(run, folder):
    (folder / "a.csv").write_bytes(TABLE.encode("windows-1256"))
    (folder / "b.csv").write_bytes(TABLE.encode("utf-8-sig"))
    fault = run("place", "import", folder / "a.csv", code=1)
    assert "a.csv:2: is not UTF-8 at byte" in fault
    assert "with: --encoding windows-1256" in fault
    run("place", "import", folder / "a.csv", "--encoding", "windows-1256")
    run("place", "import", folder / "b.csv")
    first, second = (run("place", "export", f"import:{n}", "--format", "csv") for n in "ab")
    assert first.replace("a:row", "b:row") == second


@pytest.mark.parametrize(
    ("words", "code", "fault"),
    [
        (("place", "import", "no.csv"), 1, "no.csv: no such file"),
        (("place", "import", "SY.txt", "--name", "user"), 1, '"user" cannot name an import'),
        (("place", "import", "SY.txt", "--encoding", "klingon"), 1, '--encoding is "klingon"'),
        (("place", "import", "SY.txt", "--db", "no/war.db"), 1, "its folder does not exist"),
        (("place", "remove", "import:no"), 1, "import:no: is not on this machine"),
        (("place", "remove", "user:1"), 2, "give --db"),
        (("place", "export",), 2, "name an import, as import:sy, or a database with --db"),
        (("place", "export", "import:no"), 1, "import:no: is not on this machine"),
        (("reread", "--db", "no.db"), 1, "no.db: no such database"),
        (("learn", "--db", "no.db"), 1, "no.db: no such database"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_line(run, dump, words, code, fault):
    told = run(*words, code=code)
    assert fault in told
    assert "Traceback" not in told


def test_learning_shows_the_sources_and_their_countries(run, folder):
    lines = [
        json.dumps({"text": f"Rain {n} fell in Homs, Syria.", "source": "daily.example"})
        for n in range(3)
    ]
    (folder / "daily.jsonl").write_text("\n".join(lines))
    run("ingest", folder / "daily.jsonl", "--db", folder / "war.db")
    told = run("learn", "--db", folder / "war.db")
    assert "learned snapshot 1; sources with 3 articles or more: 1" in told
    assert "daily.example  3 articles  SY 100%" in told
    assert "3 articles were read without it; see what it changes with: geomap reread" in told
    assert "nothing new since snapshot 1" in run("learn", "--db", folder / "war.db")
    assert "learned snapshot 2; sources with 3 articles or more: 0" in run(
        "learn", "--forget", "--db", folder / "war.db"
    )


def test_an_import_that_is_killed_leaves_the_former_one(world, run, folder):
    path = folder / "SY.csv"
    path.write_text("name,latitude,longitude,country\nTell Nasriyah,35.9,36.9,SY\n")
    run("place", "import", path)
    before = (folder / "imports" / "sy.gaz").read_bytes()
    rows = "".join(f"Tell {n} Nasriyah,35.9,{36 + n / 1e5},SY\n" for n in range(150_000))
    path.write_text("name,latitude,longitude,country\n" + rows)
    command = [sys.executable, "-c", "from geomap.cli import run; run()", "place", "import", path]
    with subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE) as importing:
        while not any(
            part.stat().st_size for part in folder.glob("imports/.sy~*/texts") if part.exists()
        ):
            assert importing.poll() is None, importing.stderr.read()
        os.killpg(importing.pid, 9)
    assert (folder / "imports" / "sy.gaz").read_bytes() == before
    path.write_text("name,latitude,longitude,country\nTell Qasr,35.9,36.9,SY\n")
    run("place", "import", path)  # and its lock and its leavings are no hindrance
    assert "Tell Qasr" in run("place", "export", "import:sy")
    assert not [*folder.glob("imports/.sy~*")]


def test_a_file_without_a_sound_row_says_what_is_wrong_with_each(run, folder):
    path = folder / "v7.csv"
    path.write_text("name,latitude,longitude\nTell Qasr,abc,2\n")
    told = run("place", "import", path, code=1)
    assert '"latitude" is "abc"' in told
    assert "has no row that could be imported" in told


def test_an_export_of_what_is_not_there_writes_nothing(run, folder):
    assert "{" not in run("place", "export", "import:nosuch", code=1)
