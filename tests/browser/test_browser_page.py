"""Filters, the timeline, the whole article, corrections and search, as a reader uses them."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SYRIA = "#map=7/35.1/37.6"


def test_a_filter_is_in_the_address_and_the_link_opens_it_again(visit, samples):
    page = visit(samples + SYRIA)
    total = page.request.get(f"{samples}/api/view?country=SY").json()["matching"]
    page.locator("[data-filter=country] > button").click()
    page.locator("#filter-country input[value=SY]").check()
    expect(page.locator(".time-words")).to_contain_text(f"{total} mentions")
    assert "country=SY" in page.url
    page.go_back()
    expect(page.locator(".time-words")).not_to_contain_text(f"{total} mentions")
    page.go_forward()
    expect(page.locator(".chip")).to_have_text(re.compile("Country: Syria"))


def test_a_link_to_a_place_names_it_among_the_filters(visit, samples):
    page = visit(samples + "?place=geonames:169577")
    expect(page.locator(".chip")).to_have_text(re.compile("Place: Homs"))


def test_the_brush_moves_by_keys_and_narrows_the_map(visit, samples):
    page = visit(samples + SYRIA)
    page.locator(".time-handle[data-end=since]").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_url("**since=2015-11-01**")
    assert page.locator(".time-handle[data-end=since]").get_attribute("aria-valuetext")
    page.keyboard.press("Home")
    page.wait_for_function("!location.search.includes('since')")


@pytest.mark.parametrize("period", ["since=2025-01-01", "until=2001-01-01"])
def test_a_period_beside_all_mentions_says_so_and_can_be_left(visit, samples, period):
    page = visit(f"{samples}?{period}{SYRIA}")
    expect(page.locator(".time-words")).to_contain_text("No dated mention")
    expect(page.locator(".time-window")).to_be_hidden()
    page.locator(".time-words button").click()
    expect(page.locator(".time-words")).to_contain_text("mentions by month")


def test_a_filter_that_leaves_nothing_offers_to_drop_one(visit, samples):
    page = visit(samples + SYRIA)
    page.fill("#search-words", "zzzz")
    page.keyboard.press("Enter")
    expect(page.locator("#points")).to_contain_text("No mention is left")
    page.locator(".way").first.click()
    expect(page.locator("#points .row").first).to_be_visible()


def test_hidden_roles_are_counted_and_shown_by_one_click(visit, samples):
    page = visit(samples + SYRIA)
    expect(page.locator("#hidden-line")).to_contain_text(re.compile(r"\d+ mentions? as actor"))
    page.locator("#hidden-line button").click()
    page.wait_for_url("**role=all**")


def test_a_word_is_corrected_and_the_correction_undone(visit, samples):
    page = visit(samples + SYRIA)
    page.locator("#tab-excerpts").click()
    first = page.locator("#excerpts .excerpt").first
    name, said = first.locator("mark").inner_text(), first.locator("blockquote").inner_text()
    mention = first.get_attribute("data-mention")
    first.locator(".correct-button").click()
    first.get_by_role("button", name="Not a place").click()
    expect(page.locator("#message")).to_contain_text(f"“{name}” is no place here")
    expect(page.locator(f"#excerpts [data-mention='{mention}']")).to_have_count(0)
    page.locator(".message-undo").click()
    expect(page.locator("#message")).to_contain_text("Undone")
    expect(page.locator("#excerpts blockquote").first).to_have_text(said)
    expect(page.locator("#excerpts mark").first).to_have_text(name)


def test_a_whole_article_marks_every_name_and_says_why(visit, samples):
    page = visit(samples + SYRIA)
    page.locator("#tab-excerpts").click()
    page.locator(".whole").first.click()
    page.locator(".mark").first.click()
    expect(page.locator(".mention-details .sureness")).to_be_visible()
    assert "article=" in page.url
    page.locator("#view-article .back").click()
    expect(page.locator("#view-list")).to_be_visible()


def test_search_suggests_and_opens_by_keyboard(visit, samples):
    page = visit(samples + SYRIA)
    page.locator("#search-words").press_sequentially("Homs")
    page.wait_for_selector("#search-list [role=option]")
    page.keyboard.press("ArrowDown")
    assert page.locator("#search-words").get_attribute("aria-activedescendant") == "search-0"
    page.keyboard.press("Enter")
    expect(page.locator("#view-place h2")).to_have_text("Homs")


# The first answer comes as far as its head, and its body never.
STALLING = """() => {
  const answered = window.fetch;
  window.fetch = (path, options) => {
    if ("stalling" in document.body.dataset || !String(path).startsWith("/api/suggest")) {
      return answered(path, options);
    }
    document.body.dataset.stalling = "";
    const body = new ReadableStream({start(controller) {
      options.signal.addEventListener("abort", () => controller.error(options.signal.reason));
    }});
    return Promise.resolve(new Response(body, {status: 200}));
  };
}"""


def test_what_is_typed_on_replaces_an_answer_that_is_still_coming(visit, samples):
    page = visit(samples + SYRIA)
    page.evaluate(STALLING)
    page.locator("#search-words").press_sequentially("Ho")
    page.wait_for_selector("body[data-stalling]")
    page.locator("#search-words").press_sequentially("ms")
    expect(page.locator("#search-list [role=option]").first).to_contain_text("Homs")
    expect(page.locator(".message")).to_be_hidden()


def test_an_answer_that_is_cut_off_is_said(visit, samples):
    page = visit(samples + SYRIA)
    page.route("**/api/suggest*", lambda route: route.fulfill(status=200, body='{"places": ['))
    page.locator("#search-words").press_sequentially("Homs")
    expect(page.locator(".message")).to_contain_text("The server does not answer")


def test_an_arabic_browser_gets_an_arabic_page_from_right_to_left(visit, samples):
    page = visit(samples + SYRIA, locale="ar")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    expect(page.locator("h1")).to_have_text("أماكن في الأخبار")
    expect(page.locator("#tab-excerpts")).to_have_text("المقتطفات")
    expect(page.locator(".taking summary")).to_have_text("تصدير")
    expect(page.locator("#points .row-name").first).to_have_text("حلب")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_province_of_its_towns_name_is_not_told_again(visit, samples):
    page = visit(f"{samples}?lang=ar{SYRIA}", locale="ar")
    page.wait_for_load_state("networkidle")  # provinces' names have come
    page.locator("#points .row[data-place='geonames:169389']").click()
    expect(page.locator(".place-where")).to_have_text("مركز محافظة، سوريا")


def test_an_arabic_page_says_why_in_arabic(visit, samples):
    page = visit(samples + SYRIA + "&place=geonames:169389", locale="ar")
    page.locator("#view-place .why summary").first.click()
    reasons = page.locator("#view-place .why").first.locator(".reasons li")
    expect(reasons.first).to_be_visible()
    expect(page.locator("#view-place .why").first).to_contain_text("المقال عن \u2068سوريا")
    assert page.locator("#view-place .reasons [lang=en]").count() == 0


def test_a_reason_names_the_country_and_not_its_code(visit, samples):
    page = visit(samples + SYRIA + "&place=geonames:169389")
    page.locator("#view-place .why summary").first.click()
    expect(page.locator("#view-place .why").first).to_contain_text("the article is about Syria")
