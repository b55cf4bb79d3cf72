"""Only a host that can show a certificate of its own, from someone trusted, is read."""

import ssl
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from geomap import fetching
from geomap.errors import GeomapError
from geomap.fetching import fetch

CERTIFICATE = Path(__file__).parent / "data" / "news.example.org.pem"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"Homs")

    def log_message(self, *_):
        """Keep the test's output clean."""


class SecureServer(HTTPServer):
    """A server under TLS that takes no notice of who does not trust it."""

    def get_request(self):
        accepted, where = self.socket.accept()
        return self.context.wrap_socket(accepted, server_side=True), where


@pytest.fixture
def secure(monkeypatch):
    """Serve under TLS as news.example.org; every name leads there."""
    server = SecureServer(("127.0.0.1", 0), Handler)
    server.asked = []
    server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.context.load_cert_chain(CERTIFICATE)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    monkeypatch.setattr(fetching, "resolved", lambda *_: ["127.0.0.1"])
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def fetched(secure, host):
    return fetch(f"https://{host}:{secure.server_port}/a")


def test_a_certificate_that_nobody_trusted_has_signed_is_refused(secure, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with pytest.raises(GeomapError, match=r"its certificate is not to be trusted \(self.signed"):
        fetched(secure, "news.example.org")
    assert secure.asked == []


def test_the_certificate_of_another_host_is_refused(secure, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with pytest.raises(GeomapError, match=r"not to be trusted \(Hostname mismatch"):
        fetched(secure, "other.example.org")
    assert secure.asked == []


def test_a_host_with_its_own_certificate_from_someone_trusted_is_read(secure, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    assert fetched(secure, "news.example.org").content == b"Homs"
    assert secure.asked == ["/a"]
