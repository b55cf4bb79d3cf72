"""Compile names and places into a layer's block."""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gazetteer.codes import ANY_CASE, CAPITALS, HAS_CHILDREN, SMALL_FIRST
from gazetteer.kernel import hash_edge, hash_units
from gazetteer.layer import (
    ACRONYM,
    ALIGNMENT,
    COLUMNS,
    FORMAT,
    HEADER,
    MAGIC,
    PLACE_TYPE_ORDER,
    SECTION,
)
from gazetteer.place import Place
from gazetteer.spelling import tokens

PARTICLES = frozenset(
    "al ar ash az ad adh ath el ez ed er il ul de del della der di da do dos das du des la las le "
    "les lo los van von ben bet beit bir tel tell kafr deir khan ain ras abu umm".split()
)


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place's number under one of its names."""

    place: int
    spelling: str
    flags: int


class Pool:
    """Distinct strings, numbered in the order they came."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Return the number of a string, adding it if it is new."""
        return self.numbers.setdefault(text, len(self.numbers))

    def sections(self) -> dict[str, array[Any]]:
        """Return the strings end to end, and where each begins."""
        starts, body = array("I", [0]), bytearray()
        for text in self.numbers:
            body += text.encode("utf-8", "replace")
            starts.append(len(body))
        return {"texts": array("B", bytes(body)), "text_starts": starts}


class Trie:
    """The names as sequences of tokens."""

    def __init__(self) -> None:
        self.tokens: dict[str, int] = {}
        self.edges: dict[tuple[int, int], int] = {}
        self.names: dict[tuple[int, ...], list[NamedPlace]] = {}

    def add(self, keys: list[str], named: NamedPlace) -> None:
        """Add one name of one place; the same place is kept once a name, the first stands."""
        path = tuple(self.tokens.setdefault(key, len(self.tokens)) for key in keys)
        senses = self.names.setdefault(path, [])
        if all(known.place != named.place or (known.flags ^ named.flags) & 2 for known in senses):
            senses.append(named)

    def renumbered(self) -> tuple[dict[str, int], dict[tuple[int, ...], list[NamedPlace]], int]:
        """Number the tokens that begin names first, from 1, so that each is its own node."""
        roots = {path[0] for path in self.names}
        order = sorted(range(len(self.tokens)), key=lambda token: token not in roots)
        numbers = array("I", bytes(4 * len(order)))
        for new, old in enumerate(order, start=1):
            numbers[old] = new
        renamed = {key: numbers[old] for key, old in self.tokens.items()}
        names = {tuple(numbers[t] for t in path): senses for path, senses in self.names.items()}
        return renamed, names, len(roots)


def units_of(key: str) -> array[int]:
    """Return a folded token as 16-bit units, as the matcher compares it."""
    encoded = key.encode("utf-16-le", "surrogatepass")
    return array("H", encoded)


def token_sections(numbers: dict[str, int]) -> dict[str, array[Any]]:
    """Return the tokens' letters and the table that finds them."""
    size = power_of_two(2 * len(numbers) + 2)
    slots, starts, units = array("I", bytes(8 * size)), array("I", [0]), array("H")
    for key, number in sorted(numbers.items(), key=lambda pair: pair[1]):
        letters = units_of(key)
        units += letters
        starts.append(len(units))
        hashed = hash_units(letters, 0, len(letters))
        slot = hashed & (size - 1)
        while slots[2 * slot + 1]:
            slot = (slot + 1) & (size - 1)
        slots[2 * slot], slots[2 * slot + 1] = hashed, number
    return {"slots": slots, "starts": starts, "units": units}


def case_bits(keys_first: str, senses: list[NamedPlace]) -> int:
    """Return in which cases the name means any of its places."""
    bits = 0
    if all(sense.flags & ACRONYM for sense in senses):
        bits |= CAPITALS
    if any(sense.spelling[:1].islower() and sense.spelling.islower() for sense in senses):
        bits |= ANY_CASE
    if keys_first in PARTICLES:
        bits |= SMALL_FIRST
    return bits


