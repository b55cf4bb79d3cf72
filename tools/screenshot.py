"""Take the picture of the README: the map of a database, with one place opened.

Needs Chromium and Playwright's Python package: python tools/screenshot.py DATABASE PICTURE
"""

import shutil
import sys
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from web.serve import listen

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SIZE = {"width": 1440, "height": 900}
VIEW = "#map=7/35.1/37.6&place=geonames:169389"  # Idlib, opened, and Syria around it


def chromium() -> str:
    """Return where Chromium is."""
    for name in BROWSERS:
        found = shutil.which(name)
        if found:
            return found
    sys.exit("No Chromium found; to take the picture: apt-get install chromium")


def take(database: Path, picture: Path) -> None:
    """Serve a database and write the picture of its page."""
    server = listen(database)
    threading.Thread(target=server.run, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--force-color-profile=srgb"]
        )
        page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]  # a TypedDict to them
        page.goto(f"http://127.0.0.1:{server.effective_port}/{VIEW}")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1000)  # labels fade in
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    take(Path(sys.argv[1]), Path(sys.argv[2]))
