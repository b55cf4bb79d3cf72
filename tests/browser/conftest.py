"""A real server, a real Chromium, and a page that fails its test for any foreign request."""

import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from geomap.ingesting import ingest
from geomap.reading import read
from geomap.store import Store

SEEDS = Path(__file__).parents[2] / "seeds" / "dispatches.jsonl"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip
DESKTOP = {"width": 1440, "height": 900}
# What a page may not do is told on its console in these words.
TOKENS = {}  # what each served address was printed with
FAULTS = ("Content Security Policy", "Refused to", "Uncaught", "violates")


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests; without one they stand aside."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        pytest.skip("no Chromium for the browser tests; to run them: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample_database(world, tmp_path_factory):
    """The seeds, read once."""
    path = tmp_path_factory.mktemp("samples") / "samples.db"
    with Store.open(path, create=True) as store:
        ingest(store, read([str(SEEDS)]), gazetteer=world)
    return path


@pytest.fixture
def samples(sample_database, tmp_path):
    """A copy of the seeds' database that a test may write to, served; its address."""
    path = tmp_path / "samples.db"
    with Store.open(sample_database):  # its log is folded into the file when it closes
        pass
    shutil.copy(sample_database, path)
    with served(path) as address:
        yield address


@contextmanager
def served(database, *options, port=0):
    """Serve a database from a process of its own; give its address."""
    command = [sys.executable, "-c", "from web.serve import serve; serve()"]
    with subprocess.Popen(
        [*command, "--db", str(database), "--port", str(port), *options],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            address, _, token = process.stdout.readline().split()[-1].partition("#")
            TOKENS[address] = token
            yield address
        finally:
            process.terminate()


@pytest.fixture
def serve():
    """A function that serves a database while the test runs."""
    return served


class Visit:
    """A page of one browser context, and what it did that it may not."""

    def __init__(self, page):
        self.page = page
        self.faults = []
        page.on("request", self.note_request)
        page.on("response", self.note_response)
        page.on("console", self.note_console)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("dialog", self.note_dialog)

    def note_request(self, request):
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname != "127.0.0.1":
            self.faults.append(f"request to {request.url}")

    def note_response(self, response):
        if response.status >= 400 and "/api/" not in response.url:
            self.faults.append(f"{response.status} for {response.url}")

    def note_console(self, message):
        refused = message.text.startswith("Failed to load resource")  # see note_response
        wrong = message.type == "error" and not refused
        if wrong or any(fault in message.text for fault in FAULTS):
            self.faults.append(f"console: {message.text}")

    def note_dialog(self, dialog):
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open(self, address):
        base, _, fragment = address.partition("#")
        self.page.goto(f"{base}#{fragment}&{TOKENS.get(base, '')}")
        self.page.wait_for_selector("body[data-ready]")
        return self.page


@pytest.fixture
def visit(chromium):
    """A function that opens an address as a new reader; the test fails for any fault."""
    contexts, visits = [], []

    def opened(address, *, viewport=DESKTOP, **options):
        contexts.append(chromium.new_context(viewport=viewport, **options))
        visits.append(Visit(contexts[-1].new_page()))
        return visits[-1].open(address)

    yield opened
    faults = [fault for each in visits for fault in each.faults]
    for context in contexts:
        context.close()
    assert faults == []
