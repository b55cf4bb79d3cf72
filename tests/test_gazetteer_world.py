"""The compiled world: what is in it, and how it is made, shared and mended."""

import subprocess
import sys
import textwrap

import pytest

import gazetteer.world
from gazetteer import DEMONYM, Gazetteer, GazetteerError, Place, compile_layer, fold
from gazetteer.layer import Layer
from gazetteer.sources import plain_names, rows
from gazetteer.world import open_cached
from gazetteer.writing import compile_names

PLACES_OF_THE_ISSUE = {
    "Golan Heights": "SY", "Idlib": "SY", "Hama": "SY", "Homs": "SY", "Latakia": "SY",
    "Damascus": "SY", "إدلب": "SY", "حماة": "SY", "حمص": "SY", "اللاذقية": "SY", "دمشق": "SY",
    "هضبة الجولان": "SY", "Kyiv": "UA", "Київ": "UA", "Simferopol": "UA", "El Fasher": "SD",
    "Khan Younis": "PS", "Rafah": "PS",
}  # fmt: skip


@pytest.mark.parametrize(("name", "country"), PLACES_OF_THE_ISSUE.items())
def test_the_world_knows_the_places_of_the_wars(world, name, country):
    assert country in {place.country for place in world.search(name)}


def test_every_country_and_province_has_a_point(world):
    layer = world.layers[0]
    areas = [p for n in range(30_000) if (p := layer.place(n)).place_type in ("country", "admin1")]
    assert len({p.country for p in areas if p.place_type == "country"}) > 240
    assert all(-180 <= p.longitude <= 180 and -90 <= p.latitude <= 90 for p in areas)


def test_each_further_name_finds_its_place(world):
    for row in rows("further_names"):
        for name in plain_names(row):
            assert row["id"] in {sense.place.place_id for sense in world.named(name)}, name


NOBODYS = set("AQ BV GS HM SJ TF UM VA".split())  # nobody lives there, or has the name of it


def test_every_inhabited_country_has_a_demonym(world):
    countries = [p for n in range(400) if (p := world.layers[0].place(n)).place_type == "country"]
    named = {row["place_id"].removeprefix("country:") for row in rows("demonyms")}
    assert len(countries) == 250
    assert {place.country for place in countries} - named <= NOBODYS


def test_a_people_is_told_from_its_country(world):
    flags = {sense.place.name: sense.flags for sense in world.named("Israeli")}
    assert flags["Israel"] & DEMONYM


@pytest.mark.parametrize(
    ("written", "country"),
    [
        ("в Дамаске", "SY"), ("из Хомса", "SY"), ("у Харкові", "UA"), ("під Авдіївкою", "UA"),
        ("с Хамой", "SY"), ("у Сумах", "UA"), ("біля Миколаєва", "UA"), ("до Києва", "UA"),
        ("у Херсонській області", "UA"), ("ar-Raqqah", "SY"), ("al-Raqqa", "SY"),
        ("Deir Ezzor", "SY"), ("Deir al-Zor", "SY"), ("Saint Petersburg", "RU"),
    ],
)  # fmt: skip
def test_case_endings_and_articles_lead_to_the_place(world, written, country):
    places = [
        sense.place.country
        for hit in world.find(written)
        for layer, name in hit.names
        for sense in world.senses(layer, name)
    ]
    assert country in places


def test_an_added_layer_answers_beside_the_world(world):
    tuman = Place(
        place_id="user:1", name="Khan Tuman", place_type="populated place", longitude=37.05,
        latitude=36.12, countries=("SY",), names=("خان طومان",),
    )  # fmt: skip
    wider = world.with_layer(compile_layer([tuman]))
    assert tuman in wider.search("Khan Tuman")
    assert tuman in wider.search("خان طومان")
    assert wider.place("user:1") == tuman
    assert world.place("user:1") is None


