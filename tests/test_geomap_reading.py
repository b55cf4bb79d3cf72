import io
import json
import sys
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.readers.dispatch import read_input
from geomap.readers.model import Input
from geomap.readers.records import shown
from geomap.reading import Reading, Refusal, Settings, read, size_of


def read_as(kind, content, name):
    given = Input(stream=io.BytesIO(content), origin=name, name=name)
    return list(read_input(given, Settings(kind=kind)))


def read_lines(found, name):
    return read_as("jsonl", b"".join(found), name)


def read_text(content, name):
    return read_as("text", content, name)


def refusal(found):
    [only] = found
    assert isinstance(only, Refusal)
    assert "\n" not in only.message
    return only.message


def lines(*records):
    return [json.dumps(record).encode() + b"\n" for record in records]


def test_a_text_file_is_one_article_named_after_it(tmp_path):
    path = tmp_path / "front.txt"
    path.write_bytes("\ufeffHoms,\r\nإدلب".encode())
    [reading] = read([str(path)])
    assert reading.article.text == "Homs,\r\nإدلب"
    assert reading.article.article_id == reading.given_id == "front.txt"
    assert not reading.record


def test_a_json_line_is_one_article_with_all_it_says(tmp_path):
    record = {
        "id": 7, "text": "Homs", "title": "T", "source": "S", "url": "https://example.org/7",
        "published": "2015-10-03", "language": "en", "toponyms": [{"start": 0, "end": 4}],
        "more": [1],
    }  # fmt: skip
    path = tmp_path / "a.jsonl"
    path.write_text("\n" + json.dumps(record) + "\n\n")
    [reading] = read([str(path)])
    assert reading.article.published == date(2015, 10, 3)
    assert (reading.given_id, reading.article.article_id) == (7, "7")
    assert reading.article.title == "T"
    assert reading.spans == ((0, 4),)
    assert reading.origin == f"{path}:2"


def test_nothing_but_text_is_needed():
    [reading] = read_lines(lines({"text": "Homs"}), "a.jsonl")
    assert reading.given_id is None
    assert reading.spans is None
    assert reading.article.published is None


def test_a_folder_gives_its_articles_by_name(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "deep.txt").write_text("Deep")
    (tmp_path / "a.jsonl").write_text('{"text": "First"}\n{"text": "Second"}\n')
    found = [reading.article.text for reading in read([str(tmp_path)])]
    assert found == ["First", "Second", "Deep"]
    assert size_of([str(tmp_path)]) == len('{"text": "First"}\n{"text": "Second"}\nDeep')


def test_what_a_folder_holds_besides_articles_is_told(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("a.txt", "Sources.md", "minutes", "b/report.pdf", "b/other.PDF", ".hidden.pdf"):
        (tmp_path / name).write_text("Homs")
    told, reading = read([str(tmp_path)])
    assert told.message.startswith(f"{tmp_path}: 3 files passed over (.pdf 2, no ending 1); save")
    assert (told.number, told.missing, reading.article.text) == (3, False, "Homs")


def test_a_folder_without_articles_is_refused(tmp_path):
    assert "holds no file whose name ends as an article's does" in refusal(read([str(tmp_path)]))


def stdin(monkeypatch, content):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))


def test_standard_input_is_json_lines_where_the_first_is_one(monkeypatch):
    stdin(monkeypatch, b'{"id": "a", "text": "One"}\n{"id": "b"}\n{"id": "c", "text": "Two"}')
    first, second, third = read(["-"])
    assert (first.given_id, third.given_id) == ("a", "c")
    assert second.message.startswith("-:2: ")


def test_standard_input_is_an_article_otherwise(monkeypatch):
    stdin(monkeypatch, b"Homs\n{not json}\n")
    [reading] = read(["-"])
    assert reading.article.text == "Homs\n{not json}\n"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"id": 1}', 'a.jsonl:1: has no "text"'),
        (b'{"text": null}', 'has no "text"'),
        (b'{"text": " \\n"}', '"text" is empty'),
        (b'{"text": 5}', '"text" is 5; write a string'),
        (b'{"text": "x", "title": ["a"]}', '"title" is ["a"]; write a string'),
        (b'{"text": "x", "id": true}', '"id" is true; write a string or a whole number'),
        (b'{"text": "x", "id": {}}', '"id" is {}'),
        (b'{"text": "x"', "is not JSON ("),
        (b"[1]", "is not an object"),
        (b"[" * 100_000, "is too deep"),
        (b'{"text": ' + b"9" * 5000 + b"}", "is too deep or too large"),
        (b'{"text": "caf\xe9"}', "a.jsonl:1: is not UTF-8 at byte 14"),
        (b'{"text": "Homs", "toponyms": {}}', '"toponyms" is {}; write a list'),
        (b'{"text": "Homs", "toponyms": [{"start": 0, "end": 5}]}', "which has 4"),
        (b'{"text": "Homs", "toponyms": [{"start": true, "end": 2}]}', 'write "start" and "end"'),
        (b'{"text": "Homs", "toponyms": [7]}', '"toponyms" holds 7'),
    ],
)  # fmt: skip
def test_a_refused_line_says_where_what_and_how_to_mend_it(line, message):
    assert message in refusal(read_lines([line], "a.jsonl"))


