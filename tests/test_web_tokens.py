"""Writes need the token, at a person's pace; a read-only map takes none."""

from pathlib import Path

import pytest

from geomap.store import Store
from web import create_app
from web.guard import WRITING

PLACE = {"name": "Khan Tuman", "longitude": 37.05, "latitude": 36.12}
FILLED = {"int": "1", "default": "user:1", "string": "user:1", "path": "x"}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "war.db"
    with Store.open(path, create=True) as store:
        store.renew_token()
    return path


def routes():
    """Every address of the application that takes a write, and how."""
    app = create_app("none.db")
    for rule in app.url_map.iter_rules():
        given = {
            name: FILLED["int" if type(converter).__name__ == "IntegerConverter" else "default"]
            for name, converter in rule._converters.items()
        }
        address = rule.build(given, append_unknown=False)[1]
        yield from ((method, address) for method in sorted(rule.methods & WRITING))


def write(client, method, address, **headers):
    return client.open(address, method=method, json={}, headers=headers)


def test_there_are_routes_that_write():
    assert {("POST", "/api/places"), ("POST", "/api/decisions")} <= set(routes())


@pytest.mark.parametrize(("method", "address"), list(routes()))
def test_no_route_writes_without_the_token(path, method, address):
    client = create_app(path).test_client()
    with Store.open(path) as store:
        token = store.write_token()
    almost = [token[:1], token[:-1], f"{token}x", f" {token}", token.swapcase(), token[::-1]]
    refused = [
        write(client, method, address),
        write(client, method, address, Authorization="Bearer wrong"),
        write(client, method, address, Authorization="Bearer "),
        write(client, method, address, Authorization="Basic abc"),
        write(client, method, address, Authorization="Bearer ü"),
    ]
    another = create_app(path).test_client()  # before the first has guessed too often
    refused += [write(another, method, address, Authorization=f"Bearer {e}") for e in almost]
    assert {answer.status_code for answer in refused} == {401}
    assert refused[0].headers["WWW-Authenticate"].startswith("Bearer")
    assert refused[0].mimetype == "application/problem+json"


@pytest.mark.parametrize(("method", "address"), list(routes()))
def test_no_route_writes_to_a_read_only_map_even_with_the_token(
    path, writing_client, method, address
):
    answer = write(writing_client(path, read_only=True), method, address)
    assert answer.status_code == 403
    assert "read-only" in answer.get_json()["detail"]


def test_no_route_that_reads_writes(ogc_database):
    app = create_app(ogc_database)
    before = ogc_database.read_bytes()
    for rule in app.url_map.iter_rules():
        given = {
            name: FILLED["int" if type(converter).__name__ == "IntegerConverter" else "default"]
            for name, converter in rule._converters.items()
        }
        with app.test_client().get(rule.build(given, append_unknown=False)[1]) as answer:
            assert answer.status_code != 500, rule
    assert ogc_database.read_bytes() == before
    assert not Path(f"{ogc_database}-wal").exists()


def test_a_database_without_a_token_takes_no_write(tmp_path):
    Store.open(tmp_path / "war.db", create=True).close()
    client = create_app(tmp_path / "war.db").test_client()
    for shown in ("", "None", "Bearer "):
        answer = client.post("/api/places", json=PLACE, headers={"Authorization": shown})
        assert answer.status_code == 401


def test_a_replaced_token_opens_nothing(path, writing_client):
    client = writing_client(path)
    with Store.open(path) as store:
        store.renew_token()
    assert client.delete("/api/places/user:7").status_code == 401


def test_writes_come_at_a_persons_pace(path, writing_client):
    client = writing_client(path)
    answers = [client.delete("/api/places/user:7") for _ in range(61)]
    assert {answer.status_code for answer in answers[:60]} == {404}
    assert answers[60].status_code == 429
    assert 0 < int(answers[60].headers["Retry-After"]) <= 60
    assert client.get("/api/summary").status_code == 200


def test_one_who_guesses_tokens_stops_nobody_else(path, writing_client):
    client = writing_client(path)
    for number in range(12):
        write(client, "DELETE", "/api/places/user:7", Authorization=f"Bearer {number}")
    assert client.delete("/api/places/user:7").status_code == 429
    other = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.delete("/api/places/user:7", environ_base=other).status_code == 404


def test_guessing_tokens_is_stopped_even_for_the_right_one(path, writing_client):
    client = writing_client(path)
    wrong = {"Authorization": "Bearer wrong"}
    for _ in range(10):
        assert client.delete("/api/places/user:7", headers=wrong).status_code == 401
    assert client.delete("/api/places/user:7").status_code == 429
