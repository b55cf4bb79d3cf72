"""Tables and exports as programs write them."""

import gzip
import io
import json

import pytest
from reading_samples import ATOM, PAGE, RSS, TEXT, only, read_bytes, refusals, zipped

from geomap.readers.kinds import kind_of
from geomap.reading import Settings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("excel", ["", "sep=;"])
def test_a_table_is_read_as_excel_writes_it(encoding, end, excel):
    arabic = "قصفت الطائرات مدينة إدلب وريفها يوم الاثنين ما أدى إلى مقتل عشرة مدنيين"
    lines = [excel, "title;text", "One;Shells fell on Homs, twice.", f'Two;"{arabic}{end}Homs"', ""]
    content = end.join(filter(None, lines)).encode(encoding)
    for name in ("a", "a.csv"):
        first, second = read_bytes(content, name)
        assert (first.article.title, first.article.text) == ("One", "Shells fell on Homs, twice.")
        assert second.article.text.split() == [*arabic.split(), "Homs"]
        assert second.origin == f"{name}:{4 if excel else 3}"


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_quote_that_nothing_closes_is_told(end):
    homs, rest = read_bytes(f'text,title\n"Homs, ""x""",a\n"Idlib,b\nHama,c{end}')
    assert (homs.article.text, homs.notes) == ('Homs, "x"', ())
    assert rest.article.text == f"Idlib,b\nHama,c{end}"
    [note] = rest.notes
    assert note.startswith("a:3: opens a quote that nothing closes")
    [closed] = read_bytes(f'text,title\nHoms,"a"{end}')
    assert closed.notes == ()


def test_an_empty_list_is_json_that_holds_no_article():
    for content in ("[]", " [ ]\n"):
        [message] = refusals(read_bytes(content, "a.json"))
        assert message == "a.json: is an empty list; write articles into it"


def test_an_export_of_telegram_is_read():
    pieces = ["Shells fell on ", {"type": "bold", "text": "Homs"}, ".\n", {"text": "@desk"}]
    messages = [
        {"id": 1, "type": "message", "date": "2024-05-31T10:00:00", "text": pieces},
        {"id": 2, "type": "message", "date": "2024-06-01T10:00:00", "text": "Calm in Idlib."},
        {"id": 3, "type": "service", "text": ""},
        {"id": 4, "type": "message", "text": ["Homs", {"type": "image"}]},
    ]
    export = json.dumps({"name": "Desk", "id": 7, "messages": messages}, indent=1)
    first, second, *rest = read_bytes(export, "result.json", fields={"published": "date"})
    assert first.article.text == "Shells fell on Homs.\n@desk"
    assert (str(first.article.published), second.given_id) == ("2024-05-31", 2)
    empty, broken = refusals(rest)
    assert '"text" is empty' in empty
    assert '"text" is ["Homs", {"type": "image"}]; write a string' in broken


@pytest.mark.parametrize("name", ["feed.html", "https://example.org/feed.htm", "a.csv", "a.jsonl"])
@pytest.mark.parametrize(
    ("content", "kind"),
    [(RSS, "feed"), (ATOM, "feed"), (PAGE, "html"), ('[{"text": "x"}]', "json")],
)
def test_content_tells_more_than_a_name(name, content, kind):
    assert kind_of(content.encode(), name, Settings()) == kind


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        ("id,more\n1,Homs", "a.csv", "csv"), ("Homs", "a.tsv", "csv"), ("no\n", "a.jsonl", "jsonl"),
        ("Homs", "a.html", "html"), ("<custom-tag>Homs", "a.htm", "html"), ("", "a.jsonl", "jsonl"),
        ("<?xml version='1.0'?><custom/>", "a.xhtml", "html"), ("text, a\nHoms", "a.html", "html"),
        ('{"articles": [{"text": "x"}]}', "a.jsonl", "jsonl"), ('{"text"\nno', "a.jsonl", "jsonl"),
        ('{\n"text": "x"}', "a.jsonl", "json"), ('{\r\n"text": "x"}', "a.jsonl", "json"),
        ('{"text": "x"}', "a.csv", "jsonl"), ('{"text": "x"}', "a.html", "jsonl"),
        ("Homs", "a.txt", "text"), ("id,text\n1,Homs", "a.txt", "csv"), (RSS, "a.txt", "feed"),
    ],
)  # fmt: skip
def test_a_name_tells_where_the_content_does_not(content, name, kind):
    assert kind_of(content.encode(), name, Settings()) == kind


def test_a_feed_in_an_archive_may_be_named_as_a_page():
    first, _ = read_bytes(zipped(**{"feed.html": RSS}))
    assert first.article.url == "https://example.org/1"
    assert first.article.text.startswith(TEXT)
    packed = io.BytesIO(gzip.compress(ATOM.encode())).getvalue()
    assert only(read_bytes(packed, "feed.html.gz")).text == TEXT
