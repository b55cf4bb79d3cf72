"""Correcting, as a reader does it: by search, by a click on the map, by keys alone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SYRIA = "#map=7/35.1/37.6"
IDLIB = f"{SYRIA}&place=geonames:169389"


def correct(page):
    """Open the ways to correct the first mention of the place that is open; return their box."""
    page.locator("#view-place .correct-button").first.click()
    page.get_by_role("button", name="Another place").click()
    return page.locator("#view-place .correct").first


def test_another_place_is_searched_and_chosen(visit, samples):
    page = visit(samples + IDLIB)
    box = correct(page)
    box.get_by_role("searchbox").fill("Hama")
    box.locator(".found-place", has_text="Hama").first.click()
    expect(page.locator("#message")).to_contain_text("means Hama")
    page.locator(".message-undo").click()
    expect(page.locator("#message")).to_contain_text("Undone")


def test_another_place_is_a_circle_that_is_clicked(visit, samples):
    page = visit(samples + IDLIB)
    correct(page)
    page.locator(".circle[aria-label^='Latakia,']").click()
    expect(page.locator("#message")).to_contain_text("means Latakia")
    page.locator(".back").first.click()
    page.get_by_role("button", name="corrections").click()
    expect(page.locator("#view-decisions")).to_contain_text("means Latakia")


def test_a_click_beside_all_circles_adds_the_place_there(visit, samples):
    page = visit(samples + IDLIB)
    correct(page)
    page.locator(".folium-map").click(position={"x": 780, "y": 560})  # the desert
    expect(page.locator("#new-latitude")).not_to_have_value("")
    expect(page.locator("#new-name")).not_to_have_value("")


def test_a_place_of_the_work_list_is_put_on_the_map(visit, samples):
    page = visit(samples + SYRIA)
    page.get_by_role("button", name="unresolved").click()
    name = page.locator(".missing-name").first.inner_text()
    page.locator(".missing button").first.click()
    page.fill("#new-latitude", "35.2")
    page.fill("#new-longitude", "37.9")
    page.get_by_role("button", name="Add place").click()
    expect(page.locator("#message")).to_contain_text("read again")
    expect(page.locator("#view-place h2")).to_have_text(name)
    expect(page.locator("#view-place .card").first).to_be_visible()


def press_until(page, selector, key="Tab", most=200):
    """Press a key until what has the focus answers to a selector."""
    for _ in range(most):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"no {selector} after {most} times {key}")


def test_keys_alone_lead_from_search_to_a_correction(visit, samples):
    page = visit(samples + SYRIA)
    press_until(page, "#search-words")
    page.keyboard.type("Homs")
    expect(page.locator("#search-list [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#view-place h2")).to_have_text("Homs")
    press_until(page, "#view-place .why summary")
    page.keyboard.press("Enter")
    expect(page.locator("#view-place .reasons li").first).to_be_visible()
    press_until(page, "#view-place .correct-button")
    page.keyboard.press("Enter")
    press_until(page, "#view-place .correct button")
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_contain_text("is no place here")
    press_until(page, ".message-undo", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_contain_text("Undone")


def test_the_address_of_a_new_token_is_taken_in_the_same_tab(visit, samples):
    page = visit(samples + SYRIA)
    page.evaluate("location.hash = '#token=another'")
    page.wait_for_function("sessionStorage.getItem('geomap-token') === 'another'")
    page.wait_for_function("!location.href.includes('token')")
