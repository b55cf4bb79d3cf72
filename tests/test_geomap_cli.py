import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from geomap import names_counted
from geomap.cli import COMMANDS, main

RUN = [sys.executable, "-c", "from geomap.cli import main; main(prog_name='geomap')"]
KHAN_TUMAN = ("place", "add", "Khan Tuman", "--latitude", "36.12", "--longitude", "37.05",
              "--country", "SY", "--alias", "خان طومان")  # fmt: skip


@pytest.fixture
def run(small_world, monkeypatch):
    """Run a command in this process over the small world."""
    monkeypatch.setattr("geomap.commands.world.open_world", lambda progress: small_world)

    def invoke(*arguments, code=0, **options):
        result = CliRunner().invoke(main, [str(each) for each in arguments], **options)
        assert result.exit_code == code, result.output
        return result

    return invoke


@pytest.fixture
def shell(world):
    """Run a command as a process of its own over the real world, compiled by now."""

    def invoke(*arguments, code=0, **options):
        result = subprocess.run(
            [*RUN, *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            **options,
        )
        assert result.returncode == code, result.stderr
        assert "Traceback" not in result.stderr
        return result

    return invoke


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.jsonl"
    records = [
        {"id": 1, "text": "Shelling in Homs.", "toponyms": [{"start": 12, "end": 16}]},
        {"id": "b", "text": "Fighting in Khan Tuman.", "toponyms": [{"start": 12, "end": 22}]},
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def all_commands(command=main, path=()):
    yield path, command
    for name in getattr(command, "commands", ()) or (COMMANDS if command is main else ()):
        context = main.make_context("geomap", ["--help"], resilient_parsing=True)
        yield from all_commands(command.get_command(context, name), (*path, name))


@pytest.mark.parametrize("path", [path for path, _ in all_commands()])
def test_every_help_text_ends_with_an_example(run, path):
    out = run(*path, "--help").stdout
    assert out.rsplit("\n\n", 1)[-1].strip().startswith("Example: ")


@pytest.mark.parametrize("focus", ["ZZ", "SY,zz", "Syria", "1,2,3", "0,9,1,8"])
def test_a_focus_that_is_no_place_is_refused_in_a_line(run, articles, focus):
    refused = run("parse", articles, "--focus", focus, code=1)
    [line] = refused.stderr.splitlines()
    assert line.startswith("geomap: --focus: ")
    run("parse", articles, "--focus", "sy, IQ")


@pytest.mark.parametrize("format", ["geojson", "csv", "decisions"])
def test_an_export_that_holds_nothing_says_so(run, articles, tmp_path, format):
    database = tmp_path / "war.db"
    run("ingest", articles, "--db", database)
    [line] = run(
        "export", "--db", database, "--format", format, "--country", "FR", "--source", "nobody"
    ).stderr.splitlines()
    assert line == f"geomap: {database}: nothing in it matches; ask for less"
    assert run("export", "--db", database, "--country", "SY").stderr == ""


def test_json_lines_give_a_line_an_article_with_just_these_keys(run, articles):
    first, second = map(json.loads, run("parse", articles).stdout.splitlines())
    assert (first["id"], second["id"]) == (1, "b")
    [homs] = first["toponyms"]
    assert set(homs) == {
        "start", "end", "name", "kind", "place_id", "geonameid", "lat", "lon", "country",
        "precision", "confidence", "role", "radius_km",
    }  # fmt: skip
    assert (homs["name"], homs["place_id"], homs["geonameid"]) == (
        "Homs",
        "geonames:169577",
        169577,
    )
    assert (homs["lat"], homs["lon"]) == (34.72682, 36.72339)


def test_given_spans_are_resolved_every_one_in_order(run, articles):
    out = run("parse", "--given-spans", articles).stdout
    first, second = map(json.loads, out.splitlines())
    assert [toponym["name"] for toponym in first["toponyms"]] == ["Homs"]
    [unknown] = second["toponyms"]
    assert unknown["name"] == "Khan Tuman"
    assert all(unknown[key] is None for key in ("place_id", "geonameid", "lat", "lon"))


def test_given_spans_need_spans(run, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Homs"}\n')
    assert 'a.jsonl:1: has no "toponyms"' in run("parse", "--given-spans", path, code=1).stderr


def test_a_text_is_printed_a_line_a_mention(run):
    out = run("parse", "-", input="Shelling in Homs and Aleppo.").stdout.splitlines()
    assert out[0] == "-"
    assert [line.split()[0] for line in out[1:]] == ["Homs", "Aleppo"]
    assert "34.7268, 36.7234" in out[1]


def test_geojson_of_a_text_is_a_collection(run):
    out = run("parse", "-", "--format", "geojson", input="Shelling in Homs.").stdout
    [homs] = json.loads(out)["features"]
    assert homs["geometry"]["coordinates"] == [36.72339, 34.72682]


def test_explain_prints_candidates_with_reasons(run):
    out = run("parse", "-", "--explain", input="Shelling in Homs.").stdout
    assert "geonames:169577" in out
    out = run("parse", "-", "--explain", "--format", "jsonl", input="Shelling in Homs.").stdout
    [homs] = json.loads(out)["toponyms"]
    assert homs["candidates"][0]["reasons"]


def test_what_is_refused_is_said_and_the_rest_is_read(run, articles, tmp_path):
    with articles.open("a") as file:
        file.write('{"id": 3, "text": 7}\n{"text": "x", "published": "yesterday"}\n')
    result = run("parse", articles)
    assert len(result.stdout.splitlines()) == 3
    assert result.stderr == (
        f'geomap: {articles}:3: "text" is 7; write a string\n'
        f'geomap: {articles}:4: "published" is "yesterday" and was left out; '
        "write a date as 2024-05-31\n"
    )
    run("parse", articles, tmp_path / "no.txt", code=1)


def test_an_encoding_that_is_none_is_refused_once(run, articles, tmp_path):
    result = run("ingest", articles, articles, "--encoding", "idna", "--db", tmp_path / "a", code=2)
    assert result.stderr.count('no encoding is named "idna"; write one as windows-1256') == 1


def test_a_place_is_added_found_and_removed(run, articles, tmp_path):
    database = tmp_path / "war.db"
    run("ingest", articles, "--db", database)
    before = run("export", "--db", database, "--format", "csv").stdout
    added = run(*KHAN_TUMAN, "--db", database).stdout
    assert added.startswith("added Khan Tuman (user:1); articles read again: 1, ")
    assert "user:1" in run("place", "list", "--db", database).stdout
    assert "user:1" in run("place", "search", "khan tuman", "--db", database).stdout
    assert "user:1" in run("export", "--db", database, "--format", "csv").stdout
    assert "user:1" in run("parse", articles, "--db", database).stdout
    run("place", "remove", "user:1", "--db", database)
    assert run("export", "--db", database, "--format", "csv").stdout == before


def test_ingest_says_what_it_did_and_twice_changes_nothing(run, articles, tmp_path):
    database = tmp_path / "war.db"
    result = run("ingest", articles, "--db", database)
    assert "2 articles read, 0 already known" in result.stdout
    assert result.stderr == ""
    assert "0 articles read, 2 already known" in run("ingest", articles, "--db", database).stdout


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a\0b"])
def test_where_everything_is_refused_no_database_is_made(run, tmp_path, content):
    path, database = tmp_path / "a.txt", tmp_path / "war.db"
    path.write_bytes(content)
    result = run("ingest", path, "--db", database, code=1)
    assert result.stderr.startswith(f"geomap: {path}: is ")
    assert "1 line or file refused" in result.stdout
    assert not database.exists()


def test_a_missing_path_is_an_error_though_the_rest_is_read(run, articles, tmp_path):
    result = run("ingest", tmp_path / "no", articles, "--db", tmp_path / "war.db", code=1)
    assert "2 articles read" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("place", "add", "X", "--latitude", "95", "--longitude", "0"), '"latitude" is 95'),
        (("place", "add", " ", "--latitude", "5", "--longitude", "0"), '"name" is only spaces'),
        (("place", "remove", "user:1"), "no such database"),
        (("place", "list"), "no such database"),
        (("export", "--format", "csv"), "no such database"),
        (("parse", "-"), "no such database"),
        (("place", "search", "Nirgendwo"), '"Nirgendwo": no such place in the gazetteer'),
    ],
)
def test_what_can_be_mended_is_one_line_and_nothing_is_made(run, tmp_path, arguments, message):
    database = tmp_path / "war.db"
    named = () if "search" in arguments else ("--db", database)
    result = run(*arguments, *named, code=1)
    assert result.stderr.startswith("geomap: ")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_options_read_the_environment(run, articles, tmp_path):
    env = {"GEOMAP_DB": str(tmp_path / "war.db"), "GEOMAP_EXPORT_FORMAT": "csv"}
    run("ingest", articles, env=env)
    assert "Homs" in run("export", env=env).stdout


