"""The base map as a reader sees it: painted, panned without internet, light and dark, chosen."""

import threading
from pathlib import Path

import pytest
from playwright.sync_api import expect

from web.basemaps import basemaps_of
from web.serve import listen

pytestmark = pytest.mark.browser

STREETS = Path(__file__).parents[1] / "data" / "streets.pmtiles"
PICTURE = Path(__file__).parents[2] / "docs" / "screenshot.png"
SYRIA = "#map=7/35.1/37.6"
ALEPPO = "#map=14/36.2/37.16"
# The colours of some points of what is painted.
COLOURS = """() => {
  const colours = new Set();
  for (const picture of document.querySelectorAll('canvas.base-picture[data-shows]')) {
    const {data} = picture.getContext('2d').getImageData(0, 0, picture.width, picture.height);
    for (let at = 0; at < data.length; at += 4 * 97) {
      if (data[at + 3] === 255) {
        colours.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
      }
    }
  }
  return [...colours];
}"""
# The columns and lines in the middle of a picture that let through what is under it.
SEAMS = """() => {
  const picture = document.querySelector('canvas.base-picture');
  const {width, height} = picture;
  const {data} = picture.getContext('2d').getImageData(0, 0, width, height);
  const clear = (x, y) => data[4 * (y * width + x) + 3] < 255;
  const all = (count) => [...Array(count).keys()];
  return all(width).filter((x) => all(height).filter((y) => clear(x, y)).length > height / 2).length
    + all(height).filter((y) => all(width).filter((x) => clear(x, y)).length > width / 2).length;
}"""

# The edges of the map that the picture does not reach.
OUTSIDE = """() => {
  const map = map_page.getContainer().getBoundingClientRect();
  const picture = document.querySelector('canvas.base-picture').getBoundingClientRect();
  return [picture.left <= map.left || 'left', picture.top <= map.top || 'top',
    picture.right >= map.right || 'right', picture.bottom >= map.bottom || 'bottom']
    .filter((edge) => edge !== true);
}"""


def colours(page):
    page.wait_for_load_state("networkidle")
    page.wait_for_selector("canvas.base-picture[data-shows]")
    return page.evaluate(COLOURS)


def rgb(page, name):
    value = page.evaluate(
        "(name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()", name
    )
    return ",".join(str(int(value[at : at + 2], 16)) for at in (1, 3, 5))


@pytest.fixture
def served_with(sample_database):
    """A function that serves the samples with further base maps from this process."""
    servers = []

    def address(archive=None, tiles=None):
        servers.append(listen(sample_database, offered=basemaps_of(archive, tiles)))
        threading.Thread(target=servers[-1].run, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].effective_port}/"

    yield address
    for server in servers:
        server.close()


def test_land_is_painted_in_the_pages_own_colour(visit, samples):
    page = visit(samples + SYRIA)
    assert rgb(page, "--land") in colours(page)


def test_panning_without_internet_paints_what_comes_into_view(visit, samples):
    page = visit(samples + SYRIA)  # a request to any other host fails the test
    page.context.route(lambda url: not url.startswith(samples), lambda route: route.abort())
    colours(page)
    with page.expect_response(lambda answer: answer.url.endswith("world.pmtiles")) as answer:
        page.evaluate("map_page.setView([-14, -58], 7, {animate: false})")
    assert answer.value.status == 206
    assert rgb(page, "--land") in colours(page)


def test_dragging_paints_what_comes_into_view(visit, samples):
    page = visit(samples + SYRIA)
    colours(page)
    shown = page.locator("canvas.base-picture").get_attribute("data-shows")
    page.mouse.move(700, 300)
    page.mouse.down()
    page.mouse.move(200, 500, steps=12)
    page.wait_for_function(
        "(former) => document.querySelector('canvas.base-picture').dataset.shows !== former",
        arg=shown,
    )
    page.mouse.up()
    page.wait_for_function(f"() => ({OUTSIDE})().length === 0")


@pytest.mark.parametrize("zoom", [6.25, 6.5, 6.75])
def test_no_seam_shows_between_tiles(visit, samples, zoom):
    page = visit(f"{samples}#map={zoom}/51/40")  # all of it is land
    colours(page)
    assert page.evaluate(SEAMS) == 0


