import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer import fold
from geomap.errors import GeomapError
from geomap.model import Article, Candidate, Mention, Reason, Relation
from geomap.store import BoundingBox, Filter, Store, schema
from geomap.store.limiting import TimeLimitError
from geomap.store.searching import squeezed


@pytest.fixture
def filled(store, places, make_article, make_mention):
    """Three articles: one of 2015, one of 2016, one undated."""
    old = make_article(title="Old", article_id="a", published=date(2015, 10, 3), source="sample")
    new = make_article("Homs again.", title="New", published=date(2016, 1, 2), language="en")
    undated = make_article("Nowhere in Syria.")
    store.add(
        [
            (old, [make_mention(old, "Homs", places["Homs"], rivals=[places["Syria"]]),
                   make_mention(old, "Idlib", places["Idlib"])]),
            (new, [make_mention(new, "Homs", places["Homs"], confidence=0.5)]),
            (undated, [make_mention(undated, "Nowhere"),
                       make_mention(undated, "Syria", places["Syria"], kind="demonym")]),
        ],
        gazetteer="2026.1",
    )  # fmt: skip
    return store


def test_what_is_stored_returns_equal(store, places, make_article, make_mention):
    article = make_article(
        title="Fighting", article_id="7", source="sample", url="https://example.org/7",
        published=date(2015, 10, 3), language="en",
    )  # fmt: skip
    mentions = [
        make_mention(article, "Homs", places["Homs"], rivals=[places["Syria"]]),
        make_mention(article, "Idlib"),
    ]
    store.add([(article, mentions)], gazetteer="2026.1")
    stored = store.article(1)
    assert stored.article == article
    assert stored.mentions == mentions
    assert stored.gazetteer == "2026.1"


texts = st.text(st.characters(blacklist_categories=("Cs",)), max_size=30)
scores = st.floats(allow_nan=False, allow_infinity=False)
reasons = st.builds(Reason, score=scores, text=texts)


@given(
    text=texts.filter(bool), title=texts, published=st.none() | st.dates(), confidence=scores,
    reasons=st.lists(reasons, max_size=3).map(tuple), score=scores,
)  # fmt: skip
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_article_and_mention_return_equal(
    *, store, places, text, title, published, confidence, reasons, score
):
    article = Article(text=text, title=title, published=published)
    candidate = Candidate(place=places["Homs"], score=score, confidence=0.0, reasons=reasons)
    mention = Mention(
        start=0, end=len(text), name=text, kind="place", place=places["Homs"], precision="point",
        confidence=confidence, reasons=reasons, candidates=(candidate,),
    )  # fmt: skip
    if store.knows(article):
        return
    store.add([(article, [mention])])
    held = store.summary()
    stored = store.article(held.articles + held.copies)
    assert stored.article == article
    assert stored.mentions == [mention]


def test_the_same_content_is_stored_once(filled, make_article):
    before = filled.summary()
    again = filled.add([(make_article(title="Old", source="another"), [])])
    assert (again.articles, again.known) == (0, 1)
    assert filled.summary() == before
    assert filled.knows(make_article(title="Old"))
    assert not filled.knows(make_article(title="Other"))


def test_summary_counts_and_every_write_raises_its_changes(filled, make_article):
    summary = filled.summary()
    assert (summary.articles, summary.mentions, summary.unresolved) == (3, 5, 1)
    filled.add([(make_article("More."), [])])
    assert filled.summary().changes > summary.changes


def test_places_are_counted_with_their_period(filled, places):
    homs, idlib = filled.places(Filter())
    assert (homs.place, homs.mentions, homs.articles) == (places["Homs"], 2, 2)
    assert homs.confidence == pytest.approx(0.7)
    assert (homs.first_published, homs.last_published) == (date(2015, 10, 3), date(2016, 1, 2))
    assert homs.precision == "populated place"
    assert idlib.mentions == 1


def test_the_extent_is_that_of_places_and_what_is_said_to_be_near_them(
    filled, places, make_article, make_mention
):
    def add(name, kind, longitude):
        near = Relation(text="near", longitude=longitude, latitude=34.8, radius_km=5.0,
                        reason=Reason(score=1.0, text="near"))  # fmt: skip
        article = make_article(f"In {name}, {longitude}.")
        mention = make_mention(article, name, places[name], kind=kind, relation=near)
        filled.add([(article, [mention])])

    add("Syria", "demonym", 99.0)
    add("Homs", "place", 40.0)
    with filled.listing() as lists:
        box = lists.extent().box
    assert (box.west, box.east) == (36.63391, 40.0)
    assert (box.south, box.north) == (34.72682, 35.93062)


