"""The notebook's way in: objects, GeoJSON, a frame, and a map from whoever draws one."""

import json

import pytest

import geomap
from geomap import notebook
from geomap.exporting import beside, write
from geomap.store import Filter


@pytest.fixture
def opened(store, places, make_article, make_mention):
    article = make_article(source="Wire")
    store.add([(article, [make_mention(article, "Homs", places["Homs"]),
                          make_mention(article, "Idlib")])])  # fmt: skip
    return geomap.open(str(store.path))


def test_mentions_are_objects_with_reasons(opened):
    homs, idlib = opened.mentions()
    assert homs.mention.place.name == "Homs"
    assert homs.mention.reasons
    assert idlib.mention.place is None
    assert list(opened.mentions(source="Daily")) == []
    assert len(list(opened.mentions(country="SY"))) == 1
    with pytest.raises(geomap.GeomapError, match='"country" is "Syria"'):
        opened.mentions(country="Syria")


def test_every_filter_is_a_keyword(opened):
    wanted = {
        "kind": "place", "place": "geonames:169577", "bbox": [36, 34, 37, 35], "country": "SY",
        "source": ["Wire"], "role": "reference", "precision": "populated place", "q": "shelling",
        "min_confidence": 0.5, "undated": True, "copies": True,
    }  # fmt: skip
    assert [each.mention.name for each in opened.mentions(**wanted)] == ["Homs"]
    assert list(opened.mentions(**wanted, language="ar")) == []
    assert list(opened.mentions(since="2015-01-01", until="2016-01-01")) == []
    assert ".map()" in repr(opened.mentions())
    assert repr(opened).startswith(f"<Database {opened.path}: ask for .mentions(")


@pytest.mark.parametrize(
    ("asked", "fault"),
    [({"county": "SY"}, '"county" is nothing to ask for; that is: since, until'),
     ({"min_confidence": "0.9"}, "\"min-confidence\" is '0.9'")],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_refused(opened, asked, fault):
    with pytest.raises(geomap.GeomapError, match=fault):
        opened.mentions(**asked)


def test_its_geojson_is_that_of_the_export(opened, store, tmp_path):
    with beside(tmp_path / "out") as out:
        write(store, Filter(), "geojson", out)
    assert opened.to_geojson() == json.loads((tmp_path / "out").read_text())


def test_a_frame_has_points_in_wgs84(opened):
    pytest.importorskip("geopandas")
    frame = opened.mentions().to_geodataframe()
    assert frame.crs == "EPSG:4326"
    assert list(frame["toponym"]) == ["Homs", "Idlib"]
    assert frame.geometry[0].x == 36.72339
    assert frame.geometry[1] is None


def test_days_of_a_frame_can_be_reckoned_with_and_written(opened):
    pytest.importorskip("geopandas")
    frame = opened.mentions().to_geodataframe()
    assert frame["published"].dt.year.isna().all()  # as in an article without a date
    assert json.loads(frame.to_json())["features"][0]["properties"]["published"] is None


def test_a_database_that_is_none_is_refused_when_it_is_opened(tmp_path):
    with pytest.raises(geomap.GeomapError, match="no such database"):
        geomap.open(tmp_path / "no.db")


def test_without_a_package_that_draws_map_says_so(opened, monkeypatch):
    monkeypatch.setattr(notebook, "entry_points", lambda group, name: [])
    with pytest.raises(geomap.GeomapError, match="map: no installed package draws maps"):
        opened.map()


def test_a_view_that_lacks_a_module_is_named(opened, monkeypatch):
    point = notebook.EntryPoint("map", "no_such_module:draw", notebook.VIEWS)
    monkeypatch.setattr(notebook, "entry_points", lambda group, name: [point])
    with pytest.raises(geomap.GeomapError, match="map: needs no_such_module"):
        opened.map()
