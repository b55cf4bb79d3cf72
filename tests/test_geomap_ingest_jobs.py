"""Several processes read, one writes, and whatever ends them leaves whole articles only."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from geomap import reading_tasks
from geomap.ingesting_jobs import TRANSACTION, ingest_tasks
from geomap.reading import Settings, read
from geomap.reading_tasks import Files, found_in, tasks
from geomap.store import Filter, Store

TEXT = "Shells fell on Homs and Idlib, then on Aleppo; the road from Palmyra was cut. "

# A shell lets what it starts in the background ignore Ctrl-C; a person's terminal does not.
GEOMAP = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from geomap.cli import run; run()"
)


@pytest.fixture
def folder(tmp_path):
    """Files of several kinds, a broken one among them, in more tasks than there are jobs."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number:02}.txt").write_text(f"{number}. {TEXT}")
    lines = [json.dumps({"id": n, "text": f"Line {n}. {TEXT}"}) for n in range(300)]
    (folder / "many.jsonl").write_text("\n".join([*lines[:150], "{broken", *lines[150:]]))
    (folder / "same.txt").write_text(f"3. {TEXT}")
    return folder


def dump(path):
    """Every row but of what differs with the transactions: full-text indexes, their count."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' "
            "AND sql NOT LIKE 'CREATE VIRTUAL%' AND name <> 'state' "
            "AND name NOT LIKE 'article\\_%' ESCAPE '\\' ORDER BY name"
        ).fetchall()
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}


def contents(path):
    """What a reader sees, whatever it was numbered."""
    with Store.open(path) as store:
        return sorted(
            (each.given_id, each.mention.start, each.mention.name, each.mention.place.place_id)
            for each in store.each_mention(Filter())
        )


def test_the_database_is_the_same_whatever_the_jobs(tmp_path, folder, monkeypatch, world):
    monkeypatch.setattr(reading_tasks, "TASK_ARTICLES", 30)
    monkeypatch.setattr(reading_tasks, "SMALL_FILE", 1000)
    done = {}
    for jobs in (1, 2):
        told = []
        with Store.open(tmp_path / f"{jobs}.db", create=True) as store:
            waiting = tasks([str(folder)], Settings())
            found = ingest_tasks(store, waiting, Settings(), jobs=jobs, progress=told.append)
            done[jobs] = (found, sum(told))
    assert done[1] == done[2]
    assert (done[1][0].articles, done[1][0].known, len(done[1][0].refusals)) == (320, 1, 1)
    assert dump(tmp_path / "1.db") == dump(tmp_path / "2.db")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_changes_to_and_fro_is_what_it_was_last(tmp_path, monkeypatch, world, jobs):
    monkeypatch.setattr(reading_tasks, "TASK_ARTICLES", 1)
    texts = ["Shelling in Homs.", "Calm in Idlib.", "Shelling in Homs."]
    rows = [json.dumps({"url": "https://a.org/1", "text": text}) for text in texts]
    articles, database = tmp_path / "a.jsonl", tmp_path / "war.db"
    for some in (rows[:1], rows[1:]):
        articles.write_text("\n".join(some))
        with Store.open(database, create=True) as store:
            ingest_tasks(store, tasks([str(articles)], Settings()), Settings(), jobs=jobs)
    assert [name for _, _, name, _ in contents(database)] == ["Homs"]


@pytest.mark.parametrize("small", [0, 1000, 1_000_000])
def test_tasks_hold_all_that_is_read_in_its_order(folder, monkeypatch, small):
    monkeypatch.setattr(reading_tasks, "SMALL_FILE", small)
    monkeypatch.setattr(reading_tasks, "TASK_BYTES", 3000)
    paths = [str(folder), str(folder / "missing.txt")]
    parted = list(tasks(paths, Settings()))
    found = [each for task in parted for each in found_in(task, Settings())]
    assert found == list(read(paths))
    assert len(parted) > 3
    assert any(isinstance(task, Files) for task in parted) == (small > 0)


def begun(folder, database):
    return subprocess.Popen(
        [sys.executable, "-c", GEOMAP, "ingest", str(folder),
         "--db", str(database), "--jobs", "2"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def wait_for_articles(database, number, process):
    """Wait until so many articles are committed, or the process has ended."""
    while process.poll() is None:
        if database.exists() and articles_in(database) >= number:
            return
        time.sleep(0.01)


def articles_in(database):
    """How many articles are committed, copies too."""
    try:
        with closing(sqlite3.connect(database, timeout=5)) as connection:
            return connection.execute("SELECT count(*) FROM article").fetchone()[0]
    except sqlite3.OperationalError:  # no table so far
        return 0


def processes_of(group):
    """The processes that still are in a group, as /proc tells them."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            stat = (each / "stat").read_text()
        except OSError:  # gone meanwhile
            continue
        state, _, its_group = stat.rpartition(")")[2].split()[:3]
        if int(its_group) == group and state != "Z":
            found.append(int(each.name))
    return found


