"""The words shown around a mention."""

import pytest

from geomap.excerpts import excerpt


def excerpt_of(text, name, **facts):
    start = text.index(name)
    return excerpt(text, start, start + len(name), **facts)


def test_toponym_is_where_the_excerpt_says():
    shown = excerpt_of("The army left. Shells fell on Homs at dawn. Then silence.", "Homs")
    assert shown.text[shown.start : shown.end] == "Homs"


def test_sentence_of_the_toponym_is_shown_alone():
    shown = excerpt_of("The army left. Shells fell on Homs at dawn. Then silence.", "Homs")
    assert shown.text == "Shells fell on Homs at dawn."


def test_excerpt_begins_where_the_text_begins():
    assert excerpt_of("Homs fell.", "Homs").text == "Homs fell."


def test_excerpt_ends_where_the_text_ends():
    assert excerpt_of("They took Homs", "Homs").text == "They took Homs"


def test_ellipsis_marks_each_cut():
    text = "word " * 100 + "Homs" + " word" * 100
    shown = excerpt_of(text, "Homs", radius=40)
    assert shown.text.startswith("… word")
    assert shown.text.endswith("word …")
    assert shown.text[shown.start : shown.end] == "Homs"


def test_cut_falls_between_words():
    text = "alphabet " * 50 + "Homs" + " alphabet" * 50
    words = excerpt_of(text, "Homs", radius=50).text.split()
    assert set(words) == {"…", "alphabet", "Homs"}


def test_excerpt_stays_within_its_radius():
    text = "a" * 500 + " Homs " + "b" * 500
    shown = excerpt_of(text, "Homs", radius=60)
    assert len(shown.text) <= 2 * (60 + len("… ")) + len("Homs")


def test_toponym_stays_whole_however_small_the_radius():
    text = "Residents of the Golan Heights protested."
    shown = excerpt_of(text, "Golan Heights", radius=0)
    assert shown.text[shown.start : shown.end] == "Golan Heights"


def test_white_space_is_shown_as_single_spaces():
    shown = excerpt_of("Shells\u00a0fell\ton   Homs  at dawn", "Homs")
    assert shown.text == "Shells fell on Homs at dawn"


def test_toponym_broken_over_lines_is_shown_on_one():
    shown = excerpt_of("in the Golan\nHeights today", "Golan\nHeights")
    assert shown.text[shown.start : shown.end] == "Golan Heights"


@pytest.mark.parametrize(
    "sentence",
    ["Lt. Gen. A. Petrov left St. Petersburg on Jan. 5 for the U.S. base near Homs.",
     "В 2015 г. в с. Хомс, в 5 км. от города, шли бои.",
     "About 3.5 km were taken, i.e. approx. half, by Col. Haddad in Homs."],
)  # fmt: skip
def test_a_short_form_ends_no_sentence(sentence):
    name = "Хомс" if "Хомс" in sentence else "Homs"
    text = f"Calm before. {sentence} Calm after."
    start = text.index(name)
    assert excerpt(text, start, start + len(name)).text == sentence


def test_paragraph_ends_an_excerpt():
    assert excerpt_of("HOMS QUIET\n\nMen left Homs\n\nMore", "Homs").text == "Men left Homs"


@pytest.mark.parametrize("end", ["۔", "؟", "!", "。", "…"])
def test_sentences_end_in_every_script(end):
    assert excerpt_of(f"قبل{end} في حمص اليوم", "حمص").text == "في حمص اليوم"


def test_markup_is_left_as_text():
    text = "<img src=x onerror=alert(1)> in Homs"
    assert excerpt_of(text, "Homs").text == text


@pytest.mark.parametrize(
    "sentence",
    [
        '"Who shelled Homs?" he asked.',
        "«Кто обстрелял Homs?» спросил он.",
        "«Тікайте з Homs!» кричали люди.",
        "He spoke of Homs… and of nothing else.",
        "Ген. И. И. Иванов прибыл в Homs.",
    ],
)
def test_a_small_letter_goes_on_with_the_sentence(sentence):
    text = f"Nobody slept. {sentence} Nobody will."
    start = text.index("Homs")
    assert excerpt(text, start, start + 4).text == sentence
