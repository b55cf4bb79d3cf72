"""An import lies over the world of a database, and goes again without a trace."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazetteer import GazetteerError
from gazetteer.importing import import_file
from gazetteer.imports import import_path, remove_import
from geomap.decisions import decide
from geomap.errors import GeomapError
from geomap.geoparser import Geoparser
from geomap.imports_used import drop_import, use_import
from geomap.model import Article
from geomap.places_added import LostImportError, add_place, geoparser_of, remove_place
from geomap.rereading import preview
from geomap.store import Filter, Store

HEADER = "name,latitude,longitude,aliases,country,place_type\n"
KHAN_TUMAN = "Khan Tuman,36.12,37.05,خان طومان,SY,\n"
TEXTS = (
    "Fighting reached Khan Tuman, south of Aleppo.",
    "Shelling in Homs and Idlib.",
    "اشتباكات في خان طومان اليوم.",
    "A man in Tuman met a khan in Homs.",
)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GEOMAP_DATA", str(tmp_path / "imports"))
    return tmp_path / "imports"


@pytest.fixture
def ingested(store, small_world):
    fill(store, small_world, TEXTS)
    return store


def fill(store, world, texts):
    geoparser = geoparser_of(store, world)
    articles = [Article(text=text, title=str(number)) for number, text in enumerate(texts)]
    read = [(article, geoparser.parse(article)) for article in articles]
    store.add(read, gazetteer=geoparser.version)


def imported(folder, rows, world, name="villages"):
    table = folder.parent / f"{name}.csv"
    table.write_text(HEADER + rows, encoding="utf-8")
    return import_file(table, name=name, world=world)[0]


def stored(store):
    numbers = range(1, store.summary().articles + 1)
    return [(store.article(n).mentions, store.article(n).gazetteer) for n in numbers]


def afresh(store, world):
    geoparser = geoparser_of(store, world)
    numbers = range(1, store.summary().articles + 1)
    return [(geoparser.parse(store.article(n).article), geoparser.version) for n in numbers]


def test_a_used_import_is_in_the_articles_that_name_its_places(ingested, folder, small_world):
    imported(folder, KHAN_TUMAN, small_world)
    change = use_import(ingested, "villages", gazetteer=small_world)
    assert change.articles_read_again == 2
    page = ingested.mentions(Filter(place_id="villages:row-2"), limit=9)
    assert {each.mention.name for each in page.mentions} == {"Khan Tuman", "خان طومان"}


def test_only_what_an_import_changes_is_written_again(ingested, folder, small_world):
    imported(folder, KHAN_TUMAN, small_world)
    before = ingested.changes()
    use_import(ingested, "villages", gazetteer=small_world)
    page = ingested.mentions(Filter(place_id="villages:row-2"), limit=9)
    naming = {each.article_id for each in page.mentions}
    assert len(naming) < len(TEXTS)
    assert ingested.rewritten(since=before).articles == naming


def test_using_equals_ingesting_afresh_and_dropping_restores_all(ingested, folder, small_world):
    before = stored(ingested), ingested.places(Filter())
    imported(folder, KHAN_TUMAN, small_world)
    use_import(ingested, "villages", gazetteer=small_world)
    assert stored(ingested) == afresh(ingested, small_world)
    assert stored(ingested) != before[0]
    drop_import(ingested, "villages", gazetteer=small_world)
    assert (stored(ingested), ingested.places(Filter())) == before
    assert ingested.used_imports() == []


def test_a_row_that_joins_a_known_place_gives_it_a_name_while_it_is_used(
    ingested, folder, small_world, places
):
    fill(ingested, small_world, ["Shells fell on Hams al-Qadima."])
    imported(folder, "Homs,34.73,36.72,Hams al-Qadima,SY,\n", small_world)
    use_import(ingested, "villages", gazetteer=small_world)
    found = ingested.article(5).mentions
    assert [(m.name, m.place) for m in found] == [("Hams al-Qadima", places["Homs"])]
    assert len(ingested.article(2).mentions[0].candidates) == 1  # not twice the same place
    drop_import(ingested, "villages", gazetteer=small_world)
    assert not [m for m in ingested.article(5).mentions if m.place]


def test_an_import_made_anew_is_noticed_and_read_with(ingested, folder, small_world):
    imported(folder, KHAN_TUMAN, small_world)
    use_import(ingested, "villages", gazetteer=small_world)
    imported(folder, "Tuman,36.0,37.0,,SY,\n", small_world)
    assert preview(ingested, changed_only=True, gazetteer=small_world).articles == len(TEXTS)
    use_import(ingested, "villages", gazetteer=small_world)
    assert stored(ingested) == afresh(ingested, small_world)
    assert preview(ingested, changed_only=True, gazetteer=small_world).articles == 0


def test_decisions_outlive_an_import_that_comes_and_goes(ingested, folder, small_world, places):
    imported(folder, KHAN_TUMAN, small_world)
    homs = ingested.mentions(Filter(place_id=places["Homs"].place_id), limit=9).mentions
    for each in homs:
        decide(ingested, each.mention_id, "another place", place=places["Aleppo"])
    fill(ingested, small_world, ["Khan Tuman and Homs."])
    last = ingested.article(5).mentions
    assert [m.name for m in last if m.place] == ["Homs"]
    number = ingested.mentions(Filter(place_id=places["Homs"].place_id), limit=9).mentions
    decide(ingested, number[0].mention_id, "not a place")
    use_import(ingested, "villages", gazetteer=small_world)
    assert [m.name for m in ingested.article(5).mentions if m.place] == ["Khan Tuman"]
    drop_import(ingested, "villages", gazetteer=small_world)
    assert [m.name for m in ingested.article(5).mentions if m.place] == []
    assert not ingested.mentions(Filter(place_id=places["Homs"].place_id), limit=9).mentions


def test_a_decision_for_an_imported_place_stands_when_the_import_is_gone(
    ingested, folder, small_world
):
    imported(folder, KHAN_TUMAN, small_world)
    use_import(ingested, "villages", gazetteer=small_world)
    known = geoparser_of(ingested, small_world).gazetteer.place("villages:row-2")
    homs = ingested.mentions(Filter(place_id="geonames:169577"), limit=1).mentions[0]
    decide(ingested, homs.mention_id, "another place", place=known)
    drop_import(ingested, "villages", gazetteer=small_world)
    decided = ingested.article(homs.article_id).mentions
    assert [m.place.name for m in decided if m.name == "Homs"] == ["Khan Tuman"]


def test_two_imports_go_one_by_one(ingested, folder, small_world):
    before = stored(ingested)
    imported(folder, KHAN_TUMAN, small_world)
    imported(folder, "Tuman,36.0,37.0,,SY,\n", small_world, "others")
    use_import(ingested, "villages", gazetteer=small_world)
    use_import(ingested, "others", gazetteer=small_world)
    assert stored(ingested) == afresh(ingested, small_world)
    drop_import(ingested, "villages", gazetteer=small_world)
    assert stored(ingested) == afresh(ingested, small_world)
    drop_import(ingested, "others", gazetteer=small_world)
    assert stored(ingested) == before


@pytest.mark.parametrize(("apart", "alike"), [(0.01, True), (0.1, False)])
def test_a_village_in_two_lists_is_one_place(ingested, folder, small_world, apart, alike):
    imported(folder, KHAN_TUMAN, small_world)
    imported(folder, f"Khan Tuman,36.12,{37.05 + apart},,SY,\n", small_world, "others")
    use_import(ingested, "villages", gazetteer=small_world)
    alone = ingested.article(1).mentions
    use_import(ingested, "others", gazetteer=small_world)
    found = next(m for m in ingested.article(1).mentions if m.name == "Khan Tuman")
    assert len(found.candidates) == (1 if alike else 2)
    assert ({m.confidence for m in alone} == {m.confidence for m in ingested.article(1).mentions}
            ) == alike  # fmt: skip


def test_a_place_added_by_hand_stands_for_a_lists(ingested, folder, small_world):
    imported(folder, KHAN_TUMAN, small_world)
    use_import(ingested, "villages", gazetteer=small_world)
    add_place(ingested, name="Khan Tuman", longitude=37.06, latitude=36.12, country="SY",
              gazetteer=small_world)  # fmt: skip
    found = next(m for m in ingested.article(1).mentions if m.name == "Khan Tuman")
    assert [each.place.place_id for each in found.candidates] == ["user:1"]


def test_an_import_that_left_the_machine_is_said_and_can_be_dropped(ingested, folder, small_world):
    before = stored(ingested)
    imported(folder, KHAN_TUMAN, small_world)
    use_import(ingested, "villages", gazetteer=small_world)
    remove_import("villages")
    with pytest.raises(LostImportError, match=r"import:villages: is not on this machine.*--db"):
        geoparser_of(ingested, small_world)
    drop_import(ingested, "villages", gazetteer=small_world)
    assert stored(ingested) == before


def test_a_damaged_import_is_said_and_can_be_dropped(ingested, folder, small_world):
    before = stored(ingested)
    imported(folder, KHAN_TUMAN, small_world)
    use_import(ingested, "villages", gazetteer=small_world)
    import_path("villages").write_bytes(b"geomapGZ")
    with pytest.raises(LostImportError, match="is damaged or of another version"):
        geoparser_of(ingested, small_world)
    drop_import(ingested, "villages", gazetteer=small_world)
    assert stored(ingested) == before


def test_what_is_not_there_cannot_be_used_or_dropped(ingested, small_world):
    before = stored(ingested)
    with pytest.raises(GazetteerError, match="import:villages: is not on this machine"):
        use_import(ingested, "villages", gazetteer=small_world)
    with pytest.raises(GeomapError, match="import:villages: is not used by this database"):
        drop_import(ingested, "villages", gazetteer=small_world)
    assert stored(ingested) == before


def test_a_place_added_by_hand_and_an_import_go_in_any_order(ingested, folder, small_world):
    before = [mentions for mentions, _ in stored(ingested)]
    add_place(ingested, name="Tuman", longitude=37.5, latitude=36.5, country="SY",
              gazetteer=small_world)  # fmt: skip
    imported(folder, KHAN_TUMAN, small_world)
    use_import(ingested, "villages", gazetteer=small_world)
    remove_place(ingested, "user:1", gazetteer=small_world)
    assert [m for m, _ in stored(ingested)] == [m for m, _ in afresh(ingested, small_world)]
    drop_import(ingested, "villages", gazetteer=small_world)
    assert [mentions for mentions, _ in stored(ingested)] == before


def test_a_full_disk_while_articles_are_read_again_leaves_the_database_as_it_was(
    ingested, folder, small_world, disk_of
):
    imported(folder, KHAN_TUMAN, small_world)
    before = stored(ingested)
    with disk_of(1000), pytest.raises(GeomapError, match="disk"):
        use_import(ingested, "villages", gazetteer=small_world)
    assert (stored(ingested), ingested.used_imports()) == (before, [])


WORDS = (
    "Khan Tuman", "KHAN TUMAN", "Khān Ṭūmān", "خان طومان", "بخان طومان", "Khan", "Tuman", "Homs",
    "in", "near", "إدلب", "Al-Bab", "al Bab", "Bab", "в Бахмуте", "北京", "Aleppo province",
)  # fmt: skip
NAMES = ("Khan Tuman", "خان طومان", "Homs", "Al-Bab", "Бахмут", "Tuman", "北京", "Aleppo", "Idlib")
texts = st.lists(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", ", ", "-", "'s ", ". "])),
        min_size=1, max_size=6,
    ).map(lambda pairs: "".join(word + gap for word, gap in pairs)),
    min_size=1, max_size=4, unique=True,
)  # fmt: skip
rows = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from([(34.73, 36.72), (36.0, 37.0)])),
    min_size=1, max_size=3, unique=True,
)  # fmt: skip


@given(texts=texts, rows=rows)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_an_import_reads_as_ingesting_afresh_and_leaves_no_trace(
    tmp_path_factory, folder, small_world, texts, rows
):
    path = tmp_path_factory.mktemp("law") / "war.db"
    folder.mkdir(exist_ok=True)
    lines = "".join(f"{name},{north},{east},,SY,\n" for name, (north, east) in rows)
    imported(folder, lines, small_world)
    with Store.open(path, create=True) as store:
        fill(store, small_world, texts)
        before = stored(store)
        use_import(store, "villages", gazetteer=small_world)
        assert stored(store) == afresh(store, small_world)
        drop_import(store, "villages", gazetteer=small_world)
        assert stored(store) == before


def test_the_geoparser_of_a_database_knows_its_imports_places(ingested, folder, small_world):
    imported(folder, KHAN_TUMAN, small_world)
    use_import(ingested, "villages", gazetteer=small_world)
    read = geoparser_of(ingested, small_world).parse("Rain over Khan Tuman.")
    assert [m.place.place_id for m in read if m.place] == ["villages:row-2"]
    assert not [m for m in Geoparser(small_world).parse("Rain over Khan Tuman.") if m.place]
