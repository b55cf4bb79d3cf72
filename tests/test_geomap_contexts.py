"""Short contexts, each with the right answer for a toponym in it.

tests/data/contexts.tsv holds them. `toponym#2` is the second one of that name; an answer is
`geonames:ID`, `geomap:slug` (several joined by `|` where each is right), `country:SY`,
`demonym:SY`, `unresolved` or `none`; `not_yet` says why a row is beyond the code so far.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from geomap import Geoparser

TABLE = Path(__file__).parent / "data" / "contexts.tsv"


def rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def parameters():
    for number, row in enumerate(rows(), start=2):
        marks = [pytest.mark.xfail(reason=row["not_yet"], strict=True)] if row["not_yet"] else []
        short = f"{number}-{row['note'].split(':')[0]}-{row['toponym'].replace(' ', '-')}"
        yield pytest.param(row["text"], row["toponym"], row["answer"], id=short, marks=marks)


@pytest.fixture(scope="module")
def geoparser(world):
    return Geoparser(world)


def span_of(text, toponym):
    """Return where the toponym stands; `Jordan#2` is the second Jordan."""
    name, _, number = toponym.partition("#")
    start = -1
    for _ in range(int(number or 1)):
        start = text.index(name, start + 1)
    return start, start + len(name)


def given_answer(mentions, start, end):
    """Return what the mention with most letters in common with a span says, and that mention."""
    shared = {
        min(m.end, end) - max(m.start, start): m for m in reversed(mentions)
        if m.start < end and start < m.end
    }  # fmt: skip
    if not shared:
        return "none", None
    best = shared[max(shared)]
    if best.place is None:
        return "unresolved", best
    if best.kind == "demonym":
        return f"demonym:{best.place.country}", best
    if best.place.place_type == "country":
        return f"country:{best.place.country}", best
    return best.place.place_id, best


@pytest.mark.parametrize(("text", "toponym", "answer"), list(parameters()))
def test_context_gives_the_right_answer(geoparser, text, toponym, answer):
    start, end = span_of(text, toponym)
    given, mention = given_answer(geoparser.parse(text), start, end)
    accepted = set(answer.split("|"))
    if answer == "none":
        accepted.add("unresolved")
    assert given in accepted, mention


def test_each_language_has_enough_contexts():
    contexts = {(row["note"].split(":")[0], row["text"]) for row in rows()}
    count = Counter(language for language, _ in contexts)
    assert count["en"] >= 140
    assert min(count["ar"], count["ru"], count["uk"]) >= 20


def test_each_row_is_complete():
    for row in rows():
        assert None not in row.values()
        assert row["text"]
        assert row["answer"]
        span_of(row["text"], row["toponym"])
