"""A place is looked up only when asked for, at a geocoder that answers as Nominatim does."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from geomap.cli import main
from geomap.errors import GeomapError
from geomap.looking_up import look_up
from geomap.store import Store

KHAN_TUMAN = [
    {"place_id": 1, "lat": "36.1167", "lon": "37.0667", "display_name": "Khan Tuman, Aleppo"},
    {"place_id": 2, "lat": "35.5", "lon": "38.5", "display_name": "Khan Tuman, Raqqa"},
]
HOMS = [{"place_id": 3, "lat": "34.73", "lon": "36.72", "display_name": "Homs, Syria"}]
ANSWERS = {"Khan Tuman": KHAN_TUMAN, "Homs": HOMS}


class Nominatim(ThreadingHTTPServer):
    """Answers /search; keeps what it was asked, and when, and fails with `status` if told to."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked, self.times, self.status, self.body = [], [], 200, None

    @property
    def settings(self):
        return {"domain": f"127.0.0.1:{self.server_port}", "scheme": "http"}

    @property
    def options(self):
        return [f"--geocoder-option={key}={value}" for key, value in self.settings.items()]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        address = urlsplit(self.path)
        asked = {key: values[0] for key, values in parse_qs(address.query).items()}
        self.server.asked.append((address.path, asked, self.headers["User-Agent"]))
        self.server.times.append(time.monotonic())
        body = self.server.body or json.dumps(ANSWERS.get(asked.get("q"), [])).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def nominatim():
    server = Nominatim()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def run(tmp_path):
    path = tmp_path / "war.db"
    Store.open(path, create=True).close()

    def run_command(*words, keys=""):
        return CliRunner().invoke(main, [*words, "--db", str(path)], input=keys)

    return run_command


def looked_up(store, nominatim, small_world, name="Khan Tuman", **facts):
    return look_up(store, name, settings=nominatim.settings, known=small_world, **facts)


def test_an_answer_stands_beside_the_nearest_known_place_of_the_name(
    store, nominatim, small_world, places
):
    found = looked_up(store, nominatim, small_world, "Homs")[0]
    assert (found.answer.longitude, found.answer.latitude) == (36.72, 34.73)
    assert found.nearest == places["Homs"]
    assert 0.3 < found.apart_km < 0.6


def test_an_answer_of_an_unknown_name_stands_alone(store, nominatim, small_world):
    found = looked_up(store, nominatim, small_world)
    assert [each.answer.address for each in found] == ["Khan Tuman, Aleppo", "Khan Tuman, Raqqa"]
    assert found[0].nearest is None


def test_the_geocoder_is_told_who_asks_and_for_which_country(store, nominatim, small_world):
    looked_up(store, nominatim, small_world, country="SY")
    ((path, asked, agent),) = nominatim.asked
    assert path == "/search"
    assert (asked["q"], asked["countrycodes"], asked["limit"]) == ("Khan Tuman", "sy", "10")
    assert agent.startswith("geomap-news/")


def test_what_was_answered_is_kept_and_not_asked_again(store, nominatim, small_world):
    first = looked_up(store, nominatim, small_world)
    assert looked_up(store, nominatim, small_world) == first
    assert len(nominatim.asked) == 1
    looked_up(store, nominatim, small_world, country="SY")  # another question
    assert len(nominatim.asked) == 2


def test_a_name_that_is_not_found_is_kept_too(store, nominatim, small_world):
    assert looked_up(store, nominatim, small_world, "Nowhere") == []
    assert looked_up(store, nominatim, small_world, "Nowhere") == []
    assert len(nominatim.asked) == 1


def test_two_questions_are_a_second_apart_whoever_asks(tmp_path, nominatim, small_world):
    for name in ("Homs", "Khan Tuman"):
        with Store.open(tmp_path / "war.db", create=True) as opened:
            looked_up(opened, nominatim, small_world, name)
    first, second = nominatim.times
    assert second - first >= 0.9


