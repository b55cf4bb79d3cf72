import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from geomap.cli import main
from geomap.errors import GeomapError
from geomap.exporting import beside, format_of, write
from geomap.exporting.spreadsheet import harmless
from geomap.store import Filter, Store

SOURCE = 'sample, "daily"\nnews'
# Six seconds for a hundred mentions of a hundred articles, time enough to be ended in.
SLOWLY = """
import signal
import time
from geomap.cli import run
from geomap.exporting import layers

values_of = layers.values_of
layers.values_of = lambda *given: time.sleep(0.02) or values_of(*given)
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
run()
"""
HOSTILE = '=HYPERLINK("https://example.org")'


@pytest.fixture
def filled(store, places, make_article, make_mention):
    article = make_article(
        title=HOSTILE, article_id="a1", source=SOURCE, published=date(2015, 10, 3),
        url="https://example.org/a1", language="en",
    )  # fmt: skip
    store.add([(article, [make_mention(article, "Homs", places["Homs"]),
                          make_mention(article, "Idlib")])])  # fmt: skip
    return store


def exported(store, format, **options):
    out = io.BytesIO()
    write(store, Filter(), format, out, **options)
    return out.getvalue().decode()


def test_geojson_is_a_collection_of_a_feature_a_mention(filled):
    collection = json.loads(exported(filled, "geojson"))
    assert set(collection) == {"type", "features"}
    homs, idlib = collection["features"]
    assert homs["type"] == "Feature"
    assert homs["geometry"] == {"type": "Point", "coordinates": [36.72339, 34.72682]}
    told = homs["properties"]
    assert told["excerpt"] == "Shelling in Homs and Idlib."
    assert (told["toponym"], told["place"], told["geonameid"]) == ("Homs", "Homs", 169577)
    assert (told["article"], told["title"], told["published"]) == ("a1", HOSTILE, "2015-10-03")
    assert (told["precision"], told["confidence"]) == ("populated place", 0.9)
    assert homs["id"] != idlib["id"]


def test_an_unresolved_mention_has_no_geometry(filled):
    idlib = json.loads(exported(filled, "geojson"))["features"][1]
    assert idlib["geometry"] is None
    assert idlib["properties"]["place_id"] is None


def test_geojson_by_place_counts_its_mentions(filled):
    [homs] = json.loads(exported(filled, "geojson", by="place"))["features"]
    assert homs["id"] == "geonames:169577"
    assert homs["properties"]["mentions"] == homs["properties"]["articles"] == 1
    assert homs["properties"]["first_published"] == "2015-10-03"


@pytest.mark.parametrize("by", ["mention", "place"])
def test_an_empty_store_exports_an_empty_collection(store, by):
    assert json.loads(exported(store, "geojson", by=by))["features"] == []
    assert len(exported(store, "csv", by=by).splitlines()) == 1


def test_csv_opens_in_a_spreadsheet(filled):
    text = exported(filled, "csv")
    assert text.startswith("\ufeff")
    homs, idlib = csv.DictReader(io.StringIO(text[1:], newline=""))
    assert homs["title"] == "'" + HOSTILE
    assert homs["source"] == SOURCE
    assert (homs["longitude"], homs["latitude"]) == ("36.72339", "34.72682")
    assert idlib["longitude"] == idlib["place"] == ""


@given(st.text() | st.floats() | st.integers() | st.none())
def test_no_cell_is_a_formula_and_numbers_stay(value):
    cell = harmless(value)
    if isinstance(value, str):
        assert not cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))
        assert cell.replace("'", "").endswith(value.replace("'", ""))
    else:
        assert cell is value


@pytest.mark.parametrize("parting", [";", "\t", "\r\n", "\n", ';"', '"; "'])
@pytest.mark.parametrize("start", list("=+-@＝＋－＠"))
def test_no_part_of_a_cell_is_a_formula_where_cells_are_parted_otherwise(parting, start):
    cell = harmless(f"Homs{parting}{start}1+1")
    assert cell == f"Homs{parting}'{start}1+1"


def test_words_keep_their_semicolons_and_hyphens(filled):
    for text in ("Homs; Idlib - and Hama", "a;b-c", "3 - 1 = 2"):
        assert harmless(text) == text


