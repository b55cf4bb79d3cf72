"""Where "20 km north of Palmyra" lies, and how far off that may be."""

import subprocess
import sys
import time

import pytest
from geopy.distance import geodesic

from gazetteer import Place
from geomap.model import Mention, precision_of
from geomap.parsing.relations import with_relations


def place(name, longitude, latitude, place_type="populated place", *, country="SY", population=0):
    return Place(
        place_id=f"user:{name}", name=name, longitude=longitude, latitude=latitude,
        place_type=place_type, countries=(country,), population=population,
    )  # fmt: skip


PALMYRA = place("Palmyra", 38.284, 34.5624, "admin2 seat", population=51_015)
HOMS = place("Homs", 36.7256, 34.7241, "admin1 seat", population=775_404)
ALEPPO = place("Aleppo", 37.1612, 36.2012, "admin1 seat", population=2_098_210)
ALEPPO_PROVINCE = place("Aleppo", 37.6167, 36.25, "admin1")
IDLIB = place("Idlib", 36.6339, 35.9306, "admin1 seat", population=128_840)
IDLIB_PROVINCE = place("Idlib", 36.6667, 35.8333, "admin1")
LATAKIA = place("Latakia", 35.7909, 35.5313, "admin1 seat", population=709_000)
LATAKIA_PROVINCE = place("Latakia", 36.0, 35.5833, "admin1")
KOBANI = place("Kobani", 38.3542, 36.8906, population=44_821)
DAMASCUS = place("Damascus", 36.2913, 33.5102, "capital", population=1_569_394)
SYRIA = place("Syria", 38.0, 35.0, "country")
TURKEY = place("Turkey", 35.0, 39.0, "country", country="TR")
UKRAINE = place("Ukraine", 32.0, 49.0, "country", country="UA")
KHARKIV = place("Kharkiv", 36.2498, 49.9818, "admin1 seat", country="UA", population=1_421_125)
KYIV = place("Kyiv", 30.5238, 50.4547, "capital", country="UA", population=2_952_301)
BAKHMUT = place("Bakhmut", 37.9989, 48.5942, "admin2 seat", country="UA", population=80_500)
BLACK_SEA = place("Black Sea", 34.0, 43.0, "sea", country="UA")

NAMES = {
    "Palmyra": PALMYRA, "Homs": HOMS, "Aleppo": ALEPPO, "Idlib": IDLIB, "Latakia": LATAKIA,
    "Kobani": KOBANI, "Damascus": DAMASCUS, "Syria": SYRIA, "Turkey": TURKEY, "Ukraine": UKRAINE,
    "Kharkiv": KHARKIV, "Kyiv": KYIV, "Black Sea": BLACK_SEA, "Bakhmut": BAKHMUT,
    "تدمر": PALMYRA, "حمص": HOMS, "حلب": ALEPPO, "إدلب": IDLIB, "كوباني": KOBANI,
    "اللاذقية": LATAKIA, "سوريا": SYRIA, "دمشق": DAMASCUS,
    "Пальмиры": PALMYRA, "Пальмирой": PALMYRA, "Хомсом": HOMS, "Хомс": HOMS, "Дамаск": DAMASCUS,
    "Алеппо": ALEPPO, "Латакии": LATAKIA, "Украине": UKRAINE, "Идлиба": IDLIB,
    "Харкова": KHARKIV, "Києвом": KYIV, "Харковом": KHARKIV, "Бахмутом": BAKHMUT,
    "Бахмута": BAKHMUT, "Україні": UKRAINE,
}  # fmt: skip


def mention(text, name, meant, *, role="reference", kind="place"):
    start = text.index(name)
    return Mention(
        start=start, end=start + len(name), name=name, kind=kind, place=meant, confidence=0.9,
        precision=precision_of(meant) if meant else "", role=role,
    )  # fmt: skip


def read(text, meant=None, **facts):
    """Return the mentions of the known names in a text, with their relations."""
    found = [
        mention(text, name, (meant or {}).get(name, NAMES[name]), **facts)
        for name in NAMES
        if name in text
    ]
    inner = [m for m in found if not any(m.name in o.name and m.name != o.name for o in found)]
    return with_relations(text, sorted(inner, key=lambda each: each.start))


def kilometres(one, other):
    return geodesic((one.latitude, one.longitude), (other.latitude, other.longitude)).kilometers


