"""What the map, its timeline, filters and excerpts are told, and how faults are named."""

import gzip
from datetime import date
from threading import BoundedSemaphore

import pytest

from gazetteer import Place
from geomap.model import Article, Mention, Reason, Relation, precision_of
from geomap.store import Store
from web import create_app
from web.reading import one_of_few

TEXT = "Shelling in Homs and Idlib, said Syria. Rockets fell near Khan Tuman."
RELATION = Relation(
    text="5 km east of Idlib", longitude=36.7, latitude=35.93, radius_km=2.0,
    reason=Reason(score=0.0, text="told"),
)  # fmt: skip


def mention(place, name, *, text=TEXT, **facts):
    start = text.index(name)
    return Mention(**{
        "start": start, "end": start + len(name), "name": name, "kind": "place", "place": place,
        "confidence": 0.9, "precision": precision_of(place) if place else "", "role": "event",
        "role_reason": "something happened there", **facts,
    })  # fmt: skip


@pytest.fixture
def client(tmp_path, places, small_world, monkeypatch):
    path = tmp_path / "war.db"
    dated = Article(
        text=TEXT, title="A day", source="Wire", published=date(2015, 10, 7), language="en",
        url="https://example.org/a",
    )  # fmt: skip
    undated = Article(text="Homs again.", source="Daily", language="ar")
    with Store.open(path, create=True) as store:
        store.add([
            (dated, [mention(places["Homs"], "Homs"),
                     mention(places["Idlib"], "Idlib", relation=RELATION, confidence=0.5),
                     mention(places["Syria"], "Syria", role="actor"), mention(None, "Khan Tuman")]),
            (undated, [mention(places["Homs"], "Homs", text=undated.text)]),
        ])  # fmt: skip
    monkeypatch.setattr("web.suggesting.world", lambda: small_world)
    return create_app(path).test_client()


def names(places):
    return [place["name"] for place in places]


def test_the_view_counts_places_and_says_what_it_hides(client):
    seen = client.get("/api/view?bbox=36,34,37,37&zoom=9").get_json()
    assert [(each["name"], each["mentions"], each["doubtful"]) for each in seen["places"]] == [
        ("Homs", 2, False), ("Idlib", 1, True),
    ]  # fmt: skip
    assert seen["areas"] == seen["cells"] == []
    assert (seen["shown"], seen["matching"], seen["largest"], seen["omitted"]) == (3, 3, 2, 0)
    assert client.get("/api/view").get_json()["hidden"] == 1
    every = client.get("/api/view?role=all").get_json()
    assert (names(every["areas"]), every["hidden"], every["shown"]) == (["Syria"], 0, 4)


def test_an_added_place_is_there_before_anybody_names_it(client, tmp_path):
    with Store.open(tmp_path / "war.db") as store:
        store.keep_place(Place(
            place_id="", name="Wardan", place_type="populated place", longitude=37.2, latitude=35.3
        ))  # fmt: skip
    [wardan] = client.get("/api/view?bbox=37,35,38,36").get_json()["places"]
    assert (wardan["name"], wardan["mentions"], wardan["doubtful"]) == ("Wardan", 0, False)
    assert client.get("/api/view?bbox=38,35,39,36").get_json()["places"] == []
    assert client.get("/api/view?bbox=37,35,38,36&q=homs").get_json()["places"] == []


def test_what_would_overlap_comes_as_a_cell(client, places):
    seen = client.get("/api/view?zoom=1").get_json()
    [cell] = seen["cells"]
    assert (cell["places"], cell["mentions"], seen["places"]) == (2, 3, [])
    assert cell["largest"] == {"place_id": places["Homs"].place_id, "name": "Homs"}
    west, south, east, north = cell["bbox"]
    assert (west, north) == (places["Idlib"].longitude, places["Idlib"].latitude)
    assert west <= cell["longitude"] <= east
    assert south <= cell["latitude"] <= north


def test_a_margin_tells_what_lies_beside_the_view_and_counts_it_not(client):
    narrow = "/api/view?bbox=36.6,34.6,36.8,34.8&zoom=9"  # Homs; Idlib is to the north
    assert names(client.get(narrow).get_json()["places"]) == ["Homs"]
    wide = client.get(f"{narrow}&margin=1").get_json()
    assert names(wide["places"]) == ["Homs"]
    wider = client.get("/api/view?bbox=36.5,34,37,35.5&zoom=9&margin=0.5").get_json()
    assert names(wider["places"]) == ["Homs", "Idlib"]
    assert (wider["shown"], wider["matching"]) == (2, 3)


def test_a_map_may_ask_where_to_begin(client):
    seen = client.get("/api/view?fit=1000x800&margin=0.3").get_json()
    assert sorted(names(seen["places"])) == ["Homs", "Idlib"]
    assert seen["shown"] == 3
    begin = seen["fitted"]
    west, south, east, north = seen["first_view"]
    assert west < begin["longitude"] < east
    assert south < begin["latitude"] < north
    assert client.get("/api/view?fit=1000x800&q=nowhere").get_json()["fitted"] is None


