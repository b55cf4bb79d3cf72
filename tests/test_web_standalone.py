"""The map in one file: what is in it, what is left out, and what it says of that."""

import json
import re
from datetime import date
from io import BytesIO

import pytest
from click.testing import CliRunner

from geomap.cli import main
from geomap.exporting.layers import Export
from geomap.store import Filter
from web import standalone
from web.pmtiles_tiles import position
from web.standalone import hash_of, web_address, write
from web.standalone_base import base_tiles, tile_at

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>${alert(3)}"


@pytest.fixture
def filled(store, places, make_article, make_mention):
    articles = [
        make_article(f"Shelling in {name}. {HOSTILE}", title=f"{HOSTILE} {number}", source=HOSTILE,
                     url=url, published=date(2015, 10, number + 1))
        for number, (name, url) in enumerate(
            [("Homs", "https://example.org/a"), ("Idlib", "javascript:alert(4)")])
    ]  # fmt: skip
    store.add([
        (article, [make_mention(article, name, places[name])])
        for article, name in zip(articles, ("Homs", "Idlib"), strict=True)
    ])  # fmt: skip
    return store


def page_of(store, wanted=None):
    out = BytesIO()
    write(Export(store=store, wanted=wanted or Filter()), out)
    return out.getvalue().decode()


def told_in(page):
    return json.loads(re.search(r'id="told">(.*?)</script>', page, re.S)[1])


def test_it_holds_each_mention_with_its_place_and_article(filled):
    told = told_in(page_of(filled))
    assert {place["name"] for place in told["places"]} == {"Homs", "Idlib"}
    newest = told["mentions"][0]
    assert told["articles"][newest["article"]]["published"] == "2015-10-02"
    assert newest["text"][newest["start"] : newest["end"]] == "Idlib"


def test_nothing_of_an_article_is_markup_or_script(filled):
    page = page_of(filled)
    assert "alert(1)</script>" not in page
    assert "<img" not in page.split("<script>")[0]
    assert told_in(page)["articles"][0]["title"].startswith(HOSTILE)


def test_an_address_that_is_no_web_page_is_no_link(filled):
    assert {article["url"] for article in told_in(page_of(filled))["articles"]} == {
        "https://example.org/a", None,
    }  # fmt: skip
    assert web_address("http://[") is None


def test_the_policy_lets_the_files_own_scripts_run_and_nothing_else(filled):
    page = page_of(filled)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert "unsafe" not in policy
    assert "http" not in policy
    for script in re.findall(r"<script>(.*?)</script>", page, re.S):
        assert hash_of(script) in policy
    assert hash_of(re.search(r"<style>(.*?)</style>", page, re.S)[1]) in policy


def test_it_names_no_address_that_a_browser_would_fetch(filled):
    page = page_of(filled)
    assert not re.search(
        r'(src|href)="(?!https://(www\.|creativecommons))', page.split("<script")[0]
    )
    assert "sourceMappingURL" not in page


def test_beyond_the_most_mentions_the_newest_stay_and_the_page_says_so(filled, monkeypatch, capsys):
    monkeypatch.setattr(standalone, "MOST_MENTIONS", 1)
    page = page_of(filled)
    assert told_in(page)["left_out"] == 1
    assert [place["name"] for place in told_in(page)["places"]] == ["Idlib"]
    assert "The newest 1 of 2" in capsys.readouterr().err


def test_the_page_says_what_the_filters_left(filled):
    page = page_of(filled, Filter(since=date(2015, 10, 2), words="<b>", countries={"SY"}))
    assert told_in(page)["filter"] == {"since": "2015-10-02", "words": "<b>", "countries": ["SY"]}


def test_the_command_writes_it(tmp_path, filled):
    out = tmp_path / "map.html"
    path = tmp_path / "war.db"
    result = CliRunner().invoke(
        main, ["export", "--db", str(path), "--format", "html", "--since", "2015-10-02",
               "-o", str(out)],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert len(told_in(out.read_text("utf-8"))["mentions"]) == 1


def test_a_database_without_mentions_is_a_page_too(store):
    assert told_in(page_of(store))["mentions"] == []


def test_finer_tiles_are_those_where_the_places_are():
    tiles = base_tiles([(36.7, 34.7)])
    assert "0/0/0" in tiles
    assert "7/77/50" in tiles
    assert not [name for name in tiles if name.startswith("7/") and name != "7/77/50"]
    assert sum(map(len, tiles.values())) < 1_500_000


@pytest.mark.parametrize(
    ("point", "zoom", "tile"),
    [((0, 0), 1, (1, 1, 1)), ((-180, 85.1), 3, (3, 0, 0)), ((180, -89), 3, (3, 7, 7))],
)
def test_a_point_is_in_its_tile(point, zoom, tile):
    assert tile_at(point, zoom) == tile


def test_tiles_are_numbered_as_the_specification_has_them():
    # The examples of the PMTiles specification, version 3.
    assert position(0) == (0, 0, 0)
    assert [position(number) for number in range(1, 5)] == [
        (1, 0, 0), (1, 0, 1), (1, 1, 1), (1, 1, 0),
    ]  # fmt: skip
    assert position(19078479) == (12, 3423, 1763)
