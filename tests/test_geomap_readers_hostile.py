"""Inputs that mean harm, or are broken, and what becomes of them and of the rest."""

import gzip
import io
import os
import subprocess
import sys
import time
import zipfile

import pytest

from geomap.readers import limits, text
from geomap.readers.dispatch import read_input
from geomap.readers.limits import Guarded
from geomap.readers.model import Input
from geomap.reading import Reading, Refusal, Settings, read

LAUGHS = '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
)
ITEM = "<channel><title>T</title><item><title>{0}</title><description>{0}</description></item>"


def read_bytes(content, name="a", **settings):
    stream = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    return list(read_input(Input(stream=stream, origin=name, name=name), Settings(**settings)))


def refused(found):
    [only] = found
    assert isinstance(only, Refusal), only
    assert "\n" not in only.message
    assert "; " in only.message
    return only.message


@pytest.mark.parametrize(
    "doctype",
    [
        f"<!DOCTYPE rss [{LAUGHS}]>",
        '<!DOCTYPE rss [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY a9 SYSTEM "http://127.0.0.1/">]>',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x; <!ENTITY a9 "x">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd" [<!ENTITY a9 "x">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("end", ["</channel></rss>", "<broken"])
def test_a_feed_with_entities_is_refused(doctype, encoding, end):
    feed = f"<?xml version='1.0'?>{doctype}<rss version='2.0'>{ITEM.format('&a9;')}{end}"
    assert "entities" in refused(read_bytes(feed.encode(encoding), kind="feed"))


def bomb(size=200_000_000):
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as unpacked:
        for _ in range(size // 1_000_000):
            unpacked.write(b"0" * 1_000_000)
    return packed.getvalue()


@pytest.fixture(scope="module")
def gzip_bomb():
    return bomb()


def zipped(*files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize("kind", ["text", "jsonl", "csv", "html", "feed"])
def test_a_gzip_bomb_is_refused_whatever_is_said_to_be_in_it(gzip_bomb, kind, monkeypatch):
    monkeypatch.setattr(limits, "RECORD_BYTES", 1 << 40)
    message = read_bytes(gzip_bomb, kind=kind)[-1].message
    assert "bomb" in message or "larger than" in message or "longer than" in message


@pytest.mark.parametrize(
    "start", [b"", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n"]
)
def test_a_warc_without_an_end_of_line_is_refused_soon(start):
    begun = time.monotonic()
    message = read_bytes(start + b"0" * 50_000_000, kind="warc")[-1].message
    assert "is damaged" in message
    assert time.monotonic() - begun < 5


def test_a_bomb_in_an_archive_loses_only_itself(gzip_bomb):
    archive = zipped(("a.txt.gz", gzip_bomb), ("b.txt", b"0" * 100_000_000), ("c.txt", "Homs"))
    first, second, third = read_bytes(archive)
    assert isinstance(first, Refusal)
    assert "a.txt.gz" in first.message
    assert isinstance(second, Refusal)
    assert third.article.text == "Homs"


def test_files_that_overlap_are_a_bomb():
    content = bytearray(zipped(*((f"{n}.txt", os.urandom(10_000)) for n in range(2))))
    second = content.rindex(b"PK\x01\x02")
    # The directory says of both that they are larger than the whole archive.
    for start in (content.index(b"PK\x01\x02"), second):
        content[start + 20 : start + 24] = (2 * len(content)).to_bytes(4, "little")
    assert "overlap" in refused(read_bytes(bytes(content)))


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:\\out.txt",
                                  "..\\out.txt"])  # fmt: skip
def test_a_name_that_leads_out_of_an_archive_is_refused(name):
    first, second = read_bytes(zipped((name, "x"), ("b.txt", "Homs")))
    assert "leads out of the archive" in first.message
    assert second.article.text == "Homs"


def test_links_and_secrets_in_an_archive_are_refused():
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = 0o120777 << 16
    found = read_bytes(zipped((link, "/etc/passwd"), ("b.txt", "Homs")))
    assert "is a link and no file" in found[0].message
    content = bytearray(zipped(("a.txt", "x"), ("b.txt", "Homs")))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert "is encrypted" in read_bytes(bytes(content))[0].message


def test_a_damaged_file_in_an_archive_loses_only_itself():
    content = bytearray(zipped(("a.txt", "Shells fell on Homs" * 9), ("b.txt", "Homs")))
    content[40] ^= 0xFF
    first, second = read_bytes(bytes(content))
    assert isinstance(first, Refusal)
    assert second.article.text == "Homs"


def test_an_office_document_is_named_and_not_taken_apart():
    document = zipped(("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>"))
    assert "holds no text" in refused(read_bytes(document))


def test_a_link_out_of_a_folder_is_refused(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "deeper").symlink_to(tmp_path)
    (folder / "b.txt").write_text("Homs")
    (folder / "c.txt").symlink_to(folder / "b.txt")
    found = list(read([str(folder)]))
    assert [each.article.text for each in found if isinstance(each, Reading)] == ["Homs", "Homs"]
    refusals = [each.message for each in found if isinstance(each, Refusal)]
    assert len(refusals) == 2
    assert all("is a link out of the folder; " in message for message in refusals)


def test_a_line_above_the_limit_loses_only_itself(monkeypatch):
    monkeypatch.setitem(limits.lines.__kwdefaults__, "limit", 1000)
    long = b'{"text": "' + b"x" * 5_000_000 + b'"}\n'
    first, second, third = read_bytes(b'{"text": "Homs"}\n' + long + b'{"text": "Idlib"}\n')
    assert "a:2: is longer than" in second.message
    assert (first.article.text, third.article.text) == ("Homs", "Idlib")
    table = b"id,text\n1,Homs\n2," + b"x" * 5000 + b"\n3,Idlib\n"
    first, second, third = read_bytes(table)
    assert "a:3: is longer than" in second.message
    assert (first.article.text, third.article.text) == ("Homs", "Idlib")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc tells a process's peak")
def test_a_gigabyte_in_one_line_needs_no_gigabyte():
    code = """
import io
from geomap.readers.dispatch import read_input
from geomap.readers.model import Input
from geomap.reading import Settings
class Endless(io.RawIOBase):
    left = 1_000_000_000
    def readable(self): return True
    def readinto(self, buffer):
        size = min(len(buffer), self.left); self.left -= size
        buffer[:size] = b"x" * size
        return size
for kind in ("jsonl", "text", "csv", "json", "html"):
    stream = io.BufferedReader(Endless())
    [found] = read_input(Input(stream=stream, origin="a", name="a"), Settings(kind=kind))
    assert "; " in found.message
# Not ru_maxrss, which begins at the peak of the process that started this one.
[peak] = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(int(peak.split()[1]) // 1024)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 600


def test_a_file_above_the_limit_is_refused(monkeypatch):
    monkeypatch.setitem(limits.whole.__kwdefaults__, "limit", 1000)
    assert "is larger than" in refused(read_bytes("Homs " * 1000))
    assert text.whole is limits.whole


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
@pytest.mark.parametrize("kind", ["json", "jsonl"])
def test_json_nested_without_end_is_refused(opening, kind):
    message = read_bytes(opening * 200_000, kind=kind)[-1].message
    assert "too deep" in message or "is not JSON" in message or "is not an object" in message


@pytest.mark.parametrize(
    "page",
    ["<html>" + "<div>" * 100_000 + "Homs", "<html><p>" + "<b" * 100_000,
     "<html><body>" + "<p>a" * 300_000, "<html " + "lang " * 100_000,
     "<html>" + '"datePublished"' * 50_000, "<!--" * 100_000, "<html><p>" + "&" * 1_000_000],
)  # fmt: skip
def test_a_page_made_to_take_long_does_not(page):
    begun = time.monotonic()
    for each in read_bytes(page, kind="html"):
        assert isinstance(each, Reading | Refusal)
    assert time.monotonic() - begun < 20


def test_nul_bytes_and_broken_utf8_are_mended_and_told():
    page = "<html><head><meta charset=utf-8></head><body><p>Сообщают из города Ho\0ms и обл\0асти."
    [reading] = read_bytes(page)
    assert "Homs" in reading.article.text
    assert reading.notes == ("a: held 2 NUL bytes, which were left out; check the text",)
    [reading] = read_bytes("Война в Идлибе ".encode() * 20 + b"\xff")
    assert reading.article.text.endswith("\ufffd")
    assert reading.notes == ("a: 1 bytes are not utf-8 and were replaced; convert it",)
    [reading] = read_bytes("id,text\n1,Идлиб".encode() + b"\xff\n")
    assert "bytes that could not be read" in reading.notes[0]


def test_what_unpacks_well_but_honestly_is_read():
    content = b"".join(b'{"text": "Homs", "id": %d}\n' % number for number in range(200_000))
    assert len(read_bytes(gzip.compress(content))) == 200_000


def test_a_guard_speaks_only_above_its_limits(monkeypatch):
    monkeypatch.setattr(limits, "INFLATED_FREELY", 1000)
    guarded = Guarded(io.BytesIO(b"x" * 10_000), "a", lambda: 50)
    assert len(guarded.read(10_000)) == 10_000
    with pytest.raises(limits.GeomapError):
        Guarded(io.BytesIO(b"x" * 10_001), "a", lambda: 50).read(10_001)


def test_no_file_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    inner = zipped(("a.txt", "Homs"))
    assert len(read_bytes(zipped(("in.zip", inner)))) == 1
    assert not list(tmp_path.iterdir())
