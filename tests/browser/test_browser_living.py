"""A page that stays open: the period plays, articles come in, the server goes and comes back."""

import json
import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from geomap.store import Store

pytestmark = pytest.mark.browser

SYRIA = "#map=7/35.1/37.6"
IDLIB = f"{SYRIA}&place=geonames:169389"
LONG = 20_000  # milliseconds, for what the page asks for every few seconds


def ingest_elsewhere(database, articles, folder):
    """Read articles into a database as `geomap ingest` does, in a process of its own."""
    path = folder / "articles.jsonl"
    path.write_text("\n".join(json.dumps(article) for article in articles), "utf-8")
    command = [sys.executable, "-m", "geomap", "ingest", str(path), "--db", str(database)]
    subprocess.run(command, check=True, capture_output=True)


def news(number):
    return {
        "text": f"Shells fell on the city of Idlib in northern Syria on day {number}.",
        "title": f"Shelling, day {number}", "published": "2016-06-01",
        "url": f"https://example.org/live-{number}", "source": "Live",
    }  # fmt: skip


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_period_plays_until_it_is_paused(visit, samples, motion):
    page = visit(samples + SYRIA, reduced_motion=motion)
    page.get_by_role("button", name="Play the period").click()
    page.wait_for_function("location.search.includes('since=')")
    first = urlsplit(page.url).query
    page.wait_for_function("query => location.search !== '?' + query", arg=first)
    page.get_by_role("button", name="Pause").click()
    paused = page.url
    expect(page.get_by_role("button", name="Play the period")).to_be_visible()
    page.wait_for_timeout(2500)
    assert page.url == paused


def test_who_wants_little_motion_gets_none(visit, samples):
    page = visit(samples + SYRIA, reduced_motion="reduce")
    moving = page.evaluate(
        "[...document.querySelectorAll('body *')].map((each) => getComputedStyle(each))"
        ".filter((style) => [style.transitionDuration, style.animationDuration]"
        ".some((times) => times.split(', ').some((time) => parseFloat(time) > 0.01))).length"
    )
    assert moving == 0


def test_articles_read_in_elsewhere_come_without_losing_the_readers_place(visit, samples, tmp_path):
    page = visit(samples + IDLIB)
    counts, panel = page.locator("#counts"), page.locator("#panel")
    expect(counts).to_contain_text("38 articles")
    summary = page.locator("#view-place .why summary").nth(2)
    summary.click()
    said = page.locator("#view-place blockquote").nth(2).inner_text()
    before = [page.url, panel.evaluate("each => each.scrollTop"), summary.bounding_box()]
    ingest_elsewhere(tmp_path / "samples.db", [news(number) for number in range(3)], tmp_path)
    expect(counts).to_contain_text("41 articles", timeout=LONG)
    assert page.locator("#view-place blockquote").nth(2).inner_text() == said
    after = [page.url, panel.evaluate("each => each.scrollTop"), summary.bounding_box()]
    assert after == before


def test_who_reads_excerpts_is_told_of_new_ones_and_asked(visit, samples, tmp_path):
    page = visit(samples + SYRIA)
    page.locator("#tab-excerpts").click()
    first = page.locator("#excerpts .excerpt").first
    mention = first.get_attribute("data-mention")
    ingest_elsewhere(tmp_path / "samples.db", [news(7)], tmp_path)
    expect(page.locator("#fresh")).to_contain_text("1 new article", timeout=LONG)
    assert first.get_attribute("data-mention") == mention
    page.locator("#fresh button").click()
    expect(page.locator("#excerpts")).to_contain_text("Shelling, day 7")


def test_an_empty_database_fills_while_it_is_looked_at(visit, serve, tmp_path):
    database = tmp_path / "empty.db"
    with Store.open(database, create=True):
        pass
    with serve(database) as address:
        page = visit(address)
        expect(page.locator("#points")).to_contain_text("geomap ingest")
        expect(page.get_by_role("button", name="Play the period")).to_be_disabled()
        ingest_elsewhere(database, [news(1)], tmp_path)
        expect(page.locator("#counts")).to_contain_text("1 article", timeout=LONG)
        expect(page.locator("#points .row", has_text="Idlib")).to_be_visible(timeout=LONG)


def test_a_server_that_is_started_again_is_found_again(visit, serve, samples, tmp_path):
    database = tmp_path / "samples.db"
    with serve(database) as address:
        page = visit(address + SYRIA)
    expect(page.locator("#message")).to_contain_text("does not answer", timeout=LONG)
    with serve(database, port=urlsplit(address).port):
        expect(page.locator("#message")).to_be_hidden(timeout=LONG)
        page.locator("#points .row[data-place]").first.click()
        expect(page.locator("#view-place .card").first).to_be_visible()


def test_a_read_only_map_shows_all_and_says_that_it_takes_no_writes(
    visit, serve, samples, tmp_path
):
    with serve(tmp_path / "samples.db", "--read-only") as address:
        page = visit(address + IDLIB)
        page.locator("#view-place .correct-button").first.click()
        expect(page.locator("#view-place .correct").first).to_contain_text("read-only")
        page.get_by_role("button", name=re.compile("All places")).click()
        expect(page.locator("#points .row").first).to_be_visible()


def test_nothing_shifts_while_the_page_opens(visit, samples):
    page = visit(samples + SYRIA)
    page.context.add_init_script(
        "window.shifted = 0; new PerformanceObserver((list) => list.getEntries().forEach((each) =>"
        " { if (!each.hadRecentInput) window.shifted += each.value; }))"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    for address in (samples + SYRIA, samples + IDLIB, samples + "?country=SY"):
        page.goto("about:blank")
        page.goto(address)
        page.wait_for_selector("body[data-ready]")
        page.wait_for_timeout(500)
        assert page.evaluate("window.shifted") < 0.1, address


def test_excerpts_follow_the_map(visit, samples):
    page = visit(samples + SYRIA)
    page.locator("#tab-excerpts").click()
    expect(page.locator("#excerpts .card").first).to_contain_text("Gaza")
    page.get_by_role("button", name="Zoom in", exact=True).click()
    page.get_by_role("button", name="Zoom in", exact=True).click()
    expect(page.locator("#excerpts .card").first).not_to_contain_text("Gaza")
