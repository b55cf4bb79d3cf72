import csv
import gzip
import socket
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geomap import addresses
from geomap.addresses import is_open, resolved
from geomap.errors import GeomapError
from geomap.fetching import USER_AGENT, Answer, Limits, fetch, led_to, parts_of, target_of
from geomap.readers.decoding import decoded
from geomap.reading import Settings, read

LOOPBACK = (ip_network("127.0.0.0/8"),)
URLS = Path(__file__).parent / "data" / "hostile_urls.tsv"
with URLS.open(encoding="utf-8", newline="") as lines:
    HOSTILE = [tuple(row.values()) for row in csv.DictReader(lines, delimiter="\t", quotechar=None,
                                                             quoting=csv.QUOTE_NONE)]  # fmt: skip


def leads_away(url, resolves_to, says):
    """Return whether a redirect to a hostile URL means the same, where 127.0.0.1 is open."""
    if not url.isascii() or url.startswith(("//", "http:///")):  # no header, or from here onward
        return False
    if "is no address" in says or "holds a" in says:
        return True
    inner = any(part in f"{url} {says}" for part in ("127.0.0.1", "7f00", "[2001:"))
    return not resolves_to and not inner and ("private network" in says or "not http" in says)


PAGE = b"<html><head><title>Homs</title></head><body><article><p>%s</p></article></body></html>" % (
    b"Shells fell on Homs on Monday, residents of the town said to reporters there. " * 5
)


class Handler(BaseHTTPRequestHandler):
    """A site that behaves, or does not, as its path says."""

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        name = self.path.strip("/").partition("/")[0].partition("?")[0]
        getattr(self, f"get_{name}", self.get_missing)()

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def get_page(self):
        self.answer(200, PAGE, Content_Type="text/html; charset=utf-8")

    def get_arabic(self):
        body = "<html><body><p>سقطت قذائف على حمص</p></body></html>".encode("windows-1256")
        self.answer(200, body, Content_Type='text/html; charset="windows-1256"')

    def get_packed(self):
        self.answer(200, gzip.compress(b"Homs"), Content_Encoding="gzip")

    def get_members(self):
        members = b"".join(gzip.compress(each) for each in (b"Homs, ", b"", b"Idlib" * 40_000))
        self.answer(200, members + b"\0\0\r\n", Content_Encoding="gzip")

    def get_behind(self):
        self.answer(200, gzip.compress(b"Homs") + b"<!-- cached -->", Content_Encoding="gzip")

    def get_lastmember(self):
        members = gzip.compress(b"Homs") + gzip.compress(b"Idlib")[:-6]
        self.answer(200, members, Content_Encoding="gzip")

    def get_bombs(self):
        self.answer(200, gzip.compress(b"0" * 500_000) * 100, Content_Encoding="gzip")

    def get_bomb(self):
        self.answer(200, gzip.compress(b"0" * 50_000_000), Content_Encoding="gzip")

    def get_brotli(self):
        self.answer(200, b"x", Content_Encoding="br")

    def get_large(self):
        self.answer(200, b"0" * 2_000_000)

    def get_missing(self):
        self.answer(404, b"no")

    def get_moved(self):
        self.answer(301, Location="/page")

    def get_loop(self):
        self.answer(302, Location="/loop")

    def get_nowhere(self):
        self.answer(302)

    def get_inward(self):
        self.answer(302, Location=f"http://127.9.9.9:{self.server.server_port}/page")

    def get_file(self):
        self.answer(302, Location="file:///etc/passwd")

    def get_redirect(self):
        self.answer(302, Location=unquote(self.path.partition("?")[2]))

    def get_half(self):
        self.answer(200, b"Homs", Content_Length="1000")

    def get_packedhalf(self):
        self.answer(200, gzip.compress(b"Homs" * 1000)[:20], Content_Encoding="gzip")

    def get_silent(self):
        self.server.stopped.wait(10)

    def get_trickle(self):
        self.send_response(200)
        self.end_headers()
        while not self.server.stopped.wait(0.05):
            self.wfile.write(b"x")

    def get_tricklehead(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not self.server.stopped.wait(0.05):
            self.wfile.write(b"x")

    def get_rubbish(self):
        self.wfile.write(b"not http at all\r\n\r\n")

    def get_escapes(self):
        self.wfile.write(b"\x1b]0;owned\x07 \x9b2J\r\n\r\n")

    def get_unescaped(self):
        self.answer(302, Location="/page?q=حمص".encode().decode("latin-1"))

    def get_unchanged(self):
        self.answer(304 if self.headers["If-None-Match"] == '"a"' else 200)

    def handle(self):
        with suppress(OSError):  # the reader went away, as some tests want
            super().handle()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []
    server.stopped = threading.Event()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.stopped.set()
    server.shutdown()
    thread.join()
    server.server_close()


def fetched(site, path, **facts):
    facts.setdefault("networks", LOOPBACK)
    return fetch(f"http://127.0.0.1:{site.server_port}/{path}", **facts)


def fault(site, path, **facts):
    with pytest.raises(GeomapError) as caught:
        fetched(site, path, **facts)
    assert str(caught.value).isprintable()
    return str(caught.value)


@pytest.mark.parametrize(("url", "resolves_to", "says"), HOSTILE)
def test_a_hostile_url_is_refused_before_anything_is_connected(
    url, resolves_to, says, monkeypatch
):  # fmt: skip
    def resolve(host, port, **_):
        return [(0, 0, 0, "", (address, port)) for address in resolves_to.split(",")]

    if resolves_to:
        monkeypatch.setattr(addresses.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(addresses.socket, "create_connection", None)
    with pytest.raises(GeomapError) as caught:
        fetch(url)
    assert says in str(caught.value)
    assert ";" in str(caught.value)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8",
                                     "64:ff9b::808:808"])  # fmt: skip
