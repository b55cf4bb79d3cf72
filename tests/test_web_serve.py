"""`geomap serve`: what it refuses, and when it says that it is on."""

import socket
import threading
import urllib.request

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
def test_only_loopback_may_be_listened_at(database, host):
    with pytest.raises(GeomapError, match=r"127\.0\.0\.1"):
        listen(database, host=host)


def test_the_page_answers_as_soon_as_the_socket_is_there(database):
    server = listen(database)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.effective_port}/"
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert b"folium-map" in answer.read()
    finally:
        server.close()
        thread.join(timeout=5)
