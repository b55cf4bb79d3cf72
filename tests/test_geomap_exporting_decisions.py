"""The record of what people decided, as JSON and for a spreadsheet."""

import csv
import io
import json
import sqlite3
from contextlib import closing

import pytest

from geomap.errors import GeomapError
from geomap.exporting import write
from geomap.exporting.decisions import COLUMNS
from geomap.filters import filter_of
from geomap.store import Filter


@pytest.fixture
def decided(store, places, make_article, make_mention):
    """Two decisions, the first one undone; a hostile hand and title."""
    article = make_article(title="=1+1", source="Wire", article_id="a1")
    homs = make_mention(article, "Homs", places["Homs"])
    idlib = make_mention(article, "Idlib")
    other = make_article("More.", source="Daily")
    store.add([(article, [homs, idlib]), (other, [])])
    kept = store.keep_decision(1, homs, verdict="not a place", place=None, who="@ann\u2028")
    store.undo_decision(kept.number)
    store.keep_decision(1, idlib, verdict="another place", place=places["Aleppo"], who="")
    return store


def exported(store, format, wanted=None, **options):
    out = io.BytesIO()
    write(store, wanted or Filter(), format, out, **options)
    return out.getvalue().decode()


def test_who_decided_what_and_when_and_the_answer_before(decided):
    newest, first = json.loads(exported(decided, "decisions"))
    assert (newest["toponym"], newest["verdict"], newest["place"]) == (
        "Idlib", "another place", "Aleppo"
    )  # fmt: skip
    assert (newest["longitude"], newest["latitude"]) == (37.16117, 36.20124)
    assert newest["former_place_id"] is newest["former_place"] is newest["undone"] is None
    assert (first["who"], first["verdict"], first["place"]) == ("@ann\u2028", "not a place", None)
    assert (first["former_place_id"], first["former_confidence"]) == ("geonames:169577", 0.9)
    assert first["undone"] >= first["decided"] > "2020"
    assert (first["title"], first["source"], first["article"]) == ("=1+1", "Wire", "a1")


def test_each_decision_stands_on_a_line(decided):
    assert len(exported(decided, "decisions").splitlines()) == 4


def test_the_table_has_the_same_values_and_no_formula(decided):
    text = exported(decided, "decisions-csv")
    assert text.startswith("\ufeff")
    lines = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert list(lines[0]) == list(COLUMNS)
    records = json.loads(exported(decided, "decisions"))
    assert [list(record) for record in records] == [list(COLUMNS)] * 2
    assert [line["title"] for line in lines] == ["'=1+1"] * 2
    assert lines[1]["who"].startswith("'@ann")
    assert float(lines[1]["former_confidence"]) == 0.9


def test_what_is_asked_of_the_article_chooses_among_them(decided):
    assert json.loads(exported(decided, "decisions", filter_of(source="Daily"))) == []
    assert len(json.loads(exported(decided, "decisions", filter_of(source="Wire")))) == 2
    assert len(json.loads(exported(decided, "decisions", filter_of(q="Homs")))) == 2


def test_a_decision_about_a_near_duplicate_is_on_record_too(decided):
    with closing(sqlite3.connect(decided.path)) as connection:
        connection.execute("UPDATE article SET copy_of = 2 WHERE number = 1")
        connection.commit()
    assert len(json.loads(exported(decided, "decisions"))) == 2


def test_decisions_are_neither_by_mention_nor_by_place(decided):
    with pytest.raises(GeomapError, match='"by" is "place"'):
        exported(decided, "decisions", by="place")


def test_without_decisions_the_list_is_empty(store):
    assert json.loads(exported(store, "decisions")) == []
    assert exported(store, "decisions-csv").count("\n") == 1