@pytest.mark.parametrize(
    ("line", "text", "note"),
    [
        (b'{"text": "x\\ud800"}', "x\ufffd", 'a.jsonl:1: "text" held NULs or half characters'),
        (b'{"text": "x\\u0000"}', "x\ufffd", 'a.jsonl:1: "text" held NULs or half characters'),
        (b'{"text": "x", "author": "y\\u0000"}', "x", '"author" held NULs or half characters'),
        (b'{"text": "Ho\0ms"}', "Homs", "a.jsonl:1: held 1 NUL bytes, which were left out"),
    ],
)
def test_what_no_database_holds_is_replaced_and_told(line, text, note):
    [reading] = read_lines([line], "a.jsonl")
    assert reading.article.text == text
    assert "\0" not in reading.article.author
    [told] = reading.notes
    assert note in told


@pytest.mark.parametrize(
    "written",
    ["yesterday", "05/06/2024", "24 May 31", "31 мая 2024", "31.06.2024", "2024-02-30",
     "0001-01-01T00:00+10:00", "0001-01-01T00:00:00Z",
     "Mon, 01 Jan 0001 00:00:00 +0000", 7, "-1", "1e300", True, 1e300, "99999999999999999",
     "99999999", ["2024-05-31"]],
)  # fmt: skip
def test_an_article_whose_date_cannot_be_read_is_kept_without_one(written):
    [reading] = read_lines(lines({"text": "x", "published": written}), "a.jsonl")
    assert reading.article.published is None
    [note] = reading.notes
    assert note == (
        f'a.jsonl:1: "published" is {shown(written)} and was left out; write a date as 2024-05-31'
    )


def test_reading_goes_on_behind_a_refused_line():
    found = list(read_lines([b"nope\n", *lines({"text": "Homs"})], "a.jsonl"))
    assert [type(each) for each in found] == [Refusal, Reading]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-05-31", date(2024, 5, 31)),
        ("2024-05-31T23:30:00-05:00", date(2024, 6, 1)),
        ("2024-05-31T01:00:00+03:00", date(2024, 5, 30)),
        ("2024-05-31T12:00:00Z", date(2024, 5, 31)),
        ("2024-05-31 12:00", date(2024, 5, 31)),
        ("2024-05-31 23:30:00 UTC", date(2024, 5, 31)),
        ("2024/05/31", date(2024, 5, 31)),
        ("05.06.2024", date(2024, 6, 5)),
        ("31.5.2024 23:30", date(2024, 5, 31)),
        ("31/05/2024", date(2024, 5, 31)),
        ("5/31/2024 10:15:00", date(2024, 5, 31)),
        ("05/05/2024", date(2024, 5, 5)),
        ("2024/5/1 23:30 GMT", date(2024, 5, 1)),
        ("2024.05.31", date(2024, 5, 31)),
        ("Fri, 31 May 2024 23:30:00 -0500", date(2024, 6, 1)),
        ("31 May 2024", date(2024, 5, 31)),
        ("Friday, May 31, 2024", date(2024, 5, 31)),
        ("20240531", date(2024, 5, 31)),
        (20240531, date(2024, 5, 31)),
        ("20240531233000", date(2024, 5, 31)),
        ("1712010500", date(2024, 4, 1)),
        ("1712010500000", date(2024, 4, 1)),
        (1712015999, date(2024, 4, 1)),
        (1712016000, date(2024, 4, 2)),
        (1712010500000.0, date(2024, 4, 1)),
        (1712010500.75, date(2024, 4, 1)),
        ("", None),
    ],
)
def test_a_date_is_the_day_in_utc(written, day):
    [reading] = read_lines(lines({"text": "x", "published": written}), "a.jsonl")
    assert reading.article.published == day


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "a.txt: is empty"),
        (b" \n\t", "a.txt: is empty"),
        (b"Homs\0\0\0", "a.txt: is not text"),
        (b"first\n" + bytes(range(1, 256)) * 9, "a.txt:3: is not UTF-8 at byte 134"),
    ],
)
def test_a_refused_file_says_where_and_what(content, message):
    assert message in refusal(read_text(content, "a.txt"))


def test_a_missing_file_is_missing(tmp_path):
    [only] = read([str(tmp_path / "no.txt")])
    assert only.missing
    assert "no such file" in only.message


def test_a_name_that_is_not_utf8_is_read(tmp_path):
    path = tmp_path / "caf\udce9.txt"
    path.write_text("Homs")
    [reading] = read([str(path)])
    assert reading.article.article_id == "caf\ufffd.txt"


def test_a_very_long_line_is_fine():
    [reading] = read_lines(lines({"text": "Homs " * 1_000_000}), "a.jsonl")
    assert len(reading.article.text) == 5_000_000


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content):
    for found in (*read_text(content, "a"), *read_lines(content.splitlines(True), "a")):
        assert isinstance(found, Reading | Refusal)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
                    lambda inner: st.lists(inner) | st.dictionaries(
                        st.sampled_from(["id", "text", "title", "published", "toponyms", "start",
                                         "end", "url"]), inner)))  # fmt: skip
def test_any_json_is_read_or_refused(value):
    [found] = read_lines(lines(value), "a")
    assert isinstance(found, Reading | Refusal)


@pytest.mark.parametrize("address", ["ftp://example.org/x", "https:/example.org", "file:///etc"])
def test_an_address_of_another_kind_is_said_to_be_one(address):
    (refusal,) = read([address])
    assert refusal.message.startswith(f"{address}: only http:// and https:// addresses are fetched")
