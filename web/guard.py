"""Who may ask: loopback names only, writes from the page itself only; and the headers."""

import secrets
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Response, g, request
from werkzeug.exceptions import MethodNotAllowed

from web.basemaps import picture_origins
from web.embedding import ancestors
from web.problems import ForeignHostError, ForeignOriginError, NotJsonError

WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
KEPT = frozenset(
    {"assets.file", "basemaps.archive", "labels.labels", "labels.countries", "labels.place_names"}
)
OWN_SITES = frozenset({"same-origin", "none"})

POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data:{pictures}; connect-src 'self'; frame-ancestors {ancestors}; "
    "base-uri 'none'; form-action 'self'"
)


def give_nonce() -> None:
    """Give the answer its own nonce for the policy."""
    g.nonce = secrets.token_urlsafe(16)


def check_host() -> None:
    """Refuse a request that came under another name: a page elsewhere whose name points here.

    The port must be the server's own too, as a browser sends it.
    """
    host = request.headers.get("Host", "")
    try:
        asked = urlsplit(f"//{host}")
        port = asked.port or 80
    except ValueError as error:
        raise ForeignHostError(host) from error
    own_port = int(request.environ.get("SERVER_PORT", 80))
    if not is_loopback(asked.hostname or "") or port != own_port or asked.username is not None:
        raise ForeignHostError(host)


def is_loopback(host: str) -> bool:
    """Return whether only this computer can reach a name or an address."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def check_method() -> None:
    """Refuse a method that an address does not have, before anything is asked of a write."""
    if isinstance(request.routing_exception, MethodNotAllowed):
        raise request.routing_exception


def check_write() -> None:
    """Refuse a write that another site's page makes; a program that sends no Origin may write.

    A browser cannot leave out Origin on a write, nor send JSON to another site unasked.
    """
    if request.method not in WRITING:
        return
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.headers['Host']}":
        raise ForeignOriginError(origin)
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in OWN_SITES:
        raise ForeignOriginError(request.headers["Sec-Fetch-Site"])
    if (request.content_length or request.method != "DELETE") and not request.is_json:
        raise NotJsonError(request.mimetype)


def add_headers(response: Response) -> Response:
    """Add what tells a browser to run nothing but the page's own script."""
    response.headers["Content-Security-Policy"] = POLICY.format(
        nonce=g.nonce, pictures=picture_origins(), ancestors=ancestors()
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if request.endpoint not in KEPT:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
