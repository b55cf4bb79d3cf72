"""The sample dispatches keep the shape that the demo, the README and the tests rely on."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

SEEDS = Path(__file__).parent.parent / "seeds"
KEYS = ["id", "title", "text", "source", "url", "published", "language"]


@pytest.fixture(scope="module")
def lines():
    return (SEEDS / "dispatches.jsonl").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def dispatches(lines):
    return [json.loads(line) for line in lines]


def test_there_are_thirty_to_forty_dispatches(dispatches):
    assert 30 <= len(dispatches) <= 40


def test_every_dispatch_has_the_same_keys_in_order(dispatches):
    assert {tuple(dispatch) for dispatch in dispatches} == {tuple(KEYS)}


def test_ids_are_unique(dispatches):
    counts = Counter(dispatch["id"] for dispatch in dispatches)
    assert counts.most_common(1)[0][1] == 1


def test_every_id_ends_with_its_publishing_date(dispatches):
    for dispatch in dispatches:
        published = date.fromisoformat(dispatch["published"])
        assert re.fullmatch(rf"[a-z]+-{published.isoformat()}", dispatch["id"])


def test_every_dispatch_says_that_it_is_a_sample(dispatches):
    assert {dispatch["source"] for dispatch in dispatches} == {"geomap sample"}
    for dispatch in dispatches:
        assert dispatch["url"] == f"https://example.org/samples/{dispatch['id']}"


def test_four_languages_are_shown_by_at_least_four_dispatches_each(dispatches):
    counts = Counter(dispatch["language"] for dispatch in dispatches)
    assert set(counts) == {"en", "ar", "ru", "uk"}
    assert min(counts.values()) >= 4


def test_texts_are_a_few_short_paragraphs(dispatches):
    for dispatch in dispatches:
        paragraphs = dispatch["text"].split("\n\n")
        assert 2 <= len(paragraphs) <= 4, dispatch["id"]
        assert all(paragraph and paragraph == paragraph.strip() for paragraph in paragraphs)
        assert 70 <= len(dispatch["text"].split()) <= 160, dispatch["id"]


def test_titles_and_texts_hold_no_tabs_or_stray_line_breaks(dispatches):
    for dispatch in dispatches:
        assert dispatch["title"] == " ".join(dispatch["title"].split()) != ""
        assert not re.search(r"[\t\r]|(?<!\n)\n(?!\n)", dispatch["text"]), dispatch["id"]


def test_letters_are_written_as_themselves_and_not_escaped(lines):
    assert not any("\\u" in line for line in lines)


def test_every_dispatch_and_no_other_is_in_the_table_of_sources(dispatches):
    table = (SEEDS / "SOURCES.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| ([a-z]+-\d{4}-\d\d-\d\d) \|", table, flags=re.MULTILINE)
    assert named == [dispatch["id"] for dispatch in dispatches]


def test_the_dispatches_are_given_away():
    assert "CC0-1.0" in (SEEDS / "LICENSE").read_text(encoding="utf-8")