def test_the_public_internet_is_open(address):
    assert is_open(ip_address(address), ())


def test_a_network_that_is_allowed_is_open_and_no_other():
    networks = (ip_network("10.1.0.0/16"),)
    assert is_open(ip_address("10.1.2.3"), networks)
    assert is_open(ip_address("::ffff:10.1.2.3"), networks)
    assert not is_open(ip_address("10.2.0.1"), networks)


def test_a_name_is_resolved_once_and_that_address_is_connected_to(site, monkeypatch):
    asked = []

    def resolve(host, port, **_):
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "127.6.6.6"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    connect, connected = socket.create_connection, []

    def connecting(address, timeout):
        connected.append(address[0])
        monkeypatch.undo()
        return connect(address, timeout)

    monkeypatch.setattr(addresses.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(addresses.socket, "create_connection", connecting)
    answer = fetch(f"http://news.example.org:{site.server_port}/page", networks=LOOPBACK)
    assert answer.content == PAGE
    assert (asked, connected) == (["news.example.org"], ["127.0.0.1"])
    assert site.asked[-1][1]["Host"] == f"news.example.org:{site.server_port}"


def test_a_second_address_is_tried_where_the_first_does_not_answer(site):
    found = resolved("127.0.0.1", site.server_port, LOOPBACK, "http://a/")
    opened = addresses.Connection("a", site.server_port, addresses=["127.0.0.77", *found],
                                  timeout=2)  # fmt: skip
    site_only_here = socket.create_server(("127.0.0.77", 0))
    site_only_here.close()
    opened.connect()
    assert opened.sock.getpeername()[0] == "127.0.0.1"
    opened.close()


def test_loopback_is_closed_unless_it_is_opened(site):
    assert "--allow-network 127.0.0.1" in fault(site, "page", networks=())


def test_a_fetch_says_who_asks_and_what_was_found(site):
    answer = fetched(site, "page?q=حمص")
    assert (answer.status, answer.content, answer.encoding) == (200, PAGE, "utf-8")
    path, headers = site.asked[-1]
    assert path == "/page?q=%D8%AD%D9%85%D8%B5"
    assert headers["User-Agent"] == USER_AGENT


def test_a_redirect_is_followed_and_its_end_is_told(site):
    assert fetched(site, "moved").url.endswith("/page")


def test_a_redirect_in_unescaped_utf_8_is_followed(site):
    assert fetched(site, "unescaped").url.endswith("/page?q=حمص")
    assert site.asked[-1][0] == "/page?q=%D8%AD%D9%85%D8%B5"


def test_each_address_is_told_before_it_is_asked(site):
    told = []

    def before(url):
        told.append((url, len(site.asked)))
        time.sleep(0.3)  # which is not the answer's time

    asked = len(site.asked)
    answer = fetched(site, "moved", before=before, limits=Limits(total=0.5))
    assert told == [(answer.url.replace("page", "moved"), asked), (answer.url, asked + 1)]


def test_a_redirect_into_a_closed_network_is_refused(site):
    only = (ip_network("127.0.0.1/32"),)
    assert "leads into a private network (127.9.9.9)" in fault(site, "inward", networks=only)


@pytest.mark.parametrize(
    ("url", "says"), [(url, says) for url, name, says in HOSTILE if leads_away(url, name, says)]
)
def test_a_redirect_to_a_hostile_url_is_refused(site, url, says):
    asked = len(site.asked)
    only = (ip_network("127.0.0.1/32"),)
    assert says in fault(site, f"redirect?{quote(url)}", networks=only)
    assert len(site.asked) == asked + 1


ODD_URLS = st.one_of(
    st.text(),
    st.text("htps:/[]@.%#?\\ 0127", max_size=40),
    st.builds("http://{}:{}/{}".format, st.text(max_size=9), st.integers(), st.text(max_size=5)),
)


@given(target=ODD_URLS)
@example(target="http://[::1/")
@example(target="//[")
@example(target="http://a℀b/")
def test_wherever_a_redirect_leads_is_an_address_or_a_line(target):
    try:
        said = target_of(parts_of(led_to("http://example.org/a", target))[0])
    except GeomapError as error:
        said = str(error)
    assert "\n" not in said


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("missing", "answers 404 Not Found; check the address"),
        ("loop", "moves more than 5 times"),
        ("nowhere", "does not say where to"),
        ("file", "is not http or https"),
        ("half", "stops half way"),
        ("packedhalf", "stops half way"),
        ("lastmember", "stops half way"),
        ("behind", "gave no whole answer (Error -3 while decompressing data: incorrect header"),
        ("brotli", "answers packed as 'br'"),
        ("escapes", "gave no whole answer"),
        ("rubbish", "gave no whole answer"),
    ],
)
def test_a_broken_answer_is_one_line(site, path, says):
    assert says in fault(site, path)


