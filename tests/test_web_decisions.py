"""What a reader's correction does over HTTP, and what it refuses."""

import pytest

from geomap.geoparser import Geoparser
from geomap.model import Article
from geomap.store import Filter, Store


@pytest.fixture
def path(tmp_path, small_world, monkeypatch):
    path = tmp_path / "war.db"
    article = Article(text="Shelling in Idlib and Homs.", title="A day")
    with Store.open(path, create=True) as store:
        store.add([(article, Geoparser(small_world).parse(article))])
    monkeypatch.setattr("web.decisions.world", lambda: small_world)
    return path


@pytest.fixture
def client(path, writing_client):
    return writing_client(path)


def meant(path):
    with Store.open(path) as store:
        return {
            stored.mention.name: (stored.mention_id, stored.mention.place.name)
            for stored in store.mentions(Filter(), limit=9).mentions
        }


def test_not_a_place_takes_the_mention_off_the_map(client, path):
    number = meant(path)["Homs"][0]
    answer = client.post("/api/decisions", json={"mention_id": number, "verdict": "not a place"})
    assert answer.status_code == 201
    assert answer.get_json()["former_place"]["name"] == "Homs"
    assert set(meant(path)) == {"Idlib"}


def test_another_place_moves_the_mention_and_undoing_moves_it_back(client, path):
    before = meant(path)
    decided = client.post("/api/decisions", json={
        "mention_id": before["Homs"][0], "verdict": "another place",
        "place_id": "geonames:170063", "who": "Rana",
    }).get_json()  # fmt: skip
    assert meant(path)["Homs"] == (before["Homs"][0], "Aleppo")
    undone = client.delete(f"/api/decisions/{decided['number']}").get_json()
    assert undone["undone"]
    assert meant(path) == before


def test_decisions_are_listed_newest_first_in_pages(client, path):
    for name in ("Homs", "Idlib"):
        number = meant(path)[name][0]
        client.post("/api/decisions", json={"mention_id": number, "verdict": "not a place"})
    first = client.get("/api/decisions?limit=1").get_json()
    rest = client.get(f"/api/decisions?limit=1&before={first['next']}").get_json()
    names = [first["decisions"][0]["name"], rest["decisions"][0]["name"]]
    assert (names, rest["next"]) == (["Idlib", "Homs"], None)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ([], "not an object"),
        ({"verdict": "not a place"}, '"mention_id" is missing'),
        ({"mention_id": True, "verdict": "not a place"}, '"mention_id" is missing'),
        ({"mention_id": 2**63, "verdict": "not a place"}, '"mention_id" is missing'),
        ({"mention_id": 1}, '"verdict" is None; write one of: not a place, another place'),
        ({"mention_id": 1, "verdict": ["x"]}, '"verdict" is'),
        ({"mention_id": 1, "verdict": "another place"}, '"place_id" is missing'),
        ({"mention_id": 1, "verdict": "another place", "place_id": "x:1"}, '"place_id" is "x:1"'),
        ({"mention_id": 1, "verdict": "not a place", "who": 7}, '"who" is missing or not text'),
    ],
)
def test_a_decision_that_cannot_be_read_names_its_fault(client, path, body, fault):
    before = meant(path)
    answer = client.post("/api/decisions", json=body)
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert fault in answer.get_json()["detail"]
    assert meant(path) == before


@pytest.mark.parametrize("given", ["x", "-1", "1" * 30])
def test_a_page_that_nobody_gave_is_refused(client, given):
    assert client.get(f"/api/decisions?before={given}").status_code == 400


def test_what_is_not_there_is_not_found(client):
    gone = client.post("/api/decisions", json={"mention_id": 99, "verdict": "not a place"})
    assert gone.status_code == 404
    assert client.delete("/api/decisions/99").status_code == 404
    assert client.delete(f"/api/decisions/{2**70}").status_code == 404