@pytest.mark.parametrize(
    ("query", "named"),
    [("fit=wide", "fit"), ("fit=0x9", "fit"), ("fit=9x9&zoom=3", "fit"), ("margin=-1", "margin"),
     ("margin=much", "margin")],
)  # fmt: skip
def test_a_viewport_that_means_nothing_is_refused_by_name(client, query, named):
    answer = client.get(f"/api/view?{query}")
    assert (answer.status_code, named in answer.get_json(force=True)["detail"]) == (400, True)


def test_a_relation_comes_with_its_radius(client, places):
    [related] = client.get("/api/view").get_json()["relations"]
    assert related["place_id"] == places["Idlib"].place_id
    assert (related["text"], related["radius_km"]) == ("5 km east of Idlib", 2.0)


def test_the_histogram_has_undated_articles_apart_and_ignores_the_period(client):
    told = client.get("/api/histogram?since=2020-01-01").get_json()
    assert told == {
        "unit": "day", "bars": [{"start": "2015-10-07", "mentions": 2}], "undated": 1,
    }  # fmt: skip


def test_each_facet_is_counted_without_its_own_filter(client):
    facets = client.get("/api/facets?source=Wire&role=all").get_json()
    assert facets["source"] == [
        {"value": "Wire", "label": "Wire", "mentions": 3},
        {"value": "Daily", "label": "Daily", "mentions": 1},
    ]
    assert facets["country"] == [{"value": "SY", "label": "Syria", "mentions": 3}]
    assert [each["value"] for each in facets["language"]] == ["en"]
    assert {each["value"]: each["mentions"] for each in facets["role"]} == {"event": 2, "actor": 1}


def test_mentions_are_those_the_filters_leave(client):
    page = client.get("/api/mentions?limit=1").get_json()
    assert (page["mentions"][0]["name"], page["matching"]) == ("Homs", 3)
    rest = client.get(f"/api/mentions?after={page['next']}").get_json()
    assert [each["name"] for each in rest["mentions"]] == ["Idlib", "Homs"]
    told = rest["mentions"][0]
    assert told["relation"]["radius_km"] == told["radius_km"] == 2.0
    assert (told["role"], told["role_reason"]) == ("event", "something happened there")
    assert told["decision"] is None
    assert told["place"]["name"] == "Idlib"
    found = client.get("/api/mentions?q=again").get_json()["mentions"]
    assert [each["language"] for each in found] == ["ar"]
    assert client.get('/api/mentions?q="near+khan"&undated=1').get_json()["matching"] == 0


def test_the_next_page_is_the_same_while_articles_come_in(client, places, tmp_path):
    first = client.get("/api/mentions?limit=1").get_json()
    expected = client.get(f"/api/mentions?after={first['next']}").get_json()["mentions"]
    new = Article(text="Homs today.", published=date(2016, 1, 1))
    with Store.open(tmp_path / "war.db") as store:
        store.add([(new, [mention(places["Homs"], "Homs", text=new.text)])])
    assert (
        client.get("/api/mentions?limit=1").get_json()["mentions"][0]["published"] == "2016-01-01"
    )
    assert client.get(f"/api/mentions?after={first['next']}").get_json()["mentions"] == expected


def test_a_place_takes_the_filters_too(client, places):
    path = f"/api/places/{places['Homs'].place_id}/mentions"
    opened = client.get(f"{path}?language=ar").get_json()
    assert (opened["place"]["mentions"], opened["matching"]) == (1, 1)
    none = client.get(f"{path}?language=ru").get_json()
    assert (none["place"]["name"], none["place"]["mentions"], none["mentions"]) == ("Homs", 0, [])


def test_an_article_has_all_its_mentions_where_they_stand(client):
    [listed] = client.get("/api/mentions?q=rockets&limit=1").get_json()["mentions"]
    article = client.get(f"/api/articles/{listed['article']}").get_json()
    assert article["title"] == "A day"
    for each in article["mentions"]:
        assert article["text"][each["start"] : each["end"]] == each["name"]
    assert names(article["mentions"]) == ["Homs", "Idlib", "Syria", "Khan Tuman"]
    assert article["mentions"][-1]["place"] is None


def test_what_is_typed_finds_places_and_words(client):
    told = client.get("/api/suggest?q=ho").get_json()
    assert [(place["name"], place["mentions"]) for place in told["places"]] == [("Homs", 2)]
    assert {"word": "homs", "articles": 2} in told["words"]
    unnamed = client.get("/api/suggest?q=Aleppo").get_json()["places"]
    assert [(place["name"], place["mentions"]) for place in unnamed] == [("Aleppo", 0)]
    assert names(client.get("/api/suggest?q=إدلب").get_json()["places"]) == ["Idlib"]