@pytest.mark.parametrize(
    ("status", "body", "fault"),
    [
        (500, b"", "cannot be asked (HTTP Error 500: Internal Server Error)"),
        (429, b"", "has been asked too often; wait a while"),
        (403, b"", "refuses to answer"),
        (401, b"", "refuses the key"),
        (503, b"", "did not answer in time"),
        (200, b"<html>", "gave an answer that cannot be read"),
        (200, b'{"error": 1}', "gave an answer that cannot be read"),
        (200, b'[{"place_id": 1}]', "gave an answer that cannot be read"),
        (200, b'[{"lat": "99", "lon": "1", "display_name": "x"}]',
         "gave an answer that cannot be read"),
    ],
)  # fmt: skip
def test_a_refusal_is_one_line_and_is_not_kept(  # noqa: PLR0917
    store, nominatim, small_world, caplog, status, body, fault
):
    nominatim.status, nominatim.body = status, body
    with pytest.raises(GeomapError) as raised:
        looked_up(store, nominatim, small_world)
    assert str(raised.value) == (
        f"nominatim: {fault}; give the point itself with --latitude and --longitude"
    )
    assert not caplog.records
    nominatim.status, nominatim.body = 200, None
    assert len(looked_up(store, nominatim, small_world)) == 2


def test_being_offline_is_one_line(store, small_world, caplog):
    nobody = Nominatim()
    settings = nobody.settings
    nobody.server_close()
    with pytest.raises(GeomapError, match=r"^nominatim: cannot be reached; is there internet\?"):
        look_up(store, "Homs", settings=settings, known=small_world)
    assert not caplog.records


def test_a_server_that_never_answers_is_not_waited_for(store, small_world):
    silent = Nominatim()  # listens, and nobody serves
    try:
        with pytest.raises(GeomapError, match="did not answer in time"):
            look_up(store, "Homs", settings=silent.settings | {"timeout": "0.3"}, known=small_world)
    finally:
        silent.server_close()


@pytest.mark.parametrize(
    ("geocoder", "settings", "fault"),
    [
        ("klingon", {}, '"klingon" is no geocoder that geopy knows; one is: arcgis, '),
        ("bing", {}, "bing: missing 1 required positional argument: 'api_key'"),
        ("nominatim", {"depth": "9"}, 'nominatim: has no option "depth"; it has: '),
        ("nominatim", {"timeout": "long"}, '"timeout" is "long"; write a number of seconds'),
    ],
)
def test_a_wrong_setting_is_said_before_anybody_is_asked(
    store, small_world, geocoder, settings, fault
):
    with pytest.raises(GeomapError) as raised:
        look_up(store, "Homs", geocoder=geocoder, settings=settings, known=small_world)
    assert str(raised.value).startswith(fault)


def test_a_key_is_never_kept(store, nominatim, small_world):
    settings = nominatim.settings | {"user_agent": "us"}
    look_up(store, "Homs", settings=settings, known=small_world)
    with pytest.raises(GeomapError):
        look_up(store, "Homs", geocoder="bing", settings={"api_key": "hush", "scheme": "x"},
                known=small_world)  # fmt: skip
    store.close()
    assert b"hush" not in store.path.read_bytes()


def test_the_answer_picked_is_added(world, run, nominatim):
    ended = run("place", "add", "Khan Tuman", "--lookup", "--pick", "2", *nominatim.options)
    assert ended.exit_code == 0, ended.output
    assert "1  36.11670  37.06670" in ended.output
    assert "Khan Tuman, Raqqa" in ended.output
    assert "added Khan Tuman (user:1)" in ended.output
    assert "35.50000  38.50000" in run("place", "list").output


def test_nothing_is_added_where_nobody_can_choose(world, run, nominatim):
    ended = run("place", "add", "Khan Tuman", "--lookup", *nominatim.options)
    assert ended.exit_code == 0
    assert "Nothing added; add one of these with --pick NUMBER" in ended.output
    assert run("place", "list").output == ""


@pytest.mark.parametrize(
    ("words", "code", "fault"),
    [
        (("Nowhere", "--lookup"), 1, 'nominatim: knows no "Nowhere"; give the point itself'),
        (("Homs", "--lookup", "--pick", "2"), 1, "--pick is 2; the geocoder gave 1"),
        (("Homs", "--lookup", "--latitude", "3"), 2, "--lookup finds the point; leave out"),
        (("Homs", "--lookup", "--geocoder-option", "x"), 2, "write it as KEY=VALUE"),
        (("Homs",), 2, "give --latitude and --longitude, or --lookup"),
    ],
)
def test_what_cannot_be_added_is_said(  # noqa: PLR0917
    world, run, nominatim, words, code, fault
):
    ended = run("place", "add", *words, *nominatim.options)
    assert (ended.exit_code, fault in ended.output) == (code, True), ended.output


def test_the_name_is_checked_before_anybody_is_asked(world, run, nominatim):
    ended = run("place", "add", "x" * 300, "--lookup", *nominatim.options)
    assert ended.exit_code == 1
    assert nominatim.asked == []
