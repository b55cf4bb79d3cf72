"""What goes into a reader and what comes out of it."""

from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network
from typing import BinaryIO

from geomap.model import Article

Span = tuple[int, int]
Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article and where it stood.

    `given_id` is as the giver wrote it, None where there was none; `spans` are those of the
    input's own "toponyms", None where it has none; `size` counts the bytes read for it;
    `record` is true for a JSON line; `notes` say in a line each what was mended on the way.
    """

    article: Article
    origin: str
    size: int
    given_id: str | int | None = None
    spans: tuple[Span, ...] | None = None
    record: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What was not read: file and line, the fault and the remedy. `missing` is no file at all.

    `number` counts the lines or files that the message speaks of.
    """

    message: str
    size: int = 0
    missing: bool = False
    number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How inputs are read; empty stands for: as their content says.

    `fields` maps our names of a record's fields to the input's own, "text" to "body";
    `networks` are the private ones that an address may lie in.
    """

    kind: str = ""
    encoding: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    networks: tuple[Network, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """Something open to read articles from.

    `origin` is what messages call it, `name` what its article is called where it has no name of
    its own; `url` and `encoding` are as its giver states, empty where not; `depth` counts the
    archives around it.
    """

    stream: BinaryIO
    origin: str
    name: str
    url: str = ""
    encoding: str = ""
    depth: int = 0
