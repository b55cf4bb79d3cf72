"""What a reader does: opens the page, a place, its excerpts; adds a place; on a phone too."""

import re

import pytest
from playwright.sync_api import expect

from geomap.places_added import add_place
from geomap.store import Store

pytestmark = pytest.mark.browser

AROUND_IDLIB = "#map=8/35.9/36.7"


def circle(page, name):
    return page.locator(f".circle[aria-label^='{name},']")


def test_the_page_counts_and_lists_what_it_shows(visit, samples):
    page = visit(samples)
    assert re.match(r"38 articles, \d+ mentions", page.locator("#counts").inner_text())
    counts = [int(c.split()[0]) for c in page.locator("#points .row-count").all_text_contents()]
    assert counts == sorted(counts, reverse=True)
    assert page.locator("path.circle").count() > 20
    assert "GeoNames" in page.locator(".leaflet-control-attribution").inner_text()


def test_a_click_on_idlib_opens_its_excerpts(visit, samples):
    page = visit(samples + AROUND_IDLIB)
    circle(page, "Idlib").click()
    page.wait_for_selector("#view-place .card")
    assert page.locator("#view-place h2").inner_text() == "Idlib"
    marks = page.locator("#view-place mark").all_inner_texts()
    assert {"Idlib", "إدلب"} & set(marks)
    first = page.locator(".card").first
    assert first.locator(".badge").inner_text() == "sample"
    assert first.locator("time").get_attribute("datetime").startswith("201")
    link = first.locator("h3 a")
    assert link.get_attribute("href").startswith("https://example.org/")
    assert link.get_attribute("rel") == "noopener noreferrer"
    first.locator("summary").click()
    assert first.locator(".reasons li").first.is_visible()
    assert "place=geonames" in page.url


def test_arabic_runs_from_right_to_left(visit, samples):
    page = visit(samples + AROUND_IDLIB)
    circle(page, "Idlib").click()
    quote = page.locator("#view-place blockquote[lang=ar]").first
    assert quote.get_attribute("dir") == "rtl"


def test_a_country_is_listed_as_an_area_and_is_no_circle(visit, samples):
    page = visit(samples + "#map=6/35/38")
    row = page.locator("#areas .row", has=page.locator(".row-name", has_text=re.compile("^Syria$")))
    row.click()
    page.wait_for_selector("#view-place .card")
    assert "area" in page.locator(".place-note").inner_text()
    assert circle(page, "Syria").count() == 0
    assert page.locator("path.area-country.area-opened").count() >= 1


def test_the_list_works_by_keyboard_and_gives_the_focus_back(visit, samples):
    page = visit(samples)
    row = page.locator("#points .row[data-place]").first
    name = row.locator(".row-name").inner_text()
    row.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#view-place .card")
    assert page.locator("#view-place h2").inner_text() == name
    page.locator(".back").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#view-list:not([hidden])")
    assert page.evaluate("document.activeElement.className").startswith("row")


def test_a_circle_opens_by_keyboard(visit, samples):
    page = visit(samples + AROUND_IDLIB)
    circle(page, "Idlib").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#view-place .card")
    assert page.locator("#view-place h2").inner_text() == "Idlib"


def test_an_address_opens_what_its_sender_saw(visit, samples):
    page = visit(samples + AROUND_IDLIB)
    circle(page, "Idlib").click()
    page.wait_for_selector("#view-place .card")
    page.wait_for_url("**place=*")
    other = visit(page.url)
    other.wait_for_selector("#view-place .card")
    assert other.locator("#view-place h2").inner_text() == "Idlib"
    page.go_back()
    page.wait_for_selector("#view-list:not([hidden])")