def test_export_writes_a_file(run, articles, tmp_path):
    database, out = tmp_path / "war.db", tmp_path / "war.geojson"
    run("ingest", articles, "--db", database)
    run("export", "--db", database, "--format", "geojson", "--by", "place", "-o", out)
    assert json.loads(out.read_text())["features"][0]["properties"]["place"] == "Homs"


def test_an_unknown_command_is_wrong_usage(run):
    assert "No such command" in run("mapp", code=2).stderr


def test_the_whole_path_as_processes(shell, articles, tmp_path):
    database = tmp_path / "war.db"
    assert "Homs" in shell("parse", articles).stdout
    assert "2 articles read" in shell("ingest", articles, "--db", database).stdout
    assert "user:1" in shell(*KHAN_TUMAN, "--db", database).stdout
    out = shell("export", "--db", database, "--format", "geojson").stdout
    assert "Khan Tuman" in out
    assert "geonames:" in shell("place", "search", "إدلب").stdout
    assert "removed" in shell("place", "remove", "user:1", "--db", database).stdout


def test_a_full_disk_behind_standard_output_is_one_line(world):
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [*RUN, "place", "search", "Homs"], stdout=full, stderr=subprocess.PIPE, text=True,
            check=False, timeout=60,
        )  # fmt: skip
    assert result.returncode == 1
    assert result.stderr == "geomap: No space left on device; free some and try again\n"


