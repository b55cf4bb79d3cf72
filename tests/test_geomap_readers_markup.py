"""Markup as plain text, and how long it may take."""

import time
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_samples import RSS, TEXT, only, read_bytes

from geomap.readers.kinds import kind_of_markup
from geomap.readers.markup import plain

LEFT_OPEN = (
    "<!--", "<!", "<?", "<![CDATA[", "<", "</", "<a ", "</a", "<a '", '<a "', '<a ">', "<a b='\">",
    "<script>", "<style></styl", "<script </script", "<nav>", "<p>", "&", "&#", "\u3000", "\x85 ",
)  # fmt: skip
PROLOGUES = ("<!doctype" + " " * 65_000, "<!doctype x [" + "] " * 30_000, "<??>" * 16_000,
             "<!--" * 16_000, "<!doctype x" + "[" * 65_000, "<?xml" + "\n" * 65_000)  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Homs", "Homs"),
        (" <p>One &amp; two</p><p>Three<br/>four</p>", "One & two\nThree\nfour"),
        ("a <b title='x > y'>b</b> <i title=\">\">c</i>", "a b c"),
        ("a <!-- b <p> --> c", "a c"),
        ("a <!-- b <p>c", "a c"),
        ("a <script>if (b<c && '</p>') d()</SCRIPT > e", "a e"),
        ("a <style>b</style> <nav>c <p>d</p></nav> e", "a e"),
        ("a<iframe src='b'/> c <script src='d' /> e <svg/> f", "a c e f"),
        ("a <nav>b <iframe src='c'>d", "a\nb d"),
        ("5 < 6 and 7 > 6, <3", "5 < 6 and 7 > 6, <3"),
        ('a <b c="d>e</b> f', "a e f"),
        ("a <?php b ?> <!DOCTYPE c> d", "a d"),
        ("a\u3000\n \n b&nbsp;&nbsp;c", "a\nb c"),
    ],
)
def test_markup_becomes_what_a_reader_sees_of_it(markup, text):
    assert plain(markup) == text


@given(st.lists(st.one_of(st.sampled_from([*LEFT_OPEN, ">", "-->", "'", '"', "</script>", "Homs"]),
                          st.text(max_size=3))).map("".join))  # fmt: skip
def test_any_markup_becomes_text(markup):
    assert plain(markup) == plain(markup).strip()


@pytest.mark.parametrize("opens", LEFT_OPEN)
def test_markup_that_is_left_open_takes_no_longer_than_its_length(opens):
    markup = opens * (200_000 // len(opens))
    begun = time.monotonic()
    for each in (markup, markup + ">"):
        plain(each)
    feed = RSS.replace(TEXT, f"{TEXT} {escape(escape(opens * 25_000))}")
    assert TEXT in read_bytes(feed)[0].article.text
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("markup", PROLOGUES)
def test_a_prologue_without_an_end_is_told_at_once(markup):
    begun = time.monotonic()
    kind_of_markup(markup)
    only(read_bytes(f"Homs {markup}"))
    assert time.monotonic() - begun < 2