def test_a_file_holds_just_what_the_filters_leave(client):
    with client.get("/api/export?format=csv&language=ar") as answer:
        assert answer.headers["Content-Disposition"] == "attachment; filename=geomap.csv"
        assert answer.mimetype == "text/csv"
        _head, *lines = answer.text.splitlines()
    assert len(lines) == 1
    with client.get("/api/export?format=geojson") as answer:
        assert len(answer.get_json(force=True)["features"]) == 3


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/api/view?colour=red", '"colour" is no parameter here'),
        ("/api/view?zoom=near", '"zoom" is "near"'),
        ("/api/view?bbox=1,2,3", '"bbox" is "1,2,3"'),
        ("/api/view?role=bystander", '"role" is "bystander"; one is: event'),
        ("/api/facets?precision=vague", '"precision" is "vague"; one is: point'),
        ("/api/histogram?bins=0", '"bins" is "0"'),
        ("/api/histogram?bins=", '"bins" is ""'),
        ("/api/mentions?since=yesterday", '"since" is "yesterday"'),
        ("/api/mentions?since=2015-01-01&since=2016-01-01", '"since" is given twice'),
        ("/api/mentions?country=Syria", '"country" is "Syria"'),
        ("/api/mentions?country=SY&country=ZZ", '"country" is "ZZ"'),
        ("/api/mentions?min_confidence=high", '"min_confidence" is "high"'),
        ("/api/mentions?min_confidence=nan", '"min_confidence" is "nan"'),
        ("/api/mentions?undated=yes", '"undated" is "yes"'),
        ("/api/mentions?q=%22", '"q" is'),
        (f"/api/mentions?q={'x' * 201}", '"q" has 201 characters'),
        ("/api/export?format=doc", '"format" is "doc"; one is: geojson'),
        ("/api/export?by=street", '"by" is "street"; one is: mention, place'),
        ("/api/suggest?q=", '"q" has 0 characters'),
    ],
)
def test_a_filter_that_means_nothing_is_said_by_name(client, path, named):
    answer = client.get(path)
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert named in answer.get_json(force=True)["detail"]


@pytest.mark.parametrize(
    "words", ["NOT homs", "homs*", "a^b", "(", "title:homs", "NEAR(a b)", "ﷺ\0x"]
)
def test_no_word_is_an_order_to_the_index(client, words):
    assert client.get("/api/mentions", query_string={"q": f"{words} zz9"}).status_code == 200


def test_an_article_that_is_not_there_is_not_found(client):
    assert client.get("/api/articles/99").status_code == 404
    assert client.get(f"/api/articles/{2**70}").status_code == 404


def test_text_comes_compressed_to_who_takes_it_and_is_not_sent_twice(client):
    for path in ("/static/page.js", "/api/mentions", "/"):
        with (
            client.get(path) as plain,
            client.get(path, headers={"Accept-Encoding": "br, gzip"}) as packed,
        ):
            assert "Content-Encoding" not in plain.headers
            assert packed.headers["Content-Encoding"] == "gzip"
            assert packed.headers["Vary"] == plain.headers["Vary"]
            assert "Accept-Encoding" in packed.vary
            assert len(packed.data) < len(plain.data)
            if path != "/":
                assert gzip.decompress(packed.data) == plain.data
    known = {"Accept-Encoding": "gzip", "If-None-Match": '"none"'}
    with client.get("/static/page.js", headers=known) as first:
        known["If-None-Match"] = first.headers["ETag"]
    with client.get("/static/page.js", headers=known) as again:
        assert (again.status_code, again.data) == (304, b"")


def test_a_part_of_a_file_is_not_compressed(client):
    asked = {"Accept-Encoding": "gzip", "Range": "bytes=0-2000"}
    with client.get("/static/page.js", headers=asked) as answer:
        assert answer.status_code == 206
        assert "Content-Encoding" not in answer.headers


def test_a_question_that_takes_too_long_is_told(client, monkeypatch):
    monkeypatch.setattr("geomap.store.limiting.STEPS", 1)
    monkeypatch.setattr("web.opened.LONGEST_READING", 0.0)
    answer = client.get("/api/view?q=homs")
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert "rarer words" in answer.get_json(force=True)["detail"]


def test_readers_are_not_kept_waiting_by_the_files_of_others(client, monkeypatch):
    monkeypatch.setattr("web.reading.MAKING", BoundedSemaphore(1))
    with one_of_few():
        answer = client.get("/api/export?format=csv")
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert client.get("/api/summary").status_code == 200
    with client.get("/api/export?format=csv") as answer:
        assert answer.status_code == 200


def test_what_a_file_would_be_is_told_without_making_it(client, monkeypatch):
    monkeypatch.setattr("web.reading.MAKING", BoundedSemaphore(1))
    with one_of_few(), client.head("/api/export?format=csv") as answer:
        assert (answer.status_code, answer.mimetype) == (200, "text/csv")
        assert "geomap.csv" in answer.headers["Content-Disposition"]
        assert "Content-Length" not in answer.headers
    assert client.head("/api/export?format=odd").status_code == 400


def test_no_part_of_a_file_is_offered_as_each_is_made_anew(client):
    with client.get("/api/export?format=csv") as answer:
        assert "Accept-Ranges" not in answer.headers
