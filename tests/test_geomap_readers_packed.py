"""Parquet, WARC and packed files, whole and damaged; and any bytes as any kind."""

import gzip
import io
import json
import re
import sys
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_samples import ATOM, CSV, PAGE, RSS, TEXT, only, read_bytes, refusals, warc, zipped

from geomap.readers.dispatch import read_input
from geomap.readers.kinds import KINDS
from geomap.readers.model import Input
from geomap.reading import Reading, Refusal, Settings, read


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


@pytest.mark.parametrize("rubbish", [b"x", b"rubbish" * 50, b"\0\0\x1f"])
def test_rubbish_behind_a_gzip_member_loses_nothing(rubbish):
    content = gzip.compress(b"Shelling in Homs. ") + b"\0\0" + gzip.compress(b"Calm in Idlib.")
    reading, refusal = read_bytes(content + rubbish)
    assert reading.article.text == "Shelling in Homs. Calm in Idlib."
    assert "a: something else stands behind what is packed in it" in refusal.message
    [_] = read_bytes(content + b"\0" * 1000)


def packed_as_a_stream(**files):
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

        def seek(self, *_):
            raise io.UnsupportedOperation

        tell = seek

    packed = Pipe()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize("pack", [zipped, packed_as_a_stream])
def test_a_zip_without_its_directory_is_read_file_by_file(pack):
    inner = zipped(**{"in.txt": "Idlib"})
    content = pack(**{"a.txt": TEXT, "b.png": "x", "c.zip": inner, "حمص.txt": "Homs"})
    for damaged in (content[: content.index(b"PK\1\2")], content.replace(b"PK\1\2", b"PK\1x")):
        refusal, other, *found = read_bytes(damaged)
        assert "its directory is damaged, or it stops half way" in refusal.message
        assert "1 file passed over (.png 1)" in other.message
        assert [each.article.text for each in found] == [TEXT, "Idlib", "Homs"]
        assert found[-1].article.article_id == "حمص.txt"


def test_a_zip_that_stops_in_a_file_keeps_the_files_before():
    content = zipped(**{"a.txt": TEXT, "b.txt": TEXT * 9})
    _, reading, refusal = read_bytes(content[: content.index(b"PK\1\2") - 20])
    assert reading.article.text == TEXT
    assert "a, b.txt: is damaged" in refusal.message


def test_archives_are_read_one_level_deep():
    inner = zipped(**{"a.txt": "Homs", "picture.png": "x", "__MACOSX/a.txt": "x"})
    outer = zipped(**{"in.zip": inner, "b.txt.gz": gzip.compress(b"Idlib"), "c.csv": CSV})
    texts = [each.article.text for each in read_bytes(outer) if isinstance(each, Reading)]
    assert texts == ["Homs", "Idlib", f"{TEXT}\nMore.", "Idlib", "Hama"]
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
