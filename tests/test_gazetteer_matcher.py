"""The matcher, compiled and interpreted, against a naive one and by example."""

import random
import sys
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from interpreting import interpreted

import gazetteer.kernel
import gazetteer.tokens
from gazetteer import ACRONYM, Place, compile_layer
from gazetteer.codes import (
    COMBINING,
    DOT,
    DROPPED,
    HYPHEN,
    IDEOGRAPH,
    ITSELF,
    LETTER,
    LOWER,
    NEWLINE,
    SPACE,
    UPPER,
)
from gazetteer.folding import folding
from gazetteer.layer import Layer
from gazetteer.writing import compile_names

NAMES = [
    "Homs", "Hama", "Hamas Street", "Deir ez-Zor", "Deir", "St. Petersburg", "New York", "York",
    "Sana'a", "São Paulo", "Straße", "İdlib", "Halep", "Киев", "Київ", "دمشق", "إدلب", "القصير",
    "دير الزور", "أم درمان", "بغداد", "חיפה", "תל אביב", "大马士革", "北京", "ดามัสกัส", "al-Bab",
    "St John's", "One Two Three", "One Two", "Two Three Four", "сектор Газа", "сирийский",
]  # fmt: skip
ACRONYMS = ["US", "U.S.", "UK"]


def interpreted_kernel():
    """Return kernel.py over tokens.py, neither compiled."""
    installed = sys.modules["gazetteer.tokens"]
    try:
        sys.modules["gazetteer.tokens"] = interpreted(gazetteer.tokens)
        return interpreted(gazetteer.kernel)
    finally:
        sys.modules["gazetteer.tokens"] = installed


KERNELS = {"as installed": gazetteer.kernel, "interpreted": interpreted_kernel()}


def layer_of(names, acronyms=()):
    named = [(number, name, 0) for number, name in enumerate(names)]
    named += [(len(names) + i, name, ACRONYM) for i, name in enumerate(acronyms)]
    return Layer(compile_names(named, {}), origin="test")


def table_in(kernel, layer):
    """Return the layer's names as a table of the given kernel."""
    part = layer._section
    return kernel.NameTable(
        part("slots"), part("starts"), part("units"), part("edges"), part("nodes"),
        part("roots")[0], part("small"), part("pairs"),
    )  # fmt: skip


