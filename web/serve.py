"""`geomap serve`: show a database on the map page."""

import ctypes
import errno
import logging
import platform
import socket
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Protocol

import click
from waitress.server import create_server

from geomap.errors import GeomapError
from geomap.store import Store
from web.app import create_app
from web.basemaps import WORLD, Basemap, basemaps_of
from web.guard import is_loopback
from web.opened import COLUMNS
from web.refusing import Channel

THREADS = 4
CONNECTIONS = 1000  # a browser keeps six open
IDLE_SECONDS = 30  # that one of them may be silent
# Bytes on their way to a reader. Linux takes up to 4 MB, and more only when a third of them have
# arrived: over a slow line that is a silence of a minute.
SENT_AHEAD = 128 * 1024
PROXY_HEADERS = frozenset({"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"})
M_ARENA_MAX = -8  # of glibc's malloc.h
BUFFERED_BODY = 1024 * 1024  # bytes; the application refuses less than that in its own words


class Server(Protocol):
    """What waitress gives."""

    effective_host: str
    effective_port: str
    channel_class: type[Channel]

    def run(self) -> None:
        """Answer requests until the process is told to stop."""

    def close(self) -> None:
        """Stop listening."""


@click.command(epilog="Example: geomap serve --db syria.db --port 8001")
@click.option(
    "--db", "database", required=True, envvar="GEOMAP_DB", metavar="FILE",
    type=click.Path(path_type=Path), help="The database to show, made by geomap ingest.",
)  # fmt: skip
@click.option(
    "--host", default="127.0.0.1", show_default=True, envvar="GEOMAP_HOST",
    help="The address to listen at.",
)  # fmt: skip
@click.option(
    "--port", default=8000, show_default=True, envvar="GEOMAP_PORT",
    type=click.IntRange(0, 65535), help="The port to listen at; 0 takes a free one.",
)  # fmt: skip
@click.option(
    "--public", is_flag=True, help="Let other computers open it, where --host is not loopback.",
)  # fmt: skip
@click.option(
    "--read-only/--with-token", "read_only", default=None,
    help="Take no writes, or those that show the token.  [default: --with-token; to be said "
    "where --public]",
)  # fmt: skip
@click.option(
    "--basemap", envvar="GEOMAP_BASEMAP", metavar="FILE.pmtiles",
    type=click.Path(path_type=Path),
    help="A street map to offer: an OpenStreetMap extract of the Protomaps basemap.",
)  # fmt: skip
@click.option(
    "--tiles", envvar="GEOMAP_TILES", metavar="URL",
    help="An online map to offer, as https://HOST/{z}/{x}/{y}.png. Its host sees where readers "
    "look.",
)  # fmt: skip
@click.option(
    "--embed-from", multiple=True, envvar="GEOMAP_EMBED_FROM", metavar="ORIGIN",
    help="A site that may show the map in a frame (?embed=1), as https://example.org; again for "
    "more; any with --read-only.",
)  # fmt: skip
@click.option(
    "--behind", envvar="GEOMAP_BEHIND", metavar="ADDRESS",
    help="The address of a proxy on this computer or in its network (nginx, Caddy), as "
    "127.0.0.1: what it says of who asks, and for which site (X-Forwarded-For, -Host, -Proto), "
    "counts. Needs --public.",
)  # fmt: skip
def serve(
    *,
    database: Path,
    host: str,
    port: int,
    public: bool,
    read_only: bool | None,
    behind: str | None,
    basemap: Path | None,
    tiles: str | None,
    embed_from: tuple[str, ...],
) -> None:
    """Show a database as a map in the browser, until stopped with Ctrl-C.

    Whoever can open the map can read it. The printed address holds the token
    that writing needs.
    """
    share_memory_among_threads()
    server = listen(
        database, host=host, port=port, public=public, read_only=read_only, behind=behind,
        offered=basemaps_of(basemap, tiles), embed_from=embed_from,
    )  # fmt: skip
    address = f"http://{shown(server.effective_host)}:{server.effective_port}/"
    click.echo(f"geomap is on {address}{fragment(database, read_only=bool(read_only))}")
    server.run()


def listen(
    database: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    public: bool = False,
    read_only: bool | None = None,
    behind: str | None = None,
    offered: Sequence[Basemap] = (WORLD,),
    embed_from: Sequence[str] = (),
) -> Server:
    """Return a server whose socket accepts already.

    Raises GeomapError for a database that is not ours, a port in use, and for another host than
    loopback, or a proxy to be `behind`, where `public` and `read_only` do not say that this is
    meant.
    """
    behind = proxy_of(behind)
    reached = not is_loopback(host) or behind is not None
    if reached:
        check_meant(f"--behind {behind}" if behind else f"--host {host}", public=public,
                    read_only=read_only)  # fmt: skip
    Store.open(database).close()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a busy map is no warning
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.create_server(address[:2], family=family)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SENT_AHEAD)  # of those accepted
    except OSError as error:
        raise GeomapError(f"{shown(host)}:{port}: {fault(error)}") from error
    app = create_app(
        database,
        public=reached,
        read_only=bool(read_only),
        offered=offered,
        embed_from=embed_from,
    )
    app.config[COLUMNS].warm(database)
    server: Server = create_server(
        app, sockets=[listening], threads=THREADS, ident="geomap",
        max_request_body_size=BUFFERED_BODY, connection_limit=CONNECTIONS,
        channel_timeout=IDLE_SECONDS, cleanup_interval=IDLE_SECONDS // 3, asyncore_use_poll=True,
        trusted_proxy=behind, trusted_proxy_headers=PROXY_HEADERS if behind else (),
    )  # fmt: skip
    server.channel_class = Channel
    return server


def fragment(database: Path, *, read_only: bool) -> str:
    """Return what the address ends in: the token, made where there is none; or nothing."""
    if read_only:
        return ""
    with Store.open(database) as store:
        return f"#token={store.write_token() or store.renew_token()}"


def share_memory_among_threads() -> None:
    """Let threads take memory from one arena: glibc keeps one each, and what it freed there.

    At a million mentions that is some hundred megabytes. Other systems are left as they are.
    """
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def proxy_of(behind: str | None) -> str | None:
    """Return the address that a proxy asks from, as a socket names it; refuse anything else.

    waitress compares texts: a name would never be taken at its word, and "*" takes everybody's.
    """
    try:
        return None if behind is None else str(ip_address(behind))
    except ValueError as error:
        raise GeomapError(
            f'--behind "{behind}": is no address; write the one that the proxy asks from, as '
            "127.0.0.1"
        ) from error


def check_meant(option: str, *, public: bool, read_only: bool | None) -> None:
    """Refuse an address that others could reach where nobody said that they may."""
    if not public:
        raise GeomapError(
            f"{option}: others could read the map there; if they may, add --public, else use "
            "127.0.0.1, and a tunnel (ssh -L) from elsewhere"
        )
    if read_only is None:
        raise GeomapError(
            "--public: may others write? Add --read-only if not, --with-token if those may who "
            "have the printed address"
        )


def fault(error: OSError) -> str:
    """Return why the socket cannot listen, and what to do."""
    if error.errno == errno.EADDRINUSE:
        return "the port is in use; stop what uses it or choose another with --port"
    if error.errno == errno.EACCES:
        return "the port needs more rights; choose one above 1023 with --port"
    return f"cannot listen ({error.strerror}); use --host 127.0.0.1"


def shown(host: str) -> str:
    """Return a host as an address bar has it."""
    return f"[{host}]" if ":" in host else host
