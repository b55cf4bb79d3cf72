"""The filter in CQL2 (OGC API - Features Part 3, 19-079r2; CQL2, 21-065r2) and /queryables."""

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.store import Store
from geomap.store.expressions import ExpressionError, condition_of_expression, glob_of
from geomap.store.model import Listing
from geomap.store.queryables import QUERYABLES

DEEP = {"op": "not", "args": [True]}
for _ in range(60):
    DEEP = {"op": "not", "args": [DEEP]}


@pytest.fixture
def matched(ogc):
    def names(filter, collection="mentions", **arguments):
        answer = ogc(f"/collections/{collection}/items", filter=filter, **arguments)
        assert answer.status_code == 200, answer.text
        told = [feature["properties"] for feature in json.loads(answer.data)["features"]]
        return [each.get("toponym") or each.get("place") or each["title"] for each in told]

    return names


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("role = 'event'", ["Homs", "Idlib"]),
        ("confidence < 0.7", ["Idlib"]),
        ("confidence BETWEEN 0.5 AND 0.7", ["Idlib"]),
        ("role IN ('actor', 'dateline')", ["Homs", "Aleppo"]),
        ("NOT (role = 'reference') AND place <> 'Homs'", ["Idlib", "Aleppo"]),
        ("published = DATE('2015-11-02') OR toponym = 'Suva'", ["Homs", "Aleppo", "Suva"]),
        ("published >= DATE('2015-10-08')", ["Homs", "Aleppo"]),
        ("published IS NULL", ["Suva", "Apia", "Homs"]),
        ("published IS NOT NULL AND source = 'Wire'", ["Homs", "Idlib"]),
        ("toponym LIKE 'A%'", ["Aleppo", "Apia"]),
        ("toponym LIKE '%l_b'", ["Idlib"]),
        ("toponym LIKE 'a%'", []),
        ("CASEI(toponym) LIKE CASEI('a%')", ["Aleppo", "Apia"]),
        ("CASEI(toponym) = CASEI('HOMS')", ["Homs", "Homs", "Homs"]),
        ("ACCENTI(place) = ACCENTI('Súva')", ["Suva"]),
        ("S_INTERSECTS(geometry, BBOX(178, -20, -171, -10))", ["Suva", "Apia"]),
        ("S_INTERSECTS(geometry, POINT(36.72339 34.90675))", ["Homs"]),
        ("toponym = place AND country = 'FJ'", ["Suva"]),
        ("article_number = 2 AND mention_id > 0", ["Homs", "Aleppo"]),
        ("source = ''", []),
        ("source IS NULL", ["Suva", "Apia", "Homs"]),
        ("geometry IS NULL", []),
        ("geometry IS NOT NULL AND country = 'FJ'", ["Suva"]),
        ("true = true AND country = 'FJ'", ["Suva"]),
        ("country = 'FJ' AND true = false", []),
        (
            "TIMESTAMP('2022-04-14T14:48:46Z') = TIMESTAMP('2022-04-14T14:48:46.000Z') "
            "AND country = 'FJ'",
            ["Suva"],
        ),
        ("TIMESTAMP('2022-04-14T14:48:46Z') > TIMESTAMP('2022-04-14T14:48:46.5Z')", []),
        ("true", ["Homs", "Idlib", "Homs", "Aleppo", "Suva", "Apia", "Homs"]),
        ("false", []),
        ("toponym = 'x'' OR 1=1 --'", []),
        ('{"op": "=", "args": [{"property": "role"}, "event"]}', ["Homs", "Idlib"]),
    ],
)
def test_a_filter_of_mentions(matched, expression, expected):
    assert matched(expression) == expected


