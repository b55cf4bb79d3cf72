"""Which network addresses may be connected to, and connections to just these."""

import http.client
import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from geomap.errors import GeomapError
from geomap.readers.model import Network

Address = IPv4Address | IPv6Address

# Beside what Python knows as not global. RFC 6052, RFC 8215: IPv6 that leads to IPv4.
TRANSLATED = ip_network("64:ff9b::/96")
CLOSED = (
    ip_network("64:ff9b:1::/48"),
    ip_network("100.64.0.0/10"),  # carrier-grade NAT, where a cloud's metadata are also found
    ip_network("168.63.129.16/32"),  # the metadata of another cloud, at a global address
    ip_network("192.0.0.0/24"),
    ip_network("192.88.99.0/24"),  # the relays of 6to4
    ip_network("5f00::/16"),
    ip_network("fec0::/10"),
    ip_network("::/96"),
)


def is_open(address: Address, networks: Sequence[Network]) -> bool:
    """Return whether an address is in the public internet or in one of the given networks."""
    inner = address if isinstance(address, IPv4Address) else embedded(address)
    if inner is not None and inner != address:
        return is_open(inner, networks) and not (
            isinstance(address, IPv6Address) and address.scope_id
        )
    if any(address in network for network in networks):
        return True
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in CLOSED)
    )


def embedded(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 one leads to, None where to none."""
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]


def resolved(host: str, port: int, networks: Sequence[Network], url: str) -> list[str]:
    """Return a host's addresses; raise GeomapError where it has none or one that is closed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise GeomapError(f"{url}: no host is named {host}; check the address") from error
    addresses = list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))
    for address in addresses:
        if not is_open(ip_address(address), networks):
            raise GeomapError(
                f"{url}: leads into a private network ({address}); if that is meant, open it: "
                f"--allow-network {address.partition('%')[0]}"
            )
    return addresses


class Connection(http.client.HTTPConnection):
    """A connection to one of the addresses that were checked; the host is asked for by name."""

    def __init__(self, host: str, port: int, *, addresses: list[str], timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._addresses = addresses
        self._opened: socket.socket | None = None

    def connect(self) -> None:
        """Connect to the first address that answers; raise OSError where none does."""
        faults = []
        for address in self._addresses:
            try:
                self.sock = socket.create_connection((address, self.port), self.timeout)
            except OSError as error:
                faults.append(error)
            else:
                # http.client forgets its own as soon as an answer has begun.
                self._opened = self.sock
                return
        raise faults[0]

    def patient(self, seconds: float) -> None:
        """Wait so long for each piece of the answer."""
        self.sock.settimeout(seconds)

    def shut(self) -> None:
        """End a connection from another thread: what waits for it there goes on at once."""
        if self._opened is not None:
            with suppress(OSError):  # closed already
                # Not SSLSocket's own, which takes the TLS away under the reader's hands.
                socket.socket.shutdown(self._opened, socket.SHUT_RDWR)


class SecureConnection(Connection):
    """The same under TLS; the certificate must be the host's."""

    default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        """Connect and agree on keys."""
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
        self._opened = self.sock
