"""The interface speaks every language that has a catalogue, and says all that it says in each."""

import re
import sys
from pathlib import Path

import pytest
from werkzeug.datastructures import LanguageAccept

from web.map import page
from web.messages import direction, language_of, languages, texts

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
from build_messages import used

PARAMETER = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("language", languages())
def test_every_text_of_the_interface_is_in_every_catalogue(language):
    keys = {key if isinstance(key, str) else key[0] for key in used()}
    assert keys == set(texts(language))


def test_a_translation_keeps_what_is_filled_in():
    for english, said in texts("ar").items():
        if isinstance(said, str):
            assert sorted(PARAMETER.findall(said)) == sorted(PARAMETER.findall(english))
        else:
            assert len(said) == 6
            assert "{n}" in said[-1]


def test_the_language_asked_for_goes_before_the_browsers():
    browser = LanguageAccept([("fr", 1), ("ar-SY", 0.8), ("en", 0.5)])
    assert language_of(None, browser) == "ar"
    assert language_of("en", browser) == "en"
    assert language_of("xx", LanguageAccept([])) == "en"


def test_arabic_runs_from_right_to_left_and_no_text_ends_its_script():
    html = page(nonce="n", language="ar")
    assert '<html lang="ar" dir="rtl">' in html
    assert direction("en") == "ltr"
    told = html.split('id="messages" nonce="n">')[1].split("</script>")[0]
    assert "<" not in told
