"""Decisions stand at once, outlive every reading, and can be undone."""

import pytest

from geomap.decisions import decide, undo
from geomap.errors import GeomapError
from geomap.geoparser import Geoparser
from geomap.model import Article
from geomap.places_added import add_place, remove_place
from geomap.rereading import preview, reread
from geomap.store import Filter, Store

TEXT = "Shelling in Homs. Fighters left Homs and entered Idlib, then a village near Khan Tuman."


@pytest.fixture
def read(store, small_world):
    geoparser = Geoparser(small_world)
    article = Article(text=TEXT, title="A day")
    store.add([(article, geoparser.parse(article))], gazetteer=geoparser.version)
    return store


def stored_mentions(store):
    return store.mentions(Filter(), limit=99).mentions


def mention_id(store, name, *, nth=0):
    return [each.mention_id for each in stored_mentions(store) if each.mention.name == name][nth]


def meant(store):
    return [(m.name, m.place.name if m.place else None) for m in store.article(1).mentions]


def test_what_is_not_a_place_is_off_the_map_at_once(read):
    before = meant(read)
    decide(read, mention_id(read, "Homs"), "not a place", who="Rana")
    assert meant(read) == before[1:]


def test_another_place_stands_with_who_decided_it(read, places):
    kept = decide(read, mention_id(read, "Homs"), "another place", place=places["Aleppo"],
                  who="Rana")  # fmt: skip
    changed = read.article(1).mentions[0]
    assert (changed.place.name, changed.confidence) == ("Aleppo", 1.0)
    assert "decided by Rana on" in changed.reasons[0].text
    assert kept.former_place.name == "Homs"
    assert stored_mentions(read)[0].decision == kept


def test_a_decision_is_about_one_mention_only(read, places):
    decide(read, mention_id(read, "Homs", nth=1), "another place", place=places["Aleppo"])
    assert meant(read)[:2] == [("Homs", "Homs"), ("Homs", "Aleppo")]


def test_a_decided_mention_keeps_its_identifier_and_the_others_theirs(read, places):
    before = [each.mention_id for each in stored_mentions(read)]
    decide(read, before[0], "another place", place=places["Aleppo"])
    assert [each.mention_id for each in stored_mentions(read)] == before


def test_decisions_outlive_reading_again(read, places, small_world):
    decide(read, mention_id(read, "Idlib"), "another place", place=places["Aleppo"])
    decide(read, mention_id(read, "Homs"), "not a place")
    decided = meant(read)
    assert preview(read, changed_only=False, gazetteer=small_world).differences == 0
    reread(read, changed_only=False, gazetteer=small_world)
    assert meant(read) == decided


def test_decisions_outlive_a_place_added_and_removed(read, places, small_world):
    decide(read, mention_id(read, "Homs"), "another place", place=places["Aleppo"])
    decided = meant(read)
    add_place(read, name="Khan Tuman", longitude=37.05, latitude=36.12, gazetteer=small_world)
    assert meant(read)[0] == ("Homs", "Aleppo")
    assert ("Khan Tuman", "Khan Tuman") in meant(read)
    remove_place(read, "user:1", gazetteer=small_world)
    assert meant(read) == decided


@pytest.mark.parametrize("verdict", ["not a place", "another place"])
def test_undoing_puts_the_reading_back(read, places, small_world, verdict):
    before = read.article(1).mentions
    place = places["Aleppo"] if verdict == "another place" else None
    kept = decide(read, mention_id(read, "Homs"), verdict, place=place)
    assert undo(read, kept.number, gazetteer=small_world).undone is not None
    assert read.article(1).mentions == before


def test_undoing_the_later_of_two_decisions_leaves_the_earlier(read, places, small_world):
    first = decide(read, mention_id(read, "Idlib"), "another place", place=places["Aleppo"])
    second = decide(read, mention_id(read, "Idlib"), "another place", place=places["Homs"])
    assert second.former_place == first.place
    undo(read, second.number, gazetteer=small_world)
    assert ("Idlib", "Aleppo") in meant(read)


def test_every_decision_stays_on_record(read, places, small_world):
    kept = decide(read, mention_id(read, "Homs"), "not a place", who="Rana")
    undo(read, kept.number, gazetteer=small_world)
    (recorded,) = read.decisions()
    assert (recorded.name, recorded.verdict, recorded.who) == ("Homs", "not a place", "Rana")
    assert recorded.undone >= recorded.decided


def test_a_decision_is_undone_once(read, small_world):
    kept = decide(read, mention_id(read, "Homs"), "not a place")
    undo(read, kept.number, gazetteer=small_world)
    with pytest.raises(GeomapError, match="was undone already"):
        undo(read, kept.number, gazetteer=small_world)
    with pytest.raises(GeomapError, match="nobody made it"):
        undo(read, 99, gazetteer=small_world)


def test_a_decision_stands_with_its_effect_or_not_at_all(read, small_world, monkeypatch):
    def failing(*_, **__):
        raise GeomapError("no room")

    kept = decide(read, mention_id(read, "Homs"), "not a place")
    before = meant(read)
    with monkeypatch.context() as full:
        full.setattr(Store, "replace_mentions", failing)
        with pytest.raises(GeomapError, match="no room"):
            decide(read, mention_id(read, "Idlib"), "not a place")
        with pytest.raises(GeomapError, match="no room"):
            undo(read, kept.number, gazetteer=small_world)
    assert (meant(read), read.decisions()) == (before, [kept])


def test_a_place_that_a_decision_names_is_not_removed(read, small_world):
    added = add_place(read, name="Zerba", longitude=36.9, latitude=36.0, gazetteer=small_world)
    kept = decide(read, mention_id(read, "Homs"), "another place", place=added.place)
    with pytest.raises(GeomapError, match="is what 1 decision says"):
        remove_place(read, added.place.place_id, gazetteer=small_world)
    undo(read, kept.number, gazetteer=small_world)
    remove_place(read, added.place.place_id, gazetteer=small_world)
    assert read.decisions()[0].place.name == "Zerba"


@pytest.mark.parametrize(
    ("decided", "fault"),
    [
        ({"verdict": "not a place", "place": "Homs"}, "has none"),
        ({"verdict": "another place"}, "needs the place"),
        ({"verdict": "another place", "place": "Homs"}, "already"),
        ({"verdict": "not a place", "who": "R\n"}, '"who" is a name'),
        ({"verdict": "not a place", "who": "R" * 101}, '"who" is a name'),
    ],
)
def test_what_cannot_be_decided_is_refused(read, places, decided, fault):
    before = read.article(1)
    decided = decided | {"place": places.get(decided.get("place"))}
    with pytest.raises(GeomapError, match=fault):
        decide(read, mention_id(read, "Homs"), **decided)
    assert (read.article(1), read.decisions()) == (before, [])


def test_a_mention_that_is_gone_cannot_be_decided(read):
    gone = mention_id(read, "Homs")
    decide(read, gone, "not a place")
    with pytest.raises(GeomapError, match="open its article again"):
        decide(read, gone, "not a place")
