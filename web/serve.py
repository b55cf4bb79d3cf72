"""`geomap serve`: show a database on the map page."""

import errno
import logging
import socket
from ipaddress import ip_address
from pathlib import Path
from typing import Protocol

import click
from waitress.server import create_server

from geomap.errors import GeomapError
from geomap.store import Store
from web.app import create_app

THREADS = 4
BUFFERED_BODY = 1024 * 1024  # bytes; the application refuses less than that in its own words


class Server(Protocol):
    """What waitress gives."""

    effective_host: str
    effective_port: str

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
    help="The loopback address to listen at.",
)  # fmt: skip
@click.option(
    "--port", default=8000, show_default=True, envvar="GEOMAP_PORT",
    type=click.IntRange(0, 65535), help="The port to listen at; 0 takes a free one.",
)  # fmt: skip
def serve(database: Path, host: str, port: int) -> None:
    """Show a database as a map in the browser, until stopped with Ctrl-C.

    Only this computer can open it.
    """
    server = listen(database, host=host, port=port)
    click.echo(f"geomap is on http://{shown(server.effective_host)}:{server.effective_port}")
    server.run()


def listen(database: Path, *, host: str = "127.0.0.1", port: int = 0) -> Server:
    """Return a server whose socket accepts already.

    Raises GeomapError for a database that is not ours, another host than loopback, a port in use.
    """
    check_loopback(host)
    Store.open(database).close()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a busy map is no warning
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.create_server(address[:2], family=family)
    except OSError as error:
        raise GeomapError(f"{shown(host)}:{port}: {fault(error)}") from error
    server: Server = create_server(
        create_app(database), sockets=[listening], threads=THREADS, ident="geomap",
        max_request_body_size=BUFFERED_BODY,
    )  # fmt: skip
    return server


def check_loopback(host: str) -> None:
    """Refuse an address that others could reach."""
    try:
        loopback = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise GeomapError(
            f"--host {host}: others could change the map there; use 127.0.0.1, and a tunnel "
            "(ssh -L) from elsewhere"
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
