"""Every format as others read it: GDAL from Debian, pyarrow and geopandas where installed."""

import csv
import io
import json
import shutil
import sqlite3
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import GeomapError
from geomap.excerpts import Excerpt
from geomap.exporting import beside, exporters, geopackage, write
from geomap.exporting.features import feature_of
from geomap.exporting.geojson import lines
from geomap.exporting.geojson import write as write_features
from geomap.exporting.kml import shown
from geomap.exporting.layers import MENTION_LAYER, Layer, mention_rows
from geomap.model import Mention, Reason, Relation
from geomap.store import Filter, Store, StoredMention

HOSTILE = (
    "=cmd|' /C calc'!A0 <b onclick=x>&amp;]]></SimpleData></script><script>alert(1)</script>"
    "${alert(1)} $[geDirections] \x00\x1b[31m \x1e \x85 \u2028line\u2029 'quote\" \U0001f600 إدلب"
)
HELD = HOSTILE.replace("\0", "\ufffd").replace("\x1b", "\ufffd").replace("\x1e", "\ufffd").replace(
    "\x85", "\ufffd"
)  # fmt: skip
SUFFIXES = {
    "geojson": "geojson", "geojsonseq": "geojsonl", "csv": "csv", "kml": "kml", "gpkg": "gpkg",
    "geoparquet": "parquet", "flatgeobuf": "fgb",
}  # fmt: skip
WITH_EXTRA = {"geoparquet": "pyarrow", "flatgeobuf": "pyogrio"}
READ_BY_GDAL = [name for name in SUFFIXES if name != "geoparquet"]  # Debian's GDAL has no Parquet
NEAR = Relation(
    text="20 km north of Homs", longitude=36.7, latitude=34.9, radius_km=5.0,
    reason=Reason(score=1.0, text="north of"),
)  # fmt: skip


@pytest.fixture
def filled(store, places, make_article, make_mention):
    """A mention with a place, one that is told by its relation, one unresolved; all hostile."""
    article = make_article(
        "Shelling in Homs, Aleppo and Idlib.", title=HOSTILE, source=HOSTILE, article_id="a1",
        published=date(2015, 10, 3), url="https://example.org/a1", language="en",
    )  # fmt: skip
    aleppo = replace(places["Aleppo"], name=HOSTILE)
    store.add([(article, [
        make_mention(article, "Homs", places["Homs"], role="event", relation=NEAR),
        make_mention(article, "Aleppo", aleppo),
        make_mention(article, "Idlib"),
    ])])  # fmt: skip
    return store


@pytest.fixture
def exported(filled, tmp_path):
    """Write a format into a file of the suffix that readers know."""

    def export(format, **options):
        if format in WITH_EXTRA:
            pytest.importorskip(WITH_EXTRA[format])
        path = tmp_path / f"war.{SUFFIXES[format]}"
        with beside(path) as out:
            write(filled, Filter(), format, out, **options)
        return path

    return export


