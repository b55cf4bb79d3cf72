"""`geomap serve`: what it refuses, and when it says that it is on."""

import json
import socket
import threading
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse

import pytest
from click.testing import CliRunner

from geomap.cli import main
from geomap.errors import GeomapError
from geomap.store import Store
from web.serve import listen


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "war.db"
    Store.open(path, create=True).close()
    return path


def fault_of(*arguments):
    """Run the command; return its one line."""
    result = CliRunner().invoke(main, ["serve", *map(str, arguments)])
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


def test_a_port_in_use_is_one_clear_line(database):
    with socket.create_server(("127.0.0.1", 0)) as other:
        line = fault_of("--db", database, "--port", other.getsockname()[1])
    assert "in use" in line
    assert "--port" in line


def test_a_missing_database_is_one_clear_line(tmp_path):
    line = fault_of("--db", tmp_path / "none.db")
    assert "no such database" in line
    assert not (tmp_path / "none.db").exists()


def test_a_file_that_is_not_ours_is_one_clear_line(tmp_path):
    other = tmp_path / "other.db"
    other.write_text("not a database at all, only some text that is long enough to be read")
    assert "not a geomap database" in fault_of("--db", other)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org", ""])
def test_only_loopback_is_listened_at_unless_others_may_read(database, host):
    with pytest.raises(GeomapError, match=r"add --public, else use 127\.0\.0\.1"):
        listen(database, host=host)


def test_a_public_map_says_whether_others_may_write(database):
    line = fault_of("--db", database, "--host", "0.0.0.0", "--public")
    assert "--read-only" in line
    assert "--with-token" in line


def test_a_public_map_answers_under_any_name(database):
    with running(database, host="0.0.0.0", public=True, read_only=True) as port:
        asked = urllib.request.Request(
            f"http://127.0.0.1:{port}/api/summary", headers={"Host": "map.example.org"}
        )
        with urllib.request.urlopen(asked, timeout=10) as answer:
            assert answer.status == 200


def test_others_names_are_refused_at_loopback_even_where_public(database):
    with running(database, host="127.0.0.1", public=True, read_only=True) as port:
        asked = urllib.request.Request(
            f"http://127.0.0.1:{port}/api/summary", headers={"Host": "map.example.org"}
        )
        with pytest.raises(urllib.error.HTTPError, match="421"):
            urllib.request.urlopen(asked, timeout=10)


def test_a_body_without_a_stated_length_is_not_taken_without_end(database):
    with running(database) as port, closing(HTTPConnection("127.0.0.1", port)) as connection:
        pieces = (b"x" * 65536 for _ in range(64))
        with suppress(ConnectionError):  # it may hang up before all is sent
            connection.request("POST", "/api/places", body=pieces, encode_chunked=True,
                               headers={"Transfer-Encoding": "chunked"})  # fmt: skip
        assert connection.getresponse().status == 413


def test_who_reads_slowly_gets_the_whole_file(database, monkeypatch):
    monkeypatch.setattr("web.serve.IDLE_SECONDS", 1)
    with running(database) as port, socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        connection.connect(("127.0.0.1", int(port)))
        address = f"http://127.0.0.1:{port}"
        with urllib.request.urlopen(f"{address}/api/basemaps", timeout=10) as told:
            [basemap] = json.load(told)["basemaps"]
        with urllib.request.urlopen(address + basemap["url"], timeout=10) as whole:
            length = len(whole.read())
        asked = f"GET {basemap['url']} HTTP/1.1\r\nHost: {address[7:]}\r\n"
        connection.sendall(f"{asked}\r\n{asked}\r\n{asked}Connection: close\r\n\r\n".encode())
        came = 0
        for _ in range(15):
            came += len(connection.recv(65536))
            time.sleep(0.2)
        while piece := connection.recv(2**20):
            came += len(piece)
    assert came > 3 * length


def test_a_proxy_tells_for_which_site_it_asks(database):
    with Store.open(database) as store:
        token = store.renew_token()
    asked = {
        "Host": "maps.example.org", "Origin": "https://maps.example.org",
        "Authorization": f"Bearer {token}", "X-Forwarded-Host": "maps.example.org",
        "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7",
    }  # fmt: skip
    statuses = {}
    for behind in ("127.0.0.1", "192.0.2.1"):
        with (
            running(database, public=True, read_only=False, behind=behind) as port,
            closing(HTTPConnection("127.0.0.1", port)) as connection,
        ):
            connection.request("DELETE", "/api/places/user:7", headers=asked)
            statuses[behind] = connection.getresponse().status
    assert statuses == {"127.0.0.1": 404, "192.0.2.1": 403}  # another's word is not taken


def test_a_proxy_makes_a_map_public(database):
    with pytest.raises(GeomapError, match=r"--behind 127\.0\.0\.1: others could"):
        listen(database, behind="127.0.0.1")


@pytest.mark.parametrize("behind", ["localhost", "", "*", "127.0.0.1:80", "10.0.0.0/8"])
def test_a_proxy_is_known_by_one_address(database, behind):
    with pytest.raises(GeomapError, match=r"--behind .*: is no address"):
        listen(database, public=True, read_only=True, behind=behind)


def test_a_proxys_address_may_be_written_in_any_way(database):
    with (
        running(database, host="::1", public=True, read_only=True, behind="0:0:0::0001") as port,
        closing(HTTPConnection("::1", port)) as connection,
    ):
        connection.request("GET", "/ogc", headers={"X-Forwarded-Proto": "https"})
        assert connection.getresponse().headers["Location"].startswith("https:")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 300_000 + b"\r\n\r\n", 431),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: odd\r\n\r\n", 501),
    ],
)
def test_what_is_no_request_is_refused_in_the_one_shape(database, sent, status):
    with running(database) as port, socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(sent)
        answer = HTTPResponse(connection)
        answer.begin()
        body = json.loads(answer.read())
    assert answer.status == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert list(body) == ["type", "title", "status", "detail"]
    assert body["status"] == status
    assert body["detail"]


def test_many_idle_readers_keep_nobody_out(database):
    with running(database) as port, ExitStack() as idle:
        for _ in range(150):
            idle.enter_context(socket.create_connection(("127.0.0.1", port)))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/summary", timeout=10) as answer:
            assert answer.status == 200


def test_every_loopback_address_is_its_own_name(database):
    with running(database, host="127.0.0.2") as port:
        address = f"http://127.0.0.2:{port}/api/summary"
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert answer.status == 200


def test_the_printed_address_holds_the_token_that_opens_writing(database, monkeypatch):
    monkeypatch.setattr("waitress.server.BaseWSGIServer.run", lambda server: server.close())
    asked = ["serve", "--db", str(database), "--port", "0"]
    told = CliRunner().invoke(main, asked).stdout
    token = CliRunner().invoke(main, ["token", "--db", str(database)]).stdout.strip()
    assert told.strip().endswith(f"/#token={token}")
    assert "#" not in CliRunner().invoke(main, [*asked, "--read-only"]).stdout


def test_a_new_token_replaces_the_former(database):
    def shown(*asked):
        return CliRunner().invoke(main, ["token", "--db", str(database), *asked]).stdout

    former = shown()
    assert shown() == former
    assert shown("--new") != former
    assert shown() != former


@contextmanager
def running(database, **settings):
    server = listen(database, **settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server.effective_port
    finally:
        server.trigger.pull_trigger(server.close)  # by the thread that waits for its sockets
        thread.join(timeout=5)


def test_the_page_answers_as_soon_as_the_socket_is_there(database):
    with (
        running(database) as port,
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer,
    ):
        assert b"folium-map" in answer.read()
