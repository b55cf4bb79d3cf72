"""What a text of the same names again and again, or of all names, adds to each mention."""

from itertools import permutations

import pytest

from geomap import Geoparser


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
