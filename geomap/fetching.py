"""Fetch an address over http or https, and nothing that lies in a private network.

The name is resolved once; every address it has is checked, and one of these very addresses is
connected to, so that an answer which changes in between changes nothing. No proxy is used.
"""

import http.client
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import SplitResult, urljoin, urlsplit

from geomap._version import VERSION
from geomap.addresses import Connection, SecureConnection, resolved
from geomap.errors import GeomapError
from geomap.fetching_gzip import unpacked
from geomap.readers.decoding import printable
from geomap.readers.encodings import codec_of
from geomap.readers.model import Network

USER_AGENT = f"geomap/{VERSION} (news map; one request at a time; respects robots.txt)"
SCHEMES = {"http": 80, "https": 443}
MOVED = (301, 302, 303, 307, 308)
PIECE = 64 * 1024
SUCCESS, UNCHANGED = 200, 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long in seconds and how large in bytes an answer may be; `size` also when unpacked."""

    connect: float = 10.0
    read: float = 20.0
    total: float = 120.0
    size: int = 64 * 1024 * 1024
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an address answered. `url` is where it was found at last, `headers` in lower case."""

    url: str
    status: int
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def encoding(self) -> str:
        """Return what Python calls the encoding that the server states, empty where it is none."""
        stated = self.headers.get("content-type", "").lower().partition("charset=")[2]
        return codec_of(stated.partition(";")[0])


class UnansweredError(GeomapError):
    """An address that answers with anything but what was asked for.

    `status` is HTTP's; `retry_after` says when to come again, empty where the server does not.
    """

    def __init__(self, message: str, *, status: int, retry_after: str) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


LIMITS = Limits()


def fetch(
    url: str,
    *,
    networks: Sequence[Network] = (),
    limits: Limits = LIMITS,
    headers: Mapping[str, str] | None = None,
    before: Callable[[str], None] = lambda _: None,
) -> Answer:
    """Return what an address answers, behind its redirects.

    `networks` are private ones that may be reached. Raises GeomapError for whatever fails; 304
    is an answer where `headers` ask for it, every other status but 200 is a failure. `before` is
    told each address before it is asked, and may raise or take its time.
    """
    ends = time.monotonic() + limits.total
    at = url
    for _ in range(limits.redirects + 1):
        parts_of(at)
        begun = time.monotonic()
        before(at)
        ends += time.monotonic() - begun
        answer = ask(at, networks, limits, ends, headers or {})
        if answer.status not in MOVED:
            return checked(answer, url)
        target = answer.headers.get("location")
        if not target:
            raise GeomapError(f"{url}: moved, but does not say where to; check the address")
        at = led_to(at, target)
    raise GeomapError(f"{url}: moves more than {limits.redirects} times; check the address")


def led_to(url: str, target: str) -> str:
    """Return the address that a redirect leads to; raise GeomapError where it is none.

    A header is read byte by byte as Latin-1; many that hold more than ASCII are UTF-8.
    """
    with suppress(UnicodeError):
        target = target.encode("latin-1").decode("utf-8")
    try:
        return urljoin(url, target)
    except ValueError as error:
        raise GeomapError(
            f"{url}: moved to {target[:80]!a}, which is no address; check the address"
        ) from error


def checked(answer: Answer, url: str) -> Answer:
    """Return an answer that brings something; raise GeomapError for any other."""
    if answer.status in (SUCCESS, UNCHANGED):
        return answer
    reason = http.client.responses.get(answer.status, "no known status")
    raise UnansweredError(
        f"{url}: answers {answer.status} {reason}; check the address", status=answer.status,
        retry_after=answer.headers.get("retry-after", "").strip(),
    )  # fmt: skip


