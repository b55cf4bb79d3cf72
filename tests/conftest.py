"""What several test files start from."""

import resource
from contextlib import contextmanager

import pytest

from gazetteer import Gazetteer, Place, compile_layer, open_world
from geomap.model import Article, Candidate, Mention, Reason, precision_of
from geomap.store import Store
from web import create_app


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
