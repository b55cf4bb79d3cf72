"""The base maps: what the archive holds, how it is served, and what is refused at the start."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import web
from geomap.cli import main
from geomap.errors import GeomapError
from geomap.store import Store
from web import create_app
from web.basemaps import WORLD, basemaps_of
from web.pmtiles import read_archive

WORLD_FILE = Path(web.__file__).parent / "static" / "basemap" / "world.pmtiles"
# Invented streets made with tippecanoe; its attribution and name hold markup and script.
STREETS = Path(__file__).parent / "data" / "streets.pmtiles"
TILES = "https://tiles.example.org/{z}/{x}/{y}.png"


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "war.db"
    Store.open(path, create=True).close()
    return path


def client_of(database, *, archive=None, tiles=None):
    return create_app(database, offered=basemaps_of(archive, tiles)).test_client()


def test_the_world_has_its_layers_and_is_small():
    archive = read_archive(WORLD_FILE)
    assert archive.layers == {"land", "lakes", "rivers", "borders"}
    assert archive.last_zoom == WORLD.data_zoom
    assert WORLD_FILE.stat().st_size < 6_000_000


def test_a_page_reads_the_archive_by_ranges(database):
    client = client_of(database, archive=STREETS)
    for url in (f"/static/{WORLD.url}", "/basemap/streets.pmtiles"):
        with client.get(url, headers={"Range": "bytes=0-126"}) as answer:
            assert answer.status_code == 206
            assert answer.headers["Content-Range"].startswith("bytes 0-126/")
            assert answer.data.startswith(b"PMTiles")
            assert answer.headers.get("Cache-Control") != "no-store"


def test_the_base_map_of_the_command_line_is_shown_first_and_ours_stays(database):
    answer = client_of(database, archive=STREETS, tiles=TILES).get("/api/basemaps").get_json()
    assert [each["id"] for each in answer["basemaps"]] == ["world", "streets", "online"]
    assert [each["first"] for each in answer["basemaps"]] == [False, False, True]


def test_each_base_map_names_whose_it_is(database):
    answer = client_of(database, archive=STREETS, tiles=TILES).get("/api/basemaps").get_json()
    world, streets, online = (each["attribution"] for each in answer["basemaps"])
    assert "Natural Earth" in world
    assert "OpenStreetMap" in streets
    assert "tiles.example.org" in online


def test_markup_in_an_archive_is_never_passed_on(database):
    text = client_of(database, archive=STREETS).get("/api/basemaps").text
    assert "onerror" not in text
    assert "script" not in text


def test_pictures_may_come_from_the_named_host_alone(database):
    policy = client_of(database, tiles=TILES).get("/").headers["Content-Security-Policy"]
    assert "img-src 'self' data: https://tiles.example.org;" in policy
    assert policy.count("example.org") == 1
    own = client_of(database).get("/").headers["Content-Security-Policy"]
    assert "img-src 'self' data:;" in own


def test_an_archive_that_the_server_was_not_started_with_is_not_there(database):
    answer = client_of(database).get("/basemap/streets.pmtiles")
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("tiles.example.org/{z}/{x}/{y}.png", "no web address"),
        ("ftp://example.org/{z}/{x}/{y}.png", "no web address"),
        ("https://user@example.org/{z}/{x}/{y}", "no web address"),
        ("https://example.org/{z}/{x}.png", "has no {y}"),
        ("https://{s}.example.org/{z}/{x}/{y}.png", "one host"),
        ("https://a;script-src *.example.org/{z}/{x}/{y}", "characters"),
    ],
)
def test_an_address_that_no_tiles_can_have_is_refused(url, fault):
    with pytest.raises(GeomapError, match=fault):
        basemaps_of(None, url)


def damaged(path, *, keep=None, at=0, byte=None):
    """Copy the streets to a path, cut short or with one byte changed."""
    content = bytearray(STREETS.read_bytes()[:keep])
    if byte is not None:
        content[at] = byte
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        ({"keep": 0}, "no PMTiles archive"),
        ({"keep": 60}, "within its header"),
        ({"keep": 3000}, "before its tiles"),
        ({"at": 7, "byte": 2}, "version 2"),
        ({"at": 99, "byte": 2}, "pictures"),
        ({"at": 97, "byte": 4}, "other than with gzip"),
    ],
)
def test_a_bad_archive_is_one_clear_line_at_the_start(tmp_path, database, harm, fault):
    path = damaged(tmp_path / "bad.pmtiles", **harm)
    result = CliRunner().invoke(main, ["serve", "--db", str(database), "--basemap", str(path)])
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert fault in line
    assert str(path) in line


def test_an_archive_of_another_schema_is_refused(tmp_path):
    path = shutil.copy(WORLD_FILE, tmp_path / "other.pmtiles")
    with pytest.raises(GeomapError, match="has no layer earth, roads, water"):
        basemaps_of(Path(path), None)


def test_a_missing_archive_is_one_clear_line(tmp_path):
    with pytest.raises(GeomapError, match=r"nowhere.pmtiles: cannot be read"):
        basemaps_of(tmp_path / "nowhere.pmtiles", None)
