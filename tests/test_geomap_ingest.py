from contextlib import contextmanager

import pytest

from geomap import names_counted
from geomap.errors import GeomapError
from geomap.geoparser import Geoparser
from geomap.ingesting import BATCH, Ingested, StoreGeoparser, ingest, parsed, write
from geomap.model import Article
from geomap.places_added import add_place
from geomap.reading import Reading, Refusal
from geomap.store import Filter, Store


def reading(text, **facts):
    return Reading(article=Article(text=text, **facts), origin="a.jsonl:1", size=len(text))


def test_ingest_counts_what_it_read_and_what_it_did_not(store, small_world):
    found = [reading("Shelling in Homs."), Refusal(message="a.jsonl:2: nope"), reading("Calm.")]
    done = ingest(store, found, gazetteer=small_world)
    assert (done.articles, done.known, done.mentions, done.unresolved) == (2, 0, 1, 0)
    assert [refusal.message for refusal in done.refusals] == ["a.jsonl:2: nope"]


def test_ingesting_twice_changes_nothing(store, small_world):
    found = [reading("Shelling in Homs."), reading("Idlib is calm.")]
    ingest(store, found, gazetteer=small_world)
    before = store.summary(), list(store.each_mention(Filter()))
    done = ingest(store, found, gazetteer=small_world)
    assert (done.articles, done.known) == (0, 2)
    assert (store.summary(), list(store.each_mention(Filter()))) == before


def test_the_same_content_within_one_batch_is_read_once(store, small_world):
    done = ingest(store, [reading("Shelling in Homs.")] * 3, gazetteer=small_world)
    assert (done.articles, done.known, done.mentions) == (1, 2, 1)


def test_a_batch_is_stored_whole_or_not_at_all(store, small_world, monkeypatch):
    parse_all = Geoparser.parse_all

    def failing(self, articles):
        if any(article.text == "Stop." for article in articles):
            raise RuntimeError("stop")
        return parse_all(self, articles)

    monkeypatch.setattr(Geoparser, "parse_all", failing)
    found = [reading(f"Homs {number}.") for number in range(BATCH + 5)]
    with pytest.raises(RuntimeError):
        ingest(store, [*found, reading("Stop.")], gazetteer=small_world)
    assert store.summary().articles == BATCH


def test_what_is_not_committed_is_not_counted(store, small_world, monkeypatch):
    geoparser = StoreGeoparser(store, small_world)
    batch = parsed(store, geoparser, [reading("Shelling in Homs."), reading("Calm.")])
    transaction = store.transaction

    @contextmanager
    def failing():
        outermost = not store._connection.in_transaction
        with transaction():
            yield
            if outermost:
                raise GeomapError("no room")

    monkeypatch.setattr(store, "transaction", failing)
    done = Ingested()
    with pytest.raises(GeomapError, match="no room"):
        write(store, geoparser, [batch], done)
    assert (done, store.summary().articles) == (Ingested(), 0)


def test_an_article_of_too_many_names_is_refused_and_the_rest_is_read(
    store, small_world, monkeypatch
):
    monkeypatch.setattr(names_counted, "MOST_NAMES", 20)
    monkeypatch.setattr(names_counted, "PIECE", 65)
    crowded, most, long = "Homs, Idlib. " * 11, "Homs, Idlib. " * 10, "Calm. " * 99
    told = []
    found = [reading(text) for text in (crowded, most, long)]
    done = ingest(store, found, gazetteer=small_world, progress=told.append)
    assert [each.message for each in done.refusals] == [
        "a.jsonl:1: names more than 20 places; split it"
    ]
    assert done.articles == 2
    assert told == [sum(each.size for each in found)]


def test_progress_is_told_every_byte(store, small_world):
    told = []
    found = [reading("x" * 10) for _ in range(BATCH + 1)]
    ingest(store, found, gazetteer=small_world, progress=told.append)
    assert told == [10 * BATCH, 10]


def test_a_place_added_meanwhile_is_known_to_the_next_batch(store, small_world):
    def found():
        yield from (reading(f"Calm {number}.") for number in range(BATCH))
        with Store.open(store.path) as other:
            add_place(
                other, name="Khan Tuman", longitude=37.05, latitude=36.12, gazetteer=small_world
            )
        yield reading("Fighting in Khan Tuman.")

    ingest(store, found(), gazetteer=small_world)
    assert [each.mention.name for each in store.each_mention(Filter(place_id="user:1"))] == [
        "Khan Tuman"
    ]


def test_a_place_added_while_a_batch_is_parsed_is_known_to_it(store, small_world, monkeypatch):
    parse_all = Geoparser.parse_all
    todo = [True]

    def meanwhile(self, articles):
        if todo:
            todo.clear()
            with Store.open(store.path) as other:
                add_place(
                    other, name="Khan Tuman", longitude=37.05, latitude=36.12,
                    gazetteer=small_world,
                )  # fmt: skip
        return parse_all(self, articles)

    monkeypatch.setattr(Geoparser, "parse_all", meanwhile)
    ingest(store, [reading("Fighting in Khan Tuman.")], gazetteer=small_world)
    assert len(list(store.each_mention(Filter(place_id="user:1")))) == 1
