"""An article is somebody else's text: nothing in it runs, nothing in it is loaded."""

from datetime import date

import pytest
from playwright.sync_api import expect

from gazetteer import Place
from geomap.model import Article, Candidate, Mention, Reason
from geomap.store import Store

pytestmark = pytest.mark.browser

PAYLOADS = (
    "<img src=x onerror=\"window.__pwned='img'\">",
    "</script><script>window.__pwned='script'</script>",
    "${alert(1)}${window.__pwned='template'}",
    "'\"><svg onload=window.__pwned='svg'>",
    "<iframe src=https://example.org/></iframe>",
    "{{ 7*7 }}{% raw %}<b>bold</b>",
    "\u202ejavascript:alert(1)\u2066",
)
HOSTILE = " ".join(PAYLOADS)
URLS = (
    "javascript:window.__pwned='url'",
    "JaVaScRiPt:window.__pwned='url'",
    "data:text/html,<script>window.__pwned='url'</script>",
    "https://example.org/\"onmouseover=\"window.__pwned='url'",
    "//example.org/x",
    "vbscript:x",
)


def hostile_article(number, url):
    place = Place(
        place_id="geomap:<img src=x onerror=alert(1)>", name=HOSTILE, place_type=HOSTILE,
        longitude=36.6, latitude=35.9, countries=("SY",), admin1="</script>",
    )  # fmt: skip
    area = Place(
        place_id="geomap:area", name=HOSTILE, place_type="country",
        longitude=38.5, latitude=35.0, countries=("SY",),
    )  # fmt: skip
    reasons = (Reason(score=1.0, text=HOSTILE),)
    candidate = Candidate(place=place, score=1.0, confidence=0.5, reasons=reasons)
    own = " ".join(f"word{number}of{each}" for each in range(120))  # or they were copies
    text = f"{number} {HOSTILE} and again {HOSTILE} {own}"
    mentions = [
        Mention(
            start=len(str(number)) + 1, end=len(str(number)) + 1 + len(HOSTILE), name=HOSTILE,
            kind="place", place=where, confidence=0.5, precision="populated place",
            reasons=reasons, candidates=(candidate, candidate),
        )
        for where in (place, area, None)
    ]  # fmt: skip
    article = Article(
        text=text, title=HOSTILE, article_id=f"{HOSTILE}{number}", source=HOSTILE, url=url,
        published=date(2015, 10, 7), language=HOSTILE,
    )  # fmt: skip
    return article, mentions


@pytest.fixture
def hostile(tmp_path, serve):
    path = tmp_path / "hostile.db"
    with Store.open(path, create=True) as store:
        store.add([hostile_article(number, url) for number, url in enumerate(URLS)])
    with serve(path) as address:
        yield address


def test_nothing_of_a_hostile_article_runs(visit, hostile):
    page = visit(hostile + "#map=8/35.9/36.7")
    page.locator("#points .row[data-place]").first.click()
    page.wait_for_selector("#view-place .card")
    for summary in page.locator("#view-place summary").all():
        summary.click()
    assert PAYLOADS[0] in page.locator("#view-place h2").inner_text()
    assert PAYLOADS[0] in page.locator("#view-place mark").first.inner_text()
    for link in page.locator("#view-place a").all():
        assert link.get_attribute("href").startswith("https://example.org/")
        link.hover()
    page.locator(".back").click()
    page.locator("#areas .row").first.click()
    page.wait_for_selector("#view-place .card")
    page.locator(".back").click()
    page.get_by_role("button", name="unresolved").click()
    page.locator(".missing button").first.click()
    assert PAYLOADS[0] in page.locator("#new-name").input_value()
    assert page.evaluate("window.__pwned") is None
    assert page.locator("img, iframe, b").count() == 0


def test_nothing_runs_in_excerpts_filters_article_and_print(visit, hostile):
    page = visit(hostile + "#map=8/35.9/36.7")
    for name in ("source", "language", "country"):
        page.locator(f"[data-filter={name}] > button").click()
        expect(page.locator(f"#filter-{name} input").first).to_be_visible()
    page.locator("#filter-country input").first.check()
    expect(page.locator(".chip").first).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#tab-excerpts").click()
    expect(page.locator("#excerpts .excerpt").first).to_contain_text(PAYLOADS[0])
    page.locator("#excerpts .why summary").first.click()
    page.locator("#excerpts .whole").first.click()
    expect(page.locator("#view-article")).to_contain_text(PAYLOADS[1])
    page.locator("#view-article .mark").first.click()
    page.locator(".circle").first.hover()
    page.emulate_media(media="print")
    page.fill("#search-words", PAYLOADS[0], force=True)
    page.wait_for_timeout(500)
    assert page.evaluate("window.__pwned") is None
    assert page.locator("img, iframe, b, #excerpts script").count() == 0


@pytest.mark.parametrize("path", ["", "/collections/mentions/items", "/collections/places/items"])
def test_nothing_runs_in_the_pages_of_features(visit, hostile, path):
    page = visit(hostile).context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message) or dialog.dismiss())
    answer = page.goto(f"{hostile.rstrip('/')}/ogc{path}?f=html")
    assert answer.ok
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert page.evaluate("window.__pwned") is None
    assert page.locator("img, iframe, b").count() == 0
    assert said == []


def test_the_policy_allows_nothing_unsafe(visit, hostile):
    page = visit(hostile)
    policy = page.request.get(hostile).headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "nonce-" in policy


def test_only_http_and_https_addresses_become_links(visit, hostile):
    page = visit(hostile + "#map=8/35.9/36.7")
    page.locator("#points .row[data-place]").first.click()
    page.wait_for_selector("#view-place .card")
    assert page.locator(".card").count() == len(URLS)
    assert page.locator(".card h3 a").count() == 1


def test_a_hostile_place_added_by_the_form_runs_nothing(visit, samples):
    page = visit(samples + "#map=8/35.9/36.7")
    page.get_by_role("button", name="Add a place").click()
    page.fill("#new-name", PAYLOADS[0])
    page.get_by_role("button", name="Use the middle of the map").click()
    page.get_by_role("button", name="Add place").click()
    page.wait_for_selector("#message:has-text('read again')")
    assert PAYLOADS[0] in page.locator("#view-place h2").inner_text()
    assert page.evaluate("window.__pwned") is None


def test_a_hostile_address_bar_is_only_text(visit, hostile):
    page = visit(hostile + "#map=x/<b>/1&place=<img src=x onerror=window.__pwned=1>")
    assert page.evaluate("window.__pwned") is None
    assert page.locator("#points .row").count() >= 1
