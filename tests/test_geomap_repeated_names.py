"""What a text of the same names again and again, or of all names, adds to each mention."""

import time
from itertools import permutations

import pytest

from geomap import Geoparser
from geomap.parsing.surroundings import Surroundings
from geomap.parsing.words import Words


@pytest.fixture(scope="module")
def geoparser(world):
    return Geoparser(world)


def reasons_of(mention):
    """Return all reasons of a mention's candidates."""
    return [reason.text for each in mention.candidates for reason in each.reasons]


@pytest.mark.parametrize(
    "pair",
    [
        "Homs, Aleppo. ", "Homs and Aleppo ", "Homs near Aleppo. ", "Rome, Georgia. ",
        "Homs, Aleppo, Idlib, ",
    ],
)  # fmt: skip
def test_a_pair_named_again_and_again_makes_no_name_surer(geoparser, pair):
    first, *_ = geoparser.parse(pair * 3)
    again, *_ = geoparser.parse(pair * 60)
    assert again.candidates == first.candidates
    assert len(set(reasons_of(again))) <= len(reasons_of(again)) <= 40


def test_two_names_are_equals_in_whichever_order(geoparser):
    mentions = geoparser.parse("Homs and Aleppo fell. Fighters left Aleppo and Homs.")
    for mention in mentions:
        together = [each for each in mention.candidates[0].reasons if "together" in each.text]
        assert len(together) == 1


def test_a_list_of_names_in_every_order_leaves_each_a_few_reasons(geoparser):
    names = "Alabama Georgia Ohio Iowa Utah Texas Idaho Nevada Oregon Maine Kansas Montana".split()
    text = ". ".join(f"{one}, {other}" for one, other in permutations(names, 2))
    for mention in geoparser.parse(text):
        assert max(len(each.reasons) for each in mention.candidates) <= 12


def test_what_a_hyphen_joins_to_a_name_is_not_followed_without_end():
    around = Surroundings(Words("Homs-" * 1000), 0, 4)
    assert around.joined.startswith("-Homs-Homs")
    assert len(around.joined) < 400


@pytest.mark.parametrize("name", ["Homs-", "基辅", "HOMS ", "Обстрелян Белгород "])
def test_names_without_an_end_take_time_by_their_number(geoparser, name):
    def seconds(number):
        began = time.process_time()
        geoparser.parse(name * number)
        return time.process_time() - began

    def least(number):  # the machine may have other work
        return min(seconds(number) for _ in range(3))

    seconds(100)
    assert least(32_000) < 80 * least(2_000)  # by the square of the number, 256 times
