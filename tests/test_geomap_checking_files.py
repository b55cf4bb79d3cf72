"""What becomes of a database's file: who may read a copy, where it lies, what stands in its way."""

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing

import pytest

from geomap.errors import GeomapError
from geomap.model import Article
from geomap.store import Store, backing_up, schema


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "war.db"
    with Store.open(path, create=True) as store:
        store.add([(Article(text="Shelling in Homs."), [])])
    return path


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def older(path, monkeypatch, *, version=4):
    """Make a database as an earlier geomap did."""
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "STEPS", schema.STEPS[:version])
        earlier.setattr(schema, "VERSION", version)
        Store.open(path, create=True).close()
    return path


def test_a_backup_is_for_those_who_may_read_the_database(path, tmp_path):
    for allowed in (0o600, 0o640):
        path.chmod(allowed)
        copy = tmp_path / f"{allowed:o}.db"
        with Store.open(path) as store:
            store.back_up(copy)
        assert mode(copy) == allowed


def test_what_may_only_be_read_is_backed_up(path, tmp_path, unprivileged):
    path.chmod(0o444)
    copy = tmp_path / "copy.db"
    made = unprivileged(sys.executable, "-m", "geomap", "backup", copy, "--db", path)
    assert (made.returncode, made.stderr) == (0, "")
    assert mode(copy) == 0o444


def test_what_is_kept_of_an_older_database_is_for_its_readers_alone(tmp_path, monkeypatch):
    path = older(tmp_path / "war.db", monkeypatch)
    path.chmod(0o600)
    Store.open(path).close()
    assert mode(tmp_path / "war.db.schema-4") == 0o600


def test_an_older_database_is_kept_beside_what_was_kept_before(tmp_path, monkeypatch):
    kept = tmp_path / "war.db.schema-4"
    kept.write_text("something else")
    path = older(tmp_path / "war.db", monkeypatch)
    Store.open(path).close()
    assert kept.read_text() == "something else"
    with closing(sqlite3.connect(tmp_path / "war.db.schema-4-2")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (4,)


def test_several_processes_keep_an_older_database_once(tmp_path, monkeypatch):
    path = older(tmp_path / "war.db", monkeypatch)
    command = [sys.executable, "-m", "geomap", "token", "--db", path]
    processes = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(4)]
    assert [process.wait() for process in processes] == [0] * 4
    assert [each.name for each in tmp_path.glob("*schema*")] == ["war.db.schema-4"]


@pytest.mark.parametrize("version", [-1, 0, 5])
def test_a_version_that_is_not_the_files_is_damage(path, version):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(GeomapError, match="is damaged; put a backup in its place"):
        Store.open(path)
    assert list(path.parent.glob("*schema*")) == []  # nothing was brought forward


def test_a_copy_made_by_sqlite_itself_is_read_while_it_is_written(path, tmp_path):
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"VACUUM INTO '{copy}'")
    with Store.open(copy) as writer, writer.transaction(), Store.open(copy) as reader:
        assert reader.summary().articles == 1


def test_a_backup_never_begins_anew_while_others_commit(path, tmp_path, monkeypatch):
    monkeypatch.setattr(backing_up, "PAGES", 50)
    with Store.open(path) as store:
        store.add((Article(text=f"{number} " * 2000), []) for number in range(600))
    left = []
    with Store.open(path) as store, Store.open(path) as writer:

        def progress(pages, _all):
            left.append(pages)
            writer.renew_token()

        store.back_up(tmp_path / "copy.db", progress=progress)
    assert len(left) > 2
    assert left == sorted(set(left), reverse=True)
    with Store.open(tmp_path / "copy.db") as copy:
        assert copy.summary().articles == 601


def test_a_database_that_cannot_be_written_is_checked_all_the_same(path, unprivileged):
    command = [sys.executable, "-m", "geomap", "check", "--db", path]
    path.chmod(0o444)
    sound = unprivileged(*command)
    assert (sound.returncode, sound.stderr) == (0, "")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM article_words WHERE rowid = 1")
    damaged = unprivileged(*command)
    assert damaged.returncode == 1
    assert "the index of words: does not fit the articles" in damaged.stderr


def test_a_database_in_a_folder_that_cannot_be_entered_is_one_line(path, unprivileged):
    path.parent.chmod(0o000)
    try:
        told = unprivileged(sys.executable, "-m", "geomap", "token", "--db", path)
    finally:
        path.parent.chmod(0o755)
    assert told.returncode == 1
    assert told.stderr == f"geomap: {path}: cannot be opened (Permission denied); give another\n"


def test_one_who_writes_is_no_damage(path, monkeypatch):
    monkeypatch.setattr(schema, "BUSY_SECONDS", 0.1)
    with (
        Store.open(path) as writer, writer.transaction(), Store.open(path) as store,
        pytest.raises(GeomapError, match="is being written by another process"),
    ):  # fmt: skip
        store.faults()


def test_a_disk_without_any_room_is_named_even_to_who_reads(path, small_disk):
    folder = small_disk(400)
    moved = folder / "war.db"
    moved.write_bytes(path.read_bytes())
    (folder / "filler").write_bytes(b"")
    with (folder / "filler").open("ab", buffering=0) as filler:
        try:
            while True:
                filler.write(bytes(4096))
        except OSError:
            pass
    with pytest.raises(GeomapError, match="has no room on its disk"), Store.open(moved) as store:
        store.summary()
