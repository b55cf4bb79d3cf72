"""Filters: what a person writes, and which mentions the store then gives."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest

from geomap.errors import GeomapError
from geomap.filters import filter_of
from geomap.store import BoundingBox, Filter

EAST = timezone(timedelta(hours=3))


@pytest.fixture
def filled(store, places, make_article, make_mention):
    old = make_article(source="Wire", language="ar", published=date(2015, 10, 3))
    new = make_article("Idlib, Beirut and Homs.", source="Daily", published=date(2015, 11, 1))
    undated = make_article("Homs once more.", source="Daily")
    beirut = replace(
        places["Idlib"], place_id="geonames:276781", name="Beirut", countries=("LB", "SY"),
        longitude=35.5, latitude=33.9,
    )  # fmt: skip
    store.add([
        (old, [make_mention(old, "Homs", places["Homs"])]),
        (new, [make_mention(new, "Idlib", places["Idlib"], confidence=0.4),
               make_mention(new, "Beirut", beirut, role="event"), make_mention(new, "Homs")]),
        (undated, [make_mention(undated, "Homs", places["Homs"], kind="demonym")]),
    ])  # fmt: skip
    return store


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["Idlib", "Beirut", "Homs", "Homs"]),
        ({"kind": ["place", "demonym"]}, ["Idlib", "Beirut", "Homs", "Homs", "Homs"]),
        ({"kind": "demonym"}, ["Homs"]),
        ({"place": "geonames:169577"}, ["Homs"]),
        ({"bbox": "35,33,36,34"}, ["Beirut"]),
        ({"bbox": (179, -90, 36.7, 90)}, ["Idlib", "Beirut"]),
        ({"since": "2015-11-01"}, ["Idlib", "Beirut", "Homs"]),
        ({"until": date(2015, 10, 31)}, ["Homs"]),
        ({"since": "2015-10-03", "until": "2015-10-03"}, ["Homs"]),
        ({"source": "Wire"}, ["Homs"]),
        ({"source": ["Wire", "Daily", "'--"]}, ["Idlib", "Beirut", "Homs", "Homs"]),
        ({"country": "lb"}, ["Beirut"]),
        ({"country": ["LB", "SY"]}, ["Idlib", "Beirut", "Homs"]),
        ({"min_confidence": 0.5}, ["Beirut", "Homs"]),
        ({"country": "SY", "source": "Wire", "min_confidence": 0.9}, ["Homs"]),
        ({"role": "event"}, ["Beirut"]),
        ({"role": ["event", "actor"], "precision": "populated place"}, ["Beirut"]),
        ({"language": "ar"}, ["Homs"]),
        ({"language": ["", "ar"]}, ["Idlib", "Beirut", "Homs", "Homs"]),
        ({"q": "idlib BEIRUT"}, ["Idlib", "Beirut", "Homs"]),
        ({"q": '"homs and"'}, ["Homs"]),
        ({"kind": "demonym", "undated": True}, ["Homs"]),
        ({"undated": True}, []),
        ({"placed": True}, ["Idlib", "Beirut", "Homs"]),
        ({"since": datetime(2015, 11, 1, 12)}, ["Idlib", "Beirut", "Homs"]),
        ({"until": datetime(2015, 10, 3, 0, 30, tzinfo=EAST)}, []),
        ({"until": datetime(2015, 10, 4, 0, 30, tzinfo=EAST)}, ["Homs"]),
        ({"country": None, "q": None, "role": None}, ["Idlib", "Beirut", "Homs", "Homs"]),
    ],
)
def test_each_filter_narrows_and_all_narrow_together(filled, asked, names):
    wanted = filter_of(**asked)
    assert [each.mention.name for each in filled.each_brief_mention(wanted)] == names
    assert [each.mention.name for each in filled.each_mention(wanted)] == names
    placed = [each for each in filled.each_mention(wanted) if each.mention.place]
    assert sum(count.mentions for count in filled.places(wanted)) == len(placed)
    assert filled.unresolved_among(wanted) == len(names) - len(placed)


def test_a_brief_mention_lacks_only_its_reasons_and_candidates(filled):
    whole = list(filled.each_mention(Filter()))
    brief = list(filled.each_brief_mention(Filter()))
    for one, other in zip(whole, brief, strict=True):
        shorn = replace(one.mention, reasons=(), candidates=(), role_reason="")
        assert other == replace(one, mention=shorn)


def test_nothing_asked_is_the_usual_filter():
    assert filter_of() == Filter()
    assert filter_of(bbox="1,2,3,4").bbox == BoundingBox(west=1, south=2, east=3, north=4)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"kind": "city"}, '"kind" is "city"; one is: place, demonym'),
        ({"bbox": "1,2,3"}, '"bbox" is "1,2,3"; write west,south,east,north'),
        ({"bbox": (1, 2, 3, 95)}, '"bbox" is "1,2,3,95"; longitudes go'),
        ({"bbox": "nan,0,1,1"}, '"bbox" is "nan,0,1,1"; write west,south,east,north'),
        ({"bbox": "1_0,2,30,4"}, '"bbox" is "1_0,2,30,4"; write west,south,east,north'),
        ({"bbox": (float("nan"), 0, 1, 1)}, '"bbox" is "nan,0,1,1"; longitudes go'),
        ({"bbox": 5}, '"bbox" is "5"; write west,south,east,north'),
        ({"since": 2015}, '"since" is "2015"; write a date as'),
        ({"source": 5}, '"source" is 5; write a text or a list of texts'),
        ({"place": 5}, '"place" is 5; write it as text'),
        ({"role": ["event", None]}, '"role" is None; write it as text'),
        ({"since": "yesterday"}, '"since" is "yesterday"; write a date as'),
        ({"country": "Syria"}, '"country" is "Syria"; write its two letters'),
        ({"country": ["SY", "ZZ"]}, '"country" is "ZZ"; write its two letters'),
        ({"country": ""}, '"country" is ""; write its two letters'),
        ({"min_confidence": 2}, '"min-confidence" is 2; write a number from 0 to 1'),
        ({"min_confidence": float("nan")}, '"min-confidence" is nan'),
        ({"role": "hero"}, '"role" is "hero"; one is: event'),
        ({"precision": ""}, '"precision" is ""; one is: point'),
        ({"q": '" "'}, '"q" is "" ""; write a word'),
    ],
)
def test_a_filter_that_means_nothing_is_said_by_name(asked, message):
    with pytest.raises(GeomapError) as raised:
        filter_of(**asked)
    assert message in str(raised.value)