def test_a_place_added_by_the_form_is_on_the_map_at_once_and_can_go_again(visit, samples):
    page = visit(samples + AROUND_IDLIB)
    page.get_by_role("button", name="Add a place").click()
    page.locator(".folium-map").click(position={"x": 700, "y": 450})
    expect(page.locator("#new-country")).to_have_value("SY")
    page.fill("#new-name", "Qasr Example")
    page.fill("#new-aliases", "rebels, قصر")
    page.locator("#new-latitude").fill("36.1")
    page.locator("#new-longitude").fill("37.1")
    page.get_by_role("button", name="Add place").click()
    page.wait_for_selector("#message:has-text('read again')")
    assert re.match(r"Added; \d+ articles? read again", page.locator("#message").inner_text())
    assert page.locator("#view-place h2").inner_text() == "Qasr Example"
    assert circle(page, "Qasr Example").count() == 1
    page.get_by_role("button", name="Remove this place").click()
    page.wait_for_selector("#view-list:not([hidden])")
    circle(page, "Qasr Example").wait_for(state="detached")


def test_the_form_says_what_is_wrong_and_keeps_what_was_written(visit, samples):
    page = visit(samples + AROUND_IDLIB)
    page.get_by_role("button", name="Add a place").click()
    page.fill("#new-name", "!!!")
    page.get_by_role("button", name="Use the middle of the map").click()
    page.locator("#new-country").fill("Syria")
    with page.expect_response("**/api/places"):
        page.get_by_role("button", name="Add place").click()
    expect(page.locator(".problem")).to_contain_text("letter")
    assert page.locator("#new-name").input_value() == "!!!"


def test_an_unknown_name_goes_from_the_work_list_into_the_form(visit, samples):
    page = visit(samples)
    page.get_by_role("button", name=re.compile("unresolved")).click()
    name = page.locator(".missing-name").first.inner_text()
    page.locator(".missing button").first.click()
    assert page.locator("#new-name").input_value() == name


def test_a_place_added_by_another_program_appears_without_reload(visit, samples, tmp_path, world):
    page = visit(samples + AROUND_IDLIB)
    with Store.open(tmp_path / "samples.db") as store:
        add_place(store, name="Tell Elsewhere", longitude=36.8, latitude=35.8, gazetteer=world)
    circle(page, "Tell Elsewhere").wait_for(state="attached", timeout=10_000)


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_many_filters_make_no_phone_scroll_sideways(visit, samples, locale):
    page = visit(
        f"{samples}?lang={locale}&country=SY&since=2015-02-01&q=Idlib",
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, locale=locale,
    )  # fmt: skip
    assert page.evaluate("[window.innerWidth, document.documentElement.scrollWidth]") == [360, 360]
    for part in ("#search", ".filter-toggle"):
        box = page.locator(part).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360


def test_the_maps_buttons_stand_side_by_side_on_a_phone(visit, samples):
    page = visit(samples, viewport={"width": 360, "height": 740}, has_touch=True)
    legend, taking = (page.locator(part).bounding_box() for part in (".legend", ".taking"))
    assert legend["y"] == taking["y"]
    assert taking["x"] + taking["width"] < legend["x"]
    for _ in range(2):  # once over half of the screen, the panel leaves the map a strip
        page.locator("#handle").click()
        assert page.locator(".add-button").is_visible() is (
            page.locator("body").get_attribute("data-sheet") != "full"
        )


@pytest.mark.parametrize("width", [360, 390])
def test_a_phone_scrolls_down_and_never_sideways(visit, samples, width):
    page = visit(samples, viewport={"width": width, "height": 800}, has_touch=True)

    def is_wide():
        return page.evaluate(
            "[document.documentElement, document.querySelector('.panel')]"
            ".some((e) => e.scrollWidth > e.clientWidth)"
        )

    assert not is_wide()
    page.locator("#points .row[data-place]").first.click()
    page.wait_for_selector("#view-place .card")
    assert not is_wide()
    page.get_by_role("button", name="Add a place").click()
    assert not is_wide()


def test_a_server_that_went_away_is_said_and_its_return_noticed(visit, samples):
    page = visit(samples)
    page.evaluate(
        "() => { window.fetch_ = window.fetch; window.fetch = () => Promise.reject(new Error()); }"
    )
    page.wait_for_selector("#message:has-text('does not answer')", timeout=10_000)
    page.evaluate("() => { window.fetch = window.fetch_; }")
    page.wait_for_selector("#message", state="hidden", timeout=10_000)
