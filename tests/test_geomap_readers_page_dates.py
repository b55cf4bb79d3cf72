"""The day of a page, in UTC, however it is stated."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_samples import PAGE, only, read_bytes

from geomap.readers.page_dates import published

STATED = '<meta property="article:published_time" content="2016-02-15T22:30:00-05:00">'
LATE = "2016-02-15T22:30:00-05:00"
TAGS = (
    f'<meta content="{LATE}" property="article:published_time">',
    f"<META CONTENT='{LATE}' PROPERTY='article:published_time' />",
    f'<meta name="date" content="{LATE}">',
    f'<meta content="{LATE}" name="DC.date.issued">',
    f"<meta name=date content={LATE}>",
    f'<meta itemprop="datePublished" content="{LATE}">',
    '<meta property="article:published_time" content="1455593400">',
    '<meta property="article:published_time" content="2016-02-15T22:30:00-0500">',
    '<meta property="article:published_time" content="Mon, 15 Feb 2016 22:30:00 -0500">',
    '<meta property="article:published_time" content="2016-02-15T22:30:00&#45;05:00">',
    f'<script type="application/ld+json">{{"datePublished": "{LATE}"}}</script>',
    f'<time datetime="{LATE}">15 February</time>',
    f'<time class="x" datetime="{LATE}" pubdate>15 February</time>',
    '<time datetime="2016-02-15 22:30:00 -0500">15 February</time>',
    f'<abbr class="published" title="{LATE}">15 February</abbr>',
)


def day_of_page(tag):
    assert STATED in PAGE
    page = PAGE.replace(STATED, tag if "time " not in tag and "abbr" not in tag else "")
    return only(read_bytes(page.replace("<h1>", f"{tag}<h1>"))).published


@pytest.mark.parametrize("tag", TAGS)
def test_the_day_of_a_page_is_that_in_utc(tag):
    assert day_of_page(tag) == date(2016, 2, 16)


def test_the_zone_of_another_moment_is_not_the_pages():
    modified = '<meta property="article:modified_time" content="2016-02-17T23:00:00-05:00">'
    page = PAGE.replace(STATED, f'{modified}<meta name="date" content="2016-02-15">')
    assert only(read_bytes(page)).published == date(2016, 2, 15)


def test_a_page_whose_date_cannot_be_read_is_kept_without_one():
    [reading] = read_bytes(PAGE.replace(LATE, "31.31.2016"))
    assert reading.article.published is None
    assert reading.notes == (
        'a: "published" is "31.31.2016" and was left out; write a date as 2024-05-31',
    )


@pytest.mark.parametrize(
    "piece",
    ["<meta ", "<meta a", "a=", "<time datetime='", "aaaaaaaa ", "<meta>", "'datePublished' : ",
     "<meta " + "a" * 900 + ">"],
)  # fmt: skip
def test_the_day_of_a_page_is_told_in_time_by_its_length(piece):
    begun = time.monotonic()
    published(piece * (4_000_000 // len(piece)), None, "a")
    assert time.monotonic() - begun < 10


@given(
    st.lists(st.sampled_from([*TAGS, "<meta", "content=", "'", '"', ">", "9", LATE])).map("".join)
)
def test_any_page_has_a_day_or_none(markup):
    day, _ = published(markup, "2016-02-15", "a")
    assert day is None or isinstance(day, date)
