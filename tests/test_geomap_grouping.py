"""The same words once, new versions of an address, and near-duplicates under the first."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.cli import main
from geomap.columns.building import columns_of
from geomap.decisions import decide, undo
from geomap.ingesting import ingest
from geomap.model import Article
from geomap.places_added import add_place
from geomap.reading import Reading
from geomap.store import Filter, Listing, Store
from geomap.store.likeness import bands, resemblance, shingles
from geomap.store.listing import mention_query
from web.features import mention_json

WORDS = (
    "Artillery shells fell in Homs before dawn on Tuesday killing at "
    "least three people and wounding a dozen more according to doctors in two field hospitals "
    "who spoke by telephone as ambulances tried to reach the old market where a bakery burned "
    "through the morning and residents carried water from the river to put out its fires"
)
AGENCY = f"{WORDS}. Fighting went on in Idlib."
COPY = f"BEIRUT (Agency) - {AGENCY}"


def read(store, world, *articles):
    found = [Reading(article=each, origin="a", size=len(each.text)) for each in articles]
    return ingest(store, found, gazetteer=world)


def names(store, **wanted):
    return [each.mention.name for each in store.each_mention(Filter(**wanted))]


def test_the_same_words_elsewhere_are_a_further_source(store, small_world):
    first = Article(text="Shelling in Homs.", source="Desk", url="https://a.org/1")
    read(store, small_world, first)
    again = Article(text="Shelling in Homs.", source="Post", url="https://b.org/2")
    for _ in range(2):
        done = read(store, small_world, again, first)
        assert (done.articles, done.known) == (0, 2)
    [mention] = store.each_mention(Filter())
    assert (mention.source, mention.copies, mention.sources) == ("Desk", 0, ("Post",))
    assert mention_json(mention)["sources"] == ["Post"]


def test_other_text_at_an_address_is_a_new_version(store, small_world):
    url = "https://a.org/1"
    read(store, small_world, Article(text="Shelling in Homs.", url=url))
    done = read(store, small_world, Article(text="Shelling in Idlib and Aleppo.", url=url))
    assert (done.articles, done.versions, done.copies) == (1, 1, 0)
    assert names(store) == ["Idlib", "Aleppo"]
    assert store.summary().articles == 1
    assert store.articles_with_words("homs") == []
    assert store.articles_with_words("idlib") == [1]
    assert store.articles_that_may_hold(["Homs"]) == []
    assert store.articles_that_may_hold(["Idlib"]) == [1]
    assert store.faults() == []


def test_a_new_version_may_arrive_right_behind_the_former(store, small_world):
    texts = ("Shelling in Homs.", "Shelling in Idlib and Aleppo.", "Calm in Hama.")
    done = read(store, small_world, *(Article(text=each, url="https://a.org/1") for each in texts))
    assert (done.articles, done.versions) == (3, 2)
    assert [store.articles_with_words(each) for each in ("homs", "idlib", "hama")] == [[], [], [1]]
    assert [store.articles_that_may_hold([each]) for each in ("Homs", "Hama")] == [[], [1]]
    assert store.faults() == []


def test_a_page_that_says_again_what_it_said_is_current_again(store, small_world):
    texts = ["Shelling in Homs.", "Shelling in Idlib.", "Shelling in Homs."]
    articles = [Article(text=text, url="https://a.org/1") for text in texts]
    done = read(store, small_world, *articles)
    assert (done.articles, done.versions, done.known) == (3, 2, 0)
    assert names(store) == ["Homs"]
    assert store.articles_with_words("idlib") == []
    for article, name in zip(articles[1:], ["Idlib", "Homs"], strict=True):
        assert read(store, small_world, article).versions == 1
        assert names(store) == [name]
    assert (store.summary().articles, store.faults()) == (1, [])


@pytest.mark.parametrize(
    ("days", "current"), [((1, 2, 1), "Idlib"), ((1, 2, 2), "Homs"), ((1, 2, None), "Homs")]
)
def test_what_an_address_says_again_is_current_by_its_date(store, small_world, days, current):
    texts = ["Shelling in Homs.", "Shelling in Idlib.", "Shelling in Homs."]
    for text, day in zip(texts, days, strict=True):
        published = date(2024, 5, day) if day else None
        read(store, small_world, Article(text=text, url="https://a.org/1", published=published))
    assert names(store) == [current]


def test_two_sources_that_tell_a_page_differently_do_not_take_turns(store, small_world):
    told = {"Desk": "Shelling in Homs.", "Post": "Calm in Idlib."}
    articles = [Article(text=text, source=source, url="https://a.org/1")
                for source, text in told.items()]  # fmt: skip
    read(store, small_world, *articles)
    for _ in range(2):
        assert read(store, small_world, *articles).known == 2
        assert names(store) == ["Idlib"]


def test_a_version_that_is_stored_already_is_current_behind_a_new_one(store, small_world):
    first = Article(text="Shelling in Homs.", url="https://a.org/1")
    read(store, small_world, first)
    read(store, small_world, replace(first, text="Shelling in Idlib."), first)
    assert names(store) == ["Homs"]


def test_reading_the_same_versions_again_leaves_all_as_it_was(store, small_world, places):
    url = "https://a.org/1"
    versions = [Article(text="Shelling in Homs.", url=url), Article(text="Calm in Idlib.", url=url)]
    read(store, small_world, *versions)
    [idlib] = store.each_mention(Filter())
    kept = decide(store, idlib.mention_id, "another place", place=places["Aleppo"])
    read(store, small_world, versions[0])
    assert store.decision(kept.number).undone is not None
    read(store, small_world, *versions)
    [mention] = store.each_mention(Filter())
    assert (mention.mention.name, mention.mention.place.name) == ("Idlib", "Aleppo")
    assert store.decision(kept.number) == kept
    assert store.faults() == []


def test_no_other_version_takes_up_a_decision_that_went_with_its_own(store, small_world):
    texts = ("Shelling in Homs on Monday.", "Calm in Idlib.", "Fighting in Homs has ended.")
    versions = [Article(text=text, url="https://a.org/1") for text in texts]
    read(store, small_world, versions[0])
    [stored] = store.each_mention(Filter())
    decide(store, stored.mention_id, "not a place")
    for _ in range(3):
        read(store, small_world, *versions)
        assert [each.mention.name for each in store.each_mention(Filter())] == ["Homs"]
    read(store, small_world, versions[0])
    assert list(store.each_mention(Filter())) == []


def test_what_a_person_undid_stays_undone_when_its_version_returns(store, small_world, places):
    texts = ["Shelling in Homs.", "Calm in Idlib."]
    versions = [Article(text=text, url="https://a.org/1") for text in texts]
    read(store, small_world, versions[0])
    [homs] = store.each_mention(Filter())
    kept = decide(store, homs.mention_id, "another place", place=places["Aleppo"])
    undo(store, kept.number, gazetteer=small_world)
    read(store, small_world, versions[1], versions[0])
    assert [m.mention.place.name for m in store.each_mention(Filter())] == ["Homs"]


def test_a_former_version_elsewhere_is_an_article_of_its_own(store, small_world):
    texts = ["Shelling in Homs.", "Shelling in Idlib."]
    read(store, small_world, *(Article(text=text, url="https://a.org/1") for text in texts))
    elsewhere = [Article(text=text, url="https://b.org/2") for text in (texts[0], "Calm in Homs.")]
    for article, found in zip(elsewhere, (2, 2), strict=True):
        read(store, small_world, article)
        assert store.summary().articles == found
        assert sorted(names(store)) == ["Homs", "Idlib"]
    assert store.faults() == []


def test_former_words_without_an_address_are_known(store, small_world):
    texts = ["Shelling in Homs.", "Shelling in Idlib."]
    read(store, small_world, *(Article(text=text, url="https://a.org/1") for text in texts))
    assert read(store, small_world, Article(text=texts[0])).known == 1
    assert names(store) == ["Idlib"]


def test_an_older_version_is_kept_beside_the_current_one(store, small_world):
    url = "https://a.org/1"
    newer = Article(text="Shelling in Idlib.", url=url, published=date(2024, 5, 2))
    older = Article(text="Shelling in Homs.", url=url, published=date(2024, 5, 1))
    read(store, small_world, newer)
    done = read(store, small_world, older)
    assert done.versions == 1
    assert names(store) == ["Idlib"]
    assert store.knows(older)


def test_articles_without_an_address_are_no_versions(store, small_world):
    done = read(store, small_world, Article(text="Homs."), Article(text="Idlib."))
    assert (done.articles, done.versions) == (2, 0)


def test_a_decision_is_carried_over_where_its_sentence_stands(store, small_world, places):
    url = "https://a.org/1"
    text = "Shelling in Homs on Monday. Fighting in Idlib went on."
    read(store, small_world, Article(text=text, url=url))
    homs, idlib = store.each_mention(Filter())
    kept = decide(store, homs.mention_id, "another place", place=places["Aleppo"])
    lost = decide(store, idlib.mention_id, "not a place")
    new = "Update: roads are cut. Shelling in Homs on Monday. Calm in Idlib and Homs."
    read(store, small_world, Article(text=new, url=url))
    found = [(m.mention.start, m.mention.name, m.mention.place.name)
             for m in store.each_mention(Filter())]  # fmt: skip
    at = new.index("Homs")
    assert found == [(at, "Homs", "Aleppo"), (new.index("Idlib"), "Idlib", "Idlib"),
                     (new.rindex("Homs"), "Homs", "Homs")]  # fmt: skip
    assert (store.decision(kept.number).start, store.decision(kept.number).undone) == (at, None)
    assert store.decision(lost.number).undone is not None
    assert store.faults() == []


def test_a_decision_is_undone_where_its_sentence_stands_twice(store, small_world):
    url, sentence = "https://a.org/1", "Shelling in Homs on Monday."
    read(store, small_world, Article(text=f"{sentence} It is calm.", url=url))
    [homs] = store.each_mention(Filter())
    kept = decide(store, homs.mention_id, "not a place")
    read(store, small_world, Article(text=f"{sentence} It is calm. {sentence}", url=url))
    assert store.decision(kept.number).undone is not None
    assert names(store) == ["Homs", "Homs"]


def test_reading_again_does_not_bring_a_former_version_back(store, small_world):
    url = "https://a.org/1"
    read(store, small_world, Article(text="Fighting in Khan Tuman.", url=url))
    read(store, small_world, Article(text="Fighting in Homs.", url=url))
    add_place(store, name="Khan Tuman", longitude=37.05, latitude=36.12, gazetteer=small_world)
    assert names(store) == ["Homs"]


def test_an_agency_copy_is_kept_and_counted_once(store, small_world):
    first = Article(text=AGENCY, source="Agency", url="https://a.org/1")
    copy = Article(text=COPY, source="Post", url="https://b.org/2")
    done = read(store, small_world, first, copy)
    assert (done.articles, done.copies) == (2, 1)
    held = store.summary()
    assert (held.articles, held.copies, held.mentions) == (1, 1, 2)
    assert names(store) == ["Homs", "Idlib"]
    assert len(names(store, copies=True)) == 4
    assert {(m.copies, m.sources) for m in store.each_mention(Filter())} == {(1, ("Post",))}
    assert store.article(2).article.text == COPY
    assert [count.articles for count in store.places(Filter())] == [1, 1]


def test_what_a_person_decided_about_the_first_holds_for_copies_that_come_later(store, small_world):
    read(store, small_world, Article(text=AGENCY))
    [idlib] = [each for each in store.each_mention(Filter()) if each.mention.name == "Idlib"]
    decide(store, idlib.mention_id, "not a place")
    assert read(store, small_world, Article(text=COPY)).copies == 1
    assert names(store) == ["Homs"]


@pytest.mark.parametrize(
    ("wanted", "number"),
    [(Filter(), 2), (Filter(copies=True), 4), (Filter(copies=True, sources=frozenset({"B"})), 2)],
)
def test_as_many_mentions_match_as_are_listed(store, small_world, wanted, number):
    read(store, small_world, Article(text=AGENCY, source="A"), Article(text=COPY, source="B"))
    asked = Listing(wanted=wanted, limit=9)
    with store.listing() as lists:
        assert lists.matching("mentions", asked) == len(lists.mentions(asked)) == number
    assert ("JOIN" in mention_query(asked)[0]) == bool(wanted.sources)


def test_copies_are_exported_where_they_are_asked_for(tmp_path, small_world):
    path = tmp_path / "war.db"
    with Store.open(path, create=True) as written:
        copy = Article(text=COPY, source="Post", url="https://b.org/2")
        read(written, small_world, Article(text=AGENCY, source="Agency"), copy)
    told = ["export", "--db", str(path), "--format", "csv"]
    lines = [
        CliRunner().invoke(main, [*told, *more], catch_exceptions=False).stdout.splitlines()
        for more in ([], ["--copies"])
    ]
    assert [len(each) for each in lines] == [1 + 2, 1 + 4]


def test_a_copy_adds_nothing_to_what_is_suggested_or_left_to_resolve(store, small_world):
    unknown = f"{WORDS} near the village of Vzyrk. Fighting went on in Idlib."
    read(store, small_world, Article(text=unknown), Article(text=f"BEIRUT - {unknown}"))
    assert store.summary().copies == 1
    assert store.words_beginning("fight", limit=9) == [("fighting", 1)]
    assert all(mentions == 1 for _, mentions in store.unresolved(limit=9))
    with store.listing() as lists:
        assert len(lists.articles(Listing(limit=9))) == 1


def test_a_copy_teaches_only_of_a_source_that_has_not_its_words(store, small_world):
    copies = [
        Article(text=f"{name} - {AGENCY}", source=source)
        for name, source in (("A", "Desk"), ("B", "Desk"), ("C", "Post"), ("D", "Post"))
    ]
    assert read(store, small_world, *copies).copies == 3
    assert sorted(store.snapshots.sources()) == [("Desk", 1), ("Post", 1)]
    taught = [each.number for each in store.snapshots.named_places(confidence=0.0)]
    assert taught == [1, 3]


@pytest.mark.parametrize(
    "other",
    [
        Article(text=AGENCY.replace("Idlib", "Aleppo")),
        Article(text=COPY, published=date(2024, 5, 9)),
        Article(text=f"{WORDS[:150]}. Fighting went on in Idlib."),
    ],
    ids=["names another place", "another week", "half of it is other words"],
)
def test_what_only_resembles_another_is_counted(store, small_world, other):
    first = Article(text=AGENCY, published=date(2024, 5, 1))
    assert read(store, small_world, first, other).copies == 0


@pytest.mark.parametrize(("changed", "shared", "copies"), [(30, 0.7, 1), (31, 139 / 201, 0)])
def test_seven_tenths_of_all_runs_of_words_make_a_copy(
    store, small_world, changed, shared, copies
):  # fmt: skip
    common = "Shelling in Homs " + " ".join(f"word{n}" for n in range(170))
    first, other = (
        " ".join([*common.split()[: 173 - changed], *(f"{name}{n}" for n in range(changed))])
        for name in ("two", "ten")
    )
    assert resemblance(shingles(first), shingles(other)) == pytest.approx(shared)
    assert set(bands(first)) & set(bands(other))  # or nobody would compare them
    assert read(store, small_world, Article(text=first), Article(text=other)).copies == copies


def test_a_new_version_finds_its_own_group(store, small_world):
    url = "https://b.org/2"
    read(store, small_world, Article(text=AGENCY), Article(text="Calm in Aleppo.", url=url))
    read(store, small_world, Article(text=COPY, url=url))
    assert store.summary().copies == 1
    read(store, small_world, Article(text="Calm in Aleppo again.", url=url))
    assert store.summary().copies == 0
    assert "Aleppo" in names(store)


WITHDRAWN = "This article has been withdrawn by its editors."


def test_copies_stay_on_the_map_when_their_first_says_something_else(store, small_world):
    url = "https://a.org/1"
    others = [Article(text=f"{name} - {AGENCY}", source=name) for name in ("Post", "Daily")]
    read(store, small_world, Article(text=AGENCY, url=url), *others)
    columns = columns_of(store)
    read(store, small_world, Article(text=WITHDRAWN, url=url))
    assert names(store) == ["Homs", "Idlib"]
    assert {(m.source, m.copies, m.sources) for m in store.each_mention(Filter())} == {
        ("Post", 1, ("Daily",))
    }
    assert len(columns_of(store, columns).mentions.place) == 2
    later = Article(text=f"Later - {AGENCY}", source="Later")
    assert read(store, small_world, later).copies == 1
    assert store.faults() == []


def test_a_first_that_hardly_changes_keeps_its_copies(store, small_world):
    url = "https://a.org/1"
    read(store, small_world, Article(text=AGENCY, url=url), Article(text=COPY))
    read(store, small_world, Article(text=f"{AGENCY} It is calm in Aleppo.", url=url))
    assert names(store) == ["Homs", "Idlib", "Aleppo"]
    assert store.summary().copies == 1


def test_a_first_that_names_less_leaves_its_copies_their_places(store, small_world):
    url = "https://a.org/1"
    read(store, small_world, Article(text=AGENCY, url=url), Article(text=COPY))
    read(store, small_world, Article(text=AGENCY.replace("Idlib", "a village"), url=url))
    assert sorted(names(store)) == ["Homs", "Homs", "Idlib"]
    assert store.summary().copies == 0


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 3))
def test_near_duplicates_share_a_band(seed, changed):
    random = Random(seed)
    words = [f"w{random.randrange(10_000)}" for _ in range(300)]
    other = list(words)
    for _ in range(changed):
        other[random.randrange(300)] = "changed"
    one, two = " ".join(words), " ".join(other)
    assert resemblance(shingles(one), shingles(two)) > 0.9
    assert set(bands(one)) & set(bands(two))


def test_short_texts_are_no_copies(tmp_path, small_world):
    assert bands("Shelling in Homs. " * 5) == ()
    with Store.open(tmp_path / "a.db", create=True) as store:
        assert read(store, small_world, Article(text="Homs."), Article(text="Homs!")).copies == 0
