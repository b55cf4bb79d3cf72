"""Take the pictures of the docs: the map of a database, with one place opened.

Light, dark, on a phone and in Arabic. Needs Chromium and Playwright's Python package:
python tools/screenshot.py DATABASE FOLDER
"""

import shutil
import sys
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from web.serve import listen

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
# A picture, how its browser is set, and what its address asks for.
PICTURES: dict[str, tuple[dict[str, Any], str]] = {
    "screenshot.png": ({"viewport": DESKTOP}, ""),
    "screenshot-dark.png": ({"viewport": DESKTOP, "color_scheme": "dark"}, ""),
    "screenshot-phone.png": ({"viewport": PHONE, "has_touch": True}, ""),
    "screenshot-arabic.png": ({"viewport": DESKTOP, "locale": "ar"}, "?lang=ar"),
}
VIEW = "#map=7/35.1/37.6&place=geonames:169389"  # Idlib, opened, and Syria around it


def chromium() -> str:
    """Return where Chromium is."""
    for name in BROWSERS:
        found = shutil.which(name)
        if found:
            return found
    sys.exit("No Chromium found; to take the picture: apt-get install chromium")


def take(database: Path, folder: Path) -> None:
    """Serve a database and write each picture of its page."""
    server = listen(database, read_only=True)
    threading.Thread(target=server.run, daemon=True).start()
    address = f"http://127.0.0.1:{server.effective_port}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--force-color-profile=srgb"]
        )
        for picture, (settings, query) in PICTURES.items():
            page = browser.new_context(**settings).new_page()
            page.goto(address + query + VIEW)
            page.wait_for_selector("body[data-ready]")
            page.wait_for_timeout(1500)  # tiles and labels fade in
            page.screenshot(path=folder / picture)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    take(Path(sys.argv[1]), Path(sys.argv[2]))