def test_phrases_that_are_no_places_take_the_names_in_them(small_world):
    phrases = Layer(
        compile_names([(0, "Homs Post", 0)], {"categories": ["media"]}), origin="phrases"
    )
    knowing = small_world.with_phrases(phrases)
    hits = knowing.find("The Homs Post of Homs")
    assert [(hit.phrase, len(hit.names)) for hit in hits] == [("media", 0), ("", 1)]


def test_folding_makes_one_of_what_news_writes_in_many_ways():
    assert fold("Ṣan‘ā’") == fold("SANA") == "sana"
    assert fold("إدلب") == fold("ادلب")
    assert fold("Deir\u00a0ez–Zor") == "deir ez zor"


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("GEOMAP_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def compiled():
    return compile_names([(0, "Homs", 0)], {})


def test_a_layer_is_compiled_once(cache, tmp_path):
    source = tmp_path / "source.tsv"
    source.write_text("Homs")
    open_cached("names", [source], compiled)

    def again():
        raise AssertionError("compiled twice")

    assert open_cached("names", [source], again).about["names"] == 1
    source.write_text("Homs and Hama")
    with pytest.raises(AssertionError):
        open_cached("names", [source], again)


@pytest.mark.parametrize("damage", [b"", b"short", None])
def test_a_damaged_file_is_made_again(cache, tmp_path, damage):
    source = tmp_path / "source.tsv"
    source.write_text("Homs")
    open_cached("names", [source], compiled)
    (path,) = cache.glob("names-*.gaz")
    path.write_bytes(path.read_bytes()[:-3] if damage is None else damage)
    assert open_cached("names", [source], compiled).about["names"] == 1


def test_a_cache_that_cannot_be_written_is_one_clear_line(cache, tmp_path):
    source = tmp_path / "source.tsv"
    source.write_text("Homs")
    cache.write_text("a file where the folder should be")
    with pytest.raises(GazetteerError, match="GEOMAP_CACHE") as error:
        open_cached("names", [source], compiled)
    assert "\n" not in str(error.value)


def test_two_that_compile_at_once_make_one_file(cache, tmp_path):
    source = tmp_path / "source.tsv"
    source.write_text("Homs")
    script = textwrap.dedent(
        """
        import sys, time
        from pathlib import Path
        from gazetteer.world import open_cached
        from gazetteer.writing import compile_names
        def compiled():
            print("compiled", flush=True)
            time.sleep(0.5)
            return compile_names([(0, "Homs", 0)], {})
        print(open_cached("names", [Path(sys.argv[1])], compiled).about["names"])
        """
    )
    both = [
        subprocess.Popen([sys.executable, "-c", script, str(source)], stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    said = b"".join(process.communicate()[0] for process in both)
    assert said.count(b"compiled") == 1
    assert said.count(b"1\n") == 2


@pytest.mark.parametrize("room", [0, 1000, 20_000])
def test_a_full_disk_leaves_the_old_file_and_nothing_half_written(cache, disk_of, room):
    cache.mkdir()
    path = cache / "names.gaz"
    path.write_bytes(b"old")
    block = compile_names([(number, f"Tell {number}", 0) for number in range(3000)], {})
    with disk_of(room), pytest.raises(GazetteerError, match="GEOMAP_CACHE to a folder with 200 MB"):
        gazetteer.world.build(path, lambda: block, unless_usable=False)
    assert path.read_bytes() == b"old"
    assert {p.name for p in cache.iterdir()} == {"names.gaz", "names.lock"}


def test_an_empty_gazetteer_finds_nothing():
    assert Gazetteer([]).find("Homs") == []


def test_text_of_a_kind_of_its_own_is_read_as_text(small_world):
    class Marked(str):
        __slots__ = ()

    assert [(hit.start, hit.end) for hit in small_world.find(Marked("In Homs."))] == [(3, 7)]
    with pytest.raises(TypeError):
        small_world.find(None)
