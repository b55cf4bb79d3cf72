"""The map in one file, opened from a disk by a browser that has nobody to ask."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from geomap.exporting.layers import Export
from geomap.store import Filter, Store
from web.standalone import page, write
from web.standalone_filter import told_filter

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>${alert(3)} \u2028 إدلب"


@pytest.fixture
def written(store, places, make_article, make_mention, tmp_path):
    """The page of two articles full of markup."""
    found = []
    for number, name in enumerate(("Homs", "Idlib")):
        article = make_article(f"\U0001f600 Shelling in {name}. {HOSTILE}", title=HOSTILE + name,
                               source=HOSTILE, url=f"https://example.org/{number}",
                               published=date(2015, 10, number + 1))  # fmt: skip
        place = replace(places[name], name=f"{name} {HOSTILE}")
        found.append((article, [make_mention(article, name, place)]))
    store.add(found)
    out = BytesIO()
    write(Export(store=store, wanted=Filter()), out)
    path = tmp_path / "map.html"
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture
def opened(chromium, written):
    """The page in a browser; the test fails for what it did that it may not."""
    page = chromium.new_page()
    faults = []
    page.on("request", lambda request: faults.append(request.url))
    page.on("dialog", lambda dialog: faults.append(dialog.message) or dialog.dismiss())
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(written.as_uri())
    page.wait_for_selector("body[data-ready]")
    yield page
    page.close()
    assert faults == [written.as_uri()]


def test_it_shows_map_and_list_and_runs_nothing_of_an_article(opened):
    assert opened.locator("path.circle").count() == 2
    assert opened.locator(".card").count() == 2
    assert opened.locator(".card h3").first.inner_text().startswith("<img src=x")
    assert opened.locator("img[src=x]").count() == 0
    assert opened.locator(".card mark").all_inner_texts() == ["Idlib", "Homs"]


def test_a_circle_opens_its_mentions_and_the_way_back_all_of_them(opened):
    opened.locator("path.circle[aria-label^='Homs']").focus()
    opened.keyboard.press("Enter")
    assert opened.locator("#heading").inner_text().startswith("Homs")
    assert opened.locator(".card mark").all_inner_texts() == ["Homs"]
    opened.get_by_role("button", name="All mentions").click()
    assert opened.locator(".card").count() == 2


def test_its_base_map_is_painted_from_the_tiles_that_it_carries(opened):
    opened.wait_for_selector("canvas.base-picture[data-shows]")
    land = opened.evaluate("""() => {
      const picture = document.querySelector('canvas.base-picture');
      const {data} = picture.getContext('2d').getImageData(0, 0, picture.width, picture.height);
      return data.some((value, at) => at % 4 === 3 && value === 255);
    }""")
    assert land


def test_countries_and_provinces_are_outlines(chromium, sample_database, tmp_path):
    path = tmp_path / "map.html"
    with Store.open(sample_database) as store, path.open("wb") as out:
        write(Export(store=store, wanted=Filter()), out)
    assert path.stat().st_size < 3_500_000
    page = chromium.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("body[data-ready]")
    syria = page.locator("path.area[aria-label^='Syria,']")
    assert syria.get_attribute("d").count("L") > 20
    syria.focus()
    page.keyboard.press("Enter")
    assert page.locator("#heading").inner_text() == "Syria"
    assert "circle-opened" in syria.get_attribute("class")
    page.close()


def test_it_speaks_the_readers_language(chromium, sample_database, tmp_path):
    path = tmp_path / "map.html"
    wanted = Filter(since=date(2015, 1, 1), countries=frozenset({"SY"}))
    with Store.open(sample_database) as store, path.open("wb") as out:
        write(Export(store=store, wanted=wanted), out)
    context = chromium.new_context(locale="ar-SY")
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("body[data-ready]")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("html").get_attribute("lang") == "ar"
    assert page.get_by_role("button", name="المزيد").is_visible()
    assert page.locator(".note").inner_text() == "مرات الذكر منذ 1 يناير 2015، في سوريا فقط."
    assert page.locator(".name", has_text="حلب").first.is_visible()
    panel = page.locator("#panel").inner_text()
    assert not {"sure", "mentions", "articles", "places"} & set(panel.split())
    context.close()


def test_it_says_what_the_filters_left(chromium, tmp_path):
    path = tmp_path / "map.html"
    told = told_filter(Filter(words="<b>", min_confidence=0.5))
    path.write_text(page([], told, 3), "utf-8")
    opened = chromium.new_page()
    opened.goto(path.as_uri())
    opened.wait_for_selector("body[data-ready]")
    assert opened.locator(".note").all_inner_texts() == [
        "Only mentions with the words <b>, at least 50\u00a0% sure.",
        "The newest 0 of 3 mentions; narrow the filters for others.",
    ]
    opened.close()
