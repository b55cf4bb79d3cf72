"""Pages, feeds, tables and records: what each kind of input gives."""

import gzip
import json
import subprocess
import sys
from datetime import date

import pytest
from reading_samples import ATOM, CSV, PAGE, RSS, TEXT, only, read_bytes, refusals, warc

from geomap.readers import language
from geomap.readers.kinds import kind_of
from geomap.reading import Settings, read


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
     ({"name": "A. Writer"}, "A. Writer"), ([{"name": "A. Writer"}, None], "A. Writer"),
     (["", " A. Writer ", "B. Other"], "A. Writer, B. Other")],
)  # fmt: skip
def test_an_author_is_a_name_or_several(given, author):
    record = json.dumps({"text": "Homs", "author": given})
    assert only(read_bytes(record)).author == author
    assert only(read_bytes(f"[{record}]")).author == author


@pytest.mark.parametrize(("name", "source"), [("Desk", "Desk"), (None, "")])
def test_a_source_may_be_an_object_with_a_name(name, source):
    record = {"text": "Homs", "source": {"id": None, "name": name}}
    assert only(read_bytes(json.dumps(record))).source == source


def test_pages_feeds_and_tables_tell_their_author():
    assert only(read_bytes(PAGE)).author == "A Writer"  # as trafilatura writes initials
    feed = RSS.replace("<guid>g1", "<author>A.\n Writer</author><guid>g1")
    assert read_bytes(feed)[0].article.author == "A. Writer"
    assert only(read_bytes("text,author\nHoms,A. Writer\n")).author == "A. Writer"


def test_a_feed_names_all_authors_of_an_entry():
    several = "<author><name>A. Writer</name></author><author><name>B. Other</name></author>"
    by_mail = "<author><email>desk@example.org</email></author>"
    authors = [
        only(read_bytes(ATOM.replace("</entry>", f"{each}</entry>"))).author
        for each in (several, by_mail)
    ]
    assert authors == ["A. Writer, B. Other", "desk@example.org"]


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
    assert fourth.article.text == "Hama"
    assert fourth.notes == (
        'a:7: "published" is "yesterday" and was left out; write a date as 2024-05-31',
    )


def test_fields_are_mapped_also_inside_others():
    fields = {"text": "body.plain", "title": "headline"}
    record = {"headline": "T", "body": {"plain": TEXT}}
    for content in (json.dumps(record), json.dumps([record]), json.dumps(record, indent=1)):
        article = only(read_bytes(content, fields=fields))
        assert (article.text, article.title) == (TEXT, "T")
    assert only(read_bytes("n,body\n1,Homs\n", fields={"text": "body"})).text == "Homs"


def test_a_record_without_text_names_the_fields_it_has():
    [message] = refusals(read_bytes('{"body": "Homs", "id": 1}'))
    assert message.endswith('or name its field of ["body"] by: --fields text=NAME')


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


def test_a_table_without_a_column_of_text_is_refused_once(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,stuff\n1,Shelling in Homs.\n2,Fighting in Idlib.\n")
    (refusal,) = read([str(path)])
    assert 'has no column "text"; name the one with the articles\' text' in refusal.message
    assert '["id", "stuff"] by: --fields text=NAME' in refusal.message
