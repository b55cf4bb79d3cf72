"""The files that exports are written into: whole or not at all, wherever there is no room."""

import re
import stat
import subprocess
import sys
from datetime import date
from io import BytesIO
from unittest.mock import patch

import pytest

from geomap.errors import NoRoomError
from geomap.exporting import beside, write
from geomap.store import Filter
from web import create_app

EXTRAS = {"flatgeobuf": "pyogrio"}


@pytest.fixture
def filled(store, places, make_article, make_mention):
    article = make_article("Shelling in Homs.", published=date(2015, 10, 3))
    store.add([(article, [make_mention(article, "Homs", places["Homs"])])])
    return store


@pytest.fixture
def many(store, places, make_article, make_mention):
    """Some hundred kilobytes of mentions, whatever the format."""
    for number in range(400):
        article = make_article(f"Shelling in Homs, {number}.", title=f"{number} " * 40)
        store.add([(article, [make_mention(article, "Homs", places["Homs"])])])
    return store


@pytest.mark.parametrize("format", ["gpkg", "flatgeobuf"])
@pytest.mark.parametrize("kilobytes", [8, 64, 128, 200])
def test_a_full_temporary_folder_is_one_line_and_no_file(
    many, small_disk, tmp_path, format, kilobytes
):
    if format in EXTRAS:
        pytest.importorskip(EXTRAS[format])
    folder = small_disk(kilobytes)
    out = tmp_path / "war"
    out.write_text("as it was")
    with (
        patch("tempfile.tempdir", str(folder)),
        pytest.raises(NoRoomError, match=rf"^{re.escape(str(folder))}: has no room"),
        beside(out) as file,
    ):  # fmt: skip
        write(many, Filter(), format, file)
    assert out.read_text() == "as it was"
    assert list(folder.iterdir()) == []


def test_the_disk_of_a_file_that_does_not_fit_the_memory_is_named_itself(
    store, places, make_article, make_mention, small_disk
):
    for number in range(400):
        article = make_article(f"Shelling in Homs, {number}.", title=f"{number} " * 3000)
        store.add([(article, [make_mention(article, "Homs", places["Homs"])])])
    folder = small_disk(1000)
    with (
        patch("tempfile.tempdir", str(folder)),
        pytest.raises(NoRoomError, match=rf"^{re.escape(str(folder))}: has no room"),
    ):
        write(store, Filter(), "gpkg", BytesIO())


@pytest.mark.parametrize("format", ["geojson", "gpkg"])
def test_a_map_without_room_for_a_file_answers_so(many, small_disk, monkeypatch, format):
    monkeypatch.setattr("tempfile.tempdir", str(small_disk(64)))
    client = create_app(many.path).test_client()
    answer = client.get("/api/export", query_string={"format": format})
    assert answer.status_code == 507
    assert answer.mimetype == "application/problem+json"
    assert "no room" in answer.get_json(force=True)["detail"]


def test_a_file_that_is_replaced_stays_as_readable_as_it_was(filled, tmp_path):
    out = tmp_path / "war.geojson"
    out.touch(mode=0o600)
    with beside(out) as file:
        write(filled, Filter(), "geojson", file)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert out.stat().st_size


def test_the_longest_name_that_the_disk_takes_is_taken(filled, tmp_path):
    out = tmp_path / f"{'x' * 247}.geojson"
    with beside(out) as file:
        write(filled, Filter(), "geojson", file)
    assert out.stat().st_size


def test_a_closed_standard_output_is_one_line(filled):
    ran = subprocess.run(
        f"{sys.executable} -m geomap export --db {filled.path} --format csv >&-",
        shell=True, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 1
    assert ran.stderr == "geomap: standard output is closed; name a file: -o FILE\n"
