"""What a reader takes away: a picture, paper, files of what the filters leave, a frame."""

import threading
from contextlib import closing
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from web.serve import listen

pytestmark = pytest.mark.browser

SYRIA = "#map=7/35.1/37.6"
# The colour in the middle of the base map's picture.
GROUND = """() => {
  const picture = document.querySelector('canvas.base-picture');
  const {width, height} = picture;
  return [...picture.getContext('2d').getImageData(width / 2, height / 2, 1, 1).data];
}"""
PNG = b"\x89PNG\r\n\x1a\n"


def take(page, name):
    page.get_by_text("Take away").click()
    return page.locator(".taking li > *", has_text=name)


def test_a_picture_of_the_map_is_saved(visit, samples, tmp_path):
    page = visit(samples + SYRIA)
    page.wait_for_selector(".label-town")
    with page.expect_download() as saved:
        take(page, "Picture").click()
    path = tmp_path / saved.value.suggested_filename
    saved.value.save_as(path)
    content = path.read_bytes()
    assert content.startswith(PNG)
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    frame = page.locator(".folium-map").bounding_box()
    assert width == int(frame["width"] * 2)
    assert height > frame["height"] * 2
    assert len(content) > 50_000  # a bare or black one is smaller


@pytest.mark.parametrize(("name", "format"), [("GeoJSON", "geojson"), ("Table", "csv")])
def test_files_hold_what_the_filters_leave(visit, samples, name, format):
    page = visit(samples + "?country=UA&since=2022-01-01" + SYRIA)
    link = take(page, name)
    link.focus()
    address = urlsplit(link.get_attribute("href"))
    asked = parse_qs(address.query)
    assert asked == {"country": ["UA"], "since": ["2022-01-01"], "format": [format]}
    with page.expect_download() as saved:
        link.click()
    assert saved.value.suggested_filename == f"geomap.{format}"
    assert saved.value.failure() is None


def test_the_page_to_print_is_map_and_list_without_buttons(visit, samples):
    page = visit(samples + SYRIA)
    page.emulate_media(media="print")
    expect(page.locator(".folium-map")).to_be_visible()
    expect(page.locator("#points .row").first).to_be_visible()
    for button in (".leaflet-control-zoom", ".taking", ".add-button", ".inline", ".filter-toggle"):
        expect(page.locator(button).first).to_be_hidden()


def test_paper_says_what_the_filters_are(visit, samples):
    page = visit(f"{samples}?country=SY{SYRIA}")
    page.emulate_media(media="print")
    expect(page.locator(".chip")).to_be_visible()
    expect(page.locator(".clear")).to_be_hidden()


def test_paper_takes_an_arabic_page_whole(visit, samples):
    page = visit(f"{samples}?lang=ar{SYRIA}", locale="ar")
    page.emulate_media(media="print")
    directions = page.evaluate("""() => ['documentElement', 'body'].map(
      (part) => getComputedStyle(document[part]).direction)""")
    assert directions == ["ltr", "rtl"]  # Chromium cuts what a root has on its left


def test_paper_is_light_whatever_the_screen_is(visit, samples):
    page = visit(samples + SYRIA, color_scheme="dark")
    page.wait_for_selector("canvas.base-picture[data-shows]")
    dark = page.evaluate(GROUND)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.wait_for_function(f"(dark) => ({GROUND})().some((part, at) => part > dark[at])", arg=dark)


def test_the_menu_closes_by_keyboard(visit, samples):
    page = visit(samples + SYRIA)
    summary = page.locator(".taking summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".taking ul")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".taking ul")).to_be_hidden()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.fixture
def embedded(sample_database):
    """The address of a server that a site of this computer may frame."""
    with closing(listen(Path(sample_database), read_only=True, embed_from=("any",))) as server:
        threading.Thread(target=server.run, daemon=True).start()
        yield f"http://127.0.0.1:{server.effective_port}/"


@pytest.fixture
def frame_of(chromium, tmp_path):
    """A function that opens another site, whose page has a frame with an address.

    The site is a real server, as a browser asks before a site of the internet reaches into this
    computer.
    """
    serving = partial(Quiet, directory=str(tmp_path))
    page = chromium.new_page()
    with ThreadingHTTPServer(("127.0.0.1", 0), serving) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()

        def opened(address):
            frame = f'<iframe width="700" height="450" src="{address}"></iframe>'
            (tmp_path / "site.html").write_text(frame)
            page.goto(f"http://127.0.0.1:{site.server_port}/site.html")
            return page, page.frame_locator("iframe")

        yield opened
        page.close()
        site.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that tells nobody of its requests."""

    def log_message(self, *_):
        """Say nothing."""


def test_a_frame_shows_the_map_and_opens_a_place_but_writes_nothing(frame_of, embedded):
    page, frame = frame_of(f"{embedded}?embed=1{SYRIA}")
    frame.locator("body[data-ready]").wait_for()
    expect(frame.locator(".panel")).to_be_hidden()
    expect(frame.locator(".add-button")).to_be_hidden()
    frame.locator(".circle").first.focus()
    page.keyboard.press("Enter")
    expect(frame.locator("#view-place .card").first).to_be_visible()


def test_the_whole_page_stays_out_of_frames(frame_of, embedded):
    page, frame = frame_of(embedded + SYRIA)
    page.wait_for_timeout(1500)
    assert frame.locator("body[data-ready]").count() == 0
