"""What a geoparser promises whatever the article."""

import time
from itertools import pairwise

import pytest

from geomap import Geoparser
from geomap.errors import GeomapError
from geomap.parsing.hints import parse_focus

DISPATCH = (
    "BEIRUT (Sample) - Syrian troops left Idlib for Hama, officials in Damascus said.\n\n"
    "Fighters in the village of Qarmazuneh fled. Russia denied the reports."
)


@pytest.fixture(scope="module")
def geoparser(world):
    return Geoparser(world)


def names_of(mentions):
    return [mention.name for mention in mentions]


def test_offsets_slice_back_to_the_name(geoparser):
    for mention in geoparser.parse(DISPATCH):
        assert DISPATCH[mention.start : mention.end] == mention.name


def test_offsets_hold_where_folding_changes_lengths(geoparser):
    text = "İstanbul’a gelen Straße ﬁnden, then Aleppo and Ḥoms."
    mentions = geoparser.parse(text)
    assert "Aleppo" in names_of(mentions)
    assert all(text[m.start : m.end] == m.name for m in mentions)


def test_mentions_stand_in_text_order_and_do_not_overlap(geoparser):
    mentions = geoparser.parse(DISPATCH)
    assert mentions
    for one, other in pairwise(mentions):
        assert one.end <= other.start


def test_every_place_mention_has_confidence_precision_and_reasons(geoparser):
    for mention in geoparser.parse(DISPATCH):
        assert 0 <= mention.confidence <= 1
        assert mention.reasons
        assert bool(mention.precision) == (mention.place is not None)
        assert mention.place is None or mention.candidates[0].place == mention.place


def test_resolve_spans_answers_each_span_in_the_order_given(geoparser):
    spans = [
        (DISPATCH.index(name), DISPATCH.index(name) + len(name))
        for name in ("Damascus", "fled", "Idlib", "Qarmazuneh", "Hama")
    ]
    mentions = geoparser.resolve_spans(DISPATCH, spans)
    assert [(m.start, m.end) for m in mentions] == spans
    assert [m.place is None for m in mentions] == [False, True, False, True, False]


def test_resolve_spans_answers_the_same_span_twice(geoparser):
    spans = [(DISPATCH.index("Hama"), DISPATCH.index("Hama") + 4)] * 2
    first, second = geoparser.resolve_spans(DISPATCH, spans)
    assert first == second


def test_resolve_spans_of_nothing_is_nothing(geoparser):
    assert geoparser.resolve_spans(DISPATCH, []) == []


def test_unknown_village_behind_its_cue_is_an_unresolved_mention(geoparser):
    (mention,) = [m for m in geoparser.parse(DISPATCH) if m.name == "Qarmazuneh"]
    assert mention.place is None
    assert mention.precision == ""
    assert mention.confidence == 0
    assert "village of" in mention.reasons[0].text


def test_doubtful_mention_stays_unresolved_with_its_candidates(world):
    text = "Gunmen came to Springfield."
    (mention,) = Geoparser(world, min_confidence=0.99).parse(text)
    assert mention.place is None
    assert len(mention.candidates) > 1


def test_lower_case_iran_is_not_lost_to_a_wrong_place(geoparser):
    text = "A photograph of the ayatollah, iran\nThe minister spoke in Iran."
    mentions = geoparser.parse(text)
    assert "Iran" in names_of(mentions)
    assert {m.place.country for m in mentions if m.place} == {"IR"}


def test_demonym_is_its_own_kind(geoparser):
    (mention,) = [m for m in geoparser.parse(DISPATCH) if m.name == "Syrian"]
    assert mention.kind == "demonym"
    assert mention.place.country == "SY"


def test_surname_after_its_first_mention_is_no_place(geoparser):
    text = "Robert Lincoln spoke first. Reporters asked Lincoln about the war in Syria."
    assert names_of(geoparser.parse(text)) == ["Syria"]


@pytest.mark.parametrize("phrase", ["the Jerusalem Post", "the Quds Force", "Free Syrian Army"])
def test_phrase_that_holds_a_place_is_none(geoparser, phrase):
    assert geoparser.parse(f"According to {phrase}, nothing had moved.") == []


def test_upper_case_text_is_read(geoparser):
    assert "ALEPPO" in names_of(geoparser.parse("FIGHTING RESUMES IN ALEPPO, SYRIA"))


def test_many_articles_are_read_as_each_alone(geoparser):
    texts = [DISPATCH, "", "Thousands left Tripoli, Lebanon.", "Обстрелян Белгород.", DISPATCH]
    together = geoparser.parse_all(iter(texts))
    assert together == [geoparser.parse(text) for text in texts]
    assert list(map(bool, together)) == [True, False, True, True, True]
    assert geoparser.parse_all([]) == []


def test_parsing_twice_gives_the_same_answer(geoparser, world):
    first = geoparser.parse(DISPATCH)
    geoparser.parse("Something else happened in Paris, Texas.")
    assert geoparser.parse(DISPATCH) == first
    assert Geoparser(world).parse(DISPATCH) == first


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "123", "\u200f", "𐍈𐍈"])
def test_text_without_words_has_no_mentions(geoparser, text):
    assert geoparser.parse(text) == []


def test_megabyte_of_text_is_read_in_seconds(geoparser):
    text = (DISPATCH + "\n\n") * (1_000_000 // len(DISPATCH))
    began = time.perf_counter()
    mentions = geoparser.parse(text)
    assert time.perf_counter() - began < 60
    assert names_of(mentions).count("Hama") == 1_000_000 // len(DISPATCH)


def test_text_without_a_single_space_is_read(geoparser):
    assert geoparser.parse("x" * 200_000) == []


@pytest.mark.parametrize("least", [-0.1, 80])
def test_a_confidence_that_is_no_share_is_refused(small_world, least):
    with pytest.raises(GeomapError, match="write a share from 0 to 1"):
        Geoparser(small_world, min_confidence=least)


def test_a_focus_may_be_given_in_words(small_world):
    assert Geoparser(small_world, focus="SY").focus == parse_focus("SY")


@pytest.mark.parametrize("span", [(0, 99), (4, 2), (-1, 3), (3, 3)])
def test_a_span_that_is_not_of_the_text_is_refused(small_world, span):
    with pytest.raises(GeomapError, match="is not of a text of 8 characters"):
        Geoparser(small_world).resolve_spans("In Homs.", [span])


@pytest.mark.parametrize("given", [None, b"Homs", 5])
def test_what_is_no_article_is_refused_by_its_type(small_world, given):
    with pytest.raises(TypeError, match=f"not {type(given).__name__}"):
        Geoparser(small_world).parse(given)
