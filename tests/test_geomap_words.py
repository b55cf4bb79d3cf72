"""The words of a text, compiled and interpreted, by example and one against the other."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from interpreting import interpreted

import geomap.parsing.words

KERNELS = {
    "as installed": geomap.parsing.words,
    "interpreted": interpreted(geomap.parsing.words),
}
WORD = re.compile(r"[^\W_]+(?:[.'’‘ʼ-][^\W_]+)*\.?")
LETTERS = "aBЖشé4. .'’-—,;!?…؟۔\n\r\t\u00a0()“”»\"_/\N{GRINNING FACE}"
texts = st.one_of(st.text(), st.text(st.sampled_from(LETTERS), max_size=60))


@pytest.fixture(params=list(KERNELS))
def words_of(request):
    return KERNELS[request.param].Words


@pytest.mark.parametrize(
    ("text", "before", "gap"),
    [
        ("near the city of Homs", ["of", "city", "the", "near"], " "),
        ("shells hit near the city of Homs", ["of", "city", "the", "near"], " "),
        ("the talks, in Homs", ["in"], " "),
        ("Troops left. Homs", [], ". "),
        ("met Lt. Gen. Homs", ["Gen.", "Lt.", "met"], " "),
        ("the pro-Homs", ["pro", "the"], "-"),
        ("He said: “Homs", [], ": “"),
        ("بحمص", ["ب"], ""),
        ("Homs", [], ""),
    ],
)
def test_the_words_before_a_name_reach_back_to_a_break(words_of, text, before, gap):
    name = "حمص" if text.endswith("حمص") else "Homs"
    assert words_of(text).before(len(text) - len(name)) == (before, gap)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Homs province was shelled again today", ["province", "was", "shelled", "again"]),
        ("Homs, where", []),
        ("Homs’s old city", []),
        ("Homs\ncity", []),
        ("Homs St. John", ["St", "John"]),
    ],
)
def test_the_words_behind_a_name_reach_to_a_break(words_of, text, after):
    assert words_of(text).after(len("Homs")) == after


def test_a_sentence_reaches_to_its_marks_and_to_the_line(words_of):
    text = "It fell.\nTroops of the U.N. left Homs on Monday! Nobody"
    at = text.index("Homs")
    words = words_of(text)
    assert words.sentence_before(at)[0] == ["left"]
    assert words.sentence_before(text.index("left"))[0] == []
    assert words.sentence_after(at + len("Homs")) == (["on", "Monday"], ["on", "monday"])
    assert words.sentence_before(text.index("U.N."))[0] == ["the", "of", "Troops"]


def test_a_sentence_is_not_followed_without_end(words_of):
    text = f"{'far ' * 100}Homs{' far' * 100}"
    at = text.index("Homs")
    words = words_of(text)
    for found, small in (words.sentence_before(at), words.sentence_after(at + len("Homs"))):
        assert 30 < len(found) < 50
        assert found == small


@pytest.mark.parametrize("written", ["基辅", "Homs-"])
def test_of_a_line_without_spaces_the_part_beside_a_name_is_told(words_of, written):
    text = f"in {written * 1000}, {written * 1000} again"
    words, at = words_of(text), text.index(",") // 2
    told = [*words.before(at)[0], *words.after(at)]
    told += [*words.sentence_before(at)[0], *words.sentence_after(at)[0]]
    assert told
    assert max(map(len, told)) <= 100
    assert text[at - 20 : at] in words.before(at)[0][0]


def test_what_is_written_in_one_with_a_name_is_a_word_of_its_own(words_of):
    assert words_of("قصف بحمص").sentence_before(5) == (["ب", "قصف"], ["ب", "قصف"])
    assert words_of("in Syria's north").sentence_after(8)[0] == ["s", "north"]


def begins_name(following):
    return following[:1] == " " and (following[1:] in ("a", "e") or following[1:].isupper())


@given(st.one_of(texts, st.text(st.sampled_from("a. A-'b"), max_size=30)))
@example("a..b A.c Al e")
@example("Mr. A. Be")
@example("ab- al")
def test_words_are_runs_of_letters_with_single_marks_inside(text):
    expected = [
        (match.end(), match.group()) for match in WORD.finditer(text)
        if begins_name(text[match.end() : match.end() + 2])
    ]  # fmt: skip
    for kernel in KERNELS.values():
        words = kernel.Words(text)
        assert words.ends_before_names({word for _, word in expected}) == [e for e, _ in expected]
        assert words.ends_before_names(set()) == []


@given(texts)
def test_compiled_and_interpreted_agree(text):
    compiled, plain = (kernel.Words(text) for kernel in KERNELS.values())
    for at in range(len(text) + 1):
        assert compiled.before(at) == plain.before(at)
        assert compiled.after(at) == plain.after(at)
        assert compiled.sentence_before(at) == plain.sentence_before(at)
        assert compiled.sentence_after(at) == plain.sentence_after(at)
