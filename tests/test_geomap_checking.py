"""A sound database passes; a damaged one is noticed and named; a copy is whole."""

import random
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from geomap.cli import main
from geomap.errors import GeomapError
from geomap.geoparser import Geoparser
from geomap.model import Article
from geomap.store import Filter, Store, schema

COUNT = 60


@pytest.fixture
def path(tmp_path, small_world):
    """A database of some pages, closed."""
    path = tmp_path / "war.db"
    geoparser = Geoparser(small_world)
    texts = [f"Shelling in Homs and Aleppo, day {day}. " + "Rain. " * 40 for day in range(COUNT)]
    with Store.open(path, create=True) as store:
        articles = [Article(text=text) for text in texts]
        store.add([(article, geoparser.parse(article)) for article in articles])
    return path


def run(*arguments):
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def change(path, *statements):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_sound_database_passes(path):
    result = run("check", "--db", path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "sound: 60 articles, 120 mentions, 2 places\n"


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE article SET text = text || '!' WHERE number = 7", "article 7: its title or text"),
        ("UPDATE mention SET start = 1 WHERE mention_id = 3", 'mention 3: "Homs" is not at 1'),
        ("UPDATE mention SET candidates = '[[' WHERE mention_id = 3", "mention 3: its reasons"),
        ("UPDATE mention SET candidates = '[[99,0,0,[]]]' WHERE mention_id = 3", "mention 3: has"),
        ("UPDATE mention SET place = 99 WHERE mention_id = 3", "mention 3: refers to a place"),
        ("UPDATE place SET longitude = 0", "is not where the map's index has it"),
        ("DELETE FROM article_words WHERE rowid = 7", "the index of words"),
    ],
)
def test_what_does_not_hold_is_named(path, statement, fault):
    change(path, "PRAGMA foreign_keys = OFF", statement)
    result = run("check", "--db", path)
    assert result.exit_code == 1
    assert fault in result.stderr
    assert result.stdout.startswith("damaged;")


@pytest.mark.parametrize("seed", range(20))
def test_damaged_pages_end_in_a_line_and_never_in_a_traceback(path, seed):
    chance = random.Random(seed)
    content = bytearray(path.read_bytes())
    for _ in range(40):
        content[chance.randrange(100, len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    result = run("check", "--db", path)
    assert result.exit_code == 1
    assert str(path) in result.stderr


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_file_cut_short_is_damaged(path, kept):
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    result = run("check", "--db", path)
    assert result.exit_code == 1
    assert "damaged" in result.output or "cannot be read" in result.stderr


def test_a_backup_is_whole_and_keeps_the_token_to_itself(path, tmp_path):
    with Store.open(path) as store:
        store.renew_token()
        held = store.summary()
    copy = tmp_path / "copy.db"
    assert run("backup", copy, "--db", path).exit_code == 0
    assert run("check", "--db", copy).exit_code == 0
    with Store.open(copy) as store:
        assert (store.summary(), store.write_token()) == (held, None)


def test_a_backup_is_taken_while_the_database_is_written(path, tmp_path):
    with Store.open(path) as writer, writer.transaction():
        writer.add([(Article(text="Not yet committed."), [])])
        assert run("backup", tmp_path / "copy.db", "--db", path).exit_code == 0
    with Store.open(tmp_path / "copy.db") as store:
        assert store.summary().articles == COUNT


def test_a_backup_goes_over_no_other_file(path, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("mine")
    result = run("backup", other, "--db", path)
    assert (result.exit_code, other.read_text()) == (1, "mine")
    assert "is there already" in result.stderr


def test_a_backup_that_cannot_be_written_leaves_nothing(path, tmp_path):
    result = run("backup", tmp_path / "no" / "copy.db", "--db", path)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == [path.name]


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_an_older_database_is_copied_and_brought_forward(tmp_path, version, monkeypatch):
    path, former = tmp_path / "war.db", tmp_path / f"war.db.schema-{version}"
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "STEPS", schema.STEPS[:version])
        earlier.setattr(schema, "VERSION", version)
        Store.open(path, create=True).close()
    with Store.open(path) as store:
        store.add([(Article(text="Shelling in Homs."), [])])
    with closing(sqlite3.connect(former)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
    assert run("check", "--db", path).stdout.startswith("sound: 1 article,")


def test_a_newer_database_is_left_as_it_is(path):
    change(path, f"PRAGMA user_version = {schema.VERSION + 1}")
    before = path.read_bytes()
    result = run("check", "--db", path)
    assert result.exit_code == 1
    assert "was written by a newer geomap" in result.stderr
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE mention SET reasons = 'x' WHERE mention_id = 1",
        "UPDATE mention SET place = 99 WHERE mention_id = 1",
        "UPDATE article SET text = CAST(x'ff' AS TEXT) WHERE number = 1",
    ],
)
def test_a_damaged_row_is_a_line_wherever_it_is_read(path, statement):
    change(path, "PRAGMA foreign_keys = OFF", statement)
    with (
        Store.open(path) as store,
        pytest.raises(GeomapError, match="is damaged; put a backup in its place"),
    ):
        store.mentions(Filter(), limit=COUNT * 2)