@pytest.fixture
def gdal(tmp_path):
    """Turn a layer of a file into Features with GDAL; any warning is a failure."""
    if shutil.which("ogr2ogr") is None:
        pytest.skip("GDAL's tools are not installed: apt-get install gdal-bin")

    def features(path, *arguments):
        out = tmp_path / "read.geojson"
        ran = subprocess.run(
            ["ogr2ogr", "-f", "GeoJSON", out, path, *arguments],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert ran.stderr == ""
        return json.loads(out.read_text())["features"]

    return features


@pytest.mark.parametrize("format", READ_BY_GDAL)
def test_gdal_reads_every_mention_and_its_hostile_text(exported, gdal, format):
    path = exported(format)
    layer = ["mentions"] if format in ("gpkg", "kml", "flatgeobuf") else []
    options = ["-oo", "X_POSSIBLE_NAMES=longitude", "-oo", "Y_POSSIBLE_NAMES=latitude",
               "-oo", "AUTODETECT_TYPE=YES"] if format == "csv" else []  # fmt: skip
    homs, aleppo, idlib = gdal(path, *layer, *options)
    guarded = "'" if format == "csv" else ""
    assert homs["geometry"]["coordinates"] == [36.7, 34.9]
    assert aleppo["geometry"]["coordinates"] == [37.16117, 36.20124]
    assert idlib["geometry"] is None
    for feature in (homs, aleppo, idlib):
        assert feature["properties"]["title"] == guarded + HELD
        published = str(feature["properties"]["published"]).replace("/", "-")
        assert published[:10] == "2015-10-03"  # FlatGeobuf has a time with every date
    assert aleppo["properties"]["place"] == guarded + HELD
    assert homs["properties"]["relation"] == "20 km north of Homs"
    assert (homs["properties"]["role"], homs["properties"]["radius_km"]) == ("event", 5)
    assert homs["properties"]["geonameid"] == 169577
    assert not idlib["properties"].get("place")


@pytest.mark.parametrize("format", READ_BY_GDAL)
def test_gdal_reads_places_with_their_counts(exported, gdal, format):
    layer = ["places"] if format in ("gpkg", "kml", "flatgeobuf") else []
    features = gdal(exported(format, by="place"), *layer)
    assert len(features) == 2
    assert {int(feature["properties"]["mentions"]) for feature in features} == {1}


def test_flatgeobuf_has_an_index_where_every_row_has_a_point(exported):
    places = exported("flatgeobuf", by="place").read_bytes()
    mentions = exported("flatgeobuf").read_bytes()
    assert places[:4] == mentions[:4] == b"fgb\x03"


def test_a_geopackage_says_what_it_is_and_holds_both_layers(exported):
    path = exported("gpkg")
    with sqlite3.connect(path) as connection:
        ask = lambda sql: connection.execute(sql).fetchall()  # noqa: E731
        assert ask("PRAGMA application_id") == [(0x47504B47,)]
        assert ask("PRAGMA user_version") == [(10300,)]
        assert ask("PRAGMA integrity_check") == [("ok",)]
        assert ask("PRAGMA foreign_key_check") == []
        assert ask("SELECT table_name, min_x, max_y FROM gpkg_contents ORDER BY 1") == [
            ("mentions", 36.7, 36.20124), ("places", 36.72339, 36.20124),
        ]  # fmt: skip
        assert ask("SELECT count(*) FROM mentions WHERE geom IS NULL") == [(1,)]
    connection.close()


def test_both_layers_of_a_geopackage_are_of_one_state(
    filled, tmp_path, monkeypatch, make_article, make_mention
):
    write_layer = geopackage.write_layer
    homs = filled.article(1).mentions[0].place

    def meanwhile(connection, layer):
        article = make_article(f"Homs, before the {layer.name} were written.")
        with Store.open(filled.path) as other:
            other.add([(article, [make_mention(article, "Homs", homs)])])
        write_layer(connection, layer)

    monkeypatch.setattr(geopackage, "write_layer", meanwhile)
    with beside(tmp_path / "war.gpkg") as out:
        write(filled, Filter(), "gpkg", out)
    with sqlite3.connect(tmp_path / "war.gpkg") as connection:
        [(mentions,)] = connection.execute("SELECT count(*) FROM mentions WHERE geom NOT NULL")
        [(counted,)] = connection.execute("SELECT sum(mentions) FROM places")
    connection.close()
    assert mentions == counted


def test_each_column_tells_what_its_name_says(store, places, make_article, make_mention):
    homs = replace(places["Homs"], admin1="11", admin2="1102")
    for day in (3, 9):
        article = make_article(f"Homs, {day}.", published=date(2015, 10, day))
        store.add([(article, [make_mention(article, "Homs", homs)])])

    def first(by):
        written = io.BytesIO()
        write(store, Filter(), "csv", written, by=by)
        row, *_ = csv.DictReader(io.StringIO(written.getvalue().decode("utf-8-sig")))
        return row

    for row in (first("mention"), first("place")):
        assert (row["place_id"], row["geonameid"]) == ("geonames:169577", "169577")
        assert (row["place"], row["place_type"]) == ("Homs", "populated place")
        assert (row["country"], row["admin1"], row["admin2"]) == ("SY", "11", "1102")
    assert (row["first_published"], row["last_published"]) == ("2015-10-03", "2015-10-09")
    assert (row["mentions"], row["articles"]) == ("2", "2")


def test_geoparquet_is_described_as_its_standard_asks(exported):
    parquet = pytest.importorskip("pyarrow.parquet")
    path = exported("geoparquet")
    geo = json.loads(parquet.read_schema(path).metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    column = geo["columns"][geo["primary_column"]]
    assert column == {"encoding": "WKB", "geometry_types": ["Point"]}
    table = parquet.read_table(path)
    assert table["title"].to_pylist() == [HELD] * 3
    assert table["published"].to_pylist() == [date(2015, 10, 3)] * 3
    assert table["geometry"].null_count == 1


@pytest.mark.parametrize("by", ["mention", "place"])
def test_geoparquet_passes_the_abstract_tests_of_its_standard(exported, by):
    validator = pytest.importorskip("geoparquet_validator")
    report = validator.check(str(exported("geoparquet", by=by)))
    core = [each for each in report["outcomes"] if each["id"].startswith("/conf/core/")]
    assert [each for each in core if each["status"] not in ("pass", "skip")] == []
    passed = {each["id"] for each in core if each["status"] == "pass"}
    assert {"/conf/core/geo-metadata", "/conf/core/wkb", "/conf/core/geometry-types"} <= passed


@pytest.mark.parametrize("format", ["gpkg", "flatgeobuf", "geojson", "kml"])
def test_pyogrio_reads_it_without_a_warning(exported, format):
    pyogrio = pytest.importorskip("pyogrio")
    path = exported(format)
    info = pyogrio.read_info(path, layer=0, force_feature_count=True)
    assert (info["features"], info["crs"]) == (3, "EPSG:4326")


def test_geopandas_reads_geoparquet(exported):
    geopandas = pytest.importorskip("geopandas")
    frame = geopandas.read_parquet(exported("geoparquet"))
    assert frame.crs == "OGC:CRS84"
    assert [point.x for point in frame.geometry[:2]] == [36.7, 37.16117]
    assert frame["geonameid"][0] == 169577


def test_a_sequence_has_a_record_a_feature_and_no_other_end_of_line(exported):
    text = exported("geojsonseq").read_bytes().decode()
    records = text.split("\x1e")[1:]
    assert len(records) == text.count("\n") == 3
    assert not set(text) & set("\u2028\u2029\x85\r")
    assert [json.loads(record)["type"] for record in records] == ["Feature"] * 3


def test_kml_shows_text_as_text(exported):
    kml = exported("kml").read_text()
    root = ElementTree.fromstring(kml)
    names = {"k": "http://www.opengis.net/kml/2.2"}
    for description in root.iterfind(".//k:Placemark/k:description", names):
        markup = description.text.replace("<br>", "")
        assert "<" not in markup
        assert "$[" not in markup
    assert "$[geDirections]" in root.find(".//k:SimpleData[@name='title']", names).text


@pytest.mark.parametrize(
    ("by", "named"),
    [("mention", ["Homs", HELD, "Idlib"]), ("place", [HELD, "Homs"])],
)
def test_a_placemark_has_its_name_and_its_day(exported, by, named):
    names = {"k": "http://www.opengis.net/kml/2.2"}
    root = ElementTree.fromstring(exported("kml", by=by).read_text())
    told = [
        (each.findtext("k:name", "", names), each.findtext("k:TimeStamp/k:when", "", names))
        for each in root.iterfind(".//k:Placemark", names)
    ]
    assert sorted(told) == sorted((name, "2015-10-03") for name in named)


@given(st.text())
def test_what_a_balloon_shows_is_never_markup(text):
    assert not set(shown(text)) & set("<>\"'")


texts = st.text(st.characters(exclude_categories=()))
words = texts.filter(len)


@given(name=words, title=texts, confidence=st.floats(0, 1), published=st.none() | st.dates())
def test_a_line_is_the_feature_whatever_its_text(name, title, confidence, published):
    mention = Mention(start=0, end=len(name), name=name, kind="place", place=None,
                      confidence=confidence, relation=NEAR)  # fmt: skip
    stored = StoredMention(
        mention_id=7, article_id=1, given_id=title, mention=mention, title=title, source=name,
        excerpt=Excerpt(text=name, start=0, end=len(name)), url="", published=published,
        language="",
    )  # fmt: skip
    [row] = mention_rows([stored])
    layer = Layer(name="mentions", columns=MENTION_LAYER, rows=lambda: iter([row]),
                  unplaced=lambda: 0)  # fmt: skip
    [line] = lines(layer, [row])
    assert not set(line.decode()) & set("\n\r\u2028\u2029\x85")
    written = io.StringIO()
    write_features([feature_of(row, layer.names)], written)
    assert [json.loads(line)] == json.loads(written.getvalue())["features"]


def test_a_format_that_lacks_its_module_says_how_to_get_it(filled, monkeypatch):
    def missing(_module):
        raise ModuleNotFoundError("No module named 'pyarrow'", name="pyarrow")

    monkeypatch.setattr(exporters, "import_module", missing)
    with pytest.raises(exporters.GeomapError) as raised:
        exporters.writer("geoparquet")
    assert str(raised.value) == (
        "geoparquet: needs pyarrow, which is not installed; pip install 'geomap-news[geo]'"
    )


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), GeomapError("damaged")])
def test_what_ends_the_reading_for_flatgeobuf_is_told_as_it_is(filled, monkeypatch, fault):
    flatgeobuf = pytest.importorskip("geomap.exporting.flatgeobuf")

    def batches(rows, schema):
        yield from arrow_batches(rows, schema)
        raise fault

    arrow_batches = flatgeobuf.batches
    monkeypatch.setattr(flatgeobuf, "batches", batches)
    with pytest.raises(type(fault)):
        write(filled, Filter(), "flatgeobuf", io.BytesIO())


