"""Our own files: kept for good under their version, asked for anew under any other address."""

import gzip
import re

import pytest

from web import create_app
from web.assets import STATIC, digest_of, versioned


@pytest.fixture
def client(tmp_path):
    return create_app(tmp_path / "none.db").test_client()


def test_a_file_under_its_version_is_kept_for_good(client):
    with client.get(versioned("page.js"), headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["Cache-Control"] == "max-age=31536000, immutable, public"
        assert gzip.decompress(answer.data) == (STATIC / "page.js").read_bytes()


@pytest.mark.parametrize("folder", ["", "0123456789ab/"])
def test_under_no_version_or_a_former_one_it_is_asked_for_again(client, folder):
    with client.get(f"/static/{folder}page.js") as answer:
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.data == (STATIC / "page.js").read_bytes()


def test_the_version_changes_with_what_a_file_holds_and_not_with_its_time(tmp_path):
    path = tmp_path / "a.js"
    path.write_text("one")
    first = digest_of(((str(path), 1, 3),))
    assert digest_of(((str(path), 2, 3),)) == first
    path.write_text("two")
    assert digest_of(((str(path), 3, 3),)) != first


def test_all_styles_come_as_one_file_that_is_no_file(client):
    with client.get(versioned("whole.css")) as answer:
        assert answer.mimetype == "text/css"
        for name in ("vendor/leaflet-1.9.4/leaflet.css", "page.css", "taking.css"):
            assert (STATIC / name).read_bytes() in answer.data
    assert not (STATIC / "whole.css").exists()


def test_colours_light_and_dark_are_said_in_one_file(client):
    themed = [
        path.name for path in STATIC.glob("*.css") if "prefers-color-scheme" in path.read_text()
    ]
    assert themed == ["tokens.css"]
    tokens = (STATIC / "tokens.css").read_bytes()
    for name in ("whole.css", "ogc.css"):
        with client.get(versioned(name)) as answer:
            assert tokens in answer.data


def test_every_file_that_the_page_names_is_there(client):
    named = set(re.findall(r'"(/static/[^"]+)"', client.get("/").get_data(as_text=True)))
    assert len(named) > 30
    for address in named:
        with client.get(address) as answer:
            assert (answer.status_code, "immutable" in answer.headers["Cache-Control"]) == (
                200, True,
            ), address  # fmt: skip


@pytest.mark.parametrize(
    "name", ["../app.py", "none.js", "basemap", "%2e%2e/app.py", "", "a%00b", "9" * 400]
)
def test_what_is_none_of_ours_is_not_found(client, name):
    assert client.get(f"/static/{name}").status_code == 404
    assert client.get(versioned(name)).status_code == 404