def test_a_user_who_stops_gets_no_traceback(world, articles):
    command = f"{sys.executable} -c '{RUN[2].replace(chr(39), chr(34))}' parse - | head -c 1"
    text = "Shelling in Homs, Syria.\n" * 20_000
    result = subprocess.run(
        ["sh", "-c", command], input=text, capture_output=True, text=True, check=False, timeout=120
    )
    assert result.stderr == ""


def test_parsing_imports_nothing_it_does_not_need(world):
    code = (
        "import sys; from geomap.cli import main\n"
        "try: main(['parse', '-'])\n"
        "except SystemExit: print(*sys.modules, sep='\\n')"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], input="Shelling in Homs.", capture_output=True, text=True,
        check=True, timeout=60, env=os.environ,
    )  # fmt: skip
    modules = set(result.stdout.splitlines())
    assert "geomap.geoparser" in modules
    assert not modules & {"flask", "folium", "shapely", "numpy", "pandas", "geopy", "sqlite3"}


def test_a_pipe_is_parsed_though_it_can_be_read_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(
        [*RUN, "parse", str(tmp_path / "pipe")], stdout=subprocess.PIPE, text=True
    ) as parsing:
        (tmp_path / "pipe").write_text("Shelling was heard in Homs.")
        assert "Homs, SY" in parsing.communicate(timeout=60)[0]


def test_parse_refuses_an_article_of_too_many_names_by_its_file(tmp_path, world, monkeypatch):
    monkeypatch.setattr(names_counted, "MOST_NAMES", 20)
    crowded, calm = tmp_path / "crowded.txt", tmp_path / "calm.txt"
    crowded.write_text("Homs, Aleppo. " * 11)
    calm.write_text("Shelling in Homs.")
    done = CliRunner().invoke(main, ["parse", str(crowded), str(calm)], catch_exceptions=False)
    assert done.stderr == f"geomap: {crowded}: names more than 20 places; split it\n"
    assert "Homs" in done.stdout
