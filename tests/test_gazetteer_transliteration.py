"""Arabic names as news writes them in Latin letters."""

import pytest

from gazetteer.transliteration import MOST_SPELLINGS, news_spellings


@pytest.mark.parametrize(
    ("listed", "written"),
    [
        ("Tall Abyad", "Tell Abyad"),
        ("Tall Abyad", "Tal Abyad"),
        ("Dayr Hāfir", "Deir Hāfir"),
        ("Ma‘arrat an Nu‘mān", "Maarrat an Nuumān"),
        ("Kafr Nubl", "Kfar Nubl"),
        ("Shaykh Maskin", "Sheikh Maskin"),
        ("Ra’s al ‘Ayn", "Raas al Ein"),
    ],
)
def test_a_listed_name_is_also_spelled_by_ear(listed: str, written: str) -> None:
    assert written in set(news_spellings(listed))


@pytest.mark.parametrize("word", ["Tall", "Ain", "Umm", "Wadi"])
def test_a_common_word_alone_gets_no_other_spelling(word: str) -> None:
    assert list(news_spellings(word)) == [word]


def test_a_long_name_gets_a_bounded_number_of_spellings() -> None:
    long = " ".join(["Tall", "Shaykh", "Dayr", "Kafr", "Bayt", "Khirbat"] * 50)
    assert len(list(news_spellings(long))) == MOST_SPELLINGS


def test_an_article_inside_a_name_is_left_as_it_is() -> None:
    assert {name.split()[1] for name in news_spellings("Ra’s al Basit")} == {"al"}
