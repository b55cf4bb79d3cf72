"""Columns in memory answer as the database does, and group what would overlap."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from time import sleep

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gazetteer import Place
from geomap.columns import Kept, Viewport
from geomap.columns.building import columns_of
from geomap.columns.remembering import Answers
from geomap.model import Reason, Relation
from geomap.store import BoundingBox, Filter, Store

SOURCES = ("Wire", "Daily", "")
LANGUAGES = ("en", "ar", "")
ROLES = ("event", "dateline", "actor", "reference")
ISLE = Place(
    place_id="user:1", name="Isle", place_type="island", longitude=179.5, latitude=-17.0,
    countries=("FJ", "NZ"),
)  # fmt: skip
RELATION = Relation(
    text="20 km north of Homs", longitude=36.7, latitude=34.9, radius_km=3.0,
    reason=Reason(score=0.0, text="told"),
)  # fmt: skip


@pytest.fixture
def filled(store, places, make_article, make_mention):
    """Sixty articles of many kinds; each names some places, and some of them none."""
    store.add(list(varied(places, make_article, make_mention)))
    return store


def varied(places, make_article, make_mention):
    meant = [*places.values(), ISLE, None]
    for number in range(60):
        article = make_article(
            f"Day {number}: shelling in Homs, then Idlib and Isle; Homs burns.",
            source=SOURCES[number % 3], language=LANGUAGES[number % 2],
            published=date(2015, 1, 1) + timedelta(days=number) if number % 5 else None,
        )  # fmt: skip
        yield article, [
            make_mention(
                article, name, meant[(number + turn) % len(meant)],
                confidence=(number * 7 + turn) % 20 / 20, role=ROLES[(number + turn) % 4],
                kind="demonym" if number % 11 == turn else "place",
                relation=RELATION if (number + turn) % 13 == 0 else None,
            )
            for turn, name in enumerate(("Homs", "Idlib", "Isle", "Homs"))
        ]  # fmt: skip


days = st.none() | st.dates(date(2014, 12, 1), date(2015, 4, 1))
boxes = st.none() | st.builds(
    BoundingBox, west=st.sampled_from([-180.0, 36.0, 170.0]), south=st.just(-20.0),
    east=st.sampled_from([37.0, -170.0, 180.0]), north=st.sampled_from([35.0, 90.0]),
)  # fmt: skip
filters = st.builds(
    Filter,
    bbox=boxes,
    place_id=st.none() | st.sampled_from(["geonames:169577", "user:1", "user:9"]),
    kinds=st.sampled_from([frozenset({"place"}), frozenset({"demonym"}),
                           frozenset({"place", "demonym"})]),
    countries=st.frozensets(st.sampled_from(["SY", "FJ", "NZ", "XX"]), max_size=2),
    sources=st.frozensets(st.sampled_from([*SOURCES, "Nobody"]), max_size=2),
    languages=st.frozensets(st.sampled_from([*LANGUAGES, "xx"]), max_size=2),
    roles=st.frozensets(st.sampled_from([*ROLES, "origin"]), max_size=2),
    precisions=st.frozensets(st.sampled_from(["country", "populated place", ""]), max_size=2),
    since=days, until=days, undated=st.booleans(), placed=st.booleans(),
    min_confidence=st.sampled_from([0.0, 0.35, 0.5, 0.95]),
    words=st.sampled_from(["", "shelling", "homs 7", '"then idlib"', "nowhere"]),
)  # fmt: skip


@given(wanted=filters)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None
)
def test_columns_and_the_database_choose_alike(filled, wanted):
    counts = Kept().counts(filled)
    found = list(filled.each_mention(wanted))
    assert counts.matching(filled, wanted) == len(found)
    tally = counts.selection(filled, wanted).counted
    for count in filled.places(wanted):
        number = counts.columns.places.number[count.place.place_id]
        assert tally.mentions[number] == count.mentions
        assert tally.articles[number] == count.articles
        assert tally.confidence[number] == pytest.approx(count.confidence)
    page = counts.page(filled, wanted, limit=7, after=None)
    assert page == filled.mentions(wanted, limit=7)
    if page.next:
        following = counts.page(filled, wanted, limit=50, after=page.next)
        assert following == filled.mentions(wanted, limit=50, after=page.next)


@given(wanted=filters)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None
)
def test_facets_and_bars_count_what_the_filters_leave(filled, wanted):
    counts = Kept().counts(filled)
    for value, mentions in counts.facets(filled, wanted)["source"]:
        alone = replace(wanted, sources=frozenset({value}))
        assert mentions == counts.matching(filled, alone)
    told = counts.histogram(filled, wanted, bins=10)
    timeless = replace(wanted, since=None, until=None, undated=False)
    assert told.undated + sum(each for _, each in told.bars) == counts.matching(filled, timeless)


@pytest.mark.parametrize(
    ("bins", "unit", "bars"), [(100, "day", 59), (20, "week", 9), (3, "month", 3)]
)
def test_bars_are_as_wide_as_there_is_room(filled, bins, unit, bars):
    told = Kept().counts(filled).histogram(filled, Filter(), bins=bins)
    assert (told.unit, len(told.bars)) == (unit, bars)
    starts = [start for start, _ in told.bars]
    assert starts == sorted(starts)
    if unit == "week":
        assert {start.isoweekday() for start in starts} == {1}


def test_bars_do_not_move_when_the_filters_change(filled):
    counts = Kept().counts(filled)
    every = counts.histogram(filled, Filter(), bins=100)
    none = counts.histogram(filled, Filter(sources=frozenset({"Nobody"})), bins=100)
    assert [start for start, _ in none.bars] == [start for start, _ in every.bars]
    assert not any(mentions for _, mentions in none.bars)


def test_one_old_date_does_not_draw_empty_bars_for_centuries(store, make_article, make_mention):
    for number, published in enumerate((date(1, 1, 1), date(2020, 1, 1))):
        article = make_article(f"Homs {number}.", published=published)
        store.add([(article, [make_mention(article, "Homs")])])
    told = Kept().counts(store).histogram(store, Filter(), bins=100)
    assert [(str(start), each) for start, each in told.bars] == [
        ("0001-01-01", 1), ("2020-01-01", 1),
    ]  # fmt: skip


def test_circles_that_would_overlap_are_one_until_they_are_apart(filled):
    counts = Kept().counts(filled)
    far = counts.view(filled, Filter(placed=True), Viewport(zoom=2.0))
    near = counts.view(filled, Filter(placed=True), Viewport(zoom=8.0))
    assert [counts.place(number).name for number in far.points] == []
    assert [cell.places for cell in far.cells] == [3]
    assert {counts.place(number).name for number in near.points} == {"Homs", "Idlib", "Aleppo"}
    assert near.cells == []
    assert (
        far.shown
        == near.shown
        == sum(cell.mentions for cell in far.cells)
        + sum(counts.selection(filled, Filter(placed=True)).counted.mentions[far.areas])
    )


def test_a_relation_is_shown_where_it_points(filled):
    counts = Kept().counts(filled)
    around = BoundingBox(west=36.6, south=34.8, east=36.8, north=35.0)
    seen = counts.view(filled, Filter(placed=True), Viewport(box=around, zoom=8.0))
    assert seen.points == []
    assert {each.relation for each in seen.related} == {RELATION}
    assert all(filled.mention_with_id(each.mention_id)[1].relation for each in seen.related)


def test_what_is_written_is_counted_at_once(filled, make_article, make_mention, places):
    kept = Kept()
    before = kept.counts(filled).matching(filled, Filter())
    article = make_article("Homs anew.", source="New")
    filled.add([(article, [make_mention(article, "Homs", places["Homs"])])])
    counts = kept.counts(filled)
    assert counts.matching(filled, Filter()) == before + 1
    assert counts.matching(filled, Filter(sources=frozenset({"New"}))) == 1
    assert kept.counts(filled) is counts


def test_one_distant_capital_does_not_widen_the_first_view(
    store, places, make_mention, make_article
):
    article = make_article("Homs " * 30 + "Aleppo")
    homs = make_mention(article, "Homs", places["Homs"])
    store.add([(article, [
        *(replace(homs, start=5 * n, end=5 * n + 4) for n in range(30)),
        make_mention(article, "Aleppo", places["Aleppo"]),
    ])])  # fmt: skip
    box = Kept().counts(store).selection(store, Filter()).first_view
    assert box.west <= places["Homs"].longitude <= box.east
    assert box.east - box.west >= 1
    assert box.north < places["Aleppo"].latitude


def told(columns):
    """Everything that columns hold, with words for codes."""
    mentions, articles, words = columns.mentions, columns.articles, columns.words
    rows = zip(
        mentions.article.tolist(), mentions.place.tolist(), mentions.mention_id.tolist(),
        mentions.confidence.tolist(), mentions.sort.tolist(), strict=True,
    )  # fmt: skip
    return {
        "mentions": [(*row[:4], words.sorts.told[row[4]]) for row in rows],
        "articles": [
            (number, articles.day[number], words.sources.told[articles.source[number]],
             words.languages.told[articles.language[number]])
            for number in articles.held.nonzero()[0].tolist()
        ],
        "places": [each for each in columns.places.known if each],
        "countries": {code: sorted(numbers.tolist())
                      for code, numbers in columns.places.of_country.items() if len(numbers)},
        "numbers": columns.places.number,
        "relations": sorted(
            (identifier, mentions.mention_id[row], relation.text)
            for identifier, row, relation in zip(
                columns.relations.mention_id.tolist(), columns.relations.row.tolist(),
                columns.relations.told, strict=True,
            )
        ),
    }  # fmt: skip


steps = st.lists(
    st.tuples(st.sampled_from(["add", "change a place", "read again", "forget",
                               "note a version", "drop a place", "copy"]),
              st.integers(1, 6)),
    max_size=6,
)  # fmt: skip


@given(steps=steps)
@example(steps=[("copy", 2), ("forget", 1), ("copy", 3), ("copy", 3), ("forget", 2)])
@example(steps=[("copy", 1), ("forget", 1)])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40,
          deadline=None)  # fmt: skip
def test_columns_brought_up_to_date_are_those_read_anew(
    steps, tmp_path_factory, places, make_article, make_mention
):
    def make(text, *, confidence=0.9, **facts):
        article = make_article(text, source=f"Source {len(text)}")
        homs = replace(places["Homs"], **facts)
        return article, [
            make_mention(article, "Homs", homs, confidence=confidence, relation=RELATION)
        ]

    path = tmp_path_factory.mktemp("columns") / "war.db"
    with Store.open(path, create=True) as store:
        store.add(list(varied(places, make_article, make_mention))[:5])
        columns = columns_of(store)
        for turn, (step, number) in enumerate(steps):
            write(store, step, number, turn, make)
            columns = columns_of(store, columns)
            assert columns.changes == store.changes()
            assert told(columns) == told(columns_of(store))


def write(store, step, number, turn, make):
    """Write to a store as ingesting, reading again, correcting and upgrading do."""
    stored = store.article(number)
    if step == "add":
        store.add(
            [make(f"Homs, turn {turn}.", place_id=f"moved:{number}", longitude=float(number))]
        )
    elif step == "change a place":
        store.add([make(f"Homs moved, turn {turn}.", population=turn)])
    elif step == "read again" and stored:
        store.replace_mentions(number, make(stored.article.text, confidence=0.25)[1])
    elif step == "forget" and stored:
        forget(store, number)
    elif step == "note a version":
        store.note_version(number, f"version {turn}")
    elif step == "copy" and stored:
        first = None if turn % 2 else min(store.article_numbers())
        with store.transaction():
            store._connection.execute(
                "UPDATE article SET copy_of = ? WHERE number = ?", (first, number)
            )
            store._connection.execute("UPDATE state SET changes = changes + 1")
    elif step == "drop a place":
        store.add([make(f"Homs dropped, turn {turn}.", place_id="dropped:1")])
        forget(store, max(store.article_numbers()))
        store.drop_copy("dropped:1")


def forget(store, number):
    with store.transaction():
        store._connection.execute("DELETE FROM article WHERE number = ?", (number,))
        store._connection.execute("UPDATE state SET changes = changes + 1")


def test_a_backup_put_in_the_place_of_a_database_is_read_whole(filled, tmp_path):
    former = columns_of(filled)
    with Store.open(tmp_path / "backup.db", create=True) as backup:
        assert columns_of(backup, former).articles.held.sum() == 0


def test_places_are_found_by_the_beginning_of_a_name_articles_use(filled, places):
    counts = Kept().counts(filled)
    named = {place.name for place, _ in counts.beginning(filled, "ho")}
    assert named >= {"Homs"}
    assert counts.beginning(filled, "  ") == counts.beginning(filled, "qq") == []


def test_an_answer_is_made_once_and_the_last_are_remembered():
    made = []

    def make(key):
        made.append(key)
        sleep(0.05)
        return key

    answers = Answers()
    with ThreadPoolExecutor(8) as threads:
        told = list(
            threads.map(lambda key: answers.get("view", key, lambda: make(key)), "aabbaabb")
        )
    assert told == list("aabbaabb")
    assert sorted(made) == ["a", "b"]
    for key in "cdefghijklmnop":
        answers.get("view", key, lambda key=key: make(key))
    answers.get("view", "p", lambda: make("again"))
    answers.get("view", "a", lambda: make("again"))
    assert made.count("again") == 1


def test_what_cannot_be_answered_is_asked_anew():
    answers = Answers()
    with pytest.raises(ZeroDivisionError):
        answers.get("view", 1, lambda: 1 / 0)
    assert answers.get("view", 1, lambda: "told") == "told"


def test_an_empty_database_has_nothing_to_count(store):
    counts = Kept().counts(store)
    seen = counts.view(store, Filter(placed=True), Viewport(zoom=3.0))
    assert (seen.points, seen.cells, seen.shown, seen.largest) == ([], [], 0, 0)
    assert counts.selection(store, Filter()).first_view is None
    assert counts.histogram(store, Filter(), bins=9).bars == []
    assert not any(counts.facets(store, Filter()).values())
    assert counts.held.first_published is None


def test_another_database_in_its_place_is_counted_anew(
    tmp_path, places, make_article, make_mention
):
    paths = [tmp_path / "war.db", tmp_path / "other.db"]
    for path, name in zip(paths, ("Homs", "Aleppo"), strict=True):
        article = make_article(f"Shelling in {name}.")
        with Store.open(path, create=True) as store:
            store.add([(article, [make_mention(article, name, places[name])])])
            if name == "Aleppo":  # so that its number of changes is the higher one
                store.renew_token()
                store.note_versions("", "1")
    kept = Kept()
    with Store.open(paths[0]) as store:
        assert kept.counts(store).known("geonames:169577").name == "Homs"
    paths[1].replace(paths[0])
    with Store.open(paths[0]) as store:
        counts = kept.counts(store)
        assert counts.known("geonames:169577") is None
        assert counts.matching(store, Filter()) == 1