def test_demonyms_are_counted_only_when_wanted(filled):
    both = Filter(kinds=frozenset({"place", "demonym"}))
    assert [count.place.name for count in filled.places(both)] == ["Homs", "Syria", "Idlib"]


def names(page):
    return [stored.mention.name for stored in page.mentions]


def test_mentions_come_newest_article_first_and_undated_last(filled):
    page = filled.mentions(Filter(), limit=10)
    assert names(page) == ["Homs", "Homs", "Idlib", "Nowhere"]
    assert page.next is None
    assert [each.title for each in page.mentions] == ["New", "Old", "Old", ""]


def test_pages_neither_skip_nor_repeat(filled):
    seen, after = [], None
    while True:
        page = filled.mentions(Filter(), limit=1, after=after)
        seen += [stored.mention_id for stored in page.mentions]
        after = page.next
        if after is None:
            break
    assert seen == [stored.mention_id for stored in filled.each_mention(Filter())]
    assert len(seen) == len(set(seen)) == 4


@pytest.mark.parametrize(
    "after", ["", "x", "2015-01-01_1_2", "_1_2_3;", "٢_1_1_1", "_1_1_" + "9" * 30]
)
def test_an_invented_page_is_refused(filled, after):
    with pytest.raises(GeomapError, match="take it from the page before"):
        filled.mentions(Filter(), limit=1, after=after)


def test_an_excerpt_holds_the_toponym_where_it_says(filled):
    for stored in filled.each_mention(Filter()):
        around = stored.excerpt
        assert around.text[around.start : around.end] == stored.mention.name


def test_one_place_can_be_asked_for(filled, places):
    wanted = Filter(place_id=places["Idlib"].place_id)
    assert names(filled.mentions(wanted, limit=5)) == ["Idlib"]
    assert filled.mentions(Filter(place_id="geonames:1"), limit=5).mentions == []


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ((36.7, 34.0, 37.0, 35.0), ["Homs", "Homs"]),
        ((36.72339, 34.72682, 36.72339, 34.72682), ["Homs", "Homs"]),  # edges are inside
        ((36.723391, 34.0, 37.0, 35.0), []),  # closer than the tree's floats can tell
        ((179.0, -90.0, 36.7, 90.0), ["Idlib"]),  # across the antimeridian
        ((0.0, 0.0, 1.0, 1.0), []),
    ],
)
def test_a_box_holds_what_lies_in_it(filled, box, expected):
    west, south, east, north = box
    wanted = Filter(bbox=BoundingBox(west=west, south=south, east=east, north=north))
    assert names(filled.mentions(wanted, limit=9)) == expected
    assert sum(count.mentions for count in filled.places(wanted)) == len(expected)


def test_unresolved_toponyms_are_listed_most_frequent_first(filled, make_article, make_mention):
    for text in ("Talbiseh fell.", "Talbiseh again."):
        article = make_article(text)
        filled.add([(article, [make_mention(article, "Talbiseh")])])
    assert filled.unresolved(limit=5) == [("Talbiseh", 2), ("Nowhere", 1)]
    assert filled.unresolved(limit=1) == [("Talbiseh", 2)]


def test_a_failure_in_the_middle_leaves_nothing(filled, make_article):
    before = filled.summary()

    def failing():
        yield make_article("First of two."), []
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        filled.add(failing())
    assert filled.summary() == before
    assert filled.articles_with_words("first") == []


def test_an_outer_transaction_holds_the_inner_ones(filled, make_article):
    def stopped():
        with filled.transaction():
            filled.add([(make_article("Inside."), [])])
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        stopped()
    assert not filled.knows(make_article("Inside."))


def test_a_second_writer_waits_for_the_first(filled, make_article):
    def write():
        with Store.open(filled.path) as other, other.transaction():
            before = other.summary().articles
            other.add([(make_article("Second."), [])])
            return before

    with ThreadPoolExecutor(1) as threads:
        with filled.transaction():
            filled.add([(make_article("First."), [])])
            waiting = threads.submit(write)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.3)
        assert waiting.result(timeout=60) == 4  # what it reads is what the first left
    assert filled.summary().articles == 5


def test_a_reader_sees_one_state_while_another_writes(filled, make_article):
    with Store.open(filled.path) as reader:
        with reader.reading():
            before = reader.summary()
            filled.add([(make_article("Meanwhile."), [])])
            assert reader.summary() == before
        assert reader.summary().articles == before.articles + 1


