"""Folders and paths as a file system can hold them, and what is said of each."""

import os
import sys

import pytest

from geomap.reading import Reading, Refusal, read, size_of

READ = """
import sys
from geomap.reading import read, size_of
from geomap.reading_tasks import tasks
from geomap.reading import Settings
size_of(sys.argv[1:])
list(tasks(sys.argv[1:], Settings()))
for each in read(sys.argv[1:]):
    print(getattr(each, "message", None) or each.article.text)
"""


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "news"
    made.mkdir()
    (made / "a.txt").write_text("Homs")
    return made


def parted(paths):
    found = list(read(map(str, paths)))
    texts = [each.article.text for each in found if isinstance(each, Reading)]
    return texts, [each.message for each in found if isinstance(each, Refusal)]


def test_links_that_lead_nowhere_are_told_and_the_rest_is_read(folder):
    (folder / "loop").symlink_to("loop")
    (folder / "gone.txt").symlink_to("nothing.txt")
    (folder / "in").symlink_to(".")
    (folder / ".hidden").symlink_to("nothing")
    texts, messages = parted([folder])
    assert texts == ["Homs"]
    assert messages == [
        f"{folder / name}: is a link that leads to nothing; remove it, or mend what it leads to"
        for name in ("gone.txt", "loop")
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_a_pipe_in_a_folder_is_told_and_not_waited_for(folder):
    os.mkfifo(folder / "pipe.txt")
    texts, [message] = parted([folder])
    assert texts == ["Homs"]
    assert message.startswith(f"{folder / 'pipe.txt'}: is a pipe, a socket or a device and no file")


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="Windows has no such permissions")
def test_what_may_not_be_read_is_told_and_the_rest_is_read(folder, unprivileged):
    (folder / "closed").mkdir()
    (folder / "closed" / "b.txt").write_text("Secret")
    (folder / "locked.txt").write_text("Secret")
    (folder / "locked.txt").chmod(0)
    (folder / "closed").chmod(0)
    in_closed = folder / "closed" / "b.txt"
    try:
        told = unprivileged(sys.executable, "-c", READ, folder, in_closed)
    finally:
        (folder / "closed").chmod(0o700)
    fault = "cannot be read (Permission denied); check its name and permissions"
    assert told.stderr == ""
    assert told.stdout.splitlines() == [
        f"{folder / 'closed'}: {fault}", "Homs", f"{folder / 'locked.txt'}: {fault}",
        f"{in_closed}: {fault}",
    ]  # fmt: skip


def test_a_name_that_no_file_can_have_is_told(folder):
    long = folder / ("x" * 300)
    texts, [message] = parted([long, folder])
    assert texts == ["Homs"]
    assert message.startswith(f"{long}: cannot be read (File name too long); check its name")
    assert size_of([str(long), str(folder)]) == 4


def test_an_empty_path_is_not_the_current_folder(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert parted([""]) == ([], ['"": names nothing; name a file or a folder'])
    assert size_of([""]) == 0


def test_standard_input_that_is_closed_is_told(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    [refusal] = read(["-"])
    assert refusal.missing
    assert refusal.message == "-: standard input is closed; name a file instead"