def test_gdals_validator_finds_nothing_wrong_with_a_geopackage(exported):
    validator = Path("/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py")
    if not validator.exists():
        pytest.skip("GDAL's validator is not installed: apt-get install python3-gdal")
    ran = subprocess.run(
        ["/usr/bin/python3", validator, "-k", exported("gpkg")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_kml_keeps_a_carriage_return(store, places, make_article, make_mention):
    article = make_article("Homs.", title="one\rtwo\r\nthree")
    store.add([(article, [make_mention(article, "Homs", places["Homs"])])])
    out = io.BytesIO()
    write(store, Filter(), "kml", out)
    told = ElementTree.fromstring(out.getvalue())
    titles = [each.text for each in told.iter() if each.get("name") == "title" and each.text]
    assert titles == ["one\rtwo\r\nthree"]


def test_a_package_may_register_a_format(filled, monkeypatch, tmp_path):
    (tmp_path / "shouting_exporter.py").write_text(
        "def write(export, out):\n    out.write(export.layer.name.upper().encode())\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    points = [
        exporters.EntryPoint(name, target, exporters.ENTRY_POINTS)
        for name, target in (("loud", "shouting_exporter:write"), ("mute", "no_module:write"))
    ]
    monkeypatch.setattr(exporters, "entry_points", lambda group: points)
    assert exporters.formats()[-2:] == ["loud", "mute"]
    with beside(tmp_path / "out") as out:
        write(filled, Filter(), "loud", out)
    assert (tmp_path / "out").read_text() == "MENTIONS"
    with pytest.raises(exporters.GeomapError, match="mute: needs no_module"):
        exporters.writer("mute")