def test_the_picture_lies_where_the_map_is_whatever_the_zoom(visit, samples):
    page = visit(samples + SYRIA)
    colours(page)
    for zoom in (5.5, 9, 6.25):
        page.evaluate(f"map_page.setView([35.1, 37.6], {zoom}, {{animate: false}})")
        page.wait_for_function(
            f"document.querySelector('canvas.base-picture').dataset.shows.startsWith('{zoom}/')"
        )
        assert page.evaluate(OUTSIDE) == []


def test_a_dark_page_has_a_dark_map(visit, samples):
    page = visit(samples + SYRIA, color_scheme="dark")
    dark = rgb(page, "--land")
    assert dark in colours(page)
    page.emulate_media(color_scheme="light")
    light = rgb(page, "--land")
    assert light != dark
    page.wait_for_function(f"() => ({COLOURS})().includes('{light}')")


def test_a_street_map_is_shown_first_and_another_can_be_chosen(visit, served_with):
    address = served_with(archive=STREETS)
    page = visit(address + ALEPPO)
    assert rgb(page, "--street") in colours(page)
    line = page.locator(".leaflet-control-attribution")
    expect(line).to_contain_text("OpenStreetMap")
    assert page.locator(".leaflet-control-attribution img").count() == 0
    page.get_by_label("Base map").select_option("world")
    expect(line).not_to_contain_text("OpenStreetMap")
    expect(line).to_contain_text("Natural Earth")
    page.reload()
    page.wait_for_selector("body[data-ready]")
    expect(page.get_by_label("Base map")).to_have_value("world")


def test_a_street_map_can_be_zoomed_to_its_streets(visit, served_with):
    page = visit(served_with(archive=STREETS) + ALEPPO)
    page.wait_for_function("() => map_page.getMaxZoom() === 18")


def test_online_tiles_come_from_the_named_host(chromium, served_with):
    other = served_with()  # stands for the tile server; the policy must let its pictures in
    context = chromium.new_context()
    page = context.new_page()
    faults = []
    page.on("console", lambda message: faults.append(message.text))
    page.route("**/tiles/**", lambda route: route.fulfill(path=PICTURE, content_type="image/png"))
    page.goto(served_with(tiles=other + "tiles/{z}/{x}/{y}.png") + SYRIA)
    page.wait_for_selector("img.leaflet-tile-loaded")
    assert not [fault for fault in faults if "Content Security Policy" in fault]
    context.close()


OVERLAPS = """() => {
  const boxes = (selector) => [...document.querySelectorAll(selector)]
    .map((element) => element.getBoundingClientRect());
  const meet = (one, other) => one.left + 1 < other.right && other.left + 1 < one.right
    && one.top + 1 < other.bottom && other.top + 1 < one.bottom;
  const names = boxes('.label-town, .label-water, .label-region, .label-province');
  const others = [...names, ...boxes('.label-rank-1, .label-rank-2, .label-rank-3')];
  const onNames = names.filter((one) => others.some((other) => one !== other && meet(one, other)));
  const onCircles = names.filter((one) => boxes('path.circle').some((other) => meet(one, other)));
  return {names: names.length, onNames: onNames.length, onCircles: onCircles.length};
}"""


@pytest.mark.parametrize("view", ["#map=6/35.1/38", "#map=7/35.1/37.6", "#map=9/35.9/36.7"])
def test_names_cover_neither_each_other_nor_a_circle(visit, samples, view):
    page = visit(samples + view)
    page.wait_for_selector(".label-town")
    page.wait_for_load_state("networkidle")
    found = page.evaluate(OVERLAPS)
    assert found["names"] > 5
    assert found["onNames"] == 0
    assert found["onCircles"] == 0


def test_names_are_in_the_readers_language(visit, samples):
    page = visit(samples + "#map=7/35.1/37.6", locale="ar-SY")
    expect(page.locator(".label-rank-1", has_text="حلب")).to_be_visible()
    expect(page.locator(".label-country", has_text="سوريا")).to_be_visible()