def bearing_is(relation, origin, direction):
    """Whether a point lies in a direction of a place, told by the signs of its offsets."""
    north, east = relation.latitude - origin.latitude, relation.longitude - origin.longitude
    wanted = {"N": north > 0, "S": north < 0, "E": east > 0, "W": east < 0}
    straight = len(direction) == 2 or abs(north if direction in "EW" else east) < 0.06
    return all(wanted[letter] for letter in direction) and straight


# sentence | name | direction and kilometres from it | radius
FROM_ONE_PLACE = [
    ("A convoy burned 20 km north of Palmyra.", "Palmyra", "N", 20, 3),
    ("It lies 20 kilometres (12 miles) northwest of Palmyra.", "Palmyra", "NW", 20, 3),
    ("About 30 miles east of Palmyra a pipeline was cut.", "Palmyra", "E", 48.3, 7.2),
    ("Some twenty kilometers south-east of the town of Palmyra.", "Palmyra", "SE", 20, 3),
    ("A base twenty-five km west of Palmyra was hit.", "Palmyra", "W", 25, 3.8),
    ("A well 10 to 20 km south of Palmyra.", "Palmyra", "S", 15, 7.2),
    ("A well 10-20 km south of Palmyra.", "Palmyra", "S", 15, 7.2),
    ("A checkpoint 5km north of Palmyra.", "Palmyra", "N", 5, 2),
    ("A checkpoint 1.5 km north of Palmyra.", "Palmyra", "N", 1.5, 2),
    ("They dug in 500 metres south of Palmyra.", "Palmyra", "S", 0.5, 2),
    ("A post 1,100 km east of Palmyra.", "Palmyra", "E", 1100, 165),
    ("A dozen miles to the north of Palmyra.", "Palmyra", "N", 19.3, 2.9),
    ("A hill two miles due west of Palmyra.", "Palmyra", "W", 3.2, 2),
    ("20 kilometers, or 12 miles, north of Palmyra.", "Palmyra", "N", 20, 3),
    ("Fighting went on north of Palmyra.", "Palmyra", "N", 15, 15),
    ("They camped south-west of the ancient city of Palmyra.", "Palmyra", "SW", 15, 15),
    ("A drone fell 20 km from Palmyra.", "Palmyra", "", 0, 23),
    ("Shells fell within 5 km of Palmyra.", "Palmyra", "", 0, 7),
    ("Fighters gathered near Kobani.", "Kobani", "", 0, 10),
    ("Fighters gathered near the town of Kobani.", "Kobani", "", 0, 10),
    ("A camp outside Kobani burned.", "Kobani", "", 0, 10),
    ("Shells fell on the outskirts of Kobani.", "Kobani", "", 0, 5),
    ("Tanks stood on the southern outskirts of Kobani.", "Kobani", "S", 1.5, 2),
    ("A ship was hit off the coast of Latakia.", "Latakia", "", 0, 20),
    ("A raid on the southern Aleppo countryside.", "Aleppo", "S", 20, 27),
    ("Aleppo's southern countryside emptied.", "Aleppo", "S", 20, 27),
    ("The eastern countryside of Homs was shelled.", "Homs", "E", 20, 27),
    ("Barrel bombs fell on the Homs countryside.", "Homs", "", 0, 40),
    ("The army advanced into northern Idlib.", "Idlib", "N", 20, 27),
    ("Rebels left eastern Aleppo.", "Aleppo", "E", 5, 6.7),
    ("They hold parts of eastern Ukraine.", "Ukraine", "E", 220, 293),
    ("People fled the north of Syria.", "Syria", "N", 121.5, 162),
    ("Syria's north was quiet.", "Syria", "N", 121.5, 162),
    ("قُتل جنود على بعد 20 كم شمال تدمر.", "تدمر", "N", 20, 3),
    ("على بعد عشرين كيلومتراً جنوب شرقي تدمر.", "تدمر", "SE", 20, 3),
    ("على مسافة ٢٠ كيلومترا إلى الشمال من تدمر.", "تدمر", "N", 20, 3),
    ("دارت معارك شمال تدمر.", "تدمر", "N", 15, 15),
    ("قصف ريف حلب الجنوبي.", "حلب", "S", 20, 27),
    ("غارات على ريف حمص الشمالي الغربي.", "حمص", "NW", 20, 27),
    ("تجمعوا قرب كوباني.", "كوباني", "", 0, 10),
    ("سقطت قذائف على أطراف كوباني.", "كوباني", "", 0, 5),
    ("نزح سكان شمال سوريا.", "سوريا", "N", 121.5, 162),
    ("سفينة قبالة سواحل اللاذقية.", "اللاذقية", "", 0, 20),
    ("Колонна сожжена в 20 км к северу от Пальмиры.", "Пальмиры", "N", 20, 3),
    ("В двадцати километрах юго-западнее Пальмиры.", "Пальмиры", "SW", 20, 3),
    ("Бои шли к востоку от Пальмиры.", "Пальмиры", "E", 15, 15),
    ("Бои идут под Пальмирой.", "Пальмирой", "", 0, 10),
    ("Снаряды упали на окраине Пальмиры.", "Пальмиры", "", 0, 5),
    ("Обстрелы в восточной Украине.", "Украине", "E", 220, 293),
    ("Наступление на севере Идлиба.", "Идлиба", "N", 20, 27),
    ("Судно горит у берегов Латакии.", "Латакии", "", 0, 20),
    ("Колона згоріла за 20 км на північ від Харкова.", "Харкова", "N", 20, 3),
    ("За 30 кілометрів на південний схід від Бахмута.", "Бахмута", "SE", 30, 4.5),
    ("Тривають бої під Бахмутом.", "Бахмутом", "", 0, 10),
    ("Бої точаться біля Бахмута.", "Бахмута", "", 0, 10),
    ("Поблизу Бахмута знищено міст.", "Бахмута", "", 0, 10),
    ("Обстріли у східній Україні.", "Україні", "E", 220, 293),
]


