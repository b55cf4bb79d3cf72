"""The map of a notebook, alone in a browser that has nobody to ask."""

from dataclasses import replace
from datetime import date

import pytest

from geomap.store import Filter
from web.notebook import MOST_MENTIONS, draw

HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>${alert(3)} \u2028 إدلب"


@pytest.fixture
def stored(store, places, make_article, make_mention):
    article = make_article(f"\U0001f600 Shelling in Homs. {HOSTILE}", title=HOSTILE,
                           source=HOSTILE, published=date(2015, 10, 3))  # fmt: skip
    homs = replace(places["Homs"], name=HOSTILE)
    store.add([(article, [make_mention(article, "Homs", homs)])])
    return list(store.each_brief_mention(Filter()))


def test_it_opens_a_place_runs_nothing_and_asks_nobody(chromium, stored):
    page = chromium.new_page()
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: told.append(dialog.message) or dialog.dismiss())
    page.on("pageerror", lambda error: told.append(str(error)))
    page.set_content(draw(stored)._repr_html_())
    frame = page.frame_locator("iframe")
    canvas = frame.locator(".leaflet-overlay-pane canvas")
    canvas.wait_for()
    page.wait_for_timeout(300)
    middle = frame.locator(".folium-map").bounding_box()
    page.mouse.click(middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2)
    frame.locator(".leaflet-popup-content mark").wait_for()
    assert frame.locator("mark").inner_text() == "Homs"
    assert "<img src=x onerror=alert(1)>" in frame.locator("h1").inner_text()
    assert frame.locator("blockquote").inner_text().startswith("\U0001f600 Shelling in Homs.")
    assert "2015-10-03" in frame.locator("cite").inner_text()
    assert told == []
    assert [url for url in asked if not url.startswith(("about:", "data:"))] == []
    page.close()


def test_no_mention_is_an_empty_map_and_many_are_cut(stored):
    assert draw([])._repr_html_()
    many = draw(stored * (MOST_MENTIONS + 1)).told
    assert f"The newest {MOST_MENTIONS} mentions" in many
    assert f'"mentions":{MOST_MENTIONS}' in many