def parts_of(url: str) -> tuple[SplitResult, str, int]:
    """Return an address with its host and port; raise GeomapError where it may not be asked."""
    if any(each.isspace() or not each.isprintable() or each == "\\" for each in url):
        raise GeomapError(f"{url!a}: holds a space, a backslash or a control character; escape it")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        host = host if ":" in host else host.encode("idna").decode()
    except ValueError as error:  # also of what IDNA cannot write
        raise GeomapError(f"{url}: is no address; write it as https://example.org/") from error
    if parts.scheme not in SCHEMES:
        raise GeomapError(f"{url}: is not http or https; only these are fetched")
    if not host:
        raise GeomapError(f"{url}: names no host; write it as https://example.org/")
    if parts.username is not None or parts.password is not None:
        raise GeomapError(f"{url}: holds a user name; only open addresses are fetched")
    return parts, host, port or SCHEMES[parts.scheme]


def ask(
    url: str, networks: Sequence[Network], limits: Limits, ends: float, headers: Mapping[str, str]
) -> Answer:
    """Ask one address once; a redirect is an answer like any other."""
    parts, host, port = parts_of(url)
    addresses = resolved(host, port, networks, url)
    opened = SecureConnection if parts.scheme == "https" else Connection
    connection = opened(host, port, addresses=addresses, timeout=limits.connect)
    with Watch(connection, ends) as watch:
        try:
            connection.connect()
            connection.patient(limits.read)
            connection.request("GET", target_of(parts), headers=asked_with(headers))
            with connection.getresponse() as response:
                answer = received(response, url, limits)
            if watch.shut:  # which looks like the end of an answer without a stated length
                raise TimeoutError
            return answer
        except ssl.SSLCertVerificationError as error:
            raise GeomapError(
                f"{url}: its certificate is not to be trusted ({error.verify_message}); check it"
            ) from error
        # A connection that the watch has shut ends in any of these, ValueError under TLS.
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            late = watch.shut or isinstance(error, TimeoutError)
            fault = "took too long" if late else f"gave no whole answer ({described(error)})"
            raise GeomapError(f"{url}: {fault}; try again later") from error


def target_of(parts: SplitResult) -> str:
    """Return what a request line holds, ASCII alone."""
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return "".join(
        each if each.isascii() else "".join(f"%{byte:02X}" for byte in each.encode())
        for each in target
    )


def asked_with(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a request."""
    return {
        "User-Agent": USER_AGENT, "Accept-Encoding": "gzip", "Connection": "close",
        "Accept": "text/html,application/xhtml+xml,application/xml,text/plain,*/*;q=0.5", **headers,
    }  # fmt: skip


def described(error: Exception) -> str:
    """Return what went wrong, in a few words."""
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return printable(" ".join(str(words).split())[:80])


def received(response: http.client.HTTPResponse, url: str, limits: Limits) -> Answer:
    """Return an answer whole, unpacked; raise GeomapError where it is too large."""
    headers = {name.lower(): value for name, value in response.getheaders()}
    if response.status != SUCCESS:  # what stands in it, nobody reads
        return Answer(url=url, status=response.status, content=b"", headers=headers)
    packing = headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip", ""):
        raise GeomapError(f"{url}: answers packed as {packing[:20]!a}, which was not asked for")
    sent = iter(lambda: response.read(PIECE), b"")
    pieces = unpacked(sent, most=PIECE) if "gzip" in packing else sent
    content = bytearray()
    try:
        for piece in pieces:
            content += piece
            if len(content) > limits.size:
                raise GeomapError(f"{url}: is larger than {limits.size:,} bytes; save it to a file")
        if response.length:
            raise EOFError
    except EOFError as error:
        raise GeomapError(f"{url}: stops half way; try again later") from error
    return Answer(url=url, status=SUCCESS, content=bytes(content), headers=headers)


class Watch:
    """Shuts a connection when its time is over, however slowly it still trickles."""

    def __init__(self, connection: Connection, ends: float) -> None:
        self._connection = connection
        self._timer = threading.Timer(max(0.0, ends - time.monotonic()), self._shut)
        self._timer.daemon = True
        self.shut = False

    def __enter__(self) -> "Watch":
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        self._connection.close()

    def _shut(self) -> None:
        self.shut = True
        self._connection.shut()
