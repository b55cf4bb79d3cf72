"""Folium's own ways to show mentions: a Marker each, and FastMarkerCluster."""

import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import folium
from folium.plugins import FastMarkerCluster
from playwright.sync_api import Browser, Error, Route

from gazetteer.world import cache_folder
from geomap.store import Filter, Store, StoredMention

# What a Folium page loads from other hosts; here it comes from npm, and the rest is empty.
PACKAGES = ("leaflet@1.9.4", "jquery@3.7.1", "leaflet.markercluster@1.5.3")
FILES = {
    r"/leaflet(\.js|@.*/leaflet\.js)$": "leaflet/dist/leaflet.js",
    r"/leaflet\.css$": "leaflet/dist/leaflet.css",
    r"jquery.*\.js$": "jquery/dist/jquery.min.js",
    r"leaflet\.markercluster\.js$": "leaflet.markercluster/dist/leaflet.markercluster.js",
}
LONGEST = 300_000  # milliseconds
NEAREST = 18  # zoom
PLAIN = "(row) => L.marker([row[0], row[1]])"  # Folium's own needs a library of icons besides
SCREEN = {"width": 1440, "height": 900}


def folium_lines(browser: Browser, database: Path, sizes: list[int]) -> Iterator[str]:
    """Yield lines of a table: seconds to render in Python, and until the page stands."""
    modules = installed()
    yield "\n| Folium | mentions | rendered | page | stands |\n| --- | --- | --- | --- | --- |"
    with Store.open(database) as store, TemporaryDirectory() as folder:
        for size in sizes:
            for name, draw in (("a Marker each", markers), ("FastMarkerCluster", cluster)):
                with closing(store.each_brief_mention(Filter(placed=True))) as mentions:
                    told = list(islice(mentions, size))
                path = Path(folder) / "folium.html"
                began = time.perf_counter()
                draw(told).save(str(path))
                rendered = time.perf_counter() - began
                stands = stands_after(browser, path, modules)
                yield (
                    f"| {name} | {size:,} | {rendered:.1f} s | {path.stat().st_size / 1e6:.1f} MB "
                    f"| {stands} |"
                )


def markers(mentions: list[StoredMention]) -> folium.Map:
    """Return a map with a marker and a popup a mention."""
    drawn = folium.Map(tiles=None)
    for stored in mentions:
        folium.Marker(
            [stored.mention.latitude, stored.mention.longitude],
            popup=folium.Popup(stored.excerpt.text, parse_html=True),
        ).add_to(drawn)
    return drawn


def cluster(mentions: list[StoredMention]) -> folium.Map:
    """Return a map with clusters, without popups."""
    drawn = folium.Map(tiles=None)
    drawn.options["max_zoom"] = NEAREST  # clusters need one, and tiles would have told it
    points = [[stored.mention.latitude, stored.mention.longitude] for stored in mentions]
    FastMarkerCluster(points, callback=PLAIN).add_to(drawn)
    return drawn


def stands_after(browser: Browser, path: Path, modules: Path) -> str:
    """Return how long a page takes until it stands."""
    page = browser.new_context(viewport=SCREEN).new_page()  # type: ignore[arg-type]
    page.route(re.compile("^https?:"), lambda route: answer(route, modules))
    began = time.perf_counter()
    try:
        page.goto(path.as_uri(), timeout=LONGEST)
        page.wait_for_selector(".leaflet-marker-icon", timeout=LONGEST)
        page.evaluate("new Promise((next) => requestAnimationFrame(() => setTimeout(next)))")
    except Error as error:
        return f"not at all: {str(error).splitlines()[0]}"
    finally:
        page.context.close()
    return f"{time.perf_counter() - began:.1f} s"


def answer(route: Route, modules: Path) -> None:
    """Answer from the packages what a page asks of other hosts, and nothing for the rest."""
    for pattern, file in FILES.items():
        if re.search(pattern, route.request.url):
            route.fulfill(path=modules / file)
            return
    route.fulfill(body="")


def installed() -> Path:
    """Return the folder of the packages, installed on first use."""
    folder = cache_folder() / "benchmarks" / "folium"
    if not (folder / "node_modules").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["npm", "install", "--silent", "--no-audit", "--prefix", str(folder), *PACKAGES],
            check=True,
        )
    return folder / "node_modules"
