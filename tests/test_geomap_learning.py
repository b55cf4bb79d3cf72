"""What sources usually write about: a numbered snapshot, whatever order articles came in."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer, Place, compile_layer
from geomap.decisions import decide, undo
from geomap.ingesting import ingest
from geomap.learning import forget, learn
from geomap.model import Article
from geomap.parsing.habits import MOST, Habits, SourceHabits, habit_score, habits_in
from geomap.places_added import add_place, remove_place
from geomap.reading import Reading
from geomap.rereading import preview, reread
from geomap.store import Filter, Store, schema

TEXAS = "geonames:4717560"
FRANCE = "geonames:2988507"


def town(place_id, name, at, population, *, country="US", admin1="TX"):
    longitude, latitude = at
    return Place(
        place_id=place_id, name=name, place_type="populated place", longitude=longitude,
        latitude=latitude, population=population, countries=(country,), admin1=admin1,
    )  # fmt: skip


@pytest.fixture(scope="module")
def world():
    """Two places called Paris, of like size, and towns around one of them."""
    towns = (
        town(FRANCE, "Paris", (2.35, 48.85), 40_000, country="FR", admin1=""),
        town(TEXAS, "Paris", (-95.5, 33.7), 25_000),
        town("geonames:1", "Dallas", (-96.8, 32.8), 1_300_000),
        town("geonames:2", "Tyler", (-95.3, 32.3), 105_000),
        town("geonames:3", "Homs", (36.7, 34.7), 775_000, country="SY", admin1=""),
    )
    return Gazetteer([compile_layer(towns)])


PARIS = Article(
    text="A fire broke out in Paris.", title="fire", source="https://www.daily.example/a"
)
LOCAL = [
    Article(
        text=f"Rain {n} fell in Dallas and in Tyler.", title=f"rain {n}", source="daily.example"
    )
    for n in range(5)
]
OTHERS = [
    Article(text="Shelling in Homs.", title="homs", source="once.example"),
    Article(text="A fire broke out in Paris.", title="floods", source=""),
    Article(text="Traffic in Paris was slow.", title="traffic", source="DAILY.example"),
]
ARTICLES = [PARIS, *LOCAL, *OTHERS]


def fill(store, world, articles):
    readings = [Reading(origin="test", article=each, size=0) for each in articles]
    return ingest(store, readings, gazetteer=world)


@pytest.fixture
def filled(store, world):
    fill(store, world, ARTICLES)
    return store


def by_title(store):
    """Return the mentions of each article, and with which snapshot they were read."""
    stored = [store.article(n) for n in range(1, store.summary().articles + 1)]
    return {each.article.title: (each.mentions, each.snapshot) for each in stored}


def mention_in(store, title):
    return next(m for m in store.mentions(Filter(), limit=99).mentions if m.title == title)


def meant(store, title):
    return [m.place.place_id for m in by_title(store)[title][0] if m.place]


def test_a_local_papers_paris_is_its_own_once_learned(filled, world):
    assert meant(filled, "fire") == [FRANCE]
    learned = learn(filled, gazetteer=world)
    assert learned.fresh
    assert learned.articles == len(ARTICLES)
    assert [*learned.habits.sources] == ["daily.example"]
    habits = learned.habits.sources["daily.example"]
    assert (habits.articles, habits.countries["US"]) == (7, 5)
    assert meant(filled, "fire") == [FRANCE]  # until it is read again
    reread(filled, changed_only=True, gazetteer=world)
    assert meant(filled, "fire") == [TEXAS]
    assert meant(filled, "floods") == [FRANCE]
    reasons = [r.text for r in by_title(filled)["fire"][0][0].candidates[0].reasons]
    assert "daily.example often writes about places there" in reasons


def test_articles_that_come_later_are_read_with_the_newest(filled, world):
    learn(filled, gazetteer=world)
    fill(filled, world, [Article(text="Snow in Paris.", title="snow", source="daily.example")])
    assert meant(filled, "snow") == [TEXAS]
    assert by_title(filled)["snow"][1] == 1
    assert by_title(filled)["fire"][1] == 0


def test_an_ingest_under_way_takes_up_what_is_learned(store, world):
    fill(store, world, ARTICLES)
    late = Article(text="Snow in Paris.", title="snow", source="daily.example")

    def arriving():
        yield Reading(origin="test", article=OTHERS[0], size=0)
        learn(store, gazetteer=world)
        yield Reading(origin="test", article=late, size=0)

    ingest(store, arriving(), gazetteer=world)
    assert by_title(store)["snow"][1] == 1


def test_rereading_changed_articles_sees_those_of_older_snapshots(filled, world):
    assert preview(filled, changed_only=True, gazetteer=world).articles == 0
    learn(filled, gazetteer=world)
    told = preview(filled, changed_only=True, gazetteer=world)
    assert (told.articles, told.moved) == (len(ARTICLES), 2)
    assert reread(filled, changed_only=True, gazetteer=world).moved == 2
    assert preview(filled, changed_only=True, gazetteer=world).articles == 0
    assert {snapshot for _, snapshot in by_title(filled).values()} == {1}


def test_nothing_new_is_no_new_snapshot(filled, world):
    assert learn(filled, gazetteer=world).habits.number == 1
    again = learn(filled, gazetteer=world)
    assert (again.fresh, again.habits.number) == (False, 1)
    reread(filled, changed_only=True, gazetteer=world)
    again = learn(filled, gazetteer=world)  # though all is read with habits now
    assert (again.fresh, again.articles) == (False, 0)


def test_reading_again_in_part_keeps_each_articles_snapshot(filled, world):
    learn(filled, gazetteer=world)
    before = by_title(filled)
    add_place(filled, name="Parisville", longitude=1, latitude=1, gazetteer=world)
    add_place(filled, name="Fire", longitude=1, latitude=1, gazetteer=world)
    remove_place(filled, "user:2", gazetteer=world)
    assert by_title(filled) == before


def test_undoing_a_decision_reads_with_the_articles_own_snapshot(filled, world):
    learn(filled, gazetteer=world)
    reread(filled, changed_only=True, gazetteer=world)
    before = by_title(filled)
    fill(filled, world, [Article(text="Tyler again.", title="more", source="daily.example")])
    learn(filled, gazetteer=world)
    fire = mention_in(filled, "fire")
    made = decide(filled, fire.mention_id, "another place", place=world.place(FRANCE))
    assert meant(filled, "fire") == [FRANCE]
    undo(filled, made.number, gazetteer=world)
    assert by_title(filled)["fire"] == before["fire"]


def test_a_decision_outlives_learning_and_rereading(filled, world):
    fire = mention_in(filled, "fire")
    decide(filled, fire.mention_id, "another place", place=world.place("geonames:3"))
    learn(filled, gazetteer=world)
    reread(filled, changed_only=True, gazetteer=world)
    assert meant(filled, "fire") == ["geonames:3"]
    assert meant(filled, "traffic") == [TEXAS]


def test_forgetting_puts_every_reading_back(filled, world):
    before = {title: mentions for title, (mentions, _) in by_title(filled).items()}
    learn(filled, gazetteer=world)
    reread(filled, changed_only=True, gazetteer=world)
    assert forget(filled).habits.number == 2
    reread(filled, changed_only=True, gazetteer=world)
    assert {title: mentions for title, (mentions, _) in by_title(filled).items()} == before
    assert not forget(filled).fresh


def test_a_snapshot_that_no_article_records_is_dropped_and_its_number_never_given_again(
    filled, world
):
    learn(filled, gazetteer=world)
    forget(filled)
    assert not filled.snapshots.habits(1).sources
    assert learn(filled, gazetteer=world).habits.number == 3


def test_a_snapshot_reads_back_as_it_was_kept(filled, world):
    learned = learn(filled, gazetteer=world).habits
    assert filled.snapshots.habits() == learned
    assert filled.snapshots.habits(0) == Habits()


@given(order=st.permutations(ARTICLES), cut=st.integers(0, len(ARTICLES)), early=st.booleans())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_neither_order_nor_earlier_snapshots_matter(tmp_path_factory, world, order, cut, early):
    folder = tmp_path_factory.mktemp("order")
    with Store.open(folder / "a.db", create=True) as plain:
        fill(plain, world, ARTICLES)
        learn(plain, gazetteer=world)
        reread(plain, changed_only=True, gazetteer=world)
        expected, habits = by_title(plain), plain.snapshots.habits()
    with Store.open(folder / "b.db", create=True) as store:
        fill(store, world, order[:cut])
        learn(store, gazetteer=world)
        if early:
            reread(store, changed_only=True, gazetteer=world)
        fill(store, world, order[cut:])
        learn(store, gazetteer=world)
        reread(store, changed_only=True, gazetteer=world)
        assert store.snapshots.habits().sources == habits.sources
        read = {title: mentions for title, (mentions, _) in by_title(store).items()}
        assert read == {title: mentions for title, (mentions, _) in expected.items()}


def test_the_weight_of_habits_is_capped(world):
    paris = world.place(TEXAS)
    always = SourceHabits(
        source="daily", articles=1000, countries={"US": 1000}, provinces={("US", "TX"): 1000},
        places={TEXAS: 1000},
    )  # fmt: skip
    assert habit_score(always, paris) == MOST


def test_what_a_source_rarely_names_is_no_habit(world):
    homs, dallas = world.place("geonames:3"), world.place("geonames:1")
    named = [("daily", [dallas])] * 400 + [("daily", [homs])] * 3 + [("daily", [])]
    habits = habits_in(named)["daily"]
    assert (habits.articles, [*habits.countries]) == (404, ["US"])


def test_a_source_of_two_articles_has_no_habits(world):
    assert habits_in([("daily", [world.place(TEXAS)])] * 2) == {}


def test_a_database_from_before_is_brought_forward(tmp_path):
    path = tmp_path / "old.db"
    older = schema.STEPS[: schema.STEPS.index("habits.sql")]
    with closing(sqlite3.connect(path)) as connection:
        for step in older:
            connection.executescript((Path(schema.__file__).parent / step).read_text("utf-8"))
        connection.execute(
            "INSERT INTO article (content_hash, article_id, title, text, source, url, published, "
            "language, gazetteer) VALUES (x'00', '', 'old', 'Homs', '', '', '', '', '')"
        )
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(older)}")
        connection.commit()
    with Store.open(path) as again:
        assert (again.article(1).article.title, again.article(1).snapshot) == ("old", 0)
        assert again.snapshots.habits() == Habits()
