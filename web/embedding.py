"""The view for an iframe: which sites may show it, and that no other view may be framed.

A framed page can be laid under another, so that a reader clicks on what is not seen. The view
for a frame therefore offers nothing that writes, and is shown to the sites that were named; to
any site only where the server takes no writes at all.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Request, current_app, g

from geomap.errors import GeomapError

EMBED_FROM = "GEOMAP_EMBED_FROM"
ANY = "any"
NOBODY = "'none'"
HOST_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]")


def ancestors_of(origins: Sequence[str], *, read_only: bool) -> str:
    """Return the policy's words for the sites that may frame the view; nobody where none is named.

    Raises GeomapError for what is no origin, and for any site where writes are taken.
    """
    if ANY in origins:
        if not read_only:
            raise GeomapError(
                "--embed-from any: a foreign page could lead readers to change the map; add "
                "--read-only, or name the sites"
            )
        return "*"
    return " ".join(map(origin_of, origins)) or NOBODY


def origin_of(given: str) -> str:
    """Return an origin as it stands in a policy."""
    parts = urlsplit(given)
    whole = parts.path in ("", "/") and not parts.query and not parts.fragment
    if parts.scheme not in ("http", "https") or not whole or not is_host(parts.netloc):
        raise GeomapError(f"--embed-from {given}: is no site; write it as https://example.org")
    return f"{parts.scheme}://{parts.netloc}"


def is_host(name: str) -> bool:
    """Return whether a name, with its port, could be a host's; a space or `;` could say more."""
    return bool(name) and set(name) <= HOST_CHARACTERS


def is_embedded(request: Request) -> bool:
    """Return whether a request is for the view of a frame, and open it to those that may."""
    if request.args.get("embed") != "1":
        return False
    g.ancestors = current_app.config.get(EMBED_FROM, NOBODY)
    return True


def ancestors() -> str:
    """Return who may frame this answer."""
    allowed: str = g.get("ancestors", NOBODY)
    return allowed
