"""Who may ask, what every answer carries, and the one shape of every error."""

import json

import pytest

from geomap.store import Store
from web import create_app

PLACE = {"name": "Khan Tuman", "longitude": 37.05, "latitude": 36.12, "country": "SY"}


@pytest.fixture
def client(tmp_path, writing_client):
    path = tmp_path / "war.db"
    Store.open(path, create=True).close()
    return writing_client(path)


def assert_problem(answer, status):
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    body = answer.get_json(force=True)
    assert list(body) == ["type", "title", "status", "detail"]
    assert body["status"] == status
    assert body["detail"]
    assert "\n" not in body["detail"]
    return body["detail"]


@pytest.mark.parametrize("path", ["/", "/api/summary", "/static/page.js", "/nowhere"])
def test_every_answer_forbids_foreign_and_inline_script(client, path):
    with client.get(path) as answer:
        policy = answer.headers["Content-Security-Policy"]
    told = dict(rule.split(" ", 1) for rule in policy.split("; "))
    nonce = told["script-src"].removeprefix("'self' ")
    assert nonce.startswith("'nonce-")
    assert told == {
        "default-src": "'none'", "script-src": f"'self' {nonce}", "style-src": f"'self' {nonce}",
        "img-src": "'self' data:", "connect-src": "'self'", "frame-ancestors": "'none'",
        "base-uri": "'none'", "form-action": "'self'",
    }  # fmt: skip
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_nonce_of_the_page_is_the_policys_and_new_each_time(client):
    pages = [client.get("/") for _ in range(2)]
    nonces = [page.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
              for page in pages]  # fmt: skip
    assert nonces[0] != nonces[1]
    for page, nonce in zip(pages, nonces, strict=True):
        assert f'nonce="{nonce}"' in page.text


@pytest.mark.parametrize(
    "host", ["example.org", "127.0.0.1.example.org", "127.0.0.1:81", "localhost:81", "0.0.0.0",
             "localhost@example.org", "reader@localhost", "127.0.0.1:x", "[::1", ""],
)  # fmt: skip
def test_another_host_is_refused(client, host):
    assert_problem(client.get("/", headers={"Host": host}), 421)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "LOCALHOST:80"])
def test_loopback_names_are_answered(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Origin": "http://localhost:8080"},
        {"Origin": "https://localhost"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("method", ["post", "delete"])
def test_a_write_from_another_site_is_refused(client, method, headers):
    path = "/api/places" if method == "post" else "/api/places/user:1"
    answer = getattr(client, method)(path, json=PLACE, headers=headers)
    assert_problem(answer, 403)


@pytest.mark.parametrize("mimetype", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_taken(client, mimetype):
    answer = client.post("/api/places", data=json.dumps(PLACE), content_type=mimetype)
    assert_problem(answer, 415)


def test_what_removes_takes_no_other_body_either(client):
    answer = client.delete("/api/places/user:1", data="x", content_type="text/plain")
    assert_problem(answer, 415)


@pytest.mark.parametrize("path", ["/api/summary", "/api/view", "/nowhere"])
def test_what_the_database_says_is_kept_by_no_browser(client, path):
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_a_body_beyond_the_limit_is_refused(client):
    assert_problem(client.post("/api/places", json=PLACE | {"name": "x" * 70_000}), 413)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"name": None}, "name"),
        ({"name": "   "}, "name"),
        ({"latitude": 95}, "latitude"),
        ({"latitude": "36.1"}, "latitude"),
        ({"longitude": True}, "longitude"),
        ({"longitude": 181}, "longitude"),
        ({"longitude": 10**400}, "longitude"),
        ({"country": "Syria"}, "country"),
        ({"aliases": "Khan Touman"}, "aliases"),
        ({"aliases": [1]}, "aliases"),
    ],
)
def test_a_bad_place_says_which_field_and_writes_nothing(client, change, named, monkeypatch, world):
    monkeypatch.setattr("web.api.world", lambda: world)
    answer = client.post("/api/places", json=PLACE | change)
    assert named in assert_problem(answer, answer.status_code)
    assert answer.status_code in (400, 422)
    assert client.get("/api/view").get_json()["places"] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/static/none.js", 404),
        ("/static/../app.py", 404),
        ("/api/view?bbox=1,2,3", 400),
        ("/api/view?bbox=nan,0,1,1", 400),
        ("/api/view?bbox=0,10,1,5", 400),
        ("/api/places/geonames:1/mentions", 404),
        ("/api/places/geonames:1/mentions?limit=0", 400),
        ("/api/places/geonames:1/mentions?limit=²", 400),
        ("/api/places/geonames:1/mentions?after=x", 422),
        ("/api/search", 400),
        ("/api/search?q=Homs&country=SY", 400),
        ("/api/summary?since=2015-10-01", 400),
        ("/api/unresolved?limit=3&limit=4", 400),
        (f"/api/search?q={'x' * 201}", 400),
    ],
)
def test_every_error_has_one_shape(client, path, status):
    assert_problem(client.get(path), status)


def test_json_that_cannot_be_read_has_the_shape_too(client):
    for body in ("{", "[]", '"text"', "null"):
        answer = client.post("/api/places", data=body, content_type="application/json")
        assert_problem(answer, 400)


@pytest.mark.parametrize("path", ["/api/places", "/api/decisions"])
def test_json_that_nests_without_end_is_refused(client, path):
    answer = client.post(path, data="[" * 60_000, content_type="application/json")
    assert "nests too deeply" in assert_problem(answer, 400)


def test_half_a_character_is_refused_in_the_shape(client, monkeypatch, world):
    monkeypatch.setattr("web.decisions.world", lambda: world)
    monkeypatch.setattr("web.api.world", lambda: world)
    place = {"mention_id": 7, "verdict": "another place", "place_id": "\ud800"}
    for path, body, named in (
        ("/api/decisions", place, "place_id"), ("/api/places", PLACE | {"name": "\ud800x"}, "name"),
        ("/api/decisions", {"mention_id": 7, "verdict": "\ud800"}, "verdict"),
    ):  # fmt: skip
        answer = client.post(path, data=json.dumps(body), content_type="application/json")
        assert named in assert_problem(answer, answer.status_code)
        assert answer.status_code in (400, 422)


def test_a_wrong_method_names_the_right_ones(client):
    answer = client.put("/api/places", json=PLACE)
    assert_problem(answer, 405)
    assert "POST" in answer.headers["Allow"]


def test_removing_what_was_never_added_is_not_found(client):
    assert_problem(client.delete("/api/places/user:7"), 404)


def test_a_database_that_went_away_is_a_problem_and_no_trace(tmp_path):
    client = create_app(tmp_path / "gone.db").test_client()
    assert "no such database" in assert_problem(client.get("/api/summary"), 422)