def assert_no_processes_left(process):
    """Let the processes that one started end with it, which takes them a moment."""
    for _ in range(3000):
        if not processes_of(process.pid):
            break
        time.sleep(0.02)
    assert not processes_of(process.pid)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_ended_at_any_moment_it_goes_on_where_it_was(tmp_path, folder, world, end):
    with (folder / "many.jsonl").open("a") as file:
        file.writelines(
            "\n" + json.dumps({"id": n, "text": f"Line {n}. {TEXT * 10}"})  # too much for one task
            for n in range(300, 5 * TRANSACTION)
        )
    database, whole = tmp_path / "war.db", tmp_path / "whole.db"
    counts = [0]
    for _ in range(3):
        process = begun(folder, database)
        wait_for_articles(database, counts[-1] + 1, process)
        process.send_signal(end)
        _, told = process.communicate(timeout=300)
        assert "Traceback" not in told
        assert_no_processes_left(process)
        counts.append(articles_in(database))
        with Store.open(database) as store:
            assert store.faults() == []
    assert counts == sorted(counts)
    assert 0 < counts[1] < 5 * TRANSACTION
    for each in (database, whole):
        process = begun(folder, each)
        told, _ = process.communicate(timeout=300)
        assert process.returncode == 0
    assert f"{20 + 5 * TRANSACTION:,} articles read" in told
    assert contents(database) == contents(whole)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="sends a signal")
def test_ctrl_c_ends_after_what_is_being_read_and_tells_what_was_refused(tmp_path, world):
    articles, database = tmp_path / "many.jsonl", tmp_path / "war.db"
    rows = [json.dumps({"id": n, "text": f"Line {n}. {TEXT * 3}"}) for n in range(3000)]
    articles.write_text("\n".join(["no JSON", *rows]))
    process = begun(articles, database)
    wait_for_articles(database, 1, process)
    os.kill(process.pid, signal.SIGINT)
    summary, told = process.communicate(timeout=300)
    assert process.returncode == 130
    assert "stopping after what is being read" in told
    assert f"{articles}:1: is not JSON" in told
    assert told.endswith("what was read is stored, the same command goes on\n")
    assert 0 < articles_in(database) < len(rows)
    assert summary.startswith(f"{articles_in(database):,} articles read")
    assert "1 line or file refused" in summary


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_asked_to_end_it_does_not_wait_for_large_articles(tmp_path, folder, world):
    for name in ("Homs", "Idlib"):
        (folder / f"0{name}.txt").write_text(f"{name}, Aleppo. " * 90_000)  # some ten seconds
    process = begun(folder, tmp_path / "war.db")
    while process.poll() is None and len(processes_of(process.pid)) < 3:
        time.sleep(0.01)
    time.sleep(1.5)  # they have begun to read
    begun_to_end = time.monotonic()
    process.terminate()
    _, told = process.communicate(timeout=300)
    ended_in = time.monotonic() - begun_to_end
    assert process.returncode == 128 + signal.SIGTERM
    assert told == ""
    assert_no_processes_left(process)
    command = [sys.executable, "-c", GEOMAP, "parse", "--format", "jsonl", folder / "0Homs.txt"]
    begun_to_read = time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    assert ended_in < (time.monotonic() - begun_to_read) / 2
