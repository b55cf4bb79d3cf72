"""WARC, plain and packed, whole and damaged."""

import gzip
import random
import re

import pytest
from reading_samples import TEXT, read_bytes, refusals, warc, zipped

from geomap.reading import Reading, Refusal


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


def record(number):
    """A WARC record as a gzip member, which does not shrink."""
    block = f"Shelling in Homs {number}. {random.Random(number).randbytes(2000).hex()}"
    head = (
        f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://example.org/{number}\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: text/plain\r\nContent-Length: {len(block)}"
    )
    return bytearray(gzip.compress(f"{head}\r\n\r\n{block}\r\n\r\n".encode(), mtime=0))


@pytest.mark.parametrize("at", [0, 3, 300, 1500, -3])
def test_a_packed_warc_is_read_on_behind_damaged_records(at):
    records = [record(number) for number in range(60)]
    for number in (0, 20, 21, 40):
        records[number][at] ^= 0xFF
    content = b"".join(records)
    if at == 0:
        content = content[content.index(b"\x1f\x8b") :]  # else it is no gzip at all
    found = read_bytes(content, "a.warc.gz")
    assert len([each for each in found if isinstance(each, Reading)]) == 56
    assert 2 <= len(refusals(found)) <= 4
    content = b"".join(records[1:5])[:-1000] + b"".join(map(record, range(50, 60)))
    *_, last = read_bytes(content, "a.warc.gz")
    assert last.article.url == "https://example.org/59"


def test_a_packed_warc_in_an_archive_is_read_and_an_archive_in_a_record_is_not():
    inner = warc(packed=True)
    _, text = read_bytes(zipped(**{"a.warc.gz": inner}))
    assert text.article.text == TEXT
    head = b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: urn:a\r\nContent-Type: text/plain"
    for packed in (gzip.compress(b"Homs"), zipped(**{"a.txt": "Homs"}), warc(packed=False)):
        length = f"\r\nContent-Length: {len(packed)}\r\n\r\n".encode()
        [message] = refusals(read_bytes(head + length + packed + b"\r\n\r\n", "b.warc"))
        assert "is an archive too deep inside others" in message
