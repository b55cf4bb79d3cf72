"""Every file of tests/data/hostile, made by tools/build_hostile_files.py, alone and all at once."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from geomap.reading import Reading, read
from geomap.store import Store

DATA = Path(__file__).parent / "data"
FOLDER = DATA / "hostile"
with (DATA / "hostile_files.tsv").open(encoding="utf-8", newline="") as lines:
    FILES = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
GEOMAP = [sys.executable, "-m", "geomap"]


def test_every_hostile_file_is_in_the_table():
    assert sorted(row["file"] for row in FILES) == sorted(each.name for each in FOLDER.iterdir())


@pytest.mark.parametrize("row", FILES, ids=[row["file"] for row in FILES])
def test_what_is_hostile_is_told_in_a_line_and_the_rest_is_read(row):
    found = list(read([str(FOLDER / row["file"])]))
    articles = [each.article for each in found if isinstance(each, Reading)]
    told = [
        line for each in found
        for line in (each.notes if isinstance(each, Reading) else [each.message])
    ]  # fmt: skip
    assert len(articles) == int(row["articles"])
    for said in filter(None, row["says"].split(" | ")):
        assert any(said in line for line in told), (said, told)
    assert bool(told) == bool(row["says"])
    assert all(line.isprintable() and "; " in line for line in told)
    for article in articles:
        written = f"{article.title}{article.text}{article.url}"
        assert "\0" not in written
        written.encode()
        assert "alert(1)" not in article.text + article.url
        assert "root:" not in article.text


def test_all_of_them_at_once_keep_nothing_from_the_sound_ones(tmp_path, world):
    (tmp_path / "last.txt").write_text("Fighting reached Idlib.")
    path = tmp_path / "war.db"
    command = [*GEOMAP, "ingest", FOLDER, tmp_path / "last.txt", "--db", path, "--jobs", "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    wanted = 1 + sum(int(row["articles"]) for row in FILES)
    assert f"{wanted} articles read, 0 already known" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    faults = [line for line in done.stderr.splitlines() if line.startswith("geomap: ")]
    assert {Path(line.split()[1].strip(":,").partition(":")[0]).name for line in faults} == {
        row["file"] for row in FILES if row["says"]
    }
    with Store.open(path) as store:
        assert store.faults() == []
        assert store.articles_with_words("idlib")
    exported = subprocess.run(
        [*GEOMAP, "export", "--db", path], capture_output=True, check=True
    ).stdout
    assert len(json.loads(exported)["features"]) >= wanted
    assert sorted(each.name for each in tmp_path.iterdir()) == ["last.txt", "war.db"]