@pytest.mark.parametrize(
    ("collection", "expression", "expected"),
    [
        ("places", "mentions > 1", ["Homs"]),
        ("places", "country = 'SY' AND first_published >= DATE('2015-11-01')", ["Aleppo"]),
        ("places", "S_INTERSECTS(geometry, BBOX(178, -20, -171, -10))", ["Suva", "Apia"]),
        ("places", "mentions = 3 AND confidence = 0.9", ["Homs"]),
        ("places", "geometry IS NULL", []),
        ("articles", "geometry IS NULL", ["Nothing"]),
        ("articles", "geometry IS NOT NULL AND title LIKE 'A day%'", ["A day of war"]),
        ("articles", "title LIKE 'A day%'", ["A day of war"]),
        ("articles", "NOT S_INTERSECTS(geometry, BBOX(178, -20, -171, -10))",
         ["A day of war", "Homs again"]),
        ("articles", "S_INTERSECTS(geometry, BBOX(178, -20, -171, -10))",
         ["<script>alert(1)</script>"]),
    ],
)  # fmt: skip
def test_a_filter_of_places_and_articles(matched, collection, expression, expected):
    assert matched(expression, collection) == expected


def test_folding_takes_as_many_values_as_comparing(matched):
    some = ", ".join(f"CASEI('x{number}')" for number in range(100))
    assert matched(f"CASEI(place) IN ({some}, CASEI('SUVA'))") == ["Suva"]


def test_a_filter_joins_the_other_parameters(matched):
    assert matched("confidence > 0.5", role="event", bbox="36,35,37,36") == ["Idlib"]
    as_json = '{"op": "=", "args": [{"property": "toponym"}, "Suva"]}'
    assert matched(as_json, **{"filter-lang": "cql2-json"}) == ["Suva"]


@pytest.mark.parametrize(
    ("expression", "named"),
    [
        ("colour = 'red'", "colour"),
        ("confidence = 'high'", "number"),
        ("published = '2015-10-07'", "date"),
        ("published = DATE('2015-13-01')", "2015-13-01"),
        ("published > TIMESTAMP('2015-10-07T00:00:00Z')", "DATE"),
        ("true = 1", "boolean"),
        ("TIMESTAMP('2015-10-07T25:00:00Z') = TIMESTAMP('2015-10-07T00:00:00Z')", "25:00"),
        (
            '{"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": [0, 0, true, 1]}]}',
            "Earth",
        ),
        ("avg(confidence) > 1", "avg"),
        ("confidence + 1 > 1", "'+'"),
        ("S_WITHIN(geometry, BBOX(0,0,1,1))", "s_within"),
        ("S_INTERSECTS(geometry, BBOX(0,91,1,92))", "Earth"),
        ("S_INTERSECTS(geometry, LINESTRING(0 0, 1 1))", "shape"),
        ("S_INTERSECTS(place, BBOX(0,0,1,1))", "geometry"),
        ("geometry = 'x'", "geometry"),
        ("toponym LIKE '%a%b%c%d%e%'", "%"),
        ("CASEI(confidence) = 'x'", "casei"),
        ("toponym", "condition"),
        ("(" * 60 + "true" + ")" * 60, "brackets"),
        ("true AND " * 500 + "true", "characters"),
        ('{"op": "drop table", "args": []}', "drop table"),
        ('{"op": "in", "args": [{"property": "role"}, "event"]}', "list"),
        ("{", "cannot be read"),
        ("role = 'event", "cannot be read"),
        ("S_INTERSECTS(geometry, POINT EMPTY)", "cannot be read"),
        ("S_INTERSECTS(geometry, POLYGON EMPTY)", "shape"),
        ("", "cannot be read"),
    ],
)
def test_what_a_filter_cannot_mean_is_said_by_name(ogc, expression, named):
    answer = ogc("/collections/mentions/items", filter=expression)
    assert answer.status_code == 400
    assert named in answer.get_json(force=True)["detail"]


@pytest.mark.parametrize("collection", QUERYABLES)
def test_queryables_are_a_schema_of_what_every_filter_may_name(ogc, collection):
    answer = ogc(f"/collections/{collection}/queryables")
    assert answer.content_type == "application/schema+json"
    schema = answer.get_json(force=True)
    assert schema["$id"].endswith(f"/ogc/collections/{collection}/queryables")
    assert schema["type"] == "object"
    for name in schema["properties"].keys() - {"geometry"}:
        found = ogc(f"/collections/{collection}/items", filter=f"{name} IS NULL OR true")
        assert found.status_code == 200, name
        assert json.loads(found.data)["numberMatched"] > 0
    links = ogc(f"/collections/{collection}").get_json()["links"]
    assert "http://www.opengis.net/def/rel/ogc/1.0/queryables" in {link["rel"] for link in links}