@pytest.mark.parametrize(
    ("text", "name", "direction", "distance", "radius"),
    FROM_ONE_PLACE,
    ids=[row[0][:45] for row in FROM_ONE_PLACE],
)
def test_a_relation_to_one_place_gives_a_point(text, name, direction, distance, radius):
    (read_mention,) = [each for each in read(text) if each.name == name]
    told = read_mention.relation
    assert told is not None
    assert kilometres(told, NAMES[name]) == pytest.approx(distance, abs=0.01 * distance + 0.05)
    assert told.radius_km == pytest.approx(radius, rel=0.09)
    if direction:
        assert distance > 500 or bearing_is(told, NAMES[name], direction)


# sentence | the two names | the words
FROM_TWO_PLACES = [
    ("Troops met between Homs and Palmyra.", "Homs", "Palmyra", "between Homs and Palmyra"),
    ("They cut the road from Homs to Palmyra.", "Homs", "Palmyra", "road from Homs to Palmyra"),
    ("A bus burned on the Damascus-Aleppo highway.", "Damascus", "Aleppo",
     "Damascus-Aleppo highway"),
    ("A bus burned on the Damascus to Aleppo road.", "Damascus", "Aleppo",
     "Damascus to Aleppo road"),
    ("They hold the highway linking Homs with Palmyra.", "Homs", "Palmyra",
     "highway linking Homs with Palmyra"),
    ("The road between Homs and Palmyra is shut.", "Homs", "Palmyra", "between Homs and Palmyra"),
    ("Clashes on the Idlib-Latakia border.", "Idlib", "Latakia", "Idlib-Latakia border"),
    ("Clashes on the border between Idlib and Latakia.", "Idlib", "Latakia",
     "border between Idlib and Latakia"),
    ("Smoke rose at the border between Syria and Turkey.", "Syria", "Turkey",
     "border between Syria and Turkey"),
    ("اشتباكات بين حمص و تدمر.", "حمص", "تدمر", "بين حمص و تدمر"),
    ("اشتباكات بين حمص وتدمر.", "حمص", "تدمر", "بين حمص وتدمر"),
    ("حافلة على طريق دمشق - حلب.", "دمشق", "حلب", "طريق دمشق - حلب"),
    ("Столкновения между Хомсом и Пальмирой.", "Хомсом", "Пальмирой", "между Хомсом и Пальмирой"),
    ("Автобус сгорел на трассе Дамаск - Алеппо.", "Дамаск", "Алеппо", "трассе Дамаск - Алеппо"),
    ("Рух між Києвом та Харковом зупинено.", "Києвом", "Харковом", "між Києвом та Харковом"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "one", "other", "words"), FROM_TWO_PLACES, ids=[row[0][:45] for row in FROM_TWO_PLACES]
)
def test_a_relation_to_two_places_points_between_them(text, one, other, words):
    first, second = read(text)
    told = first.relation
    assert told is not None
    assert told == second.relation
    assert told.text == words
    half = kilometres(NAMES[one], NAMES[other]) / 2
    assert told.radius_km == pytest.approx(half, abs=0.6)
    for name in (one, other):
        assert kilometres(told, NAMES[name]) == pytest.approx(half, rel=0.01)