def name_sections(
    names: dict[tuple[int, ...], list[NamedPlace]], spelled: list[str], roots: int, pool: Pool
) -> dict[str, array[Any]]:
    """Return the trie's nodes and edges and the senses of each name."""
    nodes = array("I", bytes(4 * (roots + 1)))
    children: dict[tuple[int, int], int] = {}
    senses, place, text, flags = array("I", [0]), array("I"), array("I"), array("B")
    for number, (path, borne) in enumerate(names.items(), start=1):
        node = path[0]
        for token in path[1:]:
            nodes[node] |= HAS_CHILDREN
            child = children.get((node, token))
            if child is None:
                child = children[node, token] = len(nodes)
                nodes.append(0)
            node = child
        nodes[node] |= number | case_bits(spelled[path[0]], borne)
        for sense in borne:
            place.append(sense.place)
            text.append(pool.number(sense.spelling))
            flags.append(sense.flags)
        senses.append(len(place))
    return {
        "nodes": nodes, "edges": edge_table(children), "roots": array("I", [roots + 1]),
        "senses": senses, "sense_place": place, "sense_text": text, "sense_flags": flags,
    }  # fmt: skip


def edge_table(children: dict[tuple[int, int], int]) -> array[int]:
    """Return the open addressing table of (parent, token, child)."""
    size = power_of_two(2 * len(children) + 2)
    edges = array("I", bytes(12 * size))
    for (parent, token), child in children.items():
        slot = hash_edge(parent, token) & (size - 1)
        while edges[3 * slot + 2]:
            slot = (slot + 1) & (size - 1)
        edges[3 * slot], edges[3 * slot + 1], edges[3 * slot + 2] = parent, token, child
    return edges


def power_of_two(least: int) -> int:
    """Return the smallest power of two that is at least `least`."""
    return 1 << max(1, (least - 1).bit_length())


class Builder:
    """Collects places and their names, then gives the block."""

    def __init__(self) -> None:
        self._trie = Trie()
        self._pool = Pool()
        self._columns = {name: array(code) for name, code in COLUMNS.items()}
        self._ids: list[str] = []
        self._kinds = {kind: number for number, kind in enumerate(PLACE_TYPE_ORDER)}

    def add_place(self, place: Place) -> int:
        """Add a place without any name; return its number."""
        values = {
            "place_id": self._pool.number(place.place_id),
            "name": self._pool.number(place.name),
            "place_type": self._kinds[place.place_type],
            "longitude": place.longitude,
            "latitude": place.latitude,
            "population": place.population,
            "countries": self._pool.number(",".join(place.countries)),
            "admin1": self._pool.number(place.admin1),
            "admin2": self._pool.number(place.admin2),
        }
        for name, column in self._columns.items():
            column.append(values[name])
        self._ids.append(place.place_id)
        return len(self._ids) - 1

    def add_name(self, place: int, spelling: str, flags: int) -> None:
        """Give a place a name; one without a letter is passed over."""
        keys = tokens(spelling)
        if keys:
            self._trie.add(keys, NamedPlace(place, spelling, flags))

    def block(self, about: dict[str, Any]) -> bytes:
        """Return the finished layer as bytes. The builder is spent."""
        numbers, names, roots = self._trie.renumbered()
        self._trie = Trie()
        spelled = ["", *sorted(numbers, key=numbers.__getitem__)]
        sections: dict[str, array[Any]] = {**self._columns}
        sections |= name_sections(names, spelled, roots, self._pool)
        sections |= token_sections(numbers)
        sections |= self._pool.sections()
        sections["id_order"] = array("I", sorted(range(len(self._ids)), key=self._ids.__getitem__))
        counts = {"places": len(self._ids), "names": len(names), "tokens": len(numbers)}
        sections["about"] = array("B", json.dumps(about | counts, ensure_ascii=False).encode())
        return assemble(sections)


def assemble(sections: dict[str, array[Any]]) -> bytes:
    """Return header, section table and sections as one block."""
    table, body = bytearray(), bytearray()
    start = HEADER.size + len(sections) * SECTION.size
    for name, values in sections.items():
        body += bytes(-(start + len(body)) % ALIGNMENT)
        data = values.tobytes()
        table += SECTION.pack(name.encode(), values.typecode.encode(), start + len(body), len(data))
        body += data
    head = HEADER.pack(MAGIC, FORMAT, len(sections), start + len(body), zlib.crc32(body), 0)[:-4]
    checksum = zlib.crc32(head) ^ zlib.crc32(table)
    return b"".join([head, struct.pack("<I", checksum), table, body])


def compile_named(
    named: Iterable[tuple[Place, Iterable[tuple[str, int]]]], about: dict[str, Any]
) -> bytes:
    """Return the block of places, each with its (spelling, flags)."""
    builder = Builder()
    for place, names in named:
        number = builder.add_place(place)
        for spelling, flags in names:
            builder.add_name(number, spelling, flags)
    return builder.block(about)

