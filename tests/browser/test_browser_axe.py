"""What axe-core, the accessibility checker, says of the page in each of its states."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from geomap.exporting.layers import Export
from geomap.store import Filter, Store
from web.standalone import write

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
GRAVE = ("moderate", "serious", "critical")
SYRIA = "#map=7/35.1/37.6"
IDLIB = f"{SYRIA}&place=geonames:169389"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
FRAME = {"viewport": {"width": 700, "height": 450}}


def as_opened(page):
    expect(page.locator("#points .row").first).to_be_visible()


def excerpts(page):
    page.locator("#tab-excerpts").click()
    expect(page.locator("#excerpts .excerpt").first).to_be_visible()


def why(page):
    page.locator("#view-place .why summary").first.click()
    expect(page.locator("#view-place .reasons li").first).to_be_visible()


def article(page):
    excerpts(page)
    page.locator(".whole").first.click()
    page.locator("#view-article .mark").first.click()
    expect(page.locator(".mention-details .sureness")).to_be_visible()


def correcting(page):
    page.locator("#view-place .correct-button").first.click()
    page.get_by_role("button", name="Another place").click()


def adding(page):
    page.get_by_role("button", name="Add a place").click()
    page.get_by_role("button", name="Add place").click()  # and what is wrong with it


def unresolved(page):
    page.get_by_role("button", name="unresolved").click()
    expect(page.locator(".missing li").first).to_be_visible()


def corrections(page):
    page.get_by_role("button", name="corrections").click()
    expect(page.locator("#view-decisions")).to_be_visible()


def facet(page):
    page.locator("[data-filter=country] > button").click()
    expect(page.locator("#filter-country input").first).to_be_visible()


def phone_filters(page):
    page.locator(".filter-toggle").click()


def suggestions(page):
    page.locator("#search-words").press_sequentially("hom")
    expect(page.locator("#search-list [role=option]").first).to_be_visible()


def taking(page):
    page.locator(".taking summary").click()


def nothing_left(page):
    expect(page.locator(".way").first).to_be_visible()


def map_only(page):
    expect(page.locator(".circle").first).to_be_visible()


STATES = {
    "the list": (SYRIA, as_opened, {}),
    "excerpts": (SYRIA, excerpts, {}),
    "a place and why it is there": (IDLIB, why, {}),
    "an article": (SYRIA, article, {}),
    "correcting": (IDLIB, correcting, {}),
    "adding": (SYRIA, adding, {}),
    "the work list": (SYRIA, unresolved, {}),
    "corrections": (SYRIA, corrections, {}),
    "a filter open": (SYRIA, facet, {}),
    "a filter set": (f"?country=SY&since=2015-09-01{SYRIA}", as_opened, {}),
    "suggestions": (SYRIA, suggestions, {}),
    "taking away": (SYRIA, taking, {}),
    "nothing left": (f"?q=zzzz{SYRIA}", nothing_left, {}),
    "dark": (IDLIB, why, {"color_scheme": "dark"}),
    "dark article": (SYRIA, article, {"color_scheme": "dark"}),
    "Arabic": (IDLIB, why, {"locale": "ar"}),
    "Arabic article": (SYRIA, article, {"locale": "ar"}),
    "a phone": (SYRIA, as_opened, PHONE),
    "a phone with filters": (SYRIA, phone_filters, PHONE),
    "a phone with a place": (IDLIB, why, PHONE),
    "a frame": (f"?embed=1{SYRIA}", map_only, FRAME),
}


def faults(page):
    """Return what is wrong: how grave, the rule, the first place and what to do there."""
    page.evaluate(AXE.read_text("utf-8"))
    asked = {"resultTypes": ["violations"], "preload": False}
    found = page.evaluate("asked => axe.run(asked)", asked)["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]} {each['nodes'][0]['failureSummary']}"
        for each in found
        if each["impact"] in GRAVE
    ]


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_grave_in(visit, samples, state):
    address, bring_about, options = STATES[state]
    page = visit(samples + address, **options)
    bring_about(page)
    assert faults(page) == []


def test_axe_finds_nothing_grave_on_an_empty_page(visit, serve, tmp_path):
    with Store.open(tmp_path / "empty.db", create=True):
        pass
    with serve(tmp_path / "empty.db") as address:
        page = visit(address)
        expect(page.locator("#points")).to_contain_text("geomap ingest")
        assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_grave_in_the_exported_page(chromium, sample_database, tmp_path, scheme):
    path = tmp_path / "map.html"
    with Store.open(sample_database) as store, path.open("wb") as out:
        write(Export(store=store, wanted=Filter()), out)
    page = chromium.new_page(color_scheme=scheme)
    page.goto(path.as_uri())
    page.wait_for_selector("body[data-ready]")
    assert faults(page) == []
    page.close()