@pytest.fixture(params=KERNELS.values(), ids=KERNELS.keys(), scope="module")
def scan(request):
    layer = layer_of(NAMES, ACRONYMS)
    scanner = request.param.Scanner(folding(), [table_in(request.param, layer)])

    def found(text):
        return [
            (text[start:end], next(layer.senses(name)).spelling)
            for start, end, _, name in scanner.names_in(text)
        ]

    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Homs fell.", [("Homs", "Homs")]),
        ("in HOMS and homs", [("HOMS", "Homs")]),
        ("Syria's Homs's north", [("Homs", "Homs")]),
        ("Homs' mayor", [("Homs", "Homs")]),
        ("Hama's and Hama’s", [("Hama", "Hama"), ("Hama", "Hama")]),
        ("Hamas fighters", []),
        ("Homsi, Thomson", []),
        (
            "Deir ez Zor, Deir\u00a0ez‑Zor",
            [("Deir ez Zor", "Deir ez-Zor"), ("Deir\u00a0ez‑Zor", "Deir ez-Zor")],
        ),
        ("Deir, ez-Zor", [("Deir", "Deir")]),
        (
            "St Petersburg St. Petersburg",
            [("St Petersburg", "St. Petersburg"), ("St. Petersburg", "St. Petersburg")],
        ),
        ("He left New York. York is old", [("New York", "New York"), ("York", "York")]),
        (
            "Sanaa, Sana’a, Sanaʿa'",
            [("Sanaa", "Sana'a"), ("Sana’a", "Sana'a"), ("Sanaʿa", "Sana'a")],
        ),
        ("Sao Paulo, SÃO PAULO", [("Sao Paulo", "São Paulo"), ("SÃO PAULO", "São Paulo")]),
        ("Strasse", [("Strasse", "Straße")]),
        (
            "Idlib'e, İdlib’den, Halep'te",
            [("Idlib", "İdlib"), ("İdlib", "İdlib"), ("Halep", "Halep")],
        ),
        ("The US told us, U.S. and the UK", [("US", "US"), ("U.S.", "U.S."), ("UK", "UK")]),
        ("St. John's", [("St. John's", "St John's")]),
        ("بدمشق ودمشق ولدمشق", [("دمشق", "دمشق")] * 3),
        ("وإدلب بإدلب", [("إدلب", "إدلب")] * 2),
        ("للقصير", [("لقصير", "القصير")]),
        ("بدير الزور وأم درمان", [("دير الزور", "دير الزور"), ("أم درمان", "أم درمان")]),
        ("في بغداد", [("بغداد", "بغداد")]),
        ("בחיפה ומחיפה", [("חיפה", "חיפה")] * 2),
        ("בתל אביב, לתל", [("תל אביב", "תל אביב")]),
        ("One U.S. base, U.S.S.R.", [("U.S.", "U.S.")]),
        ("从大马士革到北京", [("大马士革", "大马士革"), ("北京", "北京")]),
        ("กรุงดามัสกัส", [("ดามัสกัส", "ดามัสกัส")]),
        ("near al-Bab", [("al-Bab", "al-Bab")]),
        ("near al-bab", []),
        ("One Two Three Four", [("One Two Three", "One Two Three")]),
        ("One Two\n\nThree", [("One Two", "One Two")]),
        ("One\nTwo Three", [("One\nTwo Three", "One Two Three")]),
        ("в сектор Газа и сирийский", [("сектор Газа", "сектор Газа"), ("сирийский", "сирийский")]),
        (
            "Hom\u0301s and Ho\u00adms and Homs\u200f",
            [("Hom\u0301s", "Homs"), ("Ho\u00adms", "Homs"), ("Homs", "Homs")],
        ),
        ("", []),
        ("x" * 1_000_000, []),
    ],
)
def test_names_are_found_as_news_writes_them(scan, text, expected):
    assert scan(text) == expected


def test_a_reading_leaves_nothing_behind_for_the_next(scan):
    texts = ["Homs' ", "One Two", "Three Four", "New", "York", "بد", "مشق", "Halep'te"]
    alone = [scan(text) for text in texts]
    random.Random(7).shuffle(texts)
    assert sorted(map(str, map(scan, texts))) == sorted(map(str, alone))


# What a name is made of, and what stands between names; the joined prefixes and suffixes, which
# the examples above show, are left out so that the naive matcher stays naive.
LETTERS = "aAbBzZéÉßİıŒœдДїЇ北京ナ가0"
GAPS = [
    " ",
    "-",
    ".",
    ",",
    "\n",
    "\n\n",
    "\u00a0",
    "\u200f",
    "\u0301",
    "\u00ad",
    "\ud800",
    "😀",
    "—",
]
words = st.text(alphabet=LETTERS, min_size=1, max_size=4)
texts = st.lists(st.one_of(words, st.sampled_from(GAPS)), max_size=40).map("".join)
names = st.lists(st.lists(words, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=12)


@settings(max_examples=300, deadline=None)
@example(["0"], ".0.")
@given(names, texts)
def test_both_kernels_find_what_a_naive_matcher_finds(names, text):
    layer = layer_of(names)
    expected = naive(names, text)
    for label, kernel in KERNELS.items():
        scanner = kernel.Scanner(folding(), [table_in(kernel, layer)])
        assert [found[:2] for found in scanner.names_in(text)] == expected, label


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=60), st.lists(st.sampled_from(NAMES), max_size=4))
def test_every_match_lies_in_the_text_whatever_the_text(noise, planted):
    text = noise + " ".join(planted) + noise
    layer = layer_of(NAMES, ACRONYMS)
    results = []
    for kernel in KERNELS.values():
        found = kernel.Scanner(folding(), [table_in(kernel, layer)]).names_in(text)
        assert all(0 <= start < end <= len(text) for start, end, _, _ in found)
        assert all(one[1] <= other[0] for one, other in pairwise(found))
        results.append(found)
    assert results[0] == results[1]


