"""What the page is told about places, excerpts and what it adds."""

from datetime import date

import pytest

from geomap.model import Article, Candidate, Mention, Reason, precision_of
from geomap.store import Store

TEXT = "Shelling in Homs and Idlib, said Syria. Rockets fell near Khan Tuman."


def mention(place, name, *, text=TEXT, confidence=0.9):
    start = text.index(name)
    reasons = (Reason(score=1.25, text='follows "in"'),)
    candidates = () if place is None else (
        Candidate(place=place, score=1.25, confidence=confidence, reasons=reasons),
    )  # fmt: skip
    return Mention(
        start=start, end=start + len(name), name=name, kind="place", place=place,
        confidence=confidence, precision=precision_of(place) if place else "",
        reasons=reasons, candidates=candidates,
    )  # fmt: skip


@pytest.fixture
def client(tmp_path, places, small_world, monkeypatch, writing_client):
    path = tmp_path / "war.db"
    article = Article(
        text=TEXT, title="A day", source="geomap sample", url="https://example.org/a",
        published=date(2015, 10, 7), language="en",
    )  # fmt: skip
    again = Article(text="Homs again.", published=date(2015, 11, 2))
    with Store.open(path, create=True) as store:
        store.add([
            (article, [mention(places["Homs"], "Homs"), mention(places["Idlib"], "Idlib"),
                       mention(places["Syria"], "Syria"), mention(None, "Khan Tuman")]),
            (again, [mention(places["Homs"], "Homs", text=again.text)]),
        ])  # fmt: skip
    monkeypatch.setattr("web.api.world", lambda: small_world)
    monkeypatch.setattr("web.suggesting.world", lambda: small_world)
    return writing_client(path)


def seen(client, query=""):
    """Return what a view shows, by name."""
    view = client.get(f"/api/view{query}").get_json()
    return {place["name"]: place for place in view["places"] + view["areas"]}


def test_the_summary_counts_what_is_held(client):
    held = client.get("/api/summary").get_json()
    assert {key: held[key] for key in ("articles", "mentions", "places", "unresolved")} == {
        "articles": 2, "mentions": 5, "places": 3, "unresolved": 1,
    }  # fmt: skip


def test_a_country_is_an_area_and_a_town_is_not(client):
    places = seen(client)
    assert places["Syria"]["area"]
    assert not places["Homs"]["area"]
    assert places["Homs"]["mentions"] == 2


def test_a_box_keeps_the_points_inside_and_every_area(client):
    assert set(seen(client, "?bbox=36.5,35.5,37,36.5")) == {"Idlib", "Syria"}


def test_a_box_may_cross_the_antimeridian(client):
    assert set(seen(client, "?bbox=170,-90,-170,90")) == {"Syria"}


def test_the_largest_is_of_points_wherever_they_are(client):
    assert client.get("/api/view?bbox=0,0,1,1").get_json()["largest"] == 2


def test_an_excerpt_holds_its_toponym_where_it_says(client, places):
    place_id = places["Homs"].place_id
    answer = client.get(f"/api/places/{place_id}/mentions").get_json()
    assert answer["place"]["first_published"] == "2015-10-07"
    assert answer["place"]["last_published"] == "2015-11-02"
    assert [each["published"] for each in answer["mentions"]] == ["2015-11-02", "2015-10-07"]
    for each in answer["mentions"]:
        excerpt = each["excerpt"]
        assert excerpt["text"][excerpt["start"] : excerpt["end"]] == "Homs"
    last = answer["mentions"][-1]
    assert last["reasons"] == [{"score": 1.25, "text": 'follows "in"'}]
    assert last["candidates"][0]["place"]["name"] == "Homs"


def test_pages_follow_one_another_without_gap(client, places):
    path = f"/api/places/{places['Homs'].place_id}/mentions?limit=1"
    first = client.get(path).get_json()
    second = client.get(f"{path}&after={first['next']}").get_json()
    assert [first["mentions"][0]["title"], second["mentions"][0]["title"]] == ["", "A day"]
    assert second["next"] is None


def test_the_work_list_has_what_no_place_answers_to(client):
    expected = {"toponyms": [{"name": "Khan Tuman", "mentions": 1}]}
    assert client.get("/api/unresolved").get_json() == expected


def test_search_asks_the_gazetteer_in_any_script(client):
    assert [p["name"] for p in client.get("/api/search?q=إدلب").get_json()["places"]] == ["Idlib"]


def test_a_place_is_added_shown_and_removed(client):
    body = {"name": "Qalaat Ibn Wardan", "longitude": 37.2, "latitude": 35.3, "aliases": ["Wardan"]}
    answer = client.post("/api/places", json=body)
    assert answer.status_code == 201
    place_id = answer.get_json()["place"]["place_id"]
    assert answer.get_json()["articles_read_again"] == 0
    shown = seen(client, "?bbox=37,35,38,36")["Qalaat Ibn Wardan"]
    assert shown["mentions"] == 0
    opened = client.get(f"/api/places/{place_id}/mentions").get_json()
    assert opened["removable"]
    assert opened["mentions"] == []
    assert client.delete(f"/api/places/{place_id}").status_code == 200
    assert "Qalaat Ibn Wardan" not in seen(client)


def test_an_added_place_gets_the_mentions_that_name_it(client):
    body = {"name": "Khan Tuman", "longitude": 37.05, "latitude": 36.12, "country": "SY"}
    answer = client.post("/api/places", json=body).get_json()
    assert answer["articles_read_again"] == 1
    assert seen(client)["Khan Tuman"]["mentions"] == 1
