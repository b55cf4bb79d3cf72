"""The forms in which news writes names, each in its sentence, through the whole of parsing.

tests/data/name_forms.tsv holds a form, the place that it must give and the sentence; a form
without a place must give nothing. Invisible characters and line ends stand as \\u00a0 and \\n.
"""

import csv
import re
from pathlib import Path

import pytest

from geomap import Geoparser

TABLE = Path(__file__).parent / "data" / "name_forms.tsv"
ESCAPED = re.compile(r"\\(n|u[0-9a-f]{4})")


def plain(text):
    return ESCAPED.sub(lambda found: "\n" if found[1] == "n" else chr(int(found[1][1:], 16)), text)


def rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield plain(row["form"]), row["place_id"], plain(row["text"])


FOUND = [row for row in rows() if row[1]]
PASSED_OVER = [row for row in rows() if not row[1]]


@pytest.fixture(scope="module")
def geoparser():
    return Geoparser()


def test_the_table_is_as_large_as_it_says():
    assert len({row[::2] for row in FOUND}) >= 150
    assert len({row[::2] for row in PASSED_OVER}) >= 60


def test_every_form_gives_its_place(geoparser):
    missed = []
    for form, place_ids, text in FOUND:
        places = {
            mention.place.place_id
            for mention in geoparser.parse(text)
            if mention.place and text[mention.start : mention.end] == form
        }
        if not places & set(place_ids.split(",")):
            missed.append((form, place_ids, places, text))
    assert missed == []


def test_what_is_no_name_gives_nothing(geoparser):
    taken = []
    for form, _, text in PASSED_OVER:
        start = text.index(form)
        taken += [
            (form, mention.place, text)
            for mention in geoparser.parse(text)
            if mention.start < start + len(form) and start < mention.end
            and mention.kind != "demonym"
        ]  # fmt: skip
    assert taken == []
