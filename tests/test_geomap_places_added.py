import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.errors import GeomapError
from geomap.geoparser import Geoparser
from geomap.model import Article
from geomap.places_added import add_place, geoparser_of, remove_place
from geomap.store import Filter, Store

KHAN_TUMAN = {
    "name": "Khan Tuman", "longitude": 37.05, "latitude": 36.12, "country": "sy",
    "aliases": ("خان طومان",),
}  # fmt: skip
TEXTS = (
    "Fighting reached Khan Tuman, south of Aleppo.",
    "Shelling in Homs and Idlib.",
    "اشتباكات في خان طومان اليوم.",
    "A man in Tuman met a khan in Homs.",
)


@pytest.fixture
def ingested(store, small_world):
    fill(store, small_world, TEXTS)
    return store


def fill(store, gazetteer, texts):
    geoparser = Geoparser(gazetteer)
    articles = [Article(text=text, title=str(number)) for number, text in enumerate(texts)]
    store.add([(article, geoparser.parse(article)) for article in articles])


def all_mentions(store):
    numbers = range(1, store.summary().articles + 1)
    return [store.article(number).mentions for number in numbers]


def read_afresh(store, gazetteer):
    geoparser = geoparser_of(store, gazetteer)
    numbers = range(1, store.summary().articles + 1)
    return [geoparser.parse(store.article(number).article) for number in numbers]


def test_an_added_place_is_in_the_articles_that_name_it(ingested, small_world):
    change = add_place(ingested, **KHAN_TUMAN, gazetteer=small_world)
    assert change.place.place_id == "user:1"
    assert change.place.countries == ("SY",)
    assert change.mentions_changed >= 2
    page = ingested.mentions(Filter(place_id="user:1"), limit=9)
    assert {stored.mention.name for stored in page.mentions} == {"Khan Tuman", "خان طومان"}
    assert ingested.added_places()[0].names == ("خان طومان",)


def test_an_added_place_needs_no_cue_to_be_found(store, small_world):
    fill(store, small_world, ("Shelling hit Zerba on Friday.",))
    added = add_place(store, name="Zerba", longitude=36.9, latitude=36.0, gazetteer=small_world)
    assert added.mentions_changed == 1
    assert [m.place.place_id for m in store.article(1).mentions] == ["user:1"]


def test_only_articles_that_may_name_it_are_read_again(ingested, small_world):
    assert add_place(ingested, **KHAN_TUMAN, gazetteer=small_world).articles_read_again < len(TEXTS)


def test_a_place_that_no_article_names_changes_nothing(ingested, small_world):
    before = all_mentions(ingested)
    change = add_place(ingested, name="Zerba", longitude=36.9, latitude=36.0, gazetteer=small_world)
    assert (change.articles_read_again, change.mentions_changed) == (0, 0)
    assert all_mentions(ingested) == before


def test_removing_puts_everything_back(ingested, small_world):
    before = all_mentions(ingested), ingested.places(Filter())
    add_place(ingested, **KHAN_TUMAN, gazetteer=small_world)
    assert all_mentions(ingested) != before[0]
    remove_place(ingested, "user:1", gazetteer=small_world)
    assert (all_mentions(ingested), ingested.places(Filter())) == before
    assert ingested.added_places() == []


def test_an_identifier_is_never_given_twice(ingested, small_world):
    add_place(ingested, **KHAN_TUMAN, gazetteer=small_world)
    remove_place(ingested, "user:1", gazetteer=small_world)
    again = add_place(ingested, **KHAN_TUMAN, gazetteer=small_world)
    assert again.place.place_id == "user:2"


def test_articles_that_come_later_know_the_place(ingested, small_world):
    add_place(ingested, **KHAN_TUMAN, gazetteer=small_world)
    fill(ingested, geoparser_of(ingested, small_world).gazetteer, ["Again in Khan Tuman, yes."])
    assert all_mentions(ingested) == read_afresh(ingested, small_world)


