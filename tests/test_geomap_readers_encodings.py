"""How bytes become text: by what is stated, where that is an encoding, and by the letters."""

import codecs
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_samples import PAGE, RSS, TEXT, only, read_bytes, refusals

from geomap.readers.dispatch import read_input
from geomap.readers.encodings import CODECS, codec_of
from geomap.readers.model import Input
from geomap.reading import Reading, Settings


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1256", "قصفت الطائرات مدينة إدلب وريفها يوم الاثنين ما أدى إلى مقتل عشرة مدنيين"),
        ("koi8-r", "Войска вошли в город Купянск в понедельник утром, сообщил губернатор области"),
        ("windows-1251", "Війська увійшли до міста Ізюм у понеділок вранці, повідомили в області"),
        ("utf-16", "Homs, حمص"),
        ("utf-16-le", "Shells fell on Homs"),
        ("utf-16-be", "Shells fell on Homs"),
        ("utf-8-sig", "حمص"),
    ],
)
def test_an_older_encoding_is_recognised(encoding, text):
    assert only(read_bytes(text.encode(encoding))).text == text
    assert only(read_bytes(f"id,text\n1,{text.replace(',', '')}\n".encode(encoding))).text
    [noted] = read_bytes(text.encode(encoding))
    assert bool(noted.notes) == (not encoding.startswith("utf"))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_an_arabic_page_in_two_bytes_a_letter_needs_no_mark(encoding):
    text = "دخلت القوات مدينة حلب صباح اليوم بعد معارك عنيفة استمرت ثلاثة أيام في شمال سوريا. " * 20
    [reading] = read_bytes(PAGE.replace(TEXT, text).encode(encoding))
    assert text.strip() in reading.article.text
    assert not reading.notes


def test_an_encoding_that_is_named_is_believed():
    assert only(read_bytes("Žepče".encode("cp1250"), encoding="windows-1250")).text == "Žepče"
    [message] = refusals(read_bytes(b"Homs", encoding="klingon"))
    assert 'no encoding is named "klingon"' in message


NO_ENCODINGS = (
    "utf8mb4", "idna", "punycode", "undefined", "rot13", "utf-7", "raw_unicode_escape", "hex",
    "unicode_escape", "charmap", "",
)  # fmt: skip


@pytest.mark.parametrize("label", NO_ENCODINGS)
def test_an_encoding_that_is_none_costs_no_article(label):
    meta = f"<meta charset='{label}'>"
    page = PAGE.replace("<head>", f"<head>{meta}").replace(TEXT, "Снаряды упали на Идлиб \\ud800.")
    for content in (
        page,
        RSS.replace('"1.0"', f'"1.0" encoding="{label}"'),
        f"Homs {label}\\ud800",
    ):
        for stated in ("", label):
            stream = io.BytesIO(content.encode())
            given = Input(stream=stream, origin="a", name="a", encoding=stated)
            found, *_ = read_input(given, Settings())
            found.article.text.encode()
            assert "Homs" in found.article.text or "Идлиб" in found.article.text
    if label:
        [message] = refusals(read_bytes("Homs", encoding=label))
        assert f'no encoding is named "{label}"; write one as windows-1256' in message


def test_a_label_that_is_none_leaves_it_to_the_page():
    page = PAGE.replace("<head>", "<head><meta charset=windows-1256>").replace(TEXT, "قصف حمص")
    stream = io.BytesIO(page.encode("windows-1256"))
    found = read_input(Input(stream=stream, origin="a", name="a", encoding="utf8mb4"), Settings())
    assert "قصف حمص" in only(found).text


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "US-ASCII", "Windows-1252"])
def test_latin_letters_are_those_of_browsers(label):
    assert only(read_bytes(b"\x93Homs\x94 \x96 caf\xe9", encoding=label)).text == "“Homs” – café"


def with_a_slip(byte):
    """Fifty articles as a JSON list and as a table, with one byte that is none of UTF-8."""
    texts = [f"Shells fell on Homs {n}." for n in range(50)]
    listed = json.dumps([{"text": text} for text in texts]).encode()
    table = "\n".join(["id,text", *(f"{n},{text}" for n, text in enumerate(texts))]).encode()
    return [each.replace(b"Homs 25", b"Ho" + byte + b"ms 25") for each in (listed, table)]


@pytest.mark.parametrize("encoding", ["", "utf-8"])
@pytest.mark.parametrize(
    ("byte", "text", "said"),
    [(b"\xe9", "Ho\ufffdms 25", "were replaced"), (b"\0", "Homs 25", "were left out")],
)
def test_one_bad_byte_costs_no_article(byte, text, said, encoding):
    for content in with_a_slip(byte):
        found = read_bytes(content, encoding=encoding)
        assert len(found) == 50
        assert found[25].article.text == f"Shells fell on {text}."
        [note] = [note for each in found for note in each.notes]
        assert said in note


def test_a_text_with_a_byte_or_two_of_another_encoding_is_read():
    [reading] = read_bytes(b"A caf\xe9 in Homs was hit.\n" * 2)
    assert reading.article.text.count("caf\ufffd in Homs") == 2
    assert reading.notes == ("a: 2 bytes are not utf-8 and were replaced; convert it",)


@pytest.mark.parametrize(
    "number", ["xD800", "#", "0", "x0", "55296", "x110000", "9" * 5000, "xfffe", "8"]
)
@pytest.mark.parametrize("end", ["</description></item></channel></rss>", "</description></item>"])
def test_a_character_that_is_none_costs_no_feed(number, end):
    feed = f"<rss><channel><item><title>T &#{number}; t</title><description>Homs &#{number}; x{end}"
    article = only(read_bytes(feed))
    assert article.text.startswith("Homs ")
    assert not re.search("[\0\ud800-\udfff]", article.text + article.title)
    (article.text + article.title).encode()


BEGINNINGS = (b"<html><p>", b"<rss><channel><item><title>", b"id,text\n1,", b'[{"text": "', b"",
              b'{"text": "')  # fmt: skip


@given(
    label=st.sampled_from([*NO_ENCODINGS, *CODECS]),
    content=st.sampled_from(BEGINNINGS),
    rest=st.binary(max_size=80),
)  # fmt: skip
def test_any_bytes_in_any_stated_encoding_are_read_or_refused(label, content, rest):
    declared = f"<meta charset='{label}'><?xml encoding='{label}'?>".encode()
    for given_bytes in (content + rest, declared + content + rest):
        stream = io.BytesIO(given_bytes)
        given_input = Input(stream=stream, origin="a", name="a", encoding=label)
        for each in read_input(given_input, Settings()):
            refusals([each])
            if isinstance(each, Reading):
                written = (
                    f"{each.article.text}{each.article.title}{each.article.url}{each.given_id}"
                )
                written.encode()
                assert "\0" not in written


def test_every_label_is_of_an_encoding_that_python_has():
    for label, codec in CODECS.items():
        assert codecs.lookup(codec)._is_text_encoding
        assert codec_of(codec_of(f" {label.upper()} ")) == codec, label
