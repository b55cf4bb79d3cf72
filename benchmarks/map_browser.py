"""A reader in a headless Chromium, and what one waits for."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
SCREEN = {"width": 1440, "height": 900}
BASEMAP = ("/basemap", ".pmtiles", "/tiles/")
# When the page is ready and when it last changed something, in milliseconds since it began.
WATCH = """
window.geomapReady = 0;
window.geomapChanged = 0;
new MutationObserver(() => {
  window.geomapChanged = performance.now();
  if (!window.geomapReady && document.querySelector("path.circle, .circle")) {
    window.geomapReady = performance.now();
  }
}).observe(document, {subtree: true, childList: true, attributes: true});
"""
# Do something, then wait until neither the page nor the network has moved for a while; the time
# to the last answer of the server and the frame that follows the last change.
SETTLED = """
async (action) => {
  const began = performance.now();
  window.geomapChanged = began;
  (new Function(action))();
  const quiet = 350;
  const last = () => Math.max(window.geomapChanged, ...performance.getEntriesByType("resource")
    .filter((each) => each.startTime >= began && each.name.includes("/api/"))
    .map((each) => each.responseEnd || performance.now()));
  while (performance.now() - last() < quiet) {
    await new Promise((next) => setTimeout(next, 20));
  }
  performance.clearResourceTimings();
  return last() - began;
}
"""
# The four answers that a changed filter needs, asked at once as a page does.
ASKED = """
async (filters) => {
  const began = performance.now();
  const view = "bbox=25,10,70,52&zoom=4.5";
  await Promise.all([
    `/api/view?${filters}&${view}`, `/api/histogram?${filters}`, `/api/facets?${filters}`,
    `/api/mentions?${filters}&bbox=25,10,70,52`,
  ].map((path) => fetch(path).then((answer) => answer.json())));
  return performance.now() - began;
}
"""
SUGGESTED = """
async (start) => {
  const began = performance.now();
  await fetch(`/api/suggest?q=${start}`).then((answer) => answer.json());
  return performance.now() - began;
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Milliseconds until something was painted and until mentions were shown, and what came."""

    painted: float
    shown: float
    kilobytes: float


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a headless browser."""
    executable = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield browser
        browser.close()


class Reader:
    """A new reader of a served map at each `open`."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address
        self._page: Page | None = None

    @property
    def page(self) -> Page:
        """The page opened last."""
        assert self._page is not None
        return self._page

    def open(self) -> Opened:
        """Open the page with nothing kept from before."""
        if self._page is not None:
            self._page.context.close()
        self._page = self._browser.new_context(viewport=SCREEN).new_page()  # type: ignore[arg-type]
        self._page.add_init_script(WATCH)
        came = counted(self._page.context.new_cdp_session(self._page))
        self._page.goto(self._address)
        self._page.wait_for_selector("body[data-ready]", timeout=60_000)
        self._page.wait_for_function("window.geomapReady > 0", timeout=60_000)
        self._page.wait_for_timeout(300)
        painted = self._page.evaluate(
            "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        )
        return Opened(
            painted=painted, shown=self._page.evaluate("window.geomapReady"),
            kilobytes=sum(came.values()) / 1000,
        )  # fmt: skip

    def move(self, zoom: float, latitude: float, longitude: float) -> float:
        """Go to a view at once, without the animation; return the milliseconds until it stands."""
        return self._settled(
            f"map_page.setView([{latitude}, {longitude}], {zoom}, {{animate: false}})"
        )

    def zoom(self, steps: float) -> float:
        """Zoom about the middle at once; return the milliseconds until everything stands."""
        return self._settled(f"map_page.setZoom(map_page.getZoom() + {steps}, {{animate: false}})")

    def pan(self, pixels: int) -> float:
        """Pan at once; return the milliseconds until everything stands."""
        return self._settled(f"map_page.panBy([{pixels}, 0], {{animate: false}})")

    def filter(self, filters: str) -> float:
        """Filter as the address bar does; return the milliseconds until everything stands."""
        return self._settled(
            f"history.pushState(null, '', '?{filters}' + location.hash);"
            "dispatchEvent(new PopStateEvent('popstate'))"
        )

    def ask(self, filters: str) -> float:
        """Ask for all that a changed filter changes; return the milliseconds."""
        return float(self.page.evaluate(ASKED, filters))

    def suggest(self, start: str) -> float:
        """Ask for suggestions; return the milliseconds."""
        return float(self.page.evaluate(SUGGESTED, start))

    def _settled(self, action: str) -> float:
        return float(self.page.evaluate(SETTLED, action))


def counted(session: CDPSession) -> dict[str, float]:
    """Return the bytes that come over the network by request, but for the base map's."""
    came: dict[str, float] = {}
    left_out: set[str] = set()

    def begin(told: dict[str, Any]) -> None:
        if any(part in told["request"]["url"] for part in BASEMAP):
            left_out.add(told["requestId"])

    def end(told: dict[str, Any]) -> None:
        if told["requestId"] not in left_out:
            came[told["requestId"]] = told["encodedDataLength"]

    session.on("Network.requestWillBeSent", begin)
    session.on("Network.loadingFinished", end)
    session.send("Network.enable")
    return came