def test_words_are_found_in_any_case_and_quotes_do_no_harm(filled):
    assert filled.articles_with_words("HOMS") == [1, 2]
    assert filled.articles_with_words("homs again") == [2]
    assert filled.articles_with_words('"homs again') == [2]
    assert filled.articles_with_words('"again homs"') == []
    with pytest.raises(GeomapError, match='"q" is'):
        filled.articles_with_words('"')
    assert filled.articles_with_words("homs OR nowhere") == []


@pytest.mark.parametrize("spelling", ["idlib", "homs and", "Nowhere", "shelling in", "syr"])
def test_an_article_that_holds_a_spelling_may_hold_it(filled, spelling):
    holding = [
        number
        for number in (1, 2, 3)
        if fold(spelling) in fold(filled.article(number).article.text)
    ]
    assert holding
    assert set(holding) <= set(filled.articles_that_may_hold([spelling]))


def test_prefixed_and_divided_spellings_are_found(store, make_article):
    store.add([(make_article("اشتباكات بإدلب اليوم."), []), (make_article("Khan-Tuman fell"), [])])
    assert store.articles_that_may_hold(["ادلب"]) == [1]
    assert store.articles_that_may_hold(["khan tuman"]) == [2]
    assert store.articles_that_may_hold(["xyz"]) == []


def test_a_spelling_too_short_to_tell_gives_every_article(filled):
    assert filled.articles_that_may_hold(["Qi"]) == [1, 2, 3]


@given(text=texts, start=st.integers(0, 20), length=st.integers(1, 10))
def test_folding_without_separators_keeps_every_part_of_a_text(text, start, length):
    word = text[start : start + length].strip()
    if " " + word + " " in f" {text} ":
        assert squeezed(word) in squeezed(text)


def test_a_database_that_is_missing_is_named(tmp_path):
    with pytest.raises(GeomapError, match=r"none\.db: no such database; make it with"):
        Store.open(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("create", [True, False])
def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path, create):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(GeomapError, match="is not a geomap database; give another path"):
        Store.open(path, create=create)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("not a database at all, but longer than a header of one hundred bytes" * 3)
    before = path.read_bytes()
    with pytest.raises(GeomapError, match="is not a geomap database"):
        Store.open(path, create=True)
    assert path.read_bytes() == before


def test_a_folder_and_a_missing_folder_are_refused(tmp_path):
    with pytest.raises(GeomapError, match="is a folder"):
        Store.open(tmp_path, create=True)
    with pytest.raises(GeomapError, match="its folder does not exist"):
        Store.open(tmp_path / "no" / "war.db", create=True)


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_a_database_of_every_former_version_is_brought_forward(tmp_path, monkeypatch, version):
    path, new = tmp_path / "old.db", tmp_path / "new.db"
    with monkeypatch.context() as then:
        then.setattr(schema, "STEPS", schema.STEPS[:version])
        then.setattr(schema, "VERSION", version)
        Store.open(path, create=True).close()
    tables = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
    with Store.open(path) as old, Store.open(new, create=True) as fresh:
        assert (old._connection.execute(tables).fetchall()
                == fresh._connection.execute(tables).fetchall())  # fmt: skip


def test_a_newer_schema_is_refused(filled):
    with sqlite3.connect(filled.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(GeomapError, match="newer geomap"):
        Store.open(filled.path)


def test_a_damaged_database_is_one_clear_line(filled):
    path = filled.path
    filled.close()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(GeomapError, match="is damaged"), Store.open(path) as store:
        store.summary()


def test_the_database_is_durable(filled):
    with sqlite3.connect(filled.path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
    assert filled._connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert filled._connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_place_that_moved_in_the_gazetteer_moves_in_the_store(
    filled, make_article, make_mention, places
):
    moved = type(places["Idlib"])(
        place_id="geonames:169389", name="Idlib", place_type="populated place", longitude=10.0,
        latitude=20.0,
    )  # fmt: skip
    article = make_article("Idlib anew.")
    filled.add([(article, [make_mention(article, "Idlib", moved)])])
    wanted = Filter(bbox=BoundingBox(west=9, south=19, east=11, north=21))
    [count] = filled.places(wanted)
    assert (count.place, count.mentions) == (moved, 2)


def test_a_reading_that_takes_too_long_is_stopped_and_a_write_is_not(tmp_path, filled):
    slow = (
        "WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more LIMIT 3000000) "
        "SELECT count(*) FROM more"
    )
    with Store.open(filled.path, time_limit=0.01) as hurried:
        with pytest.raises(TimeLimitError, match=r"more than 0\.01 s"), hurried.reading():
            hurried._connection.execute(slow).fetchone()
        assert hurried.summary().articles == filled.summary().articles
        with hurried.transaction():
            assert hurried._connection.execute(slow).fetchone() == (3000000,)