def test_an_unknown_format_is_refused(filled):
    with pytest.raises(GeomapError, match='"format" is "shp"; one is: geojson, geojsonseq, csv'):
        exported(filled, "shp")


@pytest.mark.parametrize(("name", "format"), [
    ("a.geojson", "geojson"), ("a.geojsonl", "geojsonseq"), ("A.CSV", "csv"), ("a.kml", "kml"),
    ("a.gpkg", "gpkg"), ("a.parquet", "geoparquet"), ("a.fgb", "flatgeobuf"), ("a.html", "html"),
])  # fmt: skip
def test_the_name_of_a_file_tells_its_format(name, format):
    assert format_of(Path(name)) == format


@pytest.mark.parametrize("name", ["a", "a.shp", "csv", "a.decisions-csv.gz"])
def test_a_name_that_tells_no_format_asks_for_one(name):
    with pytest.raises(GeomapError, match="tells no format; name one by --format"):
        format_of(Path(name))


def test_a_file_appears_only_when_it_is_whole(tmp_path):
    path = tmp_path / "out.geojson"
    path.write_text("before")

    def stopped():
        with beside(path) as out:
            out.write(b"half")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        stopped()
    assert path.read_text() == "before"
    with beside(path) as out:
        out.write(b"whole")
    assert path.read_text() == "whole"
    assert [each.name for each in tmp_path.iterdir()] == ["out.geojson"]


def test_a_pipe_is_written_to_and_never_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    held = os.open(pipe, os.O_RDWR)  # so that nobody waits for a reader
    with beside(pipe) as out:
        out.write(b"whole")
    assert os.read(held, 10) == b"whole"
    os.close(held)
    assert pipe.is_fifo()


def test_a_link_stays_a_link(tmp_path):
    link, target = tmp_path / "link", tmp_path / "target"
    target.write_text("before")
    link.symlink_to(target)
    with beside(link) as out:
        out.write(b"whole")
    assert link.is_symlink()
    assert target.read_text() == "whole"


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(GeomapError, match="cannot be written"), beside(tmp_path / "no" / "x"):
        pass
    with pytest.raises(GeomapError, match="is a folder"), beside(tmp_path):
        pass
    with pytest.raises(GeomapError, match="name too long"), beside(tmp_path / f"{'x' * 300}.csv"):
        pass


@pytest.fixture
def slow_export(tmp_path, store, places, make_article, make_mention):
    """Return what begins an export that takes seconds, with `temporary` for temporary files."""
    for number in range(100):
        article = make_article(f"Homs, for the {number}. time.")
        store.add([(article, [make_mention(article, "Homs", places["Homs"])])])
    (tmp_path / "temporary").mkdir()

    def begun(out):
        return subprocess.Popen(
            [sys.executable, "-c", SLOWLY, "export", "--db", tmp_path / "war.db", "-o", out],
            env={**os.environ, "TMPDIR": str(tmp_path / "temporary")},
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    return begun


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("format", ["geojson", "gpkg"])
def test_an_export_that_is_ended_leaves_nothing_behind(tmp_path, slow_export, format, end):
    process = slow_export(tmp_path / f"out.{format}")
    while not list(tmp_path.glob(".geomap-*.part")):
        assert process.poll() is None
        time.sleep(0.02)
    time.sleep(0.5)
    process.send_signal(end)
    assert process.communicate()[1] == ""
    assert process.returncode == 128 + end
    assert [
        *tmp_path.glob("*out.*"),
        *tmp_path.glob(".geomap-*"),
        *(tmp_path / "temporary").iterdir(),
    ] == []


@pytest.mark.parametrize("name", ["war.db", "other.db"])
def test_a_database_is_never_replaced_by_what_is_exported(tmp_path, store, name):
    store.back_up(tmp_path / "other.db")
    command = ["export", "--db", str(tmp_path / "war.db"), "--format", "csv"]
    result = CliRunner().invoke(main, [*command, "-o", str(tmp_path / name)])
    assert result.exit_code == 1
    assert "is a geomap database, and would be lost; name another file" in result.output
    Store.open(tmp_path / name).close()
