"""The page that Folium makes: nothing from elsewhere, every inline block with the nonce."""

import re
from html.parser import HTMLParser

import folium

from web.map import PageMap, page


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def tags(html):
    parser = Tags()
    parser.feed(html)
    return parser.found


def test_every_script_and_style_is_our_own_or_has_the_nonce():
    for tag, attributes in tags(page(nonce="n0nce")):
        if tag in ("script", "style"):
            assert attributes.get("src", "").startswith("/static/") or (
                attributes.get("nonce") == "n0nce"
            ), attributes
        assert not any(name.startswith("on") or name == "style" for name in attributes)


def test_nothing_is_loaded_from_another_host():
    for tag, attributes in tags(page(nonce="n")):
        if tag != "a":
            for name in ("src", "href"):
                assert attributes.get(name, "/").startswith("/"), attributes


def test_readers_may_magnify_the_page():
    (viewport,) = (a for t, a in tags(page(nonce="n")) if a.get("name") == "viewport")
    assert "user-scalable" not in viewport["content"]
    assert "maximum-scale" not in viewport["content"]


def test_two_pages_differ_in_their_nonce_only():
    assert page(nonce="one").replace("one", "two") == page(nonce="two").replace("one", "two")


def test_other_folium_maps_of_the_process_stay_as_they_were():
    page(nonce="n")
    assert PageMap.default_js is not folium.Map.default_js
    assert not any("/static/" in address for _, address in folium.Map.default_js)


def test_the_zoom_limits_reach_leaflet_and_the_gazetteer_is_named():
    html = page(nonce="n")
    assert re.search(r'"maxZoom": 14', html)
    assert "GeoNames" in html
