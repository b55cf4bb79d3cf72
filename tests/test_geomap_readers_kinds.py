import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.readers import language
from geomap.readers.dispatch import read_input
from geomap.readers.kinds import KINDS, kind_of
from geomap.readers.model import Input
from geomap.reading import Reading, Refusal, Settings, read

TEXT = "Shells fell on Homs and Idlib on Monday, residents of both towns said."
PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Shells fall | Desk</title>
<meta property="og:site_name" content="Desk News"><meta name="author" content="A. Writer">
<link rel="canonical" href="https://example.org/a/1">
<meta property="article:published_time" content="2016-02-15T22:30:00-05:00"></head>
<body><nav><a href="/">Start</a></nav><article><h1>Shells fall</h1>
{"".join(f"<p>{n}. {TEXT}</p>" for n in range(5))}</article></body></html>"""
RSS = f"""<?xml version="1.0"?>
<!-- made by hand -->
<rss version="2.0"><channel><title>Desk</title><language>ar-SY</language>
<item><title>One &amp; two</title><link>https://example.org/1</link><guid>g1</guid>
<pubDate>Mon, 15 Feb 2016 22:30:00 -0500</pubDate>
<description>&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;Calm&amp;nbsp;since.&lt;/p&gt;</description></item>
<item><title>No text</title><link>https://example.org/2</link></item></channel></rss>"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>Desk</title><entry><title>One</title><id>tag:1</id><link href="https://example.org/1"/>
<updated>2016-02-16T01:00:00+03:00</updated><content type="html">&lt;b&gt;{TEXT}&lt;/b&gt;</content>
</entry></feed>"""
CSV = f'id;text;published\n1;"{TEXT}\nMore.";2024-05-31\n\n2;Idlib;\n3;a;b;c\n4;Hama;yesterday\n'


def read_bytes(content, name="a", **settings):
    stream = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    return list(read_input(Input(stream=stream, origin=name, name=name), Settings(**settings)))


def only(found):
    [one] = found
    assert isinstance(one, Reading), one
    return one.article


def refusals(found):
    messages = [each.message for each in found if isinstance(each, Refusal)]
    assert not any("\n" in message for message in messages)
    assert all("; " in message for message in messages)
    return messages


def zipped(**files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_page_gives_its_article_and_what_it_says_about_it():
    article = only(read_bytes(PAGE, "a.htm"))
    assert article.text.count(TEXT) == 5
    assert "Start" not in article.text
    assert (article.title, article.source) == ("Shells fall", "Desk News")
    assert (article.url, article.language) == ("https://example.org/a/1", "en")
    assert article.published == date(2016, 2, 16)


def test_a_page_that_states_no_whole_date_has_none():
    page = PAGE.replace("2016-02-15T22:30:00-05:00", "2016-0?-?5")
    assert only(read_bytes(page)).published is None


@pytest.mark.parametrize(
    ("given", "author"),
    [("A. Writer", "A. Writer"), (["A. Writer", "B. Other"], "A. Writer, B. Other"), (7, ""),
     ({"name": "A. Writer"}, "A. Writer"), ([{"name": "A. Writer"}, None], "A. Writer")],
)  # fmt: skip
def test_an_author_is_a_name_or_several(given, author):
    record = json.dumps({"text": "Homs", "author": given})
    assert only(read_bytes(record)).author == author
    assert only(read_bytes(f"[{record}]")).author == author


def test_pages_feeds_and_tables_tell_their_author():
    assert only(read_bytes(PAGE)).author == "A Writer"  # as trafilatura writes initials
    feed = RSS.replace("<guid>g1", "<author>A.\n Writer</author><guid>g1")
    assert read_bytes(feed)[0].article.author == "A. Writer"
    assert only(read_bytes("text,author\nHoms,A. Writer\n")).author == "A. Writer"


def test_a_warc_record_without_an_address_is_refused():
    content = warc(packed=False).replace(b"WARC-Target-URI: https://example.org/a\r\n", b"")
    refusal, text = read_bytes(content)
    assert "holds a record that is damaged" in refusal.message
    assert text.article.text == TEXT


def test_entries_that_share_a_page_are_told_apart_by_their_address():
    items = "".join(
        f"<item><link>https://example.org/live</link><guid isPermaLink='false'>g {n}</guid>"
        f"<description>{TEXT} {n}</description></item>" for n in range(2)
    )  # fmt: skip
    feed = f"<rss version='2.0'><channel><title>Live</title>{items}</channel></rss>"
    addresses = [each.article.url for each in read_bytes(feed)]
    assert addresses == ["https://example.org/live#g%200", "https://example.org/live#g%201"]


def test_a_feed_gives_an_article_an_entry():
    first, second = read_bytes(RSS)
    article = first.article
    assert article.text == f"{TEXT}\nCalm since."
    assert (article.title, article.source, article.language) == ("One & two", "Desk", "ar")
    assert (article.article_id, article.url) == ("g1", "https://example.org/1")
    assert article.published == date(2016, 2, 16)
    assert "entry 2: has no text; read the page" in second.message


def test_an_atom_feed_is_a_feed():
    article = only(read_bytes(ATOM))
    assert (article.text, article.article_id) == (TEXT, "tag:1")
    assert article.published == date(2016, 2, 15)


def test_a_feed_that_is_not_quite_xml_is_read():
    assert only(read_bytes(ATOM.replace("Desk", "Desk & Sons"))).text == TEXT


def test_a_table_gives_an_article_a_row_and_says_which_it_does_not():
    first, second, third, fourth = read_bytes(CSV)
    assert first.article.text == f"{TEXT}\nMore."
    assert (first.article.published, first.given_id) == (date(2024, 5, 31), "1")
    assert second.article.text == "Idlib"
    assert third.message == "a:6: has 4 cells under 3 names; check its quotes"
    assert 'a:7: "published" is "yesterday"' in fourth.message


def test_fields_are_mapped_also_inside_others():
    fields = {"text": "body.plain", "title": "headline"}
    record = {"headline": "T", "body": {"plain": TEXT}}
    for content in (json.dumps(record), json.dumps([record]), json.dumps(record, indent=1)):
        article = only(read_bytes(content, fields=fields))
        assert (article.text, article.title) == (TEXT, "T")
    assert only(read_bytes("n,body\n1,Homs\n", fields={"text": "body"})).text == "Homs"


def test_a_record_without_text_names_the_fields_it_has():
    [message] = refusals(read_bytes('{"body": "Homs", "id": 1}'))
    assert message.endswith('or name its field of ["body"] by "--fields"')


@pytest.mark.parametrize(
    "content",
    [
        [{"text": TEXT}, {"text": "Idlib"}],
        {"articles": [{"text": TEXT}, {"text": "Idlib"}]},
        {"status": "ok", "response": {"count": 2, "docs": [{"text": TEXT}, {"text": "Idlib"}]}},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_document_gives_its_list(content, indent):
    kind = {} if indent or isinstance(content, list) or "articles" in content else {"kind": "json"}
    found = read_bytes(json.dumps(content, indent=indent), **kind)
    assert [each.article.text for each in found] == [TEXT, "Idlib"]


def test_a_long_json_list_is_read_piece_by_piece():
    found = read_bytes(json.dumps([{"text": TEXT * 100, "id": n} for n in range(1000)]))
    assert [each.given_id for each in found] == list(range(1000))


def test_a_json_list_that_stops_keeps_what_came_before():
    first, second, rest = read_bytes('[{"text": "Homs"}, {"text": "Idlib"}, {"text": "Ha')
    assert (first.article.text, second.article.text) == ("Homs", "Idlib")
    assert "is not JSON from here on" in rest.message


def test_json_objects_may_follow_each_other_and_nothing_else():
    found = read_bytes('{\n"text": "Homs"}\n{\n"text": "Idlib"}')
    assert [each.article.text for each in found] == ["Homs", "Idlib"]
    first, rest = read_bytes('[\n{"text": "Homs"}] more')
    assert first.article.text == "Homs"
    assert "more follows than one document" in rest.message


def test_parquet_gives_an_article_a_row(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    table = pyarrow.table({"body": [TEXT, None], "published": [date(2024, 5, 31)] * 2, "n": [1, 2]})
    parquet.write_table(table, path)
    first, second = read([str(path)], Settings(fields={"text": "body"}))
    assert (first.article.text, first.article.published) == (TEXT, date(2024, 5, 31))
    assert 'has no "text"' in second.message
    [message] = refusals(read_bytes(path.read_bytes()[:-20]))
    assert "is damaged Parquet" in message


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux bounds the memory")
def test_a_parquet_bomb_is_refused():
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    told_once = pyarrow.array(["x" * 60_000_000])
    column = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 2000), told_once)
    packed = io.BytesIO()
    parquet.write_table(pyarrow.table({"text": column}), packed, compression="zstd",
                        dictionary_pagesize_limit=1 << 30)  # fmt: skip
    assert len(packed.getvalue()) < 10_000
    [message] = refusals(read_bytes(packed.getvalue()))
    assert "unpacks to more than" in message


def test_a_row_of_parquet_that_python_cannot_hold_loses_only_itself():
    pyarrow = pytest.importorskip("pyarrow")
    packed = io.BytesIO()
    days = pyarrow.array([0, 2**60, 0], pyarrow.timestamp("ms"))
    texts = pyarrow.array([b"Homs", b"Idlib", b"\xff"]).view("string")
    pytest.importorskip("pyarrow.parquet").write_table(
        pyarrow.table({"text": texts, "published": days}), packed
    )
    first, second, third = read_bytes(packed.getvalue())
    assert first.article.text == "Homs"
    assert "a:2: holds no UTF-8, or a day beyond all; " in second.message
    assert "a:3: holds no UTF-8, or a day beyond all; " in third.message


def test_parquet_without_pyarrow_is_one_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    [message] = refusals(read_bytes(b"PAR1"))
    assert "pip install 'geomap-news[parquet]'" in message


def warc(*, packed):
    def record(url, kind, content, status="200 OK"):
        block = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + content
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            "WARC-Date: 2024-05-31T12:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}"
        )
        whole = head.encode() + b"\r\n\r\n" + block + b"\r\n\r\n"
        return gzip.compress(whole) if packed else whole

    arabic = PAGE.replace(TEXT, "سقطت قذائف على حمص").encode("windows-1256")
    return (
        record("https://example.org/a", "text/html; charset=windows-1256", arabic)
        + record("https://example.org/logo", "image/png", b"\x89PNG")
        + record("https://example.org/gone", "text/html", PAGE.encode(), "404 Not Found")
        + record("https://example.org/b.txt", "text/plain", TEXT.encode())
    )


@pytest.mark.parametrize("packed", [True, False])
def test_a_warc_gives_its_pages_and_texts(packed):
    page, text = read_bytes(warc(packed=packed), "a.warc")
    assert "سقطت قذائف على حمص" in page.article.text
    assert (text.article.text, text.article.url) == (TEXT, "https://example.org/b.txt")


@pytest.mark.parametrize("packed", [True, False])
def test_a_warc_that_stops_keeps_what_came_before(packed):
    content = warc(packed=packed)
    page, refusal, *_ = read_bytes(content[:-30], "a.warc")
    assert isinstance(page, Reading)
    assert "stops half way" in refusal.message


def test_a_warc_says_so_wherever_it_stops():
    head = "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: urn:a\r\nContent-Type: "
    content = "".join(
        f"{head}{kind}\r\nContent-Length: 4\r\n\r\nHoms\r\n\r\n" for kind in ("text/plain", "none")
    ).encode()
    whole = content.index(b"Homs") + len("Homs")
    for cut in range(10, len(content) - len("\r\n\r\n")):
        *before, last = read_bytes(content[:cut], "a.warc")
        stopped = isinstance(last, Refusal) and "stops half way" in last.message
        assert stopped != content[:cut].rstrip().endswith(b"Homs")
        assert all(isinstance(each, Reading) for each in before)
        assert (len(before) == 1) == (cut >= whole and stopped)


@pytest.mark.parametrize("wrong", ["1", "x", "-1", ""])
def test_a_warc_is_read_on_behind_a_damaged_record(wrong):
    stated = re.compile(rb"(?<=\r\nContent-Length: )\d+")
    content = stated.sub(wrong.encode(), warc(packed=False), count=1)
    *_, refusal, last = read_bytes(content, "a.warc")
    assert "is damaged" in refusal.message
    assert last.article.text == TEXT


def test_a_gzip_file_that_stops_keeps_what_came_before():
    lines = b"".join(b'{"text": "Homs %d"}\n' % number for number in range(1000))
    *found, refusal = read_bytes(gzip.compress(lines)[:-300])
    assert len(found) > 500
    assert refusal.message == "a: stops half way; copy it anew"


def test_archives_are_read_one_level_deep():
    inner = zipped(**{"a.txt": "Homs", "picture.png": "x", "__MACOSX/a.txt": "x"})
    outer = zipped(**{"in.zip": inner, "b.txt.gz": gzip.compress(b"Idlib"), "c.csv": CSV})
    texts = [each.article.text for each in read_bytes(outer) if isinstance(each, Reading)]
    assert texts == ["Homs", "Idlib", f"{TEXT}\nMore.", "Idlib"]
    [message] = refusals(read_bytes(zipped(**{"out.zip": outer}))[:1])
    assert "is an archive too deep inside others" in message


def test_a_packed_file_may_come_by_standard_input(tmp_path):
    class Pipe(io.RawIOBase):
        def __init__(self, content):
            self._content = io.BytesIO(content)

        def readable(self):
            return True

        def readinto(self, buffer):
            return self._content.readinto(memoryview(buffer)[:7])

    for content in (zipped(**{"a.txt": "Homs"}), gzip.compress(b"Homs"), b"Homs"):
        given = Input(stream=io.BufferedReader(Pipe(content)), origin="-", name="-")
        assert only(read_input(given, Settings())).text == "Homs"


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


def test_an_encoding_that_is_named_is_believed():
    assert only(read_bytes("Žepče".encode("cp1250"), encoding="windows-1250")).text == "Žepče"
    [message] = refusals(read_bytes(b"Homs", encoding="klingon"))
    assert 'no encoding is named "klingon"' in message


def test_json_lines_from_powershell_are_read():
    assert only(read_bytes('{"text": "Homs"}\r\n'.encode("utf-16"), "a.jsonl")).text == "Homs"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("Homs fell.", "text"), ("[Reuters] Homs", "text"), ("{not json}", "text"),
        ("<3 Homs", "text"), ("Monday, text, and more\nHoms", "text"), ('{"text": "x"}', "jsonl"),
        ('{"text": "x"\n{"text": "y"}', "jsonl"), ('{\n"text": "x"}', "json"),
        ('[\n{"text": "x"}]', "json"), ('{"articles": [{"text": "x"}]}', "json"),
        ("title,text\n", "csv"), ("id\ttext\n", "csv"), (PAGE, "html"), ("\n <p>Homs", "html"),
        (RSS, "feed"), (ATOM, "feed"), ("<?xml version='1.0'?><kml/>", "XML that is no feed"),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html>', "html"),
        ("%PDF-1.7", "PDF"), ("WARC/1.0", "warc"), ("PK\x03\x04", "zip"), ("PAR1", "parquet"),
    ],
)  # fmt: skip
def test_a_kind_is_known_by_content(content, kind):
    assert kind_of(content.encode(), "a", Settings()) == kind


def test_a_kind_that_is_named_is_believed():
    assert only(read_bytes('{"text": "x"}', kind="text")).text == '{"text": "x"}'
    assert only(read_bytes(gzip.compress(b"<p>Homs</p>"), kind="text")).text == "<p>Homs</p>"


def test_a_language_that_is_not_said_is_told():
    found = read_bytes("Войска вошли в город Купянск в понедельник утром.")
    assert only(language.told(iter(found))).language == "ru"
    assert only(language.told(iter(read_bytes("Homs")))).language == ""
    assert only(language.told(iter(read_bytes('{"text": "x", "language": "uk"}')))).language == "uk"


def test_parsing_a_text_file_imports_no_other_reader(tmp_path):
    (tmp_path / "a.txt").write_text("Homs")
    code = (
        "import sys; from geomap.reading import read; "
        f"assert len(list(read([{str(tmp_path / 'a.txt')!r}]))) == 1; print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"trafilatura", "lxml", "feedparser", "defusedxml", "warcio", "pyarrow", "py3langid",
             "numpy", "charset_normalizer", "ssl", "http.client", "zipfile", "urllib3"}  # fmt: skip
    assert not heavy & set(done.stdout.split())


@pytest.mark.parametrize("kind", [*KINDS, ""])
@given(content=st.binary(max_size=300))
def test_any_bytes_as_any_kind_are_read_or_refused(kind, content):
    found = read_bytes(content, kind=kind)
    assert found is not None
    refusals(found)


SEEDS = [PAGE.encode(), RSS.encode(), ATOM.encode(), CSV.encode(), warc(packed=True),
         warc(packed=False), zipped(**{"a.txt": TEXT, "b.csv": CSV}), gzip.compress(TEXT.encode()),
         json.dumps([{"text": TEXT}, {"text": "x"}]).encode(),
         (json.dumps({"text": TEXT, "published": "2024-05-31"}) + "\n").encode() * 2]  # fmt: skip


@pytest.fixture(scope="module")
def parquet_bytes():
    pyarrow = pytest.importorskip("pyarrow")
    packed = io.BytesIO()
    pytest.importorskip("pyarrow.parquet").write_table(
        pyarrow.table({"text": [TEXT, "Homs"], "id": [1, 2]}), packed
    )
    return packed.getvalue()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1), rubbish=st.binary(max_size=8), keep=st.booleans())
def test_damaged_parquet_is_read_or_refused(parquet_bytes, at, rubbish, keep):
    place = int(at * len(parquet_bytes))
    rest = parquet_bytes[place + len(rubbish) :] if keep else b""
    content = parquet_bytes[:place] + rubbish + rest
    if content[:4] == b"PAR1":
        for each in read_bytes(content):
            assert isinstance(each, Reading | Refusal)


@given(content=st.sampled_from(SEEDS), at=st.floats(0, 1), rubbish=st.binary(max_size=8),
       keep=st.booleans())  # fmt: skip
def test_a_damaged_input_is_read_or_refused(content, at, rubbish, keep):
    place = int(at * len(content))
    rest = content[place + len(rubbish) :] if keep else b""
    for each in read_bytes(content[:place] + rubbish + rest):
        assert isinstance(each, Reading | Refusal)
        if isinstance(each, Refusal):
            refusals([each])
        else:
            assert each.article.text.strip()
            assert "\0" not in each.article.text