names = st.sampled_from(["role", "confidence", "published", "nothing", "geometry", "'; --"])
leaves = st.one_of(
    st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=6),
    st.builds(lambda name: {"property": name}, names),
    st.builds(lambda day: {"date": day}, st.text(max_size=10) | st.dates().map(str)),
    st.builds(lambda box: {"bbox": box}, st.lists(st.integers(-200, 200), max_size=6)),
)  # fmt: skip
operators = st.sampled_from(
    ["and", "or", "not", "=", "<>", "<", ">=", "isNull", "between", "in", "like", "s_intersects",
     "casei", "accenti", "+"]
)  # fmt: skip
nodes = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda op, args: {"op": op, "args": args}, operators,
        st.lists(inner | st.lists(inner, max_size=3), max_size=3),
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(expression=nodes)
def test_any_expression_is_answered_or_refused_by_name(ogc_database, expression):
    with Store.open(ogc_database) as store, store.listing() as lists:
        for collection in QUERYABLES:
            with suppress(ExpressionError):
                assert lists.matching(collection, Listing(expression=expression)) >= 0


words = st.sampled_from(
    ["role", "=", "<>", "'event'", "confidence", "0.5", "1e999", "AND", "OR", "NOT", "(", ")", ",",
     "IN", "LIKE", "'%_'", "BETWEEN", "IS", "NULL", "S_INTERSECTS", "geometry", "BBOX", "POINT",
     "POLYGON", "EMPTY", "Z", "1 2", "DATE", "TIMESTAMP", "INTERVAL", "CASEI", "true", "+", "/",
     "'", '"', "{", "[", "GEOMETRYCOLLECTION", "div", "^", "é", "\x00"]
)  # fmt: skip


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(expression=st.lists(words, max_size=12).map(" ".join) | st.text(max_size=30))
def test_any_text_is_answered_or_refused(ogc, expression):
    answer = ogc("/collections/mentions/items", filter=expression, limit=1)
    assert answer.status_code in (200, 400), expression


@pytest.mark.parametrize(
    ("expression", "holds"),
    [
        ({"op": "<", "args": [{"property": "article_number"}, 2**63]}, True),
        ({"op": ">", "args": [{"property": "article_number"}, -(2**70)]}, True),
        ({"op": ">", "args": [{"property": "article_number"}, 2**64]}, False),
    ],
)
def test_a_number_beyond_64_bits_is_compared_as_it_is(ogc_database, expression, holds):
    with Store.open(ogc_database) as store, store.listing() as lists:
        every = lists.matching("articles", Listing())
        found = lists.matching("articles", Listing(expression=expression))
    assert every > 0
    assert found == (every if holds else 0)


@pytest.mark.parametrize(
    "expression",
    [
        {"op": "=", "args": [{"property": "article_number"}, 10**400]},
        {"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": [-(10**400), 0, 1, 1]}]},
    ],
)
def test_a_number_that_nobody_holds_is_refused(expression):
    with pytest.raises(ExpressionError, match=r"digits|beyond the Earth"):
        condition_of_expression(expression, "mentions")


def test_an_expression_too_deep_is_refused():
    with pytest.raises(ExpressionError, match="too long"):
        condition_of_expression(DEEP, "mentions")


@pytest.mark.parametrize(
    "expression",
    [
        {"op": "or", "args": [True] * 501},
        {"op": "in", "args": [{"property": "role"}, ["event"] * 501]},
    ],
)
def test_an_expression_of_too_many_terms_is_refused(expression):
    with pytest.raises(ExpressionError, match=r"too long|without a list"):
        condition_of_expression(expression, "mentions")


def test_values_never_become_sql():
    told = {"op": "=", "args": [{"property": "role"}, "'; DROP TABLE mention; --"]}
    sql, parameters = condition_of_expression(told, "mentions")
    assert "DROP" not in sql
    assert parameters == ("'; DROP TABLE mention; --",)


def test_a_pattern_keeps_what_stands_for_more_in_sqlite_as_it_is():
    assert glob_of(r"a*b?[c]%_\%\_") == "a[*]b[?][[]c]*?%_"