def naive(names, text):
    """Return (start, end) of the longest names, by trying every name at every token."""
    known = {tuple(key for key, *_ in naive_tokens(name)): name for name in names}
    small = {key for key, name in known.items() if name.islower()}
    small |= {k for n in names if n.islower() for k in [tuple(t[0] for t in naive_tokens(n))]}
    tokens, found, k = naive_tokens(text), [], 0
    while k < len(tokens):
        for length in range(len(tokens) - k, 0, -1):
            part = tokens[k : k + length]
            key = tuple(token[0] for token in part)
            whole = all(token[3] for token in part[1:]) and not initial(text, tokens, k + length)
            if key in known and whole and allowed(part, key in small):
                found.append((part[0][1], naive_end(text, part, first=tokens[0][1])))
                k += length - 1
                break
        k += 1
    return found


def initial(text, tokens, behind):
    """Return whether a letter, a full stop and a letter stand around the end of a name."""
    if behind == len(tokens):
        return False
    (_, start, end, *_), (_, next_start, next_end, joined, *_) = tokens[behind - 1 : behind + 1]
    letters = end - start == 1 and (next_start, next_end) == (end + 1, end + 2)
    return letters and joined and text[end] == "."


def allowed(part, small):
    """Return whether case allows a name: its first token is large or knows no case."""
    return small or not part[0][4] or part[0][5]


def naive_end(text, part, *, first):
    start, end = part[-1][1], part[-1][2]
    initials = end - start == 1 and text[end : end + 1] == "." and text[start - 1 : start] == "."
    return end + 1 if initials and start > first else end


def naive_tokens(text):
    """Return (key, start, end, joined to the one before, cased, begins large) of each token."""
    tokens, current, joined, lines = [], None, False, 0
    for at, char in enumerate(text):
        cell = folding().cells[(folding().index[ord(char) >> 8] << 8) | (ord(char) & 255)]
        kind = cell >> 24 & 15
        if kind in (LETTER, LOWER, UPPER, IDEOGRAPH):
            if current is None or kind == IDEOGRAPH:
                current = naive_close(tokens, current)
                current = ["", at, at + 1, joined, False, kind == UPPER]
            current[0] += naive_letters(cell, char)
            current[4] = current[4] or kind in (LOWER, UPPER)
            current[2] = at + 1
            joined, lines = True, 0
            if kind == IDEOGRAPH:
                current = naive_close(tokens, current)
            continue
        if kind == DROPPED:
            if current and cell & 0xFFFFFF == COMBINING:
                current[2] = at + 1
            continue
        current = naive_close(tokens, current)
        lines += kind == NEWLINE
        short = bool(tokens) and tokens[-1][2] - tokens[-1][1] <= 3
        fine = kind in (SPACE, HYPHEN) or (kind == DOT and short) or (kind == NEWLINE and lines < 2)
        joined = joined and fine
    naive_close(tokens, current)
    return [tuple(token) for token in tokens]


def naive_close(tokens, current):
    if current is not None:
        tokens.append(current)


def naive_letters(cell, char):
    payload = cell & 0xFFFFFF
    if payload == ITSELF:
        return char
    if cell >> 24 & 16:
        return "".join(chr(c) for c in folding().expansions[3 * payload : 3 * payload + 3] if c)
    return chr(payload) if payload else char


def test_a_place_keeps_its_facts_through_a_layer():
    place = Place(
        place_id="user:1", name="Khan Tuman", place_type="populated place", longitude=37.05,
        latitude=36.12, population=3, countries=("SY", "TR"), admin1="09", admin2="x",
    )  # fmt: skip
    layer = compile_layer([place])
    assert layer.place(0) == place
    assert layer.number_of("user:1") == 0
    assert layer.number_of("user:2") is None
