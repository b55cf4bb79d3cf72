"""Places carry the name that English news gives them."""

import pytest

from gazetteer.news_names import news_name


@pytest.mark.parametrize(
    ("name", "alternates", "country", "division", "expected"),
    [
        ("Ḩamāh", {"Ḩamāh", "Hamah", "Hama"}, "SY", "Hama", "Hama"),
        ("Rafaḩ", {"Rafaḩ", "Rafah"}, "PS", "", "Rafah"),
        ("‘Ayn al ‘Arab", {"‘Ayn al ‘Arab", "Ayn al Arab"}, "SY", "", "Ayn al Arab"),
        ("Qal‘at al Maḑīq", {"Qal‘at al Maḑīq"}, "SY", "", "Qal‘at al Maḑīq"),
        ("Oklahoma City", {"Oklahoma City", "Oklahoma"}, "US", "Oklahoma", "Oklahoma City"),
        ("São Paulo", {"São Paulo", "Sao Paulo"}, "BR", "São Paulo", "São Paulo"),
    ],
)
def test_the_name_is_one_that_news_writes(name, alternates, country, division, expected):
    assert news_name(name, alternates, country=country, division=division) == expected


def test_the_world_shows_such_names(world):
    assert world.place("geonames:170017").name == "Hama"
    assert world.place("geonames:170654").name == "Damascus"
