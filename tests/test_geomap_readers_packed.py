"""Archives and packed files, whole and damaged; and any bytes as any kind."""

import gzip
import io
import json
import tarfile
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reading_samples import ATOM, CSV, PAGE, RSS, TEXT, only, read_bytes, refusals, warc, zipped

from geomap.readers.dispatch import read_input
from geomap.readers.kinds import KINDS
from geomap.readers.model import Input
from geomap.reading import Reading, Refusal, Settings


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


def test_behind_damage_nothing_but_records_is_read():
    lines = [gzip.compress(f'{{"text": "Homs {n}"}}\n'.encode() * 99) for n in range(3)]
    damaged = bytearray(lines[1])
    damaged[20] ^= 0xFF
    *found, refusal = read_bytes(lines[0] + bytes(damaged) + lines[2], "a.jsonl.gz")
    assert len(found) >= 99
    assert refusal.message == "a.jsonl.gz: is damaged gzip; copy it anew"


def test_a_tar_archive_is_named_and_not_read_as_a_text():
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"), io.BytesIO(b""))
    for content in (packed.getvalue(), gzip.compress(packed.getvalue())):
        [message] = refusals(read_bytes(content, "a.tar.gz"))
        assert message == "a.tar.gz: is a tar archive; unpack it and name the folder of its files"


METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=60)
@example(at=0.25, rubbish=b"\xff" * 8, said=None)
@example(at=0.05, rubbish=b"", said=9)
@example(at=0.05, rubbish=b"", said=93)
@given(at=st.floats(0, 1), rubbish=st.binary(max_size=8), said=st.none() | st.integers(0, 100))
def test_a_damaged_file_of_any_method_loses_only_itself(method, at, rubbish, said):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.txt", "Idlib", zipfile.ZIP_STORED)
    content = bytearray(packed.getvalue())
    begins, ends = content.index(b"a.txt") + len("a.txt"), content.index(b"PK\3\4", 4)
    place = begins + int(at * (ends - begins - len(rubbish)))
    content[place : place + len(rubbish)] = rubbish
    if said is not None:
        directory = content.index(b"PK\1\2")
        content[8], content[directory + 10] = said, said
    found = read_bytes(bytes(content))
    refusals(found)
    assert any(isinstance(each, Reading) and each.article.text == "Idlib" for each in found)


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