@pytest.mark.parametrize(
    "text",
    [
        "Shelling in Homs.",
        "Talks between Syria and Turkey broke down.",
        "Goods move between Homs and Turkey.",
        "Relations between Damascus and Kyiv were cut.",
        "People gathered near Syria.",
        "A post 30 km north of Syria.",
        "A ship sank north of the Black Sea.",
        "They flew from Homs to Palmyra.",
        "In Homs and Palmyra shops were shut.",
        "They wore north-facing masks; Homs was quiet.",
        "Переговоры между Дамаск и Хомс.",
        "المفاوضات بين دمشق وحلب.",
        "Город под контролем; Хомс молчал.",
        "The near miss. Homs slept.",
    ],
)
def test_words_that_measure_nothing_move_nothing(text):
    assert [each.relation for each in read(text)] == [None] * len(read(text))


@pytest.mark.parametrize(
    ("text", "meant", "distance", "radius"),
    [
        ("Raids on northern Idlib province.", {"Idlib": IDLIB_PROVINCE}, 30, 40),
        ("Бои на севере провинции Идлиба.", {"Идлиба": IDLIB_PROVINCE}, 30, 40),
        ("The northern Idlib.", {"Idlib": place("Gaza Strip", 34.4, 31.4, "admin1", country="PS")},
         11, 15),
        ("Raids on the southern Aleppo countryside.", {"Aleppo": ALEPPO_PROVINCE}, 30, 40),
    ],
)  # fmt: skip
def test_a_part_of_a_province_is_measured_from_the_province(text, meant, distance, radius):
    (each,) = read(text, meant)
    (province,) = meant.values()
    assert kilometres(each.relation, province) == pytest.approx(distance, rel=0.01)
    assert each.relation.radius_km == radius


def test_the_border_of_two_provinces_lies_between_their_middles():
    meant = {"Idlib": IDLIB_PROVINCE, "Latakia": LATAKIA_PROVINCE}
    first, _ = read("Clashes on the Idlib-Latakia border.", meant)
    assert 36.0 < first.relation.longitude < 36.6667


def test_the_reason_says_where_and_how_far_off():
    (each,) = read("A convoy burned 20 km north of Palmyra.")
    assert each.relation.text == "20 km north of Palmyra"
    wanted = "20 km north of Palmyra, so the point lies there, give or take 3 km"
    assert each.relation.reason.text == wanted


def test_the_span_stays_the_name_and_the_mention_points_where_it_is_told():
    text = "A convoy burned 20 km north of Palmyra."
    (each,) = read(text)
    assert text[each.start : each.end] == each.name == "Palmyra"
    assert each.place == PALMYRA
    assert (each.longitude, each.latitude) == (each.relation.longitude, each.relation.latitude)
    assert each.radius_km == each.relation.radius_km == 3


@pytest.mark.parametrize(
    ("meant", "radius"),
    [(PALMYRA, 3), (HOMS, 5), (ALEPPO, 10), (place("Hamlet", 1, 1), 2), (IDLIB_PROVINCE, 60),
     (place("Qusayr", 1, 1, "admin2"), 20), (place("Field", 1, 1, "airport"), 1), (SYRIA, None),
     (BLACK_SEA, None), (place("Sahel", 1, 1, "region"), 100), (None, None),
     (place("Asia", 1, 1, "continent"), None)],
)  # fmt: skip
def test_a_bare_mention_has_the_radius_of_its_precision(meant, radius):
    each = mention("Name", "Name", meant)
    assert each.radius_km == radius
    assert each.longitude == (meant.longitude if meant else None)
    assert each.latitude == (meant.latitude if meant else None)


@pytest.mark.parametrize("facts", [{"role": "actor"}, {"role": "dateline"}, {"kind": "demonym"}])
def test_what_stands_for_no_ground_keeps_its_point(facts):
    text = "20 km north of Palmyra, between Homs and Kobani."
    assert all(each.relation is None for each in read(text, **facts))


def test_relations_are_found_once():
    text = "A convoy burned 20 km north of Palmyra."
    once = read(text)
    assert with_relations(text, once) == once


def test_geopy_is_not_imported_until_a_relation_is_told():
    code = "import sys, geomap.parsing.relations; sys.exit('geopy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_long_article_of_lists_is_read_quickly():
    text = "north " * 40 + "1 " * 4000 + "km " * 400 + "of the Homs"
    started = time.perf_counter()
    for _ in range(20):
        read(text)
    assert time.perf_counter() - started < 1
