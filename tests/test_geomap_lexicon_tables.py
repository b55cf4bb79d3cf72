"""The word tables of recognition keep the shape their readers count on."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TABLES = Path(__file__).resolve().parent.parent / "geomap" / "parsing" / "data"
LEXICON = TABLES / "lexicon"
PLACE_TYPES = {
    "continent", "country", "admin1", "admin2", "capital", "admin1 seat", "admin2 seat",
    "populated place", "neighbourhood", "region", "ocean", "sea", "gulf", "strait", "channel",
    "river", "canal", "lake", "dam", "wetland", "island", "islands", "peninsula", "cape",
    "mountain", "mountains", "plateau", "plain", "valley", "desert", "oasis", "forest", "camp",
    "airport", "base", "port", "border crossing",
}  # fmt: skip
CATEGORIES = {
    "acronym", "airline", "armed forces", "armed group", "building", "company", "expression",
    "government", "media", "organisation", "person", "ship", "sports club", "treaty",
    "university", "weapon", "food",
}  # fmt: skip
LEAST_ROWS = {
    "first_names.txt": 3000,
    "never_places.txt": 600,
    "never_places_ar.txt": 150,
    "never_places_ru.txt": 150,
    "never_places_uk.txt": 150,
    "organisation_words.txt": 200,
    "rarely_places.txt": 1500,
    "rarely_places_ar.txt": 150,
    "rarely_places_ru.txt": 150,
    "rarely_places_uk.txt": 150,
    "titles.txt": 150,
}
EVERY_TABLE = sorted([TABLES / "phrases.tsv", *LEXICON.glob("*.txt")])
CUES = sorted(LEXICON.glob("place_cues_*.txt"))
METONYMS = sorted(LEXICON.glob("metonym_cues*.txt"))
COLUMNED = {TABLES / "phrases.tsv", *CUES, *METONYMS}
WORD_LISTS = [path for path in EVERY_TABLE if path not in COLUMNED]
VETOES = sorted([*LEXICON.glob("never_*.txt"), *LEXICON.glob("rarely_*.txt")])


def read_rows(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def read_columns(paths: list[Path]) -> Iterator[tuple[str, list[str]]]:
    for path in paths:
        for row in read_rows(path):
            yield f"{path.name}: {row!r}", row.split("\t")


@pytest.mark.parametrize("path", EVERY_TABLE, ids=lambda path: path.name)
def test_a_table_is_sorted_and_holds_no_row_twice(path):
    rows = read_rows(path)
    assert rows == sorted(set(rows))


@pytest.mark.parametrize("path", EVERY_TABLE, ids=lambda path: path.name)
def test_a_table_begins_with_a_comment_and_holds_no_stray_space(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = read_rows(path)
    assert lines[0].startswith("# ")
    assert lines[-len(rows) :] == rows
    assert [row for row in rows if not row.strip() or re.search(r"^ | $|  |\r", row)] == []


@pytest.mark.parametrize("path", WORD_LISTS, ids=lambda path: path.name)
def test_a_word_list_holds_no_tab(path):
    assert [row for row in read_rows(path) if "\t" in row] == []


def test_a_phrase_has_a_known_category_and_stands_once():
    pairs = [columns for _, columns in read_columns([TABLES / "phrases.tsv"])]
    assert {len(pair) for pair in pairs} == {2}
    assert {category for category, _ in pairs} == CATEGORIES
    phrases = [phrase for _, phrase in pairs]
    assert len(phrases) == len(set(phrases)) >= 2000


def test_a_place_cue_has_a_weight_and_a_known_place_type():
    for where, (word, weight, place_type) in read_columns(CUES):
        assert word, where
        assert weight in {"1", "2", "3"}, where
        assert place_type in PLACE_TYPES | {""}, where


def test_a_metonym_cue_has_a_weight_and_a_side():
    for where, (word, weight, side) in read_columns(METONYMS):
        assert word, where
        assert weight in {"1", "2", "3"}, where
        assert side in {"before", "after"}, where


@pytest.mark.parametrize("path", [*CUES, *METONYMS], ids=lambda path: path.name)
def test_a_cue_has_one_weight(path):
    one_side = path not in METONYMS
    keys = [(row[0], "" if one_side else row[2]) for _, row in read_columns([path])]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("ending", ["", "_ar", "_ru", "_uk"])
def test_a_vetoed_word_is_not_also_a_rare_place(ending):
    never = set(read_rows(LEXICON / f"never_places{ending}.txt"))
    assert never & set(read_rows(LEXICON / f"rarely_places{ending}.txt")) == set()


@pytest.mark.parametrize("name", sorted(LEAST_ROWS))
def test_a_list_is_long_enough_to_be_of_use(name):
    assert len(read_rows(LEXICON / name)) >= LEAST_ROWS[name]


@pytest.mark.parametrize("path", VETOES, ids=lambda path: path.name)
def test_no_word_list_swallows_a_place_that_war_reports_name_every_day(path):
    places = "homs hama idlib aleppo damascus gaza kyiv kherson khartoum moscow syria ukraine sudan"
    places += " حمص حماة إدلب حلب دمشق غزة الخرطوم киев херсон москва сирия київ харків"
    assert set(read_rows(path)) & set(places.split()) == set()
