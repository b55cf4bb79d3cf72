"""Parquet, whole and damaged."""

import io
import sys
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_samples import TEXT, read_bytes, refusals

from geomap.reading import Reading, Refusal, Settings, read


def test_parquet_gives_an_article_a_row(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    table = pyarrow.table({"body": [TEXT, None], "published": [date(2024, 5, 31)] * 2, "n": [1, 2]})
    parquet.write_table(table, path)
    [message] = refusals(read([str(path)]))
    assert message.startswith(f'{path}: has no column "text"; name the one with the articles')
    assert message.endswith('of ["body", "published", "n"] by: --fields text=NAME')
    first, second = read([str(path)], Settings(fields={"text": "body"}))
    assert (first.article.text, first.article.published) == (TEXT, date(2024, 5, 31))
    assert 'has no "text"' in second.message
    [message] = refusals(read_bytes(path.read_bytes()[:-20]))
    assert "is damaged Parquet" in message


@pytest.mark.parametrize("zone", ["Mars/Phobos", "Asia/Damascus", "+03:00", None])
@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_parquet_as_pandas_writes_it_keeps_ids_and_days(zone, unit):
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    late = int(datetime(2024, 5, 31, 23, 30, tzinfo=UTC).timestamp())
    late *= {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[unit]
    packed = io.BytesIO()
    columns = {
        "text": ["Homs", "Idlib", "Hama"], "id": [1.0, float("nan"), 2.5],
        "title": pyarrow.array(["T", None, None]),
        "published": pyarrow.array([late, None, late + 1], pyarrow.timestamp(unit, zone)),
    }  # fmt: skip
    parquet.write_table(pyarrow.table(columns), packed)
    first, second, third = read_bytes(packed.getvalue())
    assert (first.given_id, first.article.published) == (1, date(2024, 5, 31))
    assert (second.given_id, second.article.published) == (None, None)
    assert '"id" is 2.5; write a string or a whole number' in third.message


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
