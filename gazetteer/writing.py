"""Compile names and places into a layer's block."""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from collections.abc import Iterable
from typing import Any

from gazetteer.codes import ANY_CASE, CAPITALS, HAS_CHILDREN, PAIR_BITS, SMALL_BITS, SMALL_FIRST
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
from gazetteer.raw_text import UTF_16
from gazetteer.spelling import Speller
from gazetteer.tokens import hash_edge, hash_units

PARTICLES = frozenset(
    "al ar ash az ad adh ath el ez ed er il ul de del della der di da do dos das du des la las le "
    "les lo los van von ben bet beit bir tel tell kafr deir khan ain ras abu umm "
    # What Russian and Ukrainian write small before a name, and its folded case forms.
    "сектор сектора секторе секторі сектору сектором остров острова острове острів острові "
    "озеро озера озері озере река реки реке реку ріка річка море моря морі полуостров "
    "полуострова півострів гора горы горе гори горі залив залива затока затоки пролив пролива "
    "протока пустыня пустыни пустеля пустелі".split()
)


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
    """The names as paths of tokens, and the senses of each.

    Nodes and tokens are numbered as they come; `sections` numbers them as the matcher needs.
    """

    def __init__(self) -> None:
        self._tokens: dict[str, int] = {}
        self._steps: dict[int, int] = {}  # node << 32 | token -> node; node 0 is the beginning
        # The senses of a node are a chain: node -> its last sense -> the sense before; 0 ends it.
        self._last = array("I", [0])
        self._before = array("I")
        self._place = array("I")
        self._text = array("I")
        self._flags = array("B")

    def add(self, keys: list[str], place: int, text: int, flags: int) -> None:
        """Add one name of one place; a place keeps the first of names with the same key."""
        node = 0
        for key in keys:
            step = node << 32 | self._tokens.setdefault(key, len(self._tokens))
            node = self._steps.setdefault(step, len(self._last))
            if node == len(self._last):
                self._last.append(0)
        sense = self._last[node]
        while sense:
            if self._place[sense - 1] == place:
                return
            sense = self._before[sense - 1]
        self._before.append(self._last[node])
        self._place.append(place)
        self._last[node] = len(self._place)
        self._text.append(text)
        self._flags.append(flags)

    def _borne(self, node: int) -> list[int]:
        """Return the senses of a node in the order they came."""
        senses, sense = [], self._last[node]
        while sense:
            senses.append(sense - 1)
            sense = self._before[sense - 1]
        return senses[::-1]

    def sections(self, texts: list[str]) -> dict[str, array[Any]]:
        """Return tokens, trie and senses as the matcher reads them; `texts` is the pool."""
        first = {step: node for step, node in self._steps.items() if step < 1 << 32}
        tokens = self._token_numbers(first)
        nodes = self._node_numbers(first, tokens)
        keys = list(self._tokens)
        hashes = array("I", map(hash_key, keys))
        words = array("I", bytes(4 * len(self._last)))
        begins = array("I", bytes(4 * len(self._last)))  # node -> the token its names begin with
        reached = array("I", bytes(4 * len(self._last)))  # node -> the token before it
        steps, pairs = [], set()
        for step, node in self._steps.items():
            parent, token = step >> 32, step & 0xFFFFFFFF
            begins[node] = begins[parent] if parent else token
            reached[node] = token
            if parent:
                words[nodes[parent]] |= HAS_CHILDREN
                steps.append((nodes[parent], tokens[token], nodes[node]))
                pairs.add(hash_edge(hashes[reached[parent]], hashes[token]))
            if keys[begins[node]] in PARTICLES:
                words[nodes[node]] |= SMALL_FIRST
        named = self._name_sections(nodes, words, texts)
        small = {
            hashes[begins[node]]
            for node in range(1, len(nodes))
            if words[nodes[node]] & (ANY_CASE | SMALL_FIRST)
        }
        return {
            **named,
            "small": bit_filter(small, SMALL_BITS),
            "pairs": bit_filter(pairs, power_of_two(max(8, PAIR_BITS * len(pairs)))),
            "edges": edge_table(steps),
            "roots": array("I", [len(first) + 1]),
            **token_sections(keys, tokens, hashes),
        }

    def _token_numbers(self, first: dict[int, int]) -> array[int]:
        """Return the tokens' numbers: those that begin names first, from 1, each its own node."""
        numbers = array("I", bytes(4 * len(self._tokens)))
        for new, token in enumerate(first, start=1):
            numbers[token] = new
        new = len(first)
        for token, number in enumerate(numbers):
            if number == 0:
                new += 1
                numbers[token] = new
        return numbers

    def _node_numbers(self, first: dict[int, int], tokens: array[int]) -> array[int]:
        numbers = array("I", bytes(4 * len(self._last)))
        for token, node in first.items():
            numbers[node] = tokens[token]
        new = len(first)
        for node in range(1, len(numbers)):
            if numbers[node] == 0:
                new += 1
                numbers[node] = new
        return numbers

    def _name_sections(
        self, nodes: array[int], words: array[int], texts: list[str]
    ) -> dict[str, array[Any]]:
        """Return the nodes' words and each name's senses."""
        starts, order, name = array("I", [0]), array("I"), 0
        for node in range(len(self._last)):
            if senses := self._borne(node):
                name += 1
                words[nodes[node]] |= name | self._case_bits(senses, texts)
                order.extend(senses)
                starts.append(len(order))
        return {
            "nodes": words,
            "senses": starts,
            "sense_place": array("I", [self._place[i] for i in order]),
            "sense_text": array("I", [self._text[i] for i in order]),
            "sense_flags": array("B", [self._flags[i] for i in order]),
        }

    def _case_bits(self, senses: list[int], texts: list[str]) -> int:
        """Return in which cases a name means any of its places."""
        bits = 0
        if all(self._flags[sense] & ACRONYM for sense in senses):
            bits |= CAPITALS
        if any(texts[self._text[sense]].islower() for sense in senses):
            bits |= ANY_CASE
        return bits


