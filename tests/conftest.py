"""What several test files start from."""

import os
import resource
import subprocess
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import settings
from import_samples import ALEPPO
from interpreting import outdated

from gazetteer import Gazetteer, Place, compile_layer, open_world
from geomap.model import Article, Candidate, Mention, Reason, Relation, precision_of
from geomap.store import Store
from web import create_app

# No test is timed: a machine may have other work.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_sessionstart():
    """Test no compiled module whose source is newer."""
    for source in outdated():
        pytest.exit(f"{source} was changed after it was compiled; compile it: make lint", 2)


UNPRIVILEGED = [
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search,-fowner",
    "--inh-caps=-all",
]


@pytest.fixture(scope="session")
def world():
    """The real gazetteer, compiled on first use."""
    return open_world()


@pytest.fixture(scope="session")
def small_world():
    """Four places, so that a test says by itself what is known."""
    return Gazetteer([compile_layer(PLACES.values())])


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "war.db", create=True) as opened:
        yield opened


@pytest.fixture
def disk_of():
    """Let no file grow over so many bytes, as a disk that fills up does."""

    @contextmanager
    def limited(size):
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    return limited


@pytest.fixture
def small_disk(tmp_path):
    """Mount a disk of so many kilobytes, which takes root."""
    folder = tmp_path / "small"
    folder.mkdir()

    def mounted(kilobytes):
        command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("a small disk cannot be mounted; to fill one, run the tests as root")
        return folder

    yield mounted
    subprocess.run(["umount", folder], capture_output=True, check=False)


@pytest.fixture
def unprivileged():
    """Run a command as somebody who may not read and write everything."""
    if os.geteuid() != 0:
        return lambda *command: subprocess.run(command, capture_output=True, text=True, check=False)
    if subprocess.run([*UNPRIVILEGED, "true"], capture_output=True, check=False).returncode:
        pytest.skip("setpriv cannot take away what root may; run the tests as somebody else")
    return lambda *command: subprocess.run(
        [*UNPRIVILEGED, *command], capture_output=True, text=True, check=False
    )


@pytest.fixture
def writing_client():
    """Return a client of a database's application that shows its token."""

    def client_of(path, **settings):
        with Store.open(path) as opened:
            token = opened.renew_token()
        client = create_app(path, **settings).test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return client

    return client_of


def make_place(place_id, name, longitude, latitude, *, place_type="populated place", **facts):
    return Place(
        place_id=place_id, name=name, place_type=place_type, longitude=longitude,
        latitude=latitude, countries=("SY",), **facts,
    )  # fmt: skip


PLACES = {
    place.name: place
    for place in (
        make_place("geonames:163843", "Syria", 38.5, 35.0, place_type="country"),
        make_place("geonames:169577", "Homs", 36.72339, 34.72682, population=775404, admin1="11"),
        make_place("geonames:169389", "Idlib", 36.63391, 35.93062, names=("إدلب",), admin1="12"),
        make_place("geonames:170063", "Aleppo", 37.16117, 36.20124, population=1602264),
    )
}


@pytest.fixture
def places():
    return dict(PLACES)


def _make_article(text="Shelling in Homs and Idlib.", **facts):
    return Article(text=text, **facts)


def _make_mention(article, name, place=None, *, rivals=(), **facts):
    start = article.text.index(name)
    reasons = (Reason(score=0.5, text='follows "in"'),)
    candidates = tuple(
        Candidate(place=each, score=1.25, confidence=0.1, reasons=reasons)
        for each in (place, *rivals)
        if each
    )
    return Mention(**{
        "start": start, "end": start + len(name), "name": name, "kind": "place", "place": place,
        "confidence": 0.9 if place else 0.0, "precision": precision_of(place) if place else "",
        "reasons": reasons, "candidates": candidates, **facts,
    })  # fmt: skip


@pytest.fixture
def make_article():
    return _make_article


@pytest.fixture
def make_mention():
    return _make_mention


@pytest.fixture
def ogc_database(tmp_path, places):
    """Return the path of what is listed: seven mentions of five places, and four articles.

    One article has no date and one no place; two places lie beside the antimeridian; one mention
    points beside its place, one is unresolved, one is a demonym, two are no events.
    """
    suva = replace(PLACES["Homs"], place_id="geonames:2198148", name="Suva", countries=("FJ",),
                   longitude=178.44149, latitude=-18.14161)  # fmt: skip
    apia = replace(suva, place_id="geonames:4035413", name="Apia", countries=("WS",),
                   longitude=-171.76666, latitude=-13.83333)  # fmt: skip
    near = Relation(text="20 km north of Homs", longitude=36.72339, latitude=34.90675,
                    radius_km=5.0, reason=Reason(score=1.0, text="north of"))  # fmt: skip
    war = _make_article(
        "Shelling in Homs and Idlib, DAMASCUS said. Rockets fell near Khan Tuman.",
        title="A day of war", source="Wire", url="https://example.org/war", language="en",
        article_id="a1", published=date(2015, 10, 7),
    )  # fmt: skip
    later = _make_article("Homs again, and Aleppo; Syrians left.", title="Homs again",
                          source="Daily", published=date(2015, 11, 2))  # fmt: skip
    undated = _make_article("From Suva to Apia, <b>Homs</b>.", title="<script>alert(1)</script>")
    nowhere = _make_article("Nothing is named.", title="Nothing", published=date(2016, 1, 1))
    with Store.open(tmp_path / "listed.db", create=True) as opened:
        opened.add([
            (war, [
                _make_mention(war, "Homs", places["Homs"], role="event", relation=near),
                _make_mention(war, "Idlib", places["Idlib"], role="event", confidence=0.6),
                _make_mention(war, "Khan Tuman"),
            ]),
            (later, [
                _make_mention(later, "Homs", places["Homs"], role="dateline"),
                _make_mention(later, "Aleppo", places["Aleppo"], role="actor"),
                _make_mention(later, "Syrians", places["Syria"], kind="demonym"),
            ]),
            (undated, [_make_mention(undated, "Suva", suva), _make_mention(undated, "Apia", apia),
                       _make_mention(undated, "Homs", places["Homs"])]),
            (nowhere, []),
        ])  # fmt: skip
    return tmp_path / "listed.db"


@pytest.fixture
def ogc(ogc_database):
    """Return what asks for a document under /ogc and returns its answer."""
    client = create_app(ogc_database).test_client()

    def ask(path, **arguments):
        headers = arguments.pop("headers", None)
        return client.get(f"/ogc{path}", query_string=arguments or None, headers=headers)

    return ask


@pytest.fixture
def imports_folder(tmp_path, monkeypatch):
    """Where this test's imports are kept."""
    monkeypatch.setenv("GEOMAP_DATA", str(tmp_path / "imports"))
    return tmp_path / "imports"


@pytest.fixture(scope="session")
def below():
    """A world of Aleppo and enough of Syria to know where the country lies."""
    villages = [
        Place(
            place_id=f"geonames:{100 + number}", name=f"Village {chr(65 + number)}",
            place_type="populated place", longitude=38 + number / 10, latitude=33 + number / 10,
            countries=("SY",),
        )
        for number in range(1, 8)
    ]  # fmt: skip
    return Gazetteer([compile_layer([ALEPPO, *villages])])