def test_what_is_packed_is_unpacked(site):
    assert fetched(site, "packed").content == b"Homs"
    assert fetched(site, "members").content == b"Homs, " + b"Idlib" * 40_000


@pytest.mark.parametrize("path", ["bomb", "bombs", "large"])
def test_an_answer_is_read_up_to_its_limit(site, path):
    assert "is larger than 1,000,000 bytes" in fault(site, path, limits=Limits(size=1_000_000))


@pytest.mark.parametrize(
    ("path", "limits"),
    [
        ("silent", Limits(read=0.2)),
        ("silent", Limits(total=0.3)),
        ("trickle", Limits(total=0.3)),
        ("tricklehead", Limits(total=0.3)),
    ],
)
def test_a_slow_answer_ends_in_time(site, path, limits):
    begun = time.monotonic()
    assert "took too long; try again later" in fault(site, path, limits=limits)
    assert time.monotonic() - begun < 3


def test_unchanged_is_an_answer(site):
    assert fetched(site, "unchanged", headers={"If-None-Match": '"a"'}).status == 304


def test_an_address_nobody_listens_at_is_one_line():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(GeomapError, match="gave no whole answer"):
        fetch(f"http://127.0.0.1:{port}/", networks=LOOPBACK)


def test_a_page_is_read_from_its_address(site):
    settings = Settings(networks=LOOPBACK)
    [page] = read([f"http://127.0.0.1:{site.server_port}/moved"], settings)
    assert page.article.text.startswith("Shells fell on Homs")
    assert page.article.url.endswith("/page")
    [page] = read([f"http://127.0.0.1:{site.server_port}/arabic"], settings)
    assert "حمص" in page.article.text


@pytest.mark.parametrize("charset", ["idna", "undefined", "utf-7", "unicode_escape", "klingon"])
def test_an_encoding_that_is_none_is_passed_over(charset):
    headers = {"content-type": f"text/xml; charset={charset}"}
    assert Answer(url="http://a/", status=200, content=b"", headers=headers).encoding == ""


@given(stated=st.text(), content=st.binary(max_size=60))
@example(stated="idna", content=b"\xff")
@example(stated="utf-7", content=b"+2AA-")
@example(stated="a\0b", content=b"Homs")
def test_whatever_encoding_a_server_states_an_answer_is_text_or_a_line(stated, content):
    answer = Answer(url="http://a/", status=200, content=content,
                    headers={"content-type": f"text/plain; charset={stated}"})  # fmt: skip
    with suppress(GeomapError):
        decoded(content, answer.url, encoding=answer.encoding)[0].encode()


def test_an_address_that_fails_is_refused_and_the_rest_is_read(site, tmp_path):
    (tmp_path / "a.txt").write_text("Homs")
    missing = f"http://127.0.0.1:{site.server_port}/missing"
    refused, reading = read([missing, str(tmp_path)], Settings(networks=LOOPBACK))
    assert refused.missing
    assert reading.article.text == "Homs"