def units_of(key: str) -> array[int]:
    """Return a folded token as 16-bit units, as the matcher compares it."""
    return array("H", key.encode(UTF_16, "surrogatepass"))


def hash_key(key: str) -> int:
    """Return the hash by which the matcher looks for a folded token."""
    letters = units_of(key)
    return hash_units(letters, 0, len(letters))


def token_sections(
    keys: list[str], numbers: array[int], hashes: array[int]
) -> dict[str, array[Any]]:
    """Return the tokens' letters, in the order of their numbers, and the table of them."""
    size = power_of_two(2 * len(keys) + 2)
    slots, starts, units = array("I", bytes(8 * size)), array("I", [0]), array("H")
    for number, token in enumerate(sorted(range(len(keys)), key=numbers.__getitem__), start=1):
        units += units_of(keys[token])
        starts.append(len(units))
        slot = hashes[token] & (size - 1)
        while slots[2 * slot + 1]:
            slot = (slot + 1) & (size - 1)
        slots[2 * slot], slots[2 * slot + 1] = hashes[token], number
    return {"slots": slots, "starts": starts, "units": units}


def bit_filter(hashes: Iterable[int], size: int) -> array[int]:
    """Return a filter of `size` bits, a power of two: those of the hashes are set."""
    bits = array("B", bytes(size // 8))
    for hashed in hashes:
        bit = hashed & (size - 1)
        bits[bit >> 3] |= 1 << (bit & 7)
    return bits


def edge_table(steps: list[tuple[int, int, int]]) -> array[int]:
    """Return the open addressing table of (parent, token, child)."""
    size = power_of_two(2 * len(steps) + 2)
    edges = array("I", bytes(12 * size))
    for parent, token, child in steps:
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
        self._speller = Speller()
        self._trie = Trie()
        self._pool = Pool()
        self._columns: dict[str, array[Any]] = {name: array(code) for name, code in COLUMNS.items()}
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
        keys = self._speller.tokens(spelling)
        if keys:
            self._trie.add(keys, place, self._pool.number(spelling), flags)

    def block(self, about: dict[str, Any]) -> bytes:
        """Return the finished layer as bytes. The builder is spent."""
        sections: dict[str, array[Any]] = {**self._columns}
        sections |= self._trie.sections(list(self._pool.numbers))
        sections |= self._pool.sections()
        sections["id_order"] = array("I", sorted(range(len(self._ids)), key=self._ids.__getitem__))
        counts = {"places": len(self._ids), "names": len(sections["senses"]) - 1}
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


def compile_names(named: Iterable[tuple[int, str, int]], about: dict[str, Any]) -> bytes:
    """Return the block of names without places, each (number, spelling, flags)."""
    builder = Builder()
    for number, spelling, flags in named:
        builder.add_name(number, spelling, flags)
    return builder.block(about)


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
