"""The scoring kernel, compiled and interpreted, by example and one against the other."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interpreting import interpreted

import geomap.parsing.scoring
from gazetteer import Place
from geomap.model import Reason
from geomap.parsing.scales import COUNTRY, OTHER
from geomap.reasons import Lazy, worded

KERNELS = {
    "as installed": geomap.parsing.scoring,
    "interpreted": interpreted(geomap.parsing.scoring),
}


@pytest.fixture(params=list(KERNELS))
def kernel(request):
    return KERNELS[request.param]


def standing(kernel, name, longitude, latitude, *, score=1.0, country="SY", admin1="", rank=OTHER):
    place = Place(
        place_id=f"user:{name}", name=name, place_type="populated place", longitude=longitude,
        latitude=latitude, countries=(country,), admin1=admin1,
    )  # fmt: skip
    return kernel.Standing(
        place, score, ((score, "a place", ()),), rank, "populated place", False, place.countries
    )


def words_of(rated):
    return [reason.text for reason in worded(rated.terms)]


def test_the_two_nearest_anchors_speak_for_a_place(kernel):
    anchors = kernel.Anchors(
        {
            "homs": standing(kernel, "Homs", 36.72, 34.73),
            "hama": standing(kernel, "Hama", 36.75, 35.13),
            "paris": standing(kernel, "Paris", 2.35, 48.85),
        }
    )
    pool = kernel.fresh([standing(kernel, "Rastan", 36.73, 34.93)])
    anchors.weigh("rastan", pool)
    assert words_of(pool[0])[1:] == ["named with Homs and Hama, 22 and 22 km away"]


def test_no_place_is_evidence_for_itself(kernel):
    anchors = kernel.Anchors({"homs": standing(kernel, "Homs", 36.72, 34.73, admin1="11")})
    pool = kernel.fresh([standing(kernel, "Homs", 36.72, 34.73, admin1="11")])
    anchors.weigh("homs", pool)
    assert pool[0].score == 1.0


def test_a_place_in_a_country_of_the_article_gains_and_others_lose(kernel):
    pool = kernel.fresh([standing(kernel, "Tripoli", 0, 0, country=code) for code in ("LB", "US")])
    kernel.weigh_countries(pool, {"LB": 1.0})
    assert [words_of(rated)[-1] for rated in pool] == [
        "the article is about LB", "US is not named in the article",
    ]  # fmt: skip


def test_equals_are_ordered_by_identifier(kernel):
    pool = kernel.fresh([standing(kernel, name, 0, 0) for name in "bca"])
    assert [rated.place.name for rated in kernel.in_order(pool)] == ["a", "b", "c"]


def test_a_place_no_gazetteer_lists_keeps_a_share(kernel):
    pool = kernel.fresh([standing(kernel, "a", 0, 0, score=0.3)])
    assert kernel.confidences(pool, 1) == [0.5]


points = st.tuples(
    st.floats(-180, 180), st.floats(-90, 90), st.floats(-5, 8), st.sampled_from(["SY", "LB", "US"]),
    st.sampled_from(["", "01", "02"]), st.sampled_from([OTHER, COUNTRY]),
)  # fmt: skip


def scored(kernel, candidates, anchors, countries):
    """Return what a kernel makes of some candidates, as plain values."""
    made = [
        standing(kernel, str(i), lon, lat, score=score, country=country, admin1=admin1, rank=rank)
        for i, (lon, lat, score, country, admin1, rank) in enumerate(candidates + anchors)
    ]
    pool = kernel.fresh(made[: len(candidates)])
    kernel.weigh_countries(pool, countries)
    found = {each.place.name: each for each in made[len(candidates) :]}
    kernel.Anchors(found).weigh("0", pool)
    pool = kernel.in_order(pool)
    terms = [(rated.place.name, rated.score, rated.terms) for rated in pool]
    return terms, kernel.confidences(pool, 5)


@given(
    st.lists(points, max_size=6),
    st.lists(points, max_size=6),
    st.dictionaries(st.sampled_from(["SY", "LB"]), st.floats(0, 1)),
)
def test_both_kernels_score_alike(candidates, anchors, countries):
    one, other = (scored(kernel, candidates, anchors, countries) for kernel in KERNELS.values())
    assert one == other


@pytest.mark.parametrize(
    ("value", "parts", "expected"),
    [(1.25, 10, 1.3), (1.15, 10, 1.2), (-0.04, 10, 0.0), (-2.2, 10, -2.2), (0.9995, 1000, 1.0),
     (0.12349, 1000, 0.123), (7.005, 100, 7.01)],
)  # fmt: skip
def test_numbers_are_rounded_to_parts_of_one(kernel, value, parts, expected):
    assert kernel.rounded(value, parts) == expected
    assert str(kernel.rounded(value, parts)) == str(expected)


def test_a_lazy_tuple_is_made_when_looked_into_and_equals_a_tuple():
    made = []

    def make(source):
        made.append(source)
        return tuple(source)

    lazy = Lazy(make, "ab")
    assert made == []
    assert lazy == ("a", "b") == lazy
    assert (lazy[0], lazy[:1], len(lazy)) == ("a", ("a",), 2)
    assert made == ["ab"]
    assert pickle.loads(pickle.dumps(lazy)) == ("a", "b")


def test_reasons_put_their_parts_into_words():
    assert worded([(1.2, "near {}, {:.0f} km away", ("{Homs}", 4.4))]) == (
        Reason(score=1.2, text="near {Homs}, 4 km away"),
    )