WORDS = (
    "Khan Tuman", "Khan-Tuman", "KHAN TUMAN", "Khan\u00a0Tuman", "Khān Ṭūmān", "khan tuman",
    "خان طومان", "بخان طومان", "الخان", "Khan", "Tuman", "Sana'a", "Sana’a", "Sanaa", "Qa",
    "Homs", "in", "near", "إدلب", "Al-Bab", "al Bab", "the Bab", "Бахмут", "в Бахмуте", "Бахмутом",
    "St. Petersburg", "Saint Petersburg", "北京", "在北京市",
)  # fmt: skip
NAMES = (
    "Khan Tuman", "خان طومان", "Sana'a", "Qa", "Homs", "Al-Bab", "Бахмут", "Tuman",
    "Saint Petersburg", "北京",
)  # fmt: skip
articles = st.lists(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", ", ", "-", "\n", "'s ", ". "])),
        min_size=1, max_size=6,
    ).map(lambda pairs: "".join(word + gap for word, gap in pairs)),
    min_size=1, max_size=4, unique=True,
)  # fmt: skip


@given(texts=articles, added=st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_reading_again_equals_ingesting_afresh(tmp_path_factory, small_world, texts, added):
    path = tmp_path_factory.mktemp("law") / "war.db"
    with Store.open(path, create=True) as store:
        fill(store, small_world, texts)
        before = all_mentions(store)
        ids = []
        for name in added:
            change = add_place(
                store, name=name, longitude=37.0, latitude=36.0, country="SY",
                gazetteer=small_world,
            )  # fmt: skip
            ids.append(change.place.place_id)
            assert all_mentions(store) == read_afresh(store, small_world)
        for place_id in ids:
            remove_place(store, place_id, gazetteer=small_world)
            assert all_mentions(store) == read_afresh(store, small_world)
        assert all_mentions(store) == before


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ({"latitude": 195.0}, '"latitude" is 195; it goes from -90 to 90 degrees'),
        ({"latitude": 95.0}, "they look swapped"),
        ({"latitude": float("nan")}, '"latitude" is nan'),
        ({"longitude": -181.0}, '"longitude" is -181; it goes from -180 to 180'),
        ({"name": "  \t"}, '"name" is only spaces'),
        ({"name": "—"}, "a name has at least one letter"),
        ({"name": "Khan\x1b[2JTuman"}, "holds a control character"),
        ({"name": "K" * 201}, '"name" has 201 characters'),
        ({"aliases": (" ",)}, '"alias" is only spaces'),
        ({"country": "Syria"}, '"country" is "Syria"; write its two letters'),
        ({"country": "XX"}, '"country" is "XX"'),
        ({"place_type": "city"}, '"place_type" is "city"; one is: admin1'),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(ingested, small_world, fault, message):
    before = ingested.summary()
    with pytest.raises(GeomapError) as raised:
        add_place(ingested, **{**KHAN_TUMAN, **fault}, gazetteer=small_world)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
    assert ingested.summary() == before
    assert ingested.added_places() == []


def test_the_same_place_is_refused_twice_within_a_kilometre(ingested, small_world):
    add_place(ingested, **KHAN_TUMAN, gazetteer=small_world)
    near = {**KHAN_TUMAN, "name": "KHĀN TUMAN", "latitude": 36.125}
    with pytest.raises(GeomapError, match=r"added already as user:1, 0\.6 km away"):
        add_place(ingested, **near, gazetteer=small_world)
    far = {**KHAN_TUMAN, "latitude": 36.2}
    assert add_place(ingested, **far, gazetteer=small_world).place.place_id == "user:2"


@pytest.mark.parametrize("place_id", ["user:9", "geonames:169577", "user:1; DROP", ""])
def test_removing_what_was_not_added_is_refused(ingested, small_world, place_id):
    with pytest.raises(GeomapError, match="is not a place added to this database"):
        remove_place(ingested, place_id, gazetteer=small_world)


def test_a_failure_while_reading_again_leaves_nothing(ingested, small_world, monkeypatch):
    before = all_mentions(ingested), ingested.summary()
    monkeypatch.setattr(Geoparser, "parse", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add_place(ingested, **KHAN_TUMAN, gazetteer=small_world)
    assert (all_mentions(ingested), ingested.summary()) == before
    assert ingested.added_places() == []
